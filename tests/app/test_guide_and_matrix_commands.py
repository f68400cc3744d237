"""`tusj guide` and `tusj matrix`, run within the test: what they print, write and refuse."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from app.cli import family
from codebook.project import open_project
from corpus.errors import TusjError

PRESTIGE = "Utsagn vedrørende prestisje"


@pytest.fixture
def run(study_path, monkeypatch):
    """Runs a command on the small study: `run("guide", "--asked")` gives its output."""

    def call(name, *words):
        monkeypatch.setattr("sys.argv", ["tusj", name, *map(str, words)])
        done = CliRunner().invoke(family, [name, str(study_path), *map(str, words)], catch_exceptions=True)
        if isinstance(done.exception, TusjError):
            raise done.exception
        assert done.exit_code == 0, (done.output, done.exception)
        return done.stdout

    return call


@pytest.fixture
def rows(run):
    """The rows a command prints as JSON."""
    return lambda *words: json.loads(run(*words, "--format", "json"))


@pytest.fixture
def guided(run, tmp_path):
    """A guide of two questions, the first asked of P01."""
    path = tmp_path / "guide.csv"
    path.write_text("number,question,categories\n1,Går det bra?,Fornøyd med samarbeid\n2,Prestisje?," + PRESTIGE + "\n")
    run("guide", "--import", path, "--for", "jobbspesialist", "--link", "P01", 1, 1)
    return path


def test_guide_brings_in_links_and_lists(rows, guided):
    assert rows("guide") == [
        {
            "role": "jobbspesialist",
            "number": number,
            "question": question,
            "categories": f"samarbeid: {code}",
            "asked": asked,
            "of": 2,
        }
        for number, question, code, asked in (
            (1, "Går det bra?", "Fornøyd med samarbeid", 1),
            (2, "Prestisje?", PRESTIGE, 0),
        )
    ]
    asked = rows("guide", "--asked", "--participant", "P01")
    assert [(r["number"], r["asked"], r["transcript"], r["turns"]) for r in asked] == [
        (1, "yes", "P01", "1"),
        (2, "no", "", ""),
    ]
    assert [r["code"] for r in rows("guide", "--unasked")] == ["Frustrasjoner knyttet til samarbeid"]
    assert [(r["transcript"], r["turn"], r["shared"]) for r in rows("guide", "--suggest")] == [("P02", 1, "fornøyd")]


def test_guide_is_changed_question_by_question(rows, run, guided):
    run("guide", "--set", "jobbspesialist", 3, "Lærer dere?", "--ask", "jobbspesialist", 3, "Gjensidig læring")
    run("guide", "--move", "jobbspesialist", 3, 1)
    run("guide", "--set", "jobbspesialist", 2, "Går det?")
    assert [(r["number"], r["question"]) for r in rows("guide")] == [
        (1, "Lærer dere?"),
        (2, "Går det?"),
        (3, "Prestisje?"),
    ]
    run("guide", "--set", "jobbspesialist", 1, "", "--unlink", "P01", 1)
    assert [(r["question"], r["asked"]) for r in rows("guide")] == [("Går det?", 0), ("Prestisje?", 0)]


def test_guide_marks_those_never_asked_in_one_step(rows, run, guided, study_path):
    run("guide", "--mark-unasked")
    cells = rows("matrix", "--code", PRESTIGE, "--role", "jobbspesialist")
    assert [(r["participant"], r["status"]) for r in cells] == [("P01", "not-asked"), ("P02", "")]
    with open_project(study_path) as project:
        assert project.steps()[-1].what == "changed the interview guide"


def test_a_suggestion_names_what_is_shared(rows, run):
    run("guide", "--set", "jobbspesialist", 1, "Hvordan er samarbeidet?")
    (found,) = [row for row in rows("guide", "--suggest") if row["transcript"] == "P01"]
    assert (found["turn"], found["number"], found["shared"]) == (1, 1, "samarbeid")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("guide", "--link", "P01", 2, 1), "not the interviewer's"),
        (("guide", "--link", "P01", 1, 9), "no question 9"),
        (("guide", "--link", "P77", 1, 1), "P77"),
        (("guide", "--import", "none.txt"), "no file"),
        (("guide", "--ask", "jobbspesialist", 1, "Finnes ikke"), "no category"),
        (("matrix", "--set", "P99", PRESTIGE, "x"), "P99"),
        (("matrix", "--empty", "P01", PRESTIGE, "maybe"), "maybe is no status"),
        (("matrix", "--set", "P01", "Finnes ikke", "x"), "no category"),
        (("matrix", "-o", "a.pdf"), "names no format"),
        (("matrix", "--table", "--format", "html"), "written as text"),
    ],
)
def test_what_cannot_be_is_one_sentence(words, said, run, guided):
    with pytest.raises(TusjError, match=said):
        run(*words)


def test_matrix_sets_and_shows_only_the_cells_changed(run):
    cells = ("--set", "P01", PRESTIGE, "Ser det ikke.", "--empty", "P02", PRESTIGE, "silent")
    written = run("matrix", *cells, "--format", "csv")
    assert [(r["participant"], r["summary"], r["status"]) for r in csv.DictReader(io.StringIO(written))] == [
        ("P01", "Ser det ikke.", ""),
        ("P02", "", "silent"),
    ]
    run("matrix", "--empty", "P02", PRESTIGE, "none", "--set", "P01", PRESTIGE, "")
    again = run("matrix", "--code", PRESTIGE, "--format", "csv")
    assert {(r["summary"], r["status"]) for r in csv.DictReader(io.StringIO(again))} == {("", "")}


def test_matrix_has_a_row_a_cell_in_the_columns_of_the_guide(rows):
    (row,) = rows("matrix", "--participant", "P01", "--code", "Fornøyd med samarbeid")
    assert row == {
        "participant": "P01",
        "role": "jobbspesialist",
        "schema": "samarbeid",
        "code": "Fornøyd med samarbeid",
        "path": "Fornøyd med samarbeid",
        "summary": "",
        "status": "",
        "gists": "",
        "segments": 1,
        "passages": "Stort sett bra, altså.",
    }


@pytest.mark.parametrize("name", ["m.docx", "m.xlsx", "m.html", "m.csv", "m.md", "m.json", "m.txt"])
def test_matrix_is_written_to_any_of_its_files(run, tmp_path, name):
    run("matrix", "-o", tmp_path / name)
    run("matrix", "--format", "html")
    assert (tmp_path / name).stat().st_size > 300


@pytest.mark.parametrize("name", ["t.docx", "t.xlsx", "t.md"])
def test_the_table_for_the_thesis_is_written(run, tmp_path, name):
    run("matrix", "--table", "-o", tmp_path / name, "--role", "veileder")
    assert (tmp_path / name).stat().st_size > 100


def test_the_table_for_the_thesis_as_rows(rows):
    assert list(rows("matrix", "--table", "--participant", "P03")) == [
        {
            "participant": "P03",
            "role": "veileder",
            "transcript": "P03",
            "turn": 2,
            "passage": "Jeg må ringe og mase.",
            "gist": "",
            "category": "Frustrasjoner knyttet til samarbeid",
            "theme": "",
        }
    ]
