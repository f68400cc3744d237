"""The room of patterns: every number leads to its passages, every key to its room, and back."""

import pytest
from textual.widgets import Input, Static, TextArea

from app.screens.aligned import AlignedScreen
from app.screens.cooccurrence import CooccurrenceScreen
from app.screens.excerpts import ExcerptsScreen
from app.screens.heatmap import HeatmapScreen
from app.screens.overview import OverviewScreen
from app.screens.participants import ParticipantsScreen
from app.screens.patterns import PatternsScreen
from app.screens.portrait import PortraitScreen
from app.screens.saturation import SaturationScreen
from app.screens.voices import DeviationsScreen, VoicesScreen
from app.widgets.dialogs import ChooseScreen, LineScreen, TextScreen
from app.widgets.export import ExportScreen
from app.widgets.grid import Grid
from app.widgets.heat import HeatGrid
from app.widgets.items import Items
from app.workbench import Workbench
from codebook.approach import REFLEXIVE, set_approach
from codebook.cells import list_cells, set_cell_status
from codebook.codes import rename_code
from codebook.codings import CodingDraft, add_coding, add_codings
from codebook.links import OPPOSITE, SAME, link_codes, list_links, unlink_codes
from codebook.project import open_project
from codebook.sampling import set_sampling
from codebook.schemas import get_code, list_schemas
from codebook.thresholds import get_thresholds
from corpus.participants import get_participant
from corpus.transcripts import get_transcript, read_transcript

CONTENT, TROUBLE, LEARNING = "Fornøyd med samarbeid", "Frustrasjoner knyttet til samarbeid", "Gjensidig læring"


@pytest.fixture
def linked_path(study_path):
    """The small study with an overlap, opposites, an alignment, somebody never asked, and a sampling note."""
    with open_project(study_path) as project:
        schemas = list_schemas(project)
        known = {code.id: code for schema in schemas for code in schema.codes}
        for link in list_links(project):
            unlink_codes(project, known[link.code], known[link.other], link.kind)
        content, trouble, learning = (get_code(schemas, name) for name in (CONTENT, TROUBLE, LEARNING))
        text = read_transcript(project, get_transcript(project, "P01"))
        start = text.text.index("bra, altså")
        add_coding(project, text, start, start + 10, learning)
        link_codes(project, content, trouble, OPPOSITE)
        worked = [get_code(schemas, "Forløp som har fungert", role) for role in ("jobbspesialist", "veileder")]
        link_codes(project, *worked, SAME)
        start = text.text.index("Vi sitter")
        add_coding(project, text, start, start + 9, worked[0])
        set_cell_status(project, get_participant(project, "P04"), content, "not-asked")
        set_sampling(project, get_participant(project, "P03"), "eneste ved kontor B")
    return study_path


async def enter(pilot, until, *keys):
    """Go to the patterns of the schema samarbeid, then press keys; returns that screen."""
    app = pilot.app
    app.push_screen(PatternsScreen("samarbeid"))
    await until(pilot, lambda: isinstance(app.screen, PatternsScreen) and app.screen.cell is not None)
    screen = app.screen
    await pilot.press(*keys)
    return screen


def texts(app):
    assert isinstance(app.screen, ExcerptsScreen)
    return [passage.text for passage in app.screen.passages]


def said(screen, name):
    return str(screen.query_one(name, Static).content)


async def test_numbers_stand_with_the_words_that_fit(linked_path, until):
    app = Workbench(linked_path)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await enter(pilot, until)
        rows = {row.name: row.cells for row in screen.query_one(Grid).rows}
        assert [(c.number, c.said) for c in rows[CONTENT]] == [(2, "both"), (0, "1 not asked"), (2, "a couple")]
        await pilot.press("down", "down", "right")
        assert "0 of 2 people, 0 passages, 0 words, 1 not asked · veileder" in said(screen, "#status")
        assert "P03, recruited: eneste ved kontor B" in said(screen, "#notes")
        await pilot.press("left", "enter")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen) and app.screen.passages)
        assert texts(app) == ["Stort sett bra, altså.", "Veldig fornøyd, faktisk."]


async def test_the_overview_leads_to_patterns(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, PatternsScreen) and app.screen.cell is not None)
        await pilot.press("r", "s", "w")
        await until(pilot, lambda: isinstance(app.screen, PatternsScreen) and app.screen.cell is not None)


async def test_thresholds_are_set_by_keys_and_undone(linked_path, until):
    app = Workbench(linked_path)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await enter(pilot, until, "q")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await pilot.press("7")
        await until(pilot, lambda: isinstance(app.screen, LineScreen))
        app.screen.query_one(Input).value = "60 %"
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        assert get_thresholds(app.study).some_below == 0.6
        await pilot.press("u")
        assert get_thresholds(app.study).some_below == 0.5


async def test_heat_map_shows_numbers_marks_and_passages(linked_path, until):
    app = Workbench(linked_path)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await enter(pilot, until, "h")
        await until(pilot, lambda: isinstance(app.screen, HeatmapScreen) and app.screen.heat)
        screen = app.screen
        grid = screen.query_one(HeatGrid)
        assert [column.name for column in grid.columns] == ["P01", "P02", "P03", "P04"]
        row = next(row for row in grid.rows if row.name == CONTENT)
        assert [(c.number, c.said) for c in row.cells] == [(1, ""), (1, ""), (0, ""), (0, "×")]
        while screen._here()[0].code.name != CONTENT:
            await pilot.press("down")
        await pilot.press("right")
        assert said(screen, "#status") == f"P02 · 1 passage · {CONTENT}"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen) and app.screen.passages)
        assert texts(app) == ["Veldig fornøyd, faktisk."]
        await pilot.press("escape", "v")
        await until(pilot, lambda: isinstance(app.screen, VoicesScreen))
        await pilot.press("escape", "s")
        await until(pilot, lambda: len(grid.columns) == 4 and len(screen.heat) > 8)


async def test_what_an_empty_cell_means_is_said_in_the_heat_map_and_undone(linked_path, until):
    app = Workbench(linked_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await enter(pilot, until, "h")
        await until(pilot, lambda: isinstance(app.screen, HeatmapScreen) and app.screen.heat)
        screen = app.screen
        while screen._here()[0].code.name != CONTENT:
            await pilot.press("down")
        await pilot.press("0")
        await pilot.pause()
        assert app.screen is screen  # P01 has a passage: the cell is not empty
        await pilot.press("right", "right", "0")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await pilot.press("3")
        await until(pilot, lambda: app.screen is screen and "P03" in screen._here()[0].unasked)
        cells = [(cell.participant, cell.status) for cell in list_cells(app.study)]
        assert cells == [("P03", "not-applicable"), ("P04", "not-asked")]
        assert screen._here()[1] == "P03"
        await pilot.press("u")
        await until(pilot, lambda: "P03" not in screen._here()[0].unasked)


async def test_what_silence_means_is_said_where_people_stand_by_name(linked_path, until):
    app = Workbench(linked_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await enter(pilot, until, "down", "down", "v")
        await until(pilot, lambda: isinstance(app.screen, VoicesScreen) and app.screen.people)
        screen = app.screen
        await pilot.press("0")
        await pilot.pause()
        assert app.screen is screen  # P02 speaks of it
        await pilot.press("down", "down", "down", "0")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await pilot.press("2")
        await until(pilot, lambda: [p[0].side for p in screen.people if p][-1] == "silent")
        assert [(cell.participant, cell.status) for cell in list_cells(app.study)] == [("P04", "silent")]


async def test_pairs_lead_to_both_sides_passages(linked_path, until):
    app = Workbench(linked_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await enter(pilot, until, "o")
        await until(pilot, lambda: isinstance(app.screen, CooccurrenceScreen) and app.screen.pair is not None)
        screen = app.screen
        assert (screen.pair.a.name, screen.pair.b.name, screen.pair.together) == (CONTENT, LEARNING, 1)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen) and app.screen.passages)
        assert texts(app) == ["Stort sett bra, altså.", "bra, altså"]
        await pilot.press("escape", "w")
        await until(pilot, lambda: screen.found is not None and screen.found.within == "turn")
        assert len(screen.found.pairs) == 3


async def test_both_long_names_of_a_pair_are_seen_and_said_whole(linked_path, until):
    first, second = "Samarbeidet slik det " + "a" * 60, "Gjensidig læring om " + "b" * 60
    with open_project(linked_path) as project:
        schemas = list_schemas(project)
        rename_code(project, get_code(schemas, CONTENT), first)
        rename_code(project, get_code(schemas, LEARNING), second)
    app = Workbench(linked_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(pilot, until, "o")
        await until(pilot, lambda: isinstance(app.screen, CooccurrenceScreen) and app.screen.pair is not None)
        screen = app.screen
        assert said(screen, "#status") == f"{first} × {second}"
        drawn = "".join(segment.text for segment in screen.query_one(Items).render_line(0))
        assert "Samarbeidet slik det aaa" in drawn
        assert "Gjensidig læring om bbb" in drawn
        assert drawn.count("…") == 2
        await until(pilot, lambda: screen.query_one("#status").size.height == 3)
        await pilot.resize_terminal(200, 24)
        await until(pilot, lambda: "…" not in "".join(s.text for s in screen.query_one(Items).render_line(0)))


async def test_portrait_goes_through_the_interviews(linked_path, until):
    app = Workbench(linked_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(pilot, until, "p")
        await until(pilot, lambda: isinstance(app.screen, PortraitScreen) and app.screen.lane is not None)
        screen = app.screen
        assert [lane.code.name for lane in screen.portraits[0].lanes] == [
            "Forløp som har fungert",
            CONTENT,
            TROUBLE,
            LEARNING,
        ]
        await pilot.press("left", "right", "right")
        await until(pilot, lambda: screen.lane is not None and screen.lane.code.name == CONTENT)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen) and app.screen.passages)
        assert texts(app) == ["Veldig fornøyd, faktisk."]


async def test_saturation_is_off_until_asked_for(linked_path, until):
    app = Workbench(linked_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await enter(pilot, until, "t")
        await until(pilot, lambda: isinstance(app.screen, SaturationScreen))
        screen = app.screen
        await pilot.press("b", "e")
        assert screen.found is None
        assert "reflexive thematic analysis does not use it" in said(screen, "#empty")
        await pilot.press("enter")
        await until(pilot, lambda: screen.found is not None)
        await pilot.press("b", "n", "t")
        await until(pilot, lambda: screen.found.rule == screen.rule)
        assert (screen.rule.base, screen.rule.run, screen.rule.threshold) == (5, 3, 0.0)


async def test_saturation_is_hidden_from_a_reflexive_analysis(linked_path, until):
    with open_project(linked_path) as project:
        set_approach(project, REFLEXIVE)
    app = Workbench(linked_path)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await enter(pilot, until, "t")
        await pilot.pause()
        assert app.screen is screen


async def test_window_leads_to_the_passages_that_were_new(linked_path, until, monkeypatch):
    from exports.tables import saturation

    app = Workbench(linked_path)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = SaturationScreen()
        screen.rule, screen.asked_for = saturation.Rule(1, 1, 0.05, 5), True
        app.push_screen(screen)
        await until(pilot, lambda: screen.found is not None)
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen) and app.screen.passages)
        assert texts(app) == ["Jeg har aldri søkt noen dit."]


async def test_voices_tell_who_by_name_with_their_words(linked_path, until):
    app = Workbench(linked_path)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await enter(pilot, until, "down", "down", "v")
        await until(pilot, lambda: isinstance(app.screen, VoicesScreen) and app.screen.people)
        screen = app.screen
        told = [(p[0].person.label, p[0].side) for p in screen.people if p]
        assert told == [("P02", "speaks"), ("P01", "both-ways"), ("P03", "opposite"), ("P04", "not-asked")]
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen) and app.screen.passages)
        assert texts(app) == ["Jeg må ringe og mase."]


async def test_deviations_and_side_by_side(linked_path, until):
    app = Workbench(linked_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await enter(pilot, until, "d")
        await until(pilot, lambda: isinstance(app.screen, DeviationsScreen) and app.screen.people)
        told = [(p[1].name, p[0].person.label, p[0].side) for p in app.screen.people if p]
        assert told == [(CONTENT, "P01", "both-ways")]
        await pilot.press("escape", "a")
        await until(pilot, lambda: isinstance(app.screen, AlignedScreen) and app.screen.aligned)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ExcerptsScreen) and app.screen.passages)
        assert texts(app) == ["Vi sitter"]


@pytest.mark.parametrize(
    ("keys", "word"), [("", "patterns"), ("h", "heatmap"), ("o", "cooccurrence"), ("p", "portrait")]
)
async def test_a_figure_is_put_out(linked_path, until, keys, word):
    app = Workbench(linked_path)
    target = linked_path.with_name(f"study-{word}.svg")
    async with app.run_test(size=(100, 30)) as pilot:
        before = await enter(pilot, until)
        if keys:
            await pilot.press(keys)
            await until(pilot, lambda: app.screen is not before and app.screen.query_one("#body").display)
            await app.workers.wait_for_complete()
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await until(pilot, target.exists)
        assert b"<svg" in target.read_bytes()


async def test_why_somebody_was_recruited_is_written_by_a_key(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ParticipantsScreen())
        await until(pilot, lambda: isinstance(app.screen, ParticipantsScreen) and app.screen.people)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, TextScreen))
        app.screen.query_one(TextArea).text = "lengst erfaring"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ParticipantsScreen))
        app.push_screen(PatternsScreen("samarbeid"))
        await until(pilot, lambda: isinstance(app.screen, PatternsScreen) and app.screen.cell is not None)
        assert "P01, recruited: lengst erfaring" in said(app.screen, "#notes")


async def test_hostile_names_and_several_coders_do_no_harm(linked_path, until):
    with open_project(linked_path) as project:
        schemas = list_schemas(project)
        rename_code(project, get_code(schemas, CONTENT), "[/x] [bold] \x1b[31m\u202e" + "lang " * 60)
        transcript = get_transcript(project, "P01")
        add_codings(project, [CodingDraft(transcript.id, 30, 40, get_code(schemas, TROUBLE).id, "", "kari")])
    app = Workbench(linked_path)
    async with app.run_test(size=(80, 24)) as pilot:
        for room in (HeatmapScreen, CooccurrenceScreen, PortraitScreen, DeviationsScreen):
            screen = room()
            app.push_screen(screen)
            await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
            await pilot.press("1")
            await until(pilot, lambda screen=screen: app.screen is screen and screen.coders == ("ida",))
            await app.workers.wait_for_complete()
            assert not screen.query_one("#empty").display
            app.study.keep_view_state({"counted coder": ""})
            await pilot.press("escape")


async def test_an_empty_study_says_so(tmp_path, until):
    from codebook.project import create_project

    path = tmp_path / "empty.tusj"
    create_project(path).close()
    app = Workbench(path)
    async with app.run_test(size=(80, 24)) as pilot:
        for screen in (HeatmapScreen(), CooccurrenceScreen(), PortraitScreen(), AlignedScreen(), DeviationsScreen()):
            app.push_screen(screen)
            await until(pilot, lambda screen=screen: screen.is_mounted and screen.query_one("#empty").display)
            assert not screen.query_one("#body").display
            await pilot.press("enter", "e", "escape")
            await until(pilot, lambda screen=screen: app.screen is not screen)
