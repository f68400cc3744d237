"""Two lists side by side, their sections level with each other; beneath each other where there is no room."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message

from app.widgets.items import Item, Items, Line, Part

_WIDE = 100
_GAP = Line()


@dataclass(frozen=True, slots=True)
class Entry:
    """One item, and what it stands for."""

    item: Item
    value: object


@dataclass(frozen=True, slots=True)
class Section:
    """What stands on one level: a head and entries on each side; `empty` is said where a side has a head alone."""

    heads: tuple[str, str]
    sides: tuple[tuple[Entry, ...], tuple[Entry, ...]]
    empty: str = ""


class Columns(Horizontal):
    """Shows sections in two columns from 100 columns on; Tab and the arrows go from one to the other."""

    DEFAULT_CSS = """
    Columns { height: 1fr; }
    Columns > Items { width: 1fr; height: 1fr; margin: 0 0 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "side(0)", show=False),
        Binding("right", "side(1)", show=False),
    ]

    class Moved(Message):
        """The cursor stands elsewhere."""

    class Opened(Message):
        """An entry was clicked twice."""

    def __init__(self) -> None:
        super().__init__()
        self.lists = (Items(id="left"), Items(id="right"))
        self._sections: tuple[Section, ...] = ()
        self._values: tuple[list[object], list[object]] = ([], [])
        self._drawn_for = (-1, -1)
        self._wanted: object = None
        self._in_hand = 0

    def compose(self) -> ComposeResult:
        """The two lists."""
        yield from self.lists

    def on_mount(self) -> None:
        """Scroll both as one."""
        for one, other in (self.lists, self.lists[::-1]):
            self.watch(one, "scroll_y", lambda y, other=other: self._follow(other, y), init=False)

    def _follow(self, other: Items, y: float) -> None:
        if self.wide and int(other.scroll_y) != int(y):
            other.scroll_to(y=y, animate=False, immediate=True)

    @property
    def wide(self) -> bool:
        """Whether there is room for two columns."""
        return self.size.width >= _WIDE - 2

    @property
    def value(self) -> object:
        """What the entry under the cursor stands for; None where there is none."""
        items = self.lists[self._in_hand]
        values = self._values[self._in_hand]
        return values[items.cursor] if items.cursor is not None and items.cursor < len(values) else None

    # ---- showing
    def show(self, sections: Sequence[Section], at: object = None) -> None:
        """Show sections, the cursor on the entry of a value, else where it was."""
        self._wanted = at if at is not None else self.value
        self._sections = tuple(sections)
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Set the sections anew: heights have changed."""
        if self._drawn_for != (event.size.width, len(self._sections)):
            self._wanted = self.value if self.value is not None else self._wanted
            self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        if not self.is_mounted or not self.size.width:
            return
        left, right = self.lists
        self._drawn_for = (self.size.width, len(self._sections))
        if right.display != self.wide:
            right.display = self.wide
            self.call_after_refresh(self._draw)  # the lists get their widths first
            return
        columns = self._beside() if self.wide else self._beneath()
        self._values = tuple([entry.value for entry in column] for column in columns)  # type: ignore[assignment]
        before = self._in_hand
        for side, (items, column) in enumerate(zip((left, right), columns, strict=True)):
            place = next((n for n, v in enumerate(self._values[side]) if v is not None and v == self._wanted), None)
            if place is not None:
                self._in_hand = side
            items.show(
                [entry.item for entry in column], place if place is not None else min(items.cursor or 0, len(column))
            )
        if not self.wide or not any(self._values[self._in_hand]):
            self._in_hand = int(self.wide and any(self._values[1]) and not any(self._values[0]))
        self.lists[1 - self._in_hand].rest()
        if self.screen.is_current and (before != self._in_hand or self.screen.focused not in (left, right)):
            self.lists[self._in_hand].focus()
        self.post_message(self.Moved())

    def _beneath(self) -> tuple[list[Entry], list[Entry]]:
        column: list[Entry] = []
        for section in self._sections:
            for side in (0, 1):
                column += self._side(section, side)
        return column, []

    def _beside(self) -> tuple[list[Entry], list[Entry]]:
        """Both columns, the shorter side of a section filled up, so that the next ones begin level."""
        columns: tuple[list[Entry], list[Entry]] = ([], [])
        for section in self._sections:
            sides = [self._side(section, side) for side in (0, 1)]
            rows = [sum(self.lists[n].rows_of(entry.item) for entry in side) for n, side in enumerate(sides)]
            for side in (0, 1):
                missing = max(rows) - rows[side]
                filler = [Entry(Item((_GAP,) * missing, choosable=False), None)] if missing else []
                columns[side].extend([*sides[side], *filler])
        return columns

    @staticmethod
    def _side(section: Section, side: int) -> list[Entry]:
        head, entries = section.heads[side], list(section.sides[side])
        if not head:
            return entries
        heading = [Entry(Item((Line((Part(head, "strong"),)), _GAP), choosable=False), None)]
        if not entries and section.empty:
            said = Item((Line((Part(f"  {section.empty}", "quiet"),)), _GAP), choosable=False)
            return [*heading, Entry(said, None)]
        return [*heading, *entries]

    # ---- the cursor
    def action_side(self, side: int) -> None:
        """Go to the other column, to what stands level with what one was at."""
        if self.wide and side != self._in_hand and any(self._values[side]):
            self.lists[side].focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The column one goes to takes the cursor."""
        for side, items in enumerate(self.lists):
            if items is event.widget and side != self._in_hand and any(self._values[side]):
                row = self.lists[self._in_hand].row
                self.lists[self._in_hand].rest()
                self._in_hand = side
                if items.cursor is None:
                    items.go_to_row(row)
                self.post_message(self.Moved())

    def on_items_moved(self, event: Items.Moved) -> None:
        """Say that the cursor stands elsewhere."""
        event.stop()
        self.post_message(self.Moved())

    def on_items_opened(self, event: Items.Opened) -> None:
        """Say that an entry was clicked twice."""
        event.stop()
        self.post_message(self.Opened())
