"""Notes, the diary and the approach, by key."""

from app.screens.approach import ApproachScreen
from app.screens.coding import CodingScreen
from app.screens.diary import DiaryScreen
from app.screens.notes import NotesScreen
from app.widgets.items import Items
from app.workbench import Workbench
from codebook.approach import REFLEXIVE, counts_in_margins, get_approach
from codebook.memos import COMMENT, DIARY, EXPECTATION, REFLECTION, STUDY, Target, list_memos, write_memo
from codebook.project import create_project, open_project
from corpus.transcripts import get_transcript


def open_dialog(app):
    return type(app.screen).__name__ in ("TextScreen", "LineScreen", "ChooseScreen") and app.screen.is_mounted


async def type_and_keep(pilot, until, words):
    await until(pilot, lambda: type(pilot.app.screen).__name__ == "TextScreen" and pilot.app.screen.is_mounted)
    await pilot.press(*words, "ctrl+s")


async def test_a_note_on_an_interview_is_written_rewritten_taken_away_and_undone(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NotesScreen) and app.screen.is_mounted)
        screen = app.screen
        await pilot.press("n")
        await until(pilot, lambda: open_dialog(app))
        await pilot.press("2")
        await until(pilot, lambda: open_dialog(app) and "interview" in str(app.screen.query_one(".question").content))
        await pilot.press("1")
        await until(pilot, lambda: open_dialog(app) and "What is" in str(app.screen.query_one(".question").content))
        await pilot.press("2")
        await type_and_keep(pilot, until, "bra")
        await until(pilot, lambda: [n.memo.text for n in screen.notes] == ["bra"])
        assert [(m.kind, m.text, m.on) for m in list_memos(app.study)] == [
            (REFLECTION, "bra", Target(transcript=get_transcript(app.study, "P01").id))
        ]
        await pilot.press("w")
        await type_and_keep(pilot, until, "er ")
        await until(pilot, lambda: [n.memo.text for n in screen.notes] == ["er bra"])
        await pilot.press("x")
        await until(pilot, lambda: screen.notes == [])
        await pilot.press("u")
        await until(pilot, lambda: [n.memo.text for n in screen.notes] == ["er bra"])
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))


async def test_notes_are_filtered_by_kind_and_words_and_comments_settled(study_path, until):
    with open_project(study_path) as study:
        write_memo(study, STUDY, "see [[P02:2]]", DIARY)
        write_memo(study, STUDY, "why so?", COMMENT, coder="supervisor", open=True)
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NotesScreen) and len(app.screen.notes) == 2)
        screen = app.screen
        await pilot.press("k")
        await until(pilot, lambda: open_dialog(app))
        await pilot.press("9")
        await until(pilot, lambda: [n.memo.text for n in screen.notes] == ["why so?"])
        await pilot.press("s")
        await until(pilot, lambda: screen.notes == [])
        assert screen.query_one("#empty").display
        await pilot.press("a", "slash")
        await until(pilot, lambda: open_dialog(app))
        await pilot.press(*"see", "enter")
        await until(pilot, lambda: [n.memo.kind for n in screen.notes] == [DIARY])
        await pilot.press("w")
        assert app.screen is screen
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and getattr(app.screen, "sheet", None))
        assert app.screen.sheet.name == "P02"
        assert app.screen.reader.selection is not None


async def test_the_diary_asks_before_the_first_interview_and_then_only_grows(tmp_path, until):
    create_project(tmp_path / "new.tusj", language="en").close()
    app = Workbench(tmp_path / "new.tusj")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, DiaryScreen) and app.screen.query("#empty"))
        assert "what do you expect to find" in str(app.screen.query_one("#empty").content)
        await pilot.press("n")
        await type_and_keep(pilot, until, "x")
        await until(pilot, lambda: [n.memo.kind for n in app.screen.notes] == [EXPECTATION])
        await pilot.press("n")
        await type_and_keep(pilot, until, "y")
        await until(pilot, lambda: [n.memo.kind for n in app.screen.notes] == [EXPECTATION, DIARY])
        assert app.screen.query_one(Items).cursor == 1


async def test_an_approach_is_chosen_and_its_page_read(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(app.screen, ApproachScreen) and app.screen.is_mounted)
        await pilot.press("home", "enter")
        await until(pilot, lambda: get_approach(app.study) == REFLEXIVE)
        assert not counts_in_margins(app.study)
        await until(pilot, lambda: "instrument" in app.screen.query_one("Markdown").source)
        await pilot.press("end", "up", "enter")
        assert get_approach(app.study) == REFLEXIVE


async def test_m_large_writes_on_the_interview_from_the_coding_screen(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
        await pilot.press("enter")
        await until(pilot, lambda: getattr(app.screen, "sheet", None))
        for words in ("ja", "nei "):
            await pilot.press("M")
            await until(pilot, lambda: open_dialog(app))
            await pilot.press("1")
            await type_and_keep(pilot, until, words)
            await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        assert [memo.text for memo in list_memos(app.study, kind="summary")] == ["nei ja"]
