"""Filters as a reader sees them: one condition a kind, in words, and which of them to loosen where nothing is found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from codebook.codings import FLAG_WORDS
from corpus.errors import TusjError
from corpus.messages import N_, _
from corpus.store import Project
from exports.tables.filters import Filters
from exports.tables.passages import find, say_origins

_MOST = 4
CONDITIONS = (
    ("role", N_("role")),
    ("participant", N_("participant")),
    ("attribute", N_("background")),
    ("transcript", N_("interview")),
    ("reading", N_("reading")),
    ("schema", N_("schema")),
    ("code", N_("category")),
    ("coder", N_("coder")),
    ("flag", N_("flag")),
    ("origin", N_("origin")),
    ("text", N_("words")),
    ("since", N_("coded")),
    ("quote", N_("quotes")),
)
"""The kinds of conditions, by the name of their filter, and the word for each, still to be translated.

The days from and to are one condition, under `since`.
"""


@dataclass(frozen=True, slots=True)
class Condition:
    """One kind of condition and what it asks for, in words."""

    name: str
    words: str


def conditions_of(filters: Filters) -> list[Condition]:
    """The conditions there are, in the order they are shown."""
    found = [(name, _words(filters, name), _(word)) for name, word in CONDITIONS]
    return [Condition(name, f"{word}: {words}") for name, words, word in found if words]


def in_words(filters: Filters) -> str:
    """Filters on one line; empty where everything is asked for."""
    return " · ".join(condition.words for condition in conditions_of(filters))


def _words(filters: Filters, name: str) -> str:
    if name == "since":
        return _days(filters)
    if name == "quote":
        return _("only those chosen") if filters.quote else ""
    values: Sequence[str] = getattr(filters, name)
    if name == "flag":
        values = [_(FLAG_WORDS.get(flag, flag)) for flag in values]
    elif name == "origin":
        values = [say_origins().get(origin, origin) for origin in values]
    told = ", ".join(values[:_MOST])
    if len(values) > _MOST:
        told = _("{some} and {n} more").format(some=told, n=len(values) - _MOST)
    if name == "code" and told and filters.exact:
        told = _("{category} (without sub-categories)").format(category=told)
    return told


def _days(filters: Filters) -> str:
    since, until = filters.since, filters.until
    if since and until:
        return since if since == until else f"{since} – {until}"
    if since:
        return _("from {day}").format(day=since)
    return _("to {day}").format(day=until) if until else ""


def without(filters: Filters, name: str) -> Filters:
    """Filters with one kind of condition dropped."""
    dropped: dict[str, dict[str, Any]] = {
        "since": {"since": "", "until": ""},
        "code": {"code": (), "exact": False},
        "quote": {"quote": False},
    }
    return replace(filters, **dropped.get(name, {name: ()}))


@dataclass(frozen=True, slots=True)
class Looser:
    """A condition, and how many passages (or rows, where those were counted) there are without it."""

    condition: Condition
    passages: int


def what_to_loosen(project: Project, filters: Filters, count: Callable[[Filters], int] | None = None) -> list[Looser]:
    """The conditions each of which, dropped alone, would let something be found; the one that gives most first.

    `count` tells how much filters find; without it coded passages are counted.
    """
    counted = count or (lambda asked: len(find(project, asked)))
    found = []
    for condition in conditions_of(filters):
        try:
            number = counted(without(filters, condition.name))
        except TusjError:  # what another condition names is not there: dropping this one does not help
            continue
        if number:
            found.append(Looser(condition, number))
    return sorted(found, key=lambda looser: -looser.passages)
