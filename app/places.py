"""Where the screens stood in a study: the caret in each interview, and the reading in hand. Never a step."""

import json
from dataclasses import dataclass

from codebook.readings import Reading, current_reading, list_readings
from corpus.store import Project
from corpus.store.project import now

_READING = "reading"
_FRONT = "front"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the caret last stood in an interview (a code point), in which turn, and when (ISO 8601, UTC)."""

    offset: int
    turn: int = 0
    time: str = ""


def keep_place(project: Project, transcript: int, offset: int, turn: int = 0) -> None:
    """Keep where the caret stands in an interview, by its key; `turn` is 0 before the first."""
    value = json.dumps({"offset": offset, "turn": turn, "time": now()})
    project.keep_view_state({f"place:{transcript}": value})


def kept_place(project: Project, transcript: int) -> Place | None:
    """Where the caret last stood in an interview; None where it was never opened."""
    return _as_place(project.view_state(f"place:{transcript}"))


def kept_places(project: Project) -> dict[int, Place]:
    """Where the caret last stood, for every interview ever opened, by its key."""
    found = {int(key): _as_place(value) for key, value in project.view_states("place:").items()}
    return {key: place for key, place in found.items() if place}


def _as_place(value: str) -> Place | None:
    try:
        return Place(**json.loads(value))
    except (ValueError, TypeError):
        return None


def keep_front(project: Project, transcript: int) -> None:
    """Keep which interview is in front, by its key; 0 where none is."""
    if project.view_state(_FRONT) != str(transcript):
        project.keep_view_state({_FRONT: str(transcript)})


def kept_front(project: Project) -> int:
    """The key of the interview that was in front when the study was left; 0 where none was."""
    kept = project.view_state(_FRONT)
    return int(kept) if kept.isdecimal() else 0


def choose_reading(project: Project, reading: Reading) -> None:
    """Take a reading in hand: overview and coding show it until another is chosen."""
    project.keep_view_state({_READING: str(reading.id)})


def chosen_reading(project: Project) -> Reading | None:
    """The reading in hand: the one chosen last, else the first not read through; None where there is none."""
    chosen = project.view_state(_READING)
    for reading in list_readings(project):
        if str(reading.id) == chosen:
            return reading
    return current_reading(project)
