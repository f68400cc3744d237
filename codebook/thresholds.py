"""The thresholds a study sets for words such as «de fleste»: from how many, out of how many, each may be said."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from codebook.settings import get_setting, set_setting
from corpus.errors import InputError, NotFoundError
from corpus.messages import N_, _
from corpus.store import Project

_SETTING = "quantifiers"
_MOST_PEOPLE = 1_000_000


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When each word may be said of n of N people. `…_from` and `…_to` count people, the others are shares of N, 0-1.

    `exception_from`: «uten unntak» needs as many. `most_above`: «de fleste» needs more than that share, and
    `most_from` people. `many_share`: «mange» needs at least that share, and `many_from` people. `several_from`:
    «flere» needs as many people. `some_below`: «noen» are less than that share. `few_share`: «enkelte» are at most
    that share, and at most `few_to` people.
    """

    exception_from: int = 5
    most_above: float = 0.5
    most_from: int = 3
    many_share: float = 0.5
    many_from: int = 4
    several_from: int = 3
    some_below: float = 0.5
    few_share: float = 0.25
    few_to: int = 5


NAMES = tuple(field.name for field in fields(Thresholds))
"""The thresholds' names, as they are set."""


def get_thresholds(project: Project) -> Thresholds:
    """The study's thresholds; those it has not set, or set to what is none, are the usual ones."""
    kept = get_setting(project, _SETTING, {})
    found = Thresholds()
    for name, value in kept.items() if isinstance(kept, dict) else ():
        if name in NAMES and not isinstance(value, bool) and isinstance(value, int | float):
            try:
                kept_value: Any = _checked(name, value)
                found = replace(found, **{name: kept_value})
            except InputError:
                continue
    return found


def set_thresholds(project: Project, values: Mapping[str, str | int | float]) -> Thresholds:
    """Set some thresholds, by name; InputError or NotFoundError, and nothing set, where one is wrong."""
    changed: dict[str, Any] = {}
    for name, value in values.items():
        if name not in NAMES:
            raise NotFoundError(
                _("There is no threshold {name}; there are {names}.").format(name=name, names=", ".join(NAMES))
            )
        changed[name] = _checked(name, value)
    found = replace(get_thresholds(project), **changed)
    if found != get_thresholds(project):
        set_setting(project, _SETTING, asdict(found), N_("set when words for numbers may be used"))
    return found


def _checked(name: str, value: str | int | float) -> int | float:
    """A threshold's value; a share may be written with a comma or as a per cent."""
    share = not name.endswith(("_from", "_to"))
    try:
        number = _number(value)
    except (ValueError, OverflowError):
        number = -1.0
    if share:
        if not 0 <= number <= 1:
            raise InputError(_("{name} is a share from 0 to 1, such as 0.5 or 50 %.").format(name=name))
        return number
    if not 1 <= number <= _MOST_PEOPLE or number != int(number):
        raise InputError(_("{name} is a number of people, at least 1.").format(name=name))
    return int(number)


def _number(value: str | int | float) -> float:
    text = str(value).strip().replace(",", ".")
    return float(text.rstrip("% ")) / 100 if text.endswith("%") else float(text)
