"""Scores as rows: each participant's numbers, and their sums."""

from collections.abc import Iterator

from codebook.ranges import OF_CODING
from codebook.scales import Score, Total, list_scores, sum_scores
from codebook.schemas import Code, Schema
from corpus.messages import _
from corpus.participants import list_participants
from corpus.store import Project
from exports.tables.filters import NO_ROLE, Filters, look_up
from exports.tables.passages import find_passages
from exports.values import Cell, Column, Table


def scores_table(project: Project, filters: Filters | None = None) -> Table:
    """Tidy rows `participant,role,coder,schema,code,path,score,given,of,band`, one a number given or a sum of some.

    A sum stands under the category it is summed below, and with `code` and `path` empty where it is the whole
    schema's; `given` of the `of` categories have a number, and a full sum of the schema has a `band`. Scores of
    several coders stand apart.
    """
    columns = (
        Column("participant", _("participant")),
        Column("role", _("role")),
        Column("coder", _("coder")),
        Column("schema", _("schema")),
        Column("code", _("category")),
        Column("path", _("path")),
        Column("score", _("score"), "int"),
        Column("given", _("given"), "int"),
        Column("of", _("of"), "int"),
        Column("band", _("band")),
    )
    chosen = look_up(project, filters or Filters())
    roles = {person.label: person.role for person in list_participants(project)}
    scores = [
        score
        for score in list_scores(project)
        if (chosen.participants is None or score.participant in chosen.participants)
        and (chosen.coders is None or score.coder in chosen.coders)
        and chosen.takes_role(roles[score.participant] or NO_ROLE)
    ]
    rows = [
        (participant, roles[participant], coder, schema.name, *rest)
        for schema in chosen.schemas
        for participant, coder, code, rest in _rows(schema, scores)
        if chosen.codes is None or code in chosen.codes
    ]
    return Table(_("Scores"), columns, tuple(rows))


def _rows(schema: Schema, scores: list[Score]) -> Iterator[tuple[str, str, int | None, tuple[Cell, ...]]]:
    """Participant, coder, the category's key, and the row's further cells: by participant, in the schema's order."""
    totals = sum_scores(schema, scores)
    who = dict.fromkeys((total.participant, total.coder) for total in totals)
    numbers = {(given.participant, given.coder, given.code): given.number for given in scores}
    sums = {(total.participant, total.coder, total.code): total for total in totals}
    for person, coder in who:
        for code in schema.codes:
            if (number := numbers.get((person, coder, code.id))) is not None:
                yield person, coder, code.id, (code.name, code.path, _short(number), 1, 1, "")
            elif total := sums.get((person, coder, code.id)):
                yield person, coder, code.id, _total(total, code)
        yield person, coder, None, _total(sums[person, coder, None], None)


def _total(total: Total, code: Code | None) -> tuple[Cell, ...]:
    name, path = (code.name, code.path) if code else ("", "")
    return name, path, _short(total.total), total.given, total.of, total.band


def _short(number: float) -> int | float:
    return int(number) if number == int(number) else number


def numbers_table(project: Project, filters: Filters | None = None) -> Table:
    """Tidy rows `coding,transcript,turn,participant,role,schema,code,path,coder,number,text`: numbers on passages.

    A passage of two participants has two rows. Categories that ask for a number of a passage are listed whether it has
    one or not; where it has none, `number` is empty.
    """
    columns = (
        Column("coding", _("passage"), "int"),
        Column("transcript", _("interview")),
        Column("turn", _("turn"), "int"),
        Column("participant", _("participant")),
        Column("role", _("role")),
        Column("schema", _("schema")),
        Column("code", _("category")),
        Column("path", _("path")),
        Column("coder", _("coder")),
        Column("number", _("number"), "int"),
        Column("text", _("text")),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            p.coding.id,
            p.transcript.name,
            p.turns[0],
            p.participant,
            p.role,
            p.code.schema,
            p.code.name,
            p.code.path,
            p.coding.coder,
            "" if p.coding.number is None else _short(p.coding.number),
            p.text,
        )
        for p in find_passages(project, filters)
        if p.code.asks == OF_CODING or p.coding.number is not None
    )
    return Table(_("Numbers on passages"), columns, rows)
