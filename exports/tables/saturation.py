"""Saturation: how much new the last interviews brought (Guest, Namey & Chen 2020, doi 10.1371/journal.pone.0232076).

B is the number of distinct categories in the first `base` interviews. A window of `run` interviews slides by one from
the interview after them; its ratio is the categories in it that no interview before it has, over B. The first window
at or under the threshold answers: «n+run», n interviews before it. It depends on the order, so a band over random
orders stands beside it. A category counts as it was coded, not those above it.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from codebook.readings import READ, Reading, get_reading, list_readings
from corpus.errors import InputError
from corpus.messages import _, ngettext
from corpus.participants import list_roles
from corpus.store import Project
from corpus.transcripts import Transcript
from exports.tables.filters import NO_ROLE, Filters
from exports.tables.material import Material, gather
from exports.values import Cell, Column, Table

BASE, RUN, THRESHOLD = 4, 2, 0.05
ORDERS, SEED = 200, 1
_LOW, _HIGH = 0.05, 0.95


@dataclass(frozen=True, slots=True)
class Rule:
    """How saturation is reckoned: `base` and `run` in interviews, `threshold` a share; `orders` random ones."""

    base: int = BASE
    run: int = RUN
    threshold: float = THRESHOLD
    orders: int = ORDERS
    seed: int = SEED

    def __post_init__(self) -> None:
        if self.base < 1 or self.run < 1 or self.orders < 0:
            raise InputError(_("The base and the run are at least one interview each."))
        if not 0 <= self.threshold < 1:
            raise InputError(_("The threshold is a share from 0 to 1, such as 0.05."))


@dataclass(frozen=True, slots=True)
class Window:
    """One run of interviews: how many stand before it, the new categories in it, and their share of B."""

    before: int
    new: int
    ratio: float


@dataclass(frozen=True, slots=True)
class Saturation:
    """One group's: interviews in the order they were brought in, B, the windows, and which one answers (an index).

    `band` is the least and greatest ratio of each window in the middle nine tenths of the random orders. `stops` is
    where those orders reached it (interviews before the window), shortest first; `missed` is how many never did.
    `coded` holds each interview's codings with a bit for the category. `read` of the `judged` interviews are read for
    every schema counted; `judged` is 0 where no reading uses any.
    """

    group: str
    interviews: tuple[Transcript, ...]
    base_codes: int
    windows: tuple[Window, ...]
    reached: int | None
    band: tuple[tuple[float, float], ...]
    stops: tuple[int, ...]
    missed: int
    left_out: int
    coded: Mapping[int, Sequence[tuple[int, int]]]
    read: int = 0
    judged: int = 0

    def new_codings(self, window: Window, run: int) -> frozenset[int]:
        """The keys of a window's codings whose categories no interview before it has."""
        known = 0
        for transcript in self.interviews[: window.before]:
            for _coding, bit in self.coded.get(transcript.id, ()):
                known |= bit
        inside = self.interviews[window.before : window.before + run]
        return frozenset(key for t in inside for key, bit in self.coded.get(t.id, ()) if not bit & known)


@dataclass(frozen=True, slots=True)
class Saturations:
    """The groups' saturation and the rule they were reckoned by."""

    groups: tuple[Saturation, ...]
    rule: Rule


def slide(codes: Sequence[int], rule: Rule) -> tuple[int, tuple[Window, ...], int | None]:
    """B, the windows, and the index of the first at or under the threshold; `codes` is a bit set an interview."""
    known = 0
    for found in codes[: rule.base]:
        known |= found
    base = known.bit_count()
    windows = []
    reached = None
    for before in range(rule.base, len(codes) - rule.run + 1):
        inside = 0
        for found in codes[before : before + rule.run]:
            inside |= found
        new = (inside & ~known).bit_count()
        windows.append(Window(before, new, new / base if base else 0.0))
        if reached is None and base and windows[-1].ratio <= rule.threshold:
            reached = len(windows) - 1
        known |= codes[before]
    return base, tuple(windows), reached


def count_saturation(project: Project, filters: Filters | None = None, rule: Rule | None = None) -> Saturations:
    """Reckon each role's saturation; interviews not read for what is counted and without a coding are left out."""
    rule = rule or Rule()
    material = gather(project, filters)
    roles = {person.role or NO_ROLE for person in material.people}
    order = [*(role for role in list_roles(project) if role in roles), *([NO_ROLE] if NO_ROLE in roles else [])]
    names = filters.reading if filters else ()
    readings = [get_reading(project, name) for name in names] or list_readings(project)
    return Saturations(tuple(_reckon(material, role, _read(material, readings, role), rule) for role in order), rule)


def _read(material: Material, readings: Sequence[Reading], role: str) -> set[int] | None:
    """The interviews read in a reading of every schema that is counted for a role; None where no reading uses any.

    Another reading says nothing: who read for practice has not looked for cooperation.
    """
    counted = {code.schema for code in material.codes.values()}
    found: set[int] | None = None
    for schema in material.schemas:
        using = [reading for reading in readings if schema.id in reading.schemas]
        if using and schema.name in counted and schema.role.casefold() in ("", role.casefold()):
            read = {t.id for t in material.transcripts if any(reading.status(t.id) == READ for reading in using)}
            found = read if found is None else found & read
    return found


def _reckon(material: Material, role: str, read: set[int] | None, rule: Rule) -> Saturation:
    mine = {person.label for person in material.people if (person.role or NO_ROLE) == role}
    heard = sorted((t for t in material.transcripts if mine.intersection(t.participants)), key=lambda t: t.id)
    bits = {key: 1 << place for place, key in enumerate(material.codes)}
    coded: dict[int, list[tuple[int, int]]] = {}
    for mark in material.marks:
        if mine.intersection(mark.people):
            coded.setdefault(mark.transcript, []).append((mark.coding, bits[mark.code]))
    interviews = tuple(t for t in heard if t.id in coded or t.id in (read or ()))
    sets = []
    for transcript in interviews:
        found = 0
        for _coding, bit in coded.get(transcript.id, ()):
            found |= bit
        sets.append(found)
    base, windows, reached = slide(sets, rule)
    band, stops, missed = _over_orders(sets, rule, len(windows))
    left_out = len(heard) - len(interviews)
    judged = 0 if read is None else len(heard)
    known = sum(t.id in (read or ()) for t in heard)
    return Saturation(role, interviews, base, windows, reached, band, stops, missed, left_out, coded, known, judged)


def _over_orders(
    sets: Sequence[int], rule: Rule, windows: int
) -> tuple[tuple[tuple[float, float], ...], tuple[int, ...], int]:
    chance = random.Random(rule.seed)
    ratios: list[list[float]] = [[] for _number in range(windows)]
    stops, missed = [], 0
    for _turn in range(rule.orders if windows else 0):
        shuffled = list(sets)
        chance.shuffle(shuffled)
        base, found, reached = slide(shuffled, rule)
        if reached is None:
            missed += 1
        else:
            stops.append(found[reached].before)
        if base:
            for place, window in enumerate(found):
                ratios[place].append(window.ratio)
    band = tuple(_middle(sorted(values)) for values in ratios)
    return band, tuple(sorted(stops)), missed


def _middle(values: Sequence[float]) -> tuple[float, float]:
    """The least and the greatest of the middle nine tenths; (0, 0) of none."""
    if not values:
        return 0.0, 0.0
    last = len(values) - 1
    return values[round(_LOW * last)], values[round(_HIGH * last)]


def answer(found: Saturation, rule: Rule) -> str:
    """The answer as it is reported: «6+2»; empty where it was not reached."""
    return "" if found.reached is None else f"{found.windows[found.reached].before}+{rule.run}"


def saturation_table(found: Saturations) -> Table:
    """Tidy rows, one a window: `group,before,run,first,last,new,base,ratio,low,high,reached`; ratios 0-1."""
    columns = (
        Column("group", _("role")),
        Column("before", _("interviews before"), "int"),
        Column("run", _("run"), "int"),
        Column("first", _("from interview")),
        Column("last", _("to interview")),
        Column("new", _("new categories"), "int"),
        Column("base", _("B"), "int"),
        Column("ratio", _("share new"), "share"),
        Column("low", _("least in other orders"), "share"),
        Column("high", _("most in other orders"), "share"),
        Column("reached", _("reached")),
    )
    rows = tuple(row for group in found.groups for row in _rows(group, found.rule))
    notes = (*(say_saturation(group, found.rule) for group in found.groups), orders_note(found.rule), caveat())
    return Table(_("Saturation"), columns, rows, notes)


def _rows(found: Saturation, rule: Rule) -> Iterator[tuple[Cell, ...]]:
    for place, (window, (low, high)) in enumerate(zip(found.windows, found.band, strict=True)):
        first, last = found.interviews[window.before], found.interviews[window.before + rule.run - 1]
        yield (
            found.group,
            window.before,
            rule.run,
            first.name,
            last.name,
            window.new,
            found.base_codes,
            window.ratio,
            low,
            high,
            place == found.reached,
        )


def say_saturation(found: Saturation, rule: Rule) -> str:
    """One group's answer in a sentence or two."""
    told = []
    if not found.windows:
        told.append(
            _("{role}: too few interviews; {needed} are needed, {n} count.").format(
                role=found.group, needed=rule.base + rule.run, n=len(found.interviews)
            )
        )
    elif found.reached is None:
        told.append(_("{role}: not reached in {n} interviews.").format(role=found.group, n=len(found.interviews)))
    else:
        told.append(
            _("{role}: {answer} at {percent} % (B = {base}).").format(
                role=found.group, answer=answer(found, rule), percent=f"{100 * rule.threshold:g}", base=found.base_codes
            )
        )
    if found.stops:
        first, last = _middle(found.stops)
        told.append(
            _("In other orders of the same interviews mostly {first}+{run} to {last}+{run}.").format(
                first=int(first), last=int(last), run=rule.run
            )
        )
    if found.missed:
        told.append(_("Never reached in {n} of {of} other orders.").format(n=found.missed, of=rule.orders))
    if found.left_out:
        told.append(
            ngettext(
                "{n} interview is neither read for these categories nor coded with them and is left out.",
                "{n} interviews are neither read for these categories nor coded with them and are left out.",
                found.left_out,
            ).format(n=found.left_out)
        )
    if found.read < found.judged:
        told.append(
            _("{read} of {of} interviews are read for these categories: preliminary.").format(
                read=found.read, of=found.judged
            )
        )
    return " ".join(told)


def orders_note(rule: Rule) -> str:
    """What the band was made of, so that it can be made again."""
    return _(
        "Interviews in the order they were brought in; the band is the middle nine tenths of {n} random orders "
        "(seed {seed})."
    ).format(n=rule.orders, seed=rule.seed)


def caveat() -> str:
    """What the number does not say."""
    return _(
        "This counts new categories, not new meaning, and depends on how fine the categories are; "
        "reflexive thematic analysis does not use it."
    )
