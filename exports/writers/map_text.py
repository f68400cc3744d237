"""The map of themes drawn in characters: themes on the left, categories on the right, a rail a theme between them.

A mark on a theme's rail says how a category stands to it: `●` evidence for, `○` against, `◐` both, `◦` none yet.
"""

from dataclasses import dataclass

from codebook.schemas import Code
from codebook.themes import AGAINST, FOR
from corpus.messages import _
from exports.harmless import display_width, line, pad, wrap
from exports.tables.themes import MapLine, ThemeMap

MARKS = {"for": "●", "against": "○", "both": "◐", "named": "◦"}
_NARROWEST, _CLAIM, _CATEGORY = 20, 52, 14
_NORTH, _SOUTH, _WEST, _EAST = 1, 2, 4, 8
_SIGNS = " │││─┘┐┤─└┌├─┴┬┼"
"""The sign of a cell by the ways that lead out of it, added up."""


@dataclass(frozen=True, slots=True)
class MapPart:
    """A stretch of a drawn line; `look` is strong, quiet or empty; `colour` a category's, as #rrggbb."""

    text: str
    look: str = ""
    colour: str = ""


MapRow = tuple[MapPart, ...]


def mark_of(one: MapLine) -> str:
    """The mark of a category on a theme's rail."""
    if one.sides == {FOR, AGAINST}:
        return MARKS["both"]
    return MARKS["for"] if FOR in one.sides else MARKS["against"] if AGAINST in one.sides else MARKS["named"]


def legend() -> str:
    """What the marks say."""
    words = {
        "for": _("evidence for"),
        "against": _("evidence against"),
        "both": _("both"),
        "named": _("raised from it, no passage yet"),
    }
    return "   ".join(f"{MARKS[name]} {said}" for name, said in words.items())


def map_text(drawn: ThemeMap, width: int = 100) -> str:
    """The map as plain text."""
    rows = ["".join(part.text for part in row).rstrip() for row in map_rows(drawn, width)]
    return "\n".join([*rows, ""])


def map_rows(drawn: ThemeMap, width: int) -> list[MapRow]:
    """The map in lines of at most `width` columns, the meaning of the marks and the tensions beneath."""
    if not drawn.themes:
        return [(MapPart(_("There is no theme yet.")),)]
    step = 3 if len(drawn.themes) * 3 <= width // 4 else 1
    rails = len(drawn.themes) * step + 2
    if _NARROWEST + rails + _CATEGORY > width:
        return [*_listed(drawn, width), *_foot(drawn, width)]
    names = max((display_width(_name(code)) for code in drawn.codes), default=0) + 3
    left = max(_NARROWEST, min(_CLAIM, width - rails - names), (width - rails) * 2 // 5)
    boxes, anchors = _theme_rows(drawn, left)
    places = _category_places(len(boxes), anchors, len(drawn.codes))
    lines = _rails(drawn, anchors, places, step, rails)
    category = dict(zip(places, _category_rows(drawn, max(8, width - left - rails)), strict=True))
    rows: list[MapRow] = []
    for at in range(max([len(boxes), *(place + 1 for place in places)])):
        box = boxes[at] if at < len(boxes) else MapPart("")
        rail = MapPart(lines.get(at, " " * rails), "quiet")
        rows.append((MapPart(pad(box.text, left), box.look), rail, *category.get(at, ())))
    return [*rows, *_foot(drawn, width)]


def _foot(drawn: ThemeMap, width: int) -> list[MapRow]:
    """What the marks mean, and which themes the same words divide."""
    rows: list[MapRow] = [(), *((MapPart(part, "quiet"),) for part in wrap(legend(), width))]
    for first, second in drawn.tensions:
        words = _("The same words speak for {first} and against {second}.").format(first=first + 1, second=second + 1)
        rows += [(MapPart(part, "quiet"),) for part in wrap(words, width)]
    return rows


def _listed(drawn: ThemeMap, width: int) -> list[MapRow]:
    """The map without rails, where more themes than the width holds would need one."""
    boxes, anchors = _theme_rows(drawn, width)
    names = _category_rows(drawn, width - 4)
    rows: list[MapRow] = []
    for theme, (first, after) in enumerate(zip(anchors, [*anchors[1:], len(boxes) + 1], strict=True)):
        rows += [(box,) for box in boxes[first : after - 1]]
        rows += [
            (MapPart(f"  {mark_of(one)} ", "quiet"), *names[one.code]) for one in drawn.lines if one.theme == theme
        ]
        rows.append(())
    return rows[:-1]


def _theme_rows(drawn: ThemeMap, width: int) -> tuple[list[MapPart], list[int]]:
    """The claims one beneath the other, and the row each theme's rail begins on."""
    rows: list[MapPart] = []
    anchors = []
    for number, theme in enumerate(drawn.themes, start=1):
        head = f"{number} "
        anchors.append(len(rows))
        claim = wrap(line(theme.claim), width - len(head) - 1)
        rows += [
            MapPart((" " * len(head) if n else head) + part, "" if n else "strong") for n, part in enumerate(claim)
        ]
        rows.append(MapPart(""))
    return rows[:-1], anchors


def _category_places(height: int, anchors: list[int], count: int) -> list[int]:
    """The row of each category: none on a row where a rail begins, so that no line can be taken for another."""
    top = max(0, (height - count - len(anchors)) // 2)
    free = (row for row in range(top, top + count + len(anchors) + 1) if row not in anchors)
    return [next(free) for _number in range(count)]


def _category_rows(drawn: ThemeMap, width: int) -> list[MapRow]:
    rows: list[MapRow] = []
    for code in drawn.codes:
        name, room = _name(code), max(4, width - 3)
        own, schema = name[: name.rindex(" (")], name[name.rindex(" (") :]
        if display_width(name) > room:  # what is left of the name, and its schema: two schemas may have the same name
            schema = schema if display_width(schema) <= room // 2 else ""
            own = wrap(own, room - display_width(schema) - 1)[0] + "…"
        rows.append((MapPart(" ▊ ", "", code.colour), MapPart(own), MapPart(schema, "quiet")))
    return rows


def _name(code: Code) -> str:
    return line(f"{code.path.replace(' > ', ' ▸ ')} ({code.schema})")


def _rails(drawn: ThemeMap, anchors: list[int], places: list[int], step: int, width: int) -> dict[int, str]:
    """What stands between the two columns, by row: each theme's rail, the marks on it, the lines to the categories."""
    ways: dict[tuple[int, int], int] = {}
    marks: dict[tuple[int, int], str] = {}

    def across(row: int, start: int, end: int) -> None:
        for column in range(start, end + 1):
            way = (_WEST if column > start or start == 0 else 0) | (_EAST if column < end or end == width - 1 else 0)
            ways[row, column] = ways.get((row, column), 0) | way

    for theme, anchor in enumerate(anchors):
        column = 1 + theme * step
        rows = [anchor, *(places[one.code] for one in drawn.lines if one.theme == theme)]
        across(anchor, 0, column)
        for row in range(min(rows), max(rows) + 1):
            way = (_NORTH if row > min(rows) else 0) | (_SOUTH if row < max(rows) else 0)
            ways[row, column] = ways.get((row, column), 0) | way
    for one in drawn.lines:
        column, row = 1 + one.theme * step, places[one.code]
        across(row, column, width - 1)
        marks[row, column] = mark_of(one)
    last = max((row for row, _column in ways), default=-1)
    return {
        row: "".join(marks.get((row, x)) or _SIGNS[ways.get((row, x), 0)] for x in range(width))
        for row in range(last + 1)
    }
