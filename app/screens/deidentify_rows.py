"""How suggestions look: a line for each string under its group's head, and its places in context."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.widgets.items import Item, Line, Part, Prose
from corpus.deidentify.finding import GROUPS, KINDS
from corpus.deidentify.suggestions import Suggestion, fold
from corpus.messages import _
from exports.harmless import line

_GAP = Line()
_SHOWN = 2_000


@dataclass(frozen=True, slots=True)
class Decision:
    """What was accepted for a string."""

    text: str
    replacement: str


@dataclass(frozen=True, slots=True)
class Row:
    """An item on the left, and the suggestion it stands for; none for a head."""

    item: Item
    suggestion: Suggestion | None = None


def group_rows(suggestions: Sequence[Suggestion], decisions: Mapping[str, Decision]) -> list[Row]:
    """The heads of the groups and the strings beneath, those decided marked with what will stand there."""
    rows: list[Row] = []
    group = ""
    for one in suggestions:
        if one.group != group:
            group = one.group
            count = sum(other.group == group for other in suggestions)
            head = (Part(_(GROUPS[group]), "strong"), Part(f"  {count}", "quiet"))
            rows.append(Row(Item((*([_GAP] if rows else []), Line(head)), choosable=False)))
        rows.append(Row(_item(one, decisions.get(fold(one.text))), one))
    return rows


def _item(one: Suggestion, decision: Decision | None) -> Item:
    count = len(one.places) + len(one.elsewhere)
    mark = Part("✓ " if decision else "  ", "accent")
    replacement = line(decision.replacement if decision else one.replacement)
    shown = (
        mark,
        Part(line(one.text)),
        Part(f"  {count}×  {_(KINDS[one.kind])}  ", "quiet"),
        Part(f"→ {replacement}", "accent" if decision else "quiet"),
    )
    return Item((Line(shown),))


def place_items(one: Suggestion) -> list[Item]:
    """The places of a string, each with the words around it, then where it stands outside the interviews."""
    items = []
    for place in one.places[:_SHOWN]:
        words = f"…{line(place.before)}«{line(place.words)}»{line(place.after)}…"
        where = f"{line(place.transcript.name)}, " + _("turn {number}").format(number=place.turn)
        items.append(Item((Prose(words), Line((Part(where, "quiet"),)), _GAP)))
    for other in one.elsewhere[:_SHOWN]:
        words = f"{line(other.before)}«{line(other.words)}»{line(other.after)}"
        items.append(Item((Prose(words), Line((Part(other.where, "quiet"),)), _GAP)))
    return items
