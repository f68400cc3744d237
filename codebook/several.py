"""The same done to several coded passages at once, as one change."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from codebook.codings import Coding, choose_quote, set_flags, set_gist
from codebook.memos import Target, write_memo
from codebook.merging import take_codings
from codebook.models import CODING
from codebook.readings import begin_reading
from codebook.schemas import Code
from corpus.messages import N_
from corpus.store import Project

_AT_ONCE = 10_000  # SQLite takes no more than 32,766 values in one statement


def flag_codings(project: Project, codings: Sequence[Coding], flag: str, on: bool) -> None:
    """Set one flag on coded passages, or take it off them."""
    what = N_("flagged {count} passages") if on else N_("took a flag off {count} passages")
    with project.step(*_named(codings, what, N_("set the flags of a passage"))):
        for coding in (coding for coding in codings if (flag in coding.flags) != on):
            set_flags(project, coding, {*coding.flags, flag} if on else {*coding.flags} - {flag})


def gist_codings(project: Project, codings: Sequence[Coding], gist: str) -> None:
    """Write the same gist on coded passages."""
    with project.step(*_named(codings, N_("wrote a gist on {count} passages"), N_("wrote a gist"))):
        for coding in (coding for coding in codings if coding.gist != " ".join(gist.split())):
            set_gist(project, coding, gist)


def quote_codings(project: Project, codings: Sequence[Coding], chosen: bool) -> None:
    """Choose coded passages as quotes, or no longer."""
    what = N_("chose {count} passages as quotes") if chosen else N_("no longer quotes: {count} passages")
    one = N_("chose a passage as a quote") if chosen else N_("no longer a quote: a passage")
    with project.step(*_named(codings, what, one)):
        for coding in (coding for coding in codings if coding.quote != chosen):
            choose_quote(project, coding, chosen)


def note_codings(project: Project, codings: Sequence[Coding], note: str) -> None:
    """Write the same note on each of some coded passages."""
    with project.step(*_named(codings, N_("wrote a note on {count} passages"), N_("wrote a note"))):
        for coding in codings:
            write_memo(project, Target(coding.transcript, coding.start, coding.end, coding.id), note)


def recode_codings(project: Project, codings: Sequence[Coding], code: Code) -> None:
    """Give coded passages another category. Where a coder has it there already, the two become one: flags united,
    gists joined by " / ", notes kept."""
    several, one = N_("recoded {count} passages as {code}"), N_("recoded a passage as {code}")
    what, details = _named(codings, several, one)
    with project.step(what, {**details, "code": code.name}):
        move_codings(project, codings, code)


def move_codings(project: Project, codings: Sequence[Coding], code: Code) -> None:
    """Move codings to a category, within a step; interviews not begun in its readings are set under way."""
    at = CODING.c
    with project.step(N_("recoded a passage as {code}"), {"code": code.name}) as db:
        rows: list[Any] = []
        for first in range(0, len(codings), _AT_ONCE):
            keys = [coding.id for coding in codings[first : first + _AT_ONCE]]
            rows += db.execute(select(CODING).where(at.id.in_(keys))).all()
        take_codings(db, [row for row in rows if row.code_id != code.id], code.id)
        for transcript in dict.fromkeys(row.transcript_id for row in rows):
            begin_reading(db, transcript, code.id)


def _named(codings: Sequence[Coding], several: str, one: str) -> tuple[str, Mapping[str, int]]:
    """What a step on some codings is called."""
    return (one if len(codings) == 1 else several), {"count": len(codings)}
