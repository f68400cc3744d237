"""Codebooks as CSV, between commas, semicolons or tabs."""

import csv
import io
from collections.abc import Sequence

from codebook.files.rows import Row, find_columns, gather_rows
from codebook.ranges import bands_as_text
from codebook.schemas import CodeDraft, SchemaDraft
from corpus.cells import find_heading, guard, overflow, say_columns, unguard
from corpus.errors import InputError
from corpus.messages import _
from corpus.readers.encodings import decode
from corpus.readers.normalise import normalise

COLUMNS = (
    *("schema", "code", "parent", "colour", "key", "definition", "use", "avoid", "example"),
    *("fact", "without", "role", "title", "full_definition", "asks", "low", "high", "bands"),
)

_MOST_CELL = 131_072


def read_csv(data: bytes, file: str, schema: str) -> list[SchemaDraft]:
    """The schemas of a CSV; `schema` is the name where it has no such column."""
    text = normalise(decode(data, file).text).text
    text, told, blank = find_heading(text)
    delimiter = told or max(",;\t", key=text.partition("\n")[0].count)
    rows: list[Row] = []
    csv.field_size_limit(_MOST_CELL)  # it holds for the whole program, and readers of interviews raise it
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for number, cells in enumerate(reader, start=1 + blank):
            rows.append(Row(number, tuple(unguard(cell) for cell in cells)))
    except csv.Error:
        raise InputError(
            _("{file} is no table: row {number} cannot be taken apart.").format(file=file, number=len(rows) + 1 + blank)
        ) from None
    first = next((row for row in rows if any(cell.strip() for cell in row.cells)), None)
    if first and len(first.cells) > 1 and not find_columns(first):
        raise InputError(
            _("{file} has no column code; it has {columns}.").format(
                file=file, columns=say_columns(first.cells, COLUMNS)
            )
        )
    if first and find_columns(first):
        wrong = [(row, overflow(row.cells, len(first.cells))) for row in rows]
        faults = [f"{row.place}: {problem}" for row, problem in wrong if problem]
        if faults:
            raise InputError(_("{file} was not read as a codebook.").format(file=file), faults)
    return gather_rows(file, rows, schema)


def csv_text(schemas: Sequence[SchemaDraft]) -> str:
    """The schemas as CSV: a row a category; a schema without any has one row."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    for schema in schemas:
        for code in schema.codes or (CodeDraft(""),):
            writer.writerow([guard(cell) for cell in _cells(schema, code)])
    return written.getvalue()


def _cells(schema: SchemaDraft, code: CodeDraft) -> tuple[str, ...]:
    return (
        schema.name,
        code.name,
        code.parent,
        code.colour,
        code.key,
        code.definition,
        code.use,
        code.avoid,
        code.example,
        "yes" if code.fact else "",
        ";".join(code.without),
        schema.role,
        schema.title,
        code.full_definition,
        code.asks,
        *("" if number is None else str(number) for number in (code.low, code.high)),
        bands_as_text(schema.bands),
    )
