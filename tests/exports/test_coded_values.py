"""Coded values are said in words to people and kept as codes for programs."""

import io
import json

import openpyxl
import pytest
from docx import Document

from codebook.readings import STATUSES
from corpus.messages import in_language
from exports.tables.listings import say_statuses
from exports.values import Column, Table
from exports.writers import write_table

FLAG_WORDS = {"recurs": "går igjen", "stands-out": "skiller seg ut"}
TABLE = Table(
    "Utsagn",
    (Column("flags", "flagg", said=FLAG_WORDS), Column("fact", "fakta"), Column("gist", "stikkord")),
    (("recurs;stands-out", True, "recurs"), ("", False, "a;b"), ("strange", False, "")),
)


def written(format: str) -> bytes:
    target = io.BytesIO()
    write_table(TABLE, format, target, language="nb")
    return target.getvalue()


@pytest.mark.parametrize("format", ["text", "md"])
def test_text_says_coded_values_in_words(format: str) -> None:
    text = written(format).decode()
    assert "går igjen; skiller seg ut" in text
    assert " ja " in text
    assert " nei " in text
    assert text.count("recurs") == 1
    assert "strange" in text


def test_office_files_say_coded_values_in_words() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx"))).active
    assert [sheet.cell(2, column).value for column in (1, 2, 3)] == ["går igjen; skiller seg ut", "ja", "recurs"]
    table = Document(io.BytesIO(written("docx"))).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == ["går igjen; skiller seg ut", "ja", "recurs"]


def test_programs_get_the_codes_in_every_language() -> None:
    assert json.loads(written("json"))[0] == {"flags": "recurs;stands-out", "fact": True, "gist": "recurs"}
    assert written("csv").decode("utf-8-sig").splitlines()[:2] == ["flags,fact,gist", "recurs;stands-out,true,recurs"]


def test_every_status_has_a_norwegian_word() -> None:
    with in_language("nb"):
        assert tuple(say_statuses()) == STATUSES
        assert list(say_statuses().values()) == ["ikke begynt", "i gang", "lest"]
