"""What others wrote, without the words of a person, their label, or links to their interviews."""

import json
import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint

from codebook.taken import THINGS, Mention, Taken
from corpus.models import METADATA
from corpus.store.erase import is_state_of_erasing, text_columns
from corpus.store.traces import Traces

_NOT_LOOKED_THROUGH = {
    ("transcript_text", "text"): "what the others said stands as they said it",
    ("written_file", "path"): "the manifest must find the files that could not be deleted",
    ("journal", "old"): "the journal is purged whole",
    ("journal", "new"): "the journal is purged whole",
    ("receipt", "text"): "says nothing of anybody",
    ("step", "what"): "message ids",
}
"""Columns of text that are not looked through for a person's words, and why."""
_SIGNS = {"guid", "digest", "sha256", "file_sha256", "created", "time", "since", "changed", "recorded"}
"""Columns of signs and times, by name, wherever they stand: no words can be in them."""
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*|[.!?…]+|\n")


def clear_mentions(db: Connection, traces: Traces, marker: str, taken: Taken) -> None:
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
    theme = _theme_of(db, key) if table.name == "memo" else ""  # asked for now: the note may go
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
        if table.name in THINGS:
            name = _name_of(db, table, key) if "name" in table.columns else theme
            taken.mentions.append(Mention(table.name, key, created, name, traces.words_in(value)))


def _name_of(db: Connection, table: Table, key: int) -> str:
    return str(db.exec_driver_sql(f'SELECT name FROM "{table.name}" WHERE id = ?', (key,)).scalar_one_or_none() or "")


def _theme_of(db: Connection, memo: int) -> str:
    asked = "SELECT theme.name FROM memo JOIN theme ON theme.id = memo.theme_id WHERE memo.id = ?"
    return str(db.exec_driver_sql(asked, (memo,)).scalar_one_or_none() or "")


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
