"""Ranges of an interview's words that something is put on: checked, and known again by their words."""

from sqlalchemy import Connection, select

from corpus.errors import InputError, NotFoundError
from corpus.messages import _
from corpus.models import TEXT, TRANSCRIPT
from corpus.store.anchors import digest


def digest_of_range(db: Connection, transcript: int, start: int, end: int) -> str:
    """The digest of the words of a range (code points, half-open) of an interview, by its key.

    Raises InputError where the range is empty, reversed, or outside the interview, NotFoundError where that is gone.
    """
    query = (
        select(TEXT.c.text, TRANSCRIPT.c.name)
        .join(TRANSCRIPT, TRANSCRIPT.c.id == TEXT.c.transcript_id)
        .where(TEXT.c.transcript_id == transcript)
    )
    row = db.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(_("The interview is no longer in the study."))
    if end <= start:
        raise InputError(_("the end ({end}) must come after the start ({start})").format(start=start, end=end))
    if start < 0 or end > len(row.text):
        raise InputError(
            _("{start}–{end} lies outside {transcript}, which has {length} characters").format(
                start=start, end=end, transcript=row.name, length=len(row.text)
            )
        )
    return digest(row.text[start:end])


def one_line(text: str, empty: str) -> str:
    """A name or a sentence on one line; InputError says `empty` where nothing is left."""
    folded = " ".join(text.split())
    if not folded:
        raise InputError(empty)
    return folded
