"""Episodes and themes by key: made, told, argued on two sides, traced, drawn, put out."""

import pytest

from app.screens.coding import CodingScreen
from app.screens.episode import EpisodeScreen
from app.screens.episodes import EpisodesScreen
from app.screens.excerpts import ExcerptsScreen
from app.screens.lineage import LineageScreen
from app.screens.theme import ThemeScreen
from app.screens.theme_map import ThemeMapScreen
from app.screens.themes import ThemesScreen
from app.widgets.columns import Columns
from app.widgets.items import Items
from app.workbench import Workbench
from codebook.codings import list_codings
from codebook.episodes import add_tellings, list_episodes, list_outcomes, list_tellings, set_outcome
from codebook.memos import EXPECTATION, STUDY, write_memo
from codebook.project import open_project
from codebook.schemas import get_code, list_schemas
from codebook.themes import (
    AGAINST,
    FOR,
    add_evidence,
    add_theme,
    from_coding,
    list_evidence,
    list_themes,
    set_theme_codes,
    theme_memo,
    write_theme_memo,
)
from exports.tables.filters import Filters

CLAIM = "De er glade og slitne på én gang."


@pytest.fixture
def argued_path(study_path):
    """A theme with evidence of both roles on both sides, and an episode told by both."""
    with open_project(study_path) as study:
        first, second, third, fourth, fifth = list_codings(study)
        theme = add_theme(study, CLAIM, "Begge deler")
        set_theme_codes(study, theme, [get_code(list_schemas(study), "Fornøyd med samarbeid")])
        add_evidence(study, theme, FOR, [from_coding(first), from_coding(fourth)])
        add_evidence(study, theme, AGAINST, [from_coding(second), from_coding(fifth)])
        write_theme_memo(study, theme, "et notat")
        write_memo(study, STUDY, "at veilederne er glade", EXPECTATION)
        places = [(coding.transcript, coding.start, coding.end) for coding in (second, third, fourth)]
        set_outcome(study, add_tellings(study, "Lageret", places), "worked")
        add_theme(study, "Noe annet [/x]", "Annet")
    return study_path


def drawn(widget):
    return "\n".join(widget.render_line(y).text.rstrip() for y in range(widget.size.height))


def said(app):
    return [note.message for note in app._notifications]


async def go(app, pilot, until, keys, screen):
    await until(pilot, lambda: getattr(app.screen, "room", "") == "overview" and app.screen.is_mounted)
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(app.screen, screen) and app.screen.is_mounted)
    return app.screen


async def dialog(app, pilot, until, name, *keys):
    await until(pilot, lambda: type(app.screen).__name__ == name and app.screen.is_mounted)
    await pilot.press(*keys)


def typed(words):
    return [{" ": "space", ".": "full_stop", ",": "comma"}.get(sign, sign) for sign in words]


# ---- episodes
async def test_episodes_are_begun_named_given_an_outcome_moved_and_taken_away(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(app, pilot, until, "o", EpisodesScreen)
        await until(pilot, lambda: screen.told == [])
        assert "No episode yet." in str(screen.query_one("#empty").content)
        for name in ("to", "en"):
            await pilot.press("n")
            await dialog(app, pilot, until, "LineScreen", *name, "enter")
            await until(pilot, lambda: app.screen is screen)
        await until(pilot, lambda: len(screen.told) == 2)
        await pilot.press("end", "minus")
        await until(pilot, lambda: [one.episode.name for one in screen.told] == ["en", "to"])
        assert screen.episode.name == "en"
        await pilot.press("o")
        await dialog(app, pilot, until, "ChooseScreen", "1")
        await until(pilot, lambda: screen.told[0].episode.outcome == "worked")
        assert "worked · nobody tells it yet" in drawn(screen.query_one(Items))
        await pilot.press("r")
        await dialog(app, pilot, until, "LineScreen", "end", "x", "enter")
        await until(pilot, lambda: screen.told[0].episode.name == "enx")
        await pilot.press("x")
        await until(pilot, lambda: [one.episode.name for one in screen.told] == ["to"])
        await pilot.press("u")
        await until(pilot, lambda: len(screen.told) == 2)
        await pilot.press("s")
        await dialog(app, pilot, until, "TextScreen", "down", "down", "end", "enter", *"ute", "ctrl+s")
        await until(pilot, lambda: list_outcomes(app.study) == ["worked", "did-not-work", "ongoing", "ute"])


async def test_tellings_stand_side_by_side_where_there_is_room_and_lead_to_the_place(argued_path, until):
    app = Workbench(argued_path)
    async with app.run_test(size=(120, 30)) as pilot:
        listed = await go(app, pilot, until, "o", EpisodesScreen)
        await until(pilot, lambda: listed.told)
        assert "worked · 3 tellings · jobbspesialist P01, P02 · veileder P03" in drawn(listed.query_one(Items))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EpisodeScreen) and app.screen.telling)
        screen = app.screen
        left, right = screen.query_one(Columns).lists
        await until(pilot, lambda: "P03 · veileder" in drawn(right))
        assert "P01 · jobbspesialist" in drawn(left)
        assert "Stort sett bra" not in drawn(left)
        await pilot.press("tab")
        await until(pilot, lambda: screen.query_one(Columns).value == screen.telling and right.cursor is not None)
        assert left.cursor is None
        assert screen._words().text == "Jeg må ringe og mase."
        assert "Ellers går det fint." in drawn(right)
        await pilot.press("c")
        assert "Hvordan går det?" in drawn(right)
        await pilot.press("c")
        assert "Ellers går det fint." not in drawn(right)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and hasattr(app.screen, "sheet"))
        assert app.screen.reader.selection == (screen._words().start, screen._words().end)
        await pilot.press("escape", "escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("x")
        await until(pilot, lambda: len(screen.told.tellings) == 2)
        await pilot.press("u", "y")
        await until(pilot, lambda: len(screen.told.tellings) == 3)
        await pilot.press("o")
        await dialog(app, pilot, until, "ChooseScreen", "3")
        await until(pilot, lambda: screen.told.episode.outcome == "ongoing")
        await pilot.press("r")
        await dialog(app, pilot, until, "LineScreen", "end", "2", "enter")
        await until(pilot, lambda: screen.told.episode.name == "Lageret2")
        await pilot.press("greater_than_sign", "T")
        await dialog(app, pilot, until, "NamedScreen", "down", "enter")
        await dialog(app, pilot, until, "ChooseScreen", "2")
        await until(pilot, lambda: len(list_evidence(app.study, list_themes(app.study)[1].id)) == 1)
        assert list_evidence(app.study)[-1].episode == list_episodes(app.study)[0].id


async def test_tellings_stand_beneath_each_other_at_80_columns(argued_path, until):
    app = Workbench(argued_path)
    async with app.run_test(size=(80, 40)) as pilot:
        await go(app, pilot, until, "o", EpisodesScreen)
        await until(pilot, lambda: app.screen.told)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EpisodeScreen) and app.screen.telling)
        left, right = app.screen.query_one(Columns).lists
        assert not right.display
        text = drawn(left)
        assert text.index("P01 · jobbspesialist") < text.index("P03 · veileder") < text.index("P02 · jobbspesialist")
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: right.display and "P03" in drawn(right) and "P03" not in drawn(left))


# ---- themes
async def test_a_theme_is_written_with_what_was_expected_in_view(argued_path, until):
    app = Workbench(argued_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(app, pilot, until, "t", ThemesScreen)
        await until(pilot, lambda: len(screen.themes) == 2)
        assert "Noe annet [/x]" in drawn(screen.query_one(Items))
        await pilot.press("n")
        await until(pilot, lambda: type(app.screen).__name__ == "ClaimScreen" and app.screen.is_mounted)
        assert "You expected to find: at veilederne er glade" in str(app.screen.query_one(".aside").content)
        await pilot.press(*typed("Ny paastand"), "enter")
        await until(pilot, lambda: isinstance(app.screen, ThemeScreen) and app.screen.theme_in_hand)
        assert app.screen.theme_in_hand.claim == "Ny paastand"
        await until(pilot, lambda: app.screen.query_one("#empty").display)
        await pilot.press("escape", "end", "minus")
        await until(pilot, lambda: [t.name for t in screen.themes] == ["Begge deler", "Ny paastand", "Annet"])
        await pilot.press("c")
        await dialog(app, pilot, until, "ClaimScreen", "x", "enter")
        await until(pilot, lambda: screen.themes[1].claim == "Ny paastandx")
        await pilot.press("r")
        await dialog(app, pilot, until, "LineScreen", "end", "y", "enter")
        await until(pilot, lambda: screen.themes[1].name == "Ny paastandy")
        await pilot.press("x")
        await until(pilot, lambda: len(screen.themes) == 2)
        await pilot.press("u")
        await until(pilot, lambda: len(screen.themes) == 3)


async def test_for_and_against_stand_level_per_role_and_move_between_sides(argued_path, until):
    app = Workbench(argued_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await go(app, pilot, until, "t", ThemesScreen)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ThemeScreen) and app.screen.piece)
        screen = app.screen
        left, right = screen.query_one(Columns).lists
        await until(pilot, lambda: "veileder: against" in drawn(right))
        rows = [[n for n, row in enumerate(drawn(one).split("\n")) if "veileder:" in row] for one in (left, right)]
        assert rows[0] == rows[1] != []
        assert screen.piece.words.text == "Stort sett bra, altså."
        assert "You expected to find: at veilederne" in str(screen.query_one("#expected").content)
        assert "Note: et notat" in str(screen.query_one("#memo").content)
        await pilot.press("s")
        await until(pilot, lambda: [e.side for e in list_evidence(app.study)].count("against") == 3)
        await until(pilot, lambda: right.cursor is not None and screen.piece.words.text == "Stort sett bra, altså.")
        await pilot.press("u")
        await until(pilot, lambda: [e.side for e in list_evidence(app.study)].count("for") == 2)
        await until(pilot, lambda: left.cursor is not None and screen.piece)
        await pilot.press("x")
        await until(pilot, lambda: len(list_evidence(app.study)) == 3)
        await pilot.press("u", "y", "enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))


async def test_note_chapter_and_categories_are_written_from_the_theme(argued_path, until):
    app = Workbench(argued_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await go(app, pilot, until, "t", ThemesScreen)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ThemeScreen) and app.screen.piece)
        screen = app.screen
        await pilot.press("m")
        await dialog(app, pilot, until, "TextScreen", *"mer ", "ctrl+s")
        await until(pilot, lambda: screen.argued_theme.memo == "mer et notat")
        await pilot.press("w")
        await dialog(app, pilot, until, "TextScreen", *"kap", "ctrl+s")
        await until(pilot, lambda: screen.argued_theme.chapter == "kap")
        await pilot.press("k")
        await dialog(app, pilot, until, "PickerScreen", *"frust", "enter")
        await until(pilot, lambda: len(screen.argued_theme.codes) == 2)
        await pilot.press("k")
        await dialog(app, pilot, until, "PickerScreen", *"frust", "enter")
        await until(pilot, lambda: len(screen.argued_theme.codes) == 1)
        await pilot.press("O")
        await dialog(app, pilot, until, "NamedScreen", *"Nytt", "enter")
        await until(pilot, lambda: len(list_tellings(app.study)) == 4)
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, LineageScreen) and app.screen.lineage)
        assert "samarbeid ▸ Fornøyd med samarbeid" in drawn(app.screen.query_one(Items))
        await pilot.press("e")
        await dialog(app, pilot, until, "ExportScreen", "escape")
        await pilot.press("escape", "greater_than_sign")
        await until(pilot, lambda: screen.theme_in_hand.name == "Annet")
        await pilot.press("less_than_sign", "c")
        await dialog(app, pilot, until, "ClaimScreen", "x", "enter")
        await until(pilot, lambda: list_themes(app.study)[0].claim == CLAIM + "x")
        await pilot.press("r")
        await dialog(app, pilot, until, "LineScreen", "end", "x", "enter")
        await until(pilot, lambda: list_themes(app.study)[0].name == "Begge delerx")


async def test_the_list_of_themes_notes_traces_draws_and_puts_out(argued_path, until, tmp_path):
    app = Workbench(argued_path)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await go(app, pilot, until, "t", ThemesScreen)
        await pilot.press("m")
        await dialog(app, pilot, until, "TextScreen", *"ny ", "ctrl+s")
        await until(pilot, lambda: theme_memo(app.study, screen.themes[0].id).text == "ny et notat")
        await pilot.press("k")
        await dialog(app, pilot, until, "PickerScreen", "enter")
        await until(pilot, lambda: screen.themes[0].codes == ())
        await pilot.press("u", "l")
        await until(pilot, lambda: isinstance(app.screen, LineageScreen))
        await pilot.press("escape", "p")
        await until(pilot, lambda: isinstance(app.screen, ThemeMapScreen) and app.screen.map)
        await until(pilot, lambda: "●" in drawn(app.screen.query_one(Items)))
        await pilot.press("e")
        await dialog(app, pilot, until, "ExportScreen", "enter")
        await until(pilot, lambda: list(tmp_path.glob("study-map of themes.svg")))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("e")
        await dialog(app, pilot, until, "ExportScreen", "enter")
        await until(pilot, lambda: list(tmp_path.glob("study-themes.docx")))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ThemeScreen) and app.screen.piece)
        await pilot.press("e")
        await dialog(app, pilot, until, "ExportScreen", "down", "enter")
        await until(pilot, lambda: list(tmp_path.glob("study-themes.md")))


# ---- where passages are
async def test_the_passage_at_the_caret_becomes_evidence_and_a_telling(argued_path, until):
    app = Workbench(argued_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
        coding = list_codings(app.study)[2]
        app.push_screen(CodingScreen("P02", coding.start, None))
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and hasattr(app.screen, "sheet"))
        screen = app.screen
        await pilot.press("T")
        await dialog(app, pilot, until, "NamedScreen", *typed("En ny"), "enter")
        await dialog(app, pilot, until, "ChooseScreen", "1")
        await until(pilot, lambda: len(list_themes(app.study)) == 3)
        assert list_evidence(app.study)[-1].coding == coding.id
        await until(pilot, lambda: "Evidence for: En ny" in str(screen.query_one("#status").content))
        await pilot.press("T")
        await dialog(app, pilot, until, "NamedScreen", *typed("En ny"), "enter")
        await dialog(app, pilot, until, "ChooseScreen", "1")
        await until(pilot, lambda: "It stands there already" in str(screen.query_one("#status").content))
        await pilot.press("u")
        await until(pilot, lambda: len(list_themes(app.study)) == 2)
        await pilot.press("ctrl+home", "v", "right", "right", "right", "O")
        await dialog(app, pilot, until, "NamedScreen", "enter")
        await until(pilot, lambda: len(list_tellings(app.study)) == 4)
        selected = screen.reader.selection
        assert selected in {(one.start, one.end) for one in list_tellings(app.study)}


async def test_a_passage_in_a_list_becomes_evidence_and_a_telling(argued_path, until):
    app = Workbench(argued_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
        screen = ExcerptsScreen(Filters(participant=("P02",)))
        app.push_screen(screen)
        await until(pilot, lambda: screen.is_mounted and len(screen.passages))
        await pilot.press("T")
        await dialog(app, pilot, until, "NamedScreen", "enter")
        await dialog(app, pilot, until, "ChooseScreen", "2")
        await until(pilot, lambda: len(list_evidence(app.study)) == 5)
        await until(pilot, lambda: app.screen is screen and len(screen.passages))
        await pilot.press("O")
        await dialog(app, pilot, until, "NamedScreen", *"Ny", "enter")
        await until(pilot, lambda: [e.name for e in list_episodes(app.study)] == ["Lageret", "Ny"])


@pytest.mark.parametrize("room", ["o", "t"])
async def test_an_empty_study_says_how_to_begin(room, tmp_path, until):
    from codebook.project import create_project

    create_project(tmp_path / "tom.tusj", "tom").close()
    app = Workbench(tmp_path / "tom.tusj")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await go(app, pilot, until, room, (EpisodesScreen, ThemesScreen))
        await until(pilot, lambda: screen.query_one("#empty").display)
        await pilot.press("enter", "x", "minus", "r", "k", "l", "m", "c")
        assert app.screen is screen
        if room == "t":
            await pilot.press("p")
            await until(pilot, lambda: isinstance(app.screen, ThemeMapScreen) and app.screen.map)
            assert "There is no theme yet." in drawn(app.screen.query_one(Items))
