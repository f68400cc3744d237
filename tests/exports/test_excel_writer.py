import io
from typing import Any

import openpyxl
import pytest

from exports.values import Cell, Column, FrequencyPage, FrequencyRow, QuotePage, RoleCell, Table
from exports.writers import write_frequencies, write_quotes, write_table

COLUMNS = (Column("code", "Category"), Column("n", "Informants", "int"), Column("share", "Share", "share"))


def book(table: Table) -> Any:
    target = io.BytesIO()
    write_table(table, "xlsx", target, language="en")
    return openpyxl.load_workbook(target)


def values(sheet: Any) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def page(*rows: FrequencyRow, groups: tuple[tuple[str, int], ...], show: frozenset[str] = frozenset()) -> Any:
    target = io.BytesIO()
    pages = [FrequencyPage("s", "Samarbeid", groups, rows, ("Numbers are people.",), show)]
    write_frequencies(pages, "xlsx", target, language="en")
    return openpyxl.load_workbook(target)


def test_sheet_has_titles_figures_as_figures_and_notes_apart() -> None:
    table = Table("Frequencies", COLUMNS, (("Fornøyd", 4, 0.5), ("Ikke søkt", None, None)), ("Preliminary.",))
    made = book(table)
    assert made.sheetnames == ["Frequencies", "Notes"]
    assert values(made["Frequencies"]) == [
        ("Category", "Informants", "Share"),
        ("Fornøyd", 4, 0.5),
        ("Ikke søkt", "–", "–"),
    ]
    assert values(made["Notes"]) == [("Preliminary.",)]
    assert made["Frequencies"].freeze_panes == "A2"
    assert made["Frequencies"].auto_filter.ref == "A1:C3"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-ja", "@x", "https://a.no", "12", "[bold]", "{=1}", "e\u0301👩‍👩‍👧"])
def test_text_is_text_and_never_a_formula(text: str) -> None:
    cell = book(Table("t", (Column("a", text),), ((text,),)))["t"]["A2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


def test_control_characters_surrogates_and_direction_are_harmless() -> None:
    made = book(Table("t", (Column("a", "A"),), (("\x1b[31m\x00\ud83d\ufffe\u202ex\u200f",),)))
    assert made["t"]["A2"].value == "\ufffd[31m\ufffd\ufffd\ufffd⟨U+202E⟩x\u200f"


def test_text_over_the_limit_goes_on_beside() -> None:
    text = "a" * 32_767 + "b"
    sheet = book(Table("t", (Column("text", "Text"), Column("n", "N", "int")), ((text, 1), ("x", 2))))["t"]
    assert values(sheet) == [
        ("Text", "Text (2)", "N"),
        ("a" * 32_767, "b", 1),
        ("x", None, 2),
    ]


def test_wide_characters_count_twice_towards_the_limit() -> None:
    row = values(book(Table("t", (Column("a", "A"),), (("👩" * 20_000,),)))["t"])[1]
    assert "".join(str(cell) for cell in row) == "👩" * 20_000
    assert all(len(str(cell).encode("utf-16-le")) // 2 <= 32_767 for cell in row)


def test_zero_rows_are_a_head() -> None:
    assert values(book(Table("t", COLUMNS, ()))["t"]) == [("Category", "Informants", "Share")]


@pytest.mark.parametrize(
    ("name", "sheet"),
    [("a/b:c[d]*?", "a b c d"), ("", "tusj"), ("x" * 40, "x" * 31), ("'q'", "q"), ("History", "History 2")],
)
def test_sheet_name_is_one_excel_takes(name: str, sheet: str) -> None:
    assert book(Table(name, COLUMNS, ())).sheetnames == [sheet]


def test_nobody_stands_in_the_properties() -> None:
    properties = book(Table("t", COLUMNS, ())).properties
    assert (properties.creator, properties.title) == ("tusj", "t")


def test_frequencies_keep_figures_apart_from_what_is_said_of_them() -> None:
    made = page(
        FrequencyRow("Frukt", 0, True, (RoleCell(5, 20), RoleCell(8, 9, not_asked=1))),
        FrequencyRow("Frukt > Eple", 1, False, (RoleCell(None, 0), RoleCell(1, 9))),
        groups=(("a", 20), ("b", 9)),
    )
    assert values(made["Samarbeid"]) == [
        ("Category", "a (N = 20)", "a: share", "b (N = 9)", "b: not asked", "Path"),
        ("Frukt\u00a0†", 5, 0.25, 8, 1, "Frukt"),
        ("Eple", "–", "–", 1, 0, "Frukt > Eple"),
    ]
    assert made["Samarbeid"]["A3"].alignment.indent == 1
    assert values(made["Notes"])[-1] == ("Numbers are people.",)


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_bars_are_drawn_only_on_request() -> None:
    row = FrequencyRow("A", 0, False, (RoleCell(3, 9, 4, 50),))
    bare = page(row, groups=(("v", 9),))["Samarbeid"]
    full = page(row, groups=(("v", 9),), show=frozenset({"bars", "words"}))["Samarbeid"]
    assert [str(found.sqref) for found in bare.conditional_formatting] == []
    assert [str(found.sqref) for found in full.conditional_formatting] == ["B2"]
    assert values(full) == [("Category", "v (N = 9)", "v: words"), ("A", 3, 50)]


def test_nothing_to_write_is_still_a_workbook() -> None:
    target = io.BytesIO()
    write_frequencies([], "xlsx", target, language="en")
    assert openpyxl.load_workbook(target).sheetnames == ["Frequencies"]
    target = io.BytesIO()
    write_quotes(QuotePage("Quotes", ()), "xlsx", target, language="en")
    assert openpyxl.load_workbook(target)["Quotes"].max_row == 1


def test_cells_of_every_kind_can_be_absent() -> None:
    absent: tuple[Cell, ...] = (None, None, None)
    assert values(book(Table("t", COLUMNS, (absent,)))["t"])[1] == ("–", "–", "–")
