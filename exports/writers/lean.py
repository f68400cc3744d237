"""Tables as people read them: without what is said twice, or is of use to programs only."""

from dataclasses import replace

from exports.values import Table

_FOR_PROGRAMS = frozenset({"coding", "start", "end", "origin", "created"})
"""Columns of coded passages that a page has no room for."""
_WHERE_SEVERAL = frozenset({"coder"})
_WHERE_WRITTEN = frozenset({"gist", "flags", "memo"})


def without_repetition(table: Table) -> Table:
    """The table without the path where it is the category's name everywhere: no sub-category is there."""
    same = _same(table, "path", "code")
    return _without(table, {"path"} if same else set())


def for_terminal(table: Table) -> Table:
    """A table to be read in a terminal: without what only programs compare, and without repetition."""
    return without_repetition(_without(table, {"sha256"}))


def for_paper(table: Table) -> Table:
    """A table for a page. Of coded passages, what only programs need goes, the coder where there is one, and columns in
    which nothing is written; so the passages themselves have the room."""
    names = {column.name for column in table.columns}
    if not {"coding", "text"} <= names:
        return without_repetition(table)
    gone = set(_FOR_PROGRAMS)
    for at, column in enumerate(table.columns):
        values = {row[at] for row in table.rows}
        if (column.name in _WHERE_SEVERAL and len(values) < 2) or (column.name in _WHERE_WRITTEN and not values - {""}):
            gone.add(column.name)
    if _same(table, "transcript", "participant"):
        gone.add("transcript")
    return without_repetition(_without(table, gone))


def _same(table: Table, one: str, other: str) -> bool:
    """Whether two columns are there and hold the same everywhere."""
    names = [column.name for column in table.columns]
    if one not in names or other not in names:
        return False
    left, right = names.index(one), names.index(other)
    return all(row[left] == row[right] for row in table.rows)


def _without(table: Table, gone: set[str]) -> Table:
    kept = [at for at, column in enumerate(table.columns) if column.name not in gone]
    return replace(
        table,
        columns=tuple(table.columns[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in table.rows),
    )
