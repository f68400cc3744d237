"""A list of items that are made, wrapped and measured only as they come into view: a change of what is shown costs the
same for ten thousand as for ten. The height of what was never seen is guessed from its length.
"""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from app.widgets.items import Item, Items

_GUESS = 4
_BESIDES = 2
_SETTLES = 8


class LazyItems(Items):
    """Shows a sequence whose items may be made as they are asked for."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._heights: array[int] = array("l")
        self._measured = bytearray()
        self._sizes: Sequence[int] | None = None
        self._settling = False

    def show(self, items: Sequence[Item], cursor: int | None = None, sizes: Sequence[int] | None = None) -> None:
        """Show items; `sizes` are the characters in each, from which heights are guessed."""
        self.items, self._sizes = items, sizes
        self.cursor = self._choosable(cursor or 0, 1) if items else None
        self._lay_out()
        if cursor is None:
            self.scroll_to(y=0, animate=False, immediate=True)
        self._bring_into_view()
        self._settle()

    def replace(self, index: int, item: Item) -> None:
        """Items are asked for again: what is shown of one has changed."""
        self.changed([index])

    def changed(self, indices: Sequence[int]) -> None:
        """Draw some items anew."""
        for index in indices:
            self._strips.discard(index)
            if index < len(self._measured):
                self._measured[index] = 0
        self._settle()
        self.refresh()

    # ---- measuring
    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._strips.clear()
        self._width = max(0, width)
        self._measured = bytearray(len(self.items))
        if width <= 0:
            self._tops = [0]
            return
        room = max(8, min(92, width - 3))
        sizes = self._sizes
        guesses = (size // room + 1 + _BESIDES for size in sizes) if sizes is not None else [_GUESS] * len(self.items)
        self._heights = array("l", guesses)
        self._stack()
        self.refresh()

    def _stack(self) -> None:
        """Put the items on top of one another, and tell the scrollbar. No other widget is laid out for that."""
        self._tops = [0, *accumulate(self._heights)]
        size = Size(self._width, self._tops[-1])
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            if self.is_attached and self.show_vertical_scrollbar:
                self.vertical_scrollbar.window_virtual_size = size.height
                self.vertical_scrollbar.window_size = self.scrollable_content_region.height

    def _measure(self, index: int) -> int:
        """Know an item's height; returns by how much it differs from what was thought."""
        if self._measured[index]:
            return 0
        self._measured[index] = 1
        height = self._height(self.items[index])
        difference = height - self._heights[index]
        self._heights[index] = height
        return difference

    def _settle(self) -> None:
        """Measure what is in view, keeping the item at the top edge where it is."""
        if not self._width or not self.items or self._settling:
            return
        self._settling = True
        try:
            for _attempt in range(_SETTLES):
                if not self._settle_once():
                    return
        finally:
            self._settling = False

    def _settle_once(self) -> bool:
        """One look at what is in view; returns whether anything was not as thought."""
        height, y = self.scrollable_content_region.height, int(self.scroll_y)
        first = min(bisect_right(self._tops, y) - 1, len(self.items) - 1)
        inside, top = y - self._tops[first], self._tops[first]
        grown = self._measure(first)
        different = bool(grown)
        at, bottom = first, top + self._heights[first]
        while bottom < y + height and at + 1 < len(self.items):
            at += 1
            different |= bool(self._measure(at))
            bottom += self._heights[at]
        if not different:
            return False
        self._stack()
        target = max(top, y + grown) if inside else y
        if target != y or y > self.max_scroll_y:
            self.scroll_to(y=target, animate=False, immediate=True)
        self.refresh()
        return True

    # ---- scrolling
    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """What comes into view is measured before it is drawn."""
        self._settle()
        super().watch_scroll_y(old_value, new_value)

    def _bring_into_view(self) -> None:
        if self.cursor is None or not self._width or self.cursor >= len(self.items):
            return
        for _attempt in range(_SETTLES):
            if self._measure(self.cursor):
                self._stack()
            before = self._tops[self.cursor], int(self.scroll_y)
            super()._bring_into_view()
            self._settle()
            if (self._tops[self.cursor], int(self.scroll_y)) == before:
                return

    def on_resize(self) -> None:
        """Wrap anew where the width has changed; else see whether more is in view."""
        super().on_resize()
        self._settle()

    def render_line(self, y: int) -> Strip:
        """One line of the screen; blank where an item turned out shorter than was guessed, until it is settled."""
        row = int(self.scroll_y) + y
        if row < self._tops[-1]:
            index = bisect_right(self._tops, row) - 1
            strips = self._strips.get(index)
            if strips is None:
                strips = self._strips[index] = self._draw(index)
            if row - self._tops[index] >= len(strips):
                return Strip.blank(self.size.width, self.rich_style)
        return super().render_line(y)
