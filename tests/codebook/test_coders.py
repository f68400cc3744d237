"""Coders are one person however their name is typed."""

import pytest

from codebook.bulk import code_from_table
from codebook.codings import add_coding, list_coders, list_codings
from codebook.memos import list_memos
from codebook.schemas import get_code, list_schemas
from corpus.errors import NotFoundError
from corpus.store import Project
from corpus.store.project import OtherCoderError
from corpus.transcripts import get_transcript, read_transcript
from exports.tables.filters import Filters, look_up

COLUMNS = ("transcript", "start", "end", "code", "coder", "memo")


def code(project: Project, start: int, coder: str = "") -> None:
    row = ("P01", str(start), "9", "Fornøyd med samarbeid", coder, "sett")
    code_from_table(project, COLUMNS, [dict(zip(COLUMNS, row, strict=True))])


def test_the_first_spelling_of_a_coder_stays(study: Project) -> None:
    code(study, 3, "Anna")
    code(study, 4, "anna")
    code(study, 5, "ANNA")
    assert list_coders(study)[1:] == ["Anna"]
    assert [c.coder for c in list_codings(study) if c.end == 9] == ["Anna", "Anna", "Anna"]
    assert [note.coder for note in list_memos(study)] == ["Anna", "Anna", "Anna"]


def test_whoever_is_named_in_another_case_goes_on_as_themselves(study: Project) -> None:
    code(study, 3, "Anna")
    study.coder = "anna"
    text = read_transcript(study, get_transcript(study, "P01"))
    made = add_coding(study, text, 4, 9, get_code(list_schemas(study), "Fornøyd med samarbeid"))
    assert made.coder == "Anna"
    assert study.steps()[-1].coder == "Anna"


def test_undo_knows_a_coder_in_any_case(study: Project) -> None:
    study.coder = "Anna"
    code(study, 3, "")
    study.coder = "Bo"
    with pytest.raises(OtherCoderError):
        study.undo()
    study.coder = "aNNa"
    assert study.undo() is not None


def test_a_filter_takes_the_coder_spelled_so(study: Project) -> None:
    code(study, 3, "Anna")
    code(study, 4, "Bo")
    with study.step("made it as it was") as db:
        db.exec_driver_sql("UPDATE coder SET name = 'anna' WHERE name = 'Bo'")
    assert look_up(study, Filters(coder=("Anna",))).coders == {"Anna"}
    assert look_up(study, Filters(coder=("anna",))).coders == {"anna"}
    with pytest.raises(NotFoundError, match="no coder ANNA"):
        look_up(study, Filters(coder=("ANNA",)))
