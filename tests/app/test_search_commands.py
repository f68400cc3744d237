"""`tusj search` and `tusj suggest` as the installed program."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import click
from click.testing import CliRunner

from app.cli import family
from corpus.errors import TusjError


class Said(NamedTuple):
    """What a command wrote."""

    stdout: str
    stderr: str


def tusj(*words: object, code: int = 0) -> Said:
    """Run a command within this program; what is wrong stands on its standard error, as `main` puts it there."""
    done = CliRunner().invoke(family, list(map(str, words)), standalone_mode=False)
    codes = {TusjError: 1, click.UsageError: 2}
    found = 0
    if done.exception is not None:
        found = next((number for kind, number in codes.items() if isinstance(done.exception, kind)), 3)
    assert found == code, done.exception
    return Said(done.stdout, done.stderr + getattr(done.exception, "message", ""))


def test_search_is_a_command_of_the_program(study_path: Path) -> None:
    program = (sys.executable, "-P", "-c", "from app.cli import main; main()", "search", str(study_path))
    done = subprocess.run([*program, "samarbeid"], capture_output=True, check=True, encoding="utf-8")
    assert "samarbeidet" in done.stdout
    assert "Word forms by spacy-lookups-data(nb)" in done.stdout
    assert done.stderr == ""
    done = subprocess.run([*program, "--speaker", "X", "a"], capture_output=True, check=False, encoding="utf-8")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)


def test_search_prints_hits_in_context(study_path: Path) -> None:
    hits = json.loads(tusj("search", study_path, "samarbeid", "--format", "json").stdout)
    assert hits == [
        {
            "transcript": "P01",
            "turn": 1,
            "participant": "",
            "role": "",
            "start": 15,
            "end": 26,
            "before": "Hvordan går ",
            "match": "samarbeidet",
            "after": "?",
        }
    ]
    text = json.loads(tusj("show", study_path, "P01", "--format", "json").stdout)["text"]
    assert text[15:26] == "samarbeidet"


def test_search_takes_speakers_filters_and_exact_words(study_path: Path) -> None:
    def found(*words: object) -> list[tuple[str, str]]:
        rows = csv.DictReader(io.StringIO(tusj("search", study_path, *words, "--format", "csv").stdout))
        return [(row["transcript"], row["match"]) for row in rows]

    assert found("går", "--speaker", "i") == [("P01", "går"), ("P03", "går")]
    assert found("går", "--role", "veileder") == found("P03: gikk") == [("P03", "går")]
    assert found("går", "--transcript", "P01") == [("P01", "går")]
    assert found("gå", "--exact") == []
    assert found("jeg", "--reading", "1", "--participant", "P04") == [("P04", "Jeg")]


def test_search_says_what_to_loosen(study_path: Path) -> None:
    assert "without --exact" in tusj("search", study_path, "gå", "--exact").stderr
    assert "no word in the query" in tusj("search", study_path, '"* % AND').stderr
    assert "fewer words" in tusj("search", study_path, "ringe", "--role", "jobbspesialist").stderr
    assert "no speaker X (it has: I, P" in tusj("search", study_path, "jeg", "--speaker", "X", code=1).stderr
    assert "no category" in tusj("search", study_path, "jeg", "--code-as", "nope", code=1).stderr
    assert "--words goes with --code-as" in tusj("search", study_path, "jeg", "--words", code=2).stderr


def test_search_codes_its_hits_in_one_change(study_path: Path) -> None:
    said = tusj("search", study_path, "går", "--code-as", "Gjensidig læring", "--as", "ida").stderr
    assert said == "3 hits, 3 new coded passages as Gjensidig læring; tusj undo takes them back.\n"
    rows = json.loads(tusj("codings", study_path, "--code", "Gjensidig læring", "--format", "json").stdout)
    assert [(row["transcript"], row["text"], row["origin"]) for row in rows] == [
        ("P01", "Hvordan går samarbeidet?", "search"),
        ("P03", "Hvordan går det?", "search"),
        ("P03", "Ellers går det fint.", "search"),
    ]
    assert tusj("undo", study_path).stderr == "Undone: coded 3 hits of a search as Gjensidig læring\n"


def test_search_lists_only_hits_in_passages_coded_so(study_path: Path) -> None:
    everything = json.loads(tusj("search", study_path, "det", "--format", "json").stdout)
    coded = json.loads(
        tusj("search", study_path, "det", "--code", "Frustrasjoner knyttet til samarbeid", "--format", "json").stdout
    )
    assert [(row["transcript"], row["turn"]) for row in coded] == [("P01", 4), ("P01", 4)]
    assert len(everything) > len(coded)


def test_suggest_lists_accepts_and_rejects(study_path: Path) -> None:
    code = "Frustrasjoner knyttet til samarbeid"
    assert "No interview is set to read" in tusj("suggest", study_path, code).stderr
    assert "nothing to liken to" in tusj("suggest", study_path, "Gjensidig læring", "--all").stderr
    assert "There is no suggestion 9" in tusj("suggest", study_path, code, "--all", "--accept", 9, code=1).stderr


def test_suggest_of_the_sample(tmp_path: Path) -> None:
    tusj("demo", tmp_path, "--no-open", "--language", "nb")
    study, code = tmp_path / "demo.tusj", "Gjensidig læring"

    def suggested() -> list[dict[str, object]]:
        rows: list[dict[str, object]] = json.loads(
            tusj("suggest", study, code, "--all", "--most", 5, "--format", "json").stdout
        )
        return rows

    rows = suggested()
    assert [row["number"] for row in rows] == [1, 2, 3, 4, 5]
    assert all(row["shared"].count(";") for row in rows)
    assert (
        "both accepted and rejected"
        in tusj("suggest", study, code, "--all", "--accept", 1, "--reject", 1, code=1).stderr
    )
    said = tusj("suggest", study, code, "--all", "--most", 5, "--accept", 1, "--reject", 2).stderr
    assert said == "1 coded as Gjensidig læring, 1 rejected; tusj undo takes it back.\n"
    assert not {row["text"] for row in rows[:2]} & {row["text"] for row in suggested()}
    origins = json.loads(tusj("codings", study, "--code", code, "--format", "json").stdout)
    assert [row["text"] for row in origins if row["origin"] == "suggested"] == [rows[0]["text"]]


def test_searching_a_study_that_is_open_elsewhere(study_path: Path) -> None:
    from codebook.project import open_project

    with open_project(study_path):
        assert "samarbeidet" in tusj("search", study_path, "samarbeid").stdout
        assert "already open" in tusj("search", study_path, "jeg", "--code-as", "Gjensidig læring", code=1).stderr
