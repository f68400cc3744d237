"""A note of an encrypted study in one's own editor: in memory meanwhile, and nothing of it is left."""

import json
import sys
from pathlib import Path

import pytest

from app import editor
from app.editor import memory_folder
from app.screens.notes import NotesScreen
from app.widgets.dialogs import AskScreen
from app.workbench import Workbench
from codebook.memos import STUDY, list_memos, write_memo
from codebook.project import open_project
from corpus.store.rekey import change_passphrase

if sys.platform == "win32":
    pytest.skip("the editor is a script, on a pseudo-terminal", allow_module_level=True)
from terminal import WORKBENCH, Terminal

EDITOR = """#!{python}
import json, os, sys
path = sys.argv[1]
folder = os.path.dirname(path)
kept = os.path.join(os.path.dirname(folder), f"kept-{{os.getpid()}}")
os.link(path, kept)  # stands for the blocks that a deleted file leaves behind
text = open(path, encoding="utf-8").read()
open(path + "~", "w", encoding="utf-8").write(text)
modes = [oct(os.stat(name).st_mode & 0o777) for name in (folder, path)]
with open({log!r}, "w") as log:
    json.dump([path, kept, text, *modes], log)
with open(path, "r+", encoding="utf-8") as note:
    note.write("Rettet zqnotat")
    note.truncate()
"""


@pytest.fixture
def locked(study_path: Path) -> Path:
    """The small study with a note, under a passphrase."""
    with open_project(study_path) as study:
        write_memo(study, STUDY, "Hemmelig zqnotat")
    change_passphrase(study_path, None, "hem")
    return study_path


@pytest.mark.skipif(memory_folder() is None, reason="there is no folder in memory here")
def test_the_editors_file_is_in_memory_and_nothing_of_it_is_left(
    locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, log = tmp_path / "editor", tmp_path / "log.json"
    script.write_text(EDITOR.format(python=sys.executable, log=str(log)), "utf-8")
    script.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.delenv("VISUAL", raising=False)

    def rewritten(_state: str) -> bool:
        with open_project(locked, write=False, passphrase="hem") as study:
            return [memo.text for memo in list_memos(study)] == ["Rettet zqnotat"]

    with Terminal([sys.executable, "-P", "-c", WORKBENCH, str(locked), "guard"], tmp_path) as terminal:
        terminal.read(lambda state: state.startswith("PassphraseScreen"))
        terminal.press("hem\r")
        terminal.read(lambda state: state.startswith("overview"))
        terminal.go("n")
        terminal.press("E")
        terminal.read(rewritten)
    path, kept, text, *modes = json.loads(log.read_text())
    left = Path(kept).read_bytes()
    Path(kept).unlink()
    assert (text, modes) == ("Hemmelig zqnotat", ["0o700", "0o600"])
    assert Path(path).is_relative_to(memory_folder())
    assert not Path(path).parent.exists()
    assert left.strip(b"\0") == b""


async def test_without_a_folder_in_memory_it_is_asked_first(
    study_path: Path, tmp_path: Path, until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editor, "memory_folder", lambda: None)
    with open_project(study_path) as study:
        write_memo(study, STUDY, "Hemmelig zqnotat")
    key = change_passphrase(study_path, None, "hem")
    app = Workbench(study_path)
    app.project = open_project(study_path, key=key)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NotesScreen) and app.screen.is_mounted)
        await pilot.press("E")
        await until(pilot, lambda: isinstance(app.screen, AskScreen) and app.screen.is_mounted)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, NotesScreen))
        assert [note.memo.text for note in app.screen.notes] == ["Hemmelig zqnotat"]
