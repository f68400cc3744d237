"""What was agreed with each participant, and when: consent, their access to their words, their corrections."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as _date

from sqlalchemy import delete, insert, select

from corpus.edits import Edit
from corpus.errors import InputError
from corpus.messages import N_, _
from corpus.models import CONSENT, PARTICIPANT
from corpus.participants import as_kind, get_participant
from corpus.store import Project, now

AGREED, ACCESS, CORRECTION = KINDS = ("consent", "access", "correction")
KIND_WORDS = {AGREED: N_("consent"), ACCESS: N_("given their interview"), CORRECTION: N_("corrected their interview")}


@dataclass(frozen=True, slots=True)
class Consent:
    """One entry: `kind` is one of KINDS, `date` ISO, `text` what was agreed or done."""

    id: int
    participant: str
    kind: str
    date: str
    text: str


def list_consents(project: Project, label: str = "") -> list[Consent]:
    """The entries of one participant, or of everyone, the earliest first."""
    wanted = get_participant(project, label).label if label else ""
    with project.read() as db:
        rows = db.execute(
            select(CONSENT.c.id, PARTICIPANT.c.label, CONSENT.c.kind, CONSENT.c.date, CONSENT.c.text)
            .join(PARTICIPANT, PARTICIPANT.c.id == CONSENT.c.participant_id)
            .order_by(CONSENT.c.date, CONSENT.c.id)
        ).all()
    return [Consent(*row) for row in rows if not wanted or row.label == wanted]


def add_consent(project: Project, label: str, date: str, text: str, kind: str = AGREED) -> None:
    """Record what was agreed with a participant; the date as 2026-03-24 or 24.3.2026, empty for today."""
    person = get_participant(project, label)
    day = read_day(date or _date.today().isoformat())
    what = {
        AGREED: N_("recorded the consent of {participant}"),
        ACCESS: N_("gave {participant} their interview"),
        CORRECTION: N_("recorded a correction by {participant}"),
    }[kind]
    with project.step(what, {"participant": person.label}) as db:
        db.execute(
            insert(CONSENT).values(participant_id=person.id, kind=kind, date=day, text=text.strip(), recorded=now())
        )


def remove_consent(project: Project, consent: Consent) -> None:
    """Take an entry away; undo brings it back."""
    with project.step(
        N_("removed an entry on the consent of {participant}"), {"participant": consent.participant}
    ) as db:
        db.execute(delete(CONSENT).where(CONSENT.c.id == consent.id))


def read_day(text: str) -> str:
    """A day as ISO has it; InputError where it is none."""
    try:
        return as_kind(text, "date")
    except ValueError:
        raise InputError(_("“{date}” is no date; write it as 2026-03-24.").format(date=text)) from None


def edits_by_word(old: str, new: str, at: int) -> Iterator[Edit]:
    """The edits that make a text's words those of another, white space left as it is; `at` is where the text begins."""
    import re
    from difflib import SequenceMatcher

    there = list(re.finditer(r"\S+", old))
    wanted = new.split()
    matcher = SequenceMatcher(None, [word[0] for word in there], wanted, autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        words = " ".join(wanted[c:d])
        if op == "replace":
            start, end = there[a].start(), there[b - 1].end()
            yield Edit(at + start, old[start:end], words)
        elif op == "delete":
            start = there[a].start()
            end = there[b].start() if b < len(there) else there[b - 1].end()
            if b == len(there) and a:
                start = there[a - 1].end()
            yield Edit(at + start, old[start:end], "")
        elif op == "insert":
            if a < len(there):
                yield Edit(at + there[a].start(), "", f"{words} ")
            else:
                yield Edit(at + (there[-1].end() if there else 0), "", f" {words}" if there else words)
