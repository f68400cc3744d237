"""Categories that belong together: those of two schemas that ask the same thing, and those that say the opposite."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from codebook.models import CODE_LINK
from codebook.schemas import LINKS, OPPOSITE, PARALLEL, SAME, Code
from corpus.errors import InputError
from corpus.messages import N_, _
from corpus.store import Project

__all__ = ["LINKS", "OPPOSITE", "PARALLEL", "SAME", "Link", "link_codes", "linked_to", "list_links", "unlink_codes"]

_STEPS = {
    SAME: N_("declared {code} and {other} the same"),
    PARALLEL: N_("declared {code} and {other} parallel"),
    OPPOSITE: N_("declared {code} and {other} opposites"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """Two categories, by key, and how they belong together: one of LINKS."""

    code: int
    other: int
    kind: str


def list_links(project: Project, *kinds: str) -> list[Link]:
    """The links there are, of some kinds where asked."""
    at = CODE_LINK.c
    query = select(at.code_id, at.other_id, at.kind).order_by(at.id)
    if kinds:
        query = query.where(at.kind.in_(kinds))
    with project.read() as db:
        return [Link(*row) for row in db.execute(query)]


def link_codes(project: Project, code: Code, other: Code, kind: str) -> None:
    """Declare how two categories belong together; a link of that kind that is there already stays."""
    if code.id == other.id:
        raise InputError(_("“{code}” cannot be linked to itself.").format(code=code.name))
    if kind not in LINKS:
        raise InputError(_("{kind} is no link; the links are {links}.").format(kind=kind, links=", ".join(LINKS)))
    first, second = sorted((code.id, other.id))
    with project.step(_STEPS[kind], {"code": code.name, "other": other.name}) as db:
        if Link(first, second, kind) not in list_links(project, kind):
            db.execute(insert(CODE_LINK).values(code_id=first, other_id=second, kind=kind))


def unlink_codes(project: Project, code: Code, other: Code, kind: str) -> None:
    """Take such a link back."""
    first, second = sorted((code.id, other.id))
    at = CODE_LINK.c
    with project.step(N_("took a link of {code} back"), {"code": code.name}) as db:
        db.execute(delete(CODE_LINK).where((at.code_id == first) & (at.other_id == second) & (at.kind == kind)))


def linked_to(links: Iterable[Link], code: int) -> set[int]:
    """The keys of the categories linked to one, directly or through others."""
    found, waiting = {code}, [code]
    pairs = [(link.code, link.other) for link in links]
    while waiting:
        at = waiting.pop()
        for one, other in pairs:
            for near, far in ((one, other), (other, one)):
                if near == at and far not in found:
                    found.add(far)
                    waiting.append(far)
    return found - {code}
