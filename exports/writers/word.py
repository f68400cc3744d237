"""Word documents with Word's own headings, quotes, captions and comments."""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from corpus.messages import _
from exports.harmless import document, line
from exports.values import (
    NOT_APPLICABLE,
    Cell,
    CodebookPage,
    Column,
    FrequencyPage,
    QuoteGroup,
    QuotePage,
    QuotePassage,
    QuoteSection,
    Table,
)
from exports.writers import paper, passages, thesis
from exports.writers.word_table import Grid, set_table, set_tables

_DEEPEST = 6  # further in a name would have no room left in its column


def table_docx(table: Table) -> bytes:
    """One tidy table with its caption, its heads repeated on every page, its notes beneath."""
    grid = Grid(
        tuple(column.title for column in table.columns),
        tuple(
            tuple(_shown(cell, column) for cell, column in zip(row, table.columns, strict=True)) for row in table.rows
        ),
        tuple(column.kind != "text" for column in table.columns),
    )
    written = paper.blank(table.name)
    set_table(written, table.name, grid, table.notes)
    return paper.bytes_of(written)


def _shown(cell: Cell, column: Column) -> str:
    if cell is None:
        return NOT_APPLICABLE
    if column.kind == "share" and isinstance(cell, float):
        return f"{cell:.{column.digits}f}"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)


def frequencies_docx(pages: Sequence[FrequencyPage]) -> bytes:
    """The thesis's frequency tables one after the other, each with caption and note."""
    written = paper.blank(_("Frequencies"))
    if not pages:
        written.add_paragraph(_("No categories."))
    set_tables(written, [(page.title, _frequency_grid(page), (thesis.note(page),)) for page in pages])
    return paper.bytes_of(written)


def _frequency_grid(page: FrequencyPage) -> Grid:
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
    return Grid((_("Category"), *heads), rows, numbers, groups, tuple(row.depth for row in page.rows))


def _codebook_grid(page: CodebookPage) -> Grid:
    table = page.table
    rows = tuple(tuple(str(cell) for cell in row) for row in table.rows)
    depths = tuple(min(depth, _DEEPEST) for depth in page.depths)
    return Grid(tuple(c.title for c in table.columns), rows, (False,) * len(table.columns), (), depths)


def codebook_docx(pages: Sequence[CodebookPage]) -> bytes:
    """The codebook's tables one after the other, a schema each, categories set in below the one above them."""
    written = paper.blank(_("Codebook"))
    if not pages:
        written.add_paragraph(_("No categories."))
    set_tables(written, [(page.table.name, _codebook_grid(page), page.table.notes) for page in pages])
    return paper.bytes_of(written)


def quotes_docx(page: QuotePage, label: str) -> bytes:
    """The page of quotes: headings for category and role, Word's Quote for blocks, sources in comments."""
    written = paper.blank(page.title)
    written.add_paragraph(line(page.title), style="Title")
    if passages.is_empty(page):
        written.add_paragraph(passages.no_passages())
    block = written.styles["Quote"].style_id  # once: python-docx goes through all its styles for each name
    for section in page.sections:
        _set_section(written, section, label, block)
    for note in page.notes:
        written.add_paragraph(document(note), style=paper.TABLE_NOTE)
    return paper.bytes_of(written)


def _set_section(written: Any, section: QuoteSection, label: str, block: str) -> None:
    written.add_paragraph(line(section.heading), style="Heading 1")
    if section.definition:
        written.add_paragraph(document(section.definition), style=paper.DEFINITION)
    for group in section.groups:
        _set_group(written, group, label, block)


def _set_group(written: Any, group: QuoteGroup, label: str, block: str) -> None:
    written.add_paragraph(line(passages.group_head(group)), style="Heading 2")
    for passage in group.passages:
        _set_passage(written, passage, label, block)


def _set_passage(written: Any, passage: QuotePassage, label: str, block: str) -> None:
    quote = passages.quoted(passage, label)
    paragraph = written.add_paragraph()
    if quote.block:
        paragraph._p.style = block
    run = paragraph.add_run(document(quote.text))
    if quote.label:
        paragraph.add_run(f" ({document(quote.label)})")
    add_comment(written, run, document("\n".join(passages.source_lines(passage, label))))


def add_comment(written: Any, run: Any, text: str) -> None:
    """Add a comment to a run. The library's own way looks through all comments for a free number each time."""
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    everything = written.comments._comments_elm
    number = len(everything)
    paragraphs = "".join(
        f"<w:p><w:r><w:t xml:space='preserve'>{escape(row)}</w:t></w:r></w:p>" for row in text.split("\n")
    )
    attributes = f'w:id="{number}" w:author="tusj" w:initials="t"'
    everything.append(parse_xml(f"<w:comment {nsdecls('w')} {attributes}>{paragraphs}</w:comment>"))
    run.mark_comment_range(run, number)
