"""Notes: dated free text on the study, an interview, a participant, a passage, a coding, a category or a theme."""

from dataclasses import asdict, dataclass

from sqlalchemy import delete, insert, select, update

from codebook.codings import Coding, current_coder
from codebook.models import MEMO
from corpus.errors import InputError, NotFoundError
from corpus.messages import N_, _
from corpus.store import Project, now
from corpus.transcripts import TranscriptText

NOTE, DIARY, EXPECTATION, SUMMARY, REFLECTION, SAMPLING, COMMENT, CHAPTER = KINDS = (
    "note",
    "diary",
    "expectation",
    "summary",
    "reflection",
    "sampling",
    "comment",
    "chapter",
)
"""What a note is for. A diary's entry and an expectation are on the study, a summary and a reflection on an interview,
sampling («recruited because …») on a participant; a comment is a supervisor's; a chapter is written for a theme."""

KIND_WORDS = dict(
    zip(
        KINDS,
        (
            N_("note"),
            N_("diary"),
            N_("expectation"),
            N_("summary"),
            N_("reflection"),
            N_("sampling note"),
            N_("comment"),
            N_("chapter"),
        ),
        strict=True,
    )
)
"""Each kind in words, still to be translated."""
APPENDED = (DIARY, EXPECTATION)
"""The kinds of the research diary: dated, never rewritten."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a note is on, by keys; all None is the study. `start` and `end` (code points) need `transcript`."""

    transcript: int | None = None
    start: int | None = None
    end: int | None = None
    coding: int | None = None
    participant: int | None = None
    code: int | None = None
    theme: int | None = None


STUDY = Target()


@dataclass(frozen=True, slots=True)
class Memo:
    """A note as stored. `on` says what it is on; `source` knows the file it was read from; `open`: to be settled."""

    id: int
    text: str
    created: str
    coder: str
    kind: str
    source: str
    open: bool
    on: Target

    @property
    def passage(self) -> tuple[int, int] | None:
        """The words it is on; None where it is on a coding of them, or on something else."""
        on = self.on
        return None if on.coding is not None or on.start is None or on.end is None else (on.start, on.end)


def list_memos(
    project: Project, transcript: int | None = None, *, kind: str = "", theme: int | None = None
) -> list[Memo]:
    """Notes by interview and place, then by time; of one interview, kind or theme where asked."""
    at = MEMO.c
    query = select(
        at.id,
        at.text,
        at.created,
        at.coder,
        at.kind,
        at.source,
        at.open,
        at.transcript_id,
        at.start,
        at.end,
        at.coding_id,
        at.participant_id,
        at.code_id,
        at.theme_id,
    ).order_by(at.transcript_id, at.start, at.id)
    if transcript is not None:
        query = query.where(at.transcript_id == transcript)
    if kind:
        query = query.where(at.kind == kind)
    if theme is not None:
        query = query.where(at.theme_id == theme)
    with project.read() as db:
        return [Memo(*row[:6], bool(row.open), Target(*row[7:])) for row in db.execute(query)]


def write_memo(
    project: Project,
    on: Target,
    text: str,
    kind: str = NOTE,
    *,
    coder: str = "",
    created: str = "",
    source: str = "",
    open: bool = False,
) -> int:
    """Write a note on anything; returns its key.

    `coder` and `created` (ISO 8601, UTC) say who wrote it and when, where that is not who codes now, and now.
    """
    columns = {name if name in ("start", "end") else f"{name}_id": value for name, value in asdict(on).items()}
    with project.step(N_("wrote a note")) as db:
        key = db.execute(
            insert(MEMO)
            .values(
                **columns,
                text=text.strip(),
                created=created or now(),
                coder=coder or current_coder(project),
                kind=kind,
                source=source,
                open=open,
            )
            .returning(MEMO.c.id)
        ).scalar_one()
    return int(key)


def add_memo(
    project: Project, text: TranscriptText, start: int, end: int, note: str, coding: Coding | None = None
) -> None:
    """Write a note on a passage, or on a coding of it."""
    with project.step(N_("wrote a note in {transcript}"), {"transcript": text.transcript.name}):
        write_memo(project, Target(text.transcript.id, start, end, coding.id if coding else None), note)


def get_memo(project: Project, key: int) -> Memo:
    """One note by its key."""
    found = next((memo for memo in list_memos(project) if memo.id == key), None)
    if found is None:
        raise NotFoundError(_("The study has no note {number}.").format(number=key))
    return found


def change_memo(project: Project, memo: int, note: str) -> None:
    """Rewrite a note; an empty one is taken away. InputError for an entry of the diary: it only grows."""
    if get_memo(project, memo).kind in APPENDED:
        raise InputError(_("What stands in the diary stays; write a new entry instead."))
    with project.step(N_("changed a note")) as db:
        if note.strip():
            db.execute(update(MEMO).where(MEMO.c.id == memo).values(text=note.strip()))
        else:
            db.execute(delete(MEMO).where(MEMO.c.id == memo))


def settle_memo(project: Project, memo: int, *, settled: bool = True) -> None:
    """Say that a supervisor's comment is settled, or that it waits again; InputError for another kind of note."""
    if get_memo(project, memo).kind != COMMENT:
        raise InputError(_("Only a supervisor's comment waits to be settled."))
    with project.step(N_("settled a comment") if settled else N_("opened a comment again")) as db:
        db.execute(update(MEMO).where(MEMO.c.id == memo).values(open=not settled))
