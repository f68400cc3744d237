"""Tables in Word: caption with Word's numbering, heads on every page, rows unbroken, the note beneath.

The rows are made as markup in one go: cell by cell through python-docx, a table of thousands of passages
would take minutes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import escape

from corpus.messages import _
from exports.harmless import display_width, document, line
from exports.writers import paper, widths

_EMU_PER_CM = 360_000
_TWIPS_PER_CM = 567
_KEPT_TOGETHER = 25
_CHARACTER_CM = 0.175  # of a table's text, on the careful side
_SMALLER = 0.84  # how much of that the small text takes
_UPRIGHT_CM = 16.0
_LYING_CM = 24.7
_LIES_FROM = 3.0
_INDENT = 280
_MEASURED = 500  # rows that say how wide the columns are


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells as text. `groups` (name, columns) stand above `heads` from column 1, if there are any.

    `numbers` says which columns are set to the right; `depths` how far the first cell of each row is set in.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]
    groups: tuple[tuple[str, int], ...] = ()
    depths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Look:
    """How one cell is set; `width` and `indent` in twentieths of a point."""

    style: str
    width: int
    align: str = "left"
    bold: bool = False
    keep: bool = False
    indent: int = 0
    span: int = 1
    rule: bool = False


def set_table(written: Any, caption: str, grid: Grid, notes: Sequence[str]) -> None:
    """Add one table at the end of a document made by `paper.blank`."""
    set_tables(written, [(caption, grid, notes)])


def set_tables(written: Any, tables: Sequence[tuple[str, Grid, Sequence[str]]]) -> None:
    """Add tables, each with caption and notes, at the end of a document made by `paper.blank`.

    All are set in one size, small where one of them needs it; each on a lying page where it needs one.
    """
    small = any(_needs_small(grid) for _caption, grid, _notes in tables)
    for caption, grid, notes in tables:
        _set_table(written, caption, grid, notes, small=small)


def _needs_small(grid: Grid) -> bool:
    columns = _columns(grid)
    room = _LYING_CM if _lies(columns) else _UPRIGHT_CM
    return sum(widths.unwrapped(columns, grid.numbers)) * _CHARACTER_CM > room


def _set_table(written: Any, caption: str, grid: Grid, notes: Sequence[str], *, small: bool) -> None:
    from docx.oxml import parse_xml

    columns = _columns(grid)
    section = _section_for(written, columns)
    room = (section.page_width - section.left_margin - section.right_margin) / _EMU_PER_CM
    character = _CHARACTER_CM * (_SMALLER if small else 1)
    shares = widths.shared_out(columns, grid.numbers, room / character)
    if sum(widths.natural(columns)) * character > room:
        grid = replace(grid, heads=tuple(map(widths.unbroken, grid.heads)))
    style = written.styles[paper.TABLE_TEXT_SMALL if small else paper.TABLE_TEXT].style_id
    places = [round(share * character * _TWIPS_PER_CM) for share in shares]
    _set_caption(written, caption)
    table = parse_xml("".join(_table(grid, places, style, written.styles[paper.TABLE_STYLE].style_id, bool(notes))))
    written.element.body.insert_element_before(table, "w:sectPr")
    _set_notes(written, notes)


def _section_for(written: Any, columns: Sequence[widths.Column]) -> Any:
    """The section a table goes in: upright, or a new one lying where its columns would break words."""
    from docx.enum.section import WD_ORIENT

    section = written.sections[-1]
    lies = _lies(columns)
    if lies == (section.orientation == WD_ORIENT.LANDSCAPE):
        return section
    if written.paragraphs:
        section = written.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = section.page_height, section.page_width
    return section


def _lies(columns: Sequence[widths.Column]) -> bool:
    room = _UPRIGHT_CM / _CHARACTER_CM
    return sum(widths.least(columns)) > room or sum(widths.natural(columns)) > _LIES_FROM * room


def _columns(grid: Grid) -> list[list[str]]:
    """The columns' cells as they ask for room: a group's name divided among its columns, bars set small."""
    measured = grid.rows[:_MEASURED]
    columns = [
        [head, *("x" * 11 if _is_bar(row[number]) else row[number] for row in measured)]
        for number, head in enumerate(grid.heads)
    ]
    start = 1
    for name, width in grid.groups:
        for column in columns[start : start + width]:
            column.append("x" * (display_width(name) // width))
        start += width
    return columns


def _is_bar(text: str) -> bool:
    return len(text) > 1 and not text.strip("█░·")


def _set_caption(written: Any, text: str) -> None:
    """A caption with Word's own numbering field, so that it counts on in the thesis it is pasted into."""
    label = _("Table")
    paragraph = written.add_paragraph(f"{label} ", style="Caption")
    _add_field(paragraph, f" SEQ {label} \\* ARABIC ", str(len(written.tables) + 1))
    paragraph.add_run(f". {line(text)}")


def _add_field(paragraph: Any, instruction: str, shown: str) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    for markup in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve">{escape(instruction)}</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{escape(shown)}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{markup}</w:r>"))


def _table(grid: Grid, places: list[int], style: str, table_style: str, noted: bool) -> Iterator[str]:
    from docx.oxml.ns import nsdecls

    yield f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{table_style}"/>'
    yield f'<w:tblW w:w="{sum(places)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    yield '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
    yield ' w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>'
    yield from (f'<w:gridCol w:w="{place}"/>' for place in places)
    yield "</w:tblGrid>"
    if grid.groups:
        yield _group_row(grid, places, style)
    looks = [
        _Look(style, place, "right" if number else "left", bold=True, keep=True, rule=True)
        for place, number in zip(places, grid.numbers, strict=True)
    ]
    yield _row(grid.heads, looks, head=True)
    for index, cells in enumerate(grid.rows):
        keep = len(grid.rows) <= _KEPT_TOGETHER and (noted or index < len(grid.rows) - 1)
        indent = _INDENT * grid.depths[index] if grid.depths else 0
        looks = [
            _Look(style, place, "right" if number else "left", keep=keep, indent=0 if column else indent)
            for column, (place, number) in enumerate(zip(places, grid.numbers, strict=True))
        ]
        yield _row(cells, looks)
    yield "</w:tbl>"


def _group_row(grid: Grid, places: list[int], style: str) -> str:
    names, looks, start = [""], [_Look(style, places[0], bold=True, keep=True)], 1
    for name, columns in grid.groups:
        width = sum(places[start : start + columns])
        names.append(name)
        looks.append(_Look(style, width, "center", bold=True, keep=True, span=columns))
        start += columns
    return _row(names, looks, head=True)


def _row(cells: Sequence[str], looks: Sequence[_Look], head: bool = False) -> str:
    kept = "<w:cantSplit/><w:tblHeader/>" if head else "<w:cantSplit/>"
    inside = "".join(_cell(cell, look) for cell, look in zip(cells, looks, strict=True))
    return f"<w:tr><w:trPr>{kept}</w:trPr>{inside}</w:tr>"


def _cell(text: str, look: _Look) -> str:
    span = f'<w:gridSpan w:val="{look.span}"/>' if look.span > 1 else ""
    # Stated either way: the style rules off the first row, which is not always the last of the heads.
    rule = 'w:val="single" w:sz="4" w:space="0" w:color="000000"' if look.rule else 'w:val="nil"'
    border = f"<w:tcBorders><w:bottom {rule}/></w:tcBorders>" if look.bold or look.rule else ""
    keep = "<w:keepNext/>" if look.keep else ""
    indent = f'<w:ind w:left="{look.indent}"/>' if look.indent else ""
    bold = "<w:b/>" if look.bold else ""
    size = '<w:color w:val="595959"/><w:sz w:val="12"/>' if _is_bar(text) else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{look.width}" w:type="dxa"/>{span}{border}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{look.style}"/>{keep}{indent}<w:jc w:val="{look.align}"/></w:pPr>'
        f"<w:r><w:rPr>{bold}{size}</w:rPr>{_words(text)}</w:r></w:p></w:tc>"
    )


def _words(text: str) -> str:
    marked = escape(document(text)).replace("\n", "</w:t><w:br/><w:t>").replace("\t", "</w:t><w:tab/><w:t>")
    return f'<w:t xml:space="preserve">{marked}</w:t>'.replace("<w:t>", '<w:t xml:space="preserve">')


def _set_notes(written: Any, notes: Sequence[str]) -> None:
    from docx.shared import Pt

    beneath = [written.add_paragraph(document(note), style=paper.TABLE_NOTE) for note in notes or ("",)]
    for paragraph in beneath[:-1]:
        paragraph.paragraph_format.keep_with_next = True
    beneath[0].paragraph_format.space_before = Pt(4)
    beneath[-1].paragraph_format.space_after = Pt(18)
