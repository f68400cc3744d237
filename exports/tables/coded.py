"""What filters mean for what is no coded passage itself: words, categories, and the passages of one category.

Words (a hit, a telling) pass where a passage coded as asked shares some with them; a category passes where it is asked
for and, where people, interviews, coders or flags are, has such a passage in it or below it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from codebook.roles import is_counted
from codebook.schemas import Code, Schema, list_schemas
from corpus.store import Project
from exports.tables.filters import Filters, look_up
from exports.tables.passages import Found, Row, find


@dataclass(frozen=True, slots=True)
class Coded:
    """The ranges coded as asked, by the key of their interview; half-open, in code points."""

    ranges: Mapping[int, Sequence[tuple[int, int]]]

    def holds(self, transcript: int, start: int, end: int) -> bool:
        """Whether some words of a range are coded so."""
        return any(begin < end and start < stop for begin, stop in self.ranges.get(transcript, ()))


def find_coded(project: Project, filters: Filters) -> Coded | None:
    """Where interviews are coded as the filters for schema, category, coder, flag and reading ask; None for no such."""
    wanted = Filters(
        schema=filters.schema, code=filters.code, coder=filters.coder, flag=filters.flag, reading=filters.reading
    )
    if wanted == Filters():
        return None
    return Coded(_ranges(find(project, wanted).rows))


def _ranges(rows: Iterable[Row]) -> Mapping[int, Sequence[tuple[int, int]]]:
    ranges: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for _key, transcript, start, end, _code in rows:
        ranges[transcript].append((start, end))
    return ranges


def find_under(project: Project, filters: Filters, category: Code) -> Found:
    """The passages of a category and those below it that filters ask for.

    Where filters name categories: those coded with one below it that is named, and those of whose words some are coded
    with one that is elsewhere, by the coders asked for. `schema` says only where those named are.
    """
    own = replace(filters, schema=(category.schema,), code=(category.path,), exact=False)
    if not look_up(project, replace(own, code=())).schemas:  # its schema is in none of the readings
        return find(project, Filters(), frozenset())
    found = find(project, own)
    if not filters.code:
        return found
    below = look_up(project, own).codes or frozenset()
    other = Filters(schema=filters.schema, code=filters.code, coder=filters.coder, exact=filters.exact)
    named = find(project, other).rows
    keys = {row[0] for row in named}
    also = Coded(_ranges(row for row in named if row[4] not in below))
    kept = (row[0] for row in found.rows if row[0] in keys or also.holds(*row[1:4]))
    return find(project, own, frozenset(kept))


def find_categories(project: Project, filters: Filters) -> frozenset[int]:
    """The keys of the categories filters ask for.

    A role asks for those of its schemas that it is not left out of. Participants, interviews, coders and flags ask for
    those with a passage of theirs, coded so, in the category or below it.
    """
    chosen = look_up(project, filters)
    codes = {
        code.id
        for schema in chosen.schemas
        for code in schema.codes
        if (chosen.codes is None or code.id in chosen.codes)
        and (chosen.roles is None or is_counted(schema, code, sorted(chosen.roles)))
    }
    if filters.participant or filters.transcript or filters.coder or filters.flag:
        used = {row[4] for row in find(project, filters).rows}
        codes &= with_those_above(chosen.schemas, used)
    return frozenset(codes)


def with_those_above(schemas: Sequence[Schema], keys: Collection[int]) -> frozenset[int]:
    """Categories with all they stand under."""
    above = {code.id: code.parent for schema in schemas for code in schema.codes}
    found: set[int] = set()
    for key in keys:
        at: int | None = key
        while at is not None and at not in found:
            found.add(at)
            at = above.get(at)
    return frozenset(found)


def narrow_schemas(project: Project, filters: Filters) -> list[Schema]:
    """The schemas with the categories filters ask for; one of which none is left is left out."""
    if filters == Filters():
        return list_schemas(project)
    kept, asked = find_categories(project, filters), {schema.id for schema in look_up(project, filters).schemas}
    whole = filters == Filters(schema=filters.schema, reading=filters.reading)
    narrowed = (
        replace(schema, codes=tuple(code for code in schema.codes if code.id in kept))
        for schema in list_schemas(project)
        if schema.id in asked
    )
    return [schema for schema in narrowed if schema.codes or whole]
