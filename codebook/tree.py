"""The rows of the code tree: found, hung elsewhere, put in order, made one. For use within a step."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select, update

from codebook.models import CODE, CODING, SCHEMA
from codebook.readings import begin_reading
from codebook.schemas import SEPARATOR
from corpus.errors import InputError, NotFoundError
from corpus.messages import _


def get_row(db: Connection, key: int) -> Any:
    """The row of a code; NotFoundError where it has gone."""
    row = db.execute(select(CODE).where(CODE.c.id == key)).one_or_none()
    if row is None:
        raise NotFoundError(_("The category is no longer there."))
    return row


def set_row(db: Connection, row: Any, **values: Any) -> bool:
    """Write only what differs, so that setting what is set already is no step; returns whether anything did."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if changed:
        db.execute(update(CODE).where(CODE.c.id == row.id).values(**changed))
    return bool(changed)


def path_in(db: Connection, key: int) -> str:
    """A code's names from the top down, as it stands now."""
    row = get_row(db, key)
    names = [row.name]
    while row.parent_id is not None:
        row = get_row(db, row.parent_id)
        names.append(row.name)
    return SEPARATOR.join(reversed(names))


def place_in(db: Connection, key: int) -> str:
    """A code's schema and path, as its history names it."""
    schema = db.execute(select(SCHEMA.c.name).where(SCHEMA.c.id == get_row(db, key).schema_id)).scalar_one()
    return f"{schema}{SEPARATOR}{path_in(db, key)}"


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
            begin_readings(db, key)
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


def begin_readings(db: Connection, code: int) -> None:
    """Set the interviews coded with a code under way in the readings of its schema."""
    for transcript in db.scalars(select(CODING.c.transcript_id).where(CODING.c.code_id == code).distinct()).all():
        begin_reading(db, transcript, code)
