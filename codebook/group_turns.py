"""A group interview without one of its participants: a placeholder for their words, nothing hanging on it."""

from collections.abc import Sequence

from sqlalchemy import Connection, Table

from codebook.taken import Taken
from corpus.edits import Edit
from corpus.models import anchored_tables
from corpus.store.anchors import change_text, digest, get_text, move_rows
from corpus.store.erase import text_columns

_PLAIN = {"guid", "flags", "origin", "created", "digest", "side", "kind", "coder", "source", "status"}
_LABEL = "–: "
Place = tuple[int, int]


def blank_turns(db: Connection, transcript: int, person: int, marker: str, taken: Taken) -> None:
    """Put a placeholder in the place of a person's words and label, in an interview of several."""
    text = get_text(db, transcript)
    turns = db.exec_driver_sql(
        'SELECT id, label_start, label_end, "start", "end", participant_id FROM turn WHERE transcript_id = ? '
        "ORDER BY number",
        (transcript,),
    ).fetchall()
    theirs = [(row[1], row[4]) for row in turns if row[5] == person]
    words = [(row[3], row[4]) for row in turns if row[5] == person]
    others = [(row[3], row[4]) for row in turns if row[5] != person]
    taken.turns += len(words)
    for hanging, anchor in anchored_tables():
        if not anchor.grows:
            _part(db, hanging, transcript, text, (theirs, words, others), taken)
    edits = []
    for _key, label_start, label_end, start, end, owner in turns:
        if owner == person:
            edits += [Edit(label_start, text[label_start:label_end], _LABEL)] if label_end > label_start else []
            edits += [Edit(start, text[start:end], marker)] if end > start else []
    new, moves = change_text(db, transcript, [edit for edit in edits if edit.old != edit.new])
    for move in moves:
        move_rows(db, move, move.shifted, new)
        move_rows(db, move, move.touched, new)
        taken.touched[move.table.name] |= {key for key, _places in (*move.shifted, *move.touched)}
        for key in move.emptied:
            db.exec_driver_sql(f'DELETE FROM "{move.table.name}" WHERE id = ?', (key,))
    db.exec_driver_sql(  # where label and words touch, replacing both has made one of them
        'UPDATE turn SET label_end = label_start + :label, "start" = max("start", label_start + :label) '
        "WHERE transcript_id = :transcript AND participant_id = :person AND label_end > label_start",
        {"label": len(_LABEL), "transcript": transcript, "person": person},
    )
    db.exec_driver_sql(
        "UPDATE turn SET participant_id = NULL, speaker = '–' WHERE transcript_id = ? AND participant_id = ?",
        (transcript, person),
    )
    taken.touched["transcript"].add(transcript)
    for name in ("sentences", "search_state"):
        db.exec_driver_sql(f"DELETE FROM {name} WHERE transcript_id = ?", (transcript,))


def _part(
    db: Connection,
    table: Table,
    transcript: int,
    text: str,
    ranges: tuple[Sequence[Place], Sequence[Place], Sequence[Place]],
    taken: Taken,
) -> None:
    """Remove what hangs on a person's words alone; what reaches into others' words keeps to those, without its text."""
    theirs, words, others = ranges
    rows = db.exec_driver_sql(
        f'SELECT id, "start", "end" FROM "{table.name}" WHERE transcript_id = ? AND "start" IS NOT NULL', (transcript,)
    ).fetchall()
    free = [c.name for c in table.columns if (table.name, c.name) in text_columns() and c.name not in _PLAIN]
    for key, start, end in rows:
        if not _overlaps(text, words, start, end):
            continue
        rest = [(max(a, start), min(b, end)) for a, b in others if _overlaps(text, [(a, b)], start, end)]
        if not rest or "text" in free:
            db.exec_driver_sql(f'DELETE FROM "{table.name}" WHERE id = ?', (key,))
            continue
        taken.touched[table.name].add(key)
        start = rest[0][0] if any(a <= start < b for a, b in theirs) else start
        end = rest[-1][1] if any(a < end <= b for a, b in theirs) else end
        sets = {"start": start, "end": end, **dict.fromkeys(free, "")}
        if "digest" in table.columns:
            sets["digest"] = digest(text[start:end])
        db.exec_driver_sql(
            f'UPDATE "{table.name}" SET {", ".join(f"{chr(34)}{name}{chr(34)} = ?" for name in sets)} WHERE id = ?',
            (*sets.values(), key),
        )
        if table.name == "coding":
            db.exec_driver_sql("DELETE FROM memo WHERE coding_id = ?", (key,))


def _overlaps(text: str, places: Sequence[Place], start: int, end: int) -> bool:
    """Whether a range holds a character of a word of some places."""
    return any(
        a < end and start < b and any(char.isalnum() for char in text[max(a, start) : min(b, end)]) for a, b in places
    )
