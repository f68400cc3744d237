"""Passphrases by command and on the screen: never on the command line, never shown."""

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from app.cli import family
from app.screens.overview import OverviewScreen
from app.widgets.passphrase import NewPassphraseScreen, PassphraseScreen
from app.workbench import Workbench
from codebook.project import create_project, open_project
from corpus.store import PassphraseError, PassphraseNeededError, is_encrypted


def run(*arguments, **environment):
    return CliRunner().invoke(family, [str(a) for a in arguments], env=environment)


@pytest.fixture
def locked(tmp_path):
    path = tmp_path / "locked.tusj"
    create_project(path, passphrase="gammel").close()
    return path


def test_a_new_study_is_encrypted_or_says_that_it_is_not(tmp_path):
    assert "It is not encrypted" in run("new", tmp_path / "plain.tusj", TUSJ_PASSPHRASE="").output
    assert not is_encrypted(tmp_path / "plain.tusj")
    assert run("new", tmp_path / "a.tusj", TUSJ_PASSPHRASE="hem").exit_code == 0
    assert is_encrypted(tmp_path / "a.tusj")
    assert run("new", tmp_path / "b.tusj", "--no-encrypt").exit_code == 0
    assert not is_encrypted(tmp_path / "b.tusj")


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


def test_no_passphrase_stands_in_anything_a_command_writes(locked):
    environment = {**os.environ, "TUSJ_PASSPHRASE": "feilfeilfeil", "TUSJ_NEW_PASSPHRASE": "nynyny"}
    tusj = [sys.executable, "-c", "from app.cli import main; main()"]
    done = subprocess.run(
        [*tusj, "passphrase", str(locked)], env=environment, capture_output=True, text=True, check=False
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
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        assert app.study.encrypted
    with open_project(tmp_path / "mine.tusj", passphrase="hem") as study:
        assert study.name == "mine"
