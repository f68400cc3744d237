"""How problems and results are worded, and that a text shown in a terminal acts on nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import main
from corpus.errors import InputError, TusjError

PROGRAM = "from app.cli import main; main()"


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("the study has no category “Nei”", "The study has no category “Nei”."),
        ("“c” stands under “a > b”, which is not there", "“c” stands under “a > b”, which is not there."),
        ("study.tusj is there already.", "study.tusj is there already."),
        ("Nothing was coded, because of these rows:", "Nothing was coded, because of these rows:"),
    ],
)
def test_a_problem_standing_alone_is_a_sentence(message: str, sentence: str) -> None:
    assert TusjError(message).sentence == sentence
    assert InputError(message).message == message


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> None:
    monkeypatch.setattr("sys.argv", ["tusj", *map(str, words)])
    main()


def test_a_category_that_is_not_there_is_told_in_a_sentence(
    study_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(monkeypatch, "codings", study_path, "--code", "Prestisje")
    assert capfd.readouterr().err == "The study has no category “Prestisje”.\n"


@pytest.mark.parametrize(
    ("rows", "said"), [("P01,leder\n", "1 participant set"), ("P01,a\nP02,b\n", "2 participants set")]
)
def test_participants_set_are_counted(
    study_path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    rows: str,
    said: str,
) -> None:
    table = tmp_path / "people.csv"
    table.write_text("participant,role\n" + rows, "utf-8")
    run(monkeypatch, "participants", study_path, "--import", table)
    assert capfd.readouterr().err == f"{said} from the table.\n"


@pytest.mark.skipif(os.name == "nt", reason="a terminal is made the POSIX way here")
def test_an_interview_in_a_terminal_reorders_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pty

    project, file = tmp_path / "s.tusj", tmp_path / "x.txt"
    file.write_text("I: a?\n\nP: x \u202eabc\n\nI: b?\n\nP: Nei.\n", "utf-8")
    run(monkeypatch, "new", project, "--no-encrypt")
    run(monkeypatch, "import", project, file)
    words = [sys.executable, "-P", "-c", PROGRAM, "show", str(project), "P01"]
    assert "\u202e" in subprocess.run(words, capture_output=True, check=True, encoding="utf-8").stdout
    ours, theirs = pty.openpty()
    with subprocess.Popen(words, stdout=theirs, stdin=theirs) as done:
        done.wait(60)
        os.close(theirs)
        shown = os.read(ours, 4096).decode()
    os.close(ours)
    assert "\u202e" not in shown
    assert "x ⟨U+202E⟩abc" in shown
