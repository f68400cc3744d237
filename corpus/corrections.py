"""Corrections: the only way a stored text changes. All that hangs on it moves in the same step."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from corpus.edits import Edit, find_edits
from corpus.errors import InputError
from corpus.messages import N_, _
from corpus.models import TURN
from corpus.readers.labels import LABEL, is_code, is_conventional, is_namelike
from corpus.readers.normalise import normalise
from corpus.store import Project
from corpus.store.anchors import Moves, Span, change_text, move_rows
from corpus.store.journal import record, unwatched
from corpus.transcripts import Transcript, TranscriptText, count_again, read_transcript
from corpus.words import count_words

_FEW_WORDS = 10  # so short an interview says little about what it is a copy of
_LONGEST_LABEL = 160


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


def correct_text(
    project: Project, transcript: Transcript, edits: Sequence[Edit], *, copied: bool = False, renamed: bool = False
) -> Correction:
    """Apply edits to an interview's text and move codings, notes and turns with it, in one step.

    What is left without words is removed and reported; undo brings it back. So is what is left on words that have
    nothing to do with those it was made on; edits are `copied` if they are the differences of a whole copy, in which
    nobody typed a passage anew on purpose. Where they are `renamed`, the new words stand for the old ones, and nothing
    is left on other words.
    """
    edits = [edit for edit in edits if edit.old != edit.new]
    if not edits:
        return Correction((), {})
    with project.step(N_("corrected the text of {transcript}"), {"transcript": transcript.name}) as db:
        payload = {"transcript": transcript.id, "edits": [[e.at, e.old, e.new] for e in edits]}
        record(db, "EDIT", "transcript_text", payload)
        with unwatched(db):
            text, moves = change_text(db, transcript.id, edits, copied, renamed)
            for table in moves:
                if table.table is TURN:
                    _part_turns(db, transcript.id, table)
                move_rows(db, table, table.shifted, text)
        for table in moves:
            move_rows(db, table, table.touched, text)
            if table.emptied:
                gone = [(key,) for key in table.emptied]
                db.exec_driver_sql(f"DELETE FROM {table.table.name} WHERE id = ?", gone)
        count_again(project, transcript.id)
    return Correction(tuple(edits), {table.table.name: tuple(table.emptied) for table in moves})


def _part_turns(db: Connection, transcript: int, moves: Moves) -> None:
    """Part what an edit would make overlap: of two turns the first has the words, of a label and its words the words.

    A turn that only shifts and is parted counts as touched, so that the journal keeps where it was before the edit.
    """
    planned = dict(moves.shifted) | dict(moves.touched)
    apart: dict[int, list[Span]] = {}
    reached = 0
    for key, *places in db.exec_driver_sql(
        'SELECT id, label_start, label_end, "start", "end" FROM turn WHERE transcript_id = ? ORDER BY number',
        (transcript,),
    ).fetchall():
        if key in planned:
            places = [edge for place in planned[key] for edge in place]
        parted = [max(place, reached) for place in places]
        parted[1] = min(parted[1], parted[2])
        parted[0] = min(parted[0], parted[1])
        if parted != places:
            apart[key] = [(parted[0], parted[1]), (parted[2], parted[3])]
        reached = parted[-1]
    moves.shifted[:] = [row for row in moves.shifted if row[0] not in apart]
    moves.touched[:] = [*(row for row in moves.touched if row[0] not in apart), *apart.items()]


def doubt_edits(text: TranscriptText, edits: Sequence[Edit], *, copied: bool = False) -> tuple[str, ...]:
    """What may be wrong with edits, in whole sentences: words that change speaker, or a copy of something else."""
    name = text.transcript.name
    doubts = []
    if copied and sum(count_words(e.old) for e in edits) * 2 > count_words(text.text) > _FEW_WORDS:
        sentence = _("Most of the words of {transcript} are replaced: is the file a copy of this interview?")
        doubts.append(sentence.format(transcript=name))
    for edit in edits:
        if not count_words(edit.new):
            continue
        turn = text.turn_at(edit.at + len(edit.old) - len(edit.old.lstrip()))
        last = text.turn_at(edit.at + max(1, len(edit.old.rstrip())) - 1)
        number = turn.number if turn else 0
        if turn and last and last.number > number:
            doubts.append(
                _(
                    "A change reaches from turn {turn} of {transcript} into another turn; "
                    "its words now belong to turn {turn}."
                ).format(turn=number, transcript=name)
            )
        elif _names_speaker(text, edit):
            doubts.append(
                _(
                    "Turn {turn} of {transcript}: a line put in looks like another speaker's, "
                    "but does not become a turn of its own."
                ).format(turn=number, transcript=name)
            )
    return tuple(dict.fromkeys(doubts))


def _names_speaker(text: TranscriptText, edit: Edit) -> bool:
    """Whether what is put in has a line that begins with somebody's label; a label that is corrected is none."""
    turn = text.turn_at(edit.at)
    if turn and edit.end <= turn.label[1]:
        return False
    starts_line = edit.at == 0 or text.text[edit.at - 1] == "\n"
    lines = edit.new.split("\n")[0 if starts_line else 1 :]
    found = (LABEL.match(line[:_LONGEST_LABEL]) for line in lines)
    return any(is_namelike(m["name"]) or is_conventional(m["name"]) or is_code(m["name"]) for m in found if m)


def edits_from_file(text: TranscriptText, path: Path, encoding: str | None = None) -> list[Edit]:
    """The differences between an interview and a corrected copy of it in a file (docx, txt, or any that is read)."""
    from corpus.readers import read_source

    return find_edits(text.text, read_source(path, encoding).text)
