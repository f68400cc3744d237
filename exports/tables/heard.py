"""Ranges of interviews as they are heard: the words, whose they are, in which turns, with what was said around them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.participants import list_participants
from corpus.store import Project
from corpus.transcripts import Ownership, Transcript, TranscriptText, list_transcripts, read_transcript
from exports.tables.filters import NO_ROLE, Chosen
from exports.values import QuotePassage

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
class Words:
    """A range with its words. `voices` has one without a participant where the words belong to nobody.

    `asked` are the interviewer's words before, `before` and `after` the rest of the turns the range begins and ends in.
    """

    transcript: Transcript
    start: int
    end: int
    text: str
    voices: tuple[Voice, ...]
    asked: str = ""
    before: str = ""
    after: str = ""


def hear_ranges(project: Project, ranges: Iterable[Range]) -> dict[Range, Words]:
    """The words of ranges; each interview is read once. A range of an interview that has gone is left out."""
    by_transcript: dict[int, list[Range]] = {}
    for one in dict.fromkeys(ranges):
        by_transcript.setdefault(one[0], []).append(one)
    roles = {person.label: person.role for person in list_participants(project)}
    numbers = numbers_in_role(roles)
    found: dict[Range, Words] = {}
    for transcript in list_transcripts(project):
        wanted = by_transcript.get(transcript.id)
        if wanted:
            text = read_transcript(project, transcript)
            turns = [(*turn.words, turn.participant) for turn in text.turns]
            ownership = Ownership(text.text, turns, transcript.participants)
            for one in wanted:
                found[one] = _words(text, ownership, one, roles, numbers)
    return found


def numbers_in_role(roles: dict[str, str]) -> dict[str, int]:
    """Each participant's number among those of the role, by label; `roles` is by label, in the order of labels."""
    count: dict[str, int] = {}
    numbers = {}
    for label, role in roles.items():
        numbers[label] = count[role] = count.get(role, 0) + 1
    return numbers


def _words(
    text: TranscriptText, ownership: Ownership, one: Range, roles: dict[str, str], numbers: dict[str, int]
) -> Words:
    _key, start, end = one
    voices = []
    for person, first in (ownership.owners(start, end) or {"": -1}).items():
        role, number = roles.get(person, ""), numbers.get(person, 0)
        voices.append(Voice(person, role, number, _turns(text, start, end, first)))
    return Words(text.transcript, start, end, text.text[start:end], tuple(voices), *_around(text, start, end))


def _turns(text: TranscriptText, start: int, end: int, first: int) -> tuple[int, int]:
    at_start, at_end = text.turn_at(start), text.turn_at(end - 1)
    begin = text.turns[first].number if first >= 0 and text.turns else at_start.number if at_start else 0
    return begin, max(begin, at_end.number if at_end else 0)


def _around(text: TranscriptText, start: int, end: int) -> tuple[str, str, str]:
    """What was asked before, and the rest of the turns a range begins and ends in."""
    index = bisect_right(text.turns, start, key=lambda turn: turn.label[0]) - 1
    if index < 0:
        return "", "", ""
    own, last = text.turns[index], text.turn_at(end - 1) or text.turns[index]
    earlier = text.turns[index - 1] if index else None
    asked = text.text[slice(*earlier.words)] if earlier is not None and earlier.kind == "interviewer" else ""
    before = text.text[own.words[0] : max(own.words[0], start)]
    after = text.text[min(end, last.words[1]) : last.words[1]]
    return asked, before, after


def only(words: Words, chosen: Chosen) -> Words | None:
    """The words with those voices filters ask for; None where they ask for none of them."""
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
        words.text,
        voice.participant,
        place,
        voice.role,
        voice.number,
        transcript=words.transcript.name,
        start=words.start,
        end=words.end,
    )


def who(words: Words, role: str) -> list[Voice]:
    """Those of a role whose words a range holds."""
    return [voice for voice in words.voices if voice.role == role]


def roles_in_order(known: Sequence[str], heard: Iterable[Words]) -> list[str]:
    """The roles heard, in the study's order, those without one last (empty)."""
    there = {voice.role for words in heard for voice in words.voices}
    return [role for role in [*known, ""] if role in there]
