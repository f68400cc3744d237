import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import family
from codebook.project import create_project, open_project
from codebook.schemas import list_schemas
from corpus.errors import InputError

Run = Callable[..., Result]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "s.tusj"
    create_project(path).close()
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(sys, "argv", ["tusj"])

    def call(*words: object, code: int = 0, given: str | None = None) -> Result:
        result = CliRunner().invoke(family, [str(word) for word in words], input=given)
        assert result.exit_code == code, result.output
        return result

    return call


def tree(study: Path) -> list[str]:
    with open_project(study, write=False) as project:
        return [f"{code.schema}: {code.path}" for schema in list_schemas(project) for code in schema.codes]


def test_schemas_lists_those_that_ship_with_their_codes(run: Run) -> None:
    rows = json.loads(run("schemas", "--format", "json").stdout)
    assert {row["schema"] for row in rows} == {
        *("jobbspesialist", "veileder", "samarbeid", "praksislogikker", "kvalitetsveileder-se"),
    }
    assert len(rows) == 44
    assert (rows[0]["code"], rows[0]["key"], rows[0]["fact"]) == ("Kjønn, alder, bakgrunn", "1", True)
    assert "Gjensidig læring" in run("schemas").stdout
    assert run("schemas", "--format", "csv").stdout.startswith("schema,code,path,parent,colour,key,")


def test_show_of_a_study_without_schemas_is_an_empty_list(run: Run, study: Path) -> None:
    assert json.loads(run("codebook", "show", study, "--format", "json").stdout) == []


def test_import_pasted_lines_and_show(run: Run, study: Path) -> None:
    words = ("codebook", "import", study, "-", "--name", "work", "--role", "clerk")
    assert "work: 3 new categories." in run(*words, given="Pay\n\tBonus\nTime\n").stderr
    assert "work: 1 new category." in run(*words, given="Pay\nRest").stderr
    run("codebook", "import", study, "-", given="Pay", code=2)
    rows = json.loads(run("codebook", "show", study, "--format", "json").stdout)
    assert [(row["path"], row["key"], row["role"]) for row in rows] == [
        ("Pay", "1", "clerk"),
        ("Pay > Bonus", "", "clerk"),
        ("Time", "2", "clerk"),
        ("Rest", "3", "clerk"),
    ]


@pytest.mark.parametrize("ending", ["toml", "csv"])
def test_export_then_import_gives_the_same_codebook(run: Run, study: Path, tmp_path: Path, ending: str) -> None:
    run("codebook", "import", study, "-", "--name", "work", given="=Pay\n\tBonus\t-5 %\n")
    other, file = tmp_path / "other.tusj", tmp_path / f"book.{ending}"
    create_project(other).close()
    run("codebook", "export", study, file)
    run("codebook", "import", other, file)
    assert tree(other) == ["work: =Pay", "work: =Pay > Bonus"]
    shown = [run("codebook", "show", path, "--format", "csv").stdout for path in (study, other)]
    assert shown[0] == shown[1]
    assert run("codebook", "export", study, "--format", ending).stdout_bytes == file.read_bytes()


def test_shown_csv_can_be_imported(run: Run, study: Path, tmp_path: Path) -> None:
    run("codebook", "import", study, "-", "--name", "work", given="Pay\n\tBonus\n")
    file, other = tmp_path / "shown.csv", tmp_path / "other.tusj"
    run("codebook", "show", study, "-o", file)
    create_project(other).close()
    run("codebook", "import", other, file)
    assert tree(other) == tree(study)


def test_every_change_has_a_command(run: Run, study: Path) -> None:
    run("codebook", "import", study, "-", "--name", "work", given="Pay\n\tBonus\nTime\n")
    run("codebook", "add", study, "Pay > Tips", "--definition", "Extra", "--as", "ida")
    run("codebook", "add", study, "Leave", "--key", "9", "--colour", "#0af")
    run("codebook", "rename", study, "Leave", "Holiday")
    run("codebook", "move", study, "Holiday", "--position", "1")
    run("codebook", "move", study, "Bonus", "--top")
    run("codebook", "move", study, "Time", "--under", "Pay", "--position", "1")
    run("codebook", "recolour", study, "Bonus", "#123456")
    run("codebook", "key", study, "Pay", "9")
    run("codebook", "describe", study, "Pay", "--use", "When paid", "--fact", "--without", "clerk")
    run("codebook", "copy", study, "work", "home", "--role", "clerk")
    run("codebook", "schema", study, "home", "--name", "house", "--role", "")
    run("codebook", "merge", study, "Time", "Holiday", "--schema", "house")
    assert (
        "Deleted Pay, and 0 coded passages with it."
        in run("codebook", "delete", study, "Pay", "--schema", "house").stderr
    )
    assert tree(study) == [
        *("work: Holiday", "work: Pay", "work: Pay > Time", "work: Pay > Tips", "work: Bonus"),
        *("house: Holiday", "house: Bonus"),
    ]
    with open_project(study, write=False) as project:
        codes = {code.path: code for code in list_schemas(project)[0].codes}
        assert [step.coder for step in project.steps()][1] == "ida"
    assert (codes["Pay"].key, codes["Holiday"].key, codes["Holiday"].colour) == ("9", "1", "#00AAFF")
    assert (codes["Pay"].use, codes["Pay"].fact, codes["Pay"].without) == ("When paid", True, ("clerk",))
    assert codes["Pay > Tips"].definition == "Extra"
    run("codebook", "schema", study, "house", "--delete")
    assert {line.partition(":")[0] for line in tree(study)} == {"work"}


def test_wrong_usage_is_told_apart_from_what_is_not_there(run: Run, study: Path) -> None:
    run("codebook", "import", study, "-", "--name", "work", given="Pay\n")
    run("codebook", "move", study, "Pay", code=2)
    run("codebook", "schema", study, "work", code=2)
    run("codebook", "import", study, "-", "--name", "home", given="Pay\n")
    for words in (("add", study, "New"), ("rename", study, "Pay", "New"), ("export", study, "x.odt")):
        assert isinstance(run("codebook", *words, code=1).exception, InputError)


def test_a_schema_that_ships_comes_into_a_study_by_its_name(study_path: Path, run: Run) -> None:
    assert "praksislogikker: 4 new categories" in run("codebook", "import", study_path, "praksislogikker").stderr
    assert "praksislogikker" in run("codebook", "show", study_path).stdout
