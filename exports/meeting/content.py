"""What goes into a meeting file."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codebook.approach import counts_in_margins
from codebook.changes import steps_on
from codebook.comments import guids_of, study_guid
from codebook.memos import DIARY, NOTE
from codebook.readings import READ, list_readings
from codebook.schemas import Code, Schema
from corpus.errors import InputError
from corpus.messages import N_, _, ngettext
from corpus.participants import list_participants
from corpus.store import Project
from corpus.transcripts import list_transcripts
from exports.tables.filters import Filters, look_up, one_coder
from exports.tables.notes import Note, find_notes
from exports.tables.passages import Passage, find_passages, place_words

CHOSEN, STANDS_OUT, DRAWN = N_("chosen as a quote"), N_("stands out"), N_("drawn at random")
_SHAPING = ("schema", "code", "transcript", "participant", "role", "reading", "reading_schema", "theme", "episode")


@dataclass(frozen=True, slots=True)
class Asked:
    """A passage to be judged: its words, where they stand, the gist, why it is here, and its lasting name."""

    words: str
    source: str
    gist: str
    why: str
    guid: str


@dataclass(frozen=True, slots=True)
class CategoryPart:
    """One category: its passages, who spoke of it (empty in a reflexive analysis), and who is silent."""

    schema: str
    code: Code
    asked: tuple[Asked, ...]
    spread: str
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting's content. `study` is the study's guid; `since` an ISO date or empty; `seed` draws the same again."""

    name: str
    study: str
    since: str
    changes: tuple[str, ...]
    categories: tuple[CategoryPart, ...]
    wonders: tuple[tuple[Note, str], ...]
    seed: int


def prepare_meeting(
    project: Project, since: str = "", filters: Filters | None = None, *, draw: int = 2, seed: int = 1
) -> Meeting:
    """What a supervisor is to see: changes and notes since a date, and of every category in use the passages chosen as
    quotes, all that stand out, and `draw` more at random.

    Raises InputError where `since` is no date, or several people have coded and none is named.
    """
    _check_date(since)
    filters = filters or Filters()
    chosen = look_up(project, filters)
    one_coder(project, chosen)
    passages = find_passages(project, filters)
    guids, dice = guids_of(project, "coding"), random.Random(seed)
    parts = []
    for schema in chosen.schemas:
        silent_in = _Silence(project, schema)
        for code in schema.codes:
            here = [passage for passage in passages if passage.code.id == code.id]
            if here and not code.fact:
                people = {passage.participant for passage in here} - {""}
                spread = _spread(len(people), len(here)) if counts_in_margins(project) else ""
                asked = tuple(_asked(here, guids, dice, draw))
                parts.append(CategoryPart(schema.name, code, asked, spread, silent_in.of(code, people)))
    notes = [n for n in find_notes(project, kinds=(DIARY, NOTE)) if n.memo.created[:10] >= since]
    memo_guids = guids_of(project, "memo")
    wonders = tuple((note, memo_guids[note.memo.id]) for note in notes if "?" in note.memo.text)
    changes = (*_changes(project, since), *_coded(passages, since))
    return Meeting(project.name, study_guid(project), since, changes, tuple(parts), wonders, seed)


def _check_date(since: str) -> None:
    from datetime import date

    try:
        if since:
            date.fromisoformat(since)
    except ValueError:
        raise InputError(_("{since} is no date; write one like 2026-03-24.").format(since=since)) from None


def _spread(people: int, passages: int) -> str:
    spoken = ngettext("{n} participant speaks of it", "{n} participants speak of it", people).format(n=people)
    return f"{spoken}, " + ngettext("{n} passage", "{n} passages", passages).format(n=passages)


def _asked(passages: Sequence[Passage], guids: dict[int, str], dice: random.Random, draw: int) -> Iterator[Asked]:
    """The passages of one category: those chosen, those that stand out, some of the others; each coding once."""
    by_coding = {passage.coding.id: passage for passage in passages}
    why = {key: CHOSEN for key, passage in by_coding.items() if passage.coding.quote}
    why |= {key: STANDS_OUT for key, p in by_coding.items() if "stands-out" in p.coding.flags and key not in why}
    others = sorted(set(by_coding) - set(why))
    why |= dict.fromkeys(dice.sample(others, min(draw, len(others))), DRAWN)
    for key, passage in by_coding.items():
        if key in why:
            name, who = passage.transcript.name, passage.participant
            parts = (
                "" if name.startswith(who) else who,
                place_words(name, passage.place),
                passage.role,
            )
            source = " · ".join(part for part in parts if part)
            yield Asked(passage.said, source, passage.coding.gist, _(why[key]), guids[key])


class _Silence:
    """Who is silent under the categories of a schema: of those whose interviews were read for it."""

    def __init__(self, project: Project, schema: Schema) -> None:
        self._schema = schema
        readings = [reading for reading in list_readings(project) if schema.id in reading.schemas]
        read = {
            label
            for transcript in list_transcripts(project)
            for label in transcript.participants
            if any(reading.status(transcript.id) == READ for reading in readings)
        }
        self._people = [person for person in list_participants(project) if person.label in read]

    def of(self, code: Code, spoken: set[str]) -> tuple[str, ...]:
        left_out = {role.casefold() for role in code.without}
        role = self._schema.role.casefold()
        return tuple(
            person.label
            for person in self._people
            if person.label not in spoken
            and person.role.casefold() not in left_out
            and (not role or person.role.casefold() == role)
        )


def _changes(project: Project, since: str) -> Iterator[str]:
    """What shaped the study since a date: interviews, categories, readings, themes; each change in a line."""
    shaping = steps_on(project, _SHAPING)
    for step in project.steps():
        if step.time[:10] >= since and step.number in shaping:
            yield f"{step.time[:10]}: {step.what}"


def _coded(passages: Sequence[Passage], since: str) -> Iterator[str]:
    """How many passages were coded since a date, by category."""
    fresh = {p.coding.id: p.code.path for p in passages if p.coding.created[:10] >= since}
    if fresh:
        per = ", ".join(f"{path} {count}" for path, count in Counter(fresh.values()).most_common())
        told = ngettext("{n} passage coded: {per}", "{n} passages coded: {per}", len(fresh))
        yield told.format(n=len(fresh), per=per)
