"""The interview guide as tables: the questions, who was asked what, what came up unasked, what turns may ask."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from codebook.cells import cell_meanings, list_cells
from codebook.questions import Question, list_question_links, list_questions
from codebook.schemas import Code, Schema, list_schemas
from codebook.suggesting import Forms, suggest_links
from corpus.messages import _
from corpus.participants import Participant, list_participants
from corpus.store import Project
from corpus.transcripts import Transcript, list_transcripts
from exports.tables.coded import find_categories, with_those_above
from exports.tables.filters import NO_ROLE, Chosen, Filters, look_up
from exports.tables.passages import Passage, find_passages
from exports.values import Cell, Column, Table

ASKED, NOT_ASKED_OF, UNKNOWN = ASKINGS = ("yes", "no", "unknown")
"""Whether a question was asked of somebody: unknown where no turn of their interviews is linked to the guide."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One question and one participant; `turns` that ask it as (interview, turn), `known` where anything is linked."""

    question: Question
    person: Participant
    turns: tuple[tuple[Transcript, int], ...]
    known: bool

    @property
    def asked(self) -> str:
        """One of ASKINGS."""
        return ASKED if self.turns else NOT_ASKED_OF if self.known else UNKNOWN


def list_asked_for(project: Project, filters: Filters | None = None) -> list[Question]:
    """The questions filters ask for: of a role's guide, and tied to a category asked for or to one above it.

    Coders and flags ask for categories with a passage coded so, by everything else asked for.
    """
    filters = filters or Filters()
    chosen, questions = look_up(project, filters), list_questions(project)
    questions = [one for one in questions if not one.role or chosen.takes_role(one.role)]
    if not (filters.schema or filters.code or filters.coder or filters.flag or filters.reading):
        return questions
    if not (filters.coder or filters.flag):
        filters = replace(filters, role=(), participant=(), transcript=())
    wanted = with_those_above(list_schemas(project), find_categories(project, filters))
    return [question for question in questions if wanted & set(question.codes)]


def list_askings(project: Project, filters: Filters | None = None) -> list[Asking]:
    """Every question of a role's guide × every participant of that role who has an interview, by question."""
    chosen = look_up(project, filters or Filters())
    transcripts = [t for t in list_transcripts(project) if chosen.transcripts is None or t.id in chosen.transcripts]
    of_person: dict[str, list[Transcript]] = defaultdict(list)
    for transcript in transcripts:
        for label in transcript.participants:
            of_person[label].append(transcript)
    people = [
        person
        for person in list_participants(project)
        if person.label in of_person
        and chosen.takes_role(person.role or NO_ROLE)
        and (chosen.participants is None or person.label in chosen.participants)
    ]
    asked: dict[tuple[int, int], list[int]] = defaultdict(list)
    linked = set()
    for link in list_question_links(project):
        asked[link.transcript, link.question].append(link.turn)
        linked.add(link.transcript)
    found = []
    for question in list_asked_for(project, filters):
        for person in people:
            if question.role.casefold() not in ("", person.role.casefold()):
                continue
            heard = of_person[person.label]
            turns = tuple((t, turn) for t in heard for turn in asked.get((t.id, question.id), ()))
            found.append(Asking(question, person, turns, any(t.id in linked for t in heard)))
    return found


def guide_table(project: Project, filters: Filters | None = None) -> Table:
    """Tidy rows `role,number,question,categories,asked,of`: how many of the participants were asked each question."""
    codes = _codes(list_schemas(project))
    counted: dict[int, list[Asking]] = defaultdict(list)
    for asking in list_askings(project, filters):
        counted[asking.question.id].append(asking)
    columns = (
        Column("role", _("role")),
        Column("number", _("no."), "int"),
        Column("question", _("question")),
        Column("categories", _("categories")),
        Column("asked", _("asked"), "int"),
        Column("of", _("of"), "int"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            question.role,
            question.number,
            question.text,
            "; ".join(code_names(question, codes)),
            sum(asking.asked == ASKED for asking in counted[question.id]),
            len(counted[question.id]),
        )
        for question in list_asked_for(project, filters)
    )
    return Table(_("Interview guide"), columns, rows)


def code_names(question: Question, codes: Mapping[int, Code]) -> list[str]:
    """A question's categories as `schema: path`, which the guide can be read back from."""
    return [f"{codes[key].schema}: {codes[key].path}" for key in question.codes if key in codes]


def _codes(schemas: Sequence[Schema]) -> dict[int, Code]:
    return {code.id: code for schema in schemas for code in schema.codes}


def say_askings() -> dict[str, str]:
    """Each of ASKINGS in the reader's words."""
    return {ASKED: _("asked"), NOT_ASKED_OF: _("not asked"), UNKNOWN: _("not linked")}


def asked_table(project: Project, filters: Filters | None = None) -> Table:
    """Tidy rows `participant,role,number,question,asked,transcript,turns`, turns joined by `;`."""
    columns = (
        Column("participant", _("participant")),
        Column("role", _("role")),
        Column("number", _("no."), "int"),
        Column("question", _("question")),
        Column("asked", _("asked"), said=say_askings()),
        Column("transcript", _("interview")),
        Column("turns", _("turns")),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            asking.person.label,
            asking.person.role,
            asking.question.number,
            asking.question.text,
            asking.asked,
            ";".join(dict.fromkeys(t.name for t, _turn in asking.turns)),
            ";".join(str(turn) for _t, turn in asking.turns),
        )
        for asking in list_askings(project, filters)
    )
    return Table(_("Who was asked what"), columns, rows)


def find_unasked(project: Project, filters: Filters | None = None) -> list[Passage]:
    """Passages of categories that came up without being asked for.

    A passage answers the questions of the last linked turn before it. It came up unasked where none of these is tied
    to its category or to one above it. Interviews without a linked turn, and facts, are left out: nothing can be said.
    """
    schemas, questions = list_schemas(project), {q.id: q for q in list_questions(project)}
    tied = {question.id: set(question.codes) for question in questions.values()}
    above = {code.id: frozenset(_above(schema, code)) for schema in schemas for code in schema.codes}
    linked: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for link in list_question_links(project):
        linked[link.transcript][link.turn] |= tied[link.question]
    order = {key: sorted(turns) for key, turns in linked.items()}
    found = []
    for passage in find_passages(project, filters) if linked else ():
        turns = order.get(passage.transcript.id)
        if not turns or not passage.participant or passage.code.fact:
            continue
        at = bisect_right(turns, passage.turns[0]) - 1
        asked = linked[passage.transcript.id][turns[at]] if at >= 0 else set[int]()
        if not asked & above[passage.code.id]:
            found.append(passage)
    return found


def _above(schema: Schema, code: Code) -> Iterator[int]:
    """A category and those it stands under."""
    by_key = {other.id: other for other in schema.codes}
    at: Code | None = code
    while at is not None:
        yield at.id
        at = by_key.get(at.parent) if at.parent is not None else None


def unasked_table(project: Project, filters: Filters | None = None) -> Table:
    """Tidy rows `participant,role,schema,code,path,transcript,turn,text,gist,coding`."""
    columns = (
        Column("participant", _("participant")),
        Column("role", _("role")),
        Column("schema", _("schema")),
        Column("code", _("category")),
        Column("path", _("path")),
        Column("transcript", _("interview")),
        Column("turn", _("turn"), "int"),
        Column("text", _("text")),
        Column("gist", _("gist")),
        Column("coding", _("passage"), "int"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            p.participant,
            p.role,
            p.code.schema,
            p.code.name,
            p.code.path,
            p.transcript.name,
            p.turns[0],
            p.text,
            p.coding.gist,
            p.coding.id,
        )
        for p in find_unasked(project, filters)
    )
    return Table(_("What came up unasked"), columns, rows)


def suggestions_table(project: Project, forms: Forms | None = None, filters: Filters | None = None) -> Table:
    """Tidy rows `transcript,turn,text,number,question,shared`: the likeliest question of each turn not linked yet.

    Filters ask for interviews, those of participants and roles, and for questions.
    """
    meant = {question.id for question in list_asked_for(project, filters)}
    chosen, roles = look_up(project, filters or Filters()), {p.label: p.role for p in list_participants(project)}
    columns = (
        Column("transcript", _("interview")),
        Column("turn", _("turn"), "int"),
        Column("text", _("text")),
        Column("number", _("no."), "int"),
        Column("question", _("question")),
        Column("shared", _("shared word forms")),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (t.name, turn.number, words, found.question.number, found.question.text, "; ".join(found.shared))
        for t, turn, words, found in suggest_links(project, forms)
        if found.question.id in meant and _is_asked_for(t, chosen, roles)
    )
    return Table(_("Suggested links"), columns, rows)


def _is_asked_for(transcript: Transcript, chosen: Chosen, roles: Mapping[str, str]) -> bool:
    """Whether an interview is one filters ask for, or one with a participant they ask for."""
    people = [label for label in transcript.participants if chosen.takes_role(roles.get(label, "") or NO_ROLE)]
    return (chosen.transcripts is None or transcript.id in chosen.transcripts) and (
        (chosen.participants is None and chosen.roles is None)
        or any(chosen.participants is None or label in chosen.participants for label in people)
    )


def never_asked(project: Project) -> list[tuple[Participant, Code]]:
    """Who was never asked about a category the guide asks about, has no passage under it, and whose cell is silent.

    Only participants with a linked interview; a category counts as asked with any question tied to it or above it.
    """
    schemas = list_schemas(project)
    askings: dict[str, list[Asking]] = defaultdict(list)
    for asking in list_askings(project):
        if asking.known:
            askings[asking.person.label].append(asking)
    spoken = {(p.participant, key) for p in find_passages(project) for s in schemas for key in _above_in(s, p.code)}
    meanings = cell_meanings(list_cells(project), schemas)
    found = []
    for of_person in askings.values():
        person = of_person[0].person
        asked = {key for asking in of_person if asking.turns for key in asking.question.codes}
        meant = {key for asking in of_person for key in asking.question.codes}
        for schema in schemas:
            if schema.role and schema.role.casefold() != person.role.casefold():
                continue
            for code in schema.codes:
                line = set(_above(schema, code))
                silent = (person.label, code.id) not in spoken and person.label not in meanings[code.id]
                left_out = person.role.casefold() in {role.casefold() for role in code.without}
                if line & meant and not line & asked and silent and not left_out:
                    found.append((person, code))
    return found


def _above_in(schema: Schema, code: Code) -> Iterator[int]:
    return _above(schema, code) if schema.name == code.schema else iter(())
