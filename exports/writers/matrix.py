"""One door for the matrix: A3 sheets for paper, tidy rows for programs."""

from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.messages import _
from exports.tables.matrix import Matrix, matrix_table
from exports.writers.sheets import ABREAST, Sheet, sheets_of
from exports.writers.target import Target, put
from exports.writers.write import format_for, write_table

FORMATS = ("text", "csv", "json", "xlsx", "md", "docx", "html")
SHEETS = ("docx", "xlsx", "html")
"""The formats that are laid out as sheets of A3."""
_MOST_COLUMNS = 16_000  # fewer than Excel holds


def matrix_format(path: Path) -> str:
    """The format a file's ending asks for, HTML among them. Raises InputError on an unknown one."""
    return "html" if path.suffix.lower() in (".html", ".htm") else format_for(path)


def write_matrix(matrix: Matrix, study: str, format: str, target: Target) -> None:
    """Write a matrix: sheets in docx, xlsx and html, tidy rows elsewhere, in the language of messages."""
    title = _("Matrix")
    if format not in SHEETS:
        between = " / " if format in ("text", "md") else "\n"
        write_table(matrix_table(matrix.entries(), between), format, target)
        return
    sheets = sheets_of(matrix, study, _MOST_COLUMNS if format == "xlsx" else ABREAST)
    put(_maker(format)(f"{study}: {title}", sheets), target)


def _maker(format: str) -> Callable[[str, Sequence[Sheet]], bytes]:
    """What makes sheets of a format, loaded when it is needed."""
    if format == "docx":
        from exports.writers.sheets_docx import sheets_docx

        return sheets_docx
    if format == "xlsx":
        from exports.writers.sheets_xlsx import sheets_xlsx

        return sheets_xlsx
    from exports.writers.sheets_html import sheets_html

    return sheets_html
