"""Rich text."""

import re
from collections.abc import Iterator

from corpus.errors import ReadError
from corpus.readers.archives import broken
from corpus.readers.draft import Draft
from corpus.readers.encodings import decode
from corpus.readers.layout import Layout, loss_warnings

_CELL, _ROW = "\ue000", "\ue001"  # stand for the ends of cells and rows while striprtf is at work
_HIGH = re.compile(r"[\x80-\xff]")
_CODE_PAGE = re.compile(r"\\ansicpg(\d+) ?")
_CHARSET = re.compile(r"\\fcharset\d+ ?")
_OLD = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}
_OLD_CHARSET = re.compile(r"\\(mac|pca?)(?![a-z0-9])")
_DELETED = re.compile(r"\\deleted1?(?![a-z0-9])")
_REVISED = re.compile(r"\\revised1?(?![a-z0-9])")
_FOOTNOTE = re.compile(r"\{\\footnote(?![a-z])")
_COMMENT = re.compile(r"\{\\\*\\annotation(?![a-z])")
_CELL_END = re.compile(r"\\(?:nest)?cell(?![a-z])[ ]?")
_ROW_END = re.compile(r"\\(?:nest)?row(?![a-z])[ ]?")

_FONT_TABLE = re.compile(r"\{[^{}]*\\fonttbl")
_BRACE = re.compile("[{}]")
_FONT = re.compile(r"\\f(\d{1,6})(?!\d)")
_FONT_CHARSET = re.compile(r"\\fcharset(\d{1,6})(?!\d)")
_FIELD = re.compile(r"(\\fldinst)(?=\{)", re.IGNORECASE)


def read_rtf(data: bytes, name: str, encoding: str | None) -> Draft:
    """Read rich text by its own code page, or by `encoding`; tables are laid out, tracked deletions left out."""
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise broken(name)
    if encoding:
        decode(b"", name, encoding)
    raw, code_page = _prepare(data.decode("latin-1"), encoding)
    try:
        text = rtf_to_text(_plain_fonts(raw), encoding=code_page, errors="replace")
    except (ValueError, IndexError, TypeError, KeyError, OverflowError, LookupError):
        raise broken(name) from None
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\xad", "")
    layout = Layout()
    layout.paragraphs = list(_lay_out(text, layout))
    seen = {
        "insertions": len(_REVISED.findall(raw)),
        "deletions": len(_DELETED.findall(raw)),
        "footnotes": len(_FOOTNOTE.findall(raw)),
        "comments": len(_COMMENT.findall(raw)),
    }
    return Draft(layout.text(), code_page, loss_warnings(seen), frozenset(layout.labels))


def _plain_fonts(raw: str) -> str:
    """The source with its table of fonts as plain as can be, and links that striprtf does not take for its own.

    It looks through both with patterns whose time grows with the third power of their length.
    """
    raw = _FIELD.sub(r"\1 ", raw)
    table = _FONT_TABLE.search(raw)
    if table is None:
        return raw
    depth, end = 1, len(raw)
    for brace in _BRACE.finditer(raw, table.end()):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            end = brace.start()
            break
    found = ((_FONT.search(font), _FONT_CHARSET.search(font)) for font in raw[table.end() : end].split(";"))
    fonts = "".join(f"{{\\f{font[1]}\\fcharset{charset[1]} x;}}" for font, charset in found if font and charset)
    return raw[: table.end()] + fonts + raw[end:]


def _prepare(raw: str, encoding: str | None) -> tuple[str, str]:
    """The source made ready for striprtf, and the code page its bytes are in."""
    named = _CODE_PAGE.search(raw[:2000])
    old = _OLD_CHARSET.search(raw[:200])
    code_page = f"cp{named[1]}" if named else _OLD.get(old[1], "cp1252") if old else "cp1252"
    if encoding or code_page == "cp10000":
        code_page = encoding or "mac-roman"
        raw = _CHARSET.sub("", _CODE_PAGE.sub("", raw))
    try:
        decode(b"", "", code_page)
    except ReadError:
        code_page = "cp1252"
        raw = _CODE_PAGE.sub("", raw)
    raw = _HIGH.sub(lambda byte: f"\\'{ord(byte[0]):02x}", raw)
    raw = _ROW_END.sub(_ROW, _CELL_END.sub(_CELL, raw))
    return _DELETED.sub(lambda match: "\\*" + match[0], raw), code_page


def _lay_out(text: str, layout: Layout) -> Iterator[str]:
    """The paragraphs of a text whose cells and rows are marked, tables laid out."""
    table: list[list[str]] = []
    pieces = text.split(_ROW)
    for at, piece in enumerate(pieces):
        first, *others = piece.split(_CELL)
        before, _newline, cell = first.rpartition("\n") if others else (first, "", "")
        if before.strip() or not others:
            yield from _table(table, layout)
            table = []
            if before.strip() or len(pieces) == 1:
                yield from before.strip("\n").split("\n") if at else before.split("\n")
        if others:
            table.append([cell, *others[:-1]] if not others[-1].strip() else [cell, *others])
    yield from _table(table, layout)


def _table(rows: list[list[str]], layout: Layout) -> list[str]:
    scratch = Layout()
    if rows:
        scratch.add_table(rows)
    layout.labels |= scratch.labels
    return scratch.paragraphs
