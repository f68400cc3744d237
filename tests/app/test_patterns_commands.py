"""The commands of patterns: columns as the contract names them, words set and used, figures written, problems said."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import family
from corpus.errors import InputError, NotFoundError


@pytest.fixture
def tusj(study_path: Path) -> Callable[..., Result]:
    """Run a command on the small study: `tusj("patterns", "show", …)`."""

    def run(*words: str) -> Result:
        names = 2 if words[0] == "patterns" else 1
        arguments = [*words[:names], str(study_path), *words[names:]]
        return CliRunner().invoke(family, arguments)

    return run


def rows(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.exception
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


COLUMNS = {
    ("patterns", "show"): "schema,code,path,group,informants,of,share,segments,words,not_asked,said",
    ("patterns", "who", "Fornøyd med samarbeid"): "schema,code,path,role,participant,side,passages,opposite",
    ("patterns", "words"): "threshold,value,meaning",
    ("cooccurrence", "--within", "interview"): "code_a,code_b,n_a,n_b,together,c",
    ("portrait",): "transcript,schema,code,path,coding,from,to",
}


@pytest.mark.parametrize("words", COLUMNS)
def test_columns_are_those_of_the_contract(tusj: Callable[..., Result], words: tuple[str, ...]) -> None:
    found = rows(tusj(*words, "--format", "json"))
    assert ",".join(found[0]) == COLUMNS[words]
    assert not any(value is None for row in found for value in row.values())


def test_patterns_offer_words_by_the_thresholds_set(tusj: Callable[..., Result]) -> None:
    def said() -> object:
        found = rows(tusj("patterns", "show", "--code", "Fornøyd med samarbeid", "--format", "json"))
        return next(row["said"] for row in found if row["group"] == "all")

    assert said() == "couple"
    assert tusj("patterns", "words", "--set", "some_below", "0.6").exit_code == 0
    assert said() == "couple;some"
    assert isinstance(tusj("patterns", "words", "--set", "some_below", "6").exception, InputError)


def test_deviations_may_be_none_and_built_in_schemas_are_aligned(tusj: Callable[..., Result]) -> None:
    assert rows(tusj("patterns", "deviations", "--code", "Gjensidig læring", "--format", "json")) == []
    kinds = {row["kind"] for row in rows(tusj("patterns", "aligned", "--format", "json"))}
    assert kinds == {"same", "parallel"}  # the built-in schemas come aligned


def test_participants_says_why_they_were_recruited(tusj: Callable[..., Result]) -> None:
    assert tusj("participants", "--recruited", "P01", "lengst erfaring").exit_code == 0
    assert "P01, rekruttert: lengst erfaring" in tusj("patterns", "show").stdout
    assert "P01, rekruttert: lengst erfaring" in tusj("frequencies", "--format", "md").stdout


@pytest.mark.parametrize("kind", ["frequencies", "heatmap", "portrait"])
def test_figure_is_written_to_a_file(tusj: Callable[..., Result], tmp_path: Path, kind: str) -> None:
    target = tmp_path / "figure.svg"
    result = tusj("figure", kind, "-o", str(target), "--role", "veileder")
    assert (result.exit_code, result.stdout) == (0, "")
    assert b"<svg" in target.read_bytes()


def test_figure_says_what_is_wrong(tusj: Callable[..., Result], tmp_path: Path) -> None:
    assert isinstance(tusj("figure", "heatmap", "-o", str(tmp_path / "f.gif")).exception, InputError)
    assert isinstance(tusj("figure", "heatmap", "--format", "pdf").exception, InputError)
    assert isinstance(tusj("figure", "heatmap", "--role", "lege").exception, NotFoundError)
    assert tusj("figure", "pie").exit_code == 2
    assert b"<svg" in tusj("figure", "heatmap").stdout_bytes


def test_unknown_category_is_said(tusj: Callable[..., Result]) -> None:
    assert isinstance(tusj("patterns", "who", "Nei").exception, NotFoundError)
    assert isinstance(tusj("saturation", "--threshold", "5").exception, InputError)


def test_saturation_has_the_columns_of_the_contract(tusj: Callable[..., Result]) -> None:
    written = tusj("saturation", "--base", "6", "--run", "3", "--format", "csv")
    assert written.exit_code == 0
    columns = "group,before,run,first,last,new,base,ratio,low,high,reached"
    assert written.stdout.lstrip("\ufeff").splitlines()[0] == columns


@pytest.mark.parametrize(("option", "value", "most"), [("--base", "9", "4<=x<=6"), ("--run", "1", "2<=x<=3")])
def test_base_and_run_outside_their_range_are_refused(
    tusj: Callable[..., Result], option: str, value: str, most: str
) -> None:
    for command in (("saturation",), ("figure", "saturation")):
        refused = tusj(*command, option, value)
        assert refused.exit_code == 2
        assert most in refused.output
