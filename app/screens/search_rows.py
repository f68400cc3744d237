"""A hit as one line: where it stands, and the words in the middle with what is around them."""

from rich.cells import cell_len

from app.reader.cells import clean, fit
from app.widgets.items import Item, Line, Part
from corpus.messages import _
from corpus.search import Hit
from exports.harmless import line

_PLACE = 14
_EDGES = 6
_MARKED, _UNMARKED = "● ", "  "


def hit_item(hit: Hit, width: int, marked: bool) -> Item:
    """The line of a hit for a list of `width` cells."""
    room = max(20, width - _PLACE - _EDGES - len(_MARKED))
    match = clean(line(hit.match))
    left = max(8, (room - min(cell_len(match), room // 2)) * 2 // 5)
    return Item(
        (
            Line(
                (
                    Part(_MARKED if marked else _UNMARKED, "accent"),
                    Part(_wide(place_of(hit), _PLACE), "quiet"),
                    Part(_left_of(hit.before, left)),
                    Part(match, "accent"),
                    Part(_right_of(hit.after)),
                )
            ),
        )
    )


def place_of(hit: Hit) -> str:
    """Interview, turn and who asks: `P07 41`, `P07 42 I`."""
    asks = f" {line(hit.speaker)}" if hit.turn and not hit.participant else ""
    return f"{line(hit.name)} {hit.turn}{asks}" if hit.turn else f"{line(hit.name)} –"


def where_words(hit: Hit) -> str:
    """Where a hit stands, in words."""
    if not hit.turn:
        return _("{transcript}, between turns").format(transcript=line(hit.name))
    parts = [_("{transcript}, turn {turns}").format(transcript=line(hit.name), turns=hit.turn)]
    parts += [line(name) for name in (hit.participant or hit.speaker, hit.role) if name and name != hit.name]
    return " · ".join(parts)


def _wide(text: str, width: int) -> str:
    text = clean(line(text))
    cells = cell_len(text)
    return text + " " * (width - cells) if cells < width else fit(text, width - 1) + " "


def _left_of(before: str, width: int) -> str:
    """The end of what stands before, set against the hit."""
    space = " " if before[-1:].isspace() else ""
    text = clean(line(before))
    cut = ""
    while cell_len(text) + len(space) > width:
        text, cut = text[1 + (cell_len(text) + len(space) - width) // 3 :], "…"
    if cut and cell_len(text) + len(space) >= width:
        text = text[1:]
    text = cut + text + space
    return " " * max(0, width - cell_len(text)) + text


def _right_of(after: str) -> str:
    space = " " if after[:1].isspace() else ""
    return space + clean(line(after))
