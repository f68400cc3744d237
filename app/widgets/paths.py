"""A line for file names."""

from collections.abc import Sequence
from pathlib import Path

from textual import events
from textual.message import Message
from textual.widgets import Input

from corpus.imports import dropped_paths


class PathInput(Input):
    """A line for file names; what is pasted or dropped on it is taken at once where it names files."""

    class Dropped(Message):
        """Paths that exist were pasted."""

        def __init__(self, paths: Sequence[Path]) -> None:
            super().__init__()
            self.paths = paths

    def on_paste(self, event: events.Paste) -> None:
        """Take paths whole; other text is pasted as usual."""
        paths = dropped_paths(event.text)
        if paths and all(path.exists() for path in paths):
            event.stop()
            event.prevent_default()
            self.post_message(self.Dropped(paths))
