"""The A3 sheets in Word: lying, a ruled table a sheet, heads on every page. Made as markup in one go."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from exports.harmless import document, line
from exports.writers import paper
from exports.writers.sheets import Sheet, SheetCell, no_sheets

_TWIPS_PER_CM = 567
_WIDTH_CM, _HEIGHT_CM, _MARGIN_CM = 42.0, 29.7, 1.5
_FIRST_CM = 2.2
_QUIET = "595959"


def sheets_docx(title: str, sheets: Sequence[Sheet]) -> bytes:
    """The sheets, one after the other, each from the top of a page."""
    written = paper.blank(title)
    _set_page(written)
    written.styles["Heading 1"].paragraph_format.space_before = 0
    if not sheets:
        written.add_paragraph(no_sheets(sheets))
    for number, sheet in enumerate(sheets):
        heading = written.add_paragraph(line(sheet.title), style="Heading 1")
        heading.paragraph_format.page_break_before = number > 0
        _add_table(written, sheet)
        _end(written)
    return paper.bytes_of(written)


def _set_page(written: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = written.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(_WIDTH_CM), Cm(_HEIGHT_CM)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)


def _end(written: Any) -> None:
    """Word needs a paragraph after a table; it is made so small that it never takes a page of its own."""
    from docx.shared import Pt

    last = written.add_paragraph()
    last.paragraph_format.space_after = Pt(0)
    last.paragraph_format.line_spacing = Pt(1)


def _add_table(written: Any, sheet: Sheet) -> None:
    from docx.oxml import parse_xml

    style = written.styles[paper.TABLE_TEXT_SMALL].style_id
    room = _WIDTH_CM - 2 * _MARGIN_CM - _FIRST_CM
    # A single category need not be as wide as the sheet.
    each = min(18.0, room / max(1, len(sheet.heads)))
    widths = [round(_FIRST_CM * _TWIPS_PER_CM), *[round(each * _TWIPS_PER_CM)] * len(sheet.heads)]
    table = parse_xml("".join(_table(sheet, widths, style)))
    written.element.body.insert_element_before(table, "w:sectPr")


def _table(sheet: Sheet, widths: list[int], style: str) -> Iterator[str]:
    from docx.oxml.ns import nsdecls

    rule = 'w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"'
    sides = "".join(f"<w:{side} {rule}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    margins = "".join(f'<w:{side} w:w="{wide}" w:type="dxa"/>' for side, wide in _margins())
    yield f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
    yield f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    yield f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>"
    yield from (f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid>"
    heads = ["", *(name for name, _colour in sheet.heads)]
    cells = [_cell(width, [_paragraph(style, [(head, "b")])]) for width, head in zip(widths, heads, strict=True)]
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"
    for label, row in sheet.rows:
        first = _cell(widths[0], [_paragraph(style, [(label, "b")])])
        rest = (_cell(width, _inside(cell, style)) for width, cell in zip(widths[1:], row, strict=True))
        yield f"<w:tr>{first}{''.join(rest)}</w:tr>"
    yield "</w:tbl>"


def _margins() -> tuple[tuple[str, int], ...]:
    return (("top", 40), ("left", 70), ("bottom", 40), ("right", 70))


def _inside(cell: SheetCell, style: str) -> list[str]:
    paragraphs = [_paragraph(style, [(text, "b")]) for text in cell.summary.splitlines() if text.strip()]
    paragraphs += [_paragraph(style, [(gist, "i")]) for gist in cell.gists]
    for said in cell.passages:
        source = [(f" ({said.source})", "quiet")] if said.source else []
        paragraphs.append(_paragraph(style, [(said.text, ""), *source]))
    if cell.remark:
        paragraphs.append(_paragraph(style, [(cell.remark, "quiet")]))
    return paragraphs or [_paragraph(style, [])]


def _cell(width: int, paragraphs: Sequence[str]) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(paragraphs)}</w:tc>'


def _paragraph(style: str, runs: Sequence[tuple[str, str]]) -> str:
    looks = {"b": "<w:b/>", "i": "<w:i/>", "quiet": f'<w:color w:val="{_QUIET}"/>', "": ""}
    inside = "".join(f"<w:r><w:rPr>{looks[look]}</w:rPr>{_words(text)}</w:r>" for text, look in runs if text)
    spacing = '<w:spacing w:after="40"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{spacing}</w:pPr>{inside}</w:p>'


def _words(text: str) -> str:
    start = '<w:t xml:space="preserve">'
    marked = escape(document(text))
    marked = marked.replace("\n", f"</w:t><w:br/>{start}").replace("\t", f"</w:t><w:tab/>{start}")
    return f"{start}{marked}</w:t>"
