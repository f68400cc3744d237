"""The lines of the codebook's tree: schemas and categories with what is coded under them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich.cells import cell_len

from app.reader.cells import fit
from app.widgets.items import Item, Line, Part
from app.widgets.picker import short_path
from codebook.schemas import Code, Schema
from corpus.messages import _
from exports.harmless import line
from exports.tables.codebook_pages import say_link, say_scale
from exports.writers.thesis import FACT_MARK

_DEEPEST = 6
_LONGEST_PATH = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the tree: a schema (`code` None) or one of its categories, with what is coded under it."""

    schema: Schema
    code: Code | None
    codings: int


def row_item(row: Row, width: int = 40, *, counted: bool = True) -> Item:
    """A line as it is drawn, names padded to `width`; a schema has a gap above it. How often each is used stands in the
    margin where it is `counted`."""
    count = Part(f"{row.codings or '·':>5}  " if counted else "  ", "quiet")
    if row.code is None:
        role = _("every role") if not row.schema.role else line(row.schema.role)
        title = f"   {line(row.schema.title)}" if row.schema.title else ""
        return Item((Line(), Line((count, Part(line(row.schema.name), "strong"), Part(f" · {role}{title}", "quiet")))))
    code = row.code
    indent = indent_of(code.depth)
    name = f"{line(code.name)}\u00a0{FACT_MARK}" if code.fact else line(code.name)
    key = Part(f"{code.key or ' '} ", "quiet")
    room = max(1, width - len(indent))
    definition = Part(f"   {line(code.definition)}", "quiet")
    shown = fit(name, room) if code.definition else name
    return Item((Line((count, Part(indent), Part("▊ ", "", code.colour), key, Part(shown), definition)),))


def indent_of(depth: int) -> str:
    """How far in a category stands; from a depth on a number says it, for a name needs room too."""
    if depth < _DEEPEST:
        return "  " * (depth + 1)
    return "  " * (_DEEPEST - 1) + f"{depth + 1:>2}· "


def name_cells(code: Code) -> int:
    """The cells a category's line takes up to the end of its name."""
    return len(indent_of(code.depth)) + 4 + cell_len(line(code.name))


def meaning_of(code: Code, known: Mapping[str, Code]) -> Iterator[str]:
    """What a category means, a line each; `known` are the study's categories by their lasting identities."""
    scale = _(" · asks for a number {scale}").format(scale=say_scale(code)) if code.asks else ""
    yield short_path(code.path, _LONGEST_PATH) + scale
    yield line(code.definition) if code.definition else _("No definition yet: d writes one.")
    links = [(kind, known[guid]) for kind, guid in code.links if guid in known]
    if links:
        yield " · ".join(say_link(kind, f"{line(other.schema)}: {short_path(other.path)}") for kind, other in links)
    for words, text in (
        (_("use: {text}"), code.use),
        (_("not: {text}"), code.avoid),
        (_("example: {text}"), code.example),
        (_("leaves out: {text}"), ", ".join(code.without)),
    ):
        if text:
            yield words.format(text=line(text))
    if code.full_definition:
        yield line(code.full_definition)


def tree_rows(schemas: list[Schema], codings: dict[int, int]) -> list[Row]:
    """Every schema, each followed by its categories; `codings` counts them by code."""
    rows = []
    for schema in schemas:
        inside = sum(codings.get(code.id, 0) for code in schema.codes)
        rows.append(Row(schema, None, inside))
        for code in schema.codes:
            rows.append(Row(schema, code, codings.get(code.id, 0)))
    return rows


def key_of(row: Row) -> tuple[int, int]:
    """What a line is known by when the tree has changed."""
    return row.schema.id, row.code.id if row.code else 0
