"""Codebooks in Word and Excel files: their first table, or a Word document's list."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from codebook.files.gathering import Gathering
from codebook.files.pasted import gather_lines
from codebook.files.rows import Row, find_columns, gather_rows
from codebook.schemas import SchemaDraft
from corpus.messages import _
from corpus.readers.archives import Archive, broken
from corpus.readers.normalise import normalise

_MOST_COLUMNS = 256
_TITLES = {"Title", "Subtitle", "Tittel", "Undertittel"}
_LEFT_OUT = {"del", "moveFrom", "delText", "instrText", "pPr", "rPr", "txbxContent", "Fallback", "rPh"}
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def docx_parts(data: bytes, file: str) -> tuple[list[list[Row]], list[tuple[str, str]]]:
    """What a Word document holds: its tables that have rows, and its paragraphs, each with its place."""
    root = Archive(data, file).read_xml("word/document.xml")
    body = next((child for child in root if _kind(child) == "body"), None)
    if body is None:
        raise broken(file)
    try:
        tables = [list(_table_rows(table)) for table in _all(body, "tbl")]
        lines = list(_list_lines(body))
    except RecursionError:
        raise broken(file) from None
    return [rows for rows in tables if rows], lines


def read_docx(data: bytes, file: str, schema: str) -> list[SchemaDraft]:
    """The schemas of a Word document: its first table with a heading, else its first table, else its paragraphs."""
    tables, lines = docx_parts(data, file)
    if tables:
        return gather_rows(file, next((rows for rows in tables if find_columns(rows[0])), tables[0]), schema)
    gathering = Gathering(file)
    if lines:
        gather_lines(gathering, gathering.add_schema(file, SchemaDraft(schema, ())), lines)
    return gathering.finish()


def read_xlsx(data: bytes, file: str, schema: str) -> list[SchemaDraft]:
    """The schemas of an Excel workbook's first sheet."""
    archive = Archive(data, file)
    strings: list[str] = []
    if "xl/sharedStrings.xml" in archive.names:
        strings = [_words(item) for item in archive.read_xml("xl/sharedStrings.xml") if _kind(item) == "si"]
    sheet = archive.read_xml(_first_sheet(archive, file))
    try:
        return gather_rows(file, list(_sheet_rows(sheet, strings)), schema)
    except (IndexError, ValueError):
        raise broken(file) from None


def _table_rows(table: Element) -> Iterator[Row]:
    for number, row in enumerate(_all(table, "tr"), start=1):
        cells: list[str] = []
        for cell in _all(row, "tc"):
            cells.append("\n".join(_words(p) for p in _paragraphs(cell)).strip())
            span = next((_attribute(x, "val") for x in cell.iter() if _kind(x) == "gridSpan"), "1")
            cells += [""] * min(int(span[:9]) - 1 if span.isdecimal() else 0, _MOST_COLUMNS)
        yield Row(number, tuple(normalise(cell).text for cell in cells))


def _list_lines(body: Element) -> Iterator[tuple[str, str]]:
    number = 0
    for paragraph in _all(body, "p"):
        words = normalise(_words(paragraph)).text.replace("\n", " ")
        if words.strip() and _style(paragraph) not in _TITLES:
            number += 1
            yield _("paragraph {number}").format(number=number), "\t" * _depth(paragraph) + words


def _depth(paragraph: Element) -> int:
    """How far in a paragraph's list level, heading or list style puts it."""
    level = next((_attribute(x, "val") for x in paragraph.iter() if _kind(x) == "ilvl"), "")
    if level.isdecimal() and level != "0":
        return min(int(level[:9]), 20)
    found = re.search(r"[2-9]$", _style(paragraph))
    return int(found[0]) - 1 if found else 0


def _style(paragraph: Element) -> str:
    return next((_attribute(x, "val") for x in paragraph.iter() if _kind(x) == "pStyle"), "")


def _first_sheet(archive: Archive, file: str) -> str:
    """The part that holds the first sheet, by the workbook's own order."""
    book = archive.read_xml("xl/workbook.xml")
    sheet = next((x for x in book.iter() if _kind(x) == "sheet"), None)
    relations = archive.read_xml("xl/_rels/workbook.xml.rels")
    wanted = _attribute(sheet, "id") if sheet is not None else ""
    for relation in relations:
        target = relation.get("Target", "")
        if wanted and relation.get("Id") == wanted and target:
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise broken(file)


def _sheet_rows(sheet: Element, strings: list[str]) -> Iterator[Row]:
    number = 0
    for row in sheet.iter():
        if _kind(row) != "row":
            continue
        number = int(row.get("r") or number + 1)
        cells: list[str] = []
        for cell in row:
            column = _column(cell.get("r", ""), len(cells))
            if _kind(cell) == "c" and column < _MOST_COLUMNS:
                cells += [""] * (column - len(cells)) + [normalise(_cell(cell, strings)).text]
        yield Row(number, tuple(cells))


def _column(reference: str, following: int) -> int:
    letters = "".join(char for char in reference if "A" <= char <= "Z")
    if not letters:
        return following
    number = 0
    for char in letters:
        number = number * 26 + ord(char) - 64
    return number - 1


def _cell(cell: Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _words(cell)
    value = next((child.text or "" for child in cell if _kind(child) == "v"), "")
    if cell.get("t") == "s":
        return strings[int(value)] if value else ""
    if cell.get("t") == "b":
        return "yes" if value == "1" else "no"
    return value


def _all(parent: Element, kind: str) -> Iterator[Element]:
    """Children of a kind, also those inside content controls and tracked insertions."""
    waiting = [*reversed(parent)]
    while waiting:
        child = waiting.pop()
        if _kind(child) == kind:
            yield child
        elif _kind(child) in ("sdt", "sdtContent", "ins", "customXml"):
            waiting.extend(reversed(child))


def _paragraphs(cell: Element) -> Iterator[Element]:
    """The outermost paragraphs of a cell."""
    waiting = [*reversed(cell)]
    while waiting:
        found = waiting.pop()
        if _kind(found) == "p":
            yield found
        else:
            waiting.extend(reversed(found))


def _words(parent: Element) -> str:
    parts = []
    waiting = [*reversed(parent)]
    while waiting:
        child = waiting.pop()
        if _kind(child) == "t":
            parts.append(child.text or "")
        elif _kind(child) in _CHARACTERS:
            parts.append(_CHARACTERS[_kind(child)])
        elif _kind(child) not in _LEFT_OUT:
            waiting.extend(reversed(child))
    return "".join(parts)


def _kind(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: Element, name: str) -> str:
    """An attribute by its name without namespace; a relation's `id` must have one."""
    for key, value in element.attrib.items():
        if key.endswith(f"}}{name}"):
            return value
    return element.get(name, "")
