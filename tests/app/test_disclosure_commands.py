"""Every command that prints passages with who says them tells which roles few participants have."""

import zipfile

import pytest
from click.testing import CliRunner

from app.cli import family
from codebook.builtins import get_builtin
from codebook.codings import add_coding, choose_quote
from codebook.project import create_project
from codebook.readings import add_schema_in_use
from codebook.schemas import list_schemas
from corpus.imports import import_candidates, read_candidates
from corpus.transcripts import list_transcripts, read_transcript
from exports.tables.disclosure import set_disclosure_threshold

TOLD = "role: sjef (1)"


@pytest.fixture
def path(tmp_path):
    with create_project(tmp_path / "s.tusj", "Studien", "nb", "ida") as project:
        add_schema_in_use(project, get_builtin("samarbeid", "nb"))
        for name, role in (("a", "sjef"), ("b", "veileder"), ("c", "veileder")):
            file = tmp_path / f"{name}.txt"
            file.write_text(f"I: Ja?\n\nP: Det kommer an på hvem som sitter der, {name}.\n", "utf-8")
            import_candidates(project, read_candidates(project, [file], interviewers=["I"], role=role))
        code = list_schemas(project)[0].codes[0]
        for transcript in list_transcripts(project):
            text = read_transcript(project, transcript)
            choose_quote(project, add_coding(project, text, *text.turns[1].words, code), True)
        set_disclosure_threshold(project, 1)
    return tmp_path / "s.tusj"


def run(*words: object):
    return CliRunner().invoke(family, list(map(str, words)), catch_exceptions=False)


@pytest.mark.parametrize(
    "words",
    [
        ("excerpts",),
        ("excerpts", "--format", "csv"),
        ("matrix",),
        ("matrix", "--table"),
        ("themes",),
        ("themes", "--format", "csv"),
    ],
    ids=" ".join,
)
def test_it_is_told_beside_what_is_put_out(path, words):
    assert TOLD in run(words[0], path, *words[1:]).stderr
    assert TOLD not in run(words[0], path, *words[1:], "--role", "veileder").stderr


def test_it_is_told_beside_a_meeting_file(path, tmp_path):
    assert TOLD in run("meeting", path, "-o", tmp_path / "m.docx").stderr


@pytest.mark.parametrize("format", ["text", "md", "docx", "csv", "json", "xlsx"])
def test_it_is_told_of_quotes_with_the_role_as_label(path, tmp_path, format):
    target = tmp_path / "out"

    said = run("quotes", path, "--format", format, "-o", target).stderr
    assert "only 1 participant is sjef: the label may tell who" in said
    assert "only 1" not in run("quotes", path, "--format", format, "--label", "none", "-o", target).stderr


def test_it_stands_at_the_quote_in_the_sources(path, tmp_path):
    shown = run("quotes", path, "--sources").stdout
    run("quotes", path, "-o", tmp_path / "q.docx")

    assert shown.count("! ") == 1
    with zipfile.ZipFile(tmp_path / "q.docx") as file:
        assert file.read("word/comments.xml").decode().count("! ") == 1
    assert "! " not in run("quotes", path, "--sources", "--label", "none").stdout
