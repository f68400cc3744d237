"""Sorting on screen: digits and piles, counts, the way through, splitting to another schema, undo."""

import pytest
from textual.widgets import Input, Static

from app.screens.codebook import CodebookScreen
from app.screens.coding import CodingScreen
from app.screens.excerpts import ExcerptsScreen
from app.screens.sorting import SortingScreen
from app.widgets.dialogs import ChooseScreen, LineScreen
from app.widgets.export import ExportScreen
from app.widgets.items import Items
from app.widgets.pick_many import PickManyScreen
from app.widgets.picker import PickerScreen
from app.widgets.pile_panel import PilePanel
from app.workbench import Workbench
from codebook.codes import add_code
from codebook.codings import add_coding, list_codings
from codebook.project import create_project, open_project
from codebook.schemas import CodeDraft, get_code, list_schemas
from corpus.transcripts import get_transcript, read_transcript
from exports.tables.filters import Filters
from exports.tables.piles import piles_table

CATEGORY = "Frustrasjoner knyttet til samarbeid"


def paths(screen):
    names = {code.id: code.path for schema in list_schemas(screen.project) for code in schema.codes}
    return [names[coding.code] for coding in list_codings(screen.project)]


def panel(screen):
    return str(screen.query_one(PilePanel).query_one(Static).content)


def said(screen):
    return " ".join(str(static.content) for static in screen.query("TitleLine Static"))


async def make(pilot, until, name):
    await pilot.press("n")
    await until(pilot, lambda: isinstance(pilot.app.screen, LineScreen))
    pilot.app.screen.query_one(Input).value = name
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, SortingScreen))


@pytest.fixture
async def sorting(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = SortingScreen(get_code(list_schemas(app.study), CATEGORY).id)
        app.push_screen(screen)
        await until(pilot, lambda: screen.is_mounted and screen.sorted is not None and screen.query_one(Items).items)
        yield pilot, screen


async def test_digits_put_passages_in_piles_that_count_n_of_n(sorting, until):
    pilot, screen = sorting
    assert screen.passage.text.startswith("Det er noen som aldri")
    assert "2 of 2 left" in said(screen)
    await make(pilot, until, "opplever forskjell")
    await make(pilot, until, "opplever ikke forskjell")
    await pilot.press("1")
    assert paths(screen)[1] == f"{CATEGORY} > opplever forskjell"
    assert screen.passage.text == "Jeg må ringe og mase."
    assert "1 of 2 left" in said(screen)
    await pilot.press("2")
    assert paths(screen)[3] == f"{CATEGORY} > opplever ikke forskjell"
    shown = panel(screen)
    assert shown.index("opplever forskjell") < shown.index("jobbspesialist 1 of 2")
    assert shown.index("opplever ikke forskjell") < shown.index("veileder 1 of 2")
    assert "0 in no pile" in shown
    await pilot.press("9")
    assert "0 of 2 left" in said(screen)


async def test_another_role_begins_with_the_first_passage_in_no_pile(study_path, until):
    with open_project(study_path) as project:
        schemas = list_schemas(project)
        schema = next(one for one in schemas if one.name == "samarbeid")
        category = get_code(schemas, CATEGORY)
        pile = add_code(project, schema, CodeDraft("purring", category.path))
        for label, words, code in (
            ("P03", "Ellers går det fint.", category),
            ("P02", "Veldig fornøyd", category),
            ("P02", "faktisk", pile),
        ):
            text = read_transcript(project, get_transcript(project, label))
            start = text.text.index(words)
            add_coding(project, text, start, start + len(words), code)
    app = Workbench(study_path)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = SortingScreen(category.id)
        app.push_screen(screen)
        await until(pilot, lambda: screen.is_mounted and screen.sorted is not None and screen.query_one(Items).items)
        await pilot.press("s", "s", "s", "s", "s")
        assert screen.passage.text == "Ellers går det fint."
        await pilot.press("r", "r")
        assert screen.role == "veileder"
        assert screen.passage.text == "Jeg må ringe og mase."


async def test_piles_are_looked_through_moved_taken_out_and_undone(sorting, until):
    pilot, screen = sorting
    await make(pilot, until, "en")
    await make(pilot, until, "to")
    await pilot.press("1", "1")
    assert paths(screen).count(f"{CATEGORY} > en") == 2
    await pilot.press("tab")
    assert screen.query_one("#empty").display
    await pilot.press("tab")
    assert screen.passage is not None
    await pilot.press("2")
    assert paths(screen).count(f"{CATEGORY} > to") == 1
    assert len(screen._order) == 1
    await pilot.press("shift+tab", "shift+tab")
    await pilot.press("left", "0")
    assert paths(screen)[1] == CATEGORY
    await pilot.press("u")
    assert paths(screen)[1] == f"{CATEGORY} > en"
    assert screen.passage.coding.id == 2
    await pilot.press("ctrl+r")
    assert paths(screen)[1] == CATEGORY
    await pilot.press("s")
    assert screen.passage.coding.id == 4
    await pilot.press("s", "left")
    assert screen.passage.coding.id == 2
    await pilot.press("down")
    assert screen.passage.coding.id == 4


async def test_a_pile_is_found_by_its_name_or_made(sorting, until):
    pilot, screen = sorting
    await pilot.press("c")
    await until(pilot, lambda: isinstance(pilot.app.screen, PickerScreen))
    pilot.app.screen.query_one(Input).value = "helt ny"
    await pilot.pause()
    await pilot.press("enter")
    await until(pilot, lambda: "helt ny" in panel(screen))
    await pilot.press("c")
    await until(pilot, lambda: isinstance(pilot.app.screen, PickerScreen))
    await pilot.press("enter")
    await until(pilot, lambda: paths(screen)[1] == f"{CATEGORY} > helt ny")


async def test_a_category_is_split_to_another_schema(sorting, until):
    pilot, screen = sorting
    await pilot.press("t")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    await pilot.press("2")
    await until(pilot, lambda: screen.target == "jobbspesialist" and screen.is_current)
    before = len(list_codings(screen.project))
    await pilot.press("1", "3")
    assert len(list_codings(screen.project)) == before + 2
    assert paths(screen).count(CATEGORY) == 2
    assert panel(screen).count("●") == 2
    await pilot.press("1")
    assert len(list_codings(screen.project)) == before + 1
    await pilot.press("0")
    assert len(list_codings(screen.project)) == before
    await pilot.press("u", "u")
    assert len(list_codings(screen.project)) == before + 2


async def test_a_category_is_split_to_a_new_schema(sorting, until):
    pilot, screen = sorting
    await pilot.press("t")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    await pilot.press("4")
    await until(pilot, lambda: isinstance(pilot.app.screen, LineScreen))
    pilot.app.screen.query_one(Input).value = "åtte"
    await pilot.press("enter")
    await until(pilot, lambda: screen.target == "åtte" and screen.is_current)
    await make(pilot, until, "første")
    await pilot.press("1")
    assert paths(screen).count("første") == 1


async def test_flags_gist_note_and_quote_are_set_here_too(sorting, until):
    pilot, screen = sorting
    await pilot.press("f")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    await pilot.press("1")
    await until(pilot, lambda: list_codings(screen.project)[1].flags == ("recurs",))
    await until(pilot, lambda: screen.is_current)
    await pilot.press("q", "y", "plus", "minus", "p", "p")
    assert list_codings(screen.project)[1].quote
    await pilot.press("g")
    await until(pilot, lambda: isinstance(pilot.app.screen, LineScreen))
    await pilot.press("o", "k", "enter")
    await until(pilot, lambda: list_codings(screen.project)[1].gist == "ok")
    assert screen.passage.coding.gist == "ok"


async def test_roles_change_and_enter_goes_there(sorting, until):
    pilot, screen = sorting
    await pilot.press("r")
    assert (screen.role, len(screen._order)) == ("jobbspesialist", 1)
    await pilot.press("r")
    assert screen.passage.role == "veileder"
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen))
    await until(pilot, lambda: pilot.app.screen.reader.selection is not None)
    await pilot.press("escape", "escape")
    await until(pilot, lambda: screen.is_current)
    await pilot.press("r")
    assert len(screen._order) == 2


async def test_the_choice_is_kept_and_another_category_chosen(sorting, until):
    pilot, screen = sorting
    await pilot.press("r", "k")
    await until(pilot, lambda: isinstance(pilot.app.screen, PickManyScreen))
    pilot.app.screen.query_one(Input).value = "Fornøyd"
    await pilot.pause()
    await pilot.press("enter")
    await until(pilot, lambda: screen.sorted.category.name == "Fornøyd med samarbeid")
    again = SortingScreen()
    pilot.app.push_screen(again)
    await until(pilot, lambda: again.is_mounted and again.sorted is not None)
    assert (again.sorted.category.name, again.role) == ("Fornøyd med samarbeid", "jobbspesialist")


async def test_the_piles_are_put_out(sorting, until, study_path):
    pilot, screen = sorting
    await make(pilot, until, "en")
    await pilot.press("1", "e")
    await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
    pilot.app.screen.query_one(Input).value = "piles.csv"
    await pilot.press("enter")
    path = study_path.with_name("piles.csv")
    await until(pilot, lambda: path.exists() and path.stat().st_size > 50)
    rows = path.read_text("utf-8-sig").splitlines()
    assert rows[0] == "category,pile,role,informants,of,segments"
    assert rows[1] == f"{CATEGORY},en,jobbspesialist,1,2,1"
    assert len(rows) == 1 + len(piles_table(screen.project, CATEGORY).rows)


@pytest.mark.parametrize("size", [(80, 24), (60, 14)])
async def test_the_piles_stand_beneath_where_it_is_narrow(study_path, until, size):
    app = Workbench(study_path)
    async with app.run_test(size=size) as pilot:
        screen = SortingScreen(get_code(list_schemas(app.study), CATEGORY).id)
        app.push_screen(screen)
        await until(pilot, lambda: screen.is_mounted and screen.sorted is not None)
        await make(pilot, until, "[/x]\u202e" + "n" * 300)
        await until(pilot, lambda: "0 of 2 · 0 of 2" in panel(screen))
        assert "\u202e" not in panel(screen)
        assert screen.query_one(PilePanel).region.y > screen.query_one(Items).region.y
        assert screen.query_one(Items).region.height > 3


async def test_from_excerpts_and_the_codebook(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        excerpts = ExcerptsScreen(Filters(transcript=("P03",)))
        app.push_screen(excerpts)
        await until(pilot, lambda: len(excerpts.passages) == 1)
        await pilot.press("S")
        await until(pilot, lambda: isinstance(app.screen, SortingScreen) and app.screen.sorted)
        assert app.screen.sorted.category.name == CATEGORY
        await pilot.press("escape")
        codebook = CodebookScreen()
        app.push_screen(codebook)
        await until(pilot, lambda: codebook.is_mounted and codebook.row is not None)
        await pilot.press("down", "S")
        await until(pilot, lambda: isinstance(app.screen, SortingScreen))


async def test_without_codings_and_with_two_coders(study_path, tmp_path, until):
    create_project(tmp_path / "empty.tusj").close()
    app = Workbench(tmp_path / "empty.tusj")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = SortingScreen()
        app.push_screen(screen)
        await until(pilot, lambda: screen.is_mounted and screen.query_one("#empty").display)
        await pilot.press("1", "n", "c", "s", "tab", "0", "t", "e", "f", "enter")
        assert screen.is_current
    with open_project(study_path, coder="ola") as project:
        text = read_transcript(project, get_transcript(project, "P01"))
        add_coding(project, text, 40, 45, get_code(list_schemas(project), CATEGORY))
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = SortingScreen(get_code(list_schemas(app.study), CATEGORY).id)
        app.push_screen(screen)
        await until(pilot, lambda: screen.is_mounted and screen.query_one("#empty").display)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await pilot.press("2")
        await until(pilot, lambda: screen.sorted is not None and len(screen.sorted.inside) == 1)


async def test_the_overview_leads_here_and_asks_what_to_sort(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen) and len(app.screen.passages) == 5)
        await pilot.press("escape")
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, PickManyScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SortingScreen) and app.screen.sorted is not None)
