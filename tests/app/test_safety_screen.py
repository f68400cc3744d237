"""Snapshots, the check and the passphrase, by key and by command."""

import json

import pytest
from click.testing import CliRunner
from textual.widgets import Input

from app.cli import family
from app.screens.safety import SafetyScreen
from app.widgets.dialogs import AskScreen
from app.widgets.passphrase import NewPassphraseScreen, RecoveryScreen
from app.workbench import Workbench
from codebook.codings import list_codings, remove_codings
from codebook.project import open_project
from corpus.store import is_encrypted
from corpus.store.cipher import recovered_key
from corpus.store.rekey import change_passphrase
from corpus.store.snapshots import list_snapshots, take_snapshot


def run(*arguments, **environment):
    return CliRunner().invoke(family, [str(a) for a in arguments], env=environment)


async def enter(app, pilot, until):
    await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
    await pilot.press("w")
    await until(pilot, lambda: isinstance(app.screen, SafetyScreen) and app.screen.is_mounted)
    return app.screen


async def test_a_snapshot_is_compared_and_brought_back_by_key(study_path, until):
    with open_project(study_path) as study:
        take_snapshot(study, "2026-01-01")
        remove_codings(study, list_codings(study))
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(app, pilot, until)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AskScreen) and app.screen.is_mounted)
        await pilot.press("enter")
        await until(pilot, lambda: app.project is not None and len(list_codings(app.study)) == 5)


async def test_a_snapshot_gone_meanwhile_is_not_said_to_stand_in_place(study_path, until):
    with open_project(study_path) as study:
        snapshot = take_snapshot(study, "2026-01-01")
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(app, pilot, until)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AskScreen) and app.screen.is_mounted)
        snapshot.unlink()
        await pilot.press("enter")
        await until(pilot, lambda: app.project is not None and len(app._notifications) > 0)
        said = " ".join(str(note.message) for note in app._notifications)
        assert "could not be written" in said
        assert "stands in the study's place" not in said


async def test_the_check_says_that_nothing_is_wrong_and_a_snapshot_is_taken(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await enter(app, pilot, until)
        await pilot.press("t")
        await until(pilot, lambda: len(list_snapshots(study_path)) == 1)
        await pilot.press("c")
        await until(pilot, lambda: "Nothing is wrong" in str(screen.query_one("#found").content))
        await pilot.press("m")
        await until(pilot, lambda: "Nothing is wrong" in str(screen.query_one("#found").content))


async def test_a_passphrase_is_given_by_key_and_the_study_goes_on(study_path, tmp_path, until):
    away = tmp_path / "away"
    away.mkdir()
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await enter(app, pilot, until)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, NewPassphraseScreen) and app.screen.is_mounted)
        await pilot.press(*"hem", "enter", *"hem", "enter")
        await until(pilot, lambda: isinstance(app.screen, RecoveryScreen) and app.screen.is_mounted)
        line = app.screen.query_one(Input)
        line.value = str(study_path.with_name("key.txt"))
        await pilot.press("enter")
        await until(pilot, lambda: "beside the study" in str(app.screen.query_one(".hint").content))
        line.value = str(away / "key.txt")
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, RecoveryScreen))
        assert app.study.encrypted
        assert len(list_codings(app.study)) == 5
    assert is_encrypted(study_path)
    with open_project(study_path, key=recovered_key(study_path, away / "key.txt")) as study:
        assert len(list_codings(study)) == 5


async def test_a_passphrase_is_not_taken_off_by_one_enter_too_many(study_path, until):
    change_passphrase(study_path, None, "hem")
    app = Workbench()
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_study(study_path, passphrase="hem")
        await enter(app, pilot, until)
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, NewPassphraseScreen) and app.screen.is_mounted)
        await pilot.press("enter", "enter", "escape")
        await until(pilot, lambda: isinstance(app.screen, SafetyScreen))
        assert app.study.encrypted
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, RecoveryScreen))


async def test_leaving_the_workbench_keeps_the_days_last_state(study_path, until):
    app = Workbench(study_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
    assert len(list_snapshots(study_path)) == 1


def test_backup_restore_and_check_by_command(study_path):
    assert run("backup", study_path).exit_code == 0
    names = [row["snapshot"] for row in json.loads(run("backup", study_path, "--list", "--format", "json").stdout)]
    assert len(names) == 1
    with open_project(study_path) as study:
        remove_codings(study, list_codings(study))
    shown = run("restore", study_path)
    assert "passages: 5 (now 0)" in shown.output
    assert "Nothing was done" in shown.output
    assert run("restore", study_path, names[0], "--apply").exit_code == 0
    with open_project(study_path) as study:
        assert len(list_codings(study)) == 5
    assert "Nothing is wrong" in run("check", study_path).output
    with open_project(study_path) as study, study._engine.connect() as db:
        db.connection.cursor().execute("UPDATE transcript_text SET text = text || 'x' WHERE transcript_id = 1")
    found = run("check", study_path, "--format", "json")
    assert found.exit_code == 1
    assert [row["check"] for row in json.loads(found.stdout)] == ["texts"]


@pytest.mark.parametrize("passphrase", ["", "hem"])
async def test_a_study_that_a_service_copies_is_warned_of_by_command_and_on_the_screen(tmp_path, until, passphrase):
    path = tmp_path / "OneDrive - NTNU" / "study.tusj"
    path.parent.mkdir()
    made = run("new", path, *([] if passphrase else ["--no-encrypt"]), TUSJ_PASSPHRASE=passphrase)
    checked = run("check", path, TUSJ_PASSPHRASE=passphrase)
    for told in (made.stderr, checked.stderr):
        assert "a folder that OneDrive copies" in told
        assert ("reads the interviews" in told) == (not passphrase)
    app = Workbench()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "start")
        app.open_study(path, passphrase=passphrase)
        await until(pilot, lambda: any("OneDrive" in notice.message for notice in app._notifications))
        await until(pilot, lambda: getattr(app.screen, "room", "") == "overview")
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, SafetyScreen) and app.screen.is_mounted)
        assert "OneDrive copies" in str(app.screen.query_one("#standing").content)
