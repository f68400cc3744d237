"""Help, keys that are remapped, the vi-like keys, changes, participants."""

import pytest
from textual.widgets import OptionList, Static

from app.actions import ACTIONS, actions_of
from app.screens.base import shown_keys
from app.screens.help import HelpScreen
from app.screens.overview import OverviewScreen
from app.screens.participants import ParticipantsScreen
from app.screens.steps import StepsScreen
from app.settings import keep_settings, read_settings
from app.workbench import Workbench
from corpus.participants import get_participant, list_attributes


async def overview(app, pilot, until):
    await until(pilot, lambda: isinstance(app.screen, OverviewScreen))


def page(screen):
    return "\n".join(str(static.content) for static in screen.query(Static))


@pytest.mark.parametrize("room", sorted({action.room for action in ACTIONS}))
async def test_help_lists_every_action_of_a_room(room, study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(400, 60)) as pilot:
        await overview(app, pilot, until)
        app.push_screen(HelpScreen(room))
        await until(pilot, lambda: "settings.json" in page(app.screen) and "Quit at once" in page(app.screen))
        shown = " ".join(page(app.screen).split())
        missing = [action.id for action in actions_of(room) if action.help not in shown]
        assert missing == []
        keys = [action for action in actions_of(room) if not action.name.startswith(("code", "pile"))]
        assert [action.id for action in keys if shown_keys(action.keys) not in shown] == []


@pytest.mark.parametrize("width", [80, 160])
async def test_help_fits_its_width(width, study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(width, 48)) as pilot:
        await overview(app, pilot, until)
        app.push_screen(HelpScreen("coding"))
        await until(pilot, lambda: len(app.screen.query(".column")) == {80: 1, 160: 3}[width])
        await until(pilot, lambda: all(c.content_size.width for c in app.screen.query(".column")))
        for column in app.screen.query(".column").results(Static):
            longest = max(len(line.rstrip()) for line in str(column.content).splitlines())
            assert longest <= column.content_size.width


async def test_key_remapped_in_the_settings_works_and_help_shows_it(study_path, until):
    keep_settings(keys={"overview.participants": "f6", "everywhere.help": "f2"})
    app = Workbench(study_path)
    async with app.run_test(size=(160, 48)) as pilot:
        await overview(app, pilot, until)
        await pilot.press("p")
        assert isinstance(app.screen, OverviewScreen)
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(app.screen, ParticipantsScreen))
        await pilot.press("escape")
        await overview(app, pilot, until)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen) and "F6" in page(app.screen))


async def test_vi_keys_are_switched_on_from_help_and_kept(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(160, 48)) as pilot:
        await overview(app, pilot, until)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.room == "coding")
        coding = app.screen
        await until(pilot, lambda: bound(coding, "coding.reading") == {"l"})
        assert "h" not in coding.active_bindings
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.press("v")
        await until(pilot, lambda: read_settings().vi)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is coding)
        await until(pilot, lambda: "h" in bound(coding, "coding.left"))
        assert "l" in bound(coding, "coding.right")
        assert bound(coding, "coding.reading") == {"L"}
        assert bound(coding, "coding.correct") == {"C"}


def bound(screen, name):
    return {key for key, active in screen.active_bindings.items() if active.binding.id == name}


async def test_palette_offers_every_action_with_its_keys_and_the_vi_keys(study_path, until):
    app = Workbench(study_path)
    async with app.run_test() as pilot:
        await overview(app, pilot, until)
        commands = {command.title: command.help for command in app.get_system_commands(app.screen)}
        assert commands["Bring interviews in"] == "i"
        assert commands["Undo the last change"] == "u ctrl+z"
        vi = next(c for c in app.get_system_commands(app.screen) if c.title.startswith("Switch the vi-like keys"))
        await vi.callback()
        assert read_settings().vi is True


async def test_changes_are_listed_newest_first_and_undone(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await overview(app, pilot, until)
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, StepsScreen) and app.screen.query("#steps"))
        steps = app.screen.query_one("#steps", OptionList)
        count = len(app.study.steps())
        await until(pilot, lambda: steps.option_count == count)
        assert app.study.steps()[-1].what in str(steps.get_option_at_index(0).prompt)
        await pilot.press("u")
        await until(pilot, lambda: steps.option_count == count - 1)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: steps.option_count == count)


async def test_role_and_background_of_a_participant_are_set(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await overview(app, pilot, until)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, ParticipantsScreen) and app.screen.people)
        await pilot.press("down", "r", "2")
        await until(pilot, lambda: get_participant(app.study, "P02").role == "veileder")
        await pilot.press("a")
        await pilot.press(*"alder", "enter")
        await pilot.press("2")  # a number
        await pilot.press(*"4x", "enter")
        await until(pilot, lambda: any("4x" in n.message for n in app._notifications))
        assert list_attributes(app.study) == []
        await pilot.press("a", *"alder", "enter", "2", *"41", "enter")
        await until(pilot, lambda: get_participant(app.study, "P02").attributes == {"alder": "41"})
        assert [attribute.kind for attribute in list_attributes(app.study)] == ["number"]
        await pilot.press("u")
        await until(pilot, lambda: get_participant(app.study, "P02").attributes == {})


async def test_table_of_participants_is_brought_in(study_path, tmp_path, until):
    table = tmp_path / "people.csv"
    table.write_text("participant,kontor\nP01,A\nP03,B\n", "utf-8")
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await overview(app, pilot, until)
        await pilot.press("p", "i")
        await until(pilot, lambda: app.screen.query("Input"))
        app.screen.query_one("Input").value = str(table)
        await pilot.press("enter")
        await until(pilot, lambda: get_participant(app.study, "P03").attributes == {"kontor": "B"})
        table.write_text("who\nP01\n", "utf-8")
        await pilot.press("i")
        await until(pilot, lambda: app.screen.query("Input"))
        app.screen.query_one("Input").value = str(table)
        await pilot.press("enter")
        await until(pilot, lambda: any("needs a column" in n.message for n in app._notifications))


async def test_quit_key_quits_from_anywhere(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await overview(app, pilot, until)
        await pilot.press("i")
        await until(pilot, lambda: app.screen.room == "import")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app._exit)
