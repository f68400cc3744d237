"""The disclosure check: which roles, sites and other backgrounds single out a participant, or a small group."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from codebook.settings import get_setting, set_setting
from corpus.errors import InputError
from corpus.messages import N_, _, ngettext
from corpus.participants import list_attributes, list_participants
from corpus.store import Project
from exports.tables.filters import Filters
from exports.values import Column, Table

SETTING = "disclosure"
THRESHOLD = 5
_TOGETHER = 3

Fact = tuple[str, str]
"""The name of a background (or the word for role) and a value."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Facts that together fit only `size` participants, `participants` by label; no fewer of the facts do so."""

    facts: tuple[Fact, ...]
    participants: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many participants the facts fit."""
        return len(self.participants)

    @property
    def words(self) -> str:
        """The facts on one line."""
        return ", ".join(f"{name}: {value}" for name, value in self.facts)


def disclosure_threshold(project: Project) -> int:
    """The largest group that is too small; 0 where the study has switched the check off."""
    return int(get_setting(project, SETTING, THRESHOLD))


def set_disclosure_threshold(project: Project, size: int) -> None:
    """Choose the largest group that is too small."""
    if not 0 <= size <= 1000:
        raise InputError(_("A threshold is a number from 0 to 1000."))
    set_setting(project, SETTING, size, N_("changed the threshold of the disclosure check"))


def find_disclosures(project: Project) -> list[Disclosure]:
    """Every group at or under the study's threshold, by up to three facts together, the smallest groups first.

    A group told by fewer facts is not told again with more, unless more facts make it smaller still.
    """
    threshold = disclosure_threshold(project)
    people = [(person.label, _facts(person.role, person.attributes)) for person in list_participants(project)]
    names = [_role_name(), *(attribute.name for attribute in list_attributes(project))]
    found: dict[tuple[str, ...], list[Disclosure]] = defaultdict(list)
    for count in range(1, _TOGETHER + 1):
        for chosen in combinations(names, count):
            for disclosure in _groups(people, chosen, threshold):
                known = found[disclosure.participants]
                if not any(set(other.facts) <= set(disclosure.facts) for other in known):
                    known.append(disclosure)
    every = [one for group in found.values() for one in group]
    return sorted(every, key=lambda one: (one.size, len(one.facts), one.words.casefold()))


def _role_name() -> str:
    return _("role")


def _facts(role: str, attributes: Mapping[str, str]) -> dict[str, str]:
    facts = dict(attributes)
    return {_role_name(): role, **facts} if role else facts


def _groups(
    people: Sequence[tuple[str, dict[str, str]]], names: tuple[str, ...], threshold: int
) -> Iterator[Disclosure]:
    groups: dict[tuple[Fact, ...], list[str]] = defaultdict(list)
    for label, facts in people:
        if all(facts.get(name) for name in names):
            groups[tuple((name, facts[name]) for name in names)].append(label)
    for facts_of, labels in groups.items():
        if len(labels) <= threshold:
            yield Disclosure(facts_of, tuple(labels))


def disclosure_table(project: Project) -> Table:
    """Tidy rows `participant,facts,size,participants`, one for each participant of each small group."""
    columns = (
        Column("participant", _("participant")),
        Column("facts", _("what tells them apart")),
        Column("size", _("people it fits"), "int"),
        Column("participants", _("participants")),
    )
    rows = tuple(
        (label, one.words, one.size, ";".join(one.participants))
        for one in find_disclosures(project)
        for label in one.participants
    )
    told = _("Groups of {n} or fewer are shown; the study sets the number.")
    return Table(_("Who may be told apart"), columns, rows, (told.format(n=disclosure_threshold(project)),))


def say_disclosure(disclosures: Sequence[Disclosure], participant: str) -> str:
    """The smallest group a participant is in, in one line; empty where they are in none that is too small."""
    mine = [one for one in disclosures if participant in one.participants]
    if not mine:
        return ""
    least = min(mine, key=lambda one: (one.size, len(one.facts)))
    if least.size == 1:
        return _("{participant} is the only one with {facts}.").format(participant=participant, facts=least.words)
    return _("{participant} is one of {n} with {facts}.").format(
        participant=participant, n=least.size, facts=least.words
    )


def small_roles(project: Project) -> dict[str, int]:
    """The roles that no more participants have than the study's threshold, with how many have them."""
    threshold = disclosure_threshold(project)
    sizes = Counter(person.role for person in list_participants(project) if person.role)
    return {role: size for role, size in sizes.items() if size <= threshold}


def say_of_roles(few: Iterable[tuple[str, int]]) -> str:
    """What a label gives away: the roles of those quoted that few participants have, with how many; or empty."""
    return "; ".join(
        ngettext(
            "only {n} participant is {role}: the label may tell who",
            "only {n} participants are {role}: the label may tell who",
            number,
        ).format(n=number, role=role)
        for role, number in few
    )


def say_of_print(project: Project, filters: Filters | None = None) -> str:
    """What passages printed with who says them give away: roles, with the backgrounds asked for; else empty."""
    asked = {text.casefold() for text in filters.attribute} if filters else set()
    chosen = {role.casefold() for role in filters.role} if filters else set()
    named = set(filters.participant) if filters else set()

    def is_printed(name: str, value: str) -> bool:
        if name == _role_name():
            return not chosen or value.casefold() in chosen
        return f"{name}={value}".casefold() in asked

    told = [
        f"{one.words} ({one.size})"
        for one in find_disclosures(project)
        if all(is_printed(*fact) for fact in one.facts) and (not named or named & set(one.participants))
    ]
    if not told:
        return ""
    return _("What is written may tell who speaks, since few share it: {groups}.").format(groups="; ".join(told))
