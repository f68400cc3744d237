"""What happened to a category, and why: renamed, moved, merged, split, recoloured, described anew, parts deleted."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from codebook.models import CODE_EVENT
from codebook.schemas import Code
from corpus.messages import N_, _
from corpus.store import Project, now

_MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)


@dataclass(frozen=True, slots=True)
class CodeEvent:
    """One thing that happened to a category (`code`, a key): a message id with its values, why, when (UTC), by whom."""

    id: int
    code: int
    what: str
    details: Mapping[str, Any]
    why: str
    time: str
    coder: str

    @property
    def told(self) -> str:
        """What happened, in the language in use: «merged from …»."""
        return _(self.what).format_map(self.details)

    @property
    def sentence(self) -> str:
        """What happened, when and why: «merged from …, 3 March 2027: because …»; without a why it ends with the day."""
        told = _("{what}, {day}").format(what=self.told, day=_say_date(self.time))
        if not self.why:
            return told
        because = _("because {why}").format(why="").strip()
        given = self.why.casefold().startswith(because.casefold())
        return f"{told}: {self.why if given else _('because {why}').format(why=self.why)}"


def add_event(
    db: Connection, code_id: int, what: str, details: Mapping[str, Any], why: str = "", coder: str = ""
) -> None:
    """Keep in a category's history what is done to it in this step.

    `what` is a message id (marked with `N_`) formatted with `details`; `why` is one line, empty where none was given.
    """
    values = {
        "code_id": code_id,
        "what": what,
        "details": json.dumps(dict(details), ensure_ascii=False),
        "why": " ".join(why.split()),
        "time": now(),
        "coder": coder,
    }
    db.execute(insert(CODE_EVENT).values(**values))


def list_events(project: Project, code: Code | None = None) -> list[CodeEvent]:
    """What happened to a category, the first first; without one, to every category."""
    at = CODE_EVENT.c
    query = select(at.id, at.code_id, at.what, at.details, at.why, at.time, at.coder).order_by(at.id)
    if code is not None:
        query = query.where(at.code_id == code.id)
    with project.read() as db:
        return [
            CodeEvent(row.id, row.code_id, row.what, json.loads(row.details), *row[4:]) for row in db.execute(query)
        ]


def _say_date(time: str) -> str:
    """The day of an ISO 8601 time in this computer's time zone, written out."""
    then = datetime.fromisoformat(time).astimezone()
    month = _(_MONTHS[then.month - 1])
    return _("{day} {month} {year}").format(day=then.day, month=month, year=then.year)
