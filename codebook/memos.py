"""Notes on passages, coded or not."""

from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from codebook.codings import Coding, current_coder
from codebook.models import MEMO
from corpus.messages import N_
from corpus.store import Project, now
from corpus.transcripts import TranscriptText


@dataclass(frozen=True, slots=True)
class Memo:
    """A note on a range of an interview; `coding` is the coding it is on, None where it is on the words alone."""

    id: int
    transcript: int
    start: int
    end: int
    coding: int | None
    text: str
    created: str
    coder: str


def list_memos(project: Project, transcript: int | None = None) -> list[Memo]:
    """Notes by interview and place."""
    query = select(
        MEMO.c.id,
        MEMO.c.transcript_id,
        MEMO.c.start,
        MEMO.c.end,
        MEMO.c.coding_id,
        MEMO.c.text,
        MEMO.c.created,
        MEMO.c.coder,
    ).order_by(MEMO.c.transcript_id, MEMO.c.start, MEMO.c.id)
    if transcript is not None:
        query = query.where(MEMO.c.transcript_id == transcript)
    with project.read() as db:
        return [Memo(*row) for row in db.execute(query)]


def add_memo(
    project: Project, text: TranscriptText, start: int, end: int, note: str, coding: Coding | None = None
) -> None:
    """Write a note on a passage, or on a coding of it."""
    with project.step(N_("wrote a note in {transcript}"), {"transcript": text.transcript.name}) as db:
        db.execute(
            insert(MEMO).values(
                transcript_id=text.transcript.id,
                start=start,
                end=end,
                coding_id=coding.id if coding else None,
                text=note.strip(),
                created=now(),
                coder=current_coder(project),
            )
        )


def change_memo(project: Project, memo: int, note: str) -> None:
    """Rewrite a note; an empty one is taken away."""
    with project.step(N_("changed a note")) as db:
        if note.strip():
            db.execute(update(MEMO).where(MEMO.c.id == memo).values(text=note.strip()))
        else:
            db.execute(delete(MEMO).where(MEMO.c.id == memo))
