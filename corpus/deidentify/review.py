"""How far each interview is de-identified, and the strings that may stay."""

from collections.abc import Collection

from sqlalchemy import delete, select, update

from corpus.errors import InputError
from corpus.messages import N_, _
from corpus.models import KEPT_STRING, REVIEW
from corpus.sample import sample_language
from corpus.store import Project, now
from corpus.store.rows import insert_row
from corpus.transcripts import Transcript

NOT_LOOKED_AT, SUGGESTIONS, READ = "", "suggestions", "read"
STATUSES = {
    NOT_LOOKED_AT: N_("not looked at"),
    SUGGESTIONS: N_("suggestions reviewed"),
    READ: N_("read through by a person"),
}
"""How far an interview is: what is stored, and how it is said."""


def review_statuses(project: Project) -> dict[int, str]:
    """The status of each interview that was looked at, by its key."""
    with project.read() as db:
        return {key: status for key, status in db.execute(select(REVIEW.c.transcript_id, REVIEW.c.status))}


def count_unreviewed(project: Project, transcripts: Collection[int]) -> int:
    """How many of these interviews, by key, nobody has looked at; none in the sample, which is made up."""
    if sample_language(project.name):
        return 0
    return len(set(transcripts) - review_statuses(project).keys())


def set_review(project: Project, transcript: Transcript, status: str) -> None:
    """Say how far an interview is de-identified: one of STATUSES."""
    if status not in STATUSES:
        raise InputError(_("“{status}” says nothing of how far an interview is.").format(status=status))
    where = REVIEW.c.transcript_id == transcript.id
    with project.step(N_("said how far {transcript} is de-identified"), {"transcript": transcript.name}) as db:
        if status == NOT_LOOKED_AT:
            db.execute(delete(REVIEW).where(where))
            return
        values = {"status": status, "since": now(), "coder": project.coder_name(db)}
        if db.execute(update(REVIEW).where(where).values(**values)).rowcount == 0:
            insert_row(db, REVIEW, {"transcript_id": transcript.id, **values})


def kept_strings(project: Project) -> frozenset[str]:
    """What is found no more because it may stay."""
    with project.read() as db:
        return frozenset(db.scalars(select(KEPT_STRING.c.text)))


def keep_string(project: Project, text: str) -> None:
    """Let a string stay as it is, in every interview; undo suggests it again."""
    text = " ".join(text.split())
    if not text:
        raise InputError(_("An empty string is in no interview."))
    with project.step(N_("kept a suggestion as it is")) as db:
        if text not in set(db.scalars(select(KEPT_STRING.c.text))):
            insert_row(db, KEPT_STRING, {"text": text})


def suggest_again(project: Project, text: str) -> None:
    """Suggest a kept string again."""
    with project.step(N_("no longer kept a suggestion")) as db:
        db.execute(delete(KEPT_STRING).where(KEPT_STRING.c.text == " ".join(text.split())))
