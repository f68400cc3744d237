"""What the writers put out: tidy tables, frequency pages for the thesis, and pages of quotes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from corpus.messages import _

Kind = Literal["text", "int", "share"]
Cell = str | int | float | bool | None

NOT_APPLICABLE = "–"
"""What stands where a value does not apply, in every format but JSON."""

PERCENT_FROM = 20
"""The smallest N a percentage may be shown for."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` is the contract's name, `title` the header already in the reader's language.

    `said` gives the reader's word for each coded value, where the cells hold some. `digits` are those of a share.
    """

    name: str
    title: str
    kind: Kind = "text"
    said: Mapping[str, str] = field(default_factory=dict, hash=False)
    digits: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    """Tidy rows, each a tuple of cells in the order of the columns.

    `name` is shown as caption and sheet name. A cell that is None does not apply: it is written as –, in
    JSON as the empty value of the column's kind. A share is 0–1. `notes` are whole sentences set beneath.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


def in_words(table: Table) -> Table:
    """A table as people read it: coded values in the reader's words. Programs get the codes."""
    rows = tuple(tuple(map(_in_words, row, table.columns)) for row in table.rows)
    return replace(table, rows=rows)


def _in_words(cell: Cell, column: Column) -> Cell:
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    parts = cell.split(";") if isinstance(cell, str) and column.said else ()
    if not parts or not all(part in column.said for part in parts):
        return cell
    return "; ".join(column.said[part] for part in parts)


@dataclass(frozen=True, slots=True)
class CodebookPage:
    """One schema of the codebook as it is printed: `sheet` is its name, `depths` how far in each row's category is."""

    sheet: str
    table: Table
    depths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RoleCell:
    """What one code counts in one role; `informants` None where the code leaves the role out."""

    informants: int | None
    of: int
    segments: int | None = None
    words: int | None = None
    not_asked: int = 0


@dataclass(frozen=True, slots=True)
class FrequencyRow:
    """One code: its path, its depth in the tree (0 at the top), whether it is plain fact, a cell a group."""

    path: str
    depth: int
    fact: bool
    cells: tuple[RoleCell, ...]


@dataclass(frozen=True, slots=True)
class FrequencyPage:
    """A frequency table for the thesis: one schema; `groups` are (name, N) in the order of the rows' cells.

    `show` may hold `segments`, `words` and `bars`; without them only informants are shown.
    """

    schema: str
    title: str
    groups: tuple[tuple[str, int], ...]
    rows: tuple[FrequencyRow, ...]
    notes: tuple[str, ...] = ()
    show: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one person says at a stretch in a passage: words alone, without labels or time stamps.

    `participant` is empty where the interviewer speaks (`asks`), or nobody known.
    """

    text: str
    participant: str = ""
    role: str = ""
    number_in_role: int = 0
    asks: bool = False


@dataclass(frozen=True, slots=True)
class QuotePassage:
    """One passage as it may be quoted, and where it stands.

    `text` is all that is said in it, by whom being told by `stretches`; without them it is `participant` who speaks.
    `participant` and `role` are the first's to whom it belongs; a passage of several people is quoted once. `turn` is
    shown as it is: "41" or "41–43". `flags` are already in the reader's words. `number_in_role` is the participant's
    stable number among those of the role. `start` and `end` are code points, half-open. `few` are the
    roles of those quoted that few participants have, and how many.
    """

    text: str
    participant: str
    turn: str
    role: str
    number_in_role: int
    flags: tuple[str, ...] = ()
    gist: str = ""
    memo: str = ""
    code_path: str = ""
    transcript: str = ""
    schema: str = ""
    start: int = 0
    end: int = 0
    stretches: tuple[Stretch, ...] = ()
    few: tuple[tuple[str, int], ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """The labels of those quoted, in the order they speak."""
        spoken = dict.fromkeys(stretch.participant for stretch in self.stretches if stretch.participant)
        return tuple(spoken) or ((self.participant,) if self.participant else ())


@dataclass(frozen=True, slots=True)
class QuoteGroup:
    """One role's passages under a category: `informants` of the role's `of` speak of it, as the frequencies count.

    `of` is 0 where nobody of the role is counted: the schema or the category leaves it out.
    """

    role: str
    informants: int
    of: int
    passages: tuple[QuotePassage, ...]


@dataclass(frozen=True, slots=True)
class QuoteSection:
    """One category, by its path, with its one-line definition (may be empty), and a group a role.

    `schema` is named in its heading where another section of the page has the same path; empty elsewhere.
    """

    path: str
    definition: str
    groups: tuple[QuoteGroup, ...]
    schema: str = ""

    @property
    def heading(self) -> str:
        """The category as a heading, told apart from those of the same name."""
        return f"{self.path} ({self.schema})" if self.schema else self.path


@dataclass(frozen=True, slots=True)
class QuotePage:
    """A page of quotes: category, role, quotes."""

    title: str
    sections: tuple[QuoteSection, ...]
    notes: tuple[str, ...] = ()
