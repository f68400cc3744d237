"""Erasing: what goes is gone from the tables, the journal, the index, the log and the copies, and that is shown.

The order makes it safe to be interrupted anywhere. Everything in the tables goes in one transaction, which also writes
down what is still owed: files to delete, pages to clean. Before it nothing has happened; after it the rest is done, at
the next opening if need be.
"""

import json
import os
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, String

from corpus.errors import ProjectError, TusjError
from corpus.messages import N_, _, in_language, ngettext
from corpus.models import METADATA
from corpus.store import sqlite
from corpus.store.manifest import copies_of
from corpus.store.pages import read_pages
from corpus.store.project import CLEANING_OWED, ERASURE_OWED, OWED, Project, now
from corpus.store.snapshots import leftovers, take_snapshot
from corpus.store.traces import Prints, Traces

ERASED = "ERASED"
_NUMBERS = "withdrawn"
_ROWS = ("INSERT", "UPDATE", "DELETE")
_NAMES = ("code", "schema", "reading", "role", "attribute", "coder", "theme", "episode", "transcript")
_ROOM = 2.5  # times the file: the log while the journal is rewritten, and the copy that cleaning makes

Rows = Mapping[str, Collection[int]]
"""Keys of rows by table."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure did outside the tables: files deleted and left, pages looked through, those that still held
    something (None where nothing could be looked for), and the receipt."""

    deleted: tuple[Path, ...]
    left: tuple[Path, ...]
    pages: int
    found: int | None
    receipt: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as kept: when (ISO 8601, UTC) and what it says."""

    time: str
    text: str


def list_receipts(project: Project) -> list[Receipt]:
    """What was ever erased, without anybody's data."""
    with project.read() as db:
        return [Receipt(*row) for row in db.exec_driver_sql("SELECT time, text FROM receipt ORDER BY id")]


def erase(
    project: Project,
    change: Callable[[Connection], tuple[Sequence[str], Rows]],
    what: str,
    *,
    traces: Traces | None,
    files: Sequence[Path] = (),
    number: int = 0,
) -> Erasure:
    """Erase: `change` takes rows out and returns the receipt's lines and the rows it changed; then all is cleaned.

    `what` names the step, a message id. `files` go besides the copies of the study. `number` is a participant's that
    is never given again. ProjectError where there is no room: then nothing was done.
    """
    check_room(project)
    with project.unrecorded() as db:
        lines, touched = change(db)
        _purge_journal(db, touched)
        _empty_index(db)
        _close_the_past(db, what, project.coder_name(db))
        db.exec_driver_sql("INSERT INTO receipt(time, text) VALUES (?, '')", (now(),))
        doomed = [str(path) for path in (*copies_of(project), *files)]
        owed = {"lines": list(lines), "files": doomed, "copies": len(copies_of(project))}
        if traces is not None:
            prints = Prints.of(traces)
            owed |= {"salt": prints.salt, "prints": sorted(prints.digests)}
        _keep(db, ERASURE_OWED, owed)
        if number:
            _keep(db, _NUMBERS, sorted({*withdrawn_numbers(db), number}))
    try:
        done = finish(project, traces)
    except ProjectError as error:
        raise ProjectError(
            _("Everything is out of the study, but its file is not clean yet: that is done when it is opened next."),
            [error.message],
        ) from error
    assert done is not None
    return done


def check_room(project: Project) -> None:
    """Refuse with ProjectError to begin what writes the file anew where the disk could fill up on the way."""
    folder = project.path.resolve().parent
    size = sum(path.stat().st_size for path in (project.path, Path(f"{project.path}-wal")) if path.exists())
    if shutil.disk_usage(folder).free < size * _ROOM + 1_000_000:
        raise ProjectError(
            _("There is no room on the disk to do this safely: {n} MB must be free. Nothing was done.").format(
                n=int(size * _ROOM / 1_000_000) + 2
            )
        )


def finish(project: Project, traces: Traces | Prints | None = None) -> Erasure | None:
    """Do what an erasure still owes; None where nothing is owed. May be done again and again.

    Where it was interrupted the words themselves are no longer known: their salted digests, which go with this, are
    looked for.
    """
    kept = project.view_state(ERASURE_OWED)
    if not kept:
        return None
    owed = json.loads(kept)
    deleted, left = delete_files([Path(path) for path in owed["files"]])
    project.compact()
    pages, found = 0, None
    if traces is None and "prints" in owed:
        traces = Prints(owed["salt"], frozenset(owed["prints"]))
    if traces is not None:
        pages, found = look_through(project, traces)
    with in_language(project.language):
        text = _say(owed, len(deleted), len(left), pages, found)
    with project.unrecorded() as db:
        db.exec_driver_sql("UPDATE receipt SET text = ? WHERE text = ''", (text,))
        db.exec_driver_sql(
            "DELETE FROM written_file WHERE path IN (SELECT value FROM json_each(?))",
            (json.dumps([str(path) for path in deleted]),),
        )
        db.exec_driver_sql("DELETE FROM view_state WHERE key = ?", (ERASURE_OWED,))
        copies = owed["files"][: owed["copies"]]
        if still := [path for path in left if str(path) in copies and not path.is_symlink()]:
            owe_cleaning(db, still)
    project.compact()
    return Erasure(deleted, left, pages, found, text)


def resume(project: Project) -> None:
    """Finish what was interrupted, an erasure or a cleaning; what cannot be done now is owed on."""
    with suppress(TusjError):
        delete_files(leftovers(project.path))
        clean(project)
        finish(project)


def owe_cleaning(db: Connection, copies: Sequence[Path]) -> None:
    """Write down, in the transaction that replaces words, that the file is to be cleaned and these copies are to go."""
    _keep(db, CLEANING_OWED, [str(path) for path in copies])


def clean(project: Project) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Do what a replacing still owes: the file written anew, a snapshot in place of older copies.

    Returns the copies deleted, and those left, which are owed on.
    """
    kept = project.view_state(CLEANING_OWED)
    if not kept:
        return (), ()
    copies = [Path(path) for path in json.loads(kept)]
    project.compact()
    deleted, left = delete_files(copies)
    if deleted:
        take_snapshot(project, now()[:10])
    with project.unrecorded() as db:
        if still := [path for path in left if not path.is_symlink()]:
            owe_cleaning(db, still)
        else:
            db.exec_driver_sql("DELETE FROM view_state WHERE key = ?", (CLEANING_OWED,))
    project.empty_log()
    return deleted, left


def look_through(project: Project, traces: Traces | Prints) -> tuple[int, int]:
    """How many pages of the file and its log there are, and how many of them hold words of the person."""
    pages = found = 0
    before = b""
    try:
        for page in read_pages(project.path.resolve(), project.key):
            pages += 1
            found += traces.in_bytes(before[-200:] + page)
            before = page
    except OSError:
        raise ProjectError(_("{path} cannot be read.").format(path=project.path)) from None
    return pages, found


def withdrawn_numbers(db: Connection) -> list[int]:
    """The numbers of participants who withdrew: they are never given again."""
    kept = db.exec_driver_sql("SELECT value FROM view_state WHERE key = ?", (_NUMBERS,)).scalar_one_or_none()
    return list(json.loads(kept)) if kept else []


def _keep(db: Connection, key: str, value: object) -> None:
    db.exec_driver_sql("INSERT OR REPLACE INTO view_state(key, value) VALUES (?, ?)", (key, json.dumps(value)))


def is_state_of_erasing(key: str) -> bool:
    """Whether a view state belongs to erasing itself."""
    return key in (*OWED, _NUMBERS)


def delete_files(paths: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Delete and overwrite files, as far as the disk lets us; those that are gone already count as deleted.

    Returns those deleted, and those left, which are as they were: a link too, which may lead to anything, the study
    itself as well.
    """
    deleted, left = [], []
    for path in paths:
        try:
            if path.is_symlink():
                left.append(path)
                continue
            if path.is_file():
                _delete(path)
            deleted.append(path)
        except OSError:
            left.append(path)
    return tuple(deleted), tuple(left)


def _delete(path: Path) -> None:
    try:
        file = path.open("r+b")
    except OSError:  # what cannot be written to can still be deleted
        path.unlink()
        return
    with file:
        if os.name != "nt":  # where a file that is open cannot be deleted
            path.unlink()
        with suppress(OSError):
            size = os.fstat(file.fileno()).st_size
            for at in range(0, size, 1 << 20):
                file.write(bytes(min(1 << 20, size - at)))
            file.flush()
            os.fsync(file.fileno())
    if os.name == "nt":
        path.unlink()


def _purge_journal(db: Connection, touched: Rows) -> None:
    """Leave of the journal who did what when, on which row: keys, guids and positions, and no words."""
    db.exec_driver_sql("DELETE FROM step WHERE id > (SELECT step_id FROM journal_state)")
    rows = db.exec_driver_sql("SELECT id, op, name, old, new FROM journal").fetchall()
    gone = {name: set(keys) for name, keys in touched.items()}
    live: dict[str, set[int]] = {}
    purged = []
    for key, op, name, old, new in rows:
        if op not in _ROWS:
            purged.append((op, _without_text(op, old), None if op != ERASED else _bare(new), key))
            continue
        if name not in live:
            live[name] = _keys(db, name)
        row = int(json.loads(new or old)["id"])
        if row in gone.get(name, ()) or row not in live[name]:
            purged.append((ERASED, None, _bare(new or old), key))
        else:
            purged.append((op, _bare(old), _bare(new), key))
    db.exec_driver_sql("UPDATE journal SET op = ?, old = ?, new = ? WHERE id = ?", purged) if purged else None
    _purge_steps(db)


def _keys(db: Connection, name: str) -> set[int]:
    if name not in METADATA.tables:
        return set()
    return {key for (key,) in db.exec_driver_sql(f'SELECT id FROM "{name}"')}


def _bare(row: str | None) -> str | None:
    """A journalled row's keys, guid and positions."""
    if row is None:
        return None
    kept = {name: value for name, value in json.loads(row).items() if isinstance(value, int) or name == "guid"}
    return json.dumps(kept)


def _without_text(op: str, old: str | None) -> str | None:
    """A bulk entry's interview; of a correction also where it was made."""
    if op != "EDIT" or old is None:
        return old if op != ERASED else None
    said = json.loads(old)
    return json.dumps({"transcript": said["transcript"], "edits": [[edit[0], "", ""] for edit in said["edits"]]})


def _purge_steps(db: Connection) -> None:
    """Leave in the details of steps what the study still names, and numbers; everything else becomes a dash."""
    known = {label for (label,) in db.exec_driver_sql("SELECT label FROM participant")}
    for name in _NAMES:
        if name in METADATA.tables:
            known |= {value for (value,) in db.exec_driver_sql(f'SELECT name FROM "{name}"')}
    changed = []
    for key, details in db.exec_driver_sql("SELECT id, details FROM step").fetchall():
        said = json.loads(details)
        bare = {name: _known_or_dash(value, known) for name, value in said.items()}
        if bare != said:
            changed.append((json.dumps(bare, ensure_ascii=False), key))
    if changed:
        db.exec_driver_sql("UPDATE step SET details = ? WHERE id = ?", changed)


def _known_or_dash(value: Any, known: Collection[str]) -> Any:
    return value if isinstance(value, int | float) or value in known else "–"


def _empty_index(db: Connection) -> None:
    """The index may keep words of deleted rows in its own tables: it is made anew, and filled by the next search."""
    db.exec_driver_sql("DROP TABLE search_index")
    sqlite.add_search_index(db)
    db.exec_driver_sql("DELETE FROM search_state")


def _close_the_past(db: Connection, what: str, coder: str) -> None:
    """Write the erasure down as a step that cannot be undone, nor what was before it."""
    step = int(db.exec_driver_sql("SELECT step_id FROM journal_state").scalar_one()) + 1
    db.exec_driver_sql(
        "INSERT INTO step(id, guid, what, details, coder, time) VALUES (?, ?, ?, '{}', ?, ?)",
        (step, uuid4().hex, what, coder, now()),
    )
    db.exec_driver_sql("UPDATE journal_state SET step_id = ?, floor = ?", (step, step))


def _say(owed: Mapping[str, Any], deleted: int, left: int, pages: int, found: int | None) -> str:
    """The receipt, in the language in use."""
    lines = [*owed["lines"]]
    lines.append(
        ngettext(
            "Copies: {deleted} file deleted, {copies} of the study itself (snapshots) among them.",
            "Copies: {deleted} files deleted, {copies} of the study itself (snapshots) among them.",
            deleted,
        ).format(deleted=deleted, copies=min(deleted, owed["copies"]))
    )
    if left:
        lines.append(
            ngettext(
                "{n} file could not be deleted and must be deleted by hand.",
                "{n} files could not be deleted and must be deleted by hand.",
                left,
            ).format(n=left)
        )
    if found is None:
        lines.append(_("The file was cleaned; it was not searched afterwards."))
    else:
        lines.append(
            _(
                "Afterwards {pages} pages of the file and its log were searched, decrypted: "
                "{found} held words that were taken out."
            ).format(pages=pages, found=found or _("none"))
        )
    lines.append(
        _("Not within reach: blocks an SSD has set aside, the system's own backups, a cloud's history, files sent on.")
    )
    return "\n".join(lines)


WITHDREW = N_("erased a participant who withdrew")


def text_columns() -> list[tuple[str, str]]:
    """Every column of text of every table, as (table, column): where words can stand."""
    return [
        (table.name, column.name)
        for table in METADATA.tables.values()
        for column in table.columns
        if isinstance(column.type, String)
    ]
