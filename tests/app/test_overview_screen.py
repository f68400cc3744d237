"""The overview: what it shows, where the bar is, what its keys do; the empty study; dropped files."""

from textual import events
from textual.widgets import OptionList, Static

from app.places import choose_reading, chosen_reading, keep_place
from app.screens.importing import ImportScreen
from app.screens.overview import OverviewScreen
from app.screens.overview_rows import bar, spark
from app.screens.participants import ParticipantsScreen
from app.screens.steps import StepsScreen
from app.workbench import Workbench
from codebook.builtins import get_builtin
from codebook.project import create_project, open_project
from codebook.readings import READ, add_schema_in_use, list_readings, set_status
from corpus.imports import import_candidates, read_candidates
from corpus.transcripts import get_transcript, list_transcripts


def rows(screen):
    listed = screen.query_one("#interviews", OptionList)
    return [str(listed.get_option_at_index(at).prompt) for at in range(listed.option_count)]


def under_the_bar(screen):
    listed = screen.query_one("#interviews", OptionList)
    return str(listed.get_option_at_index(listed.highlighted).prompt).split()[0]


def said(app):
    return [notification.message for notification in app._notifications]


async def test_interviews_stand_by_role_with_words_codings_and_status(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen) and rows(app.screen))
        lines = [" ".join(row.split()) for row in rows(app.screen)]
        assert lines[0].startswith("jobbspesialist 2 interviews reading 1 ")
        assert lines[1].startswith("P01 27 words 2 coded ")
        assert lines[4].startswith("veileder 2 interviews")
        assert "under way" not in lines[2]
        assert len(lines) == 7


async def test_bar_stands_on_the_interview_last_worked_on(study_path, until):
    with open_project(study_path) as study:
        reading = list_readings(study)[1]
        choose_reading(study, reading)
        for name in ("P01", "P02"):
            set_status(study, reading, get_transcript(study, name), READ)
        keep_place(study, get_transcript(study, "P04").id, 14, 2)
        later = '{"offset": 1, "turn": 1, "time": "2999-01-01T00:00:00Z"}'
        study.keep_view_state({f"place:{get_transcript(study, 'P01').id}": later})
    app = Workbench(study_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen) and rows(app.screen))
        assert under_the_bar(app.screen) == "P04"
        assert "carry on with P04" in str(app.screen.query_one("#next", Static).content)
        row = next(row for row in rows(app.screen) if "P04" in row)
        assert "25 %" in row
        assert "today, turn 2" in row


async def test_status_key_sets_the_status_and_undo_takes_it_back(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen) and rows(app.screen))
        name = under_the_bar(app.screen)
        key = get_transcript(app.study, name).id
        before = chosen_reading(app.study).status(key)
        await pilot.press("d")
        await until(pilot, lambda: chosen_reading(app.study).status(key) != before)
        assert under_the_bar(app.screen) == name
        await pilot.press("u")
        await until(pilot, lambda: chosen_reading(app.study).status(key) == before)


async def test_reading_key_goes_round(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen) and rows(app.screen))
        names = [reading.name for reading in list_readings(app.study)]
        assert len(names) == 2
        first = chosen_reading(app.study).name
        await pilot.press("l")
        await until(pilot, lambda: chosen_reading(app.study).name != first)
        await pilot.press("l")
        await until(pilot, lambda: chosen_reading(app.study).name == first)


async def test_removing_an_interview_is_undone_by_u(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen) and rows(app.screen))
        before = rows(app.screen)
        name = under_the_bar(app.screen)
        await pilot.press("x")
        await until(pilot, lambda: name not in {t.name for t in list_transcripts(app.study)})
        assert any("u brings it back" in message for message in said(app))
        await pilot.press("u")
        await until(pilot, lambda: rows(app.screen) == before)


async def test_keys_lead_to_the_other_rooms_and_escape_leads_back(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        for key, screen in (("i", ImportScreen), ("p", ParticipantsScreen), ("h", StepsScreen)):
            await pilot.press(key)
            await until(pilot, lambda screen=screen: isinstance(app.screen, screen))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        await pilot.press("escape")
        assert isinstance(app.screen, OverviewScreen)


async def test_enter_opens_the_interview_under_the_bar(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen) and rows(app.screen))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.room == "coding")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))


async def test_empty_study_shows_three_steps_and_no_table(tmp_path, until):
    create_project(tmp_path / "new.tusj").close()
    app = Workbench(tmp_path / "new.tusj")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen) and app.screen.query("#steps"))
        await until(pilot, lambda: "bring interviews in" in str(app.screen.query_one("#steps", Static).content))
        assert not app.screen.query_one("#interviews").display
        for key in ("enter", "x", "l", "g", "u"):
            await pilot.press(key)
        assert isinstance(app.screen, OverviewScreen)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, ImportScreen))


async def test_paths_pasted_on_an_empty_study_are_read(tmp_path, interviews, until):
    create_project(tmp_path / "new.tusj").close()
    app = Workbench(tmp_path / "new.tusj")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        pasted = f"'{interviews['a.txt']}' {interviews['b.txt'].as_uri()}"
        app.post_message(events.Paste(pasted))
        await until(pilot, lambda: isinstance(app.screen, ImportScreen) and len(app.screen.entries) == 2)
        assert list_transcripts(app.study) == []


async def test_hostile_names_show_harmlessly(tmp_path, until):
    with create_project(tmp_path / "new.tusj", "[bold]\x1b[31m[/x]") as study:
        from corpus.imports import import_candidates, read_candidates

        path = tmp_path / "[b]x\u202e[x].txt"
        path.write_text("I: Hva?\n\nP: Ja.\n", "utf-8")
        import_candidates(study, read_candidates(study, [path], role="[red]r[/red]"), keep_names=True)
    app = Workbench(tmp_path / "new.tusj")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen) and rows(app.screen))
        shown = "\n".join(rows(app.screen)) + str(app.screen.query_one("#place", Static).content)
        assert "[red]r[/red]" in shown
        assert "[bold]\ufffd[31m[/x]" in shown
        assert "[b]x⟨U+202E" in shown
        assert "\x1b" not in shown


def test_bar_is_full_only_when_all_is_done():
    assert bar(0, 9, 6) == "░░░░░░"
    assert bar(1, 90, 6) == "█░░░░░"
    assert bar(8, 9, 6) == "█████░"
    assert bar(9, 9, 6) == "██████"
    assert bar(0, 0, 6) == "░░░░░░"


def test_spark_shows_where_codings_are():
    assert spark((0, 1, 7, 0)) == "·▂█·"
    assert spark((0, 0)) == "··"


async def test_a_reading_meant_for_no_interview_is_not_called_read_through(tmp_path, interviews, until):
    path = tmp_path / "one.tusj"
    with create_project(path, "One", "en") as study:
        add_schema_in_use(study, get_builtin("veileder"))
        import_candidates(study, read_candidates(study, [interviews["a.txt"]], role="leder"))
    app = Workbench(path)
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen) and rows(app.screen))
        assert str(app.screen.query_one("#next", Static).content).startswith("Next: nobody has the role “veileder”")


async def test_the_rooms_of_the_analysis_stand_with_their_keys_where_there_is_room(study_path, until):
    for size, shown in (((80, 24), False), ((120, 36), True)):
        app = Workbench(study_path)
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda app=app: isinstance(app.screen, OverviewScreen) and rows(app.screen))
            line = app.screen.query_one("#rooms")
            assert line.display == shown
            assert not shown or "e excerpts   s sort   / search   m matrix" in str(line.content)
