"""A list of items of several lines each, drawn line by line: ten thousand passages cost no more than ten.

What is prose is wrapped for the width there is; a cursor moves from item to item. Keys that do something with an item
belong to the screen.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from app.reader.cells import clean, fit, is_simple
from app.widgets.ground import palette_of
from exports import harmless

_MEASURE = 92
_EDGE = 2
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line. `look` is quiet, strong or accent; `colour` a category's, as #rrggbb."""

    text: str
    look: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of parts, cut where the width ends."""

    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """Words wrapped for the width; `indent` in cells."""

    text: str
    look: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """Words in several looks, wrapped together for the width."""

    parts: tuple[Part, ...]
    indent: int = 0


Block = Line | Prose | Told


@dataclass(frozen=True, slots=True)
class Item:
    """What the cursor stands on; headings and gaps are passed over (`choosable` false). `mark` stands at its edge."""

    blocks: tuple[Block, ...]
    choosable: bool = True
    mark: str = ""


def wrap(text: str, width: int) -> list[str]:
    """A text in lines of at most `width` cells, white space folded, nothing in it acting on the terminal."""
    text = clean(" ".join(text.split()))
    width = max(1, width)
    if not is_simple(text):
        return harmless.wrap(text, width)
    lines = []
    start, end = 0, len(text)
    while end - start > width:
        at = text.rfind(" ", start, start + width + 1)
        stop = at if at > start else start + width
        lines.append(text[start:stop])
        start = stop + (at > start)
    lines.append(text[start:])
    return lines


def wrap_told(parts: Sequence[Part], width: int) -> list[list[Part]]:
    """Words in several looks in lines of at most `width` cells, white space folded across the looks."""
    text, ends = "", list[int]()
    for part in parts:
        piece = clean(_SPACE.sub(" ", part.text))
        text += piece.lstrip() if not text or text.endswith(" ") else piece
        ends.append(len(text))
    lines, at, look = [], 0, 0
    for written in wrap(text, width):
        start = max(at, text.find(written, at))
        at = start + len(written)
        line = list[Part]()
        while start < at:
            while look < len(parts) - 1 and ends[look] <= start:
                look += 1
            end = min(at, ends[look]) if look < len(parts) - 1 else at
            line.append(replace(parts[look], text=text[start:end]))
            start = end
        lines.append(line)
    return lines


def _keys() -> list[BindingType]:
    keys = {
        "up": "move(-1)",
        "down": "move(1)",
        "pageup": "page(-1)",
        "pagedown": "page(1)",
        "home": "edge(-1)",
        "end": "edge(1)",
        "ctrl+home": "edge(-1)",
        "ctrl+end": "edge(1)",
    }
    return [Binding(key, call, show=False) for key, call in keys.items()]


class Items(ScrollView, can_focus=True):
    """Shows items and moves a cursor over those that can be chosen."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "items--quiet",
        "items--strong",
        "items--accent",
        "items--cursor",
    }
    DEFAULT_CSS = """
    Items { background: $background; color: $foreground; overflow-x: hidden; overflow-y: scroll;
        scrollbar-size-vertical: 1; }
    Items > .items--quiet { color: $foreground 60%; }
    Items > .items--strong { text-style: bold; }
    Items > .items--accent { color: $accent; }
    Items > .items--cursor { background: $panel; color: $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = _keys()

    @dataclass
    class Moved(Message):
        """The cursor stands elsewhere."""

        index: int

    @dataclass
    class Opened(Message):
        """An item was clicked twice."""

        index: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.items: Sequence[Item] = ()
        self.cursor: int | None = None
        self._tops: list[int] = [0]
        self._width = 0
        self._strips: LRUCache[int, list[Strip]] = LRUCache(512)

    # ---- what is shown
    def show(self, items: Sequence[Item], cursor: int | None = None) -> None:
        """Show items, the cursor on the one of that index or the next that can be chosen."""
        self.items = tuple(items)
        self.cursor = self._choosable(cursor or 0, 1)
        self._lay_out()
        if cursor is None:
            self.scroll_to(y=0, animate=False, immediate=True)
        self._bring_into_view()

    def replace(self, index: int, item: Item) -> None:
        """Show another item in one place."""
        items = list(self.items)
        items[index] = item
        same = self._height(item) == self._tops[index + 1] - self._tops[index] if self._width else False
        self.items = tuple(items)
        if same:
            self._strips.discard(index)
            self.refresh()
        else:
            self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._strips.clear()
        if width <= 0:
            # Not on the screen now: laid out when it gets a size.
            self._width, self._tops = 0, [0]
            return
        self._width = width
        self._tops = [0, *accumulate(self._height(item) for item in self.items)]
        self.virtual_size = Size(width, self._tops[-1])
        self.refresh()

    def _height(self, item: Item) -> int:
        return sum(self._lines(block) for block in item.blocks)

    def _lines(self, block: Block) -> int:
        if isinstance(block, Prose):
            return len(wrap(block.text, self._room(block)))
        return len(wrap_told(block.parts, self._room(block))) if isinstance(block, Told) else 1

    def _room(self, prose: Prose | Told) -> int:
        return min(_MEASURE, self._width - _EDGE - 1 - prose.indent)

    def on_resize(self) -> None:
        """Wrap anew where the width has changed, keeping the item at the cursor in view."""
        if self.scrollable_content_region.width != self._width:
            self._lay_out()
            self._bring_into_view()

    def notify_style_update(self) -> None:
        """Draw anew in another theme."""
        super().notify_style_update()
        self._strips.clear()

    # ---- drawing
    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        row, base = int(self.scroll_y) + y, self.rich_style
        if row >= self._tops[-1]:
            return Strip.blank(self.size.width, base)
        index = bisect_right(self._tops, row) - 1
        strips = self._strips.get(index)
        if strips is None:
            strips = self._strips[index] = self._draw(index)
        return strips[row - self._tops[index]]

    def _draw(self, index: int) -> list[Strip]:
        item, width = self.items[index], self._width
        cursor = index == self.cursor
        base = self.rich_style
        if cursor:
            base += Style(bgcolor=self.get_component_rich_style("items--cursor").bgcolor)
        accent = self.get_component_rich_style("items--accent").color
        strips = list[Strip]()
        for block in item.blocks:
            gap = isinstance(block, Line) and not block.parts
            ground = self.rich_style if gap else base
            sign = "▌" if cursor and not gap else " "
            for segments in self._segments(block, ground):
                mark = item.mark if item.mark and not strips else " "
                edge = Segment(sign + mark, ground + Style(color=accent))
                strips.append(Strip([edge, *segments]).adjust_cell_length(width, ground))
        return strips

    def _segments(self, block: Block, ground: Style) -> list[list[Segment]]:
        if isinstance(block, Told):
            space = Segment(" " * block.indent, ground)
            lines = wrap_told(block.parts, self._room(block))
            return [[space, *(Segment(part.text, self._style(part, ground)) for part in line)] for line in lines]
        if isinstance(block, Prose):
            style = self._style(Part("", block.look), ground)
            space = Segment(" " * block.indent, ground)
            return [[space, Segment(text, style)] for text in wrap(block.text, self._room(block))]
        room = self._width - _EDGE - 1
        segments = []
        for part in block.parts:
            text = clean(part.text)
            cells = cell_len(text)
            segments.append(Segment(text if cells <= room else fit(text, room), self._style(part, ground)))
            room -= cells
            if room <= 0:
                break
        return [segments]

    def _style(self, part: Part, ground: Style) -> Style:
        style = ground
        if part.look:
            look = self.get_component_rich_style(f"items--{part.look}")
            style += Style(color=look.color, bold=look.bold)
        hue = palette_of(self).lane(part.colour) if part.colour else None
        return style + Style(color=hue) if hue else style

    # ---- the cursor
    def _choosable(self, index: int, way: int) -> int | None:
        """The next item that can be chosen, from `index` on, else the last before it."""
        for indices in (
            range(index, len(self.items) if way > 0 else -1, way),
            range(index, -1 if way > 0 else len(self.items), -way),
        ):
            for at in indices:
                if 0 <= at < len(self.items) and self.items[at].choosable:
                    return at
        return None

    def go_to(self, index: int, way: int = 1) -> None:
        """Put the cursor on an item, or on the next that can be chosen."""
        found = self._choosable(min(max(index, 0), len(self.items) - 1), way) if self.items else None
        if found is not None and found != self.cursor:
            for changed in (self.cursor, found):
                if changed is not None:
                    self._strips.discard(changed)
            self.cursor = found
            self.refresh()
            self.post_message(self.Moved(found))
        self._bring_into_view()

    def rows_of(self, item: Item) -> int:
        """How many rows an item takes at the width there is; 0 while there is none."""
        return self._height(item) if self._width else 0

    def rest(self) -> None:
        """Show no cursor: another list beside this one has it."""
        if self.cursor is not None:
            self._strips.discard(self.cursor)
            self.cursor = None
            self.refresh()

    @property
    def row(self) -> int:
        """The row the item under the cursor begins on; where there is no cursor, the first row in view."""
        known = self.cursor is not None and self.cursor < len(self._tops)
        return self._tops[self.cursor or 0] if known else int(self.scroll_y)

    def go_to_row(self, row: int) -> None:
        """Put the cursor on what stands on a row, or on the next that can be chosen."""
        if self.items and self._width:
            self.go_to(max(0, bisect_right(self._tops, row) - 1))

    def _bring_into_view(self) -> None:
        if self.cursor is None or not self._width:
            return
        top, bottom = self._tops[self.cursor], self._tops[self.cursor + 1]
        before = self.cursor
        while before > 0 and not self.items[before - 1].choosable:
            before -= 1
            top = self._tops[before]
        height = self.scrollable_content_region.height
        y = int(self.scroll_y)
        if top < y or bottom - top > height:
            y = top if not (top <= y < bottom - height and bottom - top > height) else y
        elif bottom > y + height:
            y = bottom - height
        if y != int(self.scroll_y):
            self.scroll_to(y=y, animate=False, immediate=True)

    def action_move(self, way: int) -> None:
        """Go to the next item; within one longer than the screen, go on reading."""
        if self.cursor is None or not self._width:
            return
        height, y = self.scrollable_content_region.height, int(self.scroll_y)
        top, bottom = self._tops[self.cursor], self._tops[self.cursor + 1]
        if (way > 0 and bottom > y + height) or (way < 0 and top < y):
            self.scroll_to(y=y + way * min(3, height), animate=False, immediate=True)
            return
        at = self.cursor + way
        while 0 <= at < len(self.items) and not self.items[at].choosable:
            at += way
        if 0 <= at < len(self.items):
            self.go_to(at, way)
        elif way < 0:
            self.scroll_to(y=0, animate=False, immediate=True)

    def action_page(self, way: int) -> None:
        """Go a screen on or back."""
        if self.cursor is not None and self._width:
            row = self._tops[self.cursor] + way * self.scrollable_content_region.height
            self.go_to(bisect_right(self._tops, max(0, row)) - 1, way)

    def action_edge(self, way: int) -> None:
        """Go to the first or the last item."""
        self.go_to(0 if way < 0 else len(self.items) - 1, -way)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor there; a second click opens."""
        row = int(self.scroll_y) + event.y
        if row >= self._tops[-1]:
            return
        index = bisect_right(self._tops, row) - 1
        if self.items[index].choosable:
            self.go_to(index)
            if event.chain == 2:
                self.post_message(self.Opened(index))
