"""A new study's language, and that problems are told in the interface's while exports are written in the study's."""

import sqlite3
from pathlib import Path

import pytest

from app.cli import main
from corpus.messages import use_language


def run(monkeypatch: pytest.MonkeyPatch, *words: object, code: int = 0) -> None:
    monkeypatch.setattr("sys.argv", ["tusj", *map(str, words)])
    use_language("en")
    if code:
        with pytest.raises(SystemExit) as stopped:
            main()
        assert stopped.value.code == code
    else:
        main()


@pytest.mark.parametrize(
    ("interface", "words", "language", "schemas"),
    [
        ("en", [], "en", []),
        ("nb", [], "nb", []),
        ("en", ["--schema", "veileder"], "nb", ["veileder"]),
        ("nb", ["--schema", "caseworker"], "en", ["caseworker"]),
        ("en", ["--schema", "Samarbeid", "--language", "en"], "en", ["collaboration"]),
        ("en", ["--schema", "collaboration", "--language", "nb"], "nb", ["samarbeid"]),
        ("en", ["--schema", "jobbspesialist", "--schema", "caseworker"], "nb", ["jobbspesialist", "veileder"]),
    ],
)
def test_a_new_study_has_one_language(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    interface: str,
    words: list[str],
    language: str,
    schemas: list[str],
) -> None:
    monkeypatch.setenv("TUSJ_LANGUAGE", interface)
    path = tmp_path / "s.tusj"
    run(monkeypatch, "new", path, "--no-encrypt", *words)
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT language FROM study").fetchall() == [(language,)]
        assert [name for (name,) in db.execute("SELECT name FROM schema ORDER BY position")] == schemas
    db.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--by", "alder"], "alder is neither role, participant nor an attribute (there are: none yet)."),
        (["-o", "gone/x.csv"], "x.csv could not be written: its folder does not exist."),
        (["-o", "study.tusj", "--format", "csv"], "study.tusj is there already."),
    ],
)
def test_a_problem_of_a_norwegian_export_is_told_in_english(
    study_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    monkeypatch.chdir(study_path.parent)
    run(monkeypatch, "frequencies", study_path, *words, code=1)
    assert capfd.readouterr().err == said + "\n"
