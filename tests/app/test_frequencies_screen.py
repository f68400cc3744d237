"""The frequencies screen, and the way from a number to its passages and back."""

import csv

import pytest
from textual.widgets import Input

from app.screens.excerpts import ExcerptsScreen
from app.screens.frequencies import FrequenciesScreen
from app.widgets.coders import coder_filter
from app.widgets.dialogs import AskScreen, ChooseScreen
from app.widgets.export import ExportScreen
from app.widgets.grid import Grid, bar
from app.widgets.items import Items, wrap
from app.workbench import Workbench
from codebook.codings import add_coding
from codebook.project import open_project
from codebook.schemas import CodeDraft, SchemaDraft, get_code, list_schemas
from corpus.participants import import_participants
from corpus.transcripts import get_transcript, read_transcript
from exports.tables.behind import filters_behind
from exports.tables.filters import Filters
from exports.tables.frequencies import count_frequencies
from exports.tables.passages import find_passages


async def open_frequencies(pilot, until, schema="samarbeid", by="role"):
    screen = FrequenciesScreen(schema, by)
    pilot.app.push_screen(screen)
    await until(pilot, lambda: screen.cell is not None)
    return screen


@pytest.mark.parametrize("by", ["role", "participant", "Kontor"])
def test_every_number_leads_to_exactly_its_passages(study, by):
    people = [{"participant": "P01", "kontor": "A"}, {"participant": "P03", "kontor": "A"}]
    import_participants(study, people, ["participant", "kontor"])
    for row in count_frequencies(study, by=by).rows:
        filters = filters_behind(study, row, by)
        if filters is None:
            assert row.of == 0
            continue
        found = find_passages(study, filters)
        assert len({passage.coding.id for passage in found}) == row.segments
        assert len({passage.participant for passage in found}) == row.informants


def test_bars_have_a_cell_a_person_and_never_none_for_somebody():
    assert bar(6, 9, 10) == "██████░░░"
    assert bar(0, 3, 10) == "░░░"
    assert bar(1, 200, 10) == "█░░░░░░░░░"
    assert bar(0, 0, 10) == ""


async def test_the_table_shows_what_is_counted(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await open_frequencies(pilot, until)
        counted = count_frequencies(app.study, Filters(schema=("samarbeid",)))
        grid = screen.query_one(Grid)
        assert [(c.name, c.of) for c in grid.columns] == [("jobbspesialist", 2), ("veileder", 2), ("all", 4)]
        shown = [[c.number for c in row.cells] for row in grid.rows]
        rows = list(counted.rows)
        wanted = [[r.informants if r.of else None for r in rows[i : i + 3]] for i in range(0, len(rows), 3)]
        assert shown == wanted
        names = [row.name.split("\u00a0")[0] for row in grid.rows]
        assert shown[names.index("Fornøyd med samarbeid")] == [2, 0, 2]
        assert shown[names.index("Ikke søkt til jobbspesialister")] == [None, 1, 1]
        await pilot.press("w")
        assert grid.rows[names.index("Fornøyd med samarbeid")].cells[0].measures == (2, 7)


async def test_enter_leads_to_the_passages_and_escape_back(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await open_frequencies(pilot, until)
        while screen.cell.code.name != "Frustrasjoner knyttet til samarbeid":
            await pilot.press("down")
        await pilot.press("right")
        assert screen.cell.group == "veileder"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen) and app.screen.passages)
        assert [p.text for p in app.screen.passages] == ["Jeg må ringe og mase."]
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen and screen.cell is not None)
        assert (screen.cell.code.name, screen.cell.group) == ("Frustrasjoner knyttet til samarbeid", "veileder")


async def test_a_left_out_group_opens_nothing(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await open_frequencies(pilot, until)
        await pilot.press("ctrl+end", "home")
        assert screen.cell.of == 0
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is screen


async def test_r_and_s_change_what_is_shown(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_frequencies(pilot, until)
        await pilot.press("r")
        grid = screen.query_one(Grid)
        await until(pilot, lambda: [c.name for c in grid.columns] == ["P01", "P02", "P03", "P04", "all"])
        await pilot.press("s")
        await until(pilot, lambda: [c.name for c in grid.columns] == ["P01", "P02", "all"])


async def test_an_export_is_written_and_replaced_only_when_agreed_once(study_path, until):
    app = Workbench(study_path)
    target = study_path.with_name("study-frequencies.csv")
    target.write_text("mine")
    async with app.run_test(size=(100, 30)) as pilot:
        await open_frequencies(pilot, until)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        assert target.read_text() == "mine"
        await pilot.press("enter")
        await until(pilot, lambda: target.read_bytes() != b"mine")
        with target.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        counted = count_frequencies(app.study, Filters(schema=("samarbeid",))).rows
        assert [(r["path"], r["group"]) for r in rows] == [(c.code.path, c.group) for c in counted]
        assert [r["informants"] for r in rows if r["code"] == "Fornøyd med samarbeid"] == ["2", "0", "2"]
        target.write_text("old")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: target.read_bytes() != b"old")


async def test_with_two_coders_one_is_chosen(study_path, until):
    with open_project(study_path, coder="ola") as project:
        text = read_transcript(project, get_transcript(project, "P01"))
        add_coding(project, text, 40, 45, get_code(list_schemas(project), "Gjensidig læring"))
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = FrequenciesScreen("samarbeid")
        app.push_screen(screen)
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await pilot.press("2")
        await until(pilot, lambda: screen.cell is not None)
        assert coder_filter(app.study) == ("ola",)
        assert sum(cells[-1].segments for cells in screen._shown.rows) == 1


async def test_hostile_names_show_harmlessly(study_path, until):
    from codebook.readings import add_schema_in_use

    with open_project(study_path) as project:
        names = ("[bold]x[/x]", "a\u202eb", "[/]")
        draft = SchemaDraft("[red]s", tuple(CodeDraft(name, definition="\x1b[31mred") for name in names))
        schema = add_schema_in_use(project, draft)
        text = read_transcript(project, get_transcript(project, "P01"))
        add_coding(project, text, 30, 40, schema.codes[0])
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await open_frequencies(pilot, until, "[red]s")
        drawn = "\n".join(screen.query_one(Grid).render_line(y).text for y in range(6))
        assert "[bold]x[/x]" in drawn
        assert "\u202e" not in drawn
        assert "\x1b" not in drawn
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen) and app.screen.passages)


async def test_a_study_without_interviews_says_what_to_do(tmp_path, until):
    from codebook.project import create_project

    create_project(tmp_path / "empty.tusj").close()
    app = Workbench(tmp_path / "empty.tusj")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = FrequenciesScreen()
        app.push_screen(screen)
        await until(pilot, lambda: screen.query("#empty") and screen.query_one("#empty").display)
        await pilot.press("enter", "r", "s", "w", "e", "c")
        assert app.screen is screen


def test_wrapped_lines_keep_the_words_and_the_width():
    text = "en to tre " * 30 + "e" * 50
    lines = wrap(text, 20)
    assert max(map(len, lines)) == 20
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


async def test_ten_thousand_passages_are_drawn_by_the_line(study_path, until):
    from app.widgets.passage_items import passage_item

    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = ExcerptsScreen(Filters(schema=("samarbeid",)), "x")
        app.push_screen(screen)
        await until(pilot, lambda: len(screen.passages) == 5)
        items = screen.query_one(Items)
        items.show([passage_item(p) for p in screen.passages] * 2000, None)
        await pilot.press("ctrl+end")
        assert items.cursor == 9999
        assert len(items.children) == 0
        assert "Jeg har aldri søkt noen dit." in "\n".join(items.render_line(y).text for y in range(items.size.height))


async def test_every_format_is_written_and_another_ending_refused(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await open_frequencies(pilot, until)
        for name in ("t.docx", "t.md", "t.csv", "t.xlsx", "t.json", "t.txt"):
            await pilot.press("e")
            await until(pilot, lambda: isinstance(app.screen, ExportScreen))
            app.screen.query_one(Input).value = name
            await pilot.press("enter")
            path = study_path.with_name(name)
            await until(pilot, lambda path=path: path.exists() and path.stat().st_size > 100)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        for name in ("t.exe", "", study_path.name):
            app.screen.query_one(Input).value = name
            await pilot.press("enter")
            assert isinstance(app.screen, ExportScreen)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
    assert "Fornøyd med samarbeid" in study_path.with_name("t.md").read_text("utf-8")


async def test_a_double_click_opens_the_number(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await open_frequencies(pilot, until)
        grid = screen.query_one(Grid)
        row = [r.name for r in grid.rows].index("Fornøyd med samarbeid")
        x = grid._plan().name + 2
        await pilot.click(Grid, offset=(x, row + 2))
        assert (screen.cell.code.name, screen.cell.group) == ("Fornøyd med samarbeid", "jobbspesialist")
        await pilot.click(Grid, offset=(x, row + 2), times=2)
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen) and len(app.screen.passages) == 2)


async def test_without_colour_the_cell_under_the_cursor_is_reversed(study_path, until, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = Workbench(study_path)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await open_frequencies(pilot, until)
        grid = screen.query_one(Grid)
        reversed_text = "".join(s.text for s in grid.render_line(2) if s.style and s.style.reverse)
        assert reversed_text.strip().endswith("0")


async def test_the_frame_fits_and_the_cursor_stays_in_view_with_many_groups(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(40, 12)) as pilot:
        screen = await open_frequencies(pilot, until, by="participant")
        await pilot.press("w", "end", "ctrl+end")
        grid = screen.query_one(Grid)
        assert screen.cell.group == "all"
        assert {grid.render_line(y).cell_length for y in range(grid.size.height)} == {grid.size.width}
        assert "all" in grid.render_line(0).text


async def test_the_bar_under_the_cursor_keeps_its_colour(study_path, until, monkeypatch):
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    app = Workbench(study_path)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await open_frequencies(pilot, until)
        grid = screen.query_one(Grid)
        await until(pilot, lambda: grid.has_focus and grid.rows)
        row = next(index for index, row in enumerate(grid.rows) if row.cells[0].number)
        grid.cursor = (row, 0)
        sign, bar = [s.style for s in grid.render_line(2 + row) if s.text.startswith(("▊", "█"))][:2]
        assert bar.color == sign.color
        assert not bar.reverse
        assert bar.bgcolor != sign.bgcolor
