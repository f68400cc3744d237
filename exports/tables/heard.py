"""Ranges of interviews as they are heard: the words, whose they are, in which turns, with what was said around them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from corpus.participants import list_participants, natural_key
from corpus.store import Project
from corpus.transcripts import Ownership
from exports.quotes.stretches import Said, gather_stretches
from exports.tables.filters import NO_ROLE, Chosen
from exports.values import QuotePassage, Stretch

_TURNS = (
    'SELECT t.number, t.kind, t.label_start, t."start", t."end", p.label FROM turn t '
    "LEFT JOIN participant p ON p.id = t.participant_id WHERE t.transcript_id = ? ORDER BY t.number"
)
_PEOPLE = (
    "SELECT p.label FROM transcript_participant t JOIN participant p ON p.id = t.participant_id "
    "WHERE t.transcript_id = ?"
)
_NUMBER, _KIND, _LABEL, _START, _END, _PERSON = range(6)

Range = tuple[int, int, int]
"""An interview's key, and [start, end) in code points."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One whose words a range holds: label, role (empty for none), number in the role (from 1), first and last turn."""

    participant: str
    role: str
    number: int
    turns: tuple[int, int]

    @property
    def place(self) -> str:
        """The turns as they are written: `41` or `41–43`."""
        first, last = self.turns
        return str(first) if first == last else f"{first}–{last}"


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview as far as its words are heard: `participants` are everyone's labels in it."""

    id: int
    name: str
    participants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A range with its words. `voices` has one without a participant where the words belong to nobody.

    `asked` are the interviewer's words before, `before` and `after` the rest of the turns the range begins and ends in;
    `stretches` tell who says what in it, without labels and what stands between turns.
    """

    transcript: Interview
    start: int
    end: int
    text: str
    voices: tuple[Voice, ...]
    asked: str = ""
    before: str = ""
    after: str = ""
    stretches: tuple[Stretch, ...] = ()


def hear_ranges(project: Project, ranges: Iterable[Range]) -> dict[Range, Words]:
    """The words of ranges; each interview is read once. A range of an interview that has gone is left out."""
    by_transcript: dict[int, list[Range]] = {}
    for one in dict.fromkeys(ranges):
        by_transcript.setdefault(one[0], []).append(one)
    roles = {person.label: person.role for person in list_participants(project)}
    numbers = numbers_in_role(roles)
    found: dict[Range, Words] = {}
    with project.read() as db:
        for interview in _list_interviews(db, by_transcript):
            text = _Text(db, interview)
            found |= {one: text.hear(one, roles, numbers) for one in by_transcript[interview.id]}
    return found


def _list_interviews(db: Connection, keys: Iterable[int]) -> list[Interview]:
    """The interviews of some keys, by name; those that have gone are left out."""
    found = []
    for key in keys:
        name = db.exec_driver_sql("SELECT name FROM transcript WHERE id = ?", (key,)).scalar_one_or_none()
        if name is not None:
            people = db.exec_driver_sql(_PEOPLE, (key,)).scalars()
            found.append(Interview(key, str(name), tuple(sorted(map(str, people), key=natural_key))))
    return sorted(found, key=lambda interview: natural_key(interview.name))


def numbers_in_role(roles: dict[str, str]) -> dict[str, int]:
    """Each participant's number among those of the role, by label; `roles` is by label, in the order of labels."""
    count: dict[str, int] = {}
    numbers = {}
    for label, role in roles.items():
        numbers[label] = count[role] = count.get(role, 0) + 1
    return numbers


class _Text:
    """An interview's text and its turns as bare rows: a range touches few of them."""

    def __init__(self, db: Connection, transcript: Interview) -> None:
        query = "SELECT text FROM transcript_text WHERE transcript_id = ?"
        self._text = str(db.exec_driver_sql(query, (transcript.id,)).scalar_one())
        self._turns = [tuple(row) for row in db.exec_driver_sql(_TURNS, (transcript.id,))]
        self._begins = [turn[_LABEL] for turn in self._turns]
        self._transcript = transcript

    def hear(self, one: Range, roles: dict[str, str], numbers: dict[str, int]) -> Words:
        _key, start, end = one
        first, last = self._turn_at(start), self._turn_at(end - 1)
        touched = self._turns[max(0, first) : last + 1]
        ownership = Ownership(
            self._text,
            [(turn[_START], turn[_END], turn[_PERSON] or "") for turn in touched],
            self._transcript.participants,
        )
        voices = []
        for person, index in (ownership.owners(start, end) or {"": -1}).items():
            number = touched[index][_NUMBER] if index >= 0 and touched else self._number(first)
            turns = (number, max(number, self._number(last)))
            voices.append(Voice(person, roles.get(person, ""), numbers.get(person, 0), turns))
        around = self._around(start, end, first, last)
        stretches = gather_stretches(self._said(touched, start, end), roles, numbers)
        return Words(self._transcript, start, end, self._text[start:end], tuple(voices), *around, stretches)

    def _said(self, turns: Sequence[tuple[Any, ...]], start: int, end: int) -> list[Said]:
        """The words of a range by turn; a turn with no letter or digit there counts only where no other has one."""
        said = []
        for turn in turns:
            words = self._text[max(start, turn[_START]) : max(start, min(end, turn[_END]))]
            if words.strip():
                said.append((turn[_PERSON] or "", not turn[_PERSON] and turn[_KIND] == "interviewer", words))
        return [one for one in said if any(map(str.isalnum, one[2]))] or said

    def _turn_at(self, offset: int) -> int:
        """The turn an offset belongs to, by its place in the list; -1 before the first."""
        return bisect_right(self._begins, offset) - 1

    def _number(self, index: int) -> int:
        return int(self._turns[index][_NUMBER]) if index >= 0 else 0

    def _around(self, start: int, end: int, first: int, last: int) -> tuple[str, str, str]:
        """What was asked before, and the rest of the turns a range begins and ends in."""
        if first < 0:
            return "", "", ""
        own, ends = self._turns[first], self._turns[last]
        earlier = self._turns[first - 1] if first else None
        asked = self._text[earlier[_START] : earlier[_END]] if earlier and earlier[_KIND] == "interviewer" else ""
        return asked, self._text[own[_START] : max(own[_START], start)], self._text[end : max(end, ends[_END])]


def only(words: Words, chosen: Chosen | None) -> Words | None:
    """The words with those voices filters ask for; None where they ask for none of them."""
    if chosen is None:
        return words
    if chosen.transcripts is not None and words.transcript.id not in chosen.transcripts:
        return None
    voices = tuple(
        voice
        for voice in words.voices
        if (chosen.participants is None or voice.participant in chosen.participants)
        and chosen.takes_role(voice.role or NO_ROLE)
    )
    return replace(words, voices=voices) if voices else None


def quote_words(words: Words, voice: Voice | None = None) -> QuotePassage:
    """Words as they may be quoted, in the voice named or the first heard."""
    voice = voice or words.voices[0]
    place = voice.place if voice.turns[0] else ""
    return QuotePassage(
        " ".join(stretch.text for stretch in words.stretches),
        voice.participant,
        place,
        voice.role,
        voice.number,
        transcript=words.transcript.name,
        start=words.start,
        end=words.end,
        stretches=words.stretches,
    )


def who(words: Words, role: str) -> list[Voice]:
    """Those of a role whose words a range holds."""
    return [voice for voice in words.voices if voice.role == role]


def roles_in_order(known: Sequence[str], heard: Iterable[Words]) -> list[str]:
    """The roles heard, in the study's order, those without one last (empty)."""
    there = {voice.role for words in heard for voice in words.voices}
    return [role for role in [*known, ""] if role in there]
