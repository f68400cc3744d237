"""The A3 sheets of the matrix: participants down, categories across, one sheet a role and schema."""

from collections.abc import Sequence
from dataclasses import dataclass

from codebook.cells import CELL_WORDS
from codebook.schemas import Code
from corpus.messages import _
from exports.tables.matrix import Matrix, MatrixEntry
from exports.values import NOT_APPLICABLE

ABREAST = 8
"""The most categories that stand side by side on a sheet of paper."""


@dataclass(frozen=True, slots=True)
class Said:
    """One passage in a cell, and where it stands: «turn 41»."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What stands in a cell, in the order it is read; `remark` is what an empty one means."""

    summary: str
    gists: tuple[str, ...]
    passages: tuple[Said, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title and short name, the categories with their colours, a row a participant."""

    title: str
    name: str
    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[SheetCell, ...]], ...]


def sheets_of(matrix: Matrix, study: str, abreast: int = ABREAST) -> list[Sheet]:
    """The sheets of a matrix; more than `abreast` categories go on on the next sheet."""
    sheets = []
    for role in matrix.roles:
        for schema in matrix.schemas:
            people = matrix.people_of(schema, role)
            codes = matrix.codes_of(schema)
            if not people or not codes:
                continue
            parts = [codes[start : start + abreast] for start in range(0, len(codes), abreast)]
            for number, part in enumerate(parts, start=1):
                name = role if not role or schema.name == role else f"{role}, {schema.name}"
                name = name or schema.name
                title = f"{study}: {name}"
                if len(parts) > 1:
                    title = _("{title} ({number} of {count})").format(title=title, number=number, count=len(parts))
                rows = tuple(
                    (person.label, tuple(_cell(matrix.entry(person, code)) for code in part)) for person in people
                )
                sheets.append(Sheet(title, name, tuple(map(_head, part)), rows))
    return sheets


def _head(code: Code) -> tuple[str, str]:
    return code.name, code.colour


def _cell(entry: MatrixEntry | None) -> SheetCell:
    if entry is None:
        return SheetCell("", (), (), NOT_APPLICABLE)
    remark = _(CELL_WORDS[entry.status]) if entry.empty and entry.status else ""
    passages = tuple(
        Said(p.said, "" if p.place == "0" else _("turn {number}").format(number=p.place)) for p in entry.passages
    )
    return SheetCell(entry.summary, entry.gists, passages, remark)


def no_sheets(sheets: Sequence[Sheet]) -> str:
    """What stands where there is nothing to lay out."""
    return "" if sheets else _("There are no interviews or no categories yet.")
