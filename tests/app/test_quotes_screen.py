"""Quotes as they will read in the draft, on screen and exported."""

import json

import pytest

from app.screens.excerpts import ExcerptsScreen
from app.screens.quotes import QuotesScreen
from app.widgets.export import ExportScreen
from app.widgets.items import Items
from app.workbench import Workbench
from codebook.codings import add_coding, choose_quote, list_codings
from codebook.project import open_project
from codebook.schemas import get_code, list_schemas
from corpus.transcripts import get_transcript, read_transcript
from exports.tables.filters import Filters

QUOTE = "Veldig fornøyd, faktisk."


@pytest.fixture
def quoted(study_path):
    with open_project(study_path) as project:
        text = read_transcript(project, get_transcript(project, "P02"))
        start = text.text.index(QUOTE)
        coding = next(c for c in list_codings(project, transcript=text.transcript.id) if c.start == start)
        choose_quote(project, coding, True)
    return study_path


def drawn(items: Items) -> str:
    return "\n".join(items.render_line(y).text.rstrip() for y in range(items.size.height))


async def open_quotes(pilot, until):
    screen = QuotesScreen()
    pilot.app.push_screen(screen)
    await until(pilot, lambda: screen._page is not None)
    return screen


async def test_quotes_read_as_in_the_draft(quoted, until):
    app = Workbench(quoted)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await open_quotes(pilot, until)
        items = screen.query_one(Items)
        await until(pilot, lambda: "«Veldig" in drawn(items))
        shown = drawn(items)
        assert "Fornøyd med samarbeid ▸ jobbspesialist (2 of 2)" in shown
        assert "«Veldig fornøyd, faktisk.»" in shown
        assert "En jobbspesialist · P02, turn 2" in shown
        await pilot.press("l")
        assert "Jobbspesialist 2 · P02, turn 2" in drawn(items)
        await pilot.press("l")
        assert "obbspesialist 2" not in drawn(items)
        await pilot.press("l")
        assert "En jobbspesialist · P02" in drawn(items)


async def test_a_shows_every_passage_and_q_chooses(quoted, until):
    app = Workbench(quoted)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await open_quotes(pilot, until)
        await pilot.press("a")
        await until(pilot, lambda: sum(q is not None for q in screen._quotes) == 5)
        assert screen.quote is not None
        await pilot.press("home")
        await pilot.press("down")
        while screen.quote.text != "Jeg må ringe og mase.":
            await pilot.press("down")
        await pilot.press("q")
        await until(pilot, lambda: len(screen._chosen) == 2)
        assert screen.quote.text == "Jeg må ringe og mase."
        assert {
            c.quote for c in list_codings(app.study) if c.code == _code(app, "Frustrasjoner knyttet til samarbeid")
        } == {
            True,
            False,
        }
        await pilot.press("u")
        await until(pilot, lambda: len(screen._chosen) == 1)


def _code(app, name):
    return get_code(list_schemas(app.study), name).id


async def test_the_export_is_what_is_shown(quoted, until):
    app = Workbench(quoted)
    async with app.run_test(size=(100, 30)) as pilot:
        await open_quotes(pilot, until)
        await pilot.press("l", "e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        await pilot.press("enter")
        word = quoted.with_name("study-quotes.docx")
        await until(pilot, word.exists)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        await pilot.press("up", "up", "enter")
        rows = quoted.with_name("study-quotes.json")
        await until(pilot, rows.exists)
    import docx

    text = "\n".join(p.text for p in docx.Document(str(word)).paragraphs)
    assert "«Veldig fornøyd, faktisk.» (Jobbspesialist 2)" in text
    assert "P02" not in text
    rows_read = json.loads(rows.read_text("utf-8"))
    assert [(row["quote"], row["turn"]) for row in rows_read] == [(f"«{QUOTE}»", "2")]


async def test_a_long_quote_stands_as_a_block(study_path, until):
    from app.screens.quotes import quote_item
    from exports.values import QuotePassage

    passage = QuotePassage("ord " * 45, "P01", "3–4", "veileder", 1, transcript="P01")
    item = quote_item(passage, "role", "nb")
    assert item.blocks[0].indent == 6
    assert "«" not in item.blocks[0].text
    assert item.blocks[1].text == "chosen · En veileder · P01, turns 3–4"


def test_a_long_role_leaves_participant_and_turn_in_view():
    from app.screens.quotes import quote_item
    from app.widgets.items import wrap
    from exports.values import QuotePassage

    passage = QuotePassage("ord", "P01", "3", "rådgiver " * 12, 1, transcript="P01")
    source = quote_item(passage, "role", "nb").blocks[1]
    assert wrap(source.text, 76)[-1].endswith("P01, turn 3")


async def test_nothing_chosen_says_how(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_quotes(pilot, until)
        assert screen.query_one("#empty").display
        await pilot.press("enter", "y", "q", "l")
        assert ["No quote is chosen yet" in n.message for n in app._notifications] == [True]
        await pilot.press("e")
        assert app.screen is screen
        assert [n.message for n in app._notifications] == ["There is nothing to put out yet."]


async def test_copying_gives_the_draft_text(quoted, until, monkeypatch):
    copied = []
    monkeypatch.setattr("app.widgets.clipboard.copy_text", lambda _app, text, _study: copied.append(text) or "Copied.")
    app = Workbench(quoted)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_quotes(pilot, until)
        await until(pilot, lambda: screen.quote is not None)
        await pilot.press("y", "l", "l", "y")
        assert copied == ["«Veldig fornøyd, faktisk.» (En jobbspesialist)", "«Veldig fornøyd, faktisk.»"]


async def test_a_passage_is_chosen_and_undone_in_the_list(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = ExcerptsScreen(Filters(code=("Fornøyd med samarbeid",)), "x")
        app.push_screen(screen)
        await until(pilot, lambda: len(screen.passages) == 2)
        await pilot.press("down", "q")
        assert [c.quote for c in list_codings(app.study)].count(True) == 1
        assert screen.passage.coding.quote
        assert screen.passage.text == QUOTE
        assert "quote" in drawn(screen.query_one(Items))
        await pilot.press("u")
        await until(pilot, lambda: screen.passage is not None and not screen.passage.coding.quote)
        assert screen.passage.text == QUOTE


async def test_passages_hold_no_escape_sequences(study_path, until):
    with open_project(study_path) as project:
        text = read_transcript(project, get_transcript(project, "P01"))
        coding = add_coding(project, text, 30, 40, get_code(list_schemas(project), "Gjensidig læring"))
        from codebook.codings import set_gist

        set_gist(project, coding, "[bold]\x1b[31m \u202egist")
    app = Workbench(study_path)
    async with app.run_test(size=(100, 24)) as pilot:
        screen = ExcerptsScreen(Filters(code=("Gjensidig læring",)), "[/x]\x1b[0m")
        app.push_screen(screen)
        await until(pilot, lambda: screen.passages)
        shown = drawn(screen.query_one(Items))
        assert "[bold]" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown


async def test_enter_goes_to_the_place_and_escape_back(quoted, until):
    coding = pytest.importorskip("app.screens.coding")
    app = Workbench(quoted)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await open_quotes(pilot, until)
        await until(pilot, lambda: screen.quote is not None)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, coding.CodingScreen))
        quote = screen.quote
        await until(pilot, lambda: app.screen.reader.selection == (quote.start, quote.end))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: app.screen is screen)
        assert screen.quote == quote
