"""A heat map of people: categories down, a narrow shaded cell with a number for each participant across."""

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from app.reader.cells import clean, fit
from app.widgets.grid import Grid, GridCell, GridColumn, _Plan
from app.widgets.ground import ground_of

_LEVELS = 4
_SHADES = " ░▒▓█"
_LEAST, _MOST = 4, 9
_NAME = 24


class HeatGrid(Grid):
    """A Grid of narrow cells. A cell's `said` is a mark in place of 0; `of` is the number that is darkest.

    `groups` are (name, how many columns) above the labels. Every number stands in its cell: shade never tells alone.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"heat--{level}" for level in range(1, _LEVELS + 1)}
    DEFAULT_CSS = """
    HeatGrid > .heat--1 { background: $primary 18%; }
    HeatGrid > .heat--2 { background: $primary 36%; }
    HeatGrid > .heat--3 { background: $primary 58%; }
    HeatGrid > .heat--4 { background: $primary 80%; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.groups: tuple[tuple[str, int], ...] = ()

    def _plan_for(self, width: int) -> _Plan:
        longest = max((3 + 2 * row.depth + cell_len(clean(row.name)) for row in self.rows), default=_NAME)
        labels = max((cell_len(clean(column.name)) for column in self.columns), default=1)
        column = max(_LEAST, min(labels, _MOST - 1) + 1)
        room = width - column * len(self.columns)
        name = max(min(longest + 1, room), min(longest + 1, max(10, width // 3)))
        shown = max(1, min(len(self.columns), (width - name) // column))
        return _Plan(name, 0, column, 0, column, shown)

    def _head_segments(self, plan: _Plan, y: int) -> list[Segment]:
        seen = self._visible(plan)
        left = "‹ " if self._first and y else ""
        segments = [Segment(f"{left:>{plan.name}}", self._look("quiet"))]
        if y:
            segments += [self._label(self.columns[at], plan) for at in seen]
            more = " ›" if seen and seen[-1] < len(self.columns) - 1 else ""
            return [*segments, Segment(more, self._look("quiet"))]
        return [*segments, *self._group_segments(plan, seen)]

    def _label(self, column: GridColumn, plan: _Plan) -> Segment:
        name = clean(column.name)
        room = plan.column - 1
        text = name if cell_len(name) <= room else fit(name, room)
        return Segment(" " * (plan.column - cell_len(text)) + text, self._look("quiet"))

    def _group_segments(self, plan: _Plan, seen: range) -> list[Segment]:
        segments, at = [], 0
        for name, number in self.groups:
            shown = len(range(max(at, seen.start), min(at + number, seen.stop)))
            if shown:
                segments.append(Segment(fit(f" {clean(name)}", plan.column * shown), self._look("head")))
            at += number
        return segments

    def _shaded(self, level: int) -> Style:
        name = f"heat--{level}"
        return self._kept_style(name, lambda: self._base + Style(bgcolor=self.get_component_rich_style(name).bgcolor))

    def _cell_segments(self, plan: _Plan, cell: GridCell, style: Style, colour: Style, here: bool) -> list[Segment]:
        quiet = self._look("quiet")
        level = 0
        if cell.number and cell.of:
            level = max(1, min(_LEVELS, -(-cell.number * _LEVELS // cell.of)))
        text = str(cell.number) if cell.number else cell.said or "·"
        if ground_of(self) == "full":
            look = self._base if level else quiet
            if level:
                look = self._shaded(level)
        else:
            look = self._base if level else quiet
            text = f"{_SHADES[level]}{text}" if level else text
        if here:
            look += Style(reverse=True, bold=True)
        return [Segment(f"{text:>{plan.column - 1}} ", look)]
