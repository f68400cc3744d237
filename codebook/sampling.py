"""Why somebody was recruited: a note of the kind `sampling` on a participant, which follows them under every table."""

from codebook.memos import SAMPLING, Memo, Target, change_memo, list_memos, write_memo
from corpus.messages import N_
from corpus.participants import Participant
from corpus.store import Project


def find_sampling(project: Project, participant: Participant) -> Memo | None:
    """The note on why a participant was recruited, the last written; None where there is none."""
    found = [memo for memo in list_memos(project, kind=SAMPLING) if memo.on.participant == participant.id]
    return found[-1] if found else None


def set_sampling(project: Project, participant: Participant, text: str) -> None:
    """Write why a participant was recruited; an empty text takes it away."""
    memo = find_sampling(project, participant)
    if text.strip() == (memo.text if memo else ""):
        return
    with project.step(N_("wrote why {participant} was recruited"), {"participant": participant.label}):
        if memo is not None:
            change_memo(project, memo.id, text)
        else:
            write_memo(project, Target(participant=participant.id), text, SAMPLING)
