"""Codings and notes by where they stand: which overlap a row, which comes next, in which lane each is drawn."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LANES = 6
_BUCKET = 11
# Marks nearer than a row's width would often meet on one row, so they get different lanes.
_APART = 80


@dataclass(frozen=True, slots=True)
class Mark:
    """One coding, or with `note` a note on a passage; `[start, end)` in code points of the whole text.

    `id` is unique among all marks of a document, notes included. `code` is the key for showing one code alone,
    `name` the code's name for the margin. `flags` are of `stands-out`, `recurs`, `interest`. `dim` is for codings of
    an earlier reading.
    """

    id: int | str
    start: int
    end: int
    code: int = 0
    letter: str = ""
    colour: str = ""
    flags: tuple[str, ...] = ()
    dim: bool = False
    note: bool = False
    name: str = ""


class SpanIndex:
    """Marks in buckets of 2,048 code points for overlap, and sorted by `(start, -end)` for next and previous.

    A mark's lane (0 to 5, or 6 where all are taken) is chosen when it is added and kept while it is there.
    """

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._marks: dict[int | str, Mark] = {}
        self._lanes: dict[int | str, int] = {}
        self._buckets: dict[int, dict[int | str, Mark]] = {}
        self._order: list[tuple[int, int, int, int | str]] = []
        self._keys: dict[int | str, tuple[int, int, int, int | str]] = {}
        self._added = 0
        for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
            self._place(mark)
            self._order.append(self._keys[mark.id])

    def __len__(self) -> int:
        return len(self._marks)

    def __iter__(self) -> Iterator[Mark]:
        """The marks in document order."""
        return (self._marks[key[3]] for key in self._order)

    def get(self, mark_id: int | str) -> Mark | None:
        """The mark of an id, None where there is none."""
        return self._marks.get(mark_id)

    def lane_of(self, mark_id: int | str) -> int:
        """The lane a mark is drawn in."""
        return self._lanes[mark_id]

    def replaced(self, marks: Iterable[Mark]) -> "SpanIndex":
        """An index of other marks, where those that are here in the same place keep their lanes."""
        new = SpanIndex()
        marks = sorted(marks, key=lambda mark: (mark.start, -mark.end))
        kept = {mark.id for mark in marks if self._same_place(mark)}
        for mark in (mark for mark in marks if mark.id in kept):
            new._place(mark, self._lanes[mark.id])
        for mark in (mark for mark in marks if mark.id not in kept):
            new._place(mark)
        new._order = sorted(new._keys.values())
        return new

    def _same_place(self, mark: Mark) -> bool:
        old = self._marks.get(mark.id)
        return old is not None and (old.start, old.end, old.note) == (mark.start, mark.end, mark.note)

    def add(self, mark: Mark) -> None:
        """Add a mark, in place of one of the same id."""
        if mark.id in self._marks:
            self.remove(mark.id)
        self._place(mark)
        insort(self._order, self._keys[mark.id])

    def remove(self, mark_id: int | str) -> Mark | None:
        """Take a mark away; gives it, None where there is none."""
        mark = self._marks.pop(mark_id, None)
        if mark is None:
            return None
        for bucket in _buckets(mark.start, mark.end):
            del self._buckets[bucket][mark_id]
        del self._order[bisect_left(self._order, self._keys.pop(mark_id))]
        del self._lanes[mark_id]
        return mark

    def update(self, mark: Mark) -> Mark | None:
        """Put a changed mark in the old one's place; it keeps its lane where its range is the same. Gives the old."""
        old = self._marks.get(mark.id)
        if not self._same_place(mark):
            self.add(mark)
            return old
        self._marks[mark.id] = mark
        for bucket in _buckets(mark.start, mark.end):
            self._buckets[bucket][mark.id] = mark
        return old

    def _place(self, mark: Mark, lane: int | None = None) -> None:
        if lane is None:
            lane = LANES if mark.note else self._free_lane(mark)
        self._lanes[mark.id] = lane
        self._marks[mark.id] = mark
        self._added += 1
        self._keys[mark.id] = (mark.start, -mark.end, self._added, mark.id)
        for bucket in _buckets(mark.start, mark.end):
            self._buckets.setdefault(bucket, {})[mark.id] = mark

    def _free_lane(self, mark: Mark) -> int:
        end = max(mark.end, mark.start + 1)
        near = self.overlapping(mark.start - _APART, end + _APART)
        taken = {self._lanes[other.id] for other in near}
        lane = next((lane for lane in range(LANES) if lane not in taken), None)
        if lane is None:
            taken = {self._lanes[other.id] for other in near if other.start < end and other.end > mark.start}
            lane = next((lane for lane in range(LANES) if lane not in taken), LANES)
        return lane

    def overlapping(self, start: int, end: int) -> list[Mark]:
        """The marks that share a code point with `[start, end)`, in no particular order."""
        buckets = _buckets(start, end)
        if len(buckets) == 1:
            found = self._buckets.get(buckets[0])
            return [mark for mark in found.values() if mark.start < end and mark.end > start] if found else []
        seen: dict[int | str, Mark] = {}
        for bucket in buckets:
            for mark in self._buckets.get(bucket, {}).values():
                if mark.start < end and mark.end > start:
                    seen[mark.id] = mark
        return list(seen.values())

    def following(self, offset: int) -> Iterator[Mark]:
        """The marks that begin after an offset, nearest first."""
        for index in range(bisect_right(self._order, (offset + 1,)), len(self._order)):
            yield self._marks[self._order[index][3]]

    def preceding(self, offset: int) -> Iterator[Mark]:
        """The marks that begin before an offset, nearest first."""
        for index in range(bisect_left(self._order, (offset,)) - 1, -1, -1):
            yield self._marks[self._order[index][3]]


def _buckets(start: int, end: int) -> range:
    return range(start >> _BUCKET, (max(end - 1, start) >> _BUCKET) + 1)
