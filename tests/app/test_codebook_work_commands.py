"""The commands on a codebook at work: split, example, links, history, scales and scores, and the codebook to print."""

import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import family
from codebook.project import open_project
from codebook.schemas import Code, get_code, list_schemas
from corpus.errors import InputError, NotFoundError

Run = Callable[..., Result]
NAME, OTHER, COUNT = "Fornøyd med samarbeid", "Frustrasjoner knyttet til samarbeid", "Antall samarbeidserfaringer"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(sys, "argv", ["tusj"])

    def call(*words: object, code: int = 0) -> Result:
        result = CliRunner().invoke(family, [str(word) for word in words])
        assert result.exit_code == code, result.output
        return result

    return call


def code_of(study: Path, name: str) -> Code:
    with open_project(study, write=False) as project:
        return get_code(list_schemas(project), name)


def rows(result: Result) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def test_every_change_takes_a_why_and_history_tells_it(run: Run, study_path: Path) -> None:
    run("codebook", "rename", study_path, NAME, "Glad", "--why", "kortere", "--as", "bo")
    run("codebook", "merge", study_path, OTHER, "Glad", "--why", "to sider av det samme")
    told = rows(run("codebook", "history", study_path, "Glad", "--format", "json"))
    assert [(row["coder"], row["what"], row["why"]) for row in told] == [
        ("bo", f"renamed from {NAME} to Glad", "kortere"),
        ("ida", f"merged from samarbeid > {OTHER}", "to sider av det samme"),
    ]
    said = run("codebook", "history", study_path, "Glad").stdout.splitlines()
    assert said[1].startswith(f"merged from samarbeid > {OTHER}, ")
    assert said[1].endswith(": because to sider av det samme")
    assert run("codebook", "history", study_path, COUNT).stdout == "Nothing has happened to it.\n"


def test_split_and_example_take_passages_by_number(run: Run, study_path: Path) -> None:
    listed = rows(run("codings", study_path, "--code", NAME, "--format", "json"))
    first, second = (str(row["coding"]) for row in listed)
    run("codebook", "split", study_path, NAME, "--into", "A", first, "--into", "B", f"{second},", "--why", "to ting")
    again = rows(run("codings", study_path, "--code", NAME, "--format", "json"))
    assert [row["path"] for row in again] == [f"{NAME} > A", f"{NAME} > B"]
    said = run("codebook", "example", study_path, "A", first).stderr
    assert said == "«Stort sett bra, altså.» (replikk 2 i P01)\n"
    assert code_of(study_path, "A").example == said.strip()
    for words in (("example", study_path, "A", second), ("split", study_path, "A", "--into", "C", second)):
        assert isinstance(run("codebook", *words, code=1).exception, InputError)
    run("codebook", "split", study_path, "A", "--into", "C", "first", code=2)
    run("codebook", "split", study_path, "A", code=2)


def test_links_are_listed_declared_and_taken_back(run: Run, study_path: Path) -> None:
    assert len(rows(run("codebook", "links", study_path, "--format", "json"))) == 6
    run("codebook", "link", study_path, NAME, COUNT, "--kind", "parallel")
    listed = rows(run("codebook", "links", study_path, "--format", "json"))
    assert listed[-1] == {
        "kind": "parallel",
        "schema": "samarbeid",
        "code": COUNT,
        "other_schema": "samarbeid",
        "other": NAME,
    }
    run("codebook", "unlink", study_path, COUNT, NAME, "--kind", "parallel")
    assert isinstance(run("codebook", "unlink", study_path, COUNT, NAME, code=1).exception, NotFoundError)
    assert isinstance(run("codebook", "link", study_path, NAME, NAME, code=1).exception, InputError)
    words = ("link", study_path, "Forløp som har fungert", NAME, "--schema", "veileder", "--other-schema", "samarbeid")
    run("codebook", *words)
    assert len(rows(run("codebook", "links", study_path, "--format", "json"))) == 7


def test_a_schema_of_ones_own_asks_for_numbers(run: Run, study_path: Path) -> None:
    run("codebook", "number", study_path, NAME, "participant", "--low", "0", "--high", "10", "--why", "måles")
    run("codebook", "number", study_path, COUNT, "none")
    run("codebook", "bands", study_path, "samarbeid", "6: mye; 0: lite")
    assert "0 to 10" in str(run("scores", study_path, "--set", "P01", NAME, "11", code=1).exception)
    run("scores", study_path, "--set", "P01", NAME, "6", "--set", "P02", NAME, "2,5")
    run("scores", study_path, "--set", "P01", NAME, "1", "--as", "bo")
    listed = rows(run("scores", study_path, "--format", "json"))
    assert [tuple(row.values()) for row in listed if row["code"] == ""] == [
        ("P01", "jobbspesialist", "ida", "samarbeid", "", "", 6, 1, 1, "mye"),
        ("P01", "jobbspesialist", "bo", "samarbeid", "", "", 1, 1, 1, "lite"),
        ("P02", "jobbspesialist", "ida", "samarbeid", "", "", 2.5, 1, 1, "lite"),
    ]
    assert [(row["participant"], row["score"]) for row in listed if row["code"]] == [
        ("P01", 6),
        ("P01", 1),
        ("P02", 2.5),
    ]
    only = rows(run("scores", study_path, "--coder", "ida", "--participant", "P01", "--format", "json"))
    assert [row["score"] for row in only] == [6, 6]
    run("scores", study_path, "--set", "P01", NAME, "")
    assert rows(run("scores", study_path, "--coder", "ida", "--participant", "P01", "--format", "json")) == []


def test_numbers_are_given_all_or_none(run: Run, study_path: Path) -> None:
    run("codebook", "number", study_path, NAME, "participant", "--low", "1", "--high", "5")
    run("scores", study_path, "--set", "P01", NAME, "3", "--set", "P02", NAME, "6", code=1)
    run("scores", study_path, "--set", "P01", NAME, "tre", code=1)
    assert rows(run("scores", study_path, "--format", "json")) == []


def test_a_passage_is_given_a_number_and_listed(run: Run, study_path: Path) -> None:
    run("codebook", "number", study_path, NAME, "passage", "--low", "0")
    number = rows(run("codings", study_path, "--code", NAME, "--format", "json"))[0]["coding"]
    run("mark", study_path, number, "--number", "3")
    run("mark", study_path, number, "--number", "-1", code=1)
    listed = rows(run("scores", study_path, "--passages", "--format", "json"))
    assert [(row["participant"], row["code"], row["number"]) for row in listed] == [("P01", NAME, 3), ("P02", NAME, "")]
    run("mark", study_path, number, "--number", "")
    assert {row["number"] for row in rows(run("scores", study_path, "--passages", "--format", "json"))} == {""}


def test_frequencies_are_the_same_with_numbers_given(run: Run, study_path: Path) -> None:
    before = run("frequencies", study_path, "--format", "csv").stdout
    run("codebook", "number", study_path, NAME, "passage")
    number = rows(run("codings", study_path, "--code", NAME, "--format", "json"))[0]["coding"]
    run("mark", study_path, number, "--number", "40")
    assert run("frequencies", study_path, "--format", "csv").stdout == before


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_the_codebook_to_print_is_a_real_file_and_can_be_read_back(
    run: Run, study_path: Path, tmp_path: Path, ending: str
) -> None:
    run("codebook", "describe", study_path, NAME, "--full-definition", "Alt om å være fornøyd.", "--example", "«Bra.»")
    file = tmp_path / f"book.{ending}"
    run("codebook", "export", study_path, file, "--schema", "samarbeid")
    assert zipfile.is_zipfile(file)
    run("new", tmp_path / "other.tusj", "--no-encrypt")
    run("codebook", "import", tmp_path / "other.tusj", file)
    with open_project(tmp_path / "other.tusj", write=False) as project:
        code = get_code(list_schemas(project), NAME)
    assert (code.full_definition, code.example) == ("Alt om å være fornøyd.", "«Bra.»")
    assert code.use.startswith("Også når tilfredsheten er halv")
    assert run("codebook", "export", study_path, "--format", ending).stdout_bytes[:2] == b"PK"


def test_the_codebook_in_markdown_has_macqueens_columns_and_the_links(run: Run, study_path: Path) -> None:
    run("codebook", "add", study_path, f"{NAME} > Un|der", "--schema", "samarbeid")
    written = run("codebook", "export", study_path, "--format", "md", "--schema", "samarbeid").stdout
    assert (
        "| kategori | kort definisjon | utvidet definisjon | når den brukes | når den ikke brukes | eksempel |"
        in written
    )
    assert "| · Un\\|der |" in written
    assert f"{NAME}: det motsatte av {OTHER}." in written
