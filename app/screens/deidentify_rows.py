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
        Part(f" → {replacement}", "accent" if decision else "quiet"),
        Part(f"  {count}×", "quiet"),
    )
    return Item((Line(shown),))


def place_items(one: Suggestion) -> list[Item]:
    """What a string is, its places with the words around them, then where it stands outside the interviews."""
    items = [
        Item((Line((Part(line(one.text), "strong"), Part(f" · {_(KINDS[one.kind])}", "quiet"))), _GAP), choosable=False)
    ]
    for place in one.places[:_SHOWN]:
        where = f"{line(place.transcript.name)}, " + _("turn {number}").format(number=place.turn)
        items.append(_place(f"…{place.before}«{place.words}»{place.after}…", where))
    for other in one.elsewhere[:_SHOWN]:
        items.append(_place(f"{other.before}«{other.words}»{other.after}", other.where))
    return items


def _place(words: str, where: str) -> Item:
    return Item((Prose(line(words)), Line((Part(where, "quiet"),)), _GAP))
