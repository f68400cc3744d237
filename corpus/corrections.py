"""Corrections: the only way a stored text changes. All that hangs on it moves in the same step."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

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


def edit_of_span(project: Project, transcript: Transcript, start: int, end: int, new: str) -> Edit:
    """The edit that replaces the characters [start, end) of an interview; `new` is normalised like imported text."""
    text = read_transcript(project, transcript).text
    if not 0 <= start <= end <= len(text):
        raise InputError(
            _("{start}–{end} is not a place in {transcript}, which has {length} characters.").format(
                start=start, end=end, transcript=transcript.name, length=len(text)
            )
        )
    return Edit(start, text[start:end], normalise(new).text)


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
        count_again(project, transcript.id)
    return Correction(tuple(edits), {table.table.name: tuple(table.emptied) for table in moves})


def edits_from_file(text: TranscriptText, path: Path, encoding: str | None = None) -> list[Edit]:
    """The differences between an interview and a corrected copy of it in a file (docx, txt, or any that is read)."""
    from corpus.readers import read_source

    return find_edits(text.text, read_source(path, encoding).text)
