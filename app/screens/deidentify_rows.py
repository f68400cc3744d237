"""How suggestions look: a line for each string under its group's head, and its places in context."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.widgets.items import Item, Line, Part, Prose
from corpus.deidentify.finding import GROUPS, KINDS
from corpus.deidentify.suggestions import Place, Suggestion, fold
from corpus.messages import _
from exports.harmless import line

_GAP = Line()
SHOWN = 2_000
"""How many places of a string are shown."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was accepted for a string."""

    text: str
    replacement: str


@dataclass(slots=True)
class Decisions:
    """What was decided: for strings, by their folded text, and for places by themselves, empty where one stays."""

    strings: dict[str, Decision] = field(default_factory=dict)
    places: dict[Place, str] = field(default_factory=dict)

    def of(self, one: Suggestion) -> Decision | None:
        """What was accepted for a string as a whole."""
        return self.strings.get(fold(one.text))

    def places_of(self, one: Suggestion) -> list[Place]:
        """The places of a string that were decided by themselves."""
        return [place for place in one.places if place in self.places] if self.places else []

    def is_settled(self, one: Suggestion) -> bool:
        """Whether nothing is left to decide for a string."""
        return self.of(one) is not None or (bool(one.places) and len(self.places_of(one)) == len(one.places))

    @property
    def replaced(self) -> list[tuple[Place, str]]:
        """The places decided by themselves that are to be replaced."""
        return [(place, new) for place, new in self.places.items() if new]

    def __bool__(self) -> bool:
        return bool(self.strings or self.replaced)

    def forget(self, one: Suggestion) -> bool:
        """Take back what was decided for a string and its places; whether there was anything."""
        places = self.places_of(one)
        for place in places:
            del self.places[place]
        return self.strings.pop(fold(one.text), None) is not None or bool(places)

    def keep_only(self, found: Sequence[Suggestion]) -> None:
        """Forget what was decided for strings and places that are suggested no more."""
        known = {fold(one.text) for one in found}
        stand = {place for one in found for place in one.places}
        self.strings = {text: decision for text, decision in self.strings.items() if text in known}
        self.places = {place: new for place, new in self.places.items() if place in stand}


@dataclass(frozen=True, slots=True)
class Row:
    """An item on the left, and the suggestion it stands for; none for a head."""

    item: Item
    suggestion: Suggestion | None = None


def group_rows(suggestions: Sequence[Suggestion], decisions: Decisions) -> list[Row]:
    """The heads of the groups and the strings beneath, those decided marked with what will stand there."""
    rows: list[Row] = []
    group = ""
    for one in suggestions:
        if one.group != group:
            group = one.group
            count = sum(other.group == group for other in suggestions)
            head = (Part(_(GROUPS[group]), "strong"), Part(f"  {count}", "quiet"))
            rows.append(Row(Item((*([_GAP] if rows else []), Line(head)), choosable=False)))
        rows.append(Row(_item(one, decisions), one))
    return rows


def _item(one: Suggestion, decisions: Decisions) -> Item:
    count = len(one.places) + len(one.elsewhere)
    decision, alone = decisions.of(one), len(decisions.places_of(one))
    mark = Part("✓ " if decision else "~ " if alone else "  ", "accent")
    replacement = line(decision.replacement if decision else one.replacement)
    by_place = " · " + _("{n} by themselves").format(n=alone) if alone else ""
    shown = (
        mark,
        Part(line(one.text)),
        Part(f" → {replacement}", "accent" if decision else "quiet"),
        Part(f"  {count}×{by_place}", "quiet"),
    )
    return Item((Line(shown),))


def place_items(one: Suggestion, decisions: Mapping[Place, str]) -> list[Item]:
    """What a string is, its places with the words around them, then where it stands outside the interviews."""
    items = [
        Item((Line((Part(line(one.text), "strong"), Part(f" · {_(KINDS[one.kind])}", "quiet"))), _GAP), choosable=False)
    ]
    for place in one.places[:SHOWN]:
        where = line(place.transcript.name)
        if place.turn:  # what stands before the first turn has no number
            where += ", " + _("turn {number}").format(number=place.turn)
        items.append(_place(f"…{place.before}«{place.words}»{place.after}…", where, decisions.get(place)))
    for other in one.elsewhere[:SHOWN]:
        items.append(_place(f"{other.before}«{other.words}»{other.after}", other.where))
    return items


def _place(words: str, where: str, decided: str | None = None) -> Item:
    told = [Part(where, "quiet")]
    if decided is not None:
        said = f"✓ → {line(decided)}" if decided else "= " + _("stays here")
        told = [Part(said, "accent"), Part(" · ", "quiet"), *told]
    return Item((Prose(line(words)), Line(tuple(told)), _GAP))
