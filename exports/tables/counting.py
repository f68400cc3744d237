"""Counting coded passages: informants, segments and words, by any grouping of participants.

A coding belongs to the participants in whose turns it has at least one word. Words are word positions covered, each
once, in the turns of the participants counted. A category counts what it and its sub-categories cover, each once.
"""

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection

from corpus.words import JOINERS, count_words

Interval = tuple[int, int]
_Coding = tuple[int, int, int, int, int]


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


@dataclass(frozen=True, slots=True)
class _Turns:
    """The participants' turns of one interview: where each begins and ends, and whose it is."""

    text: str
    starts: list[int]
    ends: list[int]
    people: list[str]

    def overlapping(self, start: int, end: int) -> Iterator[int]:
        """The turns that a range may have words in."""
        first = max(0, bisect_right(self.starts, start) - 1)
        return iter(range(first, bisect_left(self.starts, end)))

    def ranks(self, turn: int, points: Sequence[int]) -> dict[int, tuple[int, int]]:
        """For each of some offsets, in order, how many of a turn's words end before it, and how many begin before it.

        Counted from the first offset on; the two differ by one where an offset stands inside a word.
        """
        low, high = self.starts[turn], self.ends[turn]
        found: dict[int, tuple[int, int]] = {}
        at = min(max(points[0], low), high)
        inside = self._inside(at, low, high)
        begun = int(inside)
        for point in points:
            here = min(max(point, low), high)
            if here > at:
                words = count_words(self.text, at, here)
                begun += words - (inside and words > 0)  # the rest of a word that was counted is no word
                at, inside = here, self._inside(here, low, high)
            found[point] = begun - inside, begun
        return found

    def _inside(self, at: int, low: int, high: int) -> bool:
        """Whether an offset has characters of one and the same word on either side, within [low, high)."""
        if not low < at < high:
            return False
        text = self.text
        before, after = text[at - 1], text[at]
        if before.isalnum():
            return after.isalnum() or (after in JOINERS and at + 1 < high and text[at + 1].isalnum())
        return before in JOINERS and after.isalnum() and at - 2 >= low and text[at - 2].isalnum()


def cover(
    db: Connection, codings: Sequence[_Coding], people_of: Mapping[int, Sequence[str]]
) -> dict[tuple[int, str], Coverage]:
    """What each code covers of each participant.

    `codings` are (key, interview, start, end, code); `people_of` tells who is heard in an interview.
    """
    by_transcript: dict[int, list[_Coding]] = defaultdict(list)
    for coding in codings:
        by_transcript[coding[1]].append(coding)
    counts: dict[tuple[int, str], Coverage] = defaultdict(Coverage)
    base = 0
    for transcript, turns in _load_turns(db, by_transcript):
        base = _cover_one(turns, base, by_transcript[transcript], people_of.get(transcript, ()), counts)
    return counts


def _load_turns(db: Connection, transcripts: Iterable[int]) -> Iterator[tuple[int, _Turns]]:
    """Each interview's turns, by its key; all are asked for at once, texts come one by one."""
    keys = (json.dumps(list(transcripts)),)
    labels = {key: label for key, label in db.exec_driver_sql("SELECT id, label FROM participant")}
    found: dict[int, tuple[list[int], list[int], list[str]]] = defaultdict(lambda: ([], [], []))
    rows = db.exec_driver_sql(
        'SELECT transcript_id, "start", "end", participant_id FROM turn WHERE participant_id IS NOT NULL '
        "AND transcript_id IN (SELECT value FROM json_each(?)) ORDER BY transcript_id, number",
        keys,
    ).fetchall()
    for transcript, turns in groupby(rows, key=itemgetter(0)):
        _keys, starts, ends, people = zip(*turns, strict=True)
        found[transcript] = list(starts), list(ends), [labels[key] for key in people]
    for transcript, text in db.exec_driver_sql(
        "SELECT transcript_id, text FROM transcript_text WHERE transcript_id IN (SELECT value FROM json_each(?))", keys
    ):
        yield transcript, _Turns(text, *found[transcript])


def _cover_one(
    turns: _Turns,
    base: int,
    codings: Sequence[_Coding],
    heard: Sequence[str],
    counts: dict[tuple[int, str], Coverage],
) -> int:
    """Cover one interview, its words numbered from `base` on; returns the number after its last."""
    by_turn: dict[int, list[_Coding]] = defaultdict(list)
    for coding in codings:
        for turn in turns.overlapping(coding[2], coding[3]):
            by_turn[turn].append(coding)
    owned: set[int] = set()
    for turn, inside in by_turn.items():
        points = sorted({offset for coding in inside for offset in coding[2:4]})
        ranks = turns.ranks(turn, points)
        for key, _transcript, start, end, code in inside:
            first, last = ranks[start][0], ranks[end][1]
            if first < last:
                coverage = counts[code, turns.people[turn]]
                coverage.codings.add(key)
                coverage.runs.append((base + first, base + last))
                owned.add(key)
        base += ranks[points[-1]][1]
    if len(heard) == 1:
        for key, _transcript, _start, _end, code in codings:
            if key not in owned:
                counts[code, heard[0]].codings.add(key)
    return base
