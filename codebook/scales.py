"""Numbers on passages and on participants, where a category asks for one; their sums, and what a sum is called."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from codebook.codes import describe_scale, set_schema_bands
from codebook.codings import Coding, add_coder, current_coder
from codebook.models import CODING, SCORE
from codebook.ranges import OF_CODING, OF_PARTICIPANT, band_of, check_number, say_number
from codebook.schemas import Code, Schema, list_schemas
from corpus.errors import InputError
from corpus.messages import N_, _
from corpus.models import CODER, PARTICIPANT
from corpus.participants import Participant
from corpus.store import Project

__all__ = ["Score", "Total", "describe_scale", "list_scores", "score", "set_number", "set_schema_bands", "sum_scores"]


@dataclass(frozen=True, slots=True)
class Score:
    """The number a coder gave a participant (a label) on a category (a key)."""

    participant: str
    code: int
    coder: str
    number: float


@dataclass(frozen=True, slots=True)
class Total:
    """A participant's sum under a category (a key), or in the whole schema (`code` None), by one coder.

    `given` of the `of` categories that ask have a number; only a whole schema's full sum has a `band`.
    """

    participant: str
    coder: str
    code: int | None
    total: float
    given: int
    of: int
    band: str = ""


def set_number(project: Project, coding: Coding, value: float | None) -> None:
    """Give a coded passage the number its category asks for, or take it away; InputError says the range."""
    code = next(code for schema in list_schemas(project) for code in schema.codes if code.id == coding.code)
    if value is not None:
        if code.asks != OF_CODING:
            raise InputError(_("“{code}” asks for no number of a passage.").format(code=code.name))
        check_number(value, code.low, code.high)
    what = N_("took a passage's number away") if value is None else N_("gave a passage the number {number}")
    with project.step(what, {"number": "" if value is None else say_number(value)}) as db:
        at = CODING.c
        db.execute(update(CODING).where(at.id == coding.id, at.number.is_distinct_from(value)).values(number=value))


def score(project: Project, participant: Participant, code: Code, value: float | None, coder: str = "") -> None:
    """Give a participant a number on a category, or take it away; `coder` is who codes now unless named.

    InputError says the range where the number is outside it.
    """
    if value is not None:
        if code.asks != OF_PARTICIPANT:
            raise InputError(_("“{code}” asks for no number of a participant.").format(code=code.name))
        check_number(value, code.low, code.high)
    details = {"participant": participant.label, "code": code.name}
    if value is None:
        what = N_("took the score of {participant} on {code} away")
    else:
        what, details["number"] = N_("scored {participant} {number} on {code}"), say_number(value)
    at = SCORE.c
    with project.step(what, details) as db:
        key = add_coder(db, coder.strip() or current_coder(project))
        where = (at.participant_id == participant.id) & (at.code_id == code.id) & (at.coder_id == key)
        there = db.execute(select(at.number).where(where)).scalar_one_or_none()
        if value is None:
            db.execute(delete(SCORE).where(where))
        elif there is None:
            db.execute(insert(SCORE).values(participant_id=participant.id, code_id=code.id, coder_id=key, number=value))
        elif there != value:
            db.execute(update(SCORE).where(where).values(number=value))


def list_scores(project: Project) -> list[Score]:
    """Every score given, by participant and category."""
    at = SCORE.c
    query = select(PARTICIPANT.c.label, at.code_id, CODER.c.name, at.number)
    query = query.join(PARTICIPANT, PARTICIPANT.c.id == at.participant_id).join(CODER, CODER.c.id == at.coder_id)
    with project.read() as db:
        return [Score(*row) for row in db.execute(query.order_by(at.participant_id, at.code_id, at.coder_id))]


def sum_scores(schema: Schema, scores: Collection[Score]) -> list[Total]:
    """Each scored participant's sums in a schema: under every category above some that ask, then the whole."""
    asking = {code.id for code in schema.codes if code.asks == OF_PARTICIPANT}
    numbers: dict[tuple[str, str], dict[int, float]] = {}
    for given in scores:
        if given.code in asking:
            numbers.setdefault((given.participant, given.coder), {})[given.code] = given.number
    groups = list(_groups(schema, asking))
    return [
        Total(participant, coder, code, *_summed(found, inside), _band(schema, code, found, inside))
        for (participant, coder), found in numbers.items()
        for code, inside in groups
    ]


def _groups(schema: Schema, asking: Collection[int]) -> Iterator[tuple[int | None, Sequence[int]]]:
    """What is summed: the asking categories below each that has some, and all of them."""
    for code in schema.codes:
        below = [key for key in schema.descendants(code) - {code.id} if key in asking]
        if below:
            yield code.id, below
    yield None, list(asking)


def _summed(found: dict[int, float], inside: Sequence[int]) -> tuple[float, int, int]:
    given = [found[key] for key in inside if key in found]
    return sum(given), len(given), len(inside)


def _band(schema: Schema, code: int | None, found: dict[int, float], inside: Sequence[int]) -> str:
    """The name of a full sum of the whole schema: a sum that lacks some would be called too low."""
    if code is not None or not all(key in found for key in inside):
        return ""
    return band_of(schema.bands, sum(found[key] for key in inside))
