"""Word documents with Word's own headings, quotes, captions and comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.messages import _
from exports.values import (
    NOT_APPLICABLE,
    Cell,
    Column,
    FrequencyPage,
    QuoteGroup,
    QuotePage,
    QuotePassage,
    QuoteSection,
    Table,
)
from exports.writers import paper, passages, thesis
from exports.writers.harmless import display_width, document, line

_KEPT_TOGETHER = 25
_LANDSCAPE_FROM = 105
_WIDEST = 44


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table's cells as text: `heads` one row, or two with the groups of the first as (name, columns)."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]
    groups: tuple[tuple[str, int], ...] = ()
    depths: tuple[int, ...] = ()


def table_docx(table: Table) -> bytes:
    """One tidy table with its caption, its heads repeated on every page, its notes beneath."""
    grid = _Grid(
        tuple(column.title for column in table.columns),
        tuple(
            tuple(_shown(cell, column) for cell, column in zip(row, table.columns, strict=True))
            for row in table.rows
        ),
        tuple(column.kind != "text" for column in table.columns),
    )
    written = paper.blank(table.name)
    _set_table(written, table.name, grid, table.notes)
    return paper.bytes_of(written)


def _shown(cell: Cell, column: Column) -> str:
    if cell is None:
        return NOT_APPLICABLE
    if column.kind == "share" and isinstance(cell, float):
        return f"{cell:.2f}"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)


def frequencies_docx(pages: Sequence[FrequencyPage]) -> bytes:
    """The thesis's frequency tables one after the other, each with caption and note."""
    written = paper.blank(_("Frequencies"))
    if not pages:
        written.add_paragraph(_("No categories."))
    for page in pages:
        _set_table(written, page.title, _frequency_grid(page), thesis.page_notes(page))
    return paper.bytes_of(written)


def _frequency_grid(page: FrequencyPage) -> _Grid:
    figures = thesis.figures(page)
    each = len(figures) // max(1, len(page.groups))
    if each == 1:
        heads = tuple(thesis.figure_head(page, figure) for figure in figures)
        groups: tuple[tuple[str, int], ...] = ()
    else:
        heads = tuple(thesis.measure_head(figure.measure) for figure in figures)
        groups = tuple((thesis.group_head(page, group), each) for group in range(len(page.groups)))
    rows = tuple(
        (
            thesis.row_name(row.path, row.fact),
            *(thesis.figure_text(page, row.cells[figure.group], figure) for figure in figures),
        )
        for row in page.rows
    )
    numbers = (False, *(figure.measure != "bars" for figure in figures))
    return _Grid((_("Category"), *heads), rows, numbers, groups, tuple(row.depth for row in page.rows))


def _set_table(written: Any, caption: str, grid: _Grid, notes: Sequence[str]) -> None:
    if _natural_width(grid) > _LANDSCAPE_FROM:
        _turn_page(written)
    _set_caption(written, caption)
    tiers = 2 if grid.groups else 1
    table = written.add_table(rows=tiers + len(grid.rows), cols=len(grid.heads), style=paper.TABLE_STYLE)
    _set_widths(written, table, grid)
    rows = list(table.rows)  # each access counts the rows anew
    if grid.groups:
        _set_group_heads(rows[0], grid)
    _fill_row(rows[tiers - 1], grid.heads, grid.numbers, keep=True)
    for row in rows[:tiers]:
        _set_head_row(row, last=row is rows[tiers - 1])
    together = len(grid.rows) <= _KEPT_TOGETHER
    for index, (row, cells) in enumerate(zip(rows[tiers:], grid.rows, strict=True)):
        keep = together and (index < len(grid.rows) - 1 or bool(notes))
        _fill_row(row, cells, grid.numbers, keep, grid.depths[index] if grid.depths else 0)
    _set_notes(written, notes)


def _set_notes(written: Any, notes: Sequence[str]) -> None:
    from docx.shared import Pt

    for index, note in enumerate(notes or ("",)):
        paragraph = written.add_paragraph(document(note), style=paper.TABLE_NOTE)
        if index == 0:
            paragraph.paragraph_format.space_before = Pt(4)
        paragraph.paragraph_format.keep_with_next = index < len(notes) - 1
        if index >= len(notes) - 1:
            paragraph.paragraph_format.space_after = Pt(18)


def _turn_page(written: Any) -> None:
    from docx.enum.section import WD_ORIENT

    section = written.sections[-1]
    if section.orientation != WD_ORIENT.LANDSCAPE:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width


def _natural_width(grid: _Grid) -> int:
    return sum(_natural_widths(grid))


def _natural_widths(grid: _Grid) -> list[int]:
    """How many characters each column would like: its widest cell within reason, its head's longest word."""
    widths = []
    for number, head in enumerate(grid.heads):
        cells = max((display_width(row[number][: _WIDEST + 1]) for row in grid.rows), default=0)
        word = max((display_width(part) for part in head.split()), default=0)
        widths.append(min(_WIDEST, max(cells, word, 5)) + 2)
    start = 1
    for name, columns in grid.groups:
        lacking = display_width(name) + 2 - sum(widths[start : start + columns])
        widths[start] += max(0, lacking)
        start += columns
    return widths


def _set_widths(written: Any, table: Any, grid: _Grid) -> None:
    section = written.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    widths = _natural_widths(grid)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = room * width // sum(widths)
    for row in table.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            cell.width = column.width


def _set_group_heads(row: Any, grid: _Grid) -> None:
    cells, start = list(row.cells), 1
    _fill_cell(cells[0], "", right=False, keep=True)
    for name, columns in grid.groups:
        merged = cells[start].merge(cells[start + columns - 1])
        _fill_cell(merged, name, right=False, keep=True)
        start += columns


def _set_head_row(row: Any, last: bool) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    properties = row._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    border = "single" if last else "nil"
    for cell in row._tr.tc_lst:
        cell.get_or_add_tcPr().append(
            parse_xml(
                f"<w:tcBorders {nsdecls('w')}>"
                f'<w:bottom w:val="{border}" w:sz="4" w:space="0" w:color="000000"/></w:tcBorders>'
            )
        )
        for run in cell.iter(f"{{{cell.nsmap['w']}}}r"):
            run.get_or_add_rPr().append(parse_xml(f"<w:b {nsdecls('w')}/>"))


def _fill_row(row: Any, cells: Sequence[str], numbers: Sequence[bool], keep: bool, depth: int = 0) -> None:
    from docx.shared import Cm

    places = list(row.cells)
    for cell, text, right in zip(places, cells, numbers, strict=True):
        _fill_cell(cell, text, right, keep)
    if depth:
        places[0].paragraphs[0].paragraph_format.left_indent = Cm(0.5 * depth)


def _fill_cell(cell: Any, text: str, right: bool, keep: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = cell.paragraphs[0]
    paragraph.style = paper.TABLE_TEXT
    paragraph.add_run(document(text))
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if keep:
        paragraph.paragraph_format.keep_with_next = True


def _set_caption(written: Any, text: str) -> None:
    """A caption with Word's own numbering field, so that it counts on in the thesis it is pasted into."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    label = _("Table")
    number = sum(paragraph.style.name == "Caption" for paragraph in written.paragraphs) + 1
    paragraph = written.add_paragraph(f"{label} ", style="Caption")
    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr=" SEQ {label} \\* ARABIC ">'
            f"<w:r><w:t>{number}</w:t></w:r></w:fldSimple>"
        )
    )
    paragraph.add_run(f". {line(text)}")


def quotes_docx(page: QuotePage, label: str) -> bytes:
    """The page of quotes: headings for category and role, Word's Quote for blocks, sources in comments."""
    written = paper.blank(page.title)
    written.add_paragraph(line(page.title), style="Title")
    if passages.is_empty(page):
        written.add_paragraph(passages.no_passages())
    for section in page.sections:
        _set_section(written, section, label)
    for note in page.notes:
        written.add_paragraph(document(note), style=paper.TABLE_NOTE)
    return paper.bytes_of(written)


def _set_section(written: Any, section: QuoteSection, label: str) -> None:
    written.add_paragraph(line(section.path), style="Heading 1")
    if section.definition:
        written.add_paragraph(document(section.definition), style=paper.DEFINITION)
    for group in section.groups:
        _set_group(written, group, label)


def _set_group(written: Any, group: QuoteGroup, label: str) -> None:
    written.add_paragraph(line(passages.group_head(group)), style="Heading 2")
    for passage in group.passages:
        _set_passage(written, passage, label)


def _set_passage(written: Any, passage: QuotePassage, label: str) -> None:
    quote = passages.quoted(passage, label)
    paragraph = written.add_paragraph(style="Quote" if quote.block else "Normal")
    run = paragraph.add_run(document(quote.text))
    if quote.label:
        paragraph.add_run(f" ({document(quote.label)})")
    source = document("\n".join(passages.source_lines(passage)))
    written.add_comment(run, source, author="tusj", initials="t")
