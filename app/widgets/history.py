"""What happened to a category, to be read: a box of sentences, the last first."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from app.widgets.dialogs import Dialog
from app.widgets.picker import short_path
from corpus.messages import _
from exports.harmless import line


class HistoryScreen(Dialog):
    """Sentences to scroll through; Escape or Enter closes."""

    DEFAULT_CSS = """
    HistoryScreen > Vertical { width: 90; }
    HistoryScreen VerticalScroll { height: auto; max-height: 14; scrollbar-size-vertical: 1; }
    HistoryScreen VerticalScroll > Static { margin: 0 0 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("enter", "leave", "")]

    def __init__(self, what: str, sentences: Sequence[str]) -> None:
        super().__init__()
        self._what, self._sentences = what, sentences

    def compose(self) -> ComposeResult:
        """The category, and what happened to it."""
        with Vertical():
            yield Static(Content(short_path(self._what, 140)), classes="question")
            with VerticalScroll():
                for sentence in self._sentences:
                    yield Static(Content(line(sentence)))
            yield Static(Content(_("↑↓: read on   Escape: close")), classes="hint")
