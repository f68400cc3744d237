"""The thesis's frequency table as cells: one arrangement for every format that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.messages import _, ngettext
from exports.values import NOT_APPLICABLE, PERCENT_FROM, Cell, Column, FrequencyPage, RoleCell, Table

FACT_MARK = "†"
_BAR = 10
_MEASURES = ("informants", "bars", "segments", "words")


@dataclass(frozen=True, slots=True)
class Figure:
    """One column of figures: of which group (an index) and which measure."""

    group: int
    measure: str


def figures(page: FrequencyPage) -> tuple[Figure, ...]:
    """The columns of figures in order: informants of every group, and what else the page shows."""
    shown = [measure for measure in _MEASURES if measure == "informants" or measure in page.show]
    return tuple(Figure(group, measure) for group in range(len(page.groups)) for measure in shown)


def group_head(page: FrequencyPage, group: int) -> str:
    """A group's head: its name and N."""
    name, number = page.groups[group]
    return _("{role} (N = {number})").format(role=name, number=number)


def measure_head(measure: str) -> str:
    """A measure's name in the reader's language."""
    return {
        "informants": _("informants"),
        "bars": _("spread"),
        "segments": _("passages"),
        "words": _("words"),
    }[measure]


def figure_head(page: FrequencyPage, figure: Figure) -> str:
    """The head of a column where there is only one row of heads."""
    if figure.measure == "informants":
        return group_head(page, figure.group)
    return _("{role}: {measure}").format(role=page.groups[figure.group][0], measure=measure_head(figure.measure))


def figure_text(page: FrequencyPage, cell: RoleCell, figure: Figure) -> str:
    """What stands in a column of figures: «4», «4 (1 not asked)», «12 (60 %)», –, or a bar."""
    if cell.informants is None:
        return NOT_APPLICABLE
    match figure.measure:
        case "informants":
            return _informants(page, cell, figure.group)
        case "bars":
            return bar(cell)
        case "segments":
            return NOT_APPLICABLE if cell.segments is None else str(cell.segments)
        case _words:
            return NOT_APPLICABLE if cell.words is None else str(cell.words)


def _informants(page: FrequencyPage, cell: RoleCell, group: int) -> str:
    remarks = []
    if cell.of != page.groups[group][1]:
        remarks.append(_("of {number}").format(number=cell.of))
    share = percent(cell)
    if share is not None:
        remarks.append(_("{number}%").format(number=share))
    if cell.not_asked:
        remarks.append(
            ngettext("{number} not asked", "{number} not asked", cell.not_asked).format(number=cell.not_asked)
        )
    return f"{cell.informants} ({', '.join(remarks)})" if remarks else str(cell.informants)


def percent(cell: RoleCell) -> int | None:
    """The share of informants in whole per cent, half rounded up; None under N = 20, where it misleads."""
    if cell.informants is None or cell.of < PERCENT_FROM:
        return None
    return (200 * cell.informants + cell.of) // (2 * cell.of)


def bar(cell: RoleCell) -> str:
    """The share of informants as a bar of ten; nobody has no mark, somebody has one at least."""
    if not cell.informants or not cell.of:
        return "·" * _BAR
    filled = max(1, (2 * _BAR * cell.informants + cell.of) // (2 * cell.of))
    return "█" * filled + "░" * (_BAR - filled)


def row_name(path: str, fact: bool) -> str:
    """What a row is called: its own name, the last of its path, marked where it is plain fact."""
    name = path.rsplit(" > ", 1)[-1]
    return f"{name}\u00a0{FACT_MARK}" if fact else name


def page_notes(page: FrequencyPage) -> tuple[str, ...]:
    """The note beneath: what the marks mean, as far as they occur, and the page's own notes."""
    marks = []
    if any(cell.informants is None for row in page.rows for cell in row.cells):
        marks.append(_("– marks a role that the category leaves out."))
    if any(row.fact for row in page.rows):
        marks.append(_("† marks facts about the informants, which are not counted as statements."))
    if not page.rows:
        marks.append(_("No categories."))
    return (*marks, *page.notes)


def note(page: FrequencyPage) -> str:
    """The note beneath as one paragraph: «Note. …»; empty where there is nothing to say."""
    notes = page_notes(page)
    return _("Note. {notes}").format(notes=" ".join(notes)) if notes else ""


def tidy(pages: Sequence[FrequencyPage]) -> Table:
    """The pages' figures as tidy rows, in the contract's columns."""
    columns = (
        Column("schema", _("Schema")),
        Column("code", _("Category")),
        Column("path", _("Path")),
        Column("group", _("Group")),
        Column("informants", _("Informants"), "int"),
        Column("of", _("Of"), "int"),
        Column("share", _("Share"), "share"),
        Column("segments", _("Passages"), "int"),
        Column("words", _("Words"), "int"),
    )
    rows: list[tuple[Cell, ...]] = []
    for page in pages:
        for row in page.rows:
            name = row.path.rsplit(" > ", 1)[-1]
            for (group, _number), cell in zip(page.groups, row.cells, strict=True):
                share = None if cell.informants is None else cell.informants / cell.of if cell.of else 0.0
                counted = (cell.informants, cell.of, share, cell.segments, cell.words)
                rows.append((page.schema, name, row.path, group, *counted))
    return Table(_("Frequencies"), columns, tuple(rows))
