"""The matrix's screen: reading, writing, empty cells, moving, and putting it on paper."""

import pytest
from textual.widgets import Input, TextArea

from app.screens.coding import CodingScreen
from app.screens.excerpts import ExcerptsScreen
from app.screens.frequencies import FrequenciesScreen
from app.screens.matrix import MatrixScreen
from app.widgets.cell_grid import CellGrid
from app.widgets.dialogs import ChooseScreen
from app.widgets.export import ExportScreen
from app.widgets.grid import Grid
from app.widgets.items import Items
from app.workbench import Workbench
from codebook.cells import list_cells, set_summary
from codebook.codes import add_code
from codebook.codings import add_coding
from codebook.project import create_project, open_project
from codebook.schemas import CodeDraft, SchemaDraft, get_code, get_schema, list_schemas
from corpus.participants import get_participant
from corpus.transcripts import get_transcript, read_transcript

FIRST = "Antall samarbeidserfaringer"
SATISFIED = 2
"""The place of «Fornøyd med samarbeid» in its schema."""


async def open_matrix(pilot, until):
    await pilot.press("m")
    screen = pilot.app.screen
    await until(pilot, lambda: isinstance(pilot.app.screen, MatrixScreen) and pilot.app.screen._matrix is not None)
    screen = pilot.app.screen
    await until(pilot, lambda: screen._label != "" or screen.code is None)
    return screen


def cells(project):
    names = {code.id: code.name for schema in list_schemas(project) for code in schema.codes}
    return [(cell.participant, names[cell.code], cell.summary, cell.status) for cell in list_cells(project)]


def words(screen, where):
    return str(screen.query_one(where).render())


@pytest.fixture
def matrix(study_path, until):
    """Opens the matrix by its key: `async with matrix(size) as (pilot, screen)`."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def opened(size=(120, 36)):
        app = Workbench(study_path)
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: app.screen.__class__.__name__ == "OverviewScreen" and app.screen.is_current)
            yield pilot, await open_matrix(pilot, until)

    return opened


async def test_the_passages_stand_beside_the_box(matrix, until):
    async with matrix() as (pilot, screen):
        assert screen.code.name == FIRST
        await pilot.press("full_stop", "right")
        await until(pilot, lambda: screen.code.name == "Fornøyd med samarbeid")
        assert "P01 · jobbspesialist · 1 passage" in words(screen, "#who")
        passages = screen.query_one("#passages", Items).items
        assert [item.blocks[0].text for item in passages] == ["Stort sett bra, altså."]
        await pilot.press("down")
        assert "P02" in words(screen, "#who")
        await pilot.press("comma", "left", "left")
        await until(pilot, lambda: screen.code.name == FIRST)
        assert "P02" in words(screen, "#who")


async def test_enter_writes_and_leaving_the_box_is_one_step(matrix, until):
    async with matrix() as (pilot, screen):
        steps = len(screen.project.steps())
        await pilot.press("down", "enter", *"Se her", "enter", *"u 0 e", "escape")
        await until(pilot, lambda: cells(screen.project) == [("P02", FIRST, "Se her\nu 0 e", "")])
        assert len(screen.project.steps()) == steps + 1
        assert isinstance(screen.focused, Items)
        await pilot.press("u")
        await until(pilot, lambda: cells(screen.project) == [] and screen.query_one("#summary", TextArea).text == "")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: screen.query_one("#summary", TextArea).text == "Se her\nu 0 e")
        await pilot.press("enter", "X", "ctrl+s", "down")
        await until(pilot, lambda: cells(screen.project)[0][2] == "Se her\nu 0 eX")


async def test_what_is_being_written_outlives_closing_the_program(study_path, matrix):
    async with matrix() as (pilot, _screen):
        await pilot.press("enter", *"halvt")
        await pilot.press("ctrl+q")
    with open_project(study_path, write=False) as project:
        assert cells(project) == [("P01", FIRST, "halvt", "")]


async def test_another_size_keeps_what_is_being_written(matrix, until):
    async with matrix() as (pilot, screen):
        await pilot.press("enter", *"halvt")
        await pilot.resize_terminal(170, 40)
        await until(pilot, lambda: cells(screen.project) == [("P01", FIRST, "halvt", "")])


async def test_an_empty_cell_is_given_a_meaning_by_one_key(matrix, until):
    async with matrix() as (pilot, screen):
        await pilot.press("0")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
        await pilot.press("1")
        await until(pilot, lambda: cells(screen.project) == [("P01", FIRST, "", "not-asked")])
        await until(pilot, lambda: "not asked" in words(screen, "#who"))
        await pilot.press("0", "4")
        await until(pilot, lambda: cells(screen.project) == [])
        await pilot.press("full_stop", "full_stop", "0")  # P01 speaks of it
        await pilot.pause(0.05)
        assert pilot.app.screen is screen


async def test_the_role_and_schema_in_view_change(matrix, until):
    async with matrix() as (pilot, screen):
        assert [p.label for p in screen._people] == ["P01", "P02", "P03", "P04"]
        await pilot.press("r", "r")
        await until(pilot, lambda: [p.label for p in screen._people] == ["P03", "P04"])
        await pilot.press("s")
        await until(pilot, lambda: screen.schema.name == "jobbspesialist")
        assert [p.label for p in screen._people] == ["P01", "P02"]
        await pilot.press("escape")
        await until(pilot, lambda: not screen.is_current)
        again = await open_matrix(pilot, until)
        assert again.schema.name == "jobbspesialist"


async def test_the_whole_grid_stands_where_there_is_room(matrix, until):
    async with matrix((160, 48)) as (pilot, screen):
        assert isinstance(screen.focused, CellGrid)
        await pilot.press("right", "right", "down")
        await until(pilot, lambda: screen.code.name == "Fornøyd med samarbeid" and "P02" in words(screen, "#who"))
        grid = screen.query_one(CellGrid)
        assert "Veldig fornøyd" in grid._ask(1, SATISFIED).text
        assert grid._ask(0, 7).text == "–"
        await pilot.press("enter", *"Glad", "escape")
        await until(pilot, lambda: cells(screen.project) == [("P02", "Fornøyd med samarbeid", "Glad", "")])
        assert grid._ask(1, SATISFIED).text == "1  Glad"
        await pilot.press("w")
        await until(pilot, lambda: not screen.in_grid and "P02" in words(screen, "#who"))


async def test_from_a_cell_to_its_passages_and_their_place(matrix, until):
    async with matrix() as (pilot, screen):
        await pilot.press("g")  # nothing there
        assert pilot.app.screen is screen
        await pilot.press("full_stop", "full_stop", "g")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExcerptsScreen) and pilot.app.screen.passages)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen))


@pytest.mark.parametrize(("key", "name"), [("e", "a.html"), ("e", "a.docx"), ("t", "b.md")])
async def test_it_is_put_on_paper(key, name, matrix, until, tmp_path):
    async with matrix() as (pilot, _screen):
        await pilot.press(key)
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        pilot.app.screen.query_one(Input).value = str(tmp_path / name)
        await pilot.press("enter")
        await until(pilot, (tmp_path / name).exists)


async def test_several_coders_are_never_mixed(study_path, matrix, until):
    with open_project(study_path, coder="per") as project:
        text = read_transcript(project, get_transcript(project, "P01"))
        add_coding(project, text, 30, 50, get_code(list_schemas(project), "Fornøyd med samarbeid"))
    app = Workbench(study_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.screen.__class__.__name__ == "OverviewScreen" and app.screen.is_current)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, MatrixScreen) and app.screen._matrix is not None)
        screen = app.screen
        assert sum(len(entry.passages) for entry in screen._matrix.entries()) == 1
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_hostile_names_and_a_deep_tree_fit(size, study_path, until):
    with open_project(study_path) as project:
        schema, parent = get_schema(project, "samarbeid"), ""
        for depth in range(20):
            made = add_code(project, schema, CodeDraft(f"[/x] \x1b[31m {depth} " + "å" * 60, parent))
            parent, schema = made.path, get_schema(project, "samarbeid")
        set_summary(project, get_participant(project, "P01"), made, "[/x] \x1b[2J \u202e")
    app = Workbench(study_path)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.screen.__class__.__name__ == "OverviewScreen" and app.screen.is_current)
        screen = await open_matrix(pilot, until)
        await pilot.press(*["full_stop"] * 27)
        await until(pilot, lambda: screen.code.name == made.name)
        await pilot.pause(0.05)
        assert "\x1b" not in app.export_screenshot()
        assert cells(screen.project)[0][2] == "[/x] \x1b[2J \u202e"


async def test_an_empty_study_says_what_is_missing(tmp_path, until):
    create_project(tmp_path / "empty.tusj").close()
    app = Workbench(tmp_path / "empty.tusj")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.project is not None and app.screen.is_current)
        app.push_screen(MatrixScreen())
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, MatrixScreen)
                and app.screen.is_mounted
                and "nothing" in words(app.screen, "#empty")
            ),
        )
        await pilot.press("enter", "full_stop", "r", "s", "0", "g", "e", "t", "w")
        assert isinstance(app.screen, MatrixScreen)


async def test_people_without_a_role_and_a_schema_without_categories(study_path, until):
    from codebook.schemas import add_schema
    from corpus.participants import set_role

    with open_project(study_path) as project:
        add_schema(project, SchemaDraft("tomt", ()))
        for label in ("P01", "P02"):
            set_role(project, label, "")
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.__class__.__name__ == "OverviewScreen" and app.screen.is_current)
        screen = await open_matrix(pilot, until)
        assert [p.role for p in screen._people] == ["veileder", "veileder", "", ""]
        await pilot.press("r", "r")
        await until(pilot, lambda: [p.label for p in screen._people] == ["P01", "P02"])
        await pilot.press("s")
        await pilot.press("s", "s", "s", "enter")
        assert pilot.app.screen is screen


async def test_frequencies_by_participant_set_an_empty_cell_too(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: app.project is not None and app.screen.is_current)
        screen = FrequenciesScreen("samarbeid", "participant")
        app.push_screen(screen)
        await until(pilot, lambda: screen.cell is not None)
        await pilot.press("0")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await pilot.press("1")
        await until(pilot, lambda: cells(screen.project) == [("P01", FIRST, "", "not-asked")])
        await until(pilot, lambda: "1 not asked" in words(screen, "#status"))
        await pilot.press("r")
        await until(pilot, lambda: screen._shown.by == "role")
        screen.query_one(Grid).cursor = (0, 0)
        await pilot.press("0")
        assert app.screen is screen
