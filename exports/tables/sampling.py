"""Why participants were recruited, as it stands under the tables they are counted in."""

from collections.abc import Iterable

from codebook.memos import SAMPLING, list_memos
from corpus.messages import _
from corpus.participants import list_participants
from corpus.store import Project


def reasons_of(project: Project, labels: Iterable[str]) -> dict[str, str]:
    """Why each of some participants was recruited, by label, where a note says so; several notes are joined."""
    memos = list_memos(project, kind=SAMPLING)
    if not memos:
        return {}
    wanted = set(labels)
    said: dict[int, list[str]] = {}
    for memo in memos:
        if memo.on.participant is not None:
            said.setdefault(memo.on.participant, []).append(" ".join(memo.text.split()))
    return {
        person.label: " / ".join(said[person.id])
        for person in list_participants(project)
        if person.id in said and person.label in wanted
    }


def sampling_notes(project: Project, labels: Iterable[str]) -> tuple[str, ...]:
    """Why each of some participants was recruited, a note each, to stand under a table."""
    told = _("{label}, recruited: {why}")
    return tuple(told.format(label=label, why=why) for label, why in reasons_of(project, labels).items())
