"""The piles of a category, counted: how many of each role's participants are in each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from codebook.schemas import Code, Schema, get_code, get_schema
from codebook.sorting import piles_of
from corpus.messages import _
from corpus.participants import list_participants, list_roles
from corpus.store import Project
from exports.tables.coded import find_under
from exports.tables.filters import NO_ROLE, Filters, look_up, one_coder
from exports.tables.frequencies import ALL
from exports.tables.interviews import interviews_of
from exports.tables.passages import Found, find
from exports.values import Column, Table

UNSORTED = ""
"""The pile of what is in none."""
_NONE = 0


@dataclass(frozen=True, slots=True)
class PileCount:
    """One pile in one role: its passages, and how many of the role's participants (`of`) said something in it."""

    pile: str
    role: str
    informants: int
    of: int
    segments: int


@dataclass(frozen=True, slots=True)
class Sorted:
    """The passages of a category, and the keys of the piles each is in; empty for none. `piles` in order."""

    schema: Schema
    category: Code
    target: Schema | None
    piles: tuple[Code, ...]
    found: Found
    inside: tuple[frozenset[int], ...]


def find_sorted(project: Project, filters: Filters, category: Code, target: str = "") -> Sorted:
    """The passages of a category and the piles they are in.

    Piles are its sub-categories, or, where `target` names another schema, that schema's categories put on exactly the
    same words by the same coder. Raises InputError where several have coded and none is named.
    """
    one_coder(project, look_up(project, filters))
    schema = get_schema(project, category.schema)
    category = next(code for code in schema.codes if code.id == category.id)
    found = find_under(project, filters, category)
    if not target:
        piles = piles_of(schema, category)
        pile_of = {key: pile.id for pile in piles for key in schema.descendants(pile)}
        inside = tuple(frozenset({pile_of[row[4]]} if row[4] in pile_of else ()) for row in found.rows)
        return Sorted(schema, category, None, piles, found, inside)
    goal = get_schema(project, target)
    coded = _also_coded(project, filters, goal)
    places = ((row[1], row[2], row[3]) for row in found.rows)
    return Sorted(schema, category, goal, goal.codes, found, tuple(frozenset(coded.get(p, ())) for p in places))


def _also_coded(project: Project, filters: Filters, schema: Schema) -> Mapping[tuple[int, int, int], set[int]]:
    """The categories of a schema on each range of each interview."""
    found: dict[tuple[int, int, int], set[int]] = {}
    for _key, transcript, start, end, code in find(project, Filters(coder=filters.coder, schema=(schema.name,))).rows:
        found.setdefault((transcript, start, end), set()).add(code)
    return found


def people_asked(project: Project, found: Sorted, filters: Filters | None = None) -> dict[str, set[str]]:
    """The participants with an interview of each role who could be in a pile: those the schemas are for."""
    chosen = look_up(project, filters or Filters())
    transcripts = interviews_of(project).transcripts.values()
    heard = {label for transcript in transcripts for label in transcript.participants}
    left_out = {role.casefold() for role in found.category.without}
    meant = {schema.role.casefold() for schema in (found.schema, found.target) if schema and schema.role}
    roles: dict[str, set[str]] = {role: set() for role in list_roles(project)}
    for person in list_participants(project):
        fits = meant <= {person.role.casefold()}
        asked = chosen.takes_role(person.role or NO_ROLE) and person.role.casefold() not in left_out
        named = chosen.participants is None or person.label in chosen.participants
        if person.label in heard and fits and asked and named:
            roles.setdefault(person.role or NO_ROLE, set()).add(person.label)
    return {role: people for role, people in roles.items() if people}


def count_piles(
    piles: Sequence[Code],
    inside: Iterable[frozenset[int]],
    owners: Sequence[tuple[str, ...]],
    asked: Mapping[str, set[str]],
) -> list[PileCount]:
    """Every pile, and what is in none, in every role and in all together.

    `inside` has the piles of each passage, `owners` the participants it belongs to, `asked` the people of each role.
    """
    groups = {**asked, ALL: {label for people in asked.values() for label in people}}
    whose: dict[int, list[tuple[str, ...]]] = {}
    for keys, labels in zip(inside, owners, strict=True):
        for key in keys or (_NONE,):
            whose.setdefault(key, []).append(labels)
    found = []
    for key, name in [*((pile.id, pile.name) for pile in piles), (_NONE, UNSORTED)]:
        there = whose.get(key, [])
        for role, people in groups.items():
            mine = [set(labels) & people for labels in there]
            informants = set[str]().union(*mine)
            found.append(PileCount(name, role, len(informants), len(people), sum(map(bool, mine))))
    return found


def piles_table(project: Project, category: str, filters: Filters | None = None, target: str = "") -> Table:
    """Tidy rows `category,pile,role,informants,of,segments`; what is in no pile has an empty name.

    `filters.schema` says which schema the category is in, where several have one of that name.
    """
    filters = filters or Filters()
    schemas = look_up(project, Filters(schema=filters.schema)).schemas
    sorted_ = find_sorted(project, filters, get_code(schemas, category), target)
    asked = people_asked(project, sorted_, filters)
    counts = count_piles(sorted_.piles, sorted_.inside, sorted_.found.owners, asked)
    columns = (
        Column("category", _("category")),
        Column("pile", _("pile"), said={UNSORTED: _("in no pile")}),
        Column("role", _("role"), said={ALL: _("all")}),
        Column("informants", _("participants"), "int"),
        Column("of", _("of"), "int"),
        Column("segments", _("passages"), "int"),
    )
    rows = tuple((sorted_.category.path, c.pile, c.role, c.informants, c.of, c.segments) for c in counts)
    return Table(_("Piles of {category}").format(category=sorted_.category.name), columns, rows)
