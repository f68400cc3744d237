"""The meeting's command and screen."""

from click.testing import CliRunner
from docx import Document

from app.cli import family
from app.screens.coding import CodingScreen
from app.screens.meeting import MeetingScreen
from app.workbench import Workbench
from codebook.memos import COMMENT, list_memos
from codebook.project import open_project


def run(*arguments):
    return CliRunner().invoke(family, [str(a) for a in arguments])


def answer(path, words):
    document = Document(str(path))
    paragraph = next(p for p in document.paragraphs if p.text.startswith("Stort sett"))
    document.add_comment(paragraph.runs, words, author="Kari", initials="K")
    document.save(str(path))


def test_a_meeting_file_is_written_answered_and_read_back_by_command(study_path, tmp_path):
    path = tmp_path / "meeting.docx"
    assert run("meeting", study_path, "-o", path).exit_code == 0
    answer(path, "Hm?")
    assert "1 new comment." in run("meeting", study_path, "--read", path).output
    assert "1 was there already" in run("meeting", study_path, "--read", path).output
    with open_project(study_path) as study:
        assert [(m.text, m.coder) for m in list_memos(study, kind=COMMENT)] == [("Hm?", "Kari")]


def test_a_meeting_file_is_a_word_file_or_nothing(study_path, tmp_path):
    assert "-o FILE.docx" in str(run("meeting", study_path).exception)
    assert "-o FILE.docx" in str(run("meeting", study_path, "-o", tmp_path / "m.txt").exception)
    assert "no file" in str(run("meeting", study_path, "--read", tmp_path / "none.docx").exception)


async def test_a_comment_is_read_back_gone_to_and_settled_by_key(study_path, tmp_path, until):
    path = tmp_path / "meeting.docx"
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, MeetingScreen) and app.screen.query("#empty"))
        screen = app.screen
        await pilot.press("w")
        await until(pilot, lambda: type(app.screen).__name__ == "LineScreen" and app.screen.is_mounted)
        await pilot.press("enter")
        await until(pilot, lambda: type(app.screen).__name__ == "ExportScreen" and app.screen.is_mounted)
        app.screen.query_one("Input").value = str(path)
        await pilot.press("enter")
        await until(pilot, path.exists)
        answer(path, "Hm?")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("r")
        await until(pilot, lambda: type(app.screen).__name__ == "LineScreen" and app.screen.is_mounted)
        app.screen.query_one("Input").value = str(path)
        await pilot.press("enter")
        await until(pilot, lambda: [n.memo.text for n in screen.notes] == ["Hm?"])
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and getattr(app.screen, "sheet", None))
        assert app.screen.reader.selection is not None
        await pilot.press("escape", "escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("s")
        await until(pilot, lambda: not screen.notes[0].memo.open)
