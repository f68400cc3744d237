"""Which parts of two long texts are the same: the groundwork for reading a corrected document back in."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SMALL = 250_000
"""Up to this many pairs of tokens are compared one by one; beyond it only landmarks are looked for."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch that differs: tokens [a, b) of the old against [c, d) of the new; one may be empty."""

    a: int
    b: int
    c: int
    d: int


Rule = Callable[[Sequence[str], Sequence[str], Gap], list[Gap] | None]
"""Splits a gap into smaller ones, or says None where it has no landmarks to split it by."""


def find_gaps(old: Sequence[str], new: Sequence[str], rules: Sequence[Rule]) -> list[Gap]:
    """The stretches in which two sequences differ, in order; everything between them is the same.

    The rules are tried in turn on each gap; what one of them yields is split again from the first rule on.
    """
    found: list[Gap] = []
    waiting = [(Gap(0, len(old), 0, len(new)), 0)]
    while waiting:
        gap, rule = waiting.pop()
        gap = _trim(old, new, gap)
        if gap.a == gap.b and gap.c == gap.d:
            continue
        if gap.a == gap.b or gap.c == gap.d or rule == len(rules):
            found.append(gap)
            continue
        parts = rules[rule](old, new, gap)
        if parts is None:
            waiting.append((gap, rule + 1))
        else:
            waiting.extend((part, 0) for part in parts)
    return sorted(found, key=lambda gap: (gap.a, gap.c))


def landmarks(width: int) -> Rule:
    """A rule that splits at runs of `width` tokens standing once in either side (patience diff).

    The method is Bram Cohen's: the longest increasing chain of such runs is taken to be the same text.
    """

    def split(old: Sequence[str], new: Sequence[str], gap: Gap) -> list[Gap] | None:
        chain = _chain(_pairs(_once(old, gap.a, gap.b, width), _once(new, gap.c, gap.d, width)))
        return _between(gap, ((i, j, width) for i, j in chain)) if chain else None

    return split


def closely(old: Sequence[str], new: Sequence[str], gap: Gap) -> list[Gap] | None:
    """A rule that compares a small gap token by token, never taking white space alone for a likeness."""
    if (gap.b - gap.a) * (gap.d - gap.c) > SMALL:
        return None
    matcher = SequenceMatcher(str.isspace, old[gap.a : gap.b], new[gap.c : gap.d], autojunk=False)
    blocks = [(gap.a + i, gap.c + j, n) for i, j, n in matcher.get_matching_blocks() if n]
    return _between(gap, blocks) if blocks else None


def _trim(old: Sequence[str], new: Sequence[str], gap: Gap) -> Gap:
    a, b, c, d = gap.a, gap.b, gap.c, gap.d
    while a < b and c < d and old[a] == new[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
    return Gap(a, b, c, d)


def _once(tokens: Sequence[str], start: int, end: int, width: int) -> dict[tuple[str, ...], int]:
    """Where each run of tokens that stands there only once begins; runs of white space alone left out."""
    part = tokens[start:end]
    runs = list(zip(*(part[shift:] for shift in range(width)), strict=False))
    count = Counter(runs)
    return {
        run: start + at for at, run in enumerate(runs) if count[run] == 1 and not all(token.isspace() for token in run)
    }


def _pairs(old: dict[tuple[str, ...], int], new: dict[tuple[str, ...], int]) -> list[tuple[int, int]]:
    """Old and new places of the runs both sides have, by old place."""
    return [(at, new[run]) for run, at in old.items() if run in new]


def _chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs in which the new places rise as the old ones do."""
    tails: list[int] = []
    at_tail: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        before.append(at_tail[length - 1] if length else -1)
        if length == len(tails):
            tails.append(place)
            at_tail.append(index)
        else:
            tails[length] = place
            at_tail[length] = index
    chain = []
    index = at_tail[-1] if at_tail else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _between(gap: Gap, blocks: Iterator[tuple[int, int, int]] | list[tuple[int, int, int]]) -> list[Gap]:
    """What is left of a gap around blocks that are the same; overlapping blocks must agree on the shift."""
    parts = []
    a, c = gap.a, gap.c
    for i, j, size in blocks:
        if i < a or j < c:  # overlaps the block before: only what is beyond it counts, if the shift is the same
            if i - a == j - c and i + size > a:
                a, c = i + size, j + size
            continue
        parts.append(Gap(a, i, c, j))
        a, c = i + size, j + size
    parts.append(Gap(a, gap.b, c, gap.d))
    return [part for part in parts if part.a < part.b or part.c < part.d]
