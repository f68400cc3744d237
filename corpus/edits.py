"""Corrections of a text: applying them, taking them back, and moving what hangs on the text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from corpus.alignment import Gap, closely, find_gaps, landmarks
from corpus.errors import InputError
from corpus.messages import _
from corpus.words import WORD

_TOKEN = re.compile(rf"{WORD.pattern}|\s|[^\s]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_CLAUSE = re.compile(r"[^.!?\n]*(?:[.!?\n]|$)|.")
_LONG = 20_000
_FEW = 3  # fewer words than this are a correction, whatever is put in their place
_MOST_SHARED = 0.2  # of a run's words may turn up again by chance
_COMPARED = 400
_JOINERS = "'’-"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `old`, which stands at `at`, by `new`.

    `at` is a code point in the text before any of the edits it comes with. In a list, edits are in order and
    do not overlap.
    """

    at: int
    old: str
    new: str

    @property
    def end(self) -> int:
        """The code point after the replaced text."""
        return self.at + len(self.old)


def merge_edits(edits: Iterable[Edit]) -> list[Edit]:
    """The same edits with those that touch made one, and those that change nothing left out.

    Raises InputError where they overlap or are out of order.
    """
    merged: list[Edit] = []
    for edit in edits:
        last = merged[-1] if merged else None
        if edit.at < (last.end if last else 0):
            raise InputError(_("The corrections overlap or are out of order."))
        if last and edit.at == last.end:
            merged[-1] = Edit(last.at, last.old + edit.old, last.new + edit.new)
        elif edit.old or edit.new:
            merged.append(edit)
    return [edit for edit in merged if edit.old != edit.new]


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The corrected text.

    Raises InputError where the text does not read as an edit says, or edits overlap or are out of order.
    """
    pieces = []
    at = 0
    for edit in edits:
        if edit.at < at:
            raise InputError(_("The corrections overlap or are out of order."))
        if text[edit.at : edit.end] != edit.old or edit.end > len(text):
            raise InputError(
                _("The text at {position} is not what the correction says stands there.").format(position=edit.at)
            )
        pieces += [text[at : edit.at], edit.new]
        at = edit.end
    pieces.append(text[at:])
    return "".join(pieces)


def invert(edits: Iterable[Edit]) -> list[Edit]:
    """The edits that take these back; their positions are in the corrected text."""
    inverted = []
    shift = 0
    for edit in edits:
        inverted.append(Edit(edit.at + shift, edit.new, edit.old))
        shift += len(edit.new) - len(edit.old)
    return inverted


class SpanMover:
    """Moves spans from a text to its corrected self; spans are half-open ranges of code points.

    An edit before a span shifts it, an edit inside stretches it, an edit after it does nothing. An edit
    across an edge widens the span over all of the replacement, to whole words. An insertion exactly at an
    edge stays outside, unless `grow` is given (for the words of a turn). White space at an edited edge is
    left out. A span of which only white space remains is gone: None. Spans that lay apart may overlap
    after an edit across both.
    """

    def __init__(self, edits: Iterable[Edit], old_text: str) -> None:
        """Raises InputError where the edits do not fit the text."""
        self.edits = tuple(merge_edits(edits))
        self.new_text = apply_edits(old_text, self.edits)
        self._old_text = old_text
        self._foreign: dict[int, bool] = {}
        self._starts = [edit.at for edit in self.edits]
        self._ends = [edit.end for edit in self.edits]
        self._shifts = [0, *accumulate(len(edit.new) - len(edit.old) for edit in self.edits)]

    def move(self, start: int, end: int, *, grow: bool = False) -> tuple[int, int] | None:
        """Where a span is in the corrected text; None if nothing of it is left.

        An empty span (no label) stays empty and is never gone.
        """
        first, last = self._touching(start, end, grow)
        if start == end:
            inserted = grow and first < last and self._starts[first] == start
            grown = self._move_edited(start, end, first, last) if inserted else None
            return grown or self._move_point(start)
        if first >= last:
            return start + self._shifts[first], end + self._shifts[first]
        return self._move_edited(start, end, first, last)

    def touched(self, start: int, end: int, *, grow: bool = False) -> bool:
        """Whether an edit reaches into the span or, for an empty one, stands at it.

        Where it is False, the words under the span are the same, and the mover of the inverted edits gives
        exactly the same span back.
        """
        if start == end:
            return bisect_left(self._ends, start) < bisect_right(self._starts, start)
        first, last = self._touching(start, end, grow)
        # What was taken out at an edge would, put back, grow the span.
        return first < last or (grow and (self._removed(first - 1, end=start) or self._removed(last, start=end)))

    def is_foreign(self, start: int, end: int, *, copied: bool = False) -> bool:
        """Whether all of a span's words were replaced, in a run of three or more, by words nothing like them.

        Nothing is foreign that stands where a span's own words were typed anew, unless the edits are `copied` from a
        whole text.
        """
        first, last = self._touching(start, end, False)
        if first >= last:
            return False
        edges = [start, *(edge for edit in self.edits[first:last] for edge in (edit.at, edit.end)), end]
        if any(self._has_words(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)):
            return False
        while first and not self._has_words(self._ends[first - 1], self._starts[first]):
            first -= 1
        while last < len(self.edits) and not self._has_words(self._ends[last - 1], self._starts[last]):
            last += 1
        begin, finish = self._starts[first], self._ends[last - 1]
        if not copied and not self._has_words(begin, start) and not self._has_words(end, finish):
            return False
        if first not in self._foreign:
            new = self.new_text[begin + self._shifts[first] : finish + self._shifts[last]]
            self._foreign[first] = _is_unlike(self._old_text[begin:finish], new)
        return self._foreign[first]

    def _has_words(self, start: int, end: int) -> bool:
        return any(char.isalnum() for char in self._old_text[start:end])

    def _touching(self, start: int, end: int, grow: bool) -> tuple[int, int]:
        """The range of edits neither wholly before the span nor wholly after it."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        if grow:
            if first and self._starts[first - 1] == start:
                first -= 1
            if last < len(self.edits) and self._ends[last] == end:
                last += 1
        return first, last

    def _removed(self, index: int, *, start: int | None = None, end: int | None = None) -> bool:
        """Whether the edit of that number only takes out, and starts or ends at the given place."""
        if not 0 <= index < len(self.edits) or self.edits[index].new:
            return False
        return self._starts[index] == start or self._ends[index] == end

    def _move_point(self, at: int) -> tuple[int, int]:
        index = bisect_left(self._ends, at)
        inside = index < len(self.edits) and self._starts[index] < at
        place = (self._starts[index] if inside else at) + self._shifts[index]
        if inside and self._ends[index] == at:
            place = at + self._shifts[index + 1]
        return place, place

    def _move_edited(self, start: int, end: int, first: int, last: int) -> tuple[int, int] | None:
        text = self.new_text
        head, tail = self.edits[first], self.edits[last - 1]
        crosses_start, crosses_end = head.at < start, tail.end > end
        new_start = (head.at if crosses_start else start) + self._shifts[first]
        new_end = (tail.end if crosses_end else end) + self._shifts[last]
        if not text[new_start:new_end].strip():
            return None
        # An edge is edited where the outermost edit reaches it; the other edge is left exactly as it was.
        if head.at <= start:
            new_start += _blank(text, new_start, new_end)
        if tail.end >= end:
            new_end = new_start + len(text[new_start:new_end].rstrip())
        if crosses_start or (crosses_end and head.at == start):
            new_start = _word_around(text, new_start)[0]
        if crosses_end or (crosses_start and tail.end == end):
            new_end = _word_around(text, new_end)[1]
        return new_start, new_end


def move_span(edits: Sequence[Edit], start: int, end: int, old_text: str, new_text: str) -> tuple[int, int] | None:
    """Where one span is after the edits, by the rules of `SpanMover`; None if nothing of it is left.

    Raises InputError where `new_text` is not what the edits make of `old_text`. For many spans there is
    `SpanMover`.
    """
    mover = SpanMover(edits, old_text)
    if mover.new_text != new_text:
        raise InputError(_("The corrected text does not follow from the corrections."))
    return mover.move(start, end)


def _is_unlike(old: str, new: str) -> bool:
    """Whether a run of words reads nothing like what replaces it: neither in words nor, spelled otherwise, in letters.

    Two sentences of one language that have nothing to do with each other are alike in 0.28 of their letters, hardly
    ever in half of them; the same sentence in dialect and in writing in more.
    """
    words, others = WORD.findall(old.casefold()), set(WORD.findall(new.casefold()))
    if len(words) < _FEW or len(others.intersection(words)) > len(set(words)) * _MOST_SHARED:
        return False
    return SequenceMatcher(None, old[:_COMPARED], new[:_COMPARED], autojunk=False).ratio() < 0.5


def _blank(text: str, start: int, end: int) -> int:
    """How many white-space characters the range begins with."""
    return end - start - len(text[start:end].lstrip())


def _word_around(text: str, at: int) -> tuple[int, int]:
    """The word that stands on both sides of a position, or the position itself where none does."""
    left = at
    while left and (text[left - 1].isalnum() or text[left - 1] in _JOINERS):
        left -= 1
    for word in WORD.finditer(text, left):
        if word.start() >= at:
            break
        if word.end() > at:
            return word.span()
    return at, at


def find_edits(old_text: str, new_text: str, at: int = 0) -> list[Edit]:
    """The edits, whole words at a time, that make one text into the other.

    `at` is where `old_text` stands if it is a part of a longer text. Time grows with the length of the texts
    and the size of what differs; a long stretch without any likeness becomes one edit.
    """
    edits: list[Edit] = []
    for old, new, start in _differing_pieces(_LINE, old_text, new_text, 0):
        clauses = _differing_pieces(_CLAUSE, old, new, start) if len(old) > _LONG else [(old, new, start)]
        for part in clauses:
            edits += _differing_words(*part)
    slid = _slide(old_text, merge_edits(edits))
    return [Edit(at + edit.at, edit.old, edit.new) for edit in slid]


def _differing_pieces(piece: re.Pattern[str], old_text: str, new_text: str, at: int) -> Iterator[tuple[str, str, int]]:
    """Old and new text and old place of what differs, cut at pieces (lines) that stand once in both."""
    old, new = piece.findall(old_text), piece.findall(new_text)
    starts = list(accumulate((len(part) for part in old), initial=at))
    for gap in find_gaps(old, new, [landmarks(1)]):
        yield "".join(old[gap.a : gap.b]), "".join(new[gap.c : gap.d]), starts[gap.a]


def _differing_words(old_text: str, new_text: str, at: int) -> Iterator[Edit]:
    old, new = _TOKEN.findall(old_text), _TOKEN.findall(new_text)
    starts = list(accumulate((len(token) for token in old), initial=at))
    for gap in find_gaps(old, new, [landmarks(7), landmarks(3), closely, landmarks(1)]):
        for part in _word_for_word(old, new, gap):
            yield Edit(starts[part.a], "".join(old[part.a : part.b]), "".join(new[part.c : part.d]))


def _word_for_word(old: Sequence[str], new: Sequence[str], gap: Gap) -> list[Gap]:
    """A gap in which each word stands against one word, split into those; any other gap whole."""
    size = gap.b - gap.a
    pairs = list(zip(range(gap.a, gap.b), range(gap.c, gap.d), strict=False))
    if size != gap.d - gap.c or not all(old[i] == new[j] or _both_words(old[i], new[j]) for i, j in pairs):
        return [gap]
    return [Gap(i, i + 1, j, j + 1) for i, j in pairs if old[i] != new[j]]


def _both_words(one: str, other: str) -> bool:
    return WORD.fullmatch(one) is not None and WORD.fullmatch(other) is not None


def _slide(text: str, edits: list[Edit]) -> list[Edit]:
    """The same edits; what is put in or taken out begins at a word rather than at the space before it."""
    slid = []
    for index, edit in enumerate(edits):
        limit = edits[index + 1].at if index + 1 < len(edits) else len(text)
        at, part = edit.at, edit.old or edit.new
        while (not edit.old or not edit.new) and part[0].isspace():
            follows = at + len(edit.old)
            if follows + 1 >= limit or text[follows] != part[0] or part.isspace():
                break
            at, part = at + 1, part[1:] + part[0]
        slid.append(edit if at == edit.at else Edit(at, part if edit.old else "", part if edit.new else ""))
    return slid
