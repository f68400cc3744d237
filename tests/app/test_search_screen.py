"""Search on screen: typing, going to the place and back, coding one, several or all."""

import json

from textual.widgets import Input

from app.screens.coding import CodingScreen
from app.screens.help import HelpScreen
from app.screens.search import SearchScreen
from app.screens.search_rows import hit_item, place_of
from app.screens.suggestions import SuggestionsScreen
from app.widgets.export import ExportScreen
from app.widgets.items import Items
from app.widgets.keyline import KeyLine
from app.widgets.picker import PickerScreen
from app.workbench import Workbench
from codebook.codings import list_codings
from codebook.project import open_project
from codebook.schemas import get_code, list_schemas
from corpus.search import Hit, find_hits, parse_query
from corpus.transcripts import list_transcripts, read_transcript, remove_transcript


async def searched(app, pilot, until, text):
    """The search screen with the hits of a query, in the list."""
    await until(pilot, lambda: app.screen.query("#interviews"))
    await pilot.press("slash")
    await until(pilot, lambda: isinstance(app.screen, SearchScreen) and app.screen.query(Input))
    screen = app.screen
    screen.query_one(Input).value = text
    await pilot.press("enter")
    await until(pilot, lambda: screen._found.hits and screen._working is None)
    return screen


def coded(app, origin="search"):
    texts = {t.id: read_transcript(app.study, t).text for t in list_transcripts(app.study)}
    return [texts[c.transcript][c.start : c.end] for c in list_codings(app.study) if c.origin == origin]


def shown(screen):
    return [str(static.content) for static in screen.query("TitleLine Static, #status, #empty") if static.display]


async def test_typing_finds_words_in_context(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.query("#interviews"))
        await pilot.press("slash")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen) and app.screen.query(Input))
        screen = app.screen
        assert any("side by side" in words for words in shown(screen))
        await pilot.press(*"samarbeid")
        await until(pilot, lambda: [hit.match for hit in screen._found.hits] == ["samarbeidet"])
        assert any("1 hit, 1 interview" in words for words in shown(screen))
        await pilot.press("backspace", "q")
        await until(pilot, lambda: not screen._found.hits)
        assert any("Nothing was found." in words for words in shown(screen))


async def test_the_line_of_keys_offers_nothing_that_is_only_typed(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.query("#interviews"))
        await pilot.press("slash")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen) and app.screen.query(Input))
        screen = app.screen
        keys = screen.query_one(KeyLine)
        await until(pilot, lambda: str(keys.content) == "Enter search   F1 keys   Esc back")
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        screen.query_one(Input).value = "fornøyd"
        await pilot.click(KeyLine, offset=(2, 0))
        await until(pilot, lambda: screen._found.hits and "Enter go there" in str(keys.content))
        assert "? keys" in str(keys.content)
        await pilot.press("slash")
        await until(pilot, lambda: str(keys.content).startswith("Enter search"))


async def test_enter_goes_to_the_place_and_escape_back(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await searched(app, pilot, until, "går")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        hit = screen.hit
        assert (hit.name, hit.turn) == ("P03", 1)
        await until(pilot, lambda: app.screen.reader.selection == (hit.start, hit.end))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: app.screen is screen)
        assert screen.hit == hit
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not screen)


async def test_one_hit_several_and_all_are_coded_as_one_change(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await searched(app, pilot, until, "går")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await pilot.press(*"gjensidig", "enter")
        await until(pilot, lambda: coded(app) == ["Hvordan går samarbeidet?"])
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("u")
        assert coded(app) == []
        await until(pilot, lambda: screen._working is None)
        await pilot.press("home", "space", "space")
        assert any("2 marked" in words for words in shown(screen))
        await pilot.press("w", "c")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await pilot.press(*"helt ny", "enter")
        await until(pilot, lambda: coded(app) == ["går", "går"])
        steps = len(app.study.steps())
        await until(pilot, lambda: app.screen is screen and not screen._marked)
        await pilot.press("w", "a", "c")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await pilot.press(*"gjensidig", "enter")
        await until(pilot, lambda: len(coded(app)) == 5)
        assert len(app.study.steps()) == steps + 1


async def test_exact_words_and_marking_all_or_none(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await searched(app, pilot, until, "fornøyde")
        await pilot.press("a")
        assert len(screen._marked) == 2
        await pilot.press("a")
        assert screen._marked == set()
        await pilot.press("x")
        await until(pilot, lambda: not screen._found.hits)
        assert any("x finds the words in any form" in words for words in shown(screen))
        await pilot.press("x")
        await until(pilot, lambda: len(screen._found.hits) == 2)
        await pilot.press("slash")
        assert isinstance(screen.focused, Input)
        await pilot.press("down")
        assert isinstance(screen.focused, Items)


async def test_what_changed_meanwhile_is_searched_anew(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await searched(app, pilot, until, "mase")
        remove_transcript(app.study, list_transcripts(app.study)[2])
        screen.refresh_content()
        await until(pilot, lambda: not screen._found.hits)
        await pilot.press("u")
        await until(pilot, lambda: len(screen._found.hits) == 1)


async def test_looking_can_be_stopped(study_path, until, monkeypatch):
    import threading

    go_on, begun = threading.Event(), threading.Event()

    def slow(project, query, *, progress, **_how):
        progress(0, 4)
        begun.set()
        go_on.wait(20)
        progress(1, 4)
        raise AssertionError("went on all the same")

    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await searched(app, pilot, until, "mase")
        monkeypatch.setattr("app.screens.search.find_hits", slow)
        await pilot.press("x")
        await until(pilot, begun.is_set)
        await until(pilot, lambda: any("0 of 4. Escape stops" in words for words in shown(screen)))
        await pilot.press("escape")
        assert app.screen is screen
        assert any("Stopped" in n.message for n in app._notifications)
        go_on.set()
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not screen)


async def test_hits_are_put_out_and_suggestions_reached(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await searched(app, pilot, until, "samarbeid")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        await pilot.press("up", "up", "enter")
        file = study_path.with_name("study-hits.json")
        await until(pilot, file.exists)
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await pilot.press(*"frustra", "enter")
        await until(pilot, lambda: isinstance(app.screen, SuggestionsScreen))
    assert [row["match"] for row in json.loads(file.read_text("utf-8"))] == ["samarbeidet"]


def test_a_hit_fits_its_line_and_holds_no_escape_sequences():
    hit = Hit(1, "P" * 300, 12, "[/x]\x1b", "", "", 0, 4, "før\x1b[31m " * 20, "日本語" * 30, " etter" * 20)
    parts = hit_item(hit, 80, True).blocks[0].parts
    text = "".join(part.text for part in parts)
    assert "\x1b" not in text
    assert text.startswith("● PPP")
    assert place_of(Hit(1, "P07", 0, "", "", "", 0, 1, "", "x", "")) == "P07 –"


def test_the_words_before_end_where_the_hit_begins(study_path):
    with open_project(study_path) as project:
        first, *_rest = find_hits(project, parse_query("samarbeid")).hits
        get_code(list_schemas(project), "Gjensidig læring")
    marks, place, before, match, after = hit_item(first, 80, False).blocks[0].parts
    assert (marks.text, place.text.strip(), match.text, after.text) == ("  ", "P01 1 I", "samarbeidet", "?")
    assert before.text.endswith("   Hvordan går ")
