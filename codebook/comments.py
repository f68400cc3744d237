"""Bringing a supervisor's comments back to their passages, to be settled one by one."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from codebook.codings import list_codings
from codebook.files.comments import CATEGORY, NOTE, PASSAGE, MeetingComment, read_meeting
from codebook.memos import COMMENT, STUDY, Target, list_memos, write_memo
from codebook.schemas import list_schemas
from corpus.errors import InputError
from corpus.messages import N_, _
from corpus.store import Project
from corpus.transcripts import list_transcripts, read_transcript

_ENOUGH = 15  # so many characters in common are no accident


@dataclass(frozen=True, slots=True)
class CommentsReport:
    """What came of a meeting file: how many comments are new, how many were there already, which found no place."""

    new: int
    known: int
    unplaced: tuple[MeetingComment, ...]


def study_guid(project: Project) -> str:
    """The study's lasting name, by which its meeting files are known again."""
    with project.read() as db:
        return str(db.exec_driver_sql("SELECT guid FROM study").scalar_one())


def guids_of(project: Project, table: str) -> dict[int, str]:
    """The lasting names of codings or memos, by key; `table` is `coding` or `memo`."""
    assert table in ("coding", "memo")
    with project.read() as db:
        return {int(key): str(guid) for key, guid in db.exec_driver_sql(f"SELECT id, guid FROM {table}")}


def bring_in_comments(project: Project, data: bytes, name: str) -> CommentsReport:
    """Bring in the comments of a meeting file as notes under their authors' names, in one step.

    A comment whose bookmark is gone is placed by the words it stands on; one that has no place is kept on the study.
    The same comment comes in once. InputError where the file belongs to another study, or is no meeting file.
    """
    read = read_meeting(data, name)
    ours = study_guid(project)
    if read.study and read.study != ours:
        raise InputError(_("{file} is a meeting file of another study.").format(file=name))
    place = _places(project)
    placed = [(comment, place(comment)) for comment in read.comments]
    if not read.study and not any(target for _comment, target in placed):
        raise InputError(_("{file} is no meeting file of this study.").format(file=name))
    known = {memo.source for memo in list_memos(project, kind=COMMENT)}
    new = [(comment, target) for comment, target in placed if _source(comment) not in known]
    with project.step(N_("brought in comments from a meeting: {count}"), {"count": len(new)}):
        for comment, target in new:
            write_memo(
                project,
                target or STUDY,
                comment.words if target else _with_what_it_stood_on(comment),
                COMMENT,
                coder=comment.author or _("somebody"),
                created=comment.time,
                source=_source(comment),
                open=True,
            )
    return CommentsReport(len(new), len(placed) - len(new), tuple(comment for comment, target in new if target is None))


def _with_what_it_stood_on(comment: MeetingComment) -> str:
    return f"{comment.words}\n\n«{comment.beside}»" if comment.beside else comment.words


def _source(comment: MeetingComment) -> str:
    """Knows the same comment again, wherever it was moved to."""
    said = "\x1f".join((comment.author, comment.time, comment.words))
    return f"meeting:{hashlib.sha256(said.encode()).hexdigest()[:32]}"


def _places(project: Project) -> Callable[[MeetingComment], Target | None]:
    """A function from a comment to what it is on; None where that is not in the study."""
    codings = {coding.id: coding for coding in list_codings(project)}
    by_guid: dict[tuple[str, str], Target] = {}
    for key, guid in guids_of(project, "coding").items():
        at = codings[key]
        by_guid[PASSAGE, guid] = Target(at.transcript, at.start, at.end, key)
    for schema in list_schemas(project):
        for code in schema.codes:
            by_guid[CATEGORY, code.guid] = Target(code=code.id)
    guids = guids_of(project, "memo")
    for memo in list_memos(project):
        by_guid[NOTE, guids[memo.id]] = memo.on
    words: list[tuple[str, Target]] = []

    def place(comment: MeetingComment) -> Target | None:
        found = by_guid.get((comment.mark, comment.guid))
        if found is not None or len(comment.beside) < _ENOUGH:
            return found
        if not words:
            words.extend(_words_of(project, [by_guid[PASSAGE, guid] for guid in guids_of(project, "coding").values()]))
        there = {target for text, target in words if comment.beside in text}
        return there.pop() if len(there) == 1 else None

    return place


def _words_of(project: Project, targets: Sequence[Target]) -> list[tuple[str, Target]]:
    found = []
    for transcript in list_transcripts(project):
        here = [target for target in targets if target.transcript == transcript.id]
        text = read_transcript(project, transcript).text if here else ""
        found += [(" ".join(text[target.start : target.end].split()), target) for target in here]
    return found
