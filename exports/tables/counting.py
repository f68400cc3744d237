"""Counting coded passages: informants, segments and words, by any grouping of participants.

A coding belongs to the participants in whose turns it has at least one word. Words are word positions covered, each
once, in the turns of the participants counted. A category counts what it and its sub-categories cover, each once.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from corpus.words import WORD

Interval = tuple[int, int]


@dataclass(slots=True)
class Coverage:
    """What one code covers of one participant: its codings, and runs of word positions."""

    codings: set[int] = field(default_factory=set)
    runs: list[Interval] = field(default_factory=list)


Counts = Mapping[tuple[int, str], Coverage]
"""Coverage by code key and participant label."""


def count_covered(codes: Iterable[int], people: Collection[str], counts: Counts) -> tuple[int, int, int]:
    """Informants, segments and words of some codes together among some participants."""
    codings: set[int] = set()
    runs: list[Interval] = []
    informants = set()
    for code in codes:
        for person in people:
            coverage = counts.get((code, person))
            if coverage:
                informants.add(person)
                codings |= coverage.codings
                runs += coverage.runs
    return len(informants), len(codings), _length_of_union(runs)


def _length_of_union(runs: list[Interval]) -> int:
    total, reached = 0, -1
    for start, end in sorted(runs):
        if end > reached:
            total += end - max(start, reached)
            reached = end
    return total


class _Turns:
    """The turns of one interview, with the places of their words found when they are first asked for."""

    def __init__(self, base: int) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.people: list[str] = []
        self.text = ""
        self._words: dict[int, tuple[list[int], list[int], int]] = {}
        self._next = base

    def add(self, start: int, end: int, person: str) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.people.append(person)

    def run(self, turn: int, start: int, end: int) -> Interval:
        """The word positions of a turn of which at least one character lies in a range."""
        words = self._words.get(turn)
        if words is None:
            spans = [m.span() for m in WORD.finditer(self.text, self.starts[turn], self.ends[turn])]
            words = [s[0] for s in spans], [s[1] for s in spans], self._next
            self._words[turn] = words
            self._next += len(spans)
        starts, ends, base = words
        return base + bisect_right(ends, start), base + bisect_left(starts, end)


def cover(
    db: Connection, codings: Sequence[tuple[int, int, int, int, int]], people_of: Mapping[int, Sequence[str]]
) -> dict[tuple[int, str], Coverage]:
    """What each code covers of each participant.

    `codings` are (key, interview, start, end, code); `people_of` tells who is heard in an interview.
    """
    by_transcript: dict[int, list[tuple[int, int, int, int, int]]] = defaultdict(list)
    for coding in codings:
        by_transcript[coding[1]].append(coding)
    counts: dict[tuple[int, str], Coverage] = defaultdict(Coverage)
    base = 0
    for transcript, inside in by_transcript.items():
        turns = _load_turns(db, transcript, base)
        for coding in inside:
            _cover_one(turns, coding, people_of.get(transcript, ()), counts)
        base += len(turns.text) + 1
    return counts


def _load_turns(db: Connection, transcript: int, base: int) -> _Turns:
    turns = _Turns(base)
    turns.text = db.exec_driver_sql(
        "SELECT text FROM transcript_text WHERE transcript_id = ?", (transcript,)
    ).scalar_one()
    rows = db.exec_driver_sql(
        'SELECT t."start", t."end", p.label FROM turn t LEFT JOIN participant p ON p.id = t.participant_id '
        "WHERE t.transcript_id = ? ORDER BY t.number",
        (transcript,),
    ).fetchall()
    turns.starts = [row[0] for row in rows]
    turns.ends = [row[1] for row in rows]
    turns.people = [row[2] or "" for row in rows]
    return turns


def _cover_one(
    turns: _Turns,
    coding: tuple[int, int, int, int, int],
    heard: Sequence[str],
    counts: dict[tuple[int, str], Coverage],
) -> None:
    key, _transcript, start, end, code = coding
    owned = False
    turn = max(0, bisect_right(turns.starts, start) - 1)
    while turn < len(turns.starts) and turns.starts[turn] < end:
        person = turns.people[turn]
        if person:
            first, last = turns.run(turn, start, end)
            if first < last:
                coverage = counts[code, person]
                coverage.codings.add(key)
                coverage.runs.append((first, last))
                owned = True
        turn += 1
    if not owned and len(heard) == 1:
        counts[code, heard[0]].codings.add(key)
