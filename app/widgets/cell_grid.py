"""A grid of short texts: people down, categories across, a few lines a cell, drawn only where it is looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from app.reader.cells import clean, fit
from app.widgets.ground import ground_of, palette_of
from app.widgets.items import Part, wrap

_MOST = 44
_GAP = 2


@dataclass(frozen=True, slots=True)
class CellHead:
    """A column: its name and its category's colour."""

    name: str
    colour: str


def _keys() -> list[BindingType]:
    moves = {
        "up": "move(-1,0)",
        "down": "move(1,0)",
        "left": "move(0,-1)",
        "right": "move(0,1)",
        "pageup": "move(-5,0)",
        "pagedown": "move(5,0)",
        "home": "move(0,-9999)",
        "end": "move(0,9999)",
        "ctrl+home": "move(-9999,0)",
        "ctrl+end": "move(9999,0)",
    }
    return [Binding(key, call, show=False) for key, call in moves.items()]


class CellGrid(ScrollView, can_focus=True):
    """Rows and columns of texts; `cursor` is (row, column). What stands in a cell is asked for when it is drawn.

    `lines` a cell has, with a gap below where they are several; `least` cells a column is wide; `head` lines above.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"cells--quiet", "cells--strong", "cells--head", "cells--cursor"}
    DEFAULT_CSS = """
    CellGrid { background: $background; color: $foreground; overflow-x: hidden; overflow-y: auto;
        scrollbar-size-vertical: 1; }
    CellGrid > .cells--quiet { color: $foreground 60%; }
    CellGrid > .cells--strong { text-style: bold; }
    CellGrid > .cells--head { color: $foreground 75%; text-style: bold; }
    CellGrid > .cells--cursor { background: $primary 35%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = _keys()

    @dataclass
    class Moved(Message):
        """The cursor stands elsewhere."""

    @dataclass
    class Opened(Message):
        """A cell was clicked twice."""

    def __init__(self, lines: int = 3, least: int = 18, head: int = 4, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines, self._least, self._height = lines, least, head
        self._pitch = lines + (lines > 1)
        self.rows: tuple[str, ...] = ()
        self.heads: tuple[CellHead, ...] = ()
        self.cursor = (0, 0)
        self._first = 0
        self._ask: Callable[[int, int], Part] = lambda _row, _column: Part("")
        self._drawn: dict[tuple[int, int, int], tuple[list[str], str]] = {}

    def show(
        self,
        rows: Sequence[str],
        heads: Sequence[CellHead],
        ask: Callable[[int, int], Part],
        cursor: tuple[int, int] = (0, 0),
    ) -> None:
        """Show a grid; `ask(row, column)` tells what stands in a cell and how it looks."""
        self.rows, self.heads, self._ask = tuple(rows), tuple(heads), ask
        self._drawn.clear()
        self.virtual_size = Size(self.size.width, len(self.rows) * self._pitch + self._height)
        self.go_to(*cursor)

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell."""
        self.cursor = max(0, min(row, len(self.rows) - 1)), max(0, min(column, len(self.heads) - 1))
        self._bring_into_view()
        self.refresh()

    def changed(self, row: int, column: int) -> None:
        """Draw a cell anew."""
        self._drawn = {key: value for key, value in self._drawn.items() if key[:2] != (row, column)}
        self.refresh()

    def _plan(self) -> tuple[int, int, int]:
        """Cells for labels and for a column, and how many columns are shown."""
        width = self.scrollable_content_region.width
        label = min(20, max((cell_len(clean(row)) for row in self.rows), default=0) + 2)
        room = max(1, width - label)
        column = min(_MOST, max(self._least, room // max(1, len(self.heads))))
        return label, column, max(1, min(len(self.heads), room // column))

    def _bring_into_view(self) -> None:
        row, column = self.cursor
        _label, _column, shown = self._plan()
        self._first = max(0, min(self._first, column, len(self.heads) - shown))
        if column >= self._first + shown:
            self._first = column - shown + 1
        height = self.scrollable_content_region.height - self._height
        top, y = row * self._pitch, int(self.scroll_y)
        wanted = top if top < y else top + self._pitch - height if 0 < height < top + self._pitch - y else y
        if wanted != y:
            self.scroll_to(y=wanted, animate=False, immediate=True)

    def on_resize(self) -> None:
        """Wrap anew, the cursor in view."""
        self._drawn.clear()
        self._bring_into_view()
        self.refresh()

    # ---- drawing
    def render_line(self, y: int) -> Strip:
        """One line of the screen; the heads stay where they are."""
        width, base = self.size.width, self.rich_style
        row, line = divmod(int(self.scroll_y) + y - self._height, self._pitch)
        if y >= self._height and (row >= len(self.rows) or line >= self._lines):
            return Strip.blank(width, base)
        label, column, shown = self._plan()
        columns = range(self._first, min(len(self.heads), self._first + shown))
        sizes = (label, column, columns)
        segments = self._head(y, *sizes) if y < self._height else self._row(row, line, *sizes)
        return Strip(segments).adjust_cell_length(width, base)

    def _look(self, name: str) -> Style:
        look = self.get_component_rich_style(f"cells--{name}")
        return self.rich_style + Style(color=look.color, bold=look.bold)

    def _head(self, y: int, label: int, column: int, columns: range) -> list[Segment]:
        left = "‹" if self._first and not y else ""
        segments = [Segment(f"{left:>{label}}", self._look("quiet"))]
        for at in columns:
            head = self.heads[at]
            hue = palette_of(self).lane(head.colour) if head.colour else None
            mark = "▊ " if head.colour else ""
            lines = wrap(head.name, column - _GAP - len(mark))[: self._height - 1]
            text = lines[y] if y < len(lines) else ""
            more = "›" if not y and at == columns[-1] and at < len(self.heads) - 1 else ""
            segments.append(Segment(mark if text else " " * len(mark), self.rich_style + Style(color=hue)))
            segments.append(Segment(fit(text, column - len(mark) - len(more)) + more, self._look("head")))
        return segments

    def _row(self, row: int, line: int, label: int, column: int, columns: range) -> list[Segment]:
        name = clean(self.rows[row]) if not line else ""
        strong = self._look("strong" if row == self.cursor[0] else "head")
        segments = [Segment(fit(name, label), strong)]
        for at in columns:
            lines, look = self._text(row, at, column - _GAP)
            style = self._look(look) if look else self.rich_style
            if (row, at) == self.cursor:
                tint = self.get_component_rich_style("cells--cursor").bgcolor
                style += Style(bgcolor=tint) if ground_of(self) == "full" else Style(reverse=True)
            text = lines[line] if line < len(lines) else ""
            segments.append(Segment(fit(text, column - _GAP), style))
            segments.append(Segment(" " * _GAP, self.rich_style))
        return segments

    def _text(self, row: int, column: int, width: int) -> tuple[list[str], str]:
        key = (row, column, width)
        if key not in self._drawn:
            part = self._ask(row, column)
            lines = wrap(part.text[: 4 * self._lines * width], width)
            if len(lines) > self._lines:
                lines = [*lines[: self._lines - 1], fit(f"{lines[self._lines - 1]} {lines[self._lines]}", width)]
            self._drawn[key] = (lines, part.look)
        return self._drawn[key]

    # ---- the cursor
    def action_move(self, down: int, right: int) -> None:
        """Go to another cell."""
        if self.rows and self.heads:
            self.go_to(self.cursor[0] + down, self.cursor[1] + right)
            self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor there; a second click opens."""
        label, column, shown = self._plan()
        row = (int(self.scroll_y) + event.y - self._height) // self._pitch
        at = self._first + (event.x - label) // column
        if (
            event.y >= self._height
            and event.x >= label
            and row < len(self.rows)
            and at < min(len(self.heads), self._first + shown)
        ):
            self.go_to(row, at)
            self.post_message(self.Moved())
            if event.chain == 2:
                self.post_message(self.Opened())
