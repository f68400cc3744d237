"""The journal: what a step did, taken back and done again.

Rows are recorded by triggers as they were before and after. Three kinds of change are too large for that and are
journalled as one entry each: rows added or removed in bulk (`ADD`, `REMOVE`: archived in the entry while they are out
of their table) and a correction of a text (`EDIT`: the edits, not the text).
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table

from corpus.edits import Edit, invert
from corpus.models import METADATA
from corpus.store.anchors import change_text, move_rows

_BULK = ("ADD", "REMOVE")


def begin_step(db: Connection, what: str, details: dict[str, Any], coder: str, time: str, guid: str) -> int:
    """Open a step after the last one that stands; what had been undone can no longer be redone."""
    last, newest = db.exec_driver_sql("SELECT step_id, (SELECT max(id) FROM step) FROM journal_state").one()
    if newest is not None and newest > last:
        db.exec_driver_sql("DELETE FROM step WHERE id > ?", (last,))
    step = int(last) + 1
    db.exec_driver_sql(
        "INSERT INTO step(id, guid, what, details, coder, time) VALUES (?, ?, ?, ?, ?, ?)",
        (step, guid, what, json.dumps(details, ensure_ascii=False), coder, time),
    )
    db.exec_driver_sql("UPDATE journal_state SET step_id = ?, recording = 1", (step,))
    return step


def is_empty(db: Connection, step: int) -> bool:
    """Whether a step touched nothing."""
    return db.exec_driver_sql("SELECT 1 FROM journal WHERE step_id = ? LIMIT 1", (step,)).first() is None


def record(db: Connection, op: str, name: str, payload: object, rows: object = None) -> None:
    """Write one bulk entry under the current step, where one is recorded."""
    db.exec_driver_sql(
        "INSERT INTO journal(step_id, op, name, old, new) "
        "SELECT step_id, ?, ?, ?, ? FROM journal_state WHERE recording",
        (op, name, json.dumps(payload), None if rows is None else json.dumps(rows)),
    )


def set_recording(db: Connection, on: bool) -> None:
    """Let the triggers record, or not."""
    db.exec_driver_sql("UPDATE journal_state SET recording = ?", (int(on),))


@contextmanager
def unwatched(db: Connection) -> Iterator[None]:
    """Keep the triggers from recording within a block."""
    before = db.exec_driver_sql("SELECT recording FROM journal_state").scalar_one()
    set_recording(db, False)
    yield
    set_recording(db, bool(before))


def remove_in_bulk(db: Connection, table: Table, transcript: int) -> None:
    """Take a transcript's rows out of a table that triggers do not watch, archived in the journal."""
    with unwatched(db):
        rows = _take_out(db, table, transcript)
    record(db, "REMOVE", table.name, transcript, rows)


def replay(db: Connection, step: int, *, forward: bool) -> None:
    """Take a step back, or do it again."""
    db.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    set_recording(db, False)
    entries = db.exec_driver_sql(
        "SELECT id, op, name, old, new FROM journal WHERE step_id = ? ORDER BY id", (step,)
    ).fetchall()
    for block in _in_order(_blocks(entries), forward):
        head, rows = (block[0], block[1:]) if block[0].op == "EDIT" else (None, block)
        if head:
            _replay_edit(db, json.loads(head.old), forward)
        for entry in _in_order(rows, forward):
            if entry.op in _BULK:
                _replay_bulk(db, entry, (entry.op == "ADD") == forward)
            else:
                _replay_row(db, entry, forward)
    set_recording(db, True)


def _blocks(entries: Sequence[Any]) -> list[list[Any]]:
    """Entries in runs, each begun by the correction whose positions the rows after it are given in."""
    blocks: list[list[Any]] = [[]]
    for entry in entries:
        if entry.op == "EDIT":
            blocks.append([])
        blocks[-1].append(entry)
    return [block for block in blocks if block]


def _in_order(items: Sequence[Any], forward: bool) -> Iterator[Any]:
    return iter(items) if forward else reversed(items)


def _replay_edit(db: Connection, payload: dict[str, Any], forward: bool) -> None:
    edits = [Edit(*edit) for edit in payload["edits"]]
    if not forward:
        edits = invert(edits)
    text, moves = change_text(db, payload["transcript"], edits)
    for table in moves:
        move_rows(db, table, table.shifted, text)


def _replay_bulk(db: Connection, entry: Any, into_table: bool) -> None:
    table = METADATA.tables[entry.name]
    transcript = json.loads(entry.old)
    if into_table:
        rows = json.loads(entry.new)
        if rows:
            columns = ", ".join(f'"{name}"' for name in rows[0])
            marks = ", ".join("?" * len(rows[0]))
            db.exec_driver_sql(
                f"INSERT INTO {table.name}({columns}) VALUES ({marks})", [tuple(row.values()) for row in rows]
            )
        archived = None
    else:
        archived = json.dumps(_take_out(db, table, transcript))
    db.exec_driver_sql("UPDATE journal SET new = ? WHERE id = ?", (archived, entry.id))


def _take_out(db: Connection, table: Table, transcript: int) -> list[dict[str, Any]]:
    where = f"FROM {table.name} WHERE transcript_id = ?"
    rows = [dict(row) for row in db.exec_driver_sql(f"SELECT * {where}", (transcript,)).mappings()]
    db.exec_driver_sql(f"DELETE {where}", (transcript,))
    return rows


def _replay_row(db: Connection, entry: Any, forward: bool) -> None:
    target, source = (entry.new, entry.old) if forward else (entry.old, entry.new)
    if target is None:
        db.exec_driver_sql(f"DELETE FROM {entry.name} WHERE id = ?", (json.loads(source)["id"],))
        return
    row = json.loads(target)
    columns = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in row)
    db.exec_driver_sql(
        f"INSERT INTO {entry.name}({columns}) VALUES ({marks}) ON CONFLICT(id) DO UPDATE SET {sets}",
        tuple(row.values()),
    )
