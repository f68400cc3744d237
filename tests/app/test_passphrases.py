"""Passphrases by command and on the screen: never on the command line, never shown."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from app.cli import family
from app.screens.overview import OverviewScreen
from app.widgets.passphrase import NewPassphraseScreen, PassphraseScreen, RecoveryScreen
from app.workbench import Workbench
from codebook.project import create_project, open_project
from corpus.store import PassphraseError, PassphraseNeededError, is_encrypted
from corpus.store.cipher import key_of, recovered_key

TUSJ = (sys.executable, "-P", "-c", "from app.cli import main; main()")


def run(*arguments, **environment):
    return CliRunner().invoke(family, [str(a) for a in arguments], env=environment)


@pytest.fixture
def locked(tmp_path):
    path = tmp_path / "locked.tusj"
    create_project(path, passphrase="gammel").close()
    return path


def test_a_new_study_is_encrypted_unless_told_otherwise(tmp_path):
    assert run("new", tmp_path / "a.tusj", TUSJ_PASSPHRASE="hem").exit_code == 0
    assert is_encrypted(tmp_path / "a.tusj")
    assert run("new", tmp_path / "b.tusj", "--no-encrypt").exit_code == 0
    assert not is_encrypted(tmp_path / "b.tusj")


@pytest.mark.parametrize("given", [{}, {"TUSJ_PASSPHRASE": ""}])
def test_without_passphrase_and_terminal_nothing_is_made(tmp_path, given):
    environment = {name: value for name, value in os.environ.items() if name != "TUSJ_PASSPHRASE"} | given
    path = tmp_path / "empty" / "new.tusj"
    path.parent.mkdir()
    done = subprocess.run(
        [*TUSJ, "new", str(path)],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "No passphrase was given, and nothing was made: run this in a terminal, set TUSJ_PASSPHRASE, "
        "or say --no-encrypt.\n"
    )
    assert list(path.parent.iterdir()) == []


def test_a_recovery_file_of_an_earlier_passphrase_is_named(tmp_path):
    path, recovery = tmp_path / "study.tusj", tmp_path / "away" / "key.txt"
    recovery.parent.mkdir()
    run("new", path, "--recovery", recovery, TUSJ_PASSPHRASE="hem")
    changed = run("passphrase", path, TUSJ_PASSPHRASE="hem", TUSJ_NEW_PASSPHRASE="ny")
    assert "recovery files made before keep the old one" in changed.stderr
    refused = run("passphrase", path, "--recover", recovery, TUSJ_NEW_PASSPHRASE="tre").exception.message
    assert refused.startswith(f"{recovery} does not open {path}: ")


def test_a_recovery_file_in_no_good_place_leaves_nothing_made(tmp_path):
    path = tmp_path / "a.tusj"
    for place, words in ((tmp_path / "key.txt", "beside"), (tmp_path / "gone" / "key.txt", "does not exist")):
        assert words in str(run("new", path, "--recovery", place, TUSJ_PASSPHRASE="hem").exception)
    assert run("new", path, "--no-encrypt", "--recovery", tmp_path.parent / "key.txt").exit_code == 2
    assert not path.exists()


@pytest.mark.skipif(os.name == "nt", reason="a POSIX terminal")
def test_at_a_terminal_the_passphrase_is_asked_twice_its_loss_told_and_a_recovery_file_offered(tmp_path, at_a_terminal):
    path, recovery = tmp_path / "study.tusj", tmp_path / "away" / "key.txt"
    recovery.parent.mkdir()
    answers = [("New passphrase", "hemmelig"), ("Once more", "hemmelig"), ("empty: none", str(recovery)), ("Made ", "")]
    shown = at_a_terminal(["new", str(path)], answers)
    assert "A passphrase that is lost cannot be found again" in shown
    assert "hemmelig" not in shown
    with open_project(path, key=recovered_key(path, recovery)) as study:
        assert study.encrypted
    changing = [("Passphrase of", "hemmelig"), ("New passphrase", "nytt"), ("Once more", "nytt")]
    shown = at_a_terminal(["passphrase", str(path)], [*changing, ("empty: none", f"{recovery}2"), ("Written", "")])
    assert "nytt" not in shown
    with open_project(path, key=recovered_key(path, recovery.with_name("key.txt2"))) as study:
        assert study.encrypted
    other = tmp_path / "other.tusj"
    shown = at_a_terminal(["new", str(other)], [("New passphrase", "en"), ("Once more", "to"), ("differ", "")])
    assert "nothing was done" in shown
    assert not other.exists()


def test_commands_open_an_encrypted_study_by_the_variable(locked):
    assert isinstance(run("steps", locked, TUSJ_PASSPHRASE="").exception, PassphraseNeededError)
    assert isinstance(run("steps", locked, TUSJ_PASSPHRASE="feil").exception, PassphraseError)
    assert run("steps", locked, TUSJ_PASSPHRASE="gammel").exit_code == 0


def test_a_passphrase_is_changed_removed_and_added_by_command(locked, tmp_path):
    assert run("passphrase", locked, TUSJ_PASSPHRASE="gammel", TUSJ_NEW_PASSPHRASE="ny").exit_code == 0
    assert isinstance(run("steps", locked, TUSJ_PASSPHRASE="gammel").exception, PassphraseError)
    assert "No new passphrase" in str(run("passphrase", locked, TUSJ_PASSPHRASE="ny", TUSJ_NEW_PASSPHRASE="").exception)
    assert run("passphrase", locked, "--remove", TUSJ_PASSPHRASE="ny").exit_code == 0
    assert run("steps", locked, TUSJ_PASSPHRASE="").exit_code == 0
    assert run("passphrase", locked, TUSJ_PASSPHRASE="", TUSJ_NEW_PASSPHRASE="tredje").exit_code == 0
    assert run("steps", locked, TUSJ_PASSPHRASE="tredje").exit_code == 0


def test_a_lost_passphrase_is_replaced_by_the_recovery_file(locked, tmp_path):
    away = tmp_path / "away"
    away.mkdir()
    assert run("passphrase", locked, "--recovery", away / "key.txt", TUSJ_PASSPHRASE="gammel").exit_code == 0
    done = run("passphrase", locked, "--recover", away / "key.txt", TUSJ_PASSPHRASE="", TUSJ_NEW_PASSPHRASE="ny")
    assert done.exit_code == 0
    assert run("steps", locked, TUSJ_PASSPHRASE="ny").exit_code == 0
    again = run("passphrase", locked, "--recover", away / "key.txt", TUSJ_PASSPHRASE="", TUSJ_NEW_PASSPHRASE="x")
    assert isinstance(again.exception, PassphraseError)
    both = run("passphrase", locked, "--recovery", away / "2.txt", TUSJ_PASSPHRASE="ny", TUSJ_NEW_PASSPHRASE="nyere")
    assert both.exit_code == 0
    assert recovered_key(locked, away / "2.txt") == key_of(locked, "nyere")
    assert run("steps", locked, TUSJ_PASSPHRASE="nyere").exit_code == 0


def test_no_passphrase_stands_in_anything_a_command_writes(locked):
    environment = {**os.environ, "TUSJ_PASSPHRASE": "feilfeilfeil", "TUSJ_NEW_PASSPHRASE": "nynyny"}
    done = subprocess.run(
        [*TUSJ, "passphrase", str(locked)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Wrong passphrase" in done.stderr
    assert not any(word in done.stdout + done.stderr for word in ("feilfeil", "nynyny", "Traceback"))


async def test_the_workbench_asks_for_the_passphrase_until_it_is_right(locked, until):
    app = Workbench()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "start")
        app.open_study(locked)
        await until(pilot, lambda: isinstance(app.screen, PassphraseScreen) and app.screen.is_mounted)
        await pilot.press(*"feil", "enter")
        await until(pilot, lambda: getattr(app.screen, "room", "") == "start")
        app.open_study(locked)
        await until(pilot, lambda: isinstance(app.screen, PassphraseScreen) and app.screen.is_mounted)
        await pilot.press(*"gammel", "enter")
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        assert "gammel" not in app.export_screenshot()


async def test_a_recovery_file_is_written_by_key(locked, tmp_path, until):
    recovery = tmp_path / "away" / "key.txt"
    recovery.parent.mkdir()
    app = Workbench()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "start")
        app.open_study(locked, passphrase="gammel")
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        await pilot.press("w", "r")
        await until(pilot, lambda: isinstance(app.screen, RecoveryScreen) and app.screen.is_mounted)
        await pilot.press(*str(recovery), "enter")
        await until(pilot, recovery.exists)
    with open_project(locked, key=recovered_key(locked, recovery)) as study:
        assert study.encrypted


async def test_a_new_study_from_the_start_screen_is_encrypted_with_what_was_typed_twice(tmp_path, until, monkeypatch):
    monkeypatch.chdir(tmp_path)
    app = Workbench()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: getattr(app.screen, "room", "") == "start")
        await pilot.press("n")
        await until(pilot, lambda: type(app.screen).__name__ == "LineScreen" and app.screen.is_mounted)
        await pilot.press(*"mine", "enter")
        await until(pilot, lambda: isinstance(app.screen, NewPassphraseScreen) and app.screen.is_mounted)
        await pilot.press(*"hem", "enter", *"hum", "enter")
        await pilot.press(*"hem", "enter", *"hem", "enter")
        await until(pilot, lambda: isinstance(app.screen, RecoveryScreen) and app.screen.is_mounted)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        assert app.study.encrypted
    with open_project(tmp_path / "mine.tusj", passphrase="hem") as study:
        assert study.name == "mine"
