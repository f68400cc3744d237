"""Facts of the project: the approval, the supervisor, the day by which all is deleted, and what happens then."""

from dataclasses import dataclass
from datetime import date

from codebook.settings import get_setting, set_setting
from corpus.consent import read_day
from corpus.errors import InputError
from corpus.messages import N_, _, ngettext
from corpus.store import Project

NAMES = {
    "approval": N_("reference of the approval"),
    "supervisor": N_("supervisor"),
    "end": N_("end date"),
    "afterwards": N_("what happens then"),
}
"""The facts by name, with their words."""
_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a project; empty where not said. `end` is an ISO date."""

    approval: str = ""
    supervisor: str = ""
    end: str = ""
    afterwards: str = ""

    def days_left(self, today: date | None = None) -> int | None:
        """Days until the end date; negative after it, None where none is set."""
        return (date.fromisoformat(self.end) - (today or date.today())).days if self.end else None


def get_facts(project: Project) -> Facts:
    """The facts as set."""
    return Facts(**{name: str(get_setting(project, name, "")) for name in NAMES})


def set_fact(project: Project, name: str, value: str) -> None:
    """Set one fact; empty takes it away."""
    if name not in NAMES:
        raise InputError(_("There is no {name}; there are: {names}.").format(name=name, names=", ".join(NAMES)))
    value = " ".join(value.split())
    if name == "end" and value:
        value = read_day(value)
    set_setting(project, name, value, N_("set facts of the project"))


def say_end(facts: Facts, today: date | None = None, *, short: bool = False) -> str:
    """The end date with the days left, in words, or the days alone; empty where none is set."""
    left = facts.days_left(today)
    if left is None:
        return ""
    if short and left >= 0:
        return ngettext("{n} day left", "{n} days left", left).format(n=left)
    end = date.fromisoformat(facts.end)
    day = _("{day} {month} {year}").format(day=end.day, month=_(_MONTHS[end.month - 1]), year=end.year)
    if left < 0:
        days = ngettext("{n} day ago", "{n} days ago", -left).format(n=-left)
        return _("should have been deleted by {day} ({days})").format(day=day, days=days)
    days = ngettext("{n} day", "{n} days", left).format(n=left)
    return _("to be deleted by {day} ({days})").format(day=day, days=days)
