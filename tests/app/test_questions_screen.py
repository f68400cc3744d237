"""The interview guide's screen, what came up unasked, and linking a turn while reading."""

import pytest
from textual.widgets import Input, OptionList, TextArea

from app.screens.coding import CodingScreen
from app.screens.questions import QuestionsScreen
from app.screens.unasked import UnaskedScreen
from app.widgets.cell_grid import CellGrid
from app.widgets.dialogs import LineScreen, TextScreen
from app.widgets.export import ExportScreen
from app.widgets.items import Items
from app.widgets.question_list import QuestionListScreen
from app.widgets.toggles import TogglesScreen
from app.workbench import Workbench
from codebook.cells import list_cells
from codebook.project import open_project
from codebook.questions import add_question, find_tied, link_turn, list_question_links, list_questions
from codebook.schemas import list_schemas
from corpus.transcripts import get_transcript, read_transcript

ROLE = "jobbspesialist"


@pytest.fixture
def guided(study_path):
    """Two questions of a role, the first asked in P01's first turn."""
    with open_project(study_path) as project:
        schemas = list_schemas(project)
        satisfied = find_tied(schemas, ["Fornøyd med samarbeid"], ROLE)
        first = add_question(project, ROLE, "Hvordan er samarbeidet?", satisfied)
        add_question(project, ROLE, "Er det prestisje?", find_tied(schemas, ["Utsagn vedrørende prestisje"], ROLE))
        link_turn(project, read_transcript(project, get_transcript(project, "P01")), 1, first)
    return study_path


@pytest.fixture
def opened(until):
    """Opens a study's guide by its key: `async with opened(path, size) as (pilot, screen)`."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def on(path, size=(120, 36)):
        app = Workbench(path)
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: app.screen.__class__.__name__ == "OverviewScreen" and app.screen.is_current)
            await pilot.press("v")
            await until(pilot, lambda: isinstance(app.screen, QuestionsScreen) and app.screen._roles != [])
            yield pilot, app.screen

    return on


def texts(screen, role=ROLE):
    return [question.text for question in list_questions(screen.project, role)]


def words(screen, where="#status"):
    return str(screen.query_one(where).render())


async def answer(pilot, until, dialog, text):
    await until(pilot, lambda: isinstance(pilot.app.screen, dialog))
    field = pilot.app.screen.query_one(Input if dialog is LineScreen else TextArea)
    if isinstance(field, Input):
        field.value = text
        await pilot.press("enter")
    else:
        field.text = text
        await pilot.press("escape")


async def test_questions_are_added_reworded_moved_and_taken_out(study_path, opened, until):
    async with opened(study_path, (80, 24)) as (pilot, screen):
        assert "No questions yet" in words(screen, "#empty")
        for text in ("En?", "To?"):
            await pilot.press("n")
            await answer(pilot, until, LineScreen, text)
        await until(pilot, lambda: texts(screen) == ["En?", "To?"])
        await pilot.press("minus")
        await until(pilot, lambda: texts(screen) == ["To?", "En?"])
        await pilot.press("enter")
        await answer(pilot, until, LineScreen, "Tre?")
        await until(pilot, lambda: texts(screen) == ["Tre?", "En?"])
        await pilot.press("x")
        await until(pilot, lambda: texts(screen) == ["En?"])
        await pilot.press("u", "u")
        await until(pilot, lambda: texts(screen) == ["To?", "En?"])


async def test_lines_are_pasted_and_files_read(study_path, opened, until, tmp_path):
    (tmp_path / "g.csv").write_text("role,question\nveileder,Annet?\n", "utf-8")
    async with opened(study_path) as (pilot, screen):
        await pilot.press("p")
        await answer(pilot, until, TextScreen, "1. En? | Gjensidig læring\n2. To?")
        await until(pilot, lambda: texts(screen) == ["En?", "To?"])
        await pilot.press("i")
        await answer(pilot, until, LineScreen, str(tmp_path / "g.csv"))
        await until(pilot, lambda: texts(screen, "veileder") == ["Annet?"])
        await pilot.press("r")
        await until(pilot, lambda: [q.text for q in screen.questions] == ["Annet?"])


async def test_categories_are_chosen_from_a_list(guided, opened, until):
    async with opened(guided) as (pilot, screen):
        await pilot.press("c")
        await until(pilot, lambda: isinstance(pilot.app.screen, TogglesScreen))
        await pilot.press("1", "enter")
        names = {code.id: code.name for schema in list_schemas(screen.project) for code in schema.codes}
        await until(
            pilot,
            lambda: (
                [names[key] for key in list_questions(screen.project)[0].codes]
                == ["Fornøyd med samarbeid", "Kjønn, alder, bakgrunn"]
            ),
        )


async def test_who_was_asked_what_leads_to_the_turn(guided, opened, until):
    async with opened(guided) as (pilot, screen):
        await pilot.press("w")
        grid = screen.query_one(CellGrid)
        await until(pilot, lambda: grid.display and screen.focused is grid)
        assert [[grid._ask(row, column).text for column in (0, 1)] for row in (0, 1)] == [["1", "·"], ["–", "–"]]
        await pilot.press("right")
        await until(pilot, lambda: "P01: not asked · 2. Er det prestisje?" in words(screen))
        await pilot.press("enter")
        assert pilot.app.screen is screen
        await pilot.press("left", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen))


async def test_those_never_asked_are_marked_by_one_key(guided, opened, until):
    async with opened(guided) as (pilot, screen):
        await pilot.press("0")
        await until(
            pilot, lambda: [(c.participant, c.status) for c in list_cells(screen.project)] == [("P01", "not-asked")]
        )


async def test_what_came_up_unasked_leads_to_its_place(guided, opened, until, tmp_path):
    async with opened(guided) as (pilot, _screen):
        await pilot.press("o")
        await until(pilot, lambda: isinstance(pilot.app.screen, UnaskedScreen) and pilot.app.screen.passages)
        assert [p.code.name for p in pilot.app.screen.passages] == ["Frustrasjoner knyttet til samarbeid"]
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        pilot.app.screen.query_one(Input).value = str(tmp_path / "u.csv")
        await pilot.press("enter")
        await until(pilot, (tmp_path / "u.csv").exists)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen))


async def test_the_guide_is_put_out_in_either_view(guided, opened, until, tmp_path):
    async with opened(guided) as (pilot, _screen):
        for name, head in (("g.csv", "role,number,question"), ("a.csv", "participant,role,number")):
            await pilot.press("e")
            await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
            pilot.app.screen.query_one(Input).value = str(tmp_path / name)
            await pilot.press("enter")
            await until(pilot, lambda name=name: (tmp_path / name).exists())
            assert (tmp_path / name).read_text("utf-8-sig").startswith(head)
            await pilot.press("w")


async def test_z_links_the_turn_before_the_caret_and_takes_it_back(guided, until, monkeypatch):
    monkeypatch.setattr(CodingScreen, "_compute_sentences", lambda self, text: None)
    app = Workbench(guided)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.project is not None and app.screen.is_mounted)
        screen = CodingScreen("P01")
        app.push_screen(screen)
        await until(pilot, lambda: screen.is_mounted and screen.reader._painter is not None)
        await until(pilot, lambda: "turn 1 · asks question 1" in words(screen))
        screen.reader.go_to(screen.sheet.text.text.index("samme gang"))
        await pilot.press("z")
        await until(pilot, lambda: isinstance(app.screen, QuestionListScreen))
        options = app.screen.query_one(OptionList)
        shown = [str(options.get_option_at_index(at).prompt) for at in range(2)]
        assert shown == ["✓  1  Hvordan er samarbeidet?  suggested", "·  2  Er det prestisje?"]
        await pilot.press("2")
        turns = lambda: [link.turn for link in list_question_links(screen.project)]  # noqa: E731
        await until(pilot, lambda: turns() == [1, 1])
        screen.reader.go_to(screen.sheet.text.turns[0].words[0])
        await until(pilot, lambda: "asks questions 1, 2" in words(screen))
        await pilot.press("z", "1")
        await until(pilot, lambda: turns() == [1])
        await pilot.press("u")
        await until(pilot, lambda: turns() == [1, 1])
        assert [item.id for item in screen.sheet.asked[1]] == [q.id for q in list_questions(screen.project)]


async def test_z_says_when_there_is_no_guide(study_path, until, monkeypatch):
    monkeypatch.setattr(CodingScreen, "_compute_sentences", lambda self, text: None)
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.project is not None and app.screen.is_mounted)
        screen = CodingScreen("P03")
        app.push_screen(screen)
        await until(pilot, lambda: screen.is_mounted and screen.reader._painter is not None)
        await pilot.press("z")
        await until(pilot, lambda: "no interview guide" in words(screen))


async def test_a_hostile_question_is_shown_harmlessly(study_path, opened, until):
    with open_project(study_path) as project:
        add_question(project, ROLE, "[/x] \x1b[31m \u202e" + "å" * 400)
    async with opened(study_path, (80, 24)) as (pilot, screen):
        assert screen.query_one(Items).display
        await pilot.press("w", "w", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineScreen))
        assert "\x1b" not in pilot.app.export_screenshot()
