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
    """What was decided, by folded text: for whole strings, and for places by themselves, empty where one stays."""

    strings: dict[str, Decision] = field(default_factory=dict)
    places: dict[str, dict[Place, str]] = field(default_factory=dict)

    def of(self, one: Suggestion) -> Decision | None:
        """What was accepted for a string as a whole."""
        return self.strings.get(fold(one.text))

    def places_of(self, one: Suggestion) -> dict[Place, str]:
        """The places of a string that were decided by themselves, with what will stand there."""
        return self.places.get(fold(one.text), {})

    def decide_place(self, one: Suggestion, place: Place, replacement: str | None) -> None:
        """Decide for one place; None takes the decision back."""
        decided = self.places.setdefault(fold(one.text), {})
        if replacement is None:
            decided.pop(place, None)
        else:
            decided[place] = " ".join(replacement.split())
        if not decided:
            del self.places[fold(one.text)]

    def is_settled(self, one: Suggestion) -> bool:
        """Whether nothing is left to decide for a string."""
        return self.of(one) is not None or (bool(one.places) and len(self.places_of(one)) == len(one.places))

    @property
    def wanted(self) -> dict[str, str]:
        """What was accepted for strings as a whole."""
        return {decision.text: decision.replacement for decision in self.strings.values()}

    @property
    def alone(self) -> list[tuple[Place, str]]:
        """Every place decided by itself."""
        return [pair for decided in self.places.values() for pair in decided.items()]

    def __bool__(self) -> bool:
        return bool(self.strings) or any(new for _place, new in self.alone)

    def forget(self, one: Suggestion) -> bool:
        """Take back what was decided for a string and its places; whether there was anything."""
        key = fold(one.text)
        places = self.places.pop(key, None)
        return self.strings.pop(key, None) is not None or places is not None

    def keep_only(self, found: Sequence[Suggestion]) -> None:
        """Forget what was decided for strings and places that are suggested no more."""
        known = {fold(one.text): one for one in found}
        self.strings = {text: decision for text, decision in self.strings.items() if text in known}
        stand = {text: set(known[text].places) for text in self.places if text in known}
        left = {text: {p: new for p, new in self.places[text].items() if p in stand[text]} for text in stand}
        self.places = {text: decided for text, decided in left.items() if decided}


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
        rows.append(Row(string_item(one, decisions), one))
    return rows


def string_item(one: Suggestion, decisions: Decisions) -> Item:
    """A string with what is proposed or will stand for it, and how many places it has."""
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
