"""Corrections: the only way a stored text changes. All that hangs on it moves in the same step."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from corpus.edits import Edit, find_edits
from corpus.errors import InputError
from corpus.messages import N_, _
from corpus.readers.normalise import normalise
from corpus.store import Project
from corpus.store.anchors import change_text, move_rows
from corpus.store.journal import record, unwatched
from corpus.transcripts import Transcript, TranscriptText, count_again, read_transcript


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction did: how many places changed, and what was left without words, by table and key."""

    edits: tuple[Edit, ...]
    emptied: dict[str, tuple[int, ...]]


def edits_of_span(project: Project, transcript: Transcript, start: int, end: int, new: str) -> list[Edit]:
    """The edits that make the characters [start, end) of an interview read `new`, normalised like imported text.

    Words that stay as they are are not touched, so that codings which begin or end among them keep their edges.
    """
    text = read_transcript(project, transcript).text
    if not 0 <= start <= end <= len(text):
        raise InputError(
            _("{start}–{end} is not a place in {transcript}, which has {length} characters.").format(
                start=start, end=end, transcript=transcript.name, length=len(text)
            )
        )
    return find_edits(text[start:end], normalise(new).text, at=start)


def correct_text(project: Project, transcript: Transcript, edits: Sequence[Edit]) -> Correction:
    """Apply edits to an interview's text and move codings, notes and turns with it, in one step.

    What is left without words is removed and reported; undo brings it back.
    """
    edits = [edit for edit in edits if edit.old != edit.new]
    if not edits:
        return Correction((), {})
    with project.step(N_("corrected the text of {transcript}"), {"transcript": transcript.name}) as db:
        payload = {"transcript": transcript.id, "edits": [[e.at, e.old, e.new] for e in edits]}
        record(db, "EDIT", "transcript_text", payload)
        with unwatched(db):
            text, moves = change_text(db, transcript.id, edits)
            for table in moves:
                move_rows(db, table, table.shifted, text)
        for table in moves:
            move_rows(db, table, table.touched, text)
            if table.emptied:
                gone = [(key,) for key in table.emptied]
                db.exec_driver_sql(f"DELETE FROM {table.table.name} WHERE id = ?", gone)
        _part_turns(db, transcript.id)
        count_again(project, transcript.id)
    return Correction(tuple(edits), {table.table.name: tuple(table.emptied) for table in moves})


def _part_turns(db: Connection, transcript: int) -> None:
    """Where an edit across two turns has made them overlap, the words belong to the first."""
    reached = 0
    rows = db.exec_driver_sql(
        'SELECT id, label_start, label_end, "start", "end" FROM turn WHERE transcript_id = ? ORDER BY number',
        (transcript,),
    ).fetchall()
    for key, *places in rows:
        parted = [max(place, reached) for place in places]
        if parted != places:
            db.exec_driver_sql(
                'UPDATE turn SET label_start = ?, label_end = ?, "start" = ?, "end" = ? WHERE id = ?', (*parted, key)
            )
        reached = parted[-1]


def edits_from_file(text: TranscriptText, path: Path, encoding: str | None = None) -> list[Edit]:
    """The differences between an interview and a corrected copy of it in a file (docx, txt, or any that is read)."""
    from corpus.readers import read_source

    return find_edits(text.text, read_source(path, encoding).text)
