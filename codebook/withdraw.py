"""Withdrawal: a participant takes part no longer, and everything of theirs goes, for good.

What belongs to them is found by how the tables are declared: rows of a person, rows that hang on a text, references.
What others wrote is looked through for their words and their label. Nothing here can be undone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from codebook.group_turns import blank_turns
from codebook.mentions import clear_mentions
from codebook.models import MODELS
from codebook.taken import Taken
from corpus.errors import InputError
from corpus.messages import _, in_language, ngettext
from corpus.models import METADATA, anchored_tables
from corpus.participants import get_participant
from corpus.store import Project
from corpus.store.anchors import get_text
from corpus.store.erase import WITHDREW, Erasure, erase, is_state_of_erasing
from corpus.store.manifest import copies_of, list_files
from corpus.store.traces import Traces, traces_of
from corpus.transcripts import count_again, list_transcripts, read_transcript


@dataclass(frozen=True, slots=True)
class Person:
    """Whom an erasure is about: interviews that go whole, those of a group where only their turns go, their traces."""

    id: int
    label: str
    whole: tuple[int, ...]
    shared: tuple[int, ...]
    traces: Traces


@dataclass(frozen=True, slots=True)
class Plan:
    """What a withdrawal will do. `holding` are exports that hold the person; `unknown` those that cannot be looked
    into but may; `counting` hold no word of theirs but may count them; `missing` are no longer where they were."""

    person: Person
    whole: tuple[str, ...]
    shared: tuple[str, ...]
    taken: Taken
    copies: tuple[Path, ...]
    holding: tuple[Path, ...]
    unknown: tuple[Path, ...]
    counting: tuple[Path, ...]
    missing: tuple[Path, ...]


class _Looked(Exception):
    """Takes back what was only tried."""


def look_for(project: Project, label: str, *, whole: bool = False) -> Person:
    """Whom a label means, and what they are known by.

    InputError where an interview has several participants whose turns are not told apart, unless `whole` says that
    such interviews go altogether.
    """
    participant = get_participant(project, label)
    goes: list[int] = []
    shared: list[int] = []
    theirs: list[str] = []
    others: list[str] = []
    names: list[str] = []
    for transcript in list_transcripts(project):
        text = read_transcript(project, transcript)
        if participant.label not in transcript.participants:
            others.append(text.text)
        elif len(transcript.participants) == 1:
            goes.append(transcript.id)
            names.append(transcript.name)
            theirs += [text.text[slice(*turn.words)] for turn in text.turns] or [text.text]
        elif any(turn.participant == participant.label for turn in text.turns):
            shared.append(transcript.id)
            for turn in text.turns:
                (theirs if turn.participant == participant.label else others).append(text.text[slice(*turn.words)])
        elif whole:
            goes.append(transcript.id)
            names.append(transcript.name)
            theirs.append(text.text)
        else:
            raise InputError(
                _(
                    "Nobody has said which turns of {transcript} are {label}'s: say it first, "
                    "or let the interview go altogether (--whole)."
                ).format(transcript=transcript.name, label=participant.label)
            )
    traces = traces_of(theirs, others, participant.label, names, _passages(project, goes))
    return Person(participant.id, participant.label, tuple(goes), tuple(shared), traces)


def _passages(project: Project, transcripts: Sequence[int]) -> Iterator[str]:
    """The words that something hangs on: exports hold them by themselves."""
    with project.read() as db:
        for key in transcripts:
            text = get_text(db, key)
            for table, anchor in anchored_tables():
                if not anchor.grows:
                    ranges = (
                        f'SELECT "start", "end" FROM "{table.name}" WHERE transcript_id = ? AND "start" IS NOT NULL'
                    )
                    yield from (text[start:end] for start, end in db.exec_driver_sql(ranges, (key,)).fetchall())


def plan_withdrawal(project: Project, label: str, *, whole: bool = False) -> Plan:
    """What a withdrawal will take and change; nothing is done."""
    person = look_for(project, label, whole=whole)
    taken = Taken()
    try:
        with project.unrecorded() as db:
            taken = take_out(project, db, person)
            raise _Looked
    except _Looked:
        pass
    names = {transcript.id: transcript.name for transcript in list_transcripts(project)}
    return Plan(
        person,
        tuple(names[key] for key in person.whole),
        tuple(names[key] for key in person.shared),
        taken,
        tuple(copies_of(project)),
        *_files_of(project, person),
    )


def withdraw(project: Project, plan: Plan, *, keep_files: bool = False) -> Erasure:
    """Do what was planned. With `keep_files` the exports are left where they are, and said."""
    person = plan.person

    def change(db: Connection) -> tuple[list[str], dict[str, set[int]]]:
        taken = take_out(project, db, person)
        with in_language(project.language):
            head = _("One participant withdrew. Removed:")
            mentions = ngettext(
                "{n} entry that named or quoted them was changed or removed.",
                "{n} entries that named or quoted them were changed or removed.",
                len(taken.mentions),
            ).format(n=len(taken.mentions))
            lines = [head, *(f"- {line}" for line in taken.lines())]
            return lines + ([mentions] if taken.mentions else []), taken.touched

    match = re.fullmatch(r"[Pp](\d{1,9})", person.label)
    files = () if keep_files else (*plan.holding, *plan.unknown)
    return erase(project, change, WITHDREW, traces=person.traces, files=files, number=int(match[1]) if match else 0)


_Paths = tuple[Path, ...]


def _files_of(project: Project, person: Person) -> tuple[_Paths, _Paths, _Paths, _Paths]:
    """Files written from the study: holding the person, unknown, counting them, missing."""
    holding, unknown, counting, missing = list[Path](), list[Path](), list[Path](), list[Path]()
    for file in list_files(project):
        concerned = not file.people or person.label in file.people
        if not file.there:
            missing.extend([file.path] if concerned else [])
            continue
        found = person.traces.in_file(file.path)
        if found:
            holding.append(file.path)
        elif concerned:
            (unknown if found is None else counting).append(file.path)
    return tuple(holding), tuple(unknown), tuple(counting), tuple(missing)


def take_out(project: Project, db: Connection, person: Person) -> Taken:
    """Take everything of a person out of the tables, within an unrecorded transaction."""
    with in_language(project.language):
        marker = _("(withdrawn)")
    before = _count_rows(db)
    taken = Taken()
    for key in person.shared:
        blank_turns(db, key, person.id, marker, taken)
        count_again(project, key)
    for key in person.whole:
        for table in METADATA.tables.values():
            if "transcript_id" in table.columns:
                db.exec_driver_sql(f'DELETE FROM "{table.name}" WHERE transcript_id = ?', (key,))
        db.exec_driver_sql("DELETE FROM transcript WHERE id = ?", (key,))
    db.exec_driver_sql("UPDATE turn SET participant_id = NULL WHERE participant_id = ?", (person.id,))
    role = db.exec_driver_sql("SELECT role_id FROM participant WHERE id = ?", (person.id,)).scalar_one_or_none()
    db.exec_driver_sql("DELETE FROM participant WHERE id = ?", (person.id,))
    db.exec_driver_sql(  # a role that was theirs alone tells of them
        "DELETE FROM role WHERE id = ? AND NOT EXISTS (SELECT 1 FROM participant WHERE role_id = role.id) "
        "AND NOT EXISTS (SELECT 1 FROM schema WHERE schema.role = role.name)",
        (role,),
    )
    _forget_places(db, person)
    _forget_strings(db)
    clear_mentions(db, person.traces, marker, taken)
    after = _count_rows(db)
    taken.removed = {name: before[name] - after[name] for name in before if before[name] > after[name]}
    return taken


def _count_rows(db: Connection) -> dict[str, int]:
    return {
        table.name: int(db.exec_driver_sql(f'SELECT count(*) FROM "{table.name}"').scalar_one()) for table in MODELS
    }


def _forget_places(db: Connection, person: Person) -> None:
    """Where the screens stood: everything but what erasing itself keeps, since keys of rows are given anew."""
    keys = [key for (key,) in db.exec_driver_sql("SELECT key FROM view_state").fetchall()]
    gone = {str(key) for key in (*person.whole, *person.shared)}
    for key in keys:
        if not is_state_of_erasing(key) and gone & set(re.findall(r"\d+", key)):
            db.exec_driver_sql("DELETE FROM view_state WHERE key = ?", (key,))
    db.exec_driver_sql("DELETE FROM view_state WHERE key = 'front'")


def _forget_strings(db: Connection) -> None:
    """Strings kept at de-identification that stand in no interview any more may be a name only one person said."""
    kept = db.exec_driver_sql("SELECT id, text FROM kept_string").fetchall()
    if not kept:
        return
    texts = [text.casefold() for (text,) in db.exec_driver_sql("SELECT text FROM transcript_text")]
    for key, words in kept:
        if not any(words.casefold() in text for text in texts):
            db.exec_driver_sql("DELETE FROM kept_string WHERE id = ?", (key,))
