"""An interview can be said to be somebody's who is in the study; a slip makes nobody up."""

import pytest
from textual.widgets import Input

from app.cli import main
from app.screens.importing import ImportScreen
from app.screens.overview import OverviewScreen
from app.widgets.dialogs import LineScreen
from app.workbench import Workbench
from codebook.project import open_project
from corpus.participants import list_participants
from corpus.transcripts import list_transcripts

SAID = "The study has no participant P77 (it has: P01, P02, P03, P04)."


def people(path):
    with open_project(path, write=False) as project:
        return [person.label for person in list_participants(project)], [t.name for t in list_transcripts(project)]


def test_a_participant_who_is_not_there_is_refused(study_path, tmp_path, monkeypatch, capfd):
    file = tmp_path / "more.txt"
    file.write_text("I: Hva?\n\nP: Noe nytt her.\n\nI: Og?\n\nP: Nei.\n", "utf-8")
    before = people(study_path)
    for words in (["--participant", "P77"], ["--participant", "P77", "--dry-run"]):
        monkeypatch.setattr("sys.argv", ["tusj", "import", str(study_path), str(file), *words])
        with pytest.raises(SystemExit):
            main()
        done = capfd.readouterr()
        assert (done.out, done.err) == ("", SAID + "\n")
    assert people(study_path) == before
    monkeypatch.setattr("sys.argv", ["tusj", "import", str(study_path), str(file), "--participant", "p02"])
    main()
    assert people(study_path) == (before[0], ["P01", "P02", "P02 (2)", "P03", "P04"])


async def test_the_import_screen_refuses_too(study_path, tmp_path, until):
    file = tmp_path / "more.txt"
    file.write_text("I: Hva?\n\nP: Noe nytt her.\n\nI: Og?\n\nP: Nei.\n", "utf-8")
    app = Workbench(study_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        screen = ImportScreen([file])
        app.push_screen(screen)
        await until(pilot, lambda: screen.entries and screen.entries[0].ready and not screen._reading)
        for typed, kept, said in (("P77", "", [SAID]), ("p02", "p02", [])):
            app.clear_notifications()
            await pilot.press("f6")
            await until(pilot, lambda: isinstance(app.screen, LineScreen))
            app.screen.query_one(Input).value = typed
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is screen)
            assert screen.entries[0].candidate.participant == kept
            assert [n.message for n in app._notifications] == said
