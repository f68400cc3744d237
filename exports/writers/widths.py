"""How wide the columns of a printed table are, in characters."""

import re
from collections.abc import Callable, Sequence

from exports.harmless import display_width

_WIDEST = 90
_LONGEST_WORD = 26
_MARGIN = 2.6
_BOLD = 1.15
# What stands in brackets in a head, (N = 9), is not to be broken.
_UNBROKEN = re.compile(r"\([^()]{1,16}\)|[^ \t\n]+")

Column = Sequence[str]
"""A column's cells, its head first."""


def natural(columns: Sequence[Column]) -> list[float]:
    """What each column would like: its widest cell, the head among them, within reason."""
    return [_wider(cells, lambda cell: display_width(cell[:_WIDEST])) for cells in columns]


def unwrapped(columns: Sequence[Column], numbers: Sequence[bool]) -> list[float]:
    """What columns need for figures and their heads to stay on one line while text is wrapped."""
    both = zip(natural(columns), least(columns), numbers, strict=True)
    return [like if number else need for like, need, number in both]


def least(columns: Sequence[Column]) -> list[float]:
    """What each column needs so that no word is broken, overlong ones apart."""
    return [_wider(cells, _longest_word) for cells in columns]


def _wider(cells: Column, measure: Callable[[str], int]) -> float:
    body = max((measure(cell) for cell in cells[1:]), default=0)
    return max(body, _BOLD * measure(cells[0])) + _MARGIN


def _longest_word(cell: str) -> int:
    words = _UNBROKEN.findall(cell[:2000])
    return min(_LONGEST_WORD, max((display_width(word) for word in words), default=0))


def shared_out(columns: Sequence[Column], numbers: Sequence[bool], room: float) -> list[float]:
    """`room` shared out among columns, text getting what is to spare.

    Where it is short, text is wrapped first and figures stay on one line; then heads wrap; then words break.
    """
    likes, needs = natural(columns), least(columns)
    if sum(likes) <= room:
        texts = [0.0 if number else like for like, number in zip(likes, numbers, strict=True)]
        return _grown(likes, texts if any(texts) else likes, room)
    for smallest in (unwrapped(columns, numbers), needs):
        if sum(smallest) <= room:
            lacking = [like - small for like, small in zip(likes, smallest, strict=True)]
            return _grown(smallest, lacking, room)
    return [room * need / sum(needs) for need in needs]


def _grown(widths: Sequence[float], weights: Sequence[float], room: float) -> list[float]:
    """The widths with what is left of `room` added in proportion to the weights."""
    spare = (room - sum(widths)) / (sum(weights) or 1)
    return [width + spare * weight for width, weight in zip(widths, weights, strict=True)]
