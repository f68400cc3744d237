"""The sample's guided page."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Markdown

from app.actions import bindings_of
from app.screens.base import WorkScreen
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from corpus.messages import _
from corpus.sample import SAMPLES


class GuideScreen(WorkScreen):
    """What to look at in the sample, on one page to scroll."""

    room = "guide"
    BINDINGS: ClassVar = bindings_of("guide")
    CSS_PATH = "guide.tcss"

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def compose(self) -> ComposeResult:
        """The page."""
        yield TitleLine()
        with VerticalScroll(id="page"):
            yield Markdown(SAMPLES[self._language].guide, open_links=False)
        yield KeyLine(self.room)

    def on_mount(self) -> None:
        """Say where one is; the arrows scroll."""
        self.query_one(TitleLine).show(_("{study} ▸ Guide").format(study=self.project.name), _("Esc goes back"))
        self.query_one("#page").focus()
