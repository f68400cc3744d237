"""The interview guide: a role's numbered questions, the categories they ask about, and the turns that ask them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from codebook.models import QUESTION, QUESTION_CODE, TURN_QUESTION
from codebook.schemas import Schema, find_codes, get_code
from corpus.errors import InputError, NotFoundError
from corpus.messages import N_, _
from corpus.store import Project
from corpus.transcripts import Transcript, TranscriptText

INTERVIEWER = "interviewer"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a role's guide (an empty role: of everybody's); `codes` are the keys of its categories."""

    id: int
    role: str
    number: int
    text: str
    codes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionLink:
    """An interviewer's turn and a question it asks: keys of interview and question, the turn's number."""

    transcript: int
    turn: int
    question: int


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """A question as it is read from somewhere: no number takes the next; `codes` None leaves its categories."""

    role: str
    text: str
    number: int = 0
    codes: tuple[int, ...] | None = None


def list_questions(project: Project, role: str | None = None) -> list[Question]:
    """The questions by role and number; one role's where asked."""
    with project.read() as db:
        codes: dict[int, list[int]] = {}
        for question, code in db.execute(
            select(QUESTION_CODE.c.question_id, QUESTION_CODE.c.code_id).order_by(QUESTION_CODE.c.id)
        ):
            codes.setdefault(question, []).append(code)
        at = QUESTION.c
        rows = db.execute(select(at.id, at.role, at.number, at.text).order_by(at.role, at.number, at.id))
        found = [Question(*row, tuple(codes.get(row.id, ()))) for row in rows]
    return [q for q in found if role is None or q.role.casefold() == role.casefold()]


def get_question(questions: Sequence[Question], role: str, number: int) -> Question:
    """A role's question by its number; NotFoundError says which there are."""
    here = [q for q in questions if q.role.casefold() == role.casefold()]
    for question in here:
        if question.number == number:
            return question
    raise NotFoundError(
        _("The guide of {role} has no question {number} (it has {count}).").format(
            role=role or "–", number=number, count=len(here)
        )
    )


def guide_for(questions: Sequence[Question], roles: Collection[str]) -> list[Question]:
    """The questions an interview with participants of some roles is meant to ask, in order."""
    wanted = {role.casefold() for role in roles} | {""}
    return [question for question in questions if question.role.casefold() in wanted]


def find_tied(schemas: Sequence[Schema], names: Sequence[str], role: str) -> tuple[int, ...]:
    """The keys of categories by name, path, or `schema: path`; a name two schemas share is the role's own.

    Raises NotFoundError or InputError for a name that is none, or stays ambiguous.
    """
    own = [s for s in schemas if s.role and s.role.casefold() == role.casefold()]
    meant = [*own, *(s for s in schemas if not s.role)]
    found = []
    for name in names:
        before, _colon, rest = name.partition(": ")
        named = [s for s in schemas if rest and s.name.casefold() == before.strip().casefold()]
        hits = find_codes(named, rest) or find_codes(own, name) or find_codes(meant, name)
        found.append(hits[0].id if len(hits) == 1 else get_code(schemas, name).id)
    return tuple(dict.fromkeys(found))


# ---- the guide
def add_question(project: Project, role: str, text: str, codes: Sequence[int] = (), number: int = 0) -> Question:
    """Add a question to a role's guide, last, or where `number` says; those from there on move down."""
    text, role = _cleaned(text), " ".join(role.split())
    with project.step(N_("added a question to the guide of {role}"), {"role": role or "–"}) as db:
        there = list_questions(project, role)
        role = there[0].role if there else role
        key = int(
            db.execute(
                insert(QUESTION).values(role=role, number=len(there) + 1, text=text).returning(QUESTION.c.id)
            ).scalar_one()
        )
        _set_codes(db, key, codes)
        _renumber(db, there, key, number or len(there) + 1)
    return next(q for q in list_questions(project, role) if q.id == key)


def change_question(
    project: Project, question: Question, text: str | None = None, codes: Sequence[int] | None = None
) -> None:
    """Reword a question, or tie it to other categories; its links stay."""
    words = question.text if text is None else _cleaned(text)
    with project.step(N_("changed question {number} of {role}"), _details(question)) as db:
        if words != question.text:
            db.execute(update(QUESTION).where(QUESTION.c.id == question.id).values(text=words))
        if codes is not None:
            _set_codes(db, question.id, codes)


def remove_question(project: Project, question: Question) -> None:
    """Take a question out of the guide, with its links; those after it move up."""
    with project.step(N_("removed question {number} of {role}"), _details(question)) as db:
        db.execute(delete(QUESTION).where(QUESTION.c.id == question.id))
        _renumber(db, list_questions(project, question.role))


def move_question(project: Project, question: Question, number: int) -> None:
    """Give a question another number; those between make room."""
    with project.step(N_("moved question {number} of {role}"), _details(question)) as db:
        others = [q for q in list_questions(project, question.role) if q.id != question.id]
        _renumber(db, others, question.id, number)


def take_questions(project: Project, drafts: Sequence[QuestionDraft]) -> int:
    """Bring questions in, in one step; returns how many are new or changed.

    One with the role's number or very words is that question, reworded and tied anew where the draft says so.
    """
    if not drafts:
        return 0
    before = list_questions(project)
    with project.step(N_("brought in {count} questions of the guide"), {"count": len(drafts)}):
        for draft in drafts:
            there = list_questions(project, draft.role)
            same = next((q for q in there if q.number == draft.number), None) or next(
                (q for q in there if not draft.number and q.text.casefold() == _cleaned(draft.text).casefold()), None
            )
            if same is None:
                add_question(project, draft.role, draft.text, draft.codes or ())
            else:
                change_question(project, same, draft.text, draft.codes)
    known = {question.id: question for question in before}
    return sum(known.get(question.id) != question for question in list_questions(project))


def _cleaned(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise InputError(_("A question needs words."))
    return text


def _details(question: Question) -> dict[str, object]:
    return {"number": question.number, "role": question.role or "–"}


def _set_codes(db: Connection, question: int, codes: Sequence[int]) -> None:
    at = QUESTION_CODE.c
    there = set(db.scalars(select(at.code_id).where(at.question_id == question)))
    for code in there - set(codes):
        db.execute(delete(QUESTION_CODE).where((at.question_id == question) & (at.code_id == code)))
    for code in dict.fromkeys(codes):
        if code not in there:
            db.execute(insert(QUESTION_CODE).values(question_id=question, code_id=code))


def _renumber(db: Connection, others: Sequence[Question], key: int = 0, number: int = 0) -> None:
    """Number a guide from 1, the question `key` standing at `number`."""
    keys = [question.id for question in others]
    if key:
        keys.insert(max(0, min(number - 1, len(keys))), key)
    for place, each in enumerate(keys, start=1):
        db.execute(update(QUESTION).where((QUESTION.c.id == each) & (QUESTION.c.number != place)).values(number=place))


# ---- the turns that ask
def list_question_links(project: Project, transcript: int | None = None) -> list[QuestionLink]:
    """Which turns ask which questions, by interview and turn."""
    at = TURN_QUESTION.c
    query = select(at.transcript_id, at.turn, at.question_id).order_by(at.transcript_id, at.turn, at.id)
    if transcript is not None:
        query = query.where(at.transcript_id == transcript)
    with project.read() as db:
        return [QuestionLink(*row) for row in db.execute(query)]


def link_turn(project: Project, text: TranscriptText, turn: int, question: Question) -> None:
    """Say that an interviewer's turn asks a question; InputError where the turn is not the interviewer's."""
    found = next((each for each in text.turns if each.number == turn), None)
    if found is None:
        raise NotFoundError(
            _("{transcript} has no turn {turn} (it has {count}).").format(
                transcript=text.transcript.name, turn=turn, count=len(text.turns)
            )
        )
    if found.kind != INTERVIEWER:
        raise InputError(
            _("Turn {turn} of {transcript} is not the interviewer's.").format(
                turn=turn, transcript=text.transcript.name
            )
        )
    link_turns(project, text.transcript, [(turn, question)])


def link_turns(project: Project, transcript: Transcript, links: Sequence[tuple[int, Question]]) -> None:
    """Link several turns, known to be the interviewer's, in one step; what is linked already stays."""
    turns = ", ".join(dict.fromkeys(str(turn) for turn, _question in links))
    details = {"turn": turns, "transcript": transcript.name}
    with project.step(N_("linked turn {turn} of {transcript} to the guide"), details) as db:
        there = set(list_question_links(project, transcript.id))
        for turn, question in links:
            if QuestionLink(transcript.id, turn, question.id) not in there:
                db.execute(
                    insert(TURN_QUESTION).values(transcript_id=transcript.id, turn=turn, question_id=question.id)
                )


def unlink_turn(project: Project, transcript: Transcript, turn: int, question: Question | None = None) -> None:
    """Take a turn's link to a question back; without a question, all its links."""
    at = TURN_QUESTION.c
    where = (at.transcript_id == transcript.id) & (at.turn == turn)
    if question is not None:
        where &= at.question_id == question.id
    details = {"turn": turn, "transcript": transcript.name}
    with project.step(N_("took the link of turn {turn} of {transcript} back"), details) as db:
        db.execute(delete(TURN_QUESTION).where(where))
