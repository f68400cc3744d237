"""The quiet line on top of a screen: where one is, and on the right what is shown or saved."""

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from app.reader.cells import clean, fit


class Headline(Widget):
    """One line: a place on the left, a state on the right; the left gives way where both do not fit."""

    DEFAULT_CSS = """
    Headline { height: 1; width: 100%; color: $text-muted; background: $panel; }
    """

    def __init__(self, left: str = "", right: str = "") -> None:
        super().__init__()
        self._left, self._right = left, right

    @property
    def text(self) -> str:
        """What it says, both halves."""
        return f"{self._left}   {self._right}".strip()

    def say(self, left: str, right: str = "") -> None:
        """Say something else."""
        self._left, self._right = left, right
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line."""
        return 1

    def render_line(self, y: int) -> Strip:
        """The line."""
        style, width = self.rich_style, self.size.width
        right = clean(self._right)
        room = max(0, width - len(fit(right, len(right))) - 3) if right else max(0, width - 2)
        text = f" {fit(self._left, room)} {right} "
        return Strip([Segment(fit(text, width), style)], width)
