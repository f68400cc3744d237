"""Co-occurrence: which categories stand in the same place, and how strongly they keep together.

Two codings of different categories co-occur where they overlap, or where they share a turn or an interview. `n_a` and
`n_b` count the codings of each category, sub-categories' too. `together` counts the codings of the one that co-occur
with at least one of the other; of the two counts this gives, the smaller. So it is never more than either, and
c = together / (n_a + n_b - together) lies between 0 and 1 (the coefficient as ATLAS.ti gives it; 100, 10 and 5: .048).
A category and one above it are no pair: the one holds the other's codings.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from codebook.schemas import Code
from corpus.errors import InputError
from corpus.messages import _, ngettext
from corpus.store import Project
from exports.tables.filters import Filters
from exports.tables.material import Mark, Material, gather, names_of
from exports.values import Column, Table

OVERLAP, TURN, INTERVIEW = WITHIN = ("overlap", "turn", "interview")
UNEVEN = 5
"""How many times as many codings one category may have before c says little (notes: fivefold)."""

_NAMED = 5
_Place = tuple[int, int, Mark]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two categories, the first of the codebook first, how many codings each has, and how many stand together."""

    a: Code
    b: Code
    n_a: int
    n_b: int
    together: int

    @property
    def c(self) -> float:
        """The coefficient, 0-1."""
        return coefficient(self.n_a, self.n_b, self.together)

    @property
    def uneven(self) -> bool:
        """Whether one has so many more codings than the other that c is small however often they meet."""
        return max(self.n_a, self.n_b) > UNEVEN * min(self.n_a, self.n_b)


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """The pairs there are, the strongest first; `within` is what counts as together."""

    pairs: tuple[Pair, ...]
    within: str
    material: Material


def coefficient(n_a: int, n_b: int, together: int) -> float:
    """c = n12 / (n1 + n2 - n12); 0 where there is nothing."""
    of = n_a + n_b - together
    return together / of if of else 0.0


def count_cooccurrence(
    project: Project, filters: Filters | None = None, within: str = OVERLAP, *, zeros: bool = False
) -> Cooccurrence:
    """Count every pair of categories that stands together somewhere; with `zeros` every pair with codings."""
    if within not in WITHIN:
        raise InputError(_("{word} is no such place; there are {words}.").format(word=within, words=", ".join(WITHIN)))
    material = gather(project, filters)
    lineage = material.lineage
    sizes: dict[int, int] = dict.fromkeys(material.codes, 0)
    for mark in material.marks:
        for code in lineage[mark.code]:
            sizes[code] += 1
    sides: dict[tuple[int, int], int] = {}
    for mark, met in _met(project, material, within):
        for near, far in _pairs(mark.code, met, lineage):
            sides[near, far] = sides.get((near, far), 0) + 1
    used = [key for key in material.codes if sizes[key]]
    order = {key: place for place, key in enumerate(material.codes)}
    wanted: Iterable[tuple[int, int]] = (pair for pair in sides if order[pair[0]] < order[pair[1]])
    if zeros:
        above = {key: set(lineage[key]) for key in used}
        wanted = ((a, b) for i, a in enumerate(used) for b in used[i + 1 :] if a not in above[b] and b not in above[a])
    pairs = [
        Pair(material.codes[a], material.codes[b], sizes[a], sizes[b], min(sides.get((a, b), 0), sides.get((b, a), 0)))
        for a, b in wanted
    ]
    pairs.sort(key=lambda pair: (-pair.c, -pair.together, order[pair.a.id], order[pair.b.id]))
    return Cooccurrence(tuple(pairs), within, material)


def _pairs(code: int, met: Iterable[int], lineage: dict[int, tuple[int, ...]]) -> Iterator[tuple[int, int]]:
    """The pairs a coding counts for, having met codings of some categories: each once."""
    others = {above for other in met for above in lineage[other]}
    for near in lineage[code]:
        for far in others:
            if far not in lineage[near] and near not in lineage[far]:
                yield near, far


def codings_together(project: Project, found: Cooccurrence, pair: Pair) -> frozenset[int]:
    """The keys of the codings behind a pair: those of each category that co-occur with one of the other."""
    lineage = found.material.lineage
    keys = set()
    for mark, met in _met(project, found.material, found.within):
        mine = set(lineage[mark.code])
        theirs = {above for other in met for above in lineage[other]}
        if (pair.a.id in mine and pair.b.id in theirs) or (pair.b.id in mine and pair.a.id in theirs):
            keys.add(mark.coding)
    return frozenset(keys)


def _met(project: Project, material: Material, within: str) -> Iterator[tuple[Mark, set[int]]]:
    """Each coding that meets any, with the categories of those it meets."""
    turns = _turn_edges(project) if within == TURN else {}
    for transcript, marks in groupby(material.marks, key=lambda mark: mark.transcript):
        if within == OVERLAP:
            places = [(mark.start, mark.end, mark) for mark in marks]
        elif within == TURN:
            places = list(_in_turns(marks, *turns.get(transcript, ([], []))))
        else:
            places = [(0, 1, mark) for mark in marks]
        yield from _sweep(places)


def _in_turns(marks: Iterable[Mark], starts: Sequence[int], ends: Sequence[int]) -> Iterator[_Place]:
    """Each coding with the first turn it has a character of, and the one after the last; none: left out."""
    for mark in marks:
        first, stop = bisect_right(ends, mark.start), bisect_left(starts, mark.end)
        if first < stop:
            yield first, stop, mark


def _turn_edges(project: Project) -> dict[int, tuple[list[int], list[int]]]:
    """Where the words of every turn begin and end, by interview; interviewers' turns too."""
    found: dict[int, tuple[list[int], list[int]]] = {}
    with project.read() as db:
        for transcript, start, end in db.exec_driver_sql(
            'SELECT transcript_id, "start", "end" FROM turn WHERE "start" < "end" ORDER BY transcript_id, number'
        ):
            starts, ends = found.setdefault(transcript, ([], []))
            starts.append(start)
            ends.append(end)
    return found


def _sweep(places: list[_Place]) -> Iterator[tuple[Mark, set[int]]]:
    """Sweep one interview's codings from the left and from the right; `places` in the order of their starts.

    From the left each coding meets the categories that reach past its start, from the right those that begin before
    its end: a step a coding and category, however many codings lie over each other.
    """
    met: list[set[int]] = []
    reach: dict[int, int] = {}
    for start, end, mark in places:
        gone = [code for code, stop in reach.items() if stop <= start]
        for code in gone:
            del reach[code]
        met.append(set(reach))
        reach[mark.code] = max(end, reach.get(mark.code, end))
    begins: dict[int, int] = {}
    for at in range(len(places) - 1, -1, -1):
        start, end, mark = places[at]
        met[at].update(code for code, first in begins.items() if first < end)
        begins[mark.code] = start
    for place, codes in zip(places, met, strict=True):
        if codes:
            yield place[2], codes


def cooccurrence_table(found: Cooccurrence) -> Table:
    """Tidy rows: `code_a,code_b,n_a,n_b,together,c`; a category is named as shortly as tells it from the others."""
    names = names_of(found.material.codes)
    columns = (
        Column("code_a", _("category")),
        Column("code_b", _("with")),
        Column("n_a", _("passages of the first"), "int"),
        Column("n_b", _("passages of the other"), "int"),
        Column("together", _("together"), "int"),
        Column("c", "c", "share", digits=3),
    )
    rows = tuple((names[p.a.id], names[p.b.id], p.n_a, p.n_b, p.together, p.c) for p in found.pairs)
    return Table(_("Co-occurrence"), columns, rows, tuple(_notes(found, names)))


def within_words(within: str) -> str:
    """What counts as together, in words."""
    return {OVERLAP: _("overlapping passages"), TURN: _("in the same turn"), INTERVIEW: _("in the same interview")}[
        within
    ]


def _notes(found: Cooccurrence, names: dict[int, str]) -> Iterator[str]:
    yield _("Together: {place}. c = together / (first + other − together).").format(place=within_words(found.within))
    uneven = [pair for pair in found.pairs if pair.uneven and pair.together]
    if uneven:
        shown = "; ".join(f"{names[pair.a.id]} – {names[pair.b.id]}" for pair in uneven[:_NAMED])
        more = len(uneven) - _NAMED
        if more > 0:
            shown += " " + ngettext("and {n} more", "and {n} more", more).format(n=more)
        yield _(
            "c says little where one category has more than five times as many passages as the other: {pairs}."
        ).format(pairs=shown)
