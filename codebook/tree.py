"""The rows of the code tree: found, hung elsewhere, put in order, made one. For use within a step."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from codebook.cells import move_cells
from codebook.codings import split_flags
from codebook.models import CODE, CODING, MEMO
from codebook.questions import move_ties
from codebook.readings import begin_reading
from corpus.errors import InputError, NotFoundError
from corpus.messages import _


def get_row(db: Connection, key: int) -> Any:
    """The row of a code; NotFoundError where it has gone."""
    row = db.execute(select(CODE).where(CODE.c.id == key)).one_or_none()
    if row is None:
        raise NotFoundError(_("The category is no longer there."))
    return row


def set_row(db: Connection, row: Any, **values: Any) -> None:
    """Write only what differs, so that setting what is set already is no step."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if changed:
        db.execute(update(CODE).where(CODE.c.id == row.id).values(**changed))


def list_below(db: Connection, key: int) -> list[int]:
    """A code and all below it, a code before its sub-codes."""
    tree = select(CODE.c.id).where(CODE.c.id == key).cte(recursive=True)
    tree = tree.union_all(select(CODE.c.id).where(CODE.c.parent_id == tree.c.id))
    return list(db.scalars(select(tree.c.id)))


def count_in(db: Connection, codes: Sequence[int]) -> int:
    """How many codings these codes have."""
    return db.execute(select(func.count()).where(CODING.c.code_id.in_(codes))).scalar_one()


def list_beside(db: Connection, schema: int, parent: int | None) -> list[Any]:
    """The codes directly under a parent, or at the top, in order."""
    rows = select(CODE).where(CODE.c.schema_id == schema, CODE.c.parent_id.is_not_distinct_from(parent))
    return list(db.execute(rows.order_by(CODE.c.position, CODE.c.id)))


def refuse_clash(db: Connection, schema: int, parent: int | None, name: str, key: int) -> None:
    """Refuse a name that another code than `key` has in that place."""
    if any(r.id != key and r.name.casefold() == name.casefold() for r in list_beside(db, schema, parent)):
        raise InputError(_("There is a category “{name}” there already; merge the two instead.").format(name=name))


def hang(db: Connection, row: Any, schema: int, parent: int | None) -> None:
    """Put a code last under a parent, with all below it; keys that are taken in another schema are lost."""
    if schema != row.schema_id:
        taken = set(db.scalars(select(CODE.c.key).where(CODE.c.schema_id == schema)))
        for key in list_below(db, row.id):
            moved = get_row(db, key)
            set_row(db, moved, schema_id=schema, key="" if moved.key in taken else moved.key)
            _begin_readings(db, key)
    last = max((other.position for other in list_beside(db, schema, parent)), default=-1)
    set_row(db, get_row(db, row.id), parent_id=parent, position=last + 1)


def place_among(db: Connection, schema: int, parent: int | None, key: int, position: int | None) -> None:
    """Put a code where `position` others stand before it, last where that is None."""
    rows = list_beside(db, schema, parent)
    others = [row for row in rows if row.id != key]
    place = len(others) if position is None else max(0, min(position, len(others)))
    ordered = [*others[:place], *(row for row in rows if row.id == key), *others[place:]]
    for number, row in enumerate(ordered):
        set_row(db, row, position=number)


def merge_rows(db: Connection, source: Any, target: Any) -> None:
    """Give a code's codings, cells, questions and sub-codes to another, and take it away."""
    _merge_codings(db, source.id, target.id)
    move_cells(db, source.id, target.id)
    move_ties(db, source.id, target.id)
    if source.schema_id != target.schema_id:
        _begin_readings(db, target.id)
    for child in list_beside(db, source.schema_id, source.id):
        there = list_beside(db, target.schema_id, target.id)
        same = (r for r in there if r.id != source.id and r.name.casefold() == child.name.casefold())
        twin = next(same, None)
        if twin is None:
            hang(db, child, target.schema_id, target.id)
        else:
            merge_rows(db, child, twin)
    db.execute(delete(CODE).where(CODE.c.id == source.id))


def _merge_codings(db: Connection, source: int, target: int) -> None:
    table = CODING.c
    there = {
        (row.transcript_id, row.start, row.end, row.coder_id): row
        for row in db.execute(select(CODING).where(table.code_id == target))
    }
    for row in db.execute(select(CODING).where(table.code_id == source)).all():
        twin = there.get((row.transcript_id, row.start, row.end, row.coder_id))
        if twin is not None:
            _unite(db, row, twin)
    db.execute(update(CODING).where(table.code_id == source).values(code_id=target))


def _unite(db: Connection, coding: Any, into: Any) -> None:
    """Make two codings of the same passage one."""
    gists = dict.fromkeys(gist for gist in (into.gist, coding.gist) if gist)
    united = {
        "gist": " / ".join(gists),
        "flags": ";".join(split_flags(f"{into.flags};{coding.flags}")),
        "quote": bool(into.quote or coding.quote),
    }
    if any(getattr(into, name) != value for name, value in united.items()):
        db.execute(update(CODING).where(CODING.c.id == into.id).values(**united))
    db.execute(update(MEMO).where(MEMO.c.coding_id == coding.id).values(coding_id=into.id))
    db.execute(delete(CODING).where(CODING.c.id == coding.id))


def _begin_readings(db: Connection, code: int) -> None:
    for transcript in db.scalars(select(CODING.c.transcript_id).where(CODING.c.code_id == code).distinct()).all():
        begin_reading(db, transcript, code)
