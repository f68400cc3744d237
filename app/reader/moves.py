"""Where the caret goes: one destination per unit and direction."""

from dataclasses import dataclass
from typing import Literal

from app.reader.units import Units
from app.reader.wrap import WrapIndex

Unit = Literal["char", "word", "sentence", "turn", "row", "page", "edge", "document"]
_FAR = 1 << 30


@dataclass(frozen=True, slots=True)
class Caret:
    """Where the caret stands, and the cell it would keep to when moving by rows (None: where it is drawn)."""

    offset: int
    goal: int | None = None


def moved(wrap: WrapIndex, units: Units, caret: Caret, unit: Unit, direction: int, page_rows: int) -> Caret:
    """The caret after a move by one unit, forward (1) or back (-1); unmoved where there is nowhere to go."""
    if unit in ("row", "page"):
        return _by_rows(wrap, caret, direction * (1 if unit == "row" else max(1, page_rows)))
    offset, document = caret.offset, wrap.document
    if unit == "char":
        return Caret(document.step(offset, direction))
    if unit == "document":
        return Caret(document.last if direction > 0 else document.first)
    if unit == "edge":
        return Caret(wrap.offset_at(wrap.row_of(offset), _FAR if direction > 0 else 0))
    if unit == "word":
        found = units.next_word(offset) if direction > 0 else units.previous_word(offset)
        edge = document.last if direction > 0 else document.first
        return Caret(edge if found is None else found)
    if unit == "sentence":
        return Caret(_by_sentence(units, offset, direction))
    return Caret(_by_turn(units, offset, direction))


def _by_rows(wrap: WrapIndex, caret: Caret, count: int) -> Caret:
    row = wrap.row_of(caret.offset)
    goal = wrap.x_of(row, caret.offset) if caret.goal is None else caret.goal
    target = min(max(row + count, 0), wrap.height - 1)
    if wrap.is_blank(target):
        target += 1 if count > 0 else -1
    return Caret(wrap.offset_at(target, goal), goal)


def _by_sentence(units: Units, offset: int, direction: int) -> int:
    document = units.document
    start, end = units.sentence(offset)
    if direction > 0:
        following = units.next_sentence(max(end, offset))
        return following[0] if following else document.last
    if start < offset:
        return start
    back = document.step(offset, -1)
    text = document.text
    while back > document.first and (back == units.turn(back)[1] or text[back].isspace()):
        back = document.step(back, -1)
    return units.sentence(back)[0]


def _by_turn(units: Units, offset: int, direction: int) -> int:
    document = units.document
    index = document.block_at(offset)
    if direction < 0:
        return document.starts[index if offset > document.starts[index] else max(0, index - 1)]
    return document.starts[index + 1] if index + 1 < len(document.blocks) else document.last
