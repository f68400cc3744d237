"""Two codes made one, or codings handed from one to another: nothing that points to them is left behind.

For use within a step. What points to a code or a coding is known from the tables' own references.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, UniqueConstraint, delete, select, update

from codebook.codings import split_flags
from codebook.models import CELL, CODE, CODE_LINK, CODING
from codebook.tree import begin_readings, hang, list_beside, set_row
from corpus.models import METADATA

_AT_ONCE = 10_000  # SQLite takes no more than 32,766 values in one statement


def merge_rows(db: Connection, source: Any, target: Any) -> None:
    """Give a code's codings, sub-codes and all that points to it to another, and take it away.

    Sub-codes of equal name are made one too. A target that asks for no number takes the source's scale.
    """
    take_codings(db, db.execute(select(CODING).where(CODING.c.code_id == source.id)).all(), target.id)
    if source.schema_id != target.schema_id:
        begin_readings(db, target.id)
    if source.asks and not target.asks:
        set_row(db, target, asks=source.asks, low=source.low, high=source.high)
    for child in list_beside(db, source.schema_id, source.id):
        there = list_beside(db, target.schema_id, target.id)
        same = (r for r in there if r.id != source.id and r.name.casefold() == child.name.casefold())
        twin = next(same, None)
        if twin is None:
            hang(db, child, target.schema_id, target.id)
        else:
            merge_rows(db, child, twin)
    for table, column in pointing_to(CODE):
        if table not in (CODE, CODING):
            _repoint(db, table, column, source.id, target.id)
    db.execute(delete(CODE).where(CODE.c.id == source.id))


def take_codings(db: Connection, rows: Sequence[Any], target: int) -> None:
    """Give codings another code; one of the same coder and range that has it already takes the other in."""
    at = CODING.c
    places = select(CODING).where(at.code_id == target)
    there = {(row.transcript_id, row.start, row.end, row.coder_id): row for row in db.execute(places)}
    moved = []
    for row in rows:
        twin = there.get((row.transcript_id, row.start, row.end, row.coder_id))
        if twin is None:
            moved.append(row.id)
        elif twin.id != row.id:
            _unite(db, row, twin)
    for first in range(0, len(moved), _AT_ONCE):
        some = moved[first : first + _AT_ONCE]
        db.execute(update(CODING).where(at.id.in_(some)).values(code_id=target))


def pointing_to(table: Table) -> Iterator[tuple[Table, Column[Any]]]:
    """Every column of a study's tables that points to a table's rows."""
    for declared in METADATA.tables.values():
        for column in declared.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                yield declared, column


def _unite(db: Connection, coding: Any, into: Any) -> None:
    """Make two codings of the same passage one: flags united, gists joined, its own number kept, notes moved."""
    gists = dict.fromkeys(gist for gist in (into.gist, coding.gist) if gist)
    united = {
        "gist": " / ".join(gists),
        "flags": ";".join(split_flags(f"{into.flags};{coding.flags}")),
        "quote": bool(into.quote or coding.quote),
        "number": coding.number if into.number is None else into.number,
    }
    if any(getattr(into, name) != value for name, value in united.items()):
        db.execute(update(CODING).where(CODING.c.id == into.id).values(**united))
    for table, column in pointing_to(CODING):
        db.execute(update(table).where(column == coding.id).values({column.name: into.id}))
    db.execute(delete(CODING).where(CODING.c.id == coding.id))


def _repoint(db: Connection, table: Table, column: Column[Any], source: int, target: int) -> None:
    """Have the rows that point to one code point to another; where that row is there already, the two become one."""
    for row in db.execute(select(table).where(column == source)).all():
        values = dict(row._mapping) | {column.name: target}
        if table is CODE_LINK:
            values["code_id"], values["other_id"] = sorted((values["code_id"], values["other_id"]))
        if table is CODE_LINK and values["code_id"] == values["other_id"]:
            db.execute(delete(table).where(table.c.id == row.id))
            continue
        twin = _find_twin(db, table, row.id, values)
        if twin is None:
            changed = {name: value for name, value in values.items() if getattr(row, name) != value}
            db.execute(update(table).where(table.c.id == row.id).values(**changed))
        else:
            db.execute(delete(table).where(table.c.id == row.id))
            if table.name in _UNITED and (united := _UNITED[table.name](row, twin)):
                db.execute(update(table).where(table.c.id == twin.id).values(**united))


def _find_twin(db: Connection, table: Table, key: int, values: dict[str, Any]) -> Any:
    """The other row that has the same values where no two rows may."""
    for rule in table.constraints:
        if isinstance(rule, UniqueConstraint):
            query = select(table).where(table.c.id != key)
            for column in rule.columns:
                query = query.where(column == values[column.name])
            if (twin := db.execute(query).first()) is not None:
                return twin
    return None


def _unite_cells(row: Any, twin: Any) -> dict[str, str]:
    """What the united cell says: both summaries, its own meaning of being empty before the other's."""
    summaries = dict.fromkeys(summary for summary in (twin.summary, row.summary) if summary)
    united = {"summary": "\n".join(summaries), "status": twin.status or row.status}
    if all(getattr(twin, name) == value for name, value in united.items()):
        return {}
    return united | ({"coder": row.coder, "changed": row.changed} if row.changed > twin.changed else {})


_UNITED: dict[str, Callable[[Any, Any], dict[str, str]]] = {CELL.name: _unite_cells}
"""How two rows of a table become one; in other tables the one that was there stays as it is."""
