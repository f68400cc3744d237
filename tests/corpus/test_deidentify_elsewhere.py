"""The second look: every place where people write outside the interviews is looked at, and cleared by replacing."""

import json
from dataclasses import dataclass

import pytest
from sqlalchemy import Float, Integer, String

from codebook.builtins import get_builtin
from codebook.codings import add_coding
from codebook.memos import Target, write_memo
from codebook.models import MODELS
from codebook.project import create_project
from codebook.readings import add_schema_in_use
from codebook.schemas import list_schemas
from corpus.deidentify.elsewhere import _APART, _CODED, _CODERS, WHERE, worded_columns
from corpus.deidentify.replace import Replaced, replace_strings
from corpus.deidentify.suggestions import list_suggestions
from corpus.imports import import_candidates, read_candidates
from corpus.models import METADATA
from corpus.participants import set_attribute
from corpus.store import Project
from corpus.store.manifest import list_files, remember_file
from corpus.transcripts import list_transcripts, read_transcript

_GIVEN = (
    "Kari Ola Ingrid Magnus Silje Ivar Hanne Mohamed Fatima Turid Geir Aslaug Truls Sverre Anita Tordis Malene Knut "
    "Solveig Sjur Torunn Gjertrud Ahmed Samira Eldrid Synnøve Helge Åsmund Lovisa Oddvar Jorunn Gunnar"
)
PLANTED = {place: f"{given} Tveråsmoen" for place, given in zip(WHERE, _GIVEN.split(), strict=False)}
"""A name of its own for each column that is looked at."""
_JSON = {("code_event", "details"), ("schema", "bands")}


@dataclass
class Looked:
    """What the second look found, what was replaced, and the bytes of the study then."""

    found: dict[str, list[str]]
    done: Replaced
    left: bytes
    paths: list[str]


def plant(project: Project, table: str, column: str, words: str) -> None:
    """Write words into a column of a table's first row, making a row where there is none."""
    value = json.dumps([words]) if (table, column) in _JSON else words
    with project.step("x") as db:
        if not db.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar_one():
            row = {
                c.name: 1 if isinstance(c.type, Integer | Float) else f"{table} {c.name}"
                for c in METADATA.tables[table].columns
                if c.name != "id"
            }
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" * len(row))
            db.exec_driver_sql(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(row.values()))
        first = f'(SELECT min(id) FROM "{table}")'
        db.exec_driver_sql(f'UPDATE "{table}" SET "{column}" = ? WHERE id = {first}', (value,))


@pytest.fixture(scope="module")
def looked(tmp_path_factory) -> Looked:
    folder = tmp_path_factory.mktemp("second look")
    with create_project(folder / "s.tusj", "Studien", "nb", "ida") as project:
        add_schema_in_use(project, get_builtin("samarbeid", "nb"))
        file = folder / "a.txt"
        file.write_text("I: Ja?\n\nP: Nei, det gjorde vi ikke.\n", "utf-8")
        import_candidates(project, read_candidates(project, [file], interviewers=["I"], role="veileder"))
        text = read_transcript(project, list_transcripts(project)[0])
        add_coding(project, text, 12, 15, list_schemas(project)[0].codes[0])
        write_memo(project, Target(), "et notat")
        set_attribute(project, "P01", "kontor", "A")
        for (table, column), words in PLANTED.items():
            plant(project, table, column, words)
        there, gone = folder / "Torvaldine Gråberg.docx", folder / "Olaug Gråberg.docx"
        for path in (there, gone):
            path.touch()
            remember_file(project, path, "quotes")
        gone.unlink()
        suggested = list_suggestions(project)
        found = {one.text: [e.where for e in one.elsewhere] for one in suggested}
        done = replace_strings(
            project,
            dict.fromkeys((*PLANTED.values(), "Torvaldine Gråberg", "Olaug Gråberg"), "(navn)"),
        )
        left = b"".join(p.read_bytes() for p in folder.glob("s.tusj*") if p.is_file())
        paths = [file.path.name for file in list_files(project)]
    return Looked(found, done, left, paths)


def test_every_column_of_words_is_looked_at_or_named_as_none():
    """A new table with text must be seen to: it fails here until it is."""
    looked_at = {(table.name, name) for table, names in worded_columns() for name in names}
    assert set(METADATA.tables) == {model.name for model in MODELS}
    for table in METADATA.tables.values():
        for column in table.columns:
            if isinstance(column.type, String) and (table.name, column.name) not in looked_at:
                assert table.name in _APART or column.name in _CODED or (table.name, column.name) in _CODERS
    assert {
        ("memo", "text"),
        ("coding", "gist"),
        ("attribute_value", "value"),
        ("code", "name"),
        ("turn", "speaker"),
        ("cell", "summary"),
        ("theme", "claim"),
        ("episode", "name"),
        ("consent", "text"),
        ("setting", "value"),
        ("transcript", "file_name"),
        ("view_state", "value"),
    } <= looked_at


def test_every_column_has_a_name_of_its_own():
    assert len(PLANTED) == len(WHERE)


@pytest.mark.parametrize("place", WHERE, ids=".".join)
def test_a_name_is_found_where_people_write(looked, place):
    assert looked.found[PLANTED[place]] == [WHERE[place]]


@pytest.mark.parametrize("place", WHERE, ids=".".join)
def test_a_name_replaced_is_nowhere_it_was_written(looked, place):
    given = PLANTED[place].split()[0]

    assert [form for form in (given, given.lower()) if f"{form} Tve".encode() in looked.left] == []


def test_names_of_files_are_found_and_said_while_the_file_is_there(looked):
    assert looked.found["Torvaldine Gråberg"] == looked.found["Olaug Gråberg"] == ["file written"]
    assert looked.done.files == ("Torvaldine Gråberg.docx",)
    assert looked.paths == ["Torvaldine Gråberg.docx", "(navn).docx"]
    assert b"Olaug" not in looked.left
