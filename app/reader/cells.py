"""How text becomes terminal cells: one table of clusters, used by wrapping, drawing and the mouse alike."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

TAB = "    "
STAND_IN = "\ufffd"
_DOTTED_CIRCLE = "\u25cc"
_JOINER = "\u200d"
_NAME = 12  # cells in which a name can still be told from another
_MARKS_DRAWN = 8

is_simple = re.compile(
    "[\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0373\u0400-\u0482\u048a-\u052f\u2013\u2014\u2018-\u201e\u2026]*\\Z"
).match
"""Truthy where every code point of a text is drawn as itself in one cell."""

_SIMPLE = frozenset(
    chr(code)
    for first, last in (
        (0x20, 0x7E),
        (0xA1, 0xAC),
        (0xAE, 0x2FF),
        (0x370, 0x373),
        (0x400, 0x482),
        (0x48A, 0x52F),
        (0x2013, 0x2014),
        (0x2018, 0x201E),
        (0x2026, 0x2026),
    )
    for code in range(first, last + 1)
)


class Cluster(NamedTuple):
    """What a reader sees as one character: `[start, end)` in code points, cells wide, drawn as `drawn`."""

    start: int
    end: int
    width: int
    drawn: str


@lru_cache(maxsize=8192)
def _kind(character: str) -> str:
    """Of `base`, `mark`, `modifier`, `joiner`, `region`, `tag`, `hidden`."""
    code = ord(character)
    if character == _JOINER:
        return "joiner"
    if 0x1F3FB <= code <= 0x1F3FF:
        return "modifier"
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "region"
    if 0xE0020 <= code <= 0xE007F:
        return "tag"
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return "hidden"
    if cell_len(character):
        return "base"
    return "mark" if category.startswith("M") or 0x1160 <= code <= 0x11FF else "hidden"


@lru_cache(maxsize=8192)
def _stand_in(character: str) -> str:
    """What is drawn for a character that would not show, or would command the terminal."""
    code = ord(character)
    if code < 0x20:
        return TAB if character == "\t" else "" if character == "\n" else chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if unicodedata.category(character).startswith("M"):
        return _DOTTED_CIRCLE + character
    return STAND_IN


def _pictographic(text: str) -> bool:
    return text not in _SIMPLE and unicodedata.category(text) == "So"


class _Widths(dict[str, int]):
    """The cells of characters that stand alone unless a mark or modifier follows; 0 for all others."""

    def __missing__(self, character: str) -> int:
        alone = begins_cluster(character) and _kind(character) == "base"
        width = self[character] = cell_len(character) if alone else 0
        return width


_WIDTHS = _Widths()


def _end_of_cluster(text: str, start: int) -> int:
    """Where the cluster that begins with the base at `start` ends."""
    end, size = start + 1, len(text)
    first = text[start]
    if _kind(first) == "region" and end < size and _kind(text[end]) == "region":
        end += 1
    while end < size and text[end] not in _SIMPLE:
        kind = _kind(text[end])
        joined = kind == "joiner" and end + 1 < size and _pictographic(first) and _pictographic(text[end + 1])
        if joined:
            end += 2
        elif kind == "mark" or (kind == "modifier" and _pictographic(first)) or (kind == "tag" and first == "🏴"):
            end += 1
        else:
            break
    return end


def _cluster(text: str, start: int, offset: int) -> Cluster:
    first = text[start]
    if _kind(first) not in ("base", "region"):
        drawn = _stand_in(first)
        return Cluster(start + offset, start + 1 + offset, cell_len(drawn), drawn)
    end = _end_of_cluster(text, start)
    drawn = text[start : min(end, start + 1 + _MARKS_DRAWN)].removesuffix(_JOINER)
    return Cluster(start + offset, end + offset, cell_len(drawn), drawn)


def clusters(text: str, offset: int = 0) -> Iterator[Cluster]:
    """The clusters of a text in order, tiling it; `offset` is added to their ranges.

    Starting at any cluster's start gives the same clusters from there on.
    """
    index, size = 0, len(text)
    while index < size:
        character = text[index]
        width = _WIDTHS[character]
        if width and (index + 1 == size or _WIDTHS[text[index + 1]]):
            yield Cluster(index + offset, index + 1 + offset, width, character)
            index += 1
            continue
        found = _cluster(text, index, offset)
        yield found
        index = found.end - offset


def begins_cluster(character: str) -> bool:
    """Whether a cluster surely begins at a character, whatever stands before it."""
    if character in _SIMPLE:
        return True
    kind = _kind(character)
    return kind == "hidden" or (kind == "base" and not _pictographic(character))


def clean(text: str) -> str:
    """A text as it may be sent to the terminal: nothing in it hides, moves the cursor or turns the line."""
    return text if is_simple(text) else "".join(cluster.drawn for cluster in clusters(text))


def set_in(depth: int, room: int) -> str:
    """What stands before the name of a category so deep; from a depth on a number says it, for a name needs room too.

    `room` is in cells, for both.
    """
    deepest = max(0, (room - _NAME) // 2)
    return "  " * depth if depth <= deepest else "  " * max(0, deepest - 2) + f"{depth + 1:>2}· "


def fit(text: str, width: int) -> str:
    """A cleaned text padded to exactly `width` cells, cut with … where it is longer."""
    text = clean(text)
    cells = cell_len(text)
    if cells <= width:
        return text + " " * (width - cells)
    if width < 1:
        return ""
    kept, used = [], 0
    for cluster in clusters(text):
        if used + cluster.width > width - 1:
            break
        kept.append(cluster.drawn)
        used += cluster.width
    return "".join(kept) + "…" + " " * (width - 1 - used)
