"""The categories on a few rows beneath the text, where there is no room for the panel. A click codes."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.widgets import Static

from app.reader import fit
from app.widgets.code_panel import CodeClicked, Row
from codebook.schemas import Code
from exports.harmless import line

_NARROW = 100
_ABREAST = 4
"""Categories on a row of a narrow screen: more of them, and names that begin alike would look alike."""


class CodeStrip(Static, can_focus=False):
    """Shows each category that has a key: key, letter, its mark if it has one, as much of the name as fits."""

    ALLOW_SELECT: ClassVar[bool] = False

    def __init__(self, *, id: str) -> None:
        super().__init__("", id=id, markup=False)
        self._codes: tuple[Code, ...] = ()
        self._abreast = self._share = 1
        self._drawn: tuple[str, ...] = ()

    def show_codes(self, shown: Sequence[Row], width: int, instead: str, foot: str = "") -> None:
        """Show categories in so many cells; `instead` where there are none, `foot` beneath them."""
        self._codes = tuple(row.code for row in shown)
        self._abreast = max(1, min(_ABREAST, len(shown)) if width < _NARROW else len(shown))
        self._share = max(5, (width - 1) // self._abreast)
        cells = [
            fit(f"{row.code.key} {row.letter} {row.mark and row.mark + ' '}{line(row.code.name)}", self._share - 1)
            + " "
            for row in shown
        ]
        starts = range(0, len(cells), self._abreast)
        rows = tuple(" " + "".join(cells[at : at + self._abreast]) for at in starts) or (f" {instead}",)
        if foot:
            rows = (*rows, f" {fit(foot, max(1, width - 2))}")
        if rows != self._drawn:
            self.update(Content("\n".join(rows)), layout=len(rows) != len(self._drawn))
            self._drawn = rows

    def on_click(self, event: events.Click) -> None:
        """Code with the category clicked."""
        at = event.get_content_offset(self)
        if at is None or not 1 <= at.x <= self._share * self._abreast:
            return
        index = at.y * self._abreast + (at.x - 1) // self._share
        if index < len(self._codes):
            self.post_message(CodeClicked(self._codes[index]))
