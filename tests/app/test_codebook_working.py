"""The codebook screen at work: split, links, example, history, numbers; and the scores of participants."""

import pytest
from textual.widgets import Input, Static

from app.screens.choosing import ChoosingScreen
from app.screens.codebook import CodebookScreen
from app.screens.coding import CodingScreen
from app.screens.participants import ParticipantsScreen
from app.screens.scores import ScoresScreen
from app.widgets.dialogs import ChooseScreen, LineScreen
from app.widgets.export import ExportScreen
from app.widgets.history import HistoryScreen
from app.widgets.items import Items
from app.widgets.picker import PickerScreen
from app.widgets.reasons import ReasonScreen, WhyScreen
from app.workbench import Workbench
from codebook.builtins import get_builtin
from codebook.codings import list_codings
from codebook.links import OPPOSITE, list_links
from codebook.memos import DIARY, list_memos
from codebook.project import open_project
from codebook.readings import add_schema_in_use
from codebook.scales import list_scores
from codebook.schemas import CodeDraft, SchemaDraft, get_code, list_schemas

NAME, COUNT = "Fornøyd med samarbeid", "Antall samarbeidserfaringer"


def code_of(study, name):
    return get_code(list_schemas(study), name)


@pytest.fixture
async def desk(study_path, until):
    """The categories screen, the cursor on a category with two codings."""
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = CodebookScreen()
        app.push_screen(screen)
        await until(pilot, lambda: screen.rows and app.screen is screen)
        screen.go_to(code_of(app.study, NAME))
        yield pilot, screen


async def seen(pilot, until, kind):
    """Wait for a screen of a kind."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    return pilot.app.screen


async def answer(pilot, until, kind, text):
    """Write into the dialog of a kind and press Enter."""
    (await seen(pilot, until, kind)).query_one(Input).value = text
    await pilot.press("enter")


async def test_a_rename_may_say_why_and_the_history_tells_it(desk, until):
    pilot, screen = desk
    await pilot.press("r")
    dialog = await seen(pilot, until, ReasonScreen)
    dialog.query_one("#text", Input).value = "Glad"
    await pilot.press("tab", *"kortere", "enter")
    await until(pilot, lambda: screen.row.code.name == "Glad")
    await pilot.press("g")
    history = await seen(pilot, until, HistoryScreen)
    assert history._sentences[0].startswith(f"renamed from {NAME} to Glad, ")
    assert history._sentences[0].endswith(": because kortere")
    await pilot.press("escape")
    await until(pilot, lambda: pilot.app.screen is screen)


async def test_split_takes_the_marked_passages_to_a_new_category(desk, until):
    pilot, screen = desk
    before = list_codings(pilot.app.study)
    await pilot.press("i")
    choosing = await seen(pilot, until, ChoosingScreen)
    await until(pilot, lambda: len(choosing.passages) == 2)
    await pilot.press("a", "a", "space")
    marked = set(choosing.marked)
    assert marked == {choosing.passages[0].coding.id}
    await pilot.press("enter")
    await answer(pilot, until, ReasonScreen, "Tillit")
    await until(pilot, lambda: screen.row.code and screen.row.code.path == f"{NAME} > Tillit")
    assert {c.id for c in list_codings(pilot.app.study) if c.code == screen.row.code.id} == marked
    await pilot.press("u")
    assert list_codings(pilot.app.study) == before


async def test_an_example_is_picked_from_its_passages(desk, until):
    pilot, screen = desk
    await pilot.press("a")
    choosing = await seen(pilot, until, ChoosingScreen)
    await until(pilot, lambda: choosing.passages)
    await pilot.press("space")
    assert choosing.marked == set()
    await pilot.press("down", "enter")
    await until(pilot, lambda: pilot.app.screen is screen)
    assert screen.row.code.example == "«Veldig fornøyd, faktisk.» (replikk 2 i P02)"
    await pilot.press("a")
    await seen(pilot, until, ChoosingScreen)
    await pilot.press("escape")
    await until(pilot, lambda: pilot.app.screen is screen)


async def test_a_category_without_passages_has_none_to_choose_among(desk, until):
    pilot, screen = desk
    screen.go_to(code_of(pilot.app.study, COUNT))
    await pilot.press("i", "a")
    assert pilot.app.screen is screen


async def test_links_are_declared_and_taken_back(desk, until):
    pilot, screen = desk
    study = pilot.app.study
    start = list_links(study)
    await pilot.press("l")
    await seen(pilot, until, ChooseScreen)
    await pilot.press("3")
    await answer(pilot, until, PickerScreen, "ikke søkt")
    await until(pilot, lambda: len(list_links(study)) == len(start) + 1)
    assert "opposite of samarbeid: Ikke søkt" in " ".join(str(screen.query_one("#meaning", Static).render()).split())
    await pilot.press("l")
    dialog = await seen(pilot, until, ChooseScreen)
    assert len(dialog._options) == 5
    await pilot.press("4")
    await until(pilot, lambda: len(list_links(study)) == len(start))
    assert {link.kind for link in list_links(study) if code_of(study, NAME).id in (link.code, link.other)} == {OPPOSITE}


async def test_a_category_is_made_to_ask_for_a_number_and_no_longer(desk, until):
    pilot, screen = desk
    await pilot.press("w")
    await seen(pilot, until, ChooseScreen)
    await pilot.press("3")
    await answer(pilot, until, LineScreen, "1-7")
    await until(pilot, lambda: screen.row.code.asks == "participant")
    assert (screen.row.code.low, screen.row.code.high) == (1, 7)
    await pilot.press("w")
    await seen(pilot, until, ChooseScreen)
    await pilot.press("2")
    await answer(pilot, until, LineScreen, "mange")
    await until(pilot, lambda: pilot.app.screen is screen)
    assert screen.row.code.asks == "participant"
    await pilot.press("w")
    await seen(pilot, until, ChooseScreen)
    await pilot.press("1")
    await until(pilot, lambda: screen.row.code.asks == "")


async def test_a_schemas_sums_are_named(desk, until):
    pilot, screen = desk
    await pilot.press("home", "w")
    await answer(pilot, until, LineScreen, "5: mye; 0: lite")
    await until(pilot, lambda: screen.row.schema.bands == ((5, "mye"), (0, "lite")))
    assert "5: mye; 0: lite" in str(screen.query_one("#meaning", Static).render())


async def test_a_deleted_top_category_leaves_its_why_in_the_diary(desk, until):
    pilot, _screen = desk
    await pilot.press("x")
    await answer(pilot, until, WhyScreen, "overlapper")
    await until(pilot, lambda: list_memos(pilot.app.study, kind=DIARY))
    assert list_memos(pilot.app.study, kind=DIARY)[0].text == f"Slettet kategorien samarbeid > {NAME}: overlapper"


async def test_the_codebook_is_put_into_a_word_file(desk, until, tmp_path):
    pilot, _screen = desk
    await pilot.press("e")
    await answer(pilot, until, ExportScreen, "bok.docx")
    await until(pilot, (tmp_path / "bok.docx").exists)


async def test_a_big_codebook_fits_the_screen(study_path, until):
    """500 categories, names of 300 characters, a tree 20 deep: names keep room, dialogs keep their last line."""
    deep, path = [], ""
    for level in range(20):
        deep.append(CodeDraft(f"Nivå {level} {'x' * 290}", path))
        path = f"{path} > {deep[-1].name}" if path else deep[-1].name
    with open_project(study_path) as project:
        add_schema_in_use(project, SchemaDraft("stort", (*deep, *(CodeDraft(f"K{n}") for n in range(480)))))
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = CodebookScreen()
        app.push_screen(screen)
        await until(pilot, lambda: len(screen.rows) > 500)
        deepest = next(row.code for row in screen.rows if row.code and row.code.depth == 19)
        screen.go_to(deepest)
        items = screen.query_one(Items)
        shown = [items.render_line(y).text for y in range(items.size.height)]
        assert any("20· ▊" in line and "Nivå 19 xxxxx" in line for line in shown)
        for key, kind in (("d", None), ("g", HistoryScreen), ("m", PickerScreen), ("r", ReasonScreen)):
            await pilot.press(key)
            await until(pilot, lambda: app.screen is not screen)
            dialog = app.screen
            assert kind is None or isinstance(dialog, kind)
            await until(pilot, lambda dialog=dialog: dialog.query("Input, VerticalScroll").last().region.height)
            last = dialog.query("Input, .hint").last().region
            assert last.bottom <= 24, key
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen)


# ---- scores
@pytest.fixture
async def scores(study_path, until):
    """The scores screen of a study with the quality guide."""
    with open_project(study_path) as project:
        add_schema_in_use(project, get_builtin("kvalitetsveileder-se"))
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = ScoresScreen()
        app.push_screen(screen)
        await until(pilot, lambda: app.screen is screen and screen.rows)
        yield pilot, screen


def summed(screen):
    return str(screen.query_one("#sum", Static).render())


async def test_digits_give_scores_one_after_the_other(scores, until):
    pilot, screen = scores
    await pilot.press("4", "3", "5")
    names = {code.id: code.name for schema in list_schemas(pilot.app.study) for code in schema.codes}
    assert [(s.participant, names[s.code], s.number) for s in list_scores(pilot.app.study)] == [
        ("P01", "1 Verdigrunnlag", 4),
        ("P01", "2 Forankring i ledelsen", 3),
        ("P01", "3 Kompetanse og veiledning", 5),
    ]
    assert summed(screen).startswith("sum 12 · 3 of 16 given")
    await pilot.press("u")
    assert summed(screen).startswith("sum 7 · 2 of 16 given")


async def test_a_full_sum_is_named(scores, until):
    pilot, screen = scores
    await pilot.press(*"5" * 16)
    await until(pilot, lambda: summed(screen) == "sum 80 · 16 of 16 given · svært god etterlevelse")


async def test_a_score_out_of_range_is_refused_and_one_taken_away(scores, until):
    pilot, _screen = scores
    await pilot.press("9")
    assert list_scores(pilot.app.study) == []
    await pilot.press("enter")
    await answer(pilot, until, LineScreen, "2,5")
    await until(pilot, lambda: [s.number for s in list_scores(pilot.app.study)] == [2.5])
    await pilot.press("up", "x")
    await until(pilot, lambda: list_scores(pilot.app.study) == [])


async def test_left_and_right_go_through_the_participants(scores, until):
    pilot, screen = scores
    await pilot.press("right", "2", "left", "left")
    assert screen.person.label == "P04"
    assert [(s.participant, s.number) for s in list_scores(pilot.app.study)] == [("P02", 2)]
    await pilot.press("s")
    assert screen.schema.name == "kvalitetsveileder-se"


async def test_scores_are_put_into_a_file(scores, until, tmp_path):
    pilot, _screen = scores
    await pilot.press("3", "e")
    await answer(pilot, until, ExportScreen, "s.csv")
    await until(pilot, (tmp_path / "s.csv").exists)
    assert "P01,jobbspesialist,ida,kvalitetsveileder-se,,,3,1,16," in (tmp_path / "s.csv").read_text("utf-8-sig")


async def test_scores_are_reached_from_categories_and_participants(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        for room in (CodebookScreen(), ParticipantsScreen()):
            app.push_screen(room)
            await until(pilot, lambda room=room: app.screen is room)
            await pilot.press("k")
            screen = await seen(pilot, until, ScoresScreen)
            await until(pilot, lambda screen=screen: screen.query_one("#empty").display)
            assert "kvalitetsveileder-se" in str(screen.query_one("#empty", Static).render())
            await pilot.press("5", "enter", "x", "right", "s", "escape")
            await until(pilot, lambda room=room: app.screen is room)


async def test_a_coding_gets_the_number_its_category_asks_for(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = CodingScreen("P01")
        app.push_screen(screen)
        await until(pilot, lambda: app.screen is screen and screen.is_mounted and getattr(screen, "sheet", None))
        while screen.sheet.schema is None or screen.sheet.schema.name != "samarbeid":
            await pilot.press("l")
        await pilot.press("1", "equals_sign")
        await answer(pilot, until, LineScreen, "7")
        code = code_of(app.study, COUNT)
        await until(pilot, lambda: [c.number for c in list_codings(app.study) if c.code == code.id] == [7])
        await pilot.press("equals_sign")
        await answer(pilot, until, LineScreen, "-1")
        await until(pilot, lambda: app.screen is screen)
        assert [c.number for c in list_codings(app.study) if c.code == code.id] == [7]
        await pilot.press("u", "equals_sign")
        assert [c.number for c in list_codings(app.study) if c.code == code.id] == [None]
