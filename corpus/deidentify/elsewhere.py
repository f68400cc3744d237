"""The second look: text that people wrote or chose outside the interviews, found by the tables' own declarations."""

import json
import os
import re
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, String, Table

from corpus.messages import N_, _
from corpus.models import METADATA

Change = Callable[[str], str]

_CODED = frozenset(
    [
        "guid",
        "digest",
        "sha256",
        "file_sha256",
        "created",
        "time",
        "since",
        "changed",
        "recorded",
        "imported",
        "date",
        "format",
        "encoding",
        "language",
        "kind",
        "status",
        "op",
        "colour",
        "key",
        "flags",
        "origin",
        "side",
        "pipeline",
        "ranges",
        "fact",
        "outcome_kind",
    ]
)
"""Columns that hold codes, times and digests, never words of anybody's."""

_CODERS = frozenset(
    {("coder", "name"), *((table, "coder") for table in ("memo", "cell", "step", "code_event", "review"))}
)
"""The names of those who code: they are no participants' names, and stay."""

WHERE = {
    ("memo", "text"): N_("note"),
    ("coding", "gist"): N_("gist"),
    ("attribute_value", "value"): N_("background"),
    ("attribute", "name"): N_("name of a background"),
    ("role", "name"): N_("role"),
    ("participant", "label"): N_("label of a participant"),
    ("transcript", "name"): N_("name of an interview"),
    ("transcript", "file_name"): N_("file name"),
    ("code", "name"): N_("category"),
    ("code", "definition"): N_("definition of a category"),
    ("code", "full_definition"): N_("definition of a category"),
    ("code", "use"): N_("definition of a category"),
    ("code", "avoid"): N_("definition of a category"),
    ("code", "example"): N_("definition of a category"),
    ("schema", "name"): N_("schema"),
    ("schema", "title"): N_("schema"),
    ("study", "name"): N_("name of the study"),
    ("reading", "name"): N_("reading"),
    ("cell", "summary"): N_("summary"),
    ("episode", "name"): N_("episode"),
    ("episode", "outcome"): N_("episode"),
    ("theme", "name"): N_("theme"),
    ("theme", "claim"): N_("theme"),
    ("question", "text"): N_("question"),
    ("consent", "text"): N_("consent"),
    ("code_event", "details"): N_("history of a category"),
    ("code_event", "why"): N_("history of a category"),
    ("kept_filter", "name"): N_("kept filter"),
    ("schema", "bands"): N_("schema"),
}
"""Where people write outside the interviews, in words: what the second look reads."""

_ALONE = {("code", "name"): ("schema_id", "parent_id"), ("episode", "name"): (), ("theme", "name"): ()}
"""Names that nothing else may have, though the table does not say so, among rows that are alike in these columns."""

_APART = frozenset(("transcript_text", "journal", "journal_state", "step", "sentences", "search_state", "written_file"))
"""Tables that are seen to by themselves: the text by its correction, the journal by its own purge."""


def worded_columns() -> Iterator[tuple[Table, tuple[str, ...]]]:
    """Every table with columns of free words outside the interviews' texts, whatever rooms declare them."""
    for table in METADATA.sorted_tables:
        if table.name in _APART:
            continue
        names = tuple(
            column.name
            for column in table.columns
            if isinstance(column.type, String)
            and column.name not in _CODED
            and (table.name, column.name) not in _CODERS
        )
        if names:
            yield table, names


def change_words(value: str, change: Change) -> str:
    """A value with its words changed; JSON keeps its shape, escaped or not."""
    if value[:1] in '[{"':
        try:
            loaded = json.loads(value)
        except ValueError:
            return change(value)
        changed = walk(loaded, change)
        return value if changed == loaded else json.dumps(changed, ensure_ascii=False)
    return change(value)


def walk(value: Any, change: Change) -> Any:
    """A JSON value with every string in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [walk(item, change) for item in value]
    if isinstance(value, dict):
        return {change(key): walk(item, change) for key, item in value.items()}
    return value


def change_elsewhere(db: Connection, change: Change) -> int:
    """Change words everywhere outside the texts, under the current step; returns how many rows held some."""
    touched = 0
    for table, names in worded_columns():
        key = next(iter(table.primary_key.columns)).name
        columns = ", ".join(f'"{name}"' for name in (key, *names))
        rows = db.exec_driver_sql(f'SELECT {columns} FROM "{table.name}"').fetchall()
        for row in rows:
            values = {name: old for name, old in zip(names, row[1:], strict=True) if isinstance(old, str) and old}
            changed = {name: new for name, old in values.items() if (new := change_words(old, change)) != old}
            if not changed:
                continue
            touched += 1
            for name, new in changed.items():
                _store(db, table, key, row[0], name, new)
    return touched


def _store(db: Connection, table: Table, key: str, row: object, name: str, value: str) -> None:
    """Store one value; a name that must stand alone gets a number where it is taken, in capitals or not."""
    if (table.name, name) == ("code", "name"):
        value = re.sub(r"\s*>\s*", "/", value)  # which parts the names of a path
    tried, number = value, 1
    taken = _taken(db, table, key, row, name)
    while tried.casefold() in taken:
        number += 1
        tried = f"{value} {number}"
    db.exec_driver_sql(f'UPDATE "{table.name}" SET "{name}" = ? WHERE "{key}" = ?', (tried, row))


def _taken(db: Connection, table: Table, key: str, row: object, name: str) -> set[str]:
    """The names, folded, that one row cannot have; none where its column's values may be alike."""
    column = table.columns[name]
    beside = _ALONE.get((table.name, name), () if column.unique or column.primary_key else None)
    if beside is None:
        return set()
    own = f'FROM "{table.name}" WHERE "{key}" = ?'
    alike = "".join(f' AND "{one}" IS (SELECT "{one}" {own})' for one in beside)
    query = f'SELECT "{name}" FROM "{table.name}" WHERE "{key}" IS NOT ?{alike}'
    return {str(found).casefold() for (found,) in db.exec_driver_sql(query, (row,) * (1 + len(beside)))}


def values_elsewhere(db: Connection) -> Iterator[tuple[str, str]]:
    """What a person may have written outside the interviews, each with where it stands, in words; and file names."""
    for (table, column), where in WHERE.items():
        for (value,) in db.exec_driver_sql(f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" <> \'\''):
            for words in _strings(str(value)):
                yield _(where), _without_ending(words) if column == "file_name" else words
    for (path,) in db.exec_driver_sql("SELECT DISTINCT path FROM written_file"):
        yield _("file written"), _without_ending(_split(str(path))[1])


def _strings(value: str) -> list[str]:
    """The strings in a value: itself, or those within it where it is JSON."""
    found: list[str] = []

    def note(words: str) -> str:
        found.append(words)
        return words

    change_words(value, note)
    return found


def _without_ending(name: str) -> str:
    """A file's name without its ending, which would be read as a part of its last word."""
    return re.sub(r"\.\w{1,5}$", "", name)


def _split(path: str) -> tuple[str, str]:
    """A path's folder, with what parts it from the name, and its name."""
    name = re.split(r"[\\/]", path)[-1]
    return path[: len(path) - len(name)], name


def change_file_names(db: Connection, change: Change) -> list[str]:
    """Change words in the names of written files that are no longer where they were; returns the names that stay.

    The manifest must find a file that is there, so its name stays until somebody renames the file.
    """
    staying = []
    for key, path in db.exec_driver_sql("SELECT id, path FROM written_file").fetchall():
        folder, name = _split(path)
        if (new := change(name)) == name:
            continue
        if os.path.isfile(path):
            staying.append(name)
        else:
            _store(db, METADATA.tables["written_file"], "id", key, "path", folder + new)
    return staying
