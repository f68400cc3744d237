"""Moving all that hangs on a text when the text changes, without knowing the rooms above."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import cast

from sqlalchemy import Connection, Table

from corpus.edits import Edit, SpanMover, apply_edits
from corpus.models import Anchored, Base, TextRow


def sha256(text: str) -> str:
    """The digest of a text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest(words: str) -> str:
    """A short digest by which a passage is checked against the words it was made on."""
    return sha256(words)[:16]


def change_text(
    db: Connection, transcript: int, edits: Sequence[Edit], *, touched: bool | None = None
) -> str:
    """Apply edits to a stored text and move what hangs on it; returns the old text.

    `touched` chooses the rows whose move depends on an edit's edges (True), those that only shift (False), or all.
    """
    old = get_text(db, transcript)
    new = apply_edits(old, edits)
    db.exec_driver_sql(
        f"UPDATE {TextRow.__tablename__} SET text = ?, sha256 = ? WHERE transcript_id = ?",
        (new, sha256(new), transcript),
    )
    move_anchors(db, transcript, SpanMover(edits, old), new, touched=touched)
    return old


def get_text(db: Connection, transcript: int) -> str:
    """The text of a transcript as stored."""
    query = f"SELECT text FROM {TextRow.__tablename__} WHERE transcript_id = ?"
    return str(db.exec_driver_sql(query, (transcript,)).scalar_one())


def move_anchors(
    db: Connection, transcript: int, mover: SpanMover, text: str, *, touched: bool | None = None
) -> dict[str, list[int]]:
    """Move what hangs on a transcript to its place in the new text; returns, by table, rows left without words."""
    emptied: dict[str, list[int]] = {}
    for model, table in anchored_tables():
        moved = []
        grow = [model.grows and pair == model.ranges[-1] for pair in model.ranges]
        for identity, spans in _spans(db, model, table, transcript):
            whole = list(zip(spans, grow, strict=True))
            if touched is not None and any(mover.touched(*span, grow=g) for span, g in whole) != touched:
                continue
            new = [mover.move(*span, grow=g) for span, g in whole]
            if new[-1] is None and not model.grows:
                emptied.setdefault(table.name, []).append(identity)
                continue
            places = [place or _collapsed(mover, span) for place, span in zip(new, spans, strict=True)]
            if touched or places != spans:
                moved.append((identity, places))
        _store(db, model, table, moved, text)
    return emptied


def anchored_tables() -> Iterator[tuple[type[Anchored], Table]]:
    """Every table whose rows hang on a text."""
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Anchored):
            yield mapper.class_, cast(Table, mapper.local_table)


def _spans(
    db: Connection, model: type[Anchored], table: Table, transcript: int
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    columns = ", ".join(f'"{name}"' for pair in model.ranges for name in pair)
    query = f'SELECT id, {columns} FROM {table.name} WHERE transcript_id = ? AND "start" IS NOT NULL'
    for row in db.exec_driver_sql(query, (transcript,)).fetchall():
        yield row[0], [(row[i], row[i + 1]) for i in range(1, len(row), 2)]


def _store(
    db: Connection,
    model: type[Anchored],
    table: Table,
    moved: Sequence[tuple[int, list[tuple[int, int]]]],
    text: str,
) -> None:
    if not moved:
        return
    names = [name for pair in model.ranges for name in pair]
    values = [[edge for place in places for edge in place] for _, places in moved]
    if "digest" in table.columns:
        names.append("digest")
        for row in values:
            row.append(digest(text[row[-2] : row[-1]]))  # type: ignore[arg-type]
    sets = ", ".join(f'"{name}" = ?' for name in names)
    db.exec_driver_sql(
        f"UPDATE {table.name} SET {sets} WHERE id = ?",
        [(*row, identity) for row, (identity, _) in zip(values, moved, strict=True)],
    )


def _collapsed(mover: SpanMover, span: tuple[int, int]) -> tuple[int, int]:
    return mover.move(span[0], span[0]) or (0, 0)
