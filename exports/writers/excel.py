"""Excel workbooks: a sheet a table, text as text, figures as figures, notes on their own sheet."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.errors import InputError
from corpus.messages import _, in_interface_language
from exports.harmless import display_width, document, wrap
from exports.values import (
    NOT_APPLICABLE,
    Cell,
    CodebookPage,
    Column,
    FrequencyPage,
    FrequencyRow,
    Kind,
    RoleCell,
    Table,
)
from exports.writers import thesis

_CELL_LIMIT = 32_767  # UTF-16 units, Excel's own limit, as the next two
_ROW_LIMIT = 1_048_575
_NAME_LIMIT = 31
_WIDEST = 70
_PROSE = 38  # a column of prose among others of prose
_NOTE_WIDTH = 100
_HEAD = 26
_LINE, _TALLEST = 15, 409  # points
_SHOWN = 4_000  # characters: more than the tallest row shows
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\\n\t", " "))


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Any
    head_figure: Any
    text: Any
    figure: Any
    number: Any
    share: Any
    absent: Any


class _Book:
    """A workbook in memory, so that no word of an interview lies in a temporary file."""

    def __init__(self, title: str) -> None:
        import xlsxwriter

        self._bytes = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self._bytes,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self.book.set_properties({"title": document(title)[:255], "author": "tusj"})
        rule = {"bold": True, "bottom": 1, "valign": "bottom", "text_wrap": True}
        top = {"valign": "top"}
        figure = {**top, "align": "right", "indent": 1}
        self.formats = _Formats(
            head=self.book.add_format(rule),
            head_figure=self.book.add_format({**rule, "align": "right", "indent": 1}),
            text=self.book.add_format({**top, "text_wrap": True}),
            figure=self.book.add_format({**figure, "num_format": "0"}),
            number=self.book.add_format(figure),
            share=self.book.add_format({**figure, "num_format": "0.00"}),
            absent=self.book.add_format({**figure, "font_color": "#595959"}),
        )
        self._names: set[str] = {"history"}  # a name Excel keeps for itself

    def sheet(self, name: str) -> Any:
        """A new sheet, its name made to fit Excel's rules and unlike the others."""
        plain = " ".join(document(name).translate(_NOT_IN_NAMES).split()).strip("' ")[:_NAME_LIMIT].strip("' ")
        chosen, number = plain or "tusj", 1
        while chosen.lower() in self._names:
            number += 1
            ending = f" {number}"
            chosen = (plain or "tusj")[: _NAME_LIMIT - len(ending)] + ending
        self._names.add(chosen.lower())
        return self.book.add_worksheet(chosen)

    def notes(self, notes: Sequence[str]) -> None:
        """The notes on their own sheet, where there are any."""
        if notes:
            sheet = self.sheet(_("Notes"))
            sheet.set_column(0, 0, _NOTE_WIDTH)
            for row, note in enumerate(notes):
                sheet.write_string(row, 0, document(note)[:_CELL_LIMIT], self.formats.text)
                sheet.set_row(row, min(_TALLEST, _lines(note, _NOTE_WIDTH) * _LINE))

    def bytes(self) -> bytes:
        self.book.close()
        return self._bytes.getvalue()


def table_xlsx(table: Table) -> bytes:
    """One tidy table. A text too long for a cell goes on in the columns beside it.

    Raises InputError where there are more rows than a sheet holds.
    """
    book = _Book(table.name)
    _fill(book, table)
    book.notes(table.notes)
    return book.bytes()


def _fill(book: _Book, table: Table, widest: int = _WIDEST) -> Any:
    if len(table.rows) > _ROW_LIMIT:
        with in_interface_language():
            raise InputError(
                _("The table has more rows than a sheet of Excel holds ({limit}); write csv.").format(limit=_ROW_LIMIT)
            )
    sheet = book.sheet(table.name)
    table = _split(table)
    widths = [min(widest, _column_width(table, number)) for number in range(len(table.columns))]
    for number, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
        right = column.kind != "text"
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, document(column.title), book.formats.head_figure if right else book.formats.head)
    sheet.set_row(0, _LINE * max(map(_lines, (column.title for column in table.columns), widths), default=1) + 3)
    for row, cells in enumerate(table.rows, start=1):
        height = max(map(_lines, cells, widths), default=1)
        if height > 1:
            sheet.set_row(row, min(_TALLEST, height * _LINE))
        for number, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            _write_cell(sheet, (row, number), cell, column.kind, book.formats)
    sheet.freeze_panes(1, 0)
    if table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    _set_paper(sheet)
    return sheet


def _set_paper(sheet: Any) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_cell(sheet: Any, place: tuple[int, int], cell: Cell, kind: Kind, formats: _Formats) -> None:
    if cell is None:
        sheet.write_string(*place, NOT_APPLICABLE, formats.absent)
    elif cell == "":
        sheet.write_blank(*place, None, formats.text)
    elif isinstance(cell, str | bool):
        sheet.write_string(*place, cell if isinstance(cell, str) else str(cell).lower(), formats.text)
    else:
        plain = formats.figure if isinstance(cell, int) else formats.number
        sheet.write_number(*place, cell, formats.share if kind == "share" else plain)


def _lines(cell: Cell, width: float) -> int:
    """How many lines a cell takes; not every program works that out when it opens the file."""
    if not isinstance(cell, str) or (display_width(cell) < width and "\n" not in cell):
        return 1
    return sum(len(wrap(text, int(width))) for text in cell[:_SHOWN].splitlines())


def _column_width(table: Table, number: int) -> float:
    # A head may wrap and has a filter button; only the rows' own words ask for more room.
    cells = [row[number] for row in table.rows]
    widest = max((_longest_line(cell) for cell in cells), default=0)
    title = table.columns[number].title
    head = min(_HEAD, display_width(title)) + 4
    return min(_WIDEST, max(9, head, widest + 1))


def _longest_line(cell: Cell) -> int:
    return max((display_width(text[: _WIDEST + 1]) for text in str(cell).splitlines()), default=0)


def _split(table: Table) -> Table:
    """The table with its text made harmless, and as many columns for each text as its longest cell needs."""
    columns: list[Column] = []
    shares: list[tuple[Cell, ...]] = []
    for number, column in enumerate(table.columns):
        cells = [tuple(_parts(row[number])) for row in table.rows]
        for part in range(max((len(cell) for cell in cells), default=1)):
            title = column.title if part == 0 else f"{column.title} ({part + 1})"
            columns.append(Column(column.name, title, column.kind))
            shares.append(tuple(cell[part] if part < len(cell) else "" for cell in cells))
    rows = tuple(zip(*shares, strict=True)) if table.rows else ()
    return Table(table.name, tuple(columns), rows, table.notes)


def _parts(cell: Cell) -> Iterator[Cell]:
    """A cell in pieces that Excel's cells can hold; anything but a long text is one piece."""
    if not isinstance(cell, str):
        yield cell
        return
    text = document(cell)
    # A character beyond the basic plane is two units: where there is one, pieces of half the length are safe.
    step = _CELL_LIMIT if max(text, default="") <= "\uffff" else _CELL_LIMIT // 2
    yield from (text[start : start + step] for start in range(0, max(1, len(text)), step))


def codebook_xlsx(pages: Sequence[CodebookPage]) -> bytes:
    """The codebook: a sheet a schema, categories indented below the one above them."""
    book = _Book(_("Codebook"))
    for page in pages:
        names = [str(row[0]) for row in page.table.rows]
        _indent(book, _fill(book, replace(page.table, name=page.sheet), _PROSE), names, page.depths)
    if not pages:
        book.sheet(_("Codebook"))
    book.notes([f"{page.sheet}: {note}" for page in pages for note in page.table.notes])
    return book.bytes()


def frequencies_xlsx(pages: Sequence[FrequencyPage]) -> bytes:
    """The thesis's frequency tables, a sheet each; what is said in brackets elsewhere has columns here."""
    book = _Book(_("Frequencies"))
    for page in pages:
        sheet = _fill(book, _page_table(page))
        names = [thesis.row_name(row.path, row.fact) for row in page.rows]
        _indent(book, sheet, names, [row.depth for row in page.rows])
        if "bars" in page.show:
            _draw_bars(sheet, page)
    if not pages:
        book.sheet(_("Frequencies"))
    book.notes(_all_notes(pages))
    return book.bytes()


def _all_notes(pages: Sequence[FrequencyPage]) -> list[str]:
    """Every page's notes, each said once."""
    return list(dict.fromkeys(note for page in pages for note in thesis.page_notes(page)))


def _page_table(page: FrequencyPage) -> Table:
    columns = [Column("category", _("Category"))]
    measures: list[tuple[int, str]] = []
    for group in range(len(page.groups)):
        for measure, title, kind in _measures(page, group):
            measures.append((group, measure))
            columns.append(Column(measure, title, "share" if kind == "share" else "int"))
    tree = any(row.depth for row in page.rows)
    if tree:
        columns.append(Column("path", _("Path")))
    rows = tuple(_page_row(row, measures, tree) for row in page.rows)
    return Table(page.title, tuple(columns), rows)


def _measures(page: FrequencyPage, group: int) -> Iterator[tuple[str, str, str]]:
    name = page.groups[group][0]
    cells = [row.cells[group] for row in page.rows]
    yield "informants", thesis.group_head(page, group), "int"
    if any(thesis.percent(cell) is not None for cell in cells):
        yield "share", _("{role}: {measure}").format(role=name, measure=_("share")), "share"
    if any(cell.not_asked for cell in cells):
        yield "not_asked", _("{role}: {measure}").format(role=name, measure=_("not asked")), "int"
    for measure in ("segments", "words"):
        if measure in page.show:
            title = _("{role}: {measure}").format(role=name, measure=thesis.measure_head(measure))
            yield measure, title, "int"


def _page_row(row: FrequencyRow, measures: Sequence[tuple[int, str]], tree: bool) -> tuple[Cell, ...]:
    figures = tuple(_figure(row.cells[group], measure) for group, measure in measures)
    path: tuple[Cell, ...] = (row.path,) if tree else ()
    return (thesis.row_name(row.path, row.fact), *figures, *path)


def _figure(cell: RoleCell, measure: str) -> Cell:
    if cell.informants is None:
        return None
    match measure:
        case "informants":
            return cell.informants
        case "share":
            return None if thesis.percent(cell) is None else cell.informants / cell.of
        case "not_asked":
            return cell.not_asked
        case "segments":
            return cell.segments
        case _words:
            return cell.words


def _indent(book: _Book, sheet: Any, names: Sequence[str], depths: Sequence[int]) -> None:
    for row, (name, depth) in enumerate(zip(names, depths, strict=True), start=1):
        if depth:
            indented = book.book.add_format(
                {"valign": "top", "text_wrap": True, "align": "left", "indent": min(depth, 15)}
            )
            sheet.write_string(row, 0, document(name)[:_CELL_LIMIT], indented)


def _draw_bars(sheet: Any, page: FrequencyPage) -> None:
    column = 1
    for group, (_name, number) in enumerate(page.groups):
        bars = {
            "type": "data_bar",
            "bar_solid": True,
            "bar_color": "#BFBFBF",
            "min_type": "num",
            "max_type": "num",
        }
        limits = {"min_value": 0, "max_value": max(1, number)}
        sheet.conditional_format(1, column, max(1, len(page.rows)), column, bars | limits)
        column += len(list(_measures(page, group)))
