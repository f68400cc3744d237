"""The lines of the codebook's tree: schemas and categories with what is coded under them."""

from dataclasses import dataclass

from app.reader.cells import fit
from app.widgets.items import Item, Line, Part
from codebook.schemas import Code, Schema
from corpus.messages import _
from exports.harmless import line
from exports.writers.thesis import FACT_MARK


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the tree: a schema (`code` None) or one of its categories, with what is coded under it."""

    schema: Schema
    code: Code | None
    codings: int


def row_item(row: Row, width: int = 40) -> Item:
    """A line as it is drawn, names padded to `width`; a schema has a gap above it."""
    count = Part(f"{row.codings or '·':>5}  ", "quiet")
    if row.code is None:
        role = _("every role") if not row.schema.role else line(row.schema.role)
        title = f"   {line(row.schema.title)}" if row.schema.title else ""
        return Item((Line(), Line((count, Part(line(row.schema.name), "strong"), Part(f" · {role}{title}", "quiet")))))
    code = row.code
    indent = "  " * (code.depth + 1)
    name = f"{line(code.name)}\u00a0{FACT_MARK}" if code.fact else line(code.name)
    key = Part(f"{code.key or ' '} ", "quiet")
    room = max(1, width - len(indent))
    definition = Part(f"   {line(code.definition)}", "quiet")
    return Item((Line((count, Part(indent), Part("▊ ", "", code.colour), key, Part(fit(name, room)), definition)),))


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
