"""`tusj episodes` and `tusj themes`: what they print, what they change, what they refuse."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from app.cli import family
from codebook.project import open_project
from codebook.themes import list_evidence, list_themes
from corpus.errors import TusjError


@pytest.fixture
def tusj(study_path, monkeypatch):
    """Run a command on the study; `tusj("themes", …)` gives what it printed."""

    def run(name, *words):
        done = CliRunner().invoke(family, [name, str(study_path), *map(str, words)], standalone_mode=False)
        if done.exception:
            raise done.exception
        return done.stdout

    return run


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_an_episode_is_begun_told_and_listed(tusj):
    tusj("episodes", "--add", "Lageret", "--tell", "Lageret", "P01", 32, 42, "--outcome", "Lageret", "worked")
    tusj("episodes", "--tell", "lageret", "P03", 24, 45)
    listed = rows(tusj("episodes", "--format", "csv"))
    assert ",".join(listed[0]) == "episode,outcome,transcript,turn,participant,role,start,end,text"
    assert [(row["episode"], row["outcome"], row["transcript"], row["text"]) for row in listed] == [
        ("Lageret", "worked", "P01", "Stort sett"),
        ("Lageret", "worked", "P03", "Jeg må ringe og mase."),
    ]
    assert [row["transcript"] for row in rows(tusj("episodes", "--format", "csv", "--role", "veileder"))] == ["P03"]
    tusj("episodes", "--untell", "Lageret", "P03", 24, 45, "--rename", "Lageret", "Gutten")
    assert json.loads(tusj("episodes", "--format", "json"))[0]["episode"] == "Gutten"
    tusj("episodes", "--remove", "Gutten")
    assert tusj("episodes", "--format", "csv").count("\n") == 1
    tusj("episodes", "--outcomes", "i jobb; ute", "--add", "Ny", "--outcome", "Ny", "Ute")
    assert rows(tusj("episodes", "--format", "csv"))[0]["outcome"] == "ute"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--add", " "), "needs a name"),
        (("--tell", "Lageret", "P01", 1, 4), "no episode Lageret"),
        (("--add", "a", "--tell", "a", "P09", 1, 4), "no interview P09"),
        (("--add", "a", "--tell", "a", "P01", 4, 4), "must come after"),
        (("--add", "a", "--tell", "a", "P01", 4, 99_999), "lies outside"),
        (("--add", "a", "--outcome", "a", "kanskje"), "no outcome"),
        (("--add", "a", "--untell", "a", "P01", 1, 4), "has no telling at 1–4 of P01"),
        (("--outcomes", ";"), "at least one"),
    ],
)
def test_what_an_episode_cannot_be_is_refused_and_nothing_changes(tusj, study_path, words, said):
    with pytest.raises(TusjError, match=said):
        tusj("episodes", *words)
    with open_project(study_path, write=False) as project:
        assert [step.what for step in project.steps() if "episode" in step.what] == []


def test_a_theme_is_written_argued_and_listed(tusj, study_path, tmp_path):
    numbers = [row["coding"] for row in rows(tusj("codings", "--format", "csv"))]
    tusj("themes", "--add", "Begge", "De er begge deler.")
    tusj("themes", "--evidence", "Begge", "for", numbers[0], numbers[3])
    tusj("themes", "--evidence", "1", "against", numbers[4])
    tusj("themes", "--categories", "Begge", "Fornøyd med samarbeid", "--note", "Begge", "et notat")
    listed = rows(tusj("themes", "--format", "csv"))
    assert ",".join(listed[0]) == "theme,claim,side,schema,code,transcript,turn,participant,role,start,end,text"
    assert [(row["side"], row["participant"]) for row in listed] == [("for", "P01"), ("for", "P03"), ("against", "P04")]
    page = tusj("themes", "--format", "md", "--label", "number")
    assert "«Jeg må ringe og mase.» (Veileder 1)" in page
    assert "et notat" in page
    tusj(
        "themes", "--no-evidence", "Begge", numbers[0], "--claim", "Begge", "De er slitne.", "--rename", "Begge", "Slit"
    )
    with open_project(study_path, write=False) as project:
        theme = list_themes(project)[0]
        assert (theme.name, theme.claim, len(theme.codes), len(list_evidence(project))) == (
            "Slit",
            "De er slitne.",
            1,
            2,
        )
    lineage = rows(tusj("themes", "--lineage", "Slit", "--format", "csv"))
    assert ",".join(lineage[0]) == "theme,schema,code,kind,what,time,coder"
    assert "●" in tusj("themes", "--map")
    tusj("themes", "--map", "-o", tmp_path / "map.svg")
    tusj("themes", "-o", tmp_path / "page.docx")
    assert (tmp_path / "map.svg").read_bytes().startswith(b"<?xml")
    assert (tmp_path / "page.docx").read_bytes().startswith(b"PK")
    tusj("themes", "--remove", "Slit")
    assert "Det er ingen temaer ennå." in tusj("themes")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--add", "a", ""), "needs a claim"),
        (("--evidence", "1", "for", "1"), "no theme 1"),
        (("--add", "a", "b", "--evidence", "a", "for"), "at least one coded passage"),
        (("--add", "a", "b", "--evidence", "a", "for", "999999"), "no coded passage 999999"),
        (("--add", "a", "b", "--evidence", "a", "for", "x1"), "x1 is no number"),
        (("--add", "a", "b", "--categories", "a", "Nope"), "Nope"),
        (("--lineage", "a"), "no theme a"),
        (("--map", "--format", "csv"), "drawn as text"),
        (("--map", "--format", "svg"), "name a file"),
        (("-o", "x.pdf"), "only the map|Only the map"),
    ],
)
def test_what_a_theme_cannot_be_is_refused_and_nothing_changes(tusj, study_path, words, said):
    with pytest.raises(TusjError, match=said):
        tusj("themes", *words)
    with open_project(study_path, write=False) as project:
        assert list_themes(project) == []


def test_any_words_a_chapter_and_the_order_are_set_by_command(tusj, study_path):
    tusj("themes", "--add", "En", "Den ene.", "--chapter", "En", "6.1")
    tusj("themes", "--add", "To", "Den andre.", "--position", "To", 1)
    tusj("themes", "--passage", "To", "for", "P01", 32, 42)
    tusj("themes", "--passage", "2", "against", "P03", 24, 45)
    listed = rows(tusj("themes", "--format", "csv"))
    assert [(row["theme"], row["side"], row["code"], row["text"]) for row in listed] == [
        ("To", "for", "", "Stort sett"),
        ("En", "against", "", "Jeg må ringe og mase."),
    ]
    assert "6.1" in tusj("themes", "--format", "md")
    tusj("themes", "--no-passage", "To", "P01", 32, 42, "--chapter", "En", "")
    with pytest.raises(TusjError, match="does not use 32–42 of P01"):
        tusj("themes", "--no-passage", "To", "P01", 32, 42)
    assert "6.1" not in tusj("themes", "--format", "md")
    tusj("episodes", "--add", "a", "--add", "b", "--position", "b", 1)
    assert [row["episode"] for row in rows(tusj("episodes", "--format", "csv"))] == ["b", "a"]


def test_words_that_go_with_nothing_are_wrong_usage(tusj):
    import click

    with pytest.raises(click.UsageError):
        tusj("themes", "Fornøyd")
    with pytest.raises(click.UsageError):
        tusj("themes", "--evidence", "a", "for", "--categories", "a", "1")


def test_a_change_by_command_is_one_step_that_undo_takes_back(tusj):
    tusj("themes", "--add", "Begge", "De er begge deler.", "--note", "Begge", "et notat")
    assert tusj("steps", "--format", "csv").strip().split("\n")[-1].endswith("changed the themes")
    tusj("undo")
    assert "Det er ingen temaer ennå." in tusj("themes")
