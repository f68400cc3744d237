"""The quiet line at the top of a screen: where one is on the left, what counts now on the right."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from exports.harmless import line


class TitleLine(Horizontal):
    """Two short texts on one line; `show` changes them."""

    DEFAULT_CSS = """
    TitleLine { height: 1; padding: 0 1; color: $text-muted; }
    TitleLine > #place { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    TitleLine > #aside { width: auto; height: 1; max-width: 70%; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._texts = ("", "")

    def compose(self) -> ComposeResult:
        """The two texts, empty until shown."""
        for name, text in zip(("place", "aside"), self._texts, strict=True):
            yield Static(Content(line(text)), id=name, markup=False)

    def show(self, place: str, aside: str = "") -> None:
        """Change what the line says; a screen may know that before the line is mounted."""
        self._texts = (place, aside)
        for static, text in zip(self.query(Static), self._texts, strict=False):
            static.update(Content(line(text)))
