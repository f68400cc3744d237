"""Withdrawal: a participant takes part no longer, and everything of theirs goes, for good.

What belongs to them is found by how the tables are declared: rows of a person, rows that hang on a text, references.
What others wrote is looked through for their words and their label. Nothing here can be undone.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint
from sqlalchemy import text as sql_text

from codebook.models import MODELS
from corpus.edits import Edit
from corpus.errors import InputError
from corpus.messages import N_, _, in_language, ngettext
from corpus.models import METADATA, anchored_tables
from corpus.participants import get_participant
from corpus.store import Project
from corpus.store.anchors import change_text, digest, get_text, move_rows
from corpus.store.erase import WITHDREW, Erasure, erase, is_state_of_erasing, text_columns
from corpus.store.manifest import copies_of, list_files
from corpus.store.traces import Traces, traces_of
from corpus.transcripts import TranscriptText, count_again, list_transcripts, read_transcript

_COUNTED: dict[str, Callable[[int], str]] = {
    "transcript": lambda n: ngettext("{n} interview", "{n} interviews", n),
    "coding": lambda n: ngettext("{n} coded passage", "{n} coded passages", n),
    "memo": lambda n: ngettext("{n} note", "{n} notes", n),
    "cell": lambda n: ngettext("{n} cell of the matrix", "{n} cells of the matrix", n),
    "score": lambda n: ngettext("{n} number given", "{n} numbers given", n),
    "telling": lambda n: ngettext("{n} telling of an episode", "{n} tellings of episodes", n),
    "evidence": lambda n: ngettext("{n} passage for or against a theme", "{n} passages for or against themes", n),
    "attribute_value": lambda n: ngettext("{n} background", "{n} backgrounds", n),
    "consent": lambda n: ngettext("{n} entry on consent", "{n} entries on consent", n),
}
_THINGS = {
    "memo": N_("a note"),
    "code": N_("a category"),
    "code_event": N_("the history of a category"),
    "coding": N_("the gist of a passage"),
    "theme": N_("a theme"),
    "episode": N_("an episode"),
    "question": N_("a question of the interview guide"),
    "cell": N_("a cell of the matrix"),
    "setting": N_("the study's settings"),
    "kept_filter": N_("a kept filter"),
    "consent": N_("an entry on consent"),
}
_ENTRY = N_("an entry")
_NOT_LOOKED_THROUGH = {
    ("transcript_text", "text"): "what the others said stands as they said it",
    ("written_file", "path"): "the manifest must find the files that could not be deleted",
    ("journal", "old"): "the journal is purged whole",
    ("journal", "new"): "the journal is purged whole",
    ("receipt", "text"): "says nothing of anybody",
    ("step", "what"): "message ids",
}
"""Columns of text that are not looked through for a person's words, and why."""
_PLAIN = {"guid", "flags", "origin", "created", "digest", "side", "kind", "coder", "source", "status"}
_SIGNS = {"guid", "digest", "sha256", "file_sha256", "created", "time", "since", "changed", "recorded"}
"""Columns of signs and times, by name, wherever they stand: no words can be in them."""
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*|[.!?…]+|\n")


@dataclass(frozen=True, slots=True)
class Mention:
    """Something others wrote that holds words of the person or names them: in which table, on which row, when made,
    and what it is called now (empty where it has no name)."""

    table: str
    row: int
    created: str
    name: str = ""

    @property
    def said(self) -> str:
        """In words, without what it says."""
        thing = _(_THINGS.get(self.table, _ENTRY))
        known = self.name or self.created[:10]
        return f"{thing} ({known})" if known else thing


@dataclass(frozen=True, slots=True)
class Person:
    """Whom an erasure is about: interviews that go whole, those of a group where only their turns go, their traces."""

    id: int
    label: str
    whole: tuple[int, ...]
    shared: tuple[int, ...]
    traces: Traces


@dataclass(slots=True)
class Taken:
    """What was taken out: rows by table, rows changed, and what others wrote that was changed or removed."""

    removed: dict[str, int] = field(default_factory=dict)
    touched: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    mentions: list[Mention] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """What went, one line a kind."""
        return [
            _COUNTED[name](self.removed[name]).format(n=self.removed[name])
            for name in _COUNTED
            if self.removed.get(name)
        ]


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
    theirs += _passages(project, goes)
    traces = traces_of(theirs, others, participant.label, names)
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
        _blank_turns(db, key, person.id, marker, taken)
        count_again(project, key)
    for key in person.whole:
        for table in METADATA.tables.values():
            if "transcript_id" in table.columns:
                db.exec_driver_sql(f'DELETE FROM "{table.name}" WHERE transcript_id = ?', (key,))
        db.exec_driver_sql("DELETE FROM transcript WHERE id = ?", (key,))
    db.exec_driver_sql("UPDATE turn SET participant_id = NULL WHERE participant_id = ?", (person.id,))
    db.exec_driver_sql("DELETE FROM participant WHERE id = ?", (person.id,))
    _forget_places(db, person)
    _forget_strings(db)
    _clear_mentions(db, person.traces, marker, taken)
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


# ---- group interviews
Place = tuple[int, int]


def _blank_turns(db: Connection, transcript: int, person: int, marker: str, taken: Taken) -> None:
    """Put a placeholder in the place of a person's words and label, in an interview of several."""
    text = get_text(db, transcript)
    turns = db.exec_driver_sql(
        'SELECT id, label_start, label_end, "start", "end", participant_id FROM turn WHERE transcript_id = ? '
        "ORDER BY number",
        (transcript,),
    ).fetchall()
    theirs = [(row[1], row[4]) for row in turns if row[5] == person]
    words = [(row[3], row[4]) for row in turns if row[5] == person]
    others = [(row[3], row[4]) for row in turns if row[5] != person]
    for hanging, anchor in anchored_tables():
        if not anchor.grows:
            _part(db, hanging, transcript, text, (theirs, words, others), taken)
    edits = []
    for _key, label_start, label_end, start, end, owner in turns:
        if owner == person:
            edits += [Edit(label_start, text[label_start:label_end], "–: ")] if label_end > label_start else []
            edits += [Edit(start, text[start:end], marker)] if end > start else []
    new, moves = change_text(db, transcript, [edit for edit in edits if edit.old != edit.new])
    for move in moves:
        move_rows(db, move, move.shifted, new)
        move_rows(db, move, move.touched, new)
        taken.touched[move.table.name] |= {key for key, _places in (*move.shifted, *move.touched)}
        for key in move.emptied:
            db.exec_driver_sql(f'DELETE FROM "{move.table.name}" WHERE id = ?', (key,))
    db.exec_driver_sql(
        "UPDATE turn SET participant_id = NULL, speaker = '–' WHERE transcript_id = ? AND participant_id = ?",
        (transcript, person),
    )
    taken.touched["transcript"].add(transcript)
    for name in ("sentences", "search_state"):
        db.exec_driver_sql(f"DELETE FROM {name} WHERE transcript_id = ?", (transcript,))


def _part(
    db: Connection,
    table: Table,
    transcript: int,
    text: str,
    ranges: tuple[Sequence[Place], Sequence[Place], Sequence[Place]],
    taken: Taken,
) -> None:
    """Remove what hangs on a person's words alone; what reaches into others' words keeps to those, without its text."""
    theirs, words, others = ranges
    rows = db.exec_driver_sql(
        f'SELECT id, "start", "end" FROM "{table.name}" WHERE transcript_id = ? AND "start" IS NOT NULL', (transcript,)
    ).fetchall()
    free = [c.name for c in table.columns if (table.name, c.name) in text_columns() and c.name not in _PLAIN]
    for key, start, end in rows:
        if not _overlaps(text, words, start, end):
            continue
        rest = [(max(a, start), min(b, end)) for a, b in others if _overlaps(text, [(a, b)], start, end)]
        if not rest or "text" in free:
            db.exec_driver_sql(f'DELETE FROM "{table.name}" WHERE id = ?', (key,))
            continue
        taken.touched[table.name].add(key)
        start = rest[0][0] if any(a <= start < b for a, b in theirs) else start
        end = rest[-1][1] if any(a < end <= b for a, b in theirs) else end
        sets = {"start": start, "end": end, **dict.fromkeys(free, "")}
        if "digest" in table.columns:
            sets["digest"] = digest(text[start:end])
        db.exec_driver_sql(
            f'UPDATE "{table.name}" SET {", ".join(f"{chr(34)}{name}{chr(34)} = ?" for name in sets)} WHERE id = ?',
            (*sets.values(), key),
        )
        if table.name == "coding":
            db.exec_driver_sql("DELETE FROM memo WHERE coding_id = ?", (key,))


def _overlaps(text: str, places: Sequence[Place], start: int, end: int) -> bool:
    """Whether a range holds a character of a word of some places."""
    return any(
        a < end and start < b and any(char.isalnum() for char in text[max(a, start) : min(b, end)]) for a, b in places
    )


# ---- what others wrote
def _clear_mentions(db: Connection, traces: Traces, marker: str, taken: Taken) -> None:
    """Look through every text there is for the person's words, label and links, and clear them away."""
    clean = {"", None}  # the same few values stand in thousands of rows
    for name, column in text_columns():
        if (name, column) in _NOT_LOOKED_THROUGH or column in _SIGNS:
            continue
        for key, value in _rows_of(db, name, column):
            own = name == "view_state" and is_state_of_erasing(str(key))
            if value in clean or own:
                continue
            if not traces.in_text(value):
                clean.add(value)
            else:
                _clear(db, METADATA.tables[name], column, key, value, (traces, marker), taken)


def _rows_of(db: Connection, name: str, column: str) -> list[Any]:
    key = _key_of(METADATA.tables[name])
    return list(db.exec_driver_sql(f'SELECT "{key}", "{column}" FROM "{name}"').fetchall())


def _key_of(table: Table) -> str:
    return next(iter(table.primary_key.columns)).name


def _clear(
    db: Connection, table: Table, column: str, key: Any, value: str, by: tuple[Traces, str], taken: Taken
) -> None:
    traces, marker = by
    created = ""
    if "created" in table.columns:
        created = str(db.exec_driver_sql(f'SELECT created FROM "{table.name}" WHERE id = ?', (key,)).scalar_one())
    if table.name == "memo":
        taken.links += [found[0] for found in traces.naming.finditer(value) if found[0].startswith("[[")]
        cleared = _paragraphs(value, traces)
    elif table.name == "view_state":
        cleared = ""
    else:
        cleared = _cleared(value, traces, marker)
        if cleared and _is_unique(table, column):
            cleared = f"{cleared} {key}"
    if not cleared.strip() and table.name in ("memo", "view_state", "kept_string"):
        db.exec_driver_sql(f'DELETE FROM "{table.name}" WHERE "{_key_of(table)}" = ?', (key,))
    else:
        db.exec_driver_sql(f'UPDATE "{table.name}" SET "{column}" = ? WHERE "{_key_of(table)}" = ?', (cleared, key))
    if not isinstance(key, str):
        taken.touched[table.name].add(key)
        if table.name in _THINGS:
            name = _name_of(db, table, key) if "name" in table.columns else ""
            taken.mentions.append(Mention(table.name, key, created, name))


def _name_of(db: Connection, table: Table, key: int) -> str:
    return str(db.exec_driver_sql(f'SELECT name FROM "{table.name}" WHERE id = ?', (key,)).scalar_one_or_none() or "")


def _is_unique(table: Table, column: str) -> bool:
    alone = (c for c in table.constraints if isinstance(c, UniqueConstraint))
    return column in ("name", "label") or any(list(c.columns.keys()) == [column] for c in alone)


def _paragraphs(text: str, traces: Traces) -> str:
    """A note without the paragraphs that name the person or quote them."""
    kept = [part for part in text.split("\n") if not traces.in_text(part)]
    left = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return "" if traces.in_text(left) else left


def _cleared(value: str, traces: Traces, marker: str) -> str:
    """A text, or JSON, with the person's words and label replaced."""
    if value[:1] in '[{"':
        try:
            return json.dumps(_cleared_json(json.loads(value), traces, marker), ensure_ascii=False)
        except ValueError:
            pass
    if traces.in_words(value):
        value = "".join(marker if traces.in_words(part) else part for part in _SENTENCE.findall(value))
    value = traces.naming.sub(marker, value)
    return marker if traces.in_words(value) else value


def _cleared_json(value: Any, traces: Traces, marker: str) -> Any:
    clear: Callable[[Any], Any] = lambda part: _cleared_json(part, traces, marker)  # noqa: E731
    if isinstance(value, str):
        return _cleared(value, traces, marker) if traces.in_text(value) else value
    if isinstance(value, list):
        return [clear(part) for part in value if part != traces.label]
    if isinstance(value, dict):
        return {_cleared(name, traces, marker) if traces.in_text(name) else name: clear(v) for name, v in value.items()}
    return value


def their_turns(text: TranscriptText, label: str) -> Iterator[tuple[str, str]]:
    """An interview as its participant may read it: (speaker, words) by turn, others' words in a group left out.

    The interviewer's turns stay: without them the answers cannot be read. The speaker is empty for the interviewer.
    """
    for turn in text.turns:
        if turn.kind == "interviewer":
            yield "", text.text[slice(*turn.words)]
        elif turn.participant == label or (not turn.participant and len(text.transcript.participants) == 1):
            yield label, text.text[slice(*turn.words)]
        else:
            yield "–", ""


def theirs_by_table(project: Project, participant: int) -> list[str]:
    """How much hangs on a participant, one line a kind: on their interviews, and on themselves."""
    counts: dict[str, int] = {}
    with project.read() as db:
        for name in _COUNTED:
            columns = METADATA.tables[name].columns
            ways = []
            if "transcript_id" in columns:
                ways.append(
                    "transcript_id IN (SELECT transcript_id FROM transcript_participant WHERE participant_id = :who)"
                )
            if "participant_id" in columns:
                ways.append("participant_id = :who")
            if ways:
                counts[name] = int(
                    db.execute(
                        sql_text(f'SELECT count(*) FROM "{name}" WHERE {" OR ".join(ways)}'), {"who": participant}
                    ).scalar_one()
                )
    return [_COUNTED[name](n).format(n=n) for name, n in counts.items() if n]
