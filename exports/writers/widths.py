"""How wide the columns of a printed table are, in characters."""

import re
from collections.abc import Callable, Sequence

from exports.harmless import display_width

_WIDEST = 90
_LONGEST_WORD = 26
_MARGIN = 2.6
_BOLD = 1.15
# What stands in brackets in a head, (N = 9), is not to be broken.
_BRACKETS = r"\([^()]{1,16}\)"
_UNBROKEN = re.compile(rf"{_BRACKETS}|[^ \t\n]+")

Column = Sequence[str]
"""A column's cells, its head first."""


def unbroken(head: str) -> str:
    """A head that wraps only where it may: before what stands in brackets, not within."""
    return re.sub(_BRACKETS, lambda found: found[0].replace(" ", "\u00a0"), head)


def natural(columns: Sequence[Column]) -> list[float]:
    """What each column would like: its widest cell, the head among them, within reason."""
    return [_wider(cells, lambda cell: display_width(cell[:_WIDEST])) for cells in columns]


def unwrapped(columns: Sequence[Column], numbers: Sequence[bool]) -> list[float]:
    """What columns need for figures to stay on one line while text is wrapped, and heads between words."""
    return [
        max(_widest(cells[1:], display_width), _BOLD * _longest_word(cells[0])) + _MARGIN if number else need
        for cells, need, number in zip(columns, least(columns), numbers, strict=True)
    ]


def least(columns: Sequence[Column]) -> list[float]:
    """What each column needs so that no word is broken, overlong ones apart."""
    return [_wider(cells, _longest_word) for cells in columns]


def _wider(cells: Column, measure: Callable[[str], int]) -> float:
    return max(_widest(cells[1:], measure), _BOLD * measure(cells[0])) + _MARGIN


def _widest(cells: Column, measure: Callable[[str], int]) -> int:
    return max((measure(cell) for cell in cells), default=0)


def _longest_word(cell: str) -> int:
    words = _UNBROKEN.findall(cell[:2000])
    return min(_LONGEST_WORD, max((display_width(word) for word in words), default=0))


def shared_out(columns: Sequence[Column], numbers: Sequence[bool], room: float) -> list[float]:
    """`room` shared out among columns, text getting what is to spare, the more the more of it there is.

    Where it is short, heads of figures wrap first, then text, figures staying on one line; then words break.
    """
    likes, needs = natural(columns), least(columns)
    if sum(likes) <= room:
        texts = [0.0 if number else like for like, number in zip(likes, numbers, strict=True)]
        return _grown(likes, texts if any(texts) else likes, room)
    for smallest in (unwrapped(columns, numbers), needs):
        if sum(smallest) <= room:
            return _shared(smallest, likes, numbers, [_usual(cells) for cells in columns], room)
    return [room * need / sum(needs) for need in needs]


def _shared(
    smallest: Sequence[float], likes: Sequence[float], numbers: Sequence[bool], usual: Sequence[float], room: float
) -> list[float]:
    """The widths grown from the smallest: text towards what it likes by how much it usually holds, then heads."""
    lacking = [max(0.0, like - small) for like, small in zip(likes, smallest, strict=True)]
    text = [0.0 if number else more for more, number in zip(lacking, numbers, strict=True)]
    if sum(smallest) + sum(text) <= room:
        widths = [small + more for small, more in zip(smallest, text, strict=True)]
        heads = [more if number else 0.0 for more, number in zip(lacking, numbers, strict=True)]
        return _grown(widths, heads, room)
    return _grown(smallest, [more * often for more, often in zip(text, usual, strict=True)], room)


def _usual(cells: Column) -> float:
    """How many characters a cell of a column usually holds."""
    body = [min(_WIDEST, len(cell)) for cell in cells[1:]]
    return 1.0 + sum(body) / max(1, len(body))


def _grown(widths: Sequence[float], weights: Sequence[float], room: float) -> list[float]:
    """The widths with what is left of `room` added in proportion to the weights."""
    if not sum(weights):
        weights = [1.0] * len(widths)
    spare = (room - sum(widths)) / sum(weights)
    return [width + spare * weight for width, weight in zip(widths, weights, strict=True)]
