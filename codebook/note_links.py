"""Links in notes: `[[P07:41]]` is turn 41 of interview P07."""

import re
from dataclasses import dataclass

from corpus.errors import NotFoundError
from corpus.messages import _
from corpus.store import Project
from corpus.transcripts import get_transcript, read_transcript

_LINK = re.compile(r"\[\[\s*([^\[\]\n:]+?)\s*:\s*(\d{1,9})\s*\]\]")


@dataclass(frozen=True, slots=True)
class NoteLink:
    """A link as it stands in a note: the interview's name and the turn's number."""

    transcript: str
    turn: int


@dataclass(frozen=True, slots=True)
class LinkedPlace:
    """Where a link leads: the interview as the study names it, and the turn's words, half-open in code points."""

    transcript: str
    start: int
    end: int


def find_links(text: str) -> list[NoteLink]:
    """The links of a note, in order, each once."""
    return list(dict.fromkeys(NoteLink(name, int(turn)) for name, turn in _LINK.findall(text)))


def follow_link(project: Project, link: NoteLink) -> LinkedPlace:
    """Where a link leads; NotFoundError where the interview or the turn is not there."""
    transcript = get_transcript(project, link.transcript)
    turns = read_transcript(project, transcript).turns
    turn = next((turn for turn in turns if turn.number == link.turn), None)
    if turn is None:
        raise NotFoundError(
            _("{transcript} has no turn {turn}; its turns are 1 to {last}.").format(
                transcript=transcript.name, turn=link.turn, last=len(turns)
            )
        )
    return LinkedPlace(transcript.name, *turn.words)


def as_words(text: str) -> str:
    """A note with its links in words: `P07, turn 41`."""
    return _LINK.sub(_told, text)


def as_markdown(text: str) -> str:
    """A note's Markdown with its links as Markdown has them: `[P07, turn 41](<P07:41>)`."""
    return _LINK.sub(lambda found: f"[{_told(found)}](<{found[1]}:{found[2]}>)", text)


def _told(found: re.Match[str]) -> str:
    return _("{transcript}, turn {turn}").format(transcript=found[1], turn=found[2])
