"""Suggestions on screen: accepted, rejected, taken back, gone to."""

import pytest

from app.screens.coding import CodingScreen
from app.screens.suggestions import SuggestionsScreen
from app.widgets.export import ExportScreen
from app.widgets.picker import PickerScreen
from app.workbench import Workbench
from codebook.codings import list_codings
from codebook.project import open_project
from codebook.readings import READ, list_readings, set_status
from codebook.schemas import get_code, list_schemas
from corpus.imports import import_candidates, read_candidates
from corpus.transcripts import get_transcript

CODE = "Frustrasjoner knyttet til samarbeid"
MORE = "I: Og du?\n\nP: Jeg må mase og ringe dem. Aldri gir de lyd fra seg. Du må ringe for å mase.\n"


@pytest.fixture
def more(study_path, tmp_path):
    """The small study with an interview full of complaints, read in the reading of the complaints' schema."""
    (tmp_path / "e.txt").write_text(MORE, "utf-8")
    with open_project(study_path) as project:
        import_candidates(project, read_candidates(project, [tmp_path / "e.txt"], interviewers=["I"], role="veileder"))
        set_status(project, list_readings(project)[1], get_transcript(project, "P05"), READ)
    return study_path


async def suggested(app, pilot, until, code=CODE):
    await until(pilot, lambda: app.screen.query("#interviews"))
    screen = SuggestionsScreen(get_code(list_schemas(app.study), code))
    app.push_screen(screen)
    await until(pilot, lambda: screen._shown is not None)
    return screen


def texts(screen):
    return [one.text for one in screen._shown.found]


async def test_suggestions_are_accepted_rejected_and_taken_back(more, until):
    app = Workbench(more)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await suggested(app, pilot, until)
        before = texts(screen)
        assert len(before) >= 2
        await pilot.press("a")
        await until(pilot, lambda: before[0] not in texts(screen))
        assert [c.origin for c in list_codings(app.study)].count("suggested") == 1
        await pilot.press("u")
        await until(pilot, lambda: texts(screen) == before)
        await pilot.press("home", "x")
        await until(pilot, lambda: before[0] not in texts(screen))
        await pilot.press("u")
        await until(pilot, lambda: texts(screen) == before)
        await pilot.press("home", "space", "space", "a")
        await until(pilot, lambda: not set(before[:2]) & set(texts(screen)))
        assert [c.origin for c in list_codings(app.study)].count("suggested") == 2


async def test_enter_goes_to_the_sentence_and_escape_back(more, until):
    app = Workbench(more)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await suggested(app, pilot, until)
        one = screen.suggestion
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        await until(pilot, lambda: app.screen.reader.selection == (one.start, one.end))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: app.screen is screen)
        assert screen.suggestion == one


async def test_without_read_interviews_r_looks_through_all(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await suggested(app, pilot, until)
        assert screen._shown.searched == 0
        assert "r looks through" in str(screen.query_one("#empty").content)
        await pilot.press("r")
        await until(pilot, lambda: screen._shown.searched == 4)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await pilot.press(*"gjensidig", "enter")
        await until(pilot, lambda: app.screen is screen and screen._shown is not None and screen._shown.examples == 0)
        assert "nothing to liken to" in str(screen.query_one("#empty").content)


async def test_the_codebook_leads_to_suggestions_and_they_are_put_out(more, until):
    app = Workbench(more)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.screen.query("#interviews"))
        await pilot.press("k")
        await until(pilot, lambda: getattr(app.screen, "rows", None))
        app.screen.go_to(get_code(list_schemas(app.study), CODE))
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, SuggestionsScreen) and app.screen._shown is not None)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        await pilot.press("enter")
        file = more.with_name("study-suggestions.csv")
        await until(pilot, file.exists)
    assert file.read_text("utf-8-sig").startswith("number,transcript,turn")


async def test_both_screens_show_their_keys(more, until):
    from app.screens.help import HelpScreen
    from app.screens.search import SearchScreen

    app = Workbench(more)
    async with app.run_test(size=(100, 40)) as pilot:
        for screen in (await suggested(app, pilot, until), SearchScreen()):
            if app.screen is not screen:
                app.push_screen(screen)
                await until(pilot, lambda: isinstance(app.screen, SearchScreen))
            await pilot.press("f1")
            await until(pilot, lambda: isinstance(app.screen, HelpScreen))
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, HelpScreen))
