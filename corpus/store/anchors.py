"""Moving all that hangs on a text when the text changes, without knowing the rooms above."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table

from corpus.edits import Edit, SpanMover, apply_edits
from corpus.models import TEXT, Anchor, anchored_tables

Span = tuple[int, int]


def sha256(text: str) -> str:
    """The digest of a text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest(words: str) -> str:
    """A short digest by which a passage is checked against the words it was made on."""
    return sha256(words)[:16]


@dataclass(frozen=True, slots=True)
class Moves:
    """Where the rows of one table go: those that only shift, those an edit reaches into, those left without words."""

    table: Table
    anchor: Anchor
    shifted: list[tuple[int, list[Span]]]
    touched: list[tuple[int, list[Span]]]
    emptied: list[int]


def change_text(
    db: Connection, transcript: int, edits: Sequence[Edit], copied: bool = False, renamed: bool = False
) -> tuple[str, list[Moves]]:
    """Apply edits to a stored text; returns the new text, and where what hangs on it must go: nothing is moved yet.

    `copied` says that the edits are the differences of a whole copy (see `SpanMover.is_foreign`), `renamed` that the
    new words stand for the old ones.
    """
    old = get_text(db, transcript)
    new = apply_edits(old, edits)
    db.exec_driver_sql(
        f"UPDATE {TEXT.name} SET text = ?, sha256 = ? WHERE transcript_id = ?",
        (new, sha256(new), transcript),
    )
    mover = SpanMover(edits, old)
    doubted = None if renamed else copied
    return new, [_plan(db, table, anchor, transcript, mover, doubted) for table, anchor in anchored_tables()]


def get_text(db: Connection, transcript: int) -> str:
    """The text of a transcript as stored."""
    query = f"SELECT text FROM {TEXT.name} WHERE transcript_id = ?"
    return str(db.exec_driver_sql(query, (transcript,)).scalar_one())


def _plan(
    db: Connection, table: Table, anchor: Anchor, transcript: int, mover: SpanMover, copied: bool | None
) -> Moves:
    """Where rows go; what stands on other words than it was made on is emptied, unless `copied` is None."""
    moves = Moves(table, anchor, [], [], [])
    grow = [anchor.grows and pair == anchor.ranges[-1] for pair in anchor.ranges]
    for identity, spans in _spans(db, table, anchor, transcript):
        new = [mover.move(*span, grow=g) for span, g in zip(spans, grow, strict=True)]
        foreign = copied is not None and not anchor.grows and mover.is_foreign(*spans[-1], copied=copied)
        if not anchor.grows and (new[-1] is None or foreign):
            moves.emptied.append(identity)
            continue
        places = [place or _collapsed(mover, span) for place, span in zip(new, spans, strict=True)]
        if any(mover.touched(*span, grow=g) for span, g in zip(spans, grow, strict=True)):
            moves.touched.append((identity, places))
        elif places != spans:
            moves.shifted.append((identity, places))
    return moves


def _spans(
    db: Connection, table: Table, anchor: Anchor, transcript: int
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    columns = ", ".join(f'"{name}"' for pair in anchor.ranges for name in pair)
    query = f'SELECT id, {columns} FROM {table.name} WHERE transcript_id = ? AND "start" IS NOT NULL'
    for row in db.exec_driver_sql(query, (transcript,)).fetchall():
        yield row[0], [(row[i], row[i + 1]) for i in range(1, len(row), 2)]


def move_rows(db: Connection, moves: Moves, rows: Sequence[tuple[int, list[Span]]], text: str) -> None:
    """Give rows of one table their places in the new text, and their digests of the words there."""
    table = moves.table
    if not rows:
        return
    names = [name for pair in moves.anchor.ranges for name in pair]
    values: list[list[int | str]] = [[edge for place in places for edge in place] for _, places in rows]
    if "digest" in table.columns:
        names.append("digest")
        for row in values:
            row.append(digest(text[int(row[-2]) : int(row[-1])]))
    sets = ", ".join(f'"{name}" = ?' for name in names)
    db.exec_driver_sql(
        f"UPDATE {table.name} SET {sets} WHERE id = ?",
        [(*row, identity) for row, (identity, _) in zip(values, rows, strict=True)],
    )


def _collapsed(mover: SpanMover, span: tuple[int, int]) -> tuple[int, int]:
    return mover.move(span[0], span[0]) or (0, 0)
