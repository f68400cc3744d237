"""What was replaced goes out of the journal and of all that was computed from the old text."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection

from corpus.deidentify.elsewhere import Change, change_words, walk

_MASK = "•"


def purge_journal(db: Connection, change: Change, transcripts: Collection[int]) -> None:
    """Take old words out of every step up to the current one, which cannot be undone any more.

    The steps stay, with who did what when, and the places of corrections; their words are masked. Call it inside the
    step that replaced them.
    """
    current = int(db.exec_driver_sql("SELECT step_id FROM journal_state").scalar_one())
    entries = db.exec_driver_sql("SELECT id, op, name, old, new FROM journal").fetchall()
    for entry in entries:
        old, new = _purged(entry, change, transcripts)
        if (old, new) != (entry.old, entry.new):
            db.exec_driver_sql("UPDATE journal SET old = ?, new = ? WHERE id = ?", (old, new, entry.id))
    for step in db.exec_driver_sql("SELECT id, details FROM step").fetchall():
        details = change_words(step.details, change)
        if details != step.details:
            db.exec_driver_sql("UPDATE step SET details = ? WHERE id = ?", (details, step.id))
    db.exec_driver_sql("UPDATE journal_state SET floor = ?", (current,))
    forget_computed(db, transcripts)


def _purged(entry: Any, change: Change, transcripts: Collection[int]) -> tuple[str | None, str | None]:
    """A journal entry's two states without the old words."""
    if entry.op == "EDIT":
        payload = json.loads(entry.old)
        payload["edits"] = [[at, _MASK * len(old), _MASK * len(new)] for at, old, new in payload["edits"]]
        return json.dumps(payload, ensure_ascii=False), None
    if entry.op in ("ADD", "REMOVE"):
        return entry.old, None if entry.new is None else "[]"
    return _row(entry.old, change, transcripts), _row(entry.new, change, transcripts)


def _row(state: str | None, change: Change, transcripts: Collection[int]) -> str | None:
    """A row as JSON with its words changed, without the digest by which short old words could be guessed."""
    if state is None:
        return None
    row = json.loads(state)
    changed = {name: _value(value, change) for name, value in row.items()}
    if row.get("digest") and row.get("transcript_id") in transcripts:
        changed["digest"] = ""
    return state if changed == row else json.dumps(changed, ensure_ascii=False)


def _value(value: Any, change: Change) -> Any:
    return change_words(value, change) if isinstance(value, str) else walk(value, change)


def forget_computed(db: Connection, transcripts: Collection[int]) -> None:
    """Sentences and the search index are computed anew: words deleted from an index may stand in it still."""
    for transcript in transcripts:
        db.exec_driver_sql("DELETE FROM sentences WHERE transcript_id = ?", (transcript,))
    db.exec_driver_sql("INSERT INTO search_index(search_index) VALUES ('delete-all')")
    db.exec_driver_sql("DELETE FROM search_state")
