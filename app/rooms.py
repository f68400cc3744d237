"""The rooms one goes to from the overview: each a screen of its own, loaded when it is entered."""

from importlib import import_module
from typing import Any, cast

from textual.screen import Screen

ROOMS = {
    "approach": "ApproachScreen",
    "codebook": "CodebookScreen",
    "deidentify": "DeidentifyScreen",
    "diary": "DiaryScreen",
    "frequencies": "FrequenciesScreen",
    "meeting": "MeetingScreen",
    "notes": "NotesScreen",
    "participants": "ParticipantsScreen",
    "quotes": "QuotesScreen",
    "safety": "SafetyScreen",
    "steps": "StepsScreen",
}
"""The class of each room's screen, in `app.screens` by the room's name."""


def screen_of(room: str) -> Screen[Any]:
    """A new screen of a room."""
    return cast(Screen[Any], getattr(import_module(f"app.screens.{room}"), ROOMS[room])())
