"""Where in a text a costly pattern may match at all: around digits, or around words it cannot do without."""

import re
from collections.abc import Iterable, Iterator

_DIGITS = re.compile(r"\d")
_AROUND = 90


def lowered(text: str) -> str:
    """A text in lower case, every character in its place."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def around_digits(text: str) -> list[tuple[int, int]]:
    """The ranges around a text's digits."""
    return _merged(text, (match.start() for match in _DIGITS.finditer(text)))


def around_words(text: str, lower: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """The ranges around every place of these words, given in lower case, in a text."""
    return _merged(text, sorted(at for word in words for at in _places(lower, word)))


def _places(lower: str, word: str) -> Iterator[int]:
    at = lower.find(word)
    while at >= 0:
        yield at
        at = lower.find(word, at + len(word))


def _merged(text: str, places: Iterable[int]) -> list[tuple[int, int]]:
    """Ranges that take in what stands around places, cut at white space, those that touch made one."""
    ranges: list[tuple[int, int]] = []
    for at in places:
        if ranges and at - _AROUND <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], at + _AROUND)
        else:
            ranges.append((max(0, at - _AROUND), at + _AROUND))
    return [(_out(text, start, -1), _out(text, min(end, len(text)), 1)) for start, end in ranges]


def _out(text: str, at: int, way: int) -> int:
    """The next white space from a place on, so that no word is cut; not far away where there is none."""
    limit = 60
    while 0 < at < len(text) and limit and not text[at if way > 0 else at - 1].isspace():
        at, limit = at + way, limit - 1
    return at
