"""Backgrounds in tables: numbers are numbers, and nothing else is."""

import json

import pytest

from corpus.errors import InputError
from corpus.participants import (
    guess_kind,
    import_participants,
    list_attributes,
    list_participants,
    set_attribute,
)
from corpus.store import Project
from exports.tables.listings import participants_table
from exports.writers.tidy import csv_bytes, json_bytes


def test_numbers_leave_as_numbers(study: Project) -> None:
    rows = [{"participant": f"P0{n}", "poeng": value} for n, value in enumerate(("-5", "1 000", "2,5", ""), start=1)]
    import_participants(study, rows, ["participant", "poeng"])
    table = participants_table(study)
    assert [row["poeng"] for row in json.loads(json_bytes(table))] == [-5, 1000, 2.5, ""]
    assert csv_bytes(table).decode().splitlines()[1:] == [
        "P01,jobbspesialist,-5",
        "P02,jobbspesialist,1000",
        "P03,veileder,2.5",
        "P04,veileder,",
    ]


@pytest.mark.parametrize("value", ["nan", "inf", "-Infinity", "1e400", "1_000", "0x1", "٣", "1 2", "9" * 16, "0150"])
def test_what_only_programs_take_for_a_number_is_none(study: Project, value: str) -> None:
    assert guess_kind([value]) == "text"
    set_attribute(study, "P01", "poeng", "1", "number")
    with pytest.raises(InputError, match="is not a number"):
        set_attribute(study, "P01", "poeng", value)


@pytest.mark.parametrize(
    ("value", "stored"), [("+5", "5"), ("−5", "-5"), ("0", "0"), ("0,50", "0.50"), ("1 000", "1000")]
)
def test_numbers_as_people_write_them(study: Project, value: str, stored: str) -> None:
    set_attribute(study, "P01", "poeng", value)
    assert [(a.name, a.kind) for a in list_attributes(study)] == [("poeng", "number")]
    assert list_participants(study)[0].attributes == {"poeng": stored}


def test_a_column_rolle_is_the_role(study: Project) -> None:
    import_participants(study, [{"participant": "P01", "Rolle": "veileder"}], ["participant", "Rolle"])
    assert list_participants(study)[0].role == "veileder"
    assert list_attributes(study) == []
    with pytest.raises(InputError, match="cannot be the name"):
        set_attribute(study, "P01", "rolle", "x")
    columns = ["participant", "role", "rolle"]
    with pytest.raises(InputError, match="two columns"):
        import_participants(study, [dict(zip(columns, ("P01", "veileder", "x"), strict=True))], columns)
