import json

import pytest

from app.screens.coding import CodingScreen
from app.widgets.code_panel import CodePanel
from app.widgets.code_strip import CodeStrip
from app.widgets.picker import PickerScreen
from app.workbench import Workbench
from codebook.changes import last_step
from codebook.codes import add_code
from codebook.codings import list_codings
from codebook.memos import list_memos
from codebook.project import open_project
from codebook.readings import READ, list_readings, set_status
from codebook.schemas import CodeDraft, get_schema, list_schemas
from corpus.transcripts import get_transcript, read_transcript

FIRST = "Stort sett bra, altså."
SECOND = "Vi sitter i samme gang."


@pytest.fixture
def desk(study_path, until, monkeypatch):
    """Opens the workbench on an interview: `async with desk("P01", size) as (pilot, screen)`."""
    from contextlib import asynccontextmanager

    monkeypatch.setattr(CodingScreen, "_compute_sentences", lambda self, text: None)

    @asynccontextmanager
    async def opened(name="P01", size=(120, 36), offset=None, end=None):
        app = Workbench(study_path)
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: app.project is not None and app.screen.is_mounted)
            screen = CodingScreen(name, offset, end)
            app.push_screen(screen)
            await until(pilot, lambda: screen.is_mounted and screen.reader._painter is not None)
            yield pilot, screen

    return opened


def codings(screen, own=True):
    """The codings stored in the interview on the screen, as (words, category, gist, flags, quote)."""
    names = {code.id: code.name for schema in list_schemas(screen.project) for code in schema.codes}
    text = screen.sheet.text.text
    found = list_codings(screen.project, transcript=screen.sheet.text.transcript.id)
    return [(text[c.start : c.end], names[c.code], c.gist, c.flags, c.quote) for c in found]


def shown(screen):
    """What the reader shows, as (words, letter, dim), notes apart."""
    text = screen.sheet.text.text
    return [(text[m.start : m.end], m.letter, m.dim) for m in screen.reader.spans if not m.note]


def stand_on(screen, words):
    screen.reader.go_to(screen.sheet.text.text.index(words))


def line(screen, where="#status"):
    return str(screen.query_one(where).render())


async def test_a_digit_codes_the_sentence_and_undo_takes_it_back(desk, until):
    async with desk() as (pilot, screen):
        before = codings(screen)
        stand_on(screen, "samme gang")
        await pilot.press("3")
        await until(pilot, lambda: "coded as" in line(screen))
        new = (SECOND, "Hvordan foregår samarbeid i praksis?", "", (), False)
        assert sorted(codings(screen)) == sorted([*before, new])
        assert (SECOND, "C", False) in shown(screen)
        assert "C Hvordan foregår samarbeid i praksis?; u undoes" in line(screen)
        await pilot.press("u")
        await until(pilot, lambda: (SECOND, "C", False) not in shown(screen))
        assert codings(screen) == before
        await pilot.press("ctrl+r")
        await until(pilot, lambda: (SECOND, "C", False) in shown(screen))


async def test_space_selects_on_from_what_was_just_coded(desk, until):
    async with desk() as (pilot, screen):
        stand_on(screen, FIRST)
        await pilot.press("space", "2", "space", "3")
        await until(pilot, lambda: len(codings(screen)) == 4)
        assert {row[:2] for row in codings(screen)} >= {
            (FIRST, "Hva kreves god jobbspesialist?"),
            (SECOND, "Hvordan foregår samarbeid i praksis?"),
        }


async def test_two_sentences_take_two_categories_without_selecting_again(desk, until):
    async with desk() as (pilot, screen):
        stand_on(screen, FIRST)
        await pilot.press("space", "space", "2", "3")
        await until(pilot, lambda: len(codings(screen)) == 4)
        both = f"{FIRST} {SECOND}"
        assert [row[1] for row in codings(screen) if row[0] == both] == [
            "Hva kreves god jobbspesialist?",
            "Hvordan foregår samarbeid i praksis?",
        ]


async def test_the_same_again_is_one_coding(desk, until):
    async with desk() as (pilot, screen):
        stand_on(screen, SECOND)
        await pilot.press("3", "r")
        await until(pilot, lambda: "already" in line(screen))
        assert [row[0] for row in codings(screen)].count(SECOND) == 1


async def test_x_asks_which_where_there_are_several(desk, until):
    async with desk() as (pilot, screen):
        stand_on(screen, SECOND)
        await pilot.press("2", "3")
        await until(pilot, lambda: len(codings(screen)) == 4)
        await pilot.press("right", "x")
        await until(pilot, lambda: pilot.app.screen is not screen)
        await pilot.press("2")
        await until(pilot, lambda: len(codings(screen)) == 3)
        assert [row[1] for row in codings(screen) if row[0] == SECOND] == ["Hvordan foregår samarbeid i praksis?"]
        assert [row[1] for row in shown(screen) if row[0] == SECOND] == ["C"]


async def test_x_asks_before_it_takes_what_another_reading_coded(desk, until):
    async with desk() as (pilot, screen):
        stand_on(screen, FIRST)
        before = codings(screen)
        await pilot.press("x")
        await until(pilot, lambda: pilot.app.screen is not screen)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert codings(screen) == before


async def test_the_picker_finds_a_category_and_makes_a_new_one(desk, until):
    async with desk() as (pilot, screen):
        stand_on(screen, SECOND)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(pilot.app.screen, PickerScreen) and pilot.app.screen.is_mounted)
        await pilot.press(*"unngå", "enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert (SECOND, "Hvordan unngå tilbake i Nav-hjul?", "", (), False) in codings(screen)
        steps = len(screen.project.steps())
        await pilot.press("c")
        await until(pilot, lambda: isinstance(pilot.app.screen, PickerScreen) and pilot.app.screen.is_mounted)
        await pilot.press(*"husly", "enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        assert (SECOND, "husly", "", (), False) in codings(screen)
        assert "husly" in [code.name for code in get_schema(screen.project, "jobbspesialist").codes]
        assert len(screen.project.steps()) == steps + 1
        await pilot.press("u")
        await until(pilot, lambda: "husly" not in [c.name for c in get_schema(screen.project, "jobbspesialist").codes])
        assert [row[1] for row in shown(screen) if row[0] == SECOND] == ["G"]


async def test_in_vivo_takes_the_words_as_the_name(desk, until):
    async with desk() as (pilot, screen):
        start = screen.sheet.text.text.index("samme gang")
        screen.reader.go_to(start, start + len("samme gang."))
        await pilot.press("i")
        await until(pilot, lambda: ("samme gang.", "samme gang", "", (), False) in codings(screen))


async def test_gist_flag_and_quote_go_on_the_coding_under_hand(desk, until):
    async with desk() as (pilot, screen):
        stand_on(screen, SECOND)
        await pilot.press("3", "g")
        await until(pilot, lambda: pilot.app.screen is not screen and pilot.app.screen.is_mounted)
        await pilot.press(*"nære", "enter")
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.press("f")
        await until(pilot, lambda: pilot.app.screen is not screen and pilot.app.screen.is_mounted)
        await pilot.press("2")
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.press("q")
        await until(pilot, lambda: "chosen" in line(screen))
        coded = (SECOND, "Hvordan foregår samarbeid i praksis?", "nære", ("stands-out",), True)
        assert coded in codings(screen)
        assert "«Vi sitter i samme gang.» (En jobbspesialist)" in line(screen)
        await pilot.press("right")
        await until(pilot, lambda: "◆ stands out · quote · gist: nære" in line(screen))


async def test_a_quote_must_be_coded_first(desk, until):
    async with desk() as (pilot, screen):
        stand_on(screen, SECOND)
        before = last_step(screen.project)
        await pilot.press("q")
        await until(pilot, lambda: "must be coded first" in line(screen))
        assert last_step(screen.project) == before


async def test_a_note_on_words_and_one_on_a_coding(desk, until):
    async with desk() as (pilot, screen):
        stand_on(screen, SECOND)
        for words, close in ("hm", "escape"), ("igjen", "ctrl+s"):
            await pilot.press("m")
            await until(pilot, lambda: pilot.app.screen is not screen and pilot.app.screen.is_mounted)
            await pilot.press(*words, close)
            await until(pilot, lambda: pilot.app.screen is screen)
            await pilot.press("3")
        memos = list_memos(screen.project, screen.sheet.text.transcript.id)
        assert [(memo.text, memo.on.coding is None) for memo in memos] == [("hm", True), ("igjen", False)]
        assert [m.id for m in screen.reader.spans if m.note] == [f"note {memos[0].id}"]
        await pilot.press("u")
        await until(pilot, lambda: not screen.sheet.notes_on(screen.here()[0]))


async def test_fitting_gives_a_coding_the_selected_words(desk, until):
    async with desk() as (pilot, screen):
        stand_on(screen, SECOND)
        await pilot.press("3")
        start = screen.sheet.text.text.index("samme gang")
        screen.reader.go_to(start, start + len("samme gang"))
        await pilot.press("b")
        await until(pilot, lambda: ("samme gang", "C", False) in shown(screen))
        assert [row[0] for row in codings(screen)].count("samme gang") == 1


async def test_a_correction_moves_the_codings_and_keeps_the_caret(desk, until):
    async with desk() as (pilot, screen):
        stand_on(screen, SECOND)
        await pilot.press("3")
        start = screen.sheet.text.text.index("Stort")
        screen.reader.go_to(start, start + len("Stort"))
        await pilot.press("k")
        await until(pilot, lambda: pilot.app.screen is not screen and pilot.app.screen.is_mounted)
        await pilot.press(*"Nokså", "space", *"langt", "enter")
        await until(pilot, lambda: "Nokså langt sett bra" in screen.reader.document.text)
        assert (SECOND, "C", False) in shown(screen)
        assert screen.sheet.text.text[screen.reader.caret :].startswith("Nokså")
        assert screen.reader.units.sentence(screen.reader.caret)[1] == screen.sheet.text.text.index(" Vi sitter")
        await pilot.press("u")
        await until(pilot, lambda: FIRST in screen.reader.document.text)
        assert (SECOND, "C", False) in shown(screen)


async def test_it_opens_where_it_was(desk, until):
    async with desk() as (pilot, screen):
        stand_on(screen, "lyd fra seg")
        caret = screen.reader.caret
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is not screen)
    async with desk() as (pilot, screen):
        assert screen.reader.caret == caret
    async with desk(offset=5, end=12) as (pilot, screen):
        assert screen.reader.selection == (5, 12)


async def test_quitting_keeps_the_place(desk, study_path):
    async with desk() as (pilot, screen):
        stand_on(screen, "lyd fra seg")
        caret, key = screen.reader.caret, screen.sheet.text.transcript.id
        await pilot.press("ctrl+q")
    with open_project(study_path) as project:
        assert json.loads(project.view_state(f"place:{key}"))["offset"] == caret


async def test_the_mouse_selects_and_a_click_on_a_category_codes(desk, until):
    async with desk() as (pilot, screen):
        painter = screen.reader._painter
        start = screen.sheet.text.text.index("samme gang")
        ends = [
            (painter.layout.text_at + painter.wrap.x_of(painter.wrap.row_of(at), at), painter.wrap.row_of(at))
            for at in (start, start + 10)
        ]
        await pilot.mouse_down(screen.reader, offset=ends[0])
        await pilot.hover(screen.reader, offset=ends[1])
        await pilot.mouse_up(screen.reader, offset=ends[1])
        await until(pilot, lambda: screen.reader.selection == (start, start + 10))
        panel = screen.query_one(CodePanel)
        await pilot.click(panel, offset=(8, 2 + 3))
        await until(pilot, lambda: ("samme gang", "D", False) in shown(screen))
        assert screen.focused is screen.reader


async def test_search_goes_round_and_says_where_there_is_nothing(desk, until):
    async with desk() as (pilot, screen):
        await pilot.press("slash")
        await until(pilot, lambda: pilot.app.screen is not screen and pilot.app.screen.is_mounted)
        await pilot.press(*"LIKER", "enter")
        text = screen.sheet.text.text
        at = text.index("liker")
        await until(pilot, lambda: screen.reader.selection == (at, at + 5))
        await pilot.press("escape", "slash")
        await until(pilot, lambda: pilot.app.screen is not screen and pilot.app.screen.is_mounted)
        await pilot.press(*"zzz", "enter")
        await until(pilot, lambda: "“zzz” is not said here" in line(screen))


async def test_a_turn_is_gone_to_by_its_number(desk, until):
    async with desk() as (pilot, screen):
        await pilot.press("j")
        await until(pilot, lambda: pilot.app.screen is not screen and pilot.app.screen.is_mounted)
        await pilot.press("4", "enter")
        await until(pilot, lambda: screen.reader.caret == screen.sheet.text.text.index("Det er noen"))


async def test_another_reading_brings_its_schema_and_dims_the_others(desk, until):
    async with desk() as (pilot, screen):
        # The study's five codings are all of the second reading.
        assert {dim for _words, _letter, dim in shown(screen)} == {True}
        await pilot.press("o")
        await until(pilot, lambda: shown(screen) == [])
        await pilot.press("o", "l")
        await until(pilot, lambda: "reading 2: samarbeid" in line(screen, "#title"))
        assert {dim for _words, _letter, dim in shown(screen)} == {False}
        stand_on(screen, SECOND)
        await pilot.press("4")
        name = "Frustrasjoner knyttet til samarbeid"
        await until(pilot, lambda: (SECOND, name, "", (), False) in codings(screen))


async def test_d_sets_the_interview_to_read_and_back(desk, until):
    async with desk() as (pilot, screen):
        await pilot.press("d")
        await until(pilot, lambda: "is read in reading 1" in line(screen))
        key = screen.sheet.text.transcript.id
        assert list_readings(screen.project)[0].status(key) == READ
        await pilot.press("d")
        await until(pilot, lambda: list_readings(screen.project)[0].status(key) == "under way")


async def test_a_category_younger_than_the_reading_is_pointed_out(desk, study_path, until):
    with open_project(study_path) as project:
        transcript = get_transcript(project, "P01")
        set_status(project, list_readings(project)[0], transcript, READ)
        with project.step("back in time") as db:
            db.exec_driver_sql("UPDATE reading_status SET since = '2020-01-01T00:00:00Z' WHERE status = 'read'")
        add_code(project, get_schema(project, "jobbspesialist"), CodeDraft("husly"))
    async with desk() as (pilot, screen):
        panel = screen.query_one(CodePanel)
        await until(pilot, lambda: "* made after" in str(panel.query("Static").first().render()))
    async with desk(size=(80, 24)) as (pilot, screen):
        strip = screen.query_one(CodeStrip)
        await until(pilot, lambda: "8 H * husly" in "\n".join(strip._drawn))
        assert strip._drawn[-1].strip() == "* made after this interview was read: it was not read for them"
        assert "   read · " in line(screen, "#title")


async def test_totals_show_only_when_asked_for(desk, until):
    async with desk() as (pilot, screen):
        stand_on(screen, SECOND)
        await pilot.press("3")
        text = lambda: str(screen.query_one(CodePanel).query("Static").first().render())  # noqa: E731
        await until(pilot, lambda: "Hvordan foregår" in text())
        assert not any(row.rstrip().endswith(" 1") for row in text().splitlines())
        await pilot.press("t")
        await until(pilot, lambda: any(row.rstrip().endswith(" 1") for row in text().splitlines()))


async def test_at_80_columns_the_categories_fold_and_a_key_unfolds_them(desk, until):
    async with desk(size=(80, 24)) as (pilot, screen):
        await until(pilot, lambda: not screen.query_one(CodePanel).display)
        assert "1 A Kj" in line(screen, "#folded")
        assert " % · saved" in line(screen, "#title")
        await pilot.press("p")
        await until(pilot, lambda: screen.query_one(CodePanel).display)


async def test_at_80_columns_a_click_on_a_folded_category_codes(desk, until):
    async with desk(size=(80, 24)) as (pilot, screen):
        strip = screen.query_one("#folded")
        await until(pilot, lambda: strip.size.height == 2)
        stand_on(screen, "samme gang")
        rows = line(screen, "#folded").splitlines()
        await until(pilot, lambda: SECOND in screen.sheet.text.text[slice(*screen.target())])
        await pilot.click(strip, offset=(rows[1].index("5 E") + 6, 1))
        await until(pilot, lambda: (SECOND, "E", False) in shown(screen))
        await pilot.click(strip, offset=(rows[0].index("4 D") - 2, 0))
        await until(pilot, lambda: (SECOND, "C", False) in shown(screen))
        assert screen.focused is screen.reader


async def test_the_next_interview_is_a_key_away(desk, until):
    async with desk() as (pilot, screen):
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen) and pilot.app.screen is not screen)
        await until(pilot, lambda: "P02" in line(pilot.app.screen, "#title"))


async def test_y_copies_the_passage_as_it_will_stand_in_the_draft(desk, until, monkeypatch):
    monkeypatch.setattr("app.widgets.clipboard._programs", lambda: iter(()))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("TERM_PROGRAM", raising=False)
    async with desk() as (pilot, screen):
        stand_on(screen, SECOND)
        await pilot.press("y")
        await until(pilot, lambda: pilot.app.clipboard == "«Vi sitter i samme gang.» (En jobbspesialist)")


async def test_hostile_words_show_harmlessly(desk, study_path, until, tmp_path):
    from corpus.imports import import_candidates, read_candidates

    file = tmp_path / "z.txt"
    file.write_text("I: Ja?\n\nP: [bold]Nei[/x] \u202eog \x1b[31mja. Slik er det.\n", "utf-8")
    with open_project(study_path) as project:
        import_candidates(project, read_candidates(project, [file], interviewers=["I"], role="veileder"))
        text = read_transcript(project, get_transcript(project, "P05")).text
        start, end = text.index("[bold]"), text.index("ja.")
    async with desk("P05", offset=start, end=end) as (pilot, screen):
        await pilot.press("i")
        await until(pilot, lambda: "coded as" in line(screen))
        picture = pilot.app.export_screenshot()
        assert "bold]" in picture
        assert "\x1b" not in picture
        assert "\u202e" not in picture
        await pilot.press("y")
        await until(pilot, lambda: "opied" in line(screen))
        assert "\u202e" not in line(screen)


async def test_every_action_of_the_room_is_there(desk):
    from app.actions import actions_of

    async with desk() as (_pilot, screen):
        calls = {action.call.split("(")[0] for action in actions_of("coding") if not action.call.startswith("app.")}
        assert {call for call in calls if not hasattr(screen, f"action_{call}")} == set()
