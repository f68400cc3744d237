"""A schema for a role that nobody in the study has: asked about, said, never a dead end."""

import pytest
from textual.widgets import OptionList, Static

from app.screens.codebook import CodebookScreen
from app.screens.frequencies import FrequenciesScreen
from app.screens.importing import ImportScreen
from app.screens.overview import OverviewScreen
from app.widgets.dialogs import ChooseScreen
from app.widgets.grid import Grid
from app.workbench import Workbench
from codebook.builtins import get_builtin
from codebook.project import create_project
from codebook.readings import add_schema_in_use
from codebook.schemas import get_schema, list_schemas
from corpus.imports import import_candidates, read_candidates
from exports.tables.frequencies import count_frequencies


@pytest.fixture
def english(tmp_path, interviews):
    """An English study without schemas, its interviews of Norwegian roles."""
    path = tmp_path / "own.tusj"
    with create_project(path, "own", "en") as project:
        for name, role in (("a.txt", "jobbspesialist"), ("c.txt", "veileder")):
            import_candidates(project, read_candidates(project, [interviews[name]], interviewers=["I"], role=role))
    return path


def shown(screen, where):
    return str(screen.query_one(where, Static).content)


def rows(screen):
    listed = screen.query_one("#interviews", OptionList)
    return [str(listed.get_option_at_index(at).prompt) for at in range(listed.option_count)]


async def test_a_schema_for_nobodys_role_asks_whose_it_is(english, until):
    app = Workbench(english)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen) and rows(app.screen))
        assert not any("not in it" in row for row in rows(app.screen))
        overview = app.screen
        await pilot.press("k")
        await until(pilot, lambda: isinstance(app.screen, CodebookScreen))
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
        first = app.screen
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen) and app.screen is not first)
        assert app.screen._question == (
            "employment-specialist is for employment specialist, and nobody here has that role. "
            "For which role shall it be?"
        )
        assert app.screen._options[app.screen._selected] == "jobbspesialist"
        await pilot.press("enter")
        await until(pilot, lambda: list_schemas(app.study))
        assert get_schema(app.study, "employment-specialist").role == "jobbspesialist"
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is overview)
        assert "begin with P01" in shown(overview, "#next")


def test_roles_left_out_are_called_as_the_study_calls_them(english):
    from codebook.project import open_project
    from codebook.roles import fit_to_study

    with open_project(english) as project:
        fitted = fit_to_study(project, get_builtin("samarbeid", "en"), "")
    assert [code.without for code in fitted.codes if code.without] == [("jobbspesialist",)]


@pytest.fixture
def mismatched(english):
    from codebook.project import open_project

    with open_project(english) as project:
        add_schema_in_use(project, get_builtin("jobbspesialist", "en"))
    return english


async def test_frequencies_name_categories_and_say_that_nobody_is_meant(mismatched, until):
    app = Workbench(mismatched)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = FrequenciesScreen()
        app.push_screen(screen)
        await until(pilot, lambda: screen.cell is not None)
        grid = screen.query_one(Grid)
        assert [row.name for row in grid.rows][1] == "What does a good employment specialist need?"
        assert [column.name for column in grid.columns] == ["all"]
        said = " ".join(shown(screen, "#notes").split())
        assert "Nobody has the role “employment specialist”, which employment-specialist is for." in said


async def test_overview_says_what_to_do_about_it(mismatched, until):
    app = Workbench(mismatched)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen) and rows(app.screen))
        assert shown(app.screen, "#next").startswith(
            "Next: nobody has the role “employment specialist” that employment-specialist is for: "
            "say whose it is (k, then o)"
        )


def test_exports_say_it_too(mismatched):
    from codebook.project import open_project

    with open_project(mismatched) as project:
        assert count_frequencies(project).notes["employment-specialist"][0] == (
            "Nobody has the role “employment specialist”, which employment-specialist is for."
        )


async def test_import_offers_the_roles_of_the_schemas_that_ship(tmp_path, interviews, until):
    path = tmp_path / "own.tusj"
    create_project(path, "own", "en").close()
    app = Workbench(path)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        screen = ImportScreen([interviews["a.txt"]])
        app.push_screen(screen)
        await until(pilot, lambda: screen.entries and not screen._reading)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
        assert list(app.screen._options)[:2] == ["employment specialist", "caseworker"]


def run(capfd, monkeypatch, *words):
    from app.cli import main

    monkeypatch.setattr("sys.argv", ["tusj", *map(str, words)])
    main()
    return capfd.readouterr().err


def test_commands_say_it(english, tmp_path, interviews, capfd, monkeypatch):
    from codebook.files import codebook_bytes

    file = tmp_path / "book.toml"
    file.write_bytes(codebook_bytes([get_builtin("jobbspesialist", "en")], "toml"))
    assert (
        "Nobody has the role employment specialist that employment-specialist is for (the study has: "
        "jobbspesialist, veileder)"
    ) in run(capfd, monkeypatch, "codebook", "import", english, file)
    said = run(capfd, monkeypatch, "import", english, interviews["d.txt"], "--role", "veileder")
    assert "No schema of the study is for the role veileder (they are for: employment specialist)" in said
