"""At 80 columns nothing is cut that is to be read, and lines that run over keep their indent."""

import pytest
from textual.widgets import OptionList, Static

from app.places import Place
from app.screens.coding_lines import selected
from app.screens.coding_sheet import open_sheet
from app.screens.frequencies import FrequenciesScreen
from app.screens.overview_rows import empty_study, interview_row
from app.screens.start import StartScreen
from app.screens.steps import StepsScreen
from app.workbench import Workbench
from codebook.project import open_project
from codebook.readings import READ, get_reading, set_status
from corpus.messages import use_language
from corpus.transcripts import get_transcript
from exports.tables.overview import study_overview


@pytest.mark.parametrize("language", ["en", "nb"])
async def test_what_the_start_screen_offers_is_told_whole(until, language):
    use_language(language)
    app = Workbench()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, StartScreen) and app.screen.query(OptionList))
        listed = app.screen.query_one(OptionList)
        offers = [str(listed.get_option_at_index(at).prompt) for at in range(listed.option_count)]
        assert [offer for offer in offers if "…" in offer] == []


@pytest.mark.parametrize("language", ["en", "nb"])
def test_first_steps_keep_their_indent(language):
    use_language(language)
    lines = str(empty_study(False, 78)).splitlines()
    assert max(map(len, lines)) <= 78
    assert all(row[:2] == "  " for row in lines if row.strip())
    assert len(str(empty_study(False, 200)).splitlines()) < len(lines)


@pytest.mark.parametrize(("language", "said"), [("en", "today, turn 2"), ("nb", "i dag, replikk 2")])
def test_an_interview_at_80_columns_says_where_it_was_left(study, language, said):
    use_language(language)
    from corpus.store import now

    transcript = get_transcript(study, "P01")
    overview = study_overview(study, get_reading(study, "1"))
    interview = next(i for i in overview.interviews if i.transcript.id == transcript.id)
    row = str(interview_row(interview, Place(14, 2, now()), 76))
    assert row.rstrip().endswith(f"{said}  ●")
    row = str(interview_row(interview, Place(14, 123456789, now()), 76))
    assert row.rstrip().endswith(f"{said.split(',')[0]}  ●")


@pytest.mark.parametrize("language", ["en", "nb"])
def test_what_may_be_done_with_a_selection_fits(study, language):
    use_language(language)
    sheet = open_sheet(study, "P01")
    assert len(selected(sheet, (0, 90), visual=False)) <= 78


async def test_a_long_change_keeps_to_its_column(study_path, until):
    with open_project(study_path) as study:
        long = "en gjennomgang med et ganske langt navn som ikke får plass på linja"
        from codebook.readings import add_reading

        set_status(study, add_reading(study, long), get_transcript(study, "P01"), READ)
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = StepsScreen()
        app.push_screen(screen)
        await until(pilot, lambda: screen.is_mounted and screen.query_one(OptionList).option_count)
        await pilot.pause()
        first, *further = str(screen.query_one(OptionList).get_option_at_index(0).prompt).splitlines()
        assert further
        assert all(row.startswith(" " * 32) and row[32] != " " for row in further)
        assert max(map(len, (first, *further))) <= 76 + len("   u undoes this")


async def test_frequencies_at_80_columns_tell_the_whole_number(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = FrequenciesScreen("samarbeid")
        app.push_screen(screen)
        await until(pilot, lambda: screen.cell is not None)
        await pilot.press(*["down"] * 6)
        status = screen.query_one("#status", Static)
        await until(pilot, lambda: "Vurderinger" in str(status.content))
        shown = " ".join(strip.text.strip() for strip in status.render_lines(status.size.region)).split()
        assert " ".join(shown) == " ".join(str(status.content).split())
