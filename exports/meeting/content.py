"""What goes into a meeting file."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from codebook.approach import counts_in_margins
from codebook.cells import NOT_ASKED, SILENT, cell_meanings, list_cells
from codebook.changes import steps_of_new_codings, steps_on
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
    """One category: its own passages; who spoke of it or of what is below it (empty in a reflexive study); who is
    silent, and who was not asked."""

    schema: str
    code: Code
    asked: tuple[Asked, ...]
    spread: str
    silent: tuple[str, ...]
    not_asked: tuple[str, ...] = ()


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
    check_date(since)
    filters = filters or Filters()
    chosen = look_up(project, filters)
    one_coder(project, chosen)
    passages = find_passages(project, filters)
    counted = counts_in_margins(project)
    meanings = cell_meanings(list_cells(project), chosen.schemas)
    guids, dice = guids_of(project, "coding"), random.Random(seed)
    parts = []
    for schema in chosen.schemas:
        read = _Read(project, schema)
        for code in schema.codes:
            below = schema.descendants(code)
            here = [passage for passage in passages if passage.code.id in below]
            if here and not code.fact:
                own = [passage for passage in here if passage.code.id == code.id]
                people = {passage.participant for passage in here} - {""}
                silent, not_asked = read.without_it(code, people, meanings.get(code.id, {}))
                spread = _spread(len(people), len({passage.coding.id for passage in here})) if counted else ""
                asked = tuple(_asked(own, guids, dice, draw))
                parts.append(CategoryPart(schema.name, code, asked, spread, silent, not_asked))
    notes = [n for n in find_notes(project, kinds=(DIARY, NOTE)) if n.memo.created[:10] >= since]
    memo_guids = guids_of(project, "memo")
    wonders = tuple((note, memo_guids[note.memo.id]) for note in notes if "?" in note.memo.text)
    changes = (*_changes(project, since), *_worked(project, since), *(_coded(passages, since) if counted else ()))
    return Meeting(project.name, study_guid(project), since, changes, tuple(parts), wonders, seed)


def check_date(since: str) -> None:
    """Refuse what is no ISO date; empty is from the beginning."""
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


class _Read:
    """Those whose interviews were read for a schema: who is silent under its categories, and who was never asked."""

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

    def without_it(
        self, code: Code, spoken: set[str], meanings: Mapping[str, str]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who is silent and who was not asked; those to whom it does not apply are neither."""
        left_out = {role.casefold() for role in code.without}
        role = self._schema.role.casefold()
        labels = [
            person.label
            for person in self._people
            if person.label not in spoken
            and person.role.casefold() not in left_out
            and (not role or person.role.casefold() == role)
        ]
        silent = tuple(label for label in labels if meanings.get(label, "") in ("", SILENT))
        return silent, tuple(label for label in labels if meanings.get(label) == NOT_ASKED)


def _changes(project: Project, since: str) -> Iterator[str]:
    """What shaped the study since a date: interviews, categories, readings, themes; each change in a line."""
    shaping = steps_on(project, _SHAPING)
    for step in project.steps():
        if step.time[:10] >= since and step.number in shaping:
            yield f"{step.time[:10]}: {step.what}"


def _worked(project: Project, since: str) -> Iterator[str]:
    """How often each other kind of change was made since a date: flags, gists, sorting, summaries, notes."""
    shaping, coded = steps_on(project, _SHAPING), steps_of_new_codings(project)
    told: Counter[str] = Counter()
    for step in project.steps():
        if step.time[:10] >= since and step.number not in shaping and step.number not in coded:
            told[step.what] += 1
    for what, count in told.most_common():
        yield _("{what} ({count} times)").format(what=what, count=count) if count > 1 else what


def _coded(passages: Sequence[Passage], since: str) -> Iterator[str]:
    """How many passages were coded since a date, by category."""
    fresh = {p.coding.id: p.code.path for p in passages if p.coding.created[:10] >= since}
    if fresh:
        per = ", ".join(f"{path} {count}" for path, count in Counter(fresh.values()).most_common())
        told = ngettext("{n} passage coded: {per}", "{n} passages coded: {per}", len(fresh))
        yield told.format(n=len(fresh), per=per)
