import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cells import guard, unguard
from exports.frames import to_frame
from exports.values import Cell, Column, FrequencyPage, FrequencyRow, RoleCell, Table
from exports.writers import write_frequencies, write_table

COLUMNS = (
    Column("code", "Category"),
    Column("informants", "Informants", "int"),
    Column("share", "Share", "share"),
)


def table(*rows: tuple[Cell, ...]) -> Table:
    return Table("Frequencies", COLUMNS, rows)


def written(table: Table, format: str) -> str:
    target = io.BytesIO()
    write_table(table, format, target)
    return target.getvalue().decode("utf-8")


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def one_cell(cell: str) -> Table:
    return Table("t", (Column("text", "Text"),), ((cell,),))


def test_csv_has_the_contracts_names_and_no_bom() -> None:
    assert written(table(("Fornøyd, alt", 4, 0.5), ("Ikke søkt", None, None)), "csv") == (
        'code,informants,share\n"Fornøyd, alt",4,0.5\nIkke søkt,–,–\n'
    )


def test_json_is_one_array_without_null() -> None:
    text = written(table(("Fornøyd", 4, 0.5), (None, None, None)), "json")
    assert "null" not in text
    assert json.loads(text) == [
        {"code": "Fornøyd", "informants": 4, "share": 0.5},
        {"code": "", "informants": 0, "share": 0.0},
    ]


def test_zero_rows_are_an_export() -> None:
    assert written(table(), "csv") == "code,informants,share\n"
    assert json.loads(written(table(), "json")) == []


@pytest.mark.parametrize("start", ["=1+1", "+47", "-ja", "@SUM(A1)", "\tx", "＝1", "'=1"])
def test_csv_cell_is_never_a_formula_and_comes_back(start: str) -> None:
    [_head, [cell]] = read_csv(written(one_cell(start), "csv"))
    assert cell == f"'{start}"
    assert unguard(cell) == start


def test_csv_leaves_numbers_alone() -> None:
    assert written(table(("x", -3, -0.5)), "csv").splitlines()[1] == "x,-3,-0.5"


@given(st.text())
def test_unguard_gives_back_what_guard_was_given(text: str) -> None:
    assert unguard(guard(text)) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_csv_and_json_give_back_the_text(text: str) -> None:
    [_head, *rows] = read_csv(written(one_cell(text), "csv"))
    assert [unguard(cell) for [cell] in rows] == [text]
    assert json.loads(written(one_cell(text), "json")) == [{"text": text}]


@given(st.text(st.characters(codec=None)))
def test_nothing_that_acts_on_a_terminal_leaves(text: str) -> None:
    for format in ("csv", "json", "text", "md"):
        out = written(one_cell(text), format)
        assert not [c for c in out if (ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160]


def test_json_keeps_an_escape_sequence_as_text() -> None:
    out = written(one_cell("\x1b[31m\x9b\u202e"), "json")
    assert out.isascii()
    assert json.loads(out) == [{"text": "\x1b[31m\x9b\u202e"}]


def test_lone_surrogate_is_harmless() -> None:
    assert json.loads(written(one_cell("a\ud83d"), "json")) == [{"text": "a\ufffd"}]
    assert written(one_cell("a\ud83d"), "csv") == "text\na\ufffd\n"


def test_frequencies_as_csv_are_tidy_rows() -> None:
    page = FrequencyPage(
        "samarbeid",
        "Samarbeid",
        (("jobbspesialist", 9), ("veileder", 9)),
        (FrequencyRow("Ikke søkt > Aldri", 1, False, (RoleCell(None, 0), RoleCell(3, 9, 4, 50))),),
    )
    target = io.BytesIO()
    write_frequencies([page], "csv", target)
    assert target.getvalue().decode() == (
        "schema,code,path,group,informants,of,share,segments,words\n"
        "samarbeid,Aldri,Ikke søkt > Aldri,jobbspesialist,–,0,–,–,–\n"
        "samarbeid,Aldri,Ikke søkt > Aldri,veileder,3,9,0.3333333333333333,4,50\n"
    )


def test_frame_has_typed_columns_and_missing_cells() -> None:
    frame = to_frame(table(("Fornøyd", 4, 0.5), ("Ikke søkt", None, None)))
    assert [str(kind) for kind in frame.dtypes] == ["string", "Int64", "Float64"]
    assert frame["informants"].isna().tolist() == [False, True]
    assert frame["informants"].sum() == 4


def test_frame_of_zero_rows_keeps_its_columns() -> None:
    assert list(to_frame(table()).columns) == ["code", "informants", "share"]
