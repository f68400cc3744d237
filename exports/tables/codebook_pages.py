"""The codebook as it is printed: a table a schema, a category a row (MacQueen et al. 1998).

MacQueen, McLellan, Kay and Milstein (1998), Codebook development for team-based qualitative analysis: label, short and
full definition, when to use, when not to use, example.
"""

from collections.abc import Iterator, Mapping, Sequence

from codebook.links import OPPOSITE, PARALLEL, SAME
from codebook.ranges import OF_CODING, bands_as_text, say_range
from codebook.schemas import Code, Schema
from corpus.messages import _
from exports.values import CodebookPage, Column, Table


def codebook_pages(schemas: Sequence[Schema]) -> tuple[CodebookPage, ...]:
    """A page a schema, in the language in use; what belongs together across schemas stands in the notes."""
    known = {code.guid: code for schema in schemas for code in schema.codes}
    return tuple(_page(schema, known) for schema in schemas)


def _page(schema: Schema, known: Mapping[str, Code]) -> CodebookPage:
    columns = [
        Column("code", _("category")),
        Column("definition", _("short definition")),
        Column("full_definition", _("full definition")),
        Column("use", _("when to use")),
        Column("avoid", _("when not to use")),
        Column("example", _("example")),
    ]
    asking = any(code.asks for code in schema.codes)
    if asking:
        columns.append(Column("number", _("number")))
    rows = tuple(
        (
            code.name,
            code.definition,
            code.full_definition,
            code.use,
            code.avoid,
            code.example,
            *((say_scale(code),) if asking else ()),
        )
        for code in schema.codes
    )
    name = _("Codebook: {schema}").format(schema=schema.name)
    return CodebookPage(
        schema.name,
        Table(name, tuple(columns), rows, tuple(_notes(schema, known))),
        tuple(code.depth for code in schema.codes),
    )


def say_scale(code: Code) -> str:
    """What number a category asks for, in words; empty where it asks for none."""
    if not code.asks:
        return ""
    of = _("of a passage") if code.asks == OF_CODING else _("of a participant")
    inside = say_range(code.low, code.high)
    return f"{of}, {inside}" if inside else of


def say_link(kind: str, other: str) -> str:
    """How a category belongs with another, in words."""
    words = {SAME: _("the same as {other}"), PARALLEL: _("parallel to {other}"), OPPOSITE: _("opposite of {other}")}
    return words[kind].format(other=other)


def _notes(schema: Schema, known: Mapping[str, Code]) -> Iterator[str]:
    if schema.title:
        yield f"{schema.title}."
    yield _("For {role}.").format(role=schema.role or _("every role"))
    if schema.bands:
        yield _("Sum: {bands}.").format(bands=bands_as_text(schema.bands))
    said: set[frozenset[str]] = set()
    for code in schema.codes:
        for kind, guid in code.links:
            other = known.get(guid)
            if other is None or frozenset((code.guid, guid)) in said:
                continue
            said.add(frozenset((code.guid, guid)))
            place = other.path if other.schema == schema.name else f"{other.path} ({other.schema})"
            yield f"{code.path}: {say_link(kind, place)}."
