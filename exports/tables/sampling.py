"""Why participants were recruited, as it stands under the tables they are counted in."""

from collections.abc import Iterable

from codebook.memos import SAMPLING, list_memos
from corpus.participants import list_participants
from corpus.store import Project


def sampling_notes(project: Project, labels: Iterable[str]) -> tuple[str, ...]:
    """Why each of some participants was recruited, where a note says so: «P07: …», to stand under a table."""
    memos = list_memos(project, kind=SAMPLING)
    if not memos:
        return ()
    wanted = set(labels)
    said: dict[int, list[str]] = {}
    for memo in memos:
        if memo.on.participant is not None:
            said.setdefault(memo.on.participant, []).append(" ".join(memo.text.split()))
    return tuple(
        f"{person.label}: {' / '.join(said[person.id])}"
        for person in list_participants(project)
        if person.id in said and person.label in wanted
    )
