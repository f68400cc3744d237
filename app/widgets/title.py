"""The quiet line at the top of a screen: where one is on the left, what counts now on the right."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from exports.writers.harmless import line


class TitleLine(Horizontal):
    """Two short texts on one line; `show` changes them."""

    DEFAULT_CSS = """
    TitleLine { height: 1; padding: 0 1; color: $text-muted; }
    TitleLine > #place { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    TitleLine > #aside { width: auto; height: 1; max-width: 70%; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def compose(self) -> ComposeResult:
        """The two texts, empty until shown."""
        yield Static("", id="place", markup=False)
        yield Static("", id="aside", markup=False)

    def show(self, place: str, aside: str = "") -> None:
        """Change what the line says."""
        self.query_one("#place", Static).update(Content(line(place)))
        self.query_one("#aside", Static).update(Content(line(aside)))
