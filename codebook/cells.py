"""The cells of the paper forms: what was written of a participant under a category, and what an empty one means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from codebook.codings import current_coder
from codebook.models import CELL
from codebook.schemas import Code, Schema
from corpus.errors import InputError
from corpus.messages import N_, _
from corpus.models import PARTICIPANT
from corpus.participants import Participant
from corpus.store import Project, now

NOT_ASKED, SILENT, NOT_APPLICABLE = CELL_STATUSES = ("not-asked", "silent", "not-applicable")
CELL_WORDS = dict(zip(CELL_STATUSES, (N_("not asked"), N_("asked, said nothing"), N_("does not apply")), strict=True))
"""Each meaning of an empty cell in words, still to be translated."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What stands in one cell: `participant` is a label, `code` a key, `status` one of CELL_STATUSES or empty."""

    participant: str
    code: int
    summary: str
    status: str
    coder: str
    changed: str


def list_cells(project: Project) -> list[MatrixCell]:
    """Every cell something was written in, by participant and category."""
    at = CELL.c
    query = (
        select(PARTICIPANT.c.label, at.code_id, at.summary, at.status, at.coder, at.changed)
        .join(PARTICIPANT, PARTICIPANT.c.id == at.participant_id)
        .order_by(at.participant_id, at.code_id)
    )
    with project.read() as db:
        return [MatrixCell(*row) for row in db.execute(query)]


def cell_meanings(cells: Sequence[MatrixCell], schemas: Sequence[Schema]) -> dict[int, Mapping[str, str]]:
    """What an empty cell means, one of CELL_STATUSES, by category and participant; those nothing is said of are absent.

    What is said of a category holds for those below it of which nothing is said: who was not asked about a matter was
    not asked about its parts.
    """
    said: dict[int, dict[str, str]] = {}
    for cell in cells:
        if cell.status:
            said.setdefault(cell.code, {})[cell.participant] = cell.status
    found: dict[int, Mapping[str, str]] = {}
    for schema in schemas:
        for code in schema.codes:  # a category stands before those below it
            above = found.get(code.parent, {}) if code.parent is not None else {}
            found[code.id] = {**above, **said[code.id]} if code.id in said else above
    return found


def set_summary(project: Project, participant: Participant, code: Code, summary: str) -> None:
    """Write the researcher's own summary in a cell; an empty one takes it away."""
    details = {"participant": participant.label, "code": code.name}
    _set(
        project,
        participant,
        code,
        N_("wrote a summary of {participant} under {code}"),
        details,
        summary=summary.strip(),
    )


def set_cell_status(project: Project, participant: Participant, code: Code, status: str) -> None:
    """Say what an empty cell means: one of CELL_STATUSES, or nothing."""
    if status and status not in CELL_STATUSES:
        raise InputError(
            _("{status} is no status; say one of {statuses}.").format(status=status, statuses=", ".join(CELL_STATUSES))
        )
    details = {"participant": participant.label, "code": code.name}
    _set(
        project,
        participant,
        code,
        N_("set what an empty cell of {participant} means under {code}"),
        details,
        status=status,
    )


def set_not_asked(project: Project, cells: Sequence[tuple[Participant, Code]]) -> int:
    """Say of several empty cells, in one step, that the participant was not asked; returns how many."""
    with project.step(N_("set {count} empty cells to not asked"), {"count": len(cells)}):
        for participant, code in cells:
            set_cell_status(project, participant, code, NOT_ASKED)
    return len(cells)


def _set(
    project: Project, participant: Participant, code: Code, what: str, details: dict[str, str], **values: str
) -> None:
    at = CELL.c
    where = (at.participant_id == participant.id) & (at.code_id == code.id)
    with project.step(what, details) as db:
        row = db.execute(select(at.summary, at.status).where(where)).first()
        kept = {"summary": "", "status": ""} if row is None else dict(row._mapping)
        wanted = {**kept, **values}
        if wanted == kept:
            return
        written = {**wanted, "coder": current_coder(project), "changed": now()}
        if not any(wanted.values()):
            db.execute(delete(CELL).where(where))
        elif row is None:
            db.execute(insert(CELL).values(participant_id=participant.id, code_id=code.id, **written))
        else:
            db.execute(update(CELL).where(where).values(**written))
