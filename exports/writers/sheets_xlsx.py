"""The A3 sheets in Excel: a worksheet each, the summary in bold, then gists, then passages."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from corpus.messages import _
from exports.harmless import document
from exports.writers.excel import _CELL_LIMIT, _LINE, _TALLEST, _Book, _lines
from exports.writers.sheets import Sheet, SheetCell, no_sheets

_A3 = 8  # Excel's number of the paper
_FIRST, _WIDE, _HEAD_WIDE = 8, 34, 32


def sheets_xlsx(title: str, sheets: Sequence[Sheet]) -> bytes:
    """The sheets. What is longer than a cell of Excel holds is cut, and said in the notes."""
    book = _Book(title)
    looks = {
        "bold": book.book.add_format({"bold": True}),
        "italic": book.book.add_format({"italic": True}),
        "quiet": book.book.add_format({"font_color": "#595959"}),
        "cell": book.book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#A6A6A6"}),
        "head": book.book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#A6A6A6"}
        ),
    }
    cut = False
    for sheet in sheets:
        cut = _fill(book.sheet(sheet.name), sheet, looks) or cut
    if not sheets:
        book.sheet(title).write_string(0, 0, no_sheets(sheets))
    if cut:
        book.notes((_("Cells ending in … held more than Excel can; the rows in csv hold all."),))
    return book.bytes()


def _fill(written: Any, sheet: Sheet, looks: dict[str, Any]) -> bool:
    written.set_column(0, 0, _FIRST)
    written.set_column(1, max(1, len(sheet.heads)), _WIDE)
    written.write_blank(0, 0, None, looks["head"])
    for column, (name, _colour) in enumerate(sheet.heads, start=1):
        written.write_string(0, column, document(name), looks["head"])
    written.set_row(0, _LINE * max((_lines(name, _HEAD_WIDE) for name, _c in sheet.heads), default=1) + 3)
    cut = False
    for row, (label, cells) in enumerate(sheet.rows, start=1):
        written.write_string(row, 0, document(label), looks["head"])
        height = 1
        for column, cell in enumerate(cells, start=1):
            parts, shortened = _fitted(list(_parts(cell)))
            cut = cut or shortened
            _write(written, (row, column), parts, looks)
            height = max(height, _lines("".join(text for text, _look in parts), _WIDE))
        written.set_row(row, min(_TALLEST, height * _LINE))
    written.freeze_panes(1, 1)
    written.set_paper(_A3)
    written.set_landscape()
    written.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    written.fit_to_pages(1, 0)
    written.repeat_rows(0)
    return cut


def _parts(cell: SheetCell) -> Iterator[tuple[str, str]]:
    """The texts of a cell with their looks, a line end between."""
    pieces = [(cell.summary, "bold")] if cell.summary else []
    pieces += [(gist, "italic") for gist in cell.gists]
    pieces += [(f"{said.text} ({said.source})" if said.source else said.text, "") for said in cell.passages]
    pieces += [(cell.remark, "quiet")] if cell.remark else []
    # Excel wants neighbours to look different: runs of one look are one piece.
    runs = [(look, [text for text, _look in run]) for look, run in groupby(pieces, key=lambda piece: piece[1])]
    for number, (look, texts) in enumerate(runs):
        yield document("\n".join(texts)) + ("\n" if number < len(runs) - 1 else ""), look


def _fitted(parts: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], bool]:
    """The parts as far as a cell holds them, and whether something was left out."""
    room = _CELL_LIMIT - 2
    fitted: list[tuple[str, str]] = []
    for text, look in parts:
        units = len(text.encode("utf-16-le")) // 2
        if units > room:
            kept = text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
            return [*fitted, (kept + "…", look)], True
        fitted.append((text, look))
        room -= units
    return fitted, False


def _write(written: Any, place: tuple[int, int], parts: Sequence[tuple[str, str]], looks: dict[str, Any]) -> None:
    if not parts:
        written.write_blank(*place, None, looks["cell"])
    elif len(parts) == 1 and not parts[0][1]:
        written.write_string(*place, parts[0][0], looks["cell"])
    else:
        fragments: list[Any] = []
        for text, look in parts:
            fragments += [looks[look], text] if look else [text]
        if len(parts) == 1:
            # Excel wants two fragments at least: a space that is not seen is the second.
            fragments.append(" ")
        written.write_rich_string(*place, *fragments, looks["cell"])
