"""PDF: its lines put together again as paragraphs."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import Any

from corpus.errors import ReadError
from corpus.messages import _, ngettext
from corpus.readers.archives import broken, protected
from corpus.readers.draft import Draft
from corpus.readers.labels import LABEL, STAMPED, is_namelike, key_of
from corpus.readers.layout import Layout

_PDFIUM = Lock()  # the library is not made for several threads
_DIVIDED = "\ufffe"  # what the library puts for a hyphen at a line's end, and the line end with it
_PIECE = re.compile("([^\r\n\ufffe]*)(\r?\n|\ufffe|$)")
_HYPHEN_AT_END = re.compile(r"[^\W\d_][-\xad]$")
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:(?:side|page|s\.|p\.)\s*)?[-–—]?\s*\d+\s*[-–—]?(?:\s*(?:av|of|/)\s*\d+)?", re.IGNORECASE)
_HYPHENED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_FIRST_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r"[\w-]+$")
_WIDE_GAP = 1.3  # times the usual distance between lines: a blank line
_FULL = 0.8  # of the widest line: one that the words, not the author, broke off
_AND_OR = frozenset({"og", "eller", "and", "or", "und", "och"})
_EDGE = 2  # lines at the top and bottom of a page that a header or footer may take
_LONGEST_HEAD = 80
_LEAST_COLUMN = 5  # fewer numbers in a row are no column of line numbers, but at a page's end


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page. `right` and `gap` are shares: of the page's widest line, and of its usual line distance."""

    text: str
    right: float = 1.0
    gap: float = 1.0


_Edge = tuple[str, float, float]  # a line's words, its right edge and its bottom in points, 0 where unknown


def read_pdf(data: bytes, name: str, encoding: str | None) -> Draft:
    """Read a PDF's text: running heads, page and line numbers left out, words divided at line ends joined.

    Raises ReadError where it is locked, broken, or has pictures of pages and no text.
    """
    with _PDFIUM:
        pages = _read_pages(data, name)
    empty = sum(1 for page in pages if not page)
    if empty == len(pages):
        raise ReadError(_("{name} has no text: its pages are pictures.").format(name=name))
    pages, dropped = _drop_running(pages)
    lines = [line for page in pages for line in page]
    text, joined = _join(lines)
    return Draft(text, "", _warnings(dropped, joined, empty))


def _read_pages(data: bytes, name: str) -> list[list[_Line]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            return _measured([_read_page(page) for page in document])
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise (protected(name) if "password" in str(error).lower() else broken(name)) from None


def _read_page(page: Any) -> list[_Edge]:
    textpage = page.get_textpage()
    try:
        raw = textpage.get_text_range()
        exact = len(raw) == textpage.count_chars()
        found: list[_Edge] = []
        for piece in _PIECE.finditer(raw):
            words = piece[1].rstrip() + ("-" if piece[2] == _DIVIDED else "")
            if words.strip():
                last = piece.end(1) - 1 if piece[2] != _DIVIDED else piece.start(2)
                last += len(piece[1].rstrip()) - len(piece[1])
                box = textpage.get_charbox(last, loose=True) if exact else (0, 0, 0, 0)
                found.append((words, box[2], box[1]))
    finally:
        textpage.close()
        page.close()
    return found


def _measured(pages: list[list[_Edge]]) -> list[list[_Line]]:
    """The lines of pages with their lengths and distances, the usual distance being that within paragraphs."""
    steps = sorted(above[2] - below[2] for page in pages for above, below in pairwise(page))
    steps = [step for step in steps if step > 1]
    usual = steps[len(steps) // 5] if steps else 0.0
    widest = max((right for page in pages for _words, right, _bottom in page), default=0.0)
    longest = max((len(words) for page in pages for words, _right, _bottom in page), default=1)
    measured = []
    for page in pages:
        gaps = [1.0, *((above[2] - below[2]) / usual if usual else 1.0 for above, below in pairwise(page))]
        rights = [right / widest if right else len(words) / longest for words, right, _bottom in page]
        words = [edge[0] for edge in page]
        measured.append([_Line(*line) for line in zip(words, rights, gaps, strict=False)])
    return measured


def _drop_running(pages: list[list[_Line]]) -> tuple[list[list[_Line]], int]:
    """Leave out what repeats at the edges of pages, and columns of line numbers; also how many lines those were."""
    before = sum(map(len, pages))
    pages = [_drop_column(page) for page in pages]
    seen = Counter(pattern for page in pages for pattern in {_pattern(line) for _at, line in _edges(page)})
    inside = Counter(_pattern(line) for page in pages for line in page[_EDGE:-_EDGE])
    often = max(2, round(0.6 * len(pages)))
    running = {pattern for pattern, count in seen.items() if count >= often and inside[pattern] < 2}
    kept = []
    for page in pages:
        drop = {at for at, line in _edges(page) if _is_running(line, running, len(pages))}
        first, last = 0, len(page)
        while first in drop:
            first += 1
        while last - 1 in drop and last > first:
            last -= 1
        kept.append(page[first:last])
    return kept, before - sum(map(len, kept))


def _edges(page: list[_Line]) -> list[tuple[int, _Line]]:
    """The lines, with their numbers, where running heads and feet may stand."""
    return [(at, line) for at, line in enumerate(page) if at < _EDGE or at >= len(page) - _EDGE]


def _is_running(line: _Line, running: set[str], pages: int) -> bool:
    words = line.text.strip()
    if _PAGE_NUMBER.fullmatch(words):
        return True
    label = LABEL.match(words)
    if len(words) > _LONGEST_HEAD or (label and is_namelike(key_of(label["name"]))):
        return False
    return _pattern(line) in running and (pages > 2 or words[-1] not in ".?!…,")


def _pattern(line: _Line) -> str:
    return _NUMBER.sub("#", line.text.strip().casefold())


def _drop_column(page: list[_Line]) -> list[_Line]:
    """Leave out runs of consecutive numbers, each alone on its line: the margin's line numbers."""
    kept: list[_Line] = []
    run: list[_Line] = []
    for line in page:
        word = line.text.strip()
        if word.isdecimal() and len(word) < 6 and (not run or int(word) - int(run[-1].text) in (1, 5)):
            run.append(line)
            continue
        kept += run if len(run) < _LEAST_COLUMN else []
        run = []
        kept.append(line)
    return kept + (run if len(run) < 2 else [])


def _join(lines: list[_Line]) -> tuple[str, int]:
    """The text of lines: a full line goes on in the next, unless that begins with a label or a time stamp.

    Also how many words divided at line ends were made whole.
    """
    hyphened = {word.casefold() for line in lines for word in _HYPHENED.findall(line.text)}
    paragraphs: list[str] = []
    parts: list[str] = []
    joined = 0
    for at, line in enumerate(lines):
        words = line.text
        if at and not _goes_on(lines[at - 1], line):
            paragraphs.append("".join(parts))
            parts = []
            paragraphs += [""] if line.gap > _WIDE_GAP else []
        elif at:
            head, gap = _rejoin(parts[-1], words.lstrip(), hyphened)
            joined += not gap
            parts[-1] = head
            words = gap + words.lstrip()
        parts.append(words)
    paragraphs.append("".join(parts))
    return Layout([paragraph.replace("\xad", "") for paragraph in paragraphs]).text(), joined


def _goes_on(before: _Line, line: _Line) -> bool:
    if LABEL.match(line.text[:160]) or STAMPED.match(line.text[:160]) or line.gap > _WIDE_GAP:
        return False
    return before.right > _FULL or _HYPHEN_AT_END.search(before.text) is not None


def _rejoin(head: str, tail: str, hyphened: set[str]) -> tuple[str, str]:
    """The end of one line and what comes between it and the next: a hyphen stays where the word has one elsewhere."""
    first = _FIRST_WORD.match(tail)
    if not first or not _HYPHEN_AT_END.search(head) or first[0].casefold() in _AND_OR:
        return head, " "
    word = _LAST_WORD.search(head)
    whole = f"{word[0] if word else ''}{first[0]}".casefold()
    keep = head[-1] == "-" and (whole in hyphened or not first[0][0].islower())
    return (head if keep else head[:-1]), ""


def _warnings(dropped: int, joined: int, empty: int) -> tuple[str, ...]:
    sentences = (
        (
            dropped,
            ngettext(
                "{count} line of running heads, page numbers or line numbers was left out.",
                "{count} lines of running heads, page numbers or line numbers were left out.",
                dropped,
            ),
        ),
        (
            joined,
            ngettext(
                "{count} word divided at a line end was joined.",
                "{count} words divided at line ends were joined.",
                joined,
            ),
        ),
        (
            empty,
            ngettext(
                "{count} page has no text: it is a picture.",
                "{count} pages have no text: they are pictures.",
                empty,
            ),
        ),
    )
    return tuple(sentence.format(count=count) for count, sentence in sentences if count)
