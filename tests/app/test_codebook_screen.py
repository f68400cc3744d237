"""The codebook screen: what each key does to the categories, and that u takes it back."""

import pytest
from textual.widgets import Input, TextArea

from app.screens.codebook import CodebookScreen
from app.screens.excerpts import ExcerptsScreen
from app.widgets.describe import DescribeScreen
from app.widgets.dialogs import AskScreen, ChooseScreen, LineScreen, TextScreen
from app.widgets.export import ExportScreen
from app.widgets.items import Items
from app.widgets.picker import PickerScreen
from app.widgets.reasons import WhyScreen
from app.workbench import Workbench
from codebook.codings import list_codings
from codebook.files import read_codebook
from codebook.history import list_events
from codebook.project import create_project
from codebook.schemas import PALETTE, get_code, get_schema, list_schemas

NAME = "Fornøyd med samarbeid"


@pytest.fixture
async def desk(study_path, until):
    """The screen in a running workbench, the cursor on a category with two codings."""
    app = Workbench(study_path)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = CodebookScreen()
        app.push_screen(screen)
        await until(pilot, lambda: screen.rows and app.screen is screen)
        screen.go_to(get_code(list_schemas(app.study), NAME))
        assert screen.row.code.name == NAME
        yield pilot, screen


async def answer(pilot, until, kind, text):
    """Write into the dialog of a kind and press Enter."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    pilot.app.screen.query_one(Input).value = text
    await pilot.press("enter")


def names(study, schema="samarbeid"):
    return [code.path for code in get_schema(study, schema).codes]


async def test_the_tree_shows_codes_keys_and_codings(desk):
    _pilot, screen = desk
    shown = [(row.code.name, row.codings) for row in screen.rows if row.code and row.codings]
    assert shown == [
        (NAME, 2),
        ("Frustrasjoner knyttet til samarbeid", 2),
        ("Ikke søkt til jobbspesialister", 1),
    ]
    items = screen.query_one(Items)
    lines = [items.render_line(y).text for y in range(items.size.height)]
    assert any("▊ 3 " + NAME in line for line in lines)


async def test_make_and_make_below_and_undo(desk, until):
    pilot, screen = desk
    await pilot.press("n")
    await answer(pilot, until, LineScreen, "Nytt")
    await until(pilot, lambda: "Nytt" in names(pilot.app.study))
    assert screen.row.code.name == "Nytt"
    await pilot.press("b")
    await answer(pilot, until, LineScreen, "Under")
    await until(pilot, lambda: "Nytt > Under" in names(pilot.app.study))
    await pilot.press("u", "u")
    assert "Nytt" not in names(pilot.app.study)
    assert all(row.code is None or row.code.name != "Nytt" for row in screen.rows)


async def test_rename_recolour_key_describe(desk, until):
    pilot, screen = desk
    before = screen.row.code
    await pilot.press("r")
    await answer(pilot, until, LineScreen, "Glad")
    await until(pilot, lambda: screen.row.code.name == "Glad")
    await pilot.press("c")
    wanted = PALETTE[(PALETTE.index(before.colour) + 1) % 8] if before.colour in PALETTE else PALETTE[0]
    assert screen.row.code.colour == wanted
    await pilot.press("h")
    await answer(pilot, until, LineScreen, "#abc")
    await until(pilot, lambda: screen.row.code.colour == "#AABBCC")
    await pilot.press("t")
    await answer(pilot, until, LineScreen, "1")
    await until(pilot, lambda: screen.row.code.key == "1")
    await pilot.press("d")
    await until(pilot, lambda: isinstance(pilot.app.screen, DescribeScreen))
    pilot.app.screen.query_one("#definition", Input).value = "når det går bra"
    pilot.app.screen.query_one("#without", Input).value = "veileder"
    await pilot.press("escape")
    await until(pilot, lambda: screen.row.code.definition == "når det går bra")
    assert screen.row.code.without == ("veileder",)
    assert screen.row.code.use == before.use
    await pilot.press("f")
    assert screen.row.code.fact


async def test_a_wrong_colour_is_refused_in_a_sentence(desk, until):
    pilot, screen = desk
    before = screen.row.code
    await pilot.press("h")
    await answer(pilot, until, LineScreen, "rød")
    await until(pilot, lambda: pilot.app.screen is screen)
    assert screen.row.code == before


async def test_shift_move_and_merge(desk, until):
    pilot, screen = desk
    await pilot.press("minus")
    assert names(pilot.app.study)[1:3] == [NAME, "Hvordan samarbeid faktisk foregår"]
    await pilot.press("plus")
    assert names(pilot.app.study)[1:3] == ["Hvordan samarbeid faktisk foregår", NAME]
    await pilot.press("v")
    await answer(pilot, until, PickerScreen, "antall")
    await until(pilot, lambda: f"Antall samarbeidserfaringer > {NAME}" in names(pilot.app.study))
    await pilot.press("m")
    await answer(pilot, until, PickerScreen, "frustra")
    await until(pilot, lambda: isinstance(pilot.app.screen, WhyScreen))
    assert NAME in pilot.app.screen._question
    await answer(pilot, until, WhyScreen, "de hører sammen")
    await until(pilot, lambda: not any(NAME in path for path in names(pilot.app.study)))
    assert screen.row.code.name == "Frustrasjoner knyttet til samarbeid"
    assert screen.row.codings == 4
    assert list_events(pilot.app.study, screen.row.code)[-1].why == "de hører sammen"
    await pilot.press("v")
    await answer(pilot, until, PickerScreen, "the top")
    await until(pilot, lambda: pilot.app.screen is screen)


async def test_delete_says_how_many_codings_go_and_u_restores_them(desk, until):
    pilot, screen = desk
    before = list_codings(pilot.app.study)
    await pilot.press("x")
    await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
    assert "2 coded passages go with" in pilot.app.screen._question
    await pilot.press("escape")
    assert list_codings(pilot.app.study) == before
    await pilot.press("x")
    await until(pilot, lambda: isinstance(pilot.app.screen, AskScreen))
    await pilot.press("enter")
    await until(pilot, lambda: NAME not in names(pilot.app.study))
    assert len(list_codings(pilot.app.study)) == 3
    await pilot.press("u")
    assert list_codings(pilot.app.study) == before
    assert any(row.code and row.code.name == NAME and row.codings == 2 for row in screen.rows)


async def test_pasted_categories_make_a_tree(desk, until):
    pilot, _screen = desk
    await pilot.press("s")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    options = pilot.app.screen._options
    await pilot.press(str(options.index("Paste categories, one per line") + 1))
    await answer(pilot, until, LineScreen, "mitt")
    await until(pilot, lambda: isinstance(pilot.app.screen, TextScreen))
    pilot.app.screen.query_one(TextArea).text = "A\n  [bold]B\n    C\nD\n"
    await pilot.press("ctrl+s")
    await until(pilot, lambda: any(s.name == "mitt" for s in list_schemas(pilot.app.study)))
    assert names(pilot.app.study, "mitt") == ["A", "A > [bold]B", "A > [bold]B > C", "D"]
    await pilot.press("u")
    assert all(s.name != "mitt" for s in list_schemas(pilot.app.study))


async def test_copy_for_another_role(desk, until):
    pilot, _screen = desk
    await pilot.press("s")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    options = pilot.app.screen._options
    await pilot.press(str(next(i for i, o in enumerate(options, 1) if o.startswith("Copy"))))
    await until(
        pilot, lambda: isinstance(pilot.app.screen, ChooseScreen) and "which role" in pilot.app.screen._question
    )
    await pilot.press("3")
    await answer(pilot, until, LineScreen, "kopi")
    await until(pilot, lambda: any(s.name == "kopi" for s in list_schemas(pilot.app.study)))
    assert get_schema(pilot.app.study, "kopi").role == "veileder"
    assert names(pilot.app.study, "kopi") == names(pilot.app.study)


async def test_a_schema_from_a_file_and_the_codebook_to_one(desk, until, tmp_path):
    pilot, _screen = desk
    (tmp_path / "mine.csv").write_text("schema,code,parent\nmine,A,\nmine,B,A\n", "utf-8")
    await pilot.press("s")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    options = pilot.app.screen._options
    await pilot.press(str(next(i for i, o in enumerate(options, 1) if o.startswith("From a file"))))
    await answer(pilot, until, LineScreen, "mine.csv")
    await until(pilot, lambda: any(s.name == "mine" for s in list_schemas(pilot.app.study)))
    assert names(pilot.app.study, "mine") == ["A", "A > B"]
    await pilot.press("e")
    await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
    await pilot.press("enter")
    target = tmp_path / "study-codebook.toml"
    await until(pilot, target.exists)
    read = {draft.name: [code.name for code in draft.codes] for draft in read_codebook(target)}
    assert read == {s.name: [code.name for code in s.codes] for s in list_schemas(pilot.app.study)}


async def test_a_missing_file_is_told(desk, until):
    pilot, screen = desk
    before = list_schemas(pilot.app.study)
    await pilot.press("s")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    options = pilot.app.screen._options
    await pilot.press(str(next(i for i, o in enumerate(options, 1) if o.startswith("From a file"))))
    await answer(pilot, until, LineScreen, "nowhere.csv")
    await until(pilot, lambda: pilot.app.screen is screen)
    assert list_schemas(pilot.app.study) == before


async def test_enter_shows_the_passages_of_a_category(desk, until):
    pilot, screen = desk
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ExcerptsScreen) and pilot.app.screen.passages)
    assert [p.text for p in pilot.app.screen.passages] == ["Stort sett bra, altså.", "Veldig fornøyd, faktisk."]
    await pilot.press("escape")
    await until(pilot, lambda: pilot.app.screen is screen)
    assert screen.row.code.name == NAME


async def test_an_empty_codebook_teaches_and_takes_a_built_in(tmp_path, until):
    create_project(tmp_path / "new.tusj").close()
    app = Workbench(tmp_path / "new.tusj")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = CodebookScreen()
        app.push_screen(screen)
        await until(
            pilot, lambda: app.screen is screen and screen.query("#empty") and screen.query_one("#empty").display
        )
        await pilot.press("b", "r", "d", "c", "h", "t", "v", "minus", "m", "x", "enter", "f", "o", "e")
        assert app.screen is screen
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await pilot.press("3")
        await until(pilot, lambda: [row.schema.name for row in screen.rows if row.code is None] == ["samarbeid"])
        await pilot.press("home", "x")
        await until(pilot, lambda: not screen.rows)
        await pilot.press("u")
        assert len(screen.rows) == 9


async def test_hostile_names_show_harmlessly(desk, until):
    pilot, screen = desk
    for name in ("[/x]", "a\u202eb"):
        await pilot.press("n")
        await answer(pilot, until, LineScreen, name)
        await until(pilot, lambda name=name: name in names(pilot.app.study))
    items = screen.query_one(Items)
    shown = "\n".join(items.render_line(y).text for y in range(items.size.height))
    assert "[/x]" in shown
    assert "\u202e" not in shown
    await pilot.press("r", "enter")
    await until(pilot, lambda: pilot.app.screen is screen)
    assert "a\u202eb" in names(pilot.app.study)
