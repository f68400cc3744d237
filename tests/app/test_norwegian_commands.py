"""The program speaks Norwegian throughout, click's own words too."""

import os
import subprocess
import sys
from pathlib import Path


def said(*words: object, language: str = "nb") -> str:
    done = subprocess.run(
        [sys.executable, "-P", "-c", "from app.cli import main; main()", *map(str, words)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "TUSJ_LANGUAGE": language},
    )
    return done.stdout + done.stderr


def test_help_is_norwegian() -> None:
    text = said("--help")
    assert "Bruk: tusj" in text
    assert "Vis denne hjelpen og avslutt." in text
    assert "List opp utsagnene." in text
    assert "Show" not in text


def test_wrong_usage_is_told_in_norwegian() -> None:
    assert "Feil: Mangler argumentet 'PROJECT'." in said("show")


def test_english_stays_english_where_the_computer_is_norwegian() -> None:
    assert "Usage: tusj show" in said("--language", "en", "show")


def test_a_journal_is_read_in_the_language_of_its_reader(tmp_path: Path) -> None:
    project = tmp_path / "s.tusj"
    (tmp_path / "a.txt").write_text("I: Hva skjer?\n\nP: Det går bra.\n", "utf-8")
    said("new", project, "--no-encrypt", "--schema", "samarbeid", language="en")
    said("import", project, tmp_path / "a.txt", "--interviewer", "I", language="en")
    said("readings", project, "--set", "1", "P01", "read", language="en")
    journal = said("steps", project)
    assert "hentet inn ett intervju" in journal
    assert "satte P01 til «lest» i gjennomgang 1" in journal
    assert "Angret: satte P01 til «lest» i gjennomgang 1" in said("undo", project)
