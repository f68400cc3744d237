"""The line of keys: what it says, and that a click does what the key does."""

from pathlib import Path

import pytest

from app.actions import ACTIONS, EVERYWHERE, actions_of
from app.screens.base import shown_keys
from app.screens.frequencies import FrequenciesScreen
from app.screens.overview import OverviewScreen
from app.settings import keep_settings
from app.widgets.keyline import KeyLine
from app.workbench import Workbench
from corpus.messages import _, use_language


async def test_a_click_does_what_the_key_does(study_path: Path, until) -> None:
    keep_settings(tour_seen=True)
    app = Workbench(study_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        line = app.screen.query_one(KeyLine)
        await until(pilot, lambda: "frequencies" in str(line.content))
        at = str(line.content).index("frequencies")
        await pilot.click(KeyLine, offset=(at + 2, 0))
        await until(pilot, lambda: isinstance(app.screen, FrequenciesScreen))


async def test_keys_set_by_the_user_are_shown(study_path: Path, until) -> None:
    keep_settings(tour_seen=True, keys={"overview.frequencies": "f6"})
    app = Workbench(study_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        await until(pilot, lambda: "F6 frequencies" in str(app.screen.query_one(KeyLine).content))


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_line_of_keys_of_every_room_fits_eighty_columns(language):
    """The way to all other keys stands last, and must not be cut off."""
    use_language(language)
    for room in {action.room for action in ACTIONS} - {EVERYWHERE}:
        shown = [f"{shown_keys(a.keys).split(' ')[0]} {_(a.short)}" for a in actions_of(room) if a.short]
        assert len("   ".join(shown)) <= 78, room
