"""The rooms one goes to from the overview: each a screen of its own, loaded when it is entered."""

from importlib import import_module
from typing import Any, cast

from textual.screen import Screen

from corpus.messages import N_

ROOMS = {
    "approach": "ApproachScreen",
    "codebook": "CodebookScreen",
    "deidentify": "DeidentifyScreen",
    "diary": "DiaryScreen",
    "excerpts": "ExcerptsScreen",
    "episodes": "EpisodesScreen",
    "frequencies": "FrequenciesScreen",
    "meeting": "MeetingScreen",
    "notes": "NotesScreen",
    "matrix": "MatrixScreen",
    "patterns": "PatternsScreen",
    "participants": "ParticipantsScreen",
    "questions": "QuestionsScreen",
    "quotes": "QuotesScreen",
    "sorting": "SortingScreen",
    "search": "SearchScreen",
    "safety": "SafetyScreen",
    "steps": "StepsScreen",
    "themes": "ThemesScreen",
}
"""The class of each room's screen, in `app.screens` by the room's name."""


ROOM_WORDS = {
    "excerpts": N_("excerpts"),
    "sorting": N_("sort"),
    "search": N_("search"),
    "matrix": N_("matrix"),
    "patterns": N_("patterns"),
    "episodes": N_("episodes"),
    "themes": N_("themes"),
    "notes": N_("notes"),
    "diary": N_("diary"),
    "questions": N_("interview guide"),
    "meeting": N_("meeting"),
}
"""What the rooms of the analysis are called on the overview, still to be translated."""


def screen_of(room: str) -> Screen[Any]:
    """A new screen of a room."""
    return cast(Screen[Any], getattr(import_module(f"app.screens.{room}"), ROOMS[room])())
