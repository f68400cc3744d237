"""Tidy data for other programs: csv and json, with the contract's column names."""

import csv
import io
import json
import re
from collections.abc import Callable

from corpus.cells import guard
from exports.harmless import clean, visible
from exports.values import NOT_APPLICABLE, Cell, Column, Table

_ESCAPED_IN_JSON = re.compile("[\x7f-\x9f\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_EMPTY: dict[str, Cell] = {"text": "", "int": 0, "share": 0.0}


def csv_bytes(table: Table, terminal: bool = False) -> bytes:
    """The table as CSV: UTF-8 without BOM, comma, newline, quotes where needed.

    Text that a spreadsheet would take for a formula is guarded (see `corpus.cells`), control characters are
    U+FFFD. For a terminal marks of direction are spelt out; in a file they stay, for the text is data there.
    """
    harmless = visible if terminal else clean
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([guard(harmless(column.name)) for column in table.columns])
    for row in table.rows:
        writer.writerow([_csv_cell(cell, harmless) for cell in row])
    return written.getvalue().encode("utf-8")


def _csv_cell(cell: Cell, harmless: Callable[[str], str]) -> str | int | float:
    if cell is None:
        return NOT_APPLICABLE
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return guard(harmless(cell))
    return cell


def json_bytes(table: Table) -> bytes:
    """The table as one JSON array, an object a row and line; nothing is null.

    Text is whole: what could act on a terminal is escaped, so that reading gives it back; only a lone
    surrogate, which is no character, is U+FFFD.
    """
    objects = [
        json.dumps(
            {column.name: _json_cell(cell, column) for column, cell in zip(table.columns, row, strict=True)},
            ensure_ascii=False,
        )
        for row in table.rows
    ]
    body = ",\n ".join(objects)
    text = _ESCAPED_IN_JSON.sub(lambda found: f"\\u{ord(found.group()):04x}", f"[\n {body}\n]\n")
    return (text if objects else "[]\n").encode("utf-8")


def _json_cell(cell: Cell, column: Column) -> Cell:
    if cell is None:
        return _EMPTY[column.kind]
    if isinstance(cell, str):
        return _SURROGATES.sub("\ufffd", cell)
    return cell
