"""The drawn half of the reader: geometry, cached strips, marks. It knows neither caret movement nor keys."""

from collections.abc import Iterable

from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Offset, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from app.reader.document import Document
from app.reader.palette import Ground, Palette
from app.reader.spans import Mark, SpanIndex
from app.reader.strips import Layout, Looks, Painter, restyled
from app.reader.wrap import WrapIndex

_STRIPS = 2048
_WIDTHS = 3


class Page(ScrollView):
    """A document in rows, with its marks beside it. Cached strips hold neither caret nor selection."""

    solo: reactive[int | None] = reactive(None, repaint=False)
    """The key of the one code whose codings are shown, None for all."""

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.document = Document("", ())
        self.spans = SpanIndex()
        self._wraps: LRUCache[int, WrapIndex] = LRUCache(_WIDTHS)
        self._strips: LRUCache[int, Strip] = LRUCache(_STRIPS)
        self._painter: Painter | None = None
        self._looks: Looks | None = None
        self._signature: tuple[object, ...] = ()
        self._stale = True

    # ---- what the rows are
    def _lay_out(self) -> None:
        """Wrap for the present width, keeping the text at the top where it is."""
        width = self.scrollable_content_region.width
        if width <= 0 or not self.is_mounted:
            return
        top = self.top_offset
        layout = Layout.of(width, self.document)
        wrap = self._wraps.get(layout.text)
        if wrap is None:
            wrap = self._wraps[layout.text] = WrapIndex(self.document, layout.text)
        self._painter = Painter(wrap, self.spans, layout, self._get_looks(), self.solo)
        self._strips.clear()
        self.virtual_size = Size(width, wrap.height)
        if top is not None:
            self.scroll_to(y=wrap.row_of(top), animate=False, immediate=True)
        self.refresh()

    @property
    def top_offset(self) -> int | None:
        """The offset the top row begins at, None before anything is laid out."""
        if self._painter is None:
            return None
        wrap = self._painter.wrap
        return wrap.rows[min(int(self.scroll_y), wrap.height - 1)]

    def on_resize(self) -> None:
        """Wrap anew where the width has changed."""
        width = self.scrollable_content_region.width
        if self._painter is None or self._painter.layout.width != width:
            self._lay_out()

    # ---- looks
    def notify_style_update(self) -> None:
        """Look at the styles again before the next drawing: the theme, or only the focus, has changed."""
        super().notify_style_update()
        self._stale = True

    def _ground(self) -> Ground:
        if self.app.no_color:
            return "none"
        few = self.app.native_ansi_color or self.app.console.color_system in ("standard", "windows")
        return "few" if few else "full"

    def _get_looks(self) -> Looks:
        """The styles in force; dropping what was drawn where they have changed."""
        if self._looks is not None and not self._stale:
            return self._looks
        base, ground = self.rich_style, self._ground()
        number, speaker, interviewer, aside, caret, selection, note = (
            self.get_component_rich_style(f"reader--{part}")
            for part in ("number", "speaker", "interviewer", "aside", "caret", "selection", "note")
        )
        if ground != "full":
            caret, selection = Style(bold=True, reverse=True), Style(reverse=True)
        self._stale = False
        signature = (base, number, speaker, interviewer, aside, caret, selection, note, ground)
        if self._looks is None or signature != self._signature:
            self._signature = signature
            palette = Palette(_hex(base, ground=True), _hex(base, ground=False), ground)
            self._looks = Looks(base, number, speaker, interviewer, aside, caret, selection, note, palette)
            self._repaint()
        return self._looks

    def _repaint(self) -> None:
        """Draw every row anew."""
        self._strips.clear()
        if self._painter is not None and self._looks is not None:
            old = self._painter
            self._painter = Painter(old.wrap, self.spans, old.layout, self._looks, self.solo)

    def watch_solo(self) -> None:
        """Show only the codings of one code, or all."""
        self._repaint()
        self.refresh()

    # ---- marks
    def add_mark(self, mark: Mark) -> None:
        """Show a coding or note; only its own rows are drawn anew."""
        self.spans.add(mark)
        self._forget(mark.start, mark.end)

    def remove_mark(self, mark_id: int | str) -> None:
        """Show a coding or note no longer; nothing happens where there is none of that id."""
        mark = self.spans.remove(mark_id)
        if mark is not None:
            self._forget(mark.start, mark.end)

    def update_mark(self, mark: Mark) -> None:
        """Show a changed coding or note in place of the one of the same id."""
        old = self.spans.update(mark)
        if old is not None:
            self._forget(old.start, old.end)
        self._forget(mark.start, mark.end)

    def replace_marks(self, marks: Iterable[Mark]) -> None:
        """Show other marks; those that stay where they are keep their lanes."""
        self.spans = self.spans.replaced(marks)
        self._repaint()
        self.refresh()

    def marks_at(self, offset: int) -> list[Mark]:
        """The marks shown that cover an offset, innermost first."""
        found = [mark for mark in self.spans.overlapping(offset, offset + 1) if self.shows(mark)]
        return sorted(found, key=lambda mark: (mark.end - mark.start, -mark.start))

    def shows(self, mark: Mark) -> bool:
        """Whether a mark is shown now."""
        return mark.note or self.solo is None or mark.code == self.solo

    def _mark_at(self, pointer: Offset) -> Mark | None:
        """The coding whose lane, or the note whose sign, is at a place of the screen."""
        painter = self._painter
        if painter is None or not painter.layout.notes_at <= pointer.x < painter.layout.flags_at:
            return None
        row = int(self.scroll_y) + pointer.y
        if row >= painter.wrap.height:
            return None
        start, end = painter.wrap.bounds(row)
        lane = (pointer.x - painter.layout.lanes_at) // 2
        found = [mark for mark in self.spans.overlapping(start, max(end, start + 1)) if self.shows(mark)]
        if pointer.x == painter.layout.notes_at:
            here = [mark for mark in found if mark.note]
        else:
            here = [mark for mark in found if not mark.note and self.spans.lane_of(mark.id) == lane]
        return max(here, key=lambda mark: mark.start, default=None)

    def _forget(self, start: int, end: int) -> None:
        """Draw the rows of a range anew."""
        if self._painter is None:
            return
        wrap = self._painter.wrap
        # A lane's ends depend on the hidden text around a block too, so the neighbouring rows count.
        first, last = wrap.row_of(start), min(wrap.row_of(max(start, end - 1)) + 1, wrap.height - 1)
        rows = range(first, last + 1)
        for row in rows if len(rows) < _STRIPS else list(self._strips.keys()):
            self._strips.discard(row)
        self._refresh_rows(first, last)

    def _refresh_rows(self, first: int, last: int) -> None:
        top = int(self.scroll_y)
        first, last = max(first, top), min(last, top + self.size.height)
        if last >= first:
            self.refresh_lines(first, last - first + 1)

    # ---- drawing
    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        looks = self._get_looks()
        painter = self._painter
        row = int(self.scroll_y) + y
        if painter is None or row >= painter.wrap.height:
            return Strip.blank(self.scrollable_content_region.width, looks.base)
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = painter.strip(row)
        return self._over(row, strip, painter)

    def _over(self, row: int, strip: Strip, painter: Painter) -> Strip:
        """A strip with what lies over it: nothing here."""
        return strip

    def _highlighted(self, row: int, strip: Strip, selection: tuple[int, int], painter: Painter) -> Strip:
        """A strip with the selection cut in; an empty row and a line's end show one cell of it."""
        wrap, layout = painter.wrap, painter.layout
        start, end = wrap.bounds(row)
        if wrap.is_blank(row) or selection[0] > end or selection[1] <= start or selection[0] >= max(end, start + 1):
            return strip
        left = wrap.x_of(row, max(selection[0], start))
        right = wrap.x_of(row, min(selection[1], end)) + (start == end)
        at = layout.text_at
        return restyled(strip, at + left, at + min(max(right, left + 1), layout.text), painter.looks.selection)


def _hex(style: Style, *, ground: bool) -> str:
    colour = style.bgcolor if ground else style.color
    if colour is None:
        return "#1e1e1e" if ground else "#e0e0e0"
    return "#{:02x}{:02x}{:02x}".format(*colour.get_truecolor(foreground=not ground))
