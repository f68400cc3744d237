"""Drawing: from a row of text and its marks to a strip of cells, and the caret and selection over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from app.reader.cells import clean, fit
from app.reader.document import Document
from app.reader.palette import Palette
from app.reader.spans import LANES, Mark, SpanIndex
from app.reader.wrap import WrapIndex

MEASURE = 78
# A terminal of 120 or 100 columns, less its scrollbar and a little beside it.
_NAMES_FROM = 116
_ROOMY = 96
_FLAGS = {"stands-out": "◆", "recurs": "●", "interest": "▲"}


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns, in cells: indent, turn number, speaker, text, note, lanes, flags, names of codes."""

    width: int
    indent: int
    number: int
    speaker: int
    text: int
    gap: int
    lanes: int
    flags: int
    names: int

    @property
    def text_at(self) -> int:
        """The cell the text begins at."""
        return self.indent + self.number + self.gap + self.speaker + 2

    @property
    def notes_at(self) -> int:
        """The cell notes are marked in."""
        return self.text_at + self.text + self.gap

    @property
    def lanes_at(self) -> int:
        """The cell the lanes begin at, two cells each."""
        return self.notes_at + 1

    @property
    def flags_at(self) -> int:
        """The cell the flags begin at, after the lanes."""
        return self.lanes_at + 2 * self.lanes

    @classmethod
    def of(cls, width: int, document: Document) -> "Layout":
        """The layout of a document in a given width."""
        roomy, named = width >= _ROOMY, width >= _NAMES_FROM
        number = max(3, len(str(max(block.number for block in document.blocks))))
        longest = max(len(clean(block.speaker)) for block in document.blocks)
        speaker = min(longest, 16 if roomy else 8)
        gap, lanes, flags = (2, LANES, 3) if roomy else (1, 4, 1)
        left, right = number + gap + speaker + 2, gap + 1 + 2 * lanes + flags
        text = max(8, min(MEASURE, width - left - right - (18 if named else 0)))
        spare = max(0, width - left - right - text)
        names = min(40, spare - 2) if named else 0
        indent = min(12, (spare - names) // 2)
        return cls(width, indent, number, speaker, text, gap, lanes, flags, names)


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles of everything but codes, and the palette for codes."""

    base: Style
    number: Style
    speaker: Style
    interviewer: Style
    aside: Style
    caret: Style
    selection: Style
    note: Style
    palette: Palette


class Painter:
    """Draws the rows of one document in one layout, without caret and selection."""

    def __init__(self, wrap: WrapIndex, spans: SpanIndex, layout: Layout, looks: Looks, solo: int | None) -> None:
        self.wrap, self.spans, self.layout, self.looks = wrap, spans, layout, looks
        self.document = wrap.document
        self.solo = solo
        self._styles: dict[tuple[object, ...], Style] = {}
        self._kinds = {"participant": looks.base, "interviewer": looks.interviewer, "aside": looks.aside}

    def strip(self, row: int) -> Strip:
        """One row, as wide as the layout."""
        wrap, layout = self.wrap, self.layout
        start, end = wrap.bounds(row)
        index = wrap.block_of(row)
        block = self.document.blocks[index]
        if wrap.is_blank(row):
            after = self.document.starts[index + 1]
            across = [mark for mark in self._shown(end, after + 1) if mark.start < end and not mark.note]
            return self._blank(across)
        marks = self._shown(start, max(end, start + 1))
        first, last = row == wrap.first_row[index], row + 1 == wrap.end_row(index)
        out = self._head(index, first)
        if first and block.speaker:
            style = self.looks.speaker if block.kind == "participant" else self.looks.interviewer
            out.append(Segment(fit(block.speaker, layout.speaker) + "  ", style))
        text, used = self._text(row, start, end, marks, self._kinds[block.kind])
        out.extend(text)
        room = layout.text + layout.gap - used
        if not marks:
            out.append(Segment(" " * (layout.width - layout.text_at - used), self.looks.base))
            return Strip(out, layout.width)
        low = start if not first else self.document.blocks[index - 1].end if index else 0
        high = wrap.rows[row + 1] if not last else max(block.end, *self.document.starts[index + 1 : index + 2], end)
        opening = [mark for mark in marks if mark.start >= low]
        note = any(mark.note for mark in opening)
        out.append(Segment(" " * max(0, room), self.looks.base))
        pen = "✎" if self.looks.palette.ground == "full" else "n"
        out.append(Segment(pen if note else " ", self.looks.note))
        out.extend(self._lanes([mark for mark in marks if not mark.note], low, high))
        out.extend(self._margin([mark for mark in opening if not mark.note]))
        return Strip(out, layout.width)

    def _shown(self, start: int, end: int) -> list[Mark]:
        marks = self.spans.overlapping(start, end)
        if self.solo is not None:
            marks = [mark for mark in marks if mark.note or mark.code == self.solo]
        if len(marks) > 1:
            marks.sort(key=lambda mark: (mark.start, -mark.end))
        return marks

    def _head(self, index: int, first: bool) -> list[Segment]:
        """The cells left of the text, but for the speaker's own."""
        layout, block, base = self.layout, self.document.blocks[index], self.looks.base
        number = str(block.number) if first and block.number else ""
        before = layout.indent + layout.number - len(number)
        after = layout.gap + (0 if first and block.speaker else layout.speaker + 2)
        if not number:
            return [Segment(" " * (before + after), base)]
        return [Segment(" " * before, base), Segment(number + " " * after, self.looks.number)]

    def _blank(self, across: list[Mark]) -> Strip:
        layout = self.layout
        if not across:
            return Strip.blank(layout.width, self.looks.base)
        out = [Segment(" " * layout.lanes_at, self.looks.base), *self._lanes(across, 1 << 60, -1)]
        out.append(Segment(" " * (layout.width - layout.flags_at), self.looks.base))
        return Strip(out, layout.width)

    # ---- text
    def _text(self, row: int, start: int, end: int, marks: list[Mark], base: Style) -> tuple[list[Segment], int]:
        """The segments of a row's text, and the cells they take; spaces hanging over the width are left out."""
        tinted = [mark for mark in marks if not mark.dim and not mark.note]
        found = self.wrap.clusters(row)
        width = self.layout.text
        if found is None:
            end = min(end, start + width)
            text = self.document.text
            if not tinted:
                return [Segment(text[start:end], base)], end - start
            pieces = _cuts(start, end, tinted)
            return [Segment(text[a:b], self._tinted(a, b, tinted, base)) for a, b in pieces], end - start
        used = sum(cluster.width for cluster in found)
        while used > width and found:
            used -= found[-1].width
            found = found[:-1]
        end = found[-1].end if found else start
        out = []
        for a, b in _cuts(start, end, tinted):
            drawn = "".join(cluster.drawn for cluster in found if a <= cluster.start < b)
            out.append(Segment(drawn, self._tinted(a, b, tinted, base)))
        return out, used

    def _tinted(self, a: int, b: int, marks: list[Mark], base: Style) -> Style:
        here = [mark for mark in marks if mark.start < b and mark.end > a]
        if not here:
            return base
        inner = min(here, key=lambda mark: (mark.end - mark.start, -mark.start))
        deep = len(here) > 1
        key = (base, inner.colour, deep)
        if (style := self._styles.get(key)) is None:
            tint = self.looks.palette.tint(inner.colour)
            if tint is None:
                style = base + Style(underline=True, bold=deep or None)
            else:
                style = base + Style(bgcolor=tint, underline=deep or None)
            self._styles[key] = style
        return style

    # ---- margin
    def lane_style(self, mark: Mark) -> Style:
        """The style of a mark's stripe, letter and name."""
        key = ("lane", mark.colour, mark.dim)
        if (style := self._styles.get(key)) is None:
            colour = self.looks.palette.lane(mark.colour)
            style = self.looks.base + Style(color=colour, bold=None if mark.dim else True)
            self._styles[key] = style
        return style

    def _lanes(self, marks: list[Mark], low: int, high: int) -> list[Segment]:
        """The lanes of a row whose text, with the hidden text around it, is `[low, high)`."""
        base, count = self.looks.base, self.layout.lanes
        cells: list[tuple[str, Style]] = [("  ", base)] * count
        over = 0
        for mark in marks:
            lane = self.spans.lane_of(mark.id)
            if lane >= count:
                over += 1
                continue
            first, last = mark.start >= low, mark.end <= high
            glyph = "┆" if mark.dim else "╺" if first and last else "┏" if first else "┗" if last else "┃"
            letter = fit(mark.letter[:1], 1) if first else " "
            cells[lane] = (glyph + letter, self.lane_style(mark))
        if over:
            over += cells[-1][1] is not base
            cells[-1] = (f"+{min(over, 9)}", self.looks.number)
        return _merged(cells)

    def _margin(self, opening: list[Mark]) -> list[Segment]:
        """Flags and names of the codings that open on a row."""
        layout, base = self.layout, self.looks.base
        rest = layout.width - layout.flags_at
        out: list[tuple[str, Style]] = []
        used = 0
        for mark in opening:
            for flag in mark.flags:
                if flag in _FLAGS and used < layout.flags:
                    out.append((_FLAGS[flag], self.lane_style(mark)))
                    used += 1
        named = [mark for mark in opening if mark.name and not mark.dim] if layout.names > 4 else []
        if named:
            out.append((" " * (layout.flags + 1 - used), base))
            used = layout.flags + 1
            share = (layout.names - 3 * (len(named) - 1)) // len(named)
            for index, mark in enumerate(named):
                name = clean(mark.name) if len(named) == 1 and len(mark.name) <= share else fit(mark.name, share)
                name = fit(name, share).rstrip() if share > 3 else ""
                joint = " · " if index and name else ""
                out.extend(((joint, self.looks.number), (name, self.lane_style(mark))))
                used += len(joint) + Segment(name).cell_length
        out.append((" " * max(0, rest - used), base))
        return _merged(out)


def _cuts(start: int, end: int, marks: list[Mark]) -> list[tuple[int, int]]:
    edges = {start, end}
    for mark in marks:
        if start < mark.start < end:
            edges.add(mark.start)
        if start < mark.end < end:
            edges.add(mark.end)
    ordered = sorted(edges)
    return list(pairwise(ordered))


def _merged(cells: Iterable[tuple[str, Style]]) -> list[Segment]:
    """Segments of neighbours alike in style."""
    out: list[Segment] = []
    held, style = "", None
    for text, own in cells:
        if own is style:
            held += text
            continue
        if held:
            out.append(Segment(held, style))
        held, style = text, own
    if held:
        out.append(Segment(held, style))
    return out


def restyled(strip: Strip, left: int, right: int, style: Style) -> Strip:
    """A strip with the cells `[left, right)` in another style."""
    if right <= left:
        return strip
    inner = strip.crop(left, right)
    segments = [Segment(text, (own or Style.null()) + style) for text, own, _ in inner]
    return Strip.join((strip.crop(0, left), Strip(segments, inner.cell_length), strip.crop(right)))
