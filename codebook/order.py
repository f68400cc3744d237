"""The order of rows that a study arranges by hand. For use within a step."""

from sqlalchemy import Connection, Table, select, update


def shift_row(db: Connection, table: Table, key: int, way: int) -> None:
    """Move a row up (-1) or down (1) by its `position`; past the ends it stays. Writes only what changes."""
    at = table.c
    rows = db.execute(select(at.id, at.position).order_by(at.position, at.id)).all()
    keys = [row.id for row in rows]
    if key not in keys:
        return
    place = keys.index(key)
    other = max(0, min(place + way, len(keys) - 1))
    keys.insert(other, keys.pop(place))
    before = {row.id: row.position for row in rows}
    for position, one in enumerate(keys):
        if before[one] != position:
            db.execute(update(table).where(at.id == one).values(position=position))
