"""A table of people: categories down, groups across, a bar and a number in each cell; the cursor moves over cells."""

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

from app.reader.cells import clean, fit, set_in
from app.widgets.ground import ground_of, palette_of

_GAP = 3
_AROUND = 4
_LEAST_NAME = 18
_NUMBER = 4
_MEASURE = 8
_SIZES = ((10, 26), (10, 14), (6, 12), (0, 8))
"""Bars and heads of columns, in cells, from roomy to narrow."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """How many of how many; `measures` are further numbers, shown where asked for. `number` None is left out.

    `said` is a word beside the number.
    """

    number: int | None
    of: int
    measures: tuple[int, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One category: its name, how far in it stands, its colour; `quiet` for what is plain fact."""

    name: str
    depth: int
    colour: str
    quiet: bool
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One group: its name and how many people are in it; 0 is not said."""

    name: str
    of: int


def bar(number: int, of: int, width: int) -> str:
    """Filled and empty cells; one cell a person where they fit, and never empty for somebody."""
    if of <= 0 or width <= 0:
        return ""
    size = min(of, width)
    filled = number if of <= width else max(1 if number else 0, round(number / of * width))
    return "█" * filled + "░" * (size - filled)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Cells for names, for bars, for bar and number, for a word, for a whole group; and how many groups are shown."""

    name: int
    bar: int
    first: int
    said: int
    column: int
    shown: int


def _keys() -> list[BindingType]:
    moves = {
        "up": "move(-1,0)",
        "down": "move(1,0)",
        "left": "move(0,-1)",
        "right": "move(0,1)",
        "tab": "move(0,1)",
        "shift+tab": "move(0,-1)",
        "pageup": "move(-10,0)",
        "pagedown": "move(10,0)",
        "home": "move(0,-9999)",
        "end": "move(0,9999)",
        "ctrl+home": "move(-9999,0)",
        "ctrl+end": "move(9999,0)",
    }
    return [Binding(key, call, show=False) for key, call in moves.items()]


class Grid(ScrollView, can_focus=True):
    """Rows of categories and columns of groups; `cursor` is (row, column)."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--quiet", "grid--head", "grid--cursor"}
    DEFAULT_CSS = """
    Grid { background: $background; color: $foreground; overflow-x: hidden; overflow-y: auto;
        scrollbar-size-vertical: 1; }
    Grid > .grid--quiet { color: $foreground 60%; }
    Grid > .grid--head { color: $foreground 75%; text-style: bold; }
    Grid > .grid--cursor { background: $primary 35%; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = _keys()

    @dataclass
    class Moved(Message):
        """The cursor stands elsewhere."""

    @dataclass
    class Opened(Message):
        """A cell was clicked twice."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: tuple[GridRow, ...] = ()
        self.columns: tuple[GridColumn, ...] = ()
        self.cursor = (0, 0)
        self._heads: tuple[str, ...] = ()
        self._people = ""
        self._first = 0
        self._planned: tuple[int, _Plan] | None = None
        self._styles_made: dict[str, Style] = {}

    def show(
        self, columns: Sequence[GridColumn], rows: Sequence[GridRow], people: str, heads: Sequence[str] = ()
    ) -> None:
        """Show a table; `people` heads the numbers, `heads` the further ones of each cell."""
        self.columns, self.rows, self._people, self._heads = tuple(columns), tuple(rows), people, tuple(heads)
        self._planned = None
        row, column = self.cursor
        self.cursor = max(0, min(row, len(self.rows) - 1)), max(0, min(column, len(self.columns) - 1))
        self.virtual_size = Size(self.size.width, len(self.rows) + self._head_height)
        self._bring_into_view()
        self.refresh()

    @property
    def _head_height(self) -> int:
        return 2

    def _plan(self) -> _Plan:
        """The widths for the room there is; they are the same for every line."""
        width = self.scrollable_content_region.width
        if self._planned is None or self._planned[0] != width:
            self._planned = width, self._plan_for(width)
        return self._planned[1]

    def _plan_for(self, width: int) -> _Plan:
        """The widths: bars give way first, then names, then groups go off the right edge."""
        longest = max((2 + 2 * row.depth + cell_len(clean(row.name)) for row in self.rows), default=_LEAST_NAME)
        further = _MEASURE * len(self._heads)
        said = max((1 + cell_len(cell.said) for row in self.rows for cell in row.cells if cell.said), default=0)
        least = cell_len(clean(self._people)) + 1
        head = max((cell_len(clean(self._head(c))) for c in self.columns), default=0)
        wanted = 28 if width < 100 else 50
        for size, most in _SIZES:
            first = max(size + _NUMBER, least - said)
            column = max(first + said + further, min(head, most)) + _GAP
            name = width - column * len(self.columns)
            if name >= min(longest, wanted) + 1:
                break
        name = max(min(longest + 2, name), min(longest + 2, _LEAST_NAME, max(8, width // 3)))
        shown = max(1, min(len(self.columns), (width - name) // max(1, column)))
        return _Plan(name, size, first, said, column, shown)

    def _head(self, column: GridColumn) -> str:
        return f"{column.name} ({column.of})" if column.of else column.name

    def _bring_into_view(self) -> None:
        row, column = self.cursor
        shown = self._plan().shown
        self._first = max(0, min(self._first, column, len(self.columns) - shown))
        if column >= self._first + shown:
            self._first = column - shown + 1
        height = self.scrollable_content_region.height - self._head_height
        y = int(self.scroll_y)
        y = row if row < y else row - height + 1 if height > 0 and row >= y + height else y
        if y != int(self.scroll_y):
            self.scroll_to(y=y, animate=False, immediate=True)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._bring_into_view()
        self.refresh()

    # ---- drawing
    def render_line(self, y: int) -> Strip:
        """One line of the screen; the head stays where it is."""
        plan, width = self._plan(), self.size.width
        if y < self._head_height:
            return Strip(self._head_segments(plan, y)).adjust_cell_length(width, self._base)
        row = int(self.scroll_y) + y - self._head_height
        if row >= len(self.rows):
            return Strip.blank(width, self._base)
        return Strip(list(self._row_segments(plan, row))).adjust_cell_length(width, self._base)

    @property
    def _base(self) -> Style:
        """The widget's own style, which is dear to work out for every cell."""
        return self._kept_style("", lambda: self.rich_style)

    def _look(self, name: str) -> Style:
        def made() -> Style:
            look = self.get_component_rich_style(f"grid--{name}")
            return self._base + Style(color=look.color, bold=look.bold)

        return self._kept_style(name, made)

    def _kept_style(self, name: str, make: Callable[[], Style]) -> Style:
        found = self._styles_made.get(name)
        if found is None:
            found = self._styles_made[name] = make()
        return found

    def notify_style_update(self) -> None:
        """Draw anew in another theme."""
        super().notify_style_update()
        self._styles_made.clear()

    def _visible(self, plan: _Plan) -> range:
        return range(self._first, min(len(self.columns), self._first + plan.shown))

    def _head_segments(self, plan: _Plan, y: int) -> list[Segment]:
        left = "‹" if self._first and not y else ""
        segments = [Segment(f"{left:>{plan.name}}", self._look("quiet"))]
        for column in self._visible(plan):
            here = self.columns[column]
            if y:
                names = [f"{clean(head):>{_MEASURE}}" for head in self._heads]
                text = fit(self._people, plan.first + plan.said) + "".join(fit(name, _MEASURE) for name in names)
            else:
                number = f" ({here.of})" if here.of else ""
                name = clean(here.name)
                room = plan.column - 1 - len(number)
                text = (name if cell_len(name) <= room else fit(name, room)) + number
            last = column == len(self.columns) - 1 or column < self._visible(plan)[-1]
            more = "" if last or y else " ›"
            look = "quiet" if y else "head"
            segments.append(Segment(fit(text, plan.column - len(more)) + more, self._look(look)))
        return segments

    def _row_segments(self, plan: _Plan, index: int) -> list[Segment]:
        row = self.rows[index]
        style = self._look("quiet") if row.quiet else self._base
        hue = palette_of(self).lane(row.colour)
        colour = self._base + Style(color=hue) if hue else style
        if index == self.cursor[0]:
            style += Style(bold=True)
        indent = set_in(row.depth, plan.name - _AROUND)
        segments = [Segment(f" {indent}", style), Segment("▊", colour)]
        segments.append(Segment(f" {fit(row.name, max(0, plan.name - _AROUND - len(indent)))} ", style))
        for column in self._visible(plan):
            here = self.has_focus and (index, column) == self.cursor
            segments += self._cell_segments(plan, row.cells[column], style, colour, here)
        return segments

    def _cell_segments(self, plan: _Plan, cell: GridCell, style: Style, colour: Style, here: bool) -> list[Segment]:
        quiet = self._look("quiet")
        if here:
            # A tint leaves the bar as it is; where there are too few colours for one, the cell is reversed.
            if ground_of(self) == "full":
                looks = self.get_component_rich_style("grid--cursor")
                tint = Style(bgcolor=looks.bgcolor, bold=True)
                style, colour, quiet = self._base + tint, colour + tint, quiet + tint
            else:
                style = colour = quiet = self._base + Style(reverse=True, bold=True)
        width = plan.column - _GAP
        if cell.number is None:
            text = "–".rjust(plan.first)
            return [Segment(fit(text, width), quiet), Segment(" " * _GAP, self._base)]
        drawn = bar(cell.number, cell.of, plan.bar)
        filled = drawn.rstrip("░")
        number = str(cell.number).rjust(plan.first - len(drawn))
        figures = "".join(f"{figure:,}".replace(",", "\u00a0").rjust(_MEASURE) for figure in cell.measures)
        said = fit(f" {cell.said}", plan.said) if plan.said else ""
        used = len(drawn) + len(number) + plan.said + len(figures)
        return [
            Segment(filled, colour),
            Segment(drawn[len(filled) :], quiet),
            Segment(number, style),
            Segment(said, quiet),
            Segment(figures, quiet),
            Segment(" " * (width - used), style),
            Segment(" " * _GAP, self._base),
        ]

    # ---- the cursor
    def action_move(self, down: int, right: int) -> None:
        """Go to another cell."""
        if not self.rows or not self.columns:
            return
        row, column = self.cursor[0] + down, self.cursor[1] + right
        self.cursor = max(0, min(row, len(self.rows) - 1)), max(0, min(column, len(self.columns) - 1))
        self._bring_into_view()
        self.refresh()
        self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor there; a second click opens."""
        plan = self._plan()
        row = int(self.scroll_y) + event.y - self._head_height
        if event.y < self._head_height or row >= len(self.rows) or event.x < plan.name:
            return
        column = self._first + (event.x - plan.name) // plan.column
        if column in self._visible(plan):
            self.cursor = (row, column)
            self.refresh()
            self.post_message(self.Moved())
            if event.chain == 2:
                self.post_message(self.Opened())
