"""`tusj excerpts` and `tusj sort`."""

import csv
import io
import json
from dataclasses import dataclass

import pytest

from app.cli import main
from codebook.project import open_project


@dataclass(frozen=True)
class Done:
    """What a command wrote."""

    stdout: str
    stderr: str


def tusj(*words: object, code: int = 0) -> Done:
    """Run the program's main within this process: starting Python anew each time would take most of the time."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _stream in range(2))
    stopped: object = 0
    with pytest.MonkeyPatch.context() as here:
        here.setattr("sys.argv", ["tusj", *map(str, words)])
        here.setattr("sys.stdout", out)
        here.setattr("sys.stderr", err)
        try:
            main()
        except SystemExit as stop:
            stopped = stop.code
    said = []
    for stream in (out, err):
        stream.flush()
        said.append(stream.buffer.getvalue().decode("utf-8"))  # type: ignore[attr-defined]
    assert stopped == code, said
    return Done(*said)


def test_excerpts_reads_as_text_and_gives_rows(study_path) -> None:
    done = tusj("excerpts", study_path, "--role", "veileder", "--text", "mase", "--context", 1, "--language", "en")
    assert "  P03: ›Jeg må ringe og mase.‹ Ellers går det fint.\n" in done.stdout
    assert "role: veileder · words: mase" in done.stdout
    (row,) = json.loads(tusj("excerpts", study_path, "--text", "mase", "--format", "json").stdout)
    assert (row["coding"], row["text"], row["before"], row["origin"]) == (4, "Jeg må ringe og mase.", "", "read")
    rows = list(csv.DictReader(io.StringIO(tusj("excerpts", study_path, "--format", "csv").stdout)))
    assert [row["coding"] for row in rows] == ["1", "2", "3", "4", "5"]
    target = study_path.with_name("e.docx")
    tusj("excerpts", study_path, "-o", target)
    assert target.stat().st_size > 10_000


def test_a_filter_with_no_hits_says_what_to_loosen(study_path) -> None:
    done = tusj("excerpts", study_path, "--role", "veileder", "--text", "fornøyd", "--language", "en")
    assert "No passages." in done.stdout
    assert "Without “words: fornøyd” there would be 2." in done.stderr


def test_filters_are_kept_and_dropped_by_command(study_path) -> None:
    tusj("excerpts", study_path, "--role", "veileder", "--keep", "dem", "--format", "json")
    found = json.loads(tusj("excerpts", study_path, "--kept", "DEM", "--text", "dit", "--format", "json").stdout)
    assert [row["coding"] for row in found] == [5]
    tusj("excerpts", study_path, "--drop", "dem")
    assert "keeps no filter dem" in tusj("excerpts", study_path, "--kept", "dem", code=1).stderr


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--since", "i går", "is no day"),
        ("--attribute", "alder", "names no background"),
        ("--origin", "guess", "is no origin"),
        ("--code", "ingen slik", "no category"),
    ],
)
def test_a_bad_filter_is_one_sentence(study_path, option, value, said) -> None:
    done = tusj("excerpts", study_path, option, value, code=1)
    assert said in done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_codings_takes_the_further_filters(study_path) -> None:
    found = json.loads(tusj("codings", study_path, "--text", "mase", "--origin", "read", "--format", "json").stdout)
    assert [row["coding"] for row in found] == [4]


def piles(study_path, *more):
    return {
        (row["pile"], row["role"]): (row["informants"], row["of"], row["segments"])
        for row in json.loads(tusj("sort", study_path, "Fornøyd med samarbeid", *more, "--format", "json").stdout)
    }


def test_sort_counts_puts_in_takes_out_and_undoes(study_path) -> None:
    assert piles(study_path)["", "all"] == (2, 4, 2)
    tusj("sort", study_path, "Fornøyd med samarbeid", "--into", "bra", "--passage", 1, "--passage", 3)
    assert piles(study_path)["bra", "jobbspesialist"] == (2, 2, 2)
    tusj("sort", study_path, "Fornøyd med samarbeid", "--out", "--passage", 3)
    assert piles(study_path)["bra", "all"] == (1, 4, 1)
    tusj("undo", study_path)
    tusj("undo", study_path)
    assert piles(study_path) == {
        ("", "jobbspesialist"): (2, 2, 2),
        ("", "veileder"): (0, 2, 0),
        ("", "all"): (2, 4, 2),
    }


def test_sort_splits_to_another_schema(study_path) -> None:
    words = ("sort", study_path, "Fornøyd med samarbeid", "--split-to", "jobbspesialist")
    tusj(*words, "--into", "Hva kreves god jobbspesialist?", "--passage", 1)
    tusj(*words, "--into", "noe nytt", "--passage", 1)
    counted = piles(study_path, "--split-to", "jobbspesialist")
    assert counted["Hva kreves god jobbspesialist?", "jobbspesialist"] == (1, 2, 1)
    assert counted["noe nytt", "all"] == (1, 2, 1)
    tusj(*words, "--out", "--passage", 1)
    assert piles(study_path, "--split-to", "jobbspesialist")["", "all"] == (2, 2, 2)
    with open_project(study_path) as project:
        assert [step.what for step in project.steps()][-3:] == ["sorted a passage of Fornøyd med samarbeid"] * 3


def test_sort_refuses_what_does_not_fit(study_path) -> None:
    assert "Say which passages" in tusj("sort", study_path, "Fornøyd med samarbeid", "--into", "x", code=1).stderr
    done = tusj("sort", study_path, "Fornøyd med samarbeid", "--into", "x", "--passage", 4, code=1)
    assert "Not coded with Fornøyd med samarbeid: passage 4." in done.stderr
    assert (
        "no coded passage 99"
        in tusj("sort", study_path, "Fornøyd med samarbeid", "--out", "--passage", 99, code=1).stderr
    )
    assert len(piles(study_path)) == 3
