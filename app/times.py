"""Times as one says them: today, yesterday, a weekday, a date."""

from datetime import datetime

from corpus.messages import N_, _

_DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)


def say_day(time: str, today: datetime | None = None) -> str:
    """The day of an ISO 8601 time, in this computer's time zone; empty where the time is no time."""
    try:
        then = datetime.fromisoformat(time).astimezone()
    except ValueError:
        return ""
    now = today or datetime.now().astimezone()
    days = (now.date() - then.date()).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if 1 < days < 7:
        return _(_DAYS[then.weekday()])
    day = _("{day} {month}").format(day=then.day, month=_(_MONTHS[then.month - 1]))
    return day if then.year == now.year else f"{day} {then.year}"


def say_time(time: str) -> str:
    """Day and clock of an ISO 8601 time."""
    day = say_day(time)
    return f"{day} {datetime.fromisoformat(time).astimezone():%H:%M}" if day else ""
