"""Going through a text once, line by line, for what may be a label, a time stamp or a line apart from speech."""

import re
from dataclasses import dataclass
from re import Match
from typing import NamedTuple

from corpus.readers.labels import (
    ALONE,
    LABEL,
    NOT_SPEECH,
    STAMPED,
    TABBED,
    TRAILER,
    key_of,
    times_of,
)

_HEAD = 160  # a label further into a line than this is no label; lines may be 20 MB long
_ALONE = 60
_DASH = re.compile("[^ ] [-–—] ")
_GROUPS = {
    "colon": ("before", "bold", "name", "after", "late", "paren"),
    "alone": ("before", "bold", "name", "after"),
    "tab": ("before", "bold", "name"),
}
_OPENS_STAMP = "0123456789[(<*#"


class Mark(NamedTuple):
    """Something in a text that is not speech. `kind` is colon, tab or alone (labels to be), stamp, or apart.

    `start` to `end` is its range, in code points. A label to be has its spelling in `name`; `followed` says whether
    words stand on the next line, `stamped` whether a time stamp comes right before it, on its line or the one above.
    """

    start: int
    end: int
    kind: str
    name: str = ""
    key: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    bold: bool = False
    stamped: bool = False
    followed: bool = True


@dataclass(frozen=True, slots=True)
class Scan:
    """The marks of a text in order, and how many stretches between blank lines it has."""

    marks: list[Mark]
    paragraphs: int


def scan(text: str, start: int = 0, markdown: bool = False) -> Scan:
    """Find every mark from `start` on."""
    marks: list[Mark] = []
    paragraphs = 0
    fresh = True  # the line above is blank, or apart from speech
    size = len(text)
    find = text.find
    while start < size:
        end = find("\n", start)
        if end < 0:
            end = size
        head = text[start : end if end - start < _HEAD else start + _HEAD]
        if not head or (head.isspace() and not text[start:end].strip()):
            fresh = True
        else:
            paragraphs += fresh
            mark = None
            if ":" in head or head[0] in "_#-=*":
                mark = _find_mark(text, head, start, end, marks, markdown)
            if mark is None and ("\t" in head or _DASH.search(head, 0, _ALONE)):
                mark = _label_mark(TABBED.match(head), head, start, "tab")
            if mark is None and end - start <= _ALONE and (fresh or head[0] in _OPENS_STAMP):
                mark = _find_alone(text, head, start, end, fresh)
            if mark is not None:
                marks.append(mark)
            fresh = mark is not None and mark.kind in ("stamp", "apart")
        start = end + 1
    return Scan(marks, paragraphs)


def stamp_mark(head: str, start: int) -> Mark | None:
    """The time stamp that a line begins with, if any."""
    match = STAMPED.match(head)
    if match is None:
        return None
    start_ms, end_ms = times_of(match[0])
    return Mark(start, start + match.end(), "stamp", start_ms=start_ms, end_ms=end_ms)


def _find_mark(text: str, head: str, start: int, end: int, marks: list[Mark], markdown: bool) -> Mark | None:
    if head[0] in "_#-=*" and (markdown or head[0] == "_") and NOT_SPEECH.match(head):
        alone = _label_mark(ALONE.match(head), head, start, "alone") if head[0] == "#" else None
        return (alone and alone._replace(bold=True)) or Mark(start, end, "apart")
    mark = _label_mark(LABEL.match(head), head, start, "colon")
    if mark is None:
        return stamp_mark(head, start)
    if not mark.stamped and marks:
        last = marks[-1]
        if last.kind in ("stamp", "apart") and not text[last.end : start].strip():
            return mark._replace(stamped=any(m.kind == "stamp" for m in marks[-4:]))
    return mark


def _find_alone(text: str, head: str, start: int, end: int, fresh: bool) -> Mark | None:
    if head.rstrip()[-1] in ".!?…,;:-–—":
        return Mark(start, end, "apart") if TRAILER.match(head) and not text[end:].strip() else None
    if TRAILER.match(head) and not text[end:].strip():
        return Mark(start, end, "apart")
    mark = _label_mark(ALONE.match(head), head, start, "alone")
    if mark is None or not (fresh or mark.stamped):
        return None
    below = text[end + 1 : end + _ALONE].partition("\n")[0]
    stamped = mark.start_ms is not None or (STAMPED.match(below) is not None and ":" in below)
    return mark._replace(followed=below != "", stamped=stamped)


def _label_mark(match: Match[str] | None, head: str, start: int, kind: str) -> Mark | None:
    if match is None:
        return None
    before, bold, name, *others = match.group(*_GROUPS[kind])
    mark = Mark(start, start + match.end(), kind, name, key_of(name), None, None, bold is not None)
    if before is None and not any(others):
        return mark
    start_ms, end_ms = times_of(before or next(filter(None, others)))
    return mark._replace(start_ms=start_ms, end_ms=end_ms, stamped=before is not None)
