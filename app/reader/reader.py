"""The transcript reader: caret, selection and mouse over the drawn page. It never touches the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar
from unicodedata import normalize

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from app.reader.document import Document
from app.reader.moves import Caret, Unit, moved
from app.reader.page import Page
from app.reader.spans import Mark
from app.reader.strips import Painter, restyled
from app.reader.units import Units

_MARGIN = 2
_DRAG_SECONDS = 0.05


def _arrows() -> list[BindingType]:
    keys: dict[str, tuple[Unit, int]] = {
        "up": ("row", -1),
        "down": ("row", 1),
        "left": ("char", -1),
        "right": ("char", 1),
        "pageup": ("page", -1),
        "pagedown": ("page", 1),
        "home": ("edge", -1),
        "end": ("edge", 1),
        "ctrl+home": ("document", -1),
        "ctrl+end": ("document", 1),
    }
    plain = [Binding(key, f"move('{unit}', {way})", show=False) for key, (unit, way) in keys.items()]
    shifted = [
        Binding(
            f"ctrl+shift+{key[5:]}" if key.startswith("ctrl+") else f"shift+{key}",
            f"move('{unit}', {way}, True)",
            show=False,
        )
        for key, (unit, way) in keys.items()
    ]
    return [*plain, *shifted]


class Reader(Page, can_focus=True):
    """Shows a document with its marks, and lets the reader move in it and select.

    Offsets are code points of the document's whole text. The screen hands in what is to be shown and binds keys to
    the actions; arrows, page keys, Home and End are bound here.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--number",
        "reader--speaker",
        "reader--interviewer",
        "reader--aside",
        "reader--caret",
        "reader--selection",
        "reader--note",
    }
    DEFAULT_CSS = """
    Reader {
        background: $background; color: $foreground;
        overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
    }
    Reader > .reader--number { color: $foreground 45%; }
    Reader > .reader--speaker { color: $foreground 75%; text-style: bold; }
    Reader > .reader--interviewer { color: $foreground 65%; }
    Reader > .reader--aside { color: $foreground 60%; text-style: italic; }
    Reader > .reader--caret { background: $foreground; color: $background; text-style: bold; }
    Reader > .reader--selection { background: $primary; color: $text; }
    Reader > .reader--note { color: $foreground 85%; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = _arrows()

    @dataclass
    class CaretMoved(Message):
        """The caret stands elsewhere."""

        offset: int

        def can_replace(self, message: Message) -> bool:
            """Only the last place counts."""
            return isinstance(message, Reader.CaretMoved)

    @dataclass
    class SelectionChanged(Message):
        """Another range is selected; None for nothing."""

        selection: tuple[int, int] | None

        def can_replace(self, message: Message) -> bool:
            """Only the last selection counts."""
            return isinstance(message, Reader.SelectionChanged)

    @dataclass
    class MarkClicked(Message):
        """A coding's lane or a note's sign was clicked."""

        id: int | str

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.units = Units(self.document)
        self._caret = Caret(0)
        self._anchor: int | None = None
        self._visual = False
        self._told: tuple[int, int] | None = None
        self._dragging = False
        self._pointer = Offset(0, 0)
        self._drag_timer: Timer | None = None

    # ---- what the screen hands in
    def load(self, document: Document, marks: Iterable[Mark] = (), caret: int = 0) -> None:
        """Show a document with its marks, the caret at an offset. Nothing is selected."""
        self.document, self.units = document, Units(document)
        self.spans = type(self.spans)(marks)
        self._painter = None
        self._wraps.clear()
        self._caret, self._anchor, self._visual = Caret(document.snap(caret)), None, False
        self._lay_out()
        self._tell()

    def set_sentences(self, sentences: Sequence[tuple[int, int]]) -> None:
        """Take the sentences, once computed: sorted, disjoint ranges."""
        self.units.use_sentences(sentences)

    # ---- where the caret is and what is selected
    @property
    def caret(self) -> int:
        """The offset the caret stands at."""
        return self._caret.offset

    @property
    def visual(self) -> bool:
        """Whether moving selects."""
        return self._visual

    @property
    def selection(self) -> tuple[int, int] | None:
        """The range selected, without hidden text at its edges; None where nothing is."""
        if self._anchor is None or self._anchor == self.caret:
            return None
        return self.document.trim(min(self._anchor, self.caret), max(self._anchor, self.caret))

    @property
    def target(self) -> tuple[int, int]:
        """What an action applies to: the selection, else the sentence at the caret."""
        return self.selection or self.units.sentence(self.caret)

    def go_to(self, offset: int, end: int | None = None) -> None:
        """Put the caret at an offset, or select from it to `end`, and bring that into view."""
        self._visual = False
        if end is None:
            self._place(Caret(self.document.snap(offset)), None)
        else:
            self._place(Caret(self.document.clamp(end)), self.document.clamp(offset))

    def find(self, text: str, direction: int = 1) -> bool:
        """Select the next place (or with -1 the previous) where a text stands, wrapping round; False for none."""
        start, end = self.selection or (self.caret, self.caret)
        hit = self.document.find(normalize("NFC", text), end if direction > 0 else start, direction)
        if hit is not None:
            self.go_to(*hit)
        return hit is not None

    # ---- actions
    def action_move(self, unit: Unit, direction: int, extend: bool = False) -> None:
        """Move the caret by char, word, sentence, turn, row, page, edge or document; with `extend`, select."""
        painter = self._painter
        if painter is None:
            return
        rows = self.scrollable_content_region.height - _MARGIN
        caret = moved(painter.wrap, self.units, self._caret, unit, direction, rows)
        if unit == "page":
            step = painter.wrap.row_of(caret.offset) - painter.wrap.row_of(self.caret)
            self.scroll_to(y=self.scroll_y + step, animate=False, immediate=True)
        anchor = self._anchor if extend or self._visual else None
        if (extend or self._visual) and anchor is None:
            anchor = self.caret
        self._place(caret, anchor)

    def action_select_sentence(self) -> None:
        """Select the sentence at the caret; where something is selected, extend it to the next sentence's end."""
        selection = self.selection
        if selection is None:
            self._select(*self.units.sentence(self.caret))
            return
        start, end = selection
        here = self.units.sentence(max(start, end - 1))
        following = here if here[1] > end else self.units.next_sentence(end)
        if following is not None:
            self._select(start, following[1])

    def action_grow(self) -> None:
        """Select the word, then the sentence, then the turn."""
        start, end = self.selection or (self.caret, self.caret)
        for found in (self.units.word(start), self.units.sentence(start), self.units.turn(start)):
            if found and found[0] <= start and found[1] >= end and found[1] - found[0] > end - start:
                self._select(*found)
                return

    def action_visual(self) -> None:
        """Begin to select by moving, or stop doing so; the selection stays."""
        self._visual = not self._visual
        if self._visual and self._anchor is None:
            self._anchor = self.caret

    def action_clear(self) -> None:
        """Clear the selection. The caret goes back to where it began if it stands at its end."""
        selection = self.selection
        self._visual = False
        if selection is None:
            self._anchor = None
            return
        self._place(Caret(selection[0] if self.caret >= selection[1] else self.caret), None)

    def action_next_mark(self, direction: int) -> None:
        """Go to where the next coding shown begins, or with -1 the previous; notes are passed over."""
        marks = self.spans.following(self.caret) if direction > 0 else self.spans.preceding(self.caret)
        for mark in marks:
            shown = self.document.trim(mark.start, mark.end)
            place = self.document.snap(shown[0] if shown else mark.start)
            if self.shows(mark) and not mark.note and (place - self.caret) * direction > 0:
                self.go_to(place)
                return

    # ---- changing caret and selection
    def _select(self, start: int, end: int) -> None:
        self._place(Caret(end), start)

    def _place(self, caret: Caret, anchor: int | None) -> None:
        """The one way caret and selection change: draws what differs, scrolls, tells."""
        old, before = self.caret, self.selection
        self._caret, self._anchor = caret, anchor
        self._refresh_change(old, before)
        if caret.offset != old or anchor is not None:
            self._bring_into_view()
        self._tell(old)

    def _refresh_change(self, old: int, before: tuple[int, int] | None) -> None:
        if self._painter is None:
            return
        row_of, after = self._painter.wrap.row_of, self.selection
        ranges = [(old, old), (self.caret, self.caret)]
        if before and after:
            ranges += [(before[0], after[0]), (before[1], after[1])]
        elif before or after:
            ranges += [before or after or (0, 0)]
        for a, b in ranges:
            if a != b or (a, b) in ranges[:2]:
                self._refresh_rows(row_of(min(a, b)), row_of(max(a, b)))

    def _bring_into_view(self) -> None:
        if self._painter is None:
            return
        row = self._painter.wrap.row_of(self.caret)
        top, height = int(self.scroll_y), self.scrollable_content_region.height
        margin = min(_MARGIN, max(0, (height - 1) // 2))
        far = row < top - height or row > top + 2 * height
        if far:
            self.scroll_to(y=max(0, row - height // 3), animate=False, immediate=True)
        elif row < top + margin:
            self.scroll_to(y=max(0, row - margin), animate=False, immediate=True)
        elif row > top + height - 1 - margin:
            self.scroll_to(y=row - height + 1 + margin, animate=False, immediate=True)

    def _lay_out(self) -> None:
        first = self._painter is None
        seen = first or self._caret_in_view()
        super()._lay_out()
        self._caret = Caret(self.caret)
        if seen:
            self._bring_into_view()
        self._point_cursor()

    def _caret_in_view(self) -> bool:
        if self._painter is None:
            return False
        row = self._painter.wrap.row_of(self.caret) - int(self.scroll_y)
        return 0 <= row < self.scrollable_content_region.height

    def _tell(self, old: int | None = None) -> None:
        self._point_cursor()
        if self.caret != old:
            self.post_message(self.CaretMoved(self.caret))
        if self.selection != self._told:
            self._told = self.selection
            self.post_message(self.SelectionChanged(self._told))

    def _point_cursor(self) -> None:
        """Keep the terminal's hidden cursor at the caret, for input methods and braille displays."""
        painter = self._painter
        if painter is None or not self.has_focus:
            return
        row = painter.wrap.row_of(self.caret)
        x = painter.layout.text_at + painter.wrap.x_of(row, self.caret)
        self.app.cursor_position = self.content_region.offset + Offset(x, row - int(self.scroll_y))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scroll, and keep the hidden cursor at the caret."""
        super().watch_scroll_y(old_value, new_value)
        self._point_cursor()

    def on_focus(self) -> None:
        """Show the caret."""
        self._point_cursor()

    # ---- drawing
    def _over(self, row: int, strip: Strip, painter: Painter) -> Strip:
        selection = self.selection
        if selection is not None:
            strip = self._highlighted(row, strip, selection, painter)
        wrap, layout = painter.wrap, painter.layout
        if wrap.row_of(self.caret) != row:
            return strip
        _, end = wrap.bounds(row)
        left = wrap.x_of(row, self.caret)
        after = self.document.step(self.caret, 1)
        right = wrap.x_of(row, after) if self.caret < end and after <= end else left + 1
        style = painter.looks.caret if self.has_focus else Style(underline=True)
        if selection is not None and painter.looks.palette.ground != "full":
            style = Style(reverse=False, bold=True, underline=True)
        return restyled(strip, layout.text_at + left, layout.text_at + max(right, left + 1), style)

    # ---- mouse
    def _offset_at(self, pointer: Offset) -> int:
        painter = self._painter
        if painter is None:
            return self.caret
        row = min(max(int(self.scroll_y) + pointer.y, 0), painter.wrap.height - 1)
        return painter.wrap.offset_at(row, pointer.x - painter.layout.text_at)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the caret there and begin to drag; in the margin, select a coding's words."""
        if event.button != 1:
            return
        self._visual = False
        mark = self._mark_at(event.offset)
        if mark is not None:
            self.go_to(mark.start, mark.end)
            self.post_message(self.MarkClicked(mark.id))
            return
        anchor = self.caret if self._anchor is None else self._anchor
        self._place(Caret(self._offset_at(event.offset)), anchor if event.shift else None)
        self._anchor = anchor if event.shift else self.caret
        self._dragging = True
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection while dragging; beyond the edge the text scrolls on its own."""
        if not self._dragging:
            return
        self._pointer = event.offset
        self._place(Caret(self._offset_at(event.offset)), self._anchor)
        outside = not 0 <= event.y < self.size.height
        if outside and self._drag_timer is None:
            self._drag_timer = self.set_interval(_DRAG_SECONDS, self._drag_on)
        elif not outside:
            self._stop_drag_timer()

    def _drag_on(self) -> None:
        past = self._pointer.y if self._pointer.y < 0 else self._pointer.y - self.size.height + 1
        self.scroll_to(y=self.scroll_y + past, animate=False, immediate=True)
        self._place(Caret(self._offset_at(self._pointer)), self._anchor)

    def _stop_drag_timer(self) -> None:
        if self._drag_timer is not None:
            self._drag_timer.stop()
            self._drag_timer = None

    def on_mouse_up(self) -> None:
        """Stop dragging."""
        self._dragging = False
        self._stop_drag_timer()
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select the word on a double click, the sentence on a triple one."""
        if event.chain not in (2, 3) or self._mark_at(event.offset) is not None:
            return
        offset = self._offset_at(event.offset)
        found = self.units.word(offset) if event.chain == 2 else self.units.sentence(offset)
        if found is not None:
            self._select(*found)
