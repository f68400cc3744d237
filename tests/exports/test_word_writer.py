import io
import zipfile
from typing import Any

import docx
from docx.oxml.ns import qn

from exports.values import (
    Column,
    FrequencyPage,
    FrequencyRow,
    QuoteGroup,
    QuotePage,
    QuotePassage,
    QuoteSection,
    RoleCell,
    Table,
)
from exports.writers import write_frequencies, write_quotes, write_table

HOSTILE = "=1+1 [bold] <b>&amp; \x1b[31m\x00\ud83d \u202ex\u200f e\u0301👩‍👩‍👧"
HARMLESS = "=1+1 [bold] <b>&amp; \ufffd[31m\ufffd\ufffd ⟨U+202E⟩x\u200f e\u0301👩‍👩‍👧"
LONG = " ".join(["ord"] * 40)


def table_document(table: Table) -> Any:
    target = io.BytesIO()
    write_table(table, "docx", target, language="en")
    return docx.Document(target)


def frequency_document(*pages: FrequencyPage) -> Any:
    target = io.BytesIO()
    write_frequencies(pages, "docx", target, language="en")
    return docx.Document(target)


def quote_document(page: QuotePage, label: str = "role", language: str = "en") -> Any:
    target = io.BytesIO()
    write_quotes(page, "docx", target, label, language=language)
    return docx.Document(target)


def quotes(*passages: QuotePassage) -> QuotePage:
    return QuotePage("Quotes", (QuoteSection("Frustrasjoner", "", (QuoteGroup("veileder", 2, 9, passages),)),))


def paragraphs(document: Any) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_quotes_stand_in_words_own_styles() -> None:
    page = quotes(
        QuotePassage("Jeg må mase.", "P06", "41", "veileder", 3),
        QuotePassage(LONG, "P07", "2", "veileder", 4),
    )
    assert paragraphs(quote_document(page)) == [
        ("Title", "Quotes"),
        ("Heading 1", "Frustrasjoner"),
        ("Heading 2", "veileder: 2 of 9"),
        ("Normal", "“Jeg må mase.” (A veileder)"),
        ("Quote", f"{LONG} (A veileder)"),
    ]
    assert paragraphs(quote_document(page, language="nb"))[3] == ("Normal", "«Jeg må mase.» (En veileder)")


def test_source_stands_in_a_comment_and_not_in_the_text() -> None:
    passage = QuotePassage("Ja.", "P06", "41", "veileder", 3, ("stands out",), "mas", "again", transcript="P06 (2)")
    document = quote_document(quotes(passage), "number")
    assert [(comment.author, comment.text) for comment in document.comments] == [
        ("tusj", "P06 (2), turn 41 · stands out\ngist: mas\nnote: again")
    ]
    assert paragraphs(document)[-1] == ("Normal", "“Ja.” (Veileder 3)")
    start = document.paragraphs[-1]._p.find(qn("w:commentRangeStart"))
    assert start.getnext().text == "“Ja.”"


def test_page_without_passages_says_so() -> None:
    assert paragraphs(quote_document(QuotePage("Quotes", ()))) == [("Title", "Quotes"), ("Normal", "No passages.")]


def test_hostile_text_is_harmless_everywhere() -> None:
    passage = QuotePassage(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 1, (HOSTILE,), HOSTILE, HOSTILE)
    section = QuoteSection(HOSTILE, HOSTILE, (QuoteGroup(HOSTILE, 1, 1, (passage,)),))
    document = quote_document(QuotePage(HOSTILE, (section,), (HOSTILE,)), "none")
    assert document.paragraphs[-2].text == f"“{HARMLESS}”"
    document = table_document(Table(HOSTILE, (Column("a", HOSTILE),), ((HOSTILE,),), (HOSTILE,)))
    assert cells(document.tables[0]) == [[HARMLESS], [HARMLESS]]


def test_table_repeats_its_head_and_sets_figures_to_the_right() -> None:
    table = Table(
        "People",
        (Column("a", "Participant"), Column("n", "Words", "int"), Column("s", "Share", "share")),
        (("P01", 6214, 0.5), ("P02\nto", None, None)),
        ("9 of 9 read.",),
    )
    document = table_document(table)
    [made] = document.tables
    assert cells(made) == [["Participant", "Words", "Share"], ["P01", "6214", "0.50"], ["P02\nto", "–", "–"]]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in made.rows] == [True, False, False]
    assert [cell.paragraphs[0].alignment for cell in made.rows[1].cells] == [0, 2, 2]
    assert made.style.name == "tusj Table"
    assert paragraphs(document) == [("Caption", "Table 1. People"), ("Table Note", "9 of 9 read.")]


def test_thesis_table_names_n_and_sets_sub_categories_in() -> None:
    page = FrequencyPage(
        "samarbeid",
        "Samarbeid",
        (("jobbspesialist", 9), ("veileder", 20)),
        (
            FrequencyRow("Frukt", 0, True, (RoleCell(4, 9), RoleCell(5, 20))),
            FrequencyRow("Frukt > Eple", 1, False, (RoleCell(None, 0), RoleCell(8, 20, not_asked=1))),
        ),
        ("Numbers are people.",),
    )
    document = frequency_document(page)
    assert cells(document.tables[0]) == [
        ["Category", "jobbspesialist (N = 9)", "veileder (N = 20)"],
        ["Frukt\u00a0†", "4", "5 (25%)"],
        ["Eple", "–", "8 (40%, 1 not asked)"],
    ]
    indents = [row.cells[0].paragraphs[0].paragraph_format.left_indent for row in document.tables[0].rows]
    assert [bool(indent) for indent in indents] == [False, False, True]
    assert document.paragraphs[-1].text.endswith("Numbers are people.")


def test_measures_on_request_stand_under_their_group() -> None:
    row = FrequencyRow("A", 0, False, (RoleCell(3, 9, 4, 50), RoleCell(0, 8, 0, 0)))
    groups = (("a", 9), ("b", 8))
    made = frequency_document(FrequencyPage("s", "S", groups, (row,), (), frozenset({"segments", "bars"}))).tables[0]
    assert cells(made) == [
        ["", *["a (N = 9)"] * 3, *["b (N = 8)"] * 3],
        ["Category", *["informants", "spread", "passages"] * 2],
        ["A", "3", "███░░░░░░░", "4", "0", "··········", "0"],
    ]


def test_wide_table_lies_and_narrow_one_stands() -> None:
    narrow = FrequencyPage("s", "S", (("a", 9),), ())
    wide = FrequencyPage("s", "S", tuple((f"gruppe{n}", 9) for n in range(12)), ())
    document = frequency_document(narrow, wide, narrow)
    assert [section.page_width > section.page_height for section in document.sections] == [False, True, False]


def test_tables_of_one_document_have_one_size() -> None:
    row = FrequencyRow("En kategori med et langt navn", 0, False, (RoleCell(3, 9, 4, 50),) * 3)
    wide = FrequencyPage(
        "s", "S", tuple((f"gruppe{n}", 9) for n in range(3)), (row,), (), frozenset({"segments", "words", "bars"})
    )
    narrow = FrequencyPage("s", "S", (("a", 9),), (FrequencyRow("A", 0, False, (RoleCell(3, 9),)),))
    sizes = [
        {paragraph.style.name for row in table.rows for cell in row.cells for paragraph in cell.paragraphs}
        for table in frequency_document(narrow, wide).tables
    ]
    assert sizes == [{"Table Text Small"}, {"Table Text Small"}]
    assert [
        {paragraph.style.name for row in table.rows for cell in row.cells for paragraph in cell.paragraphs}
        for table in frequency_document(narrow, narrow).tables
    ] == [{"Table Text"}, {"Table Text"}]


def test_what_stands_in_brackets_in_a_head_is_not_parted() -> None:
    cells_of_row = tuple(RoleCell(3, 9) for _number in range(3))
    row = FrequencyRow("En kategori med et svært langt navn som tar all plassen den kan få", 0, False, cells_of_row)
    groups = (("jobbspesialist", 9), ("veileder", 9), ("alle", 18))
    heads = cells(frequency_document(FrequencyPage("s", "S", groups, (row,))).tables[0])[0]
    assert heads == [
        "Category",
        "jobbspesialist (N\u00a0=\u00a09)",
        "veileder (N\u00a0=\u00a09)",
        "alle (N\u00a0=\u00a018)",
    ]


def test_zero_rows_are_a_head() -> None:
    assert cells(table_document(Table("t", (Column("a", "A"),), ())).tables[0]) == [["A"]]


def test_document_speaks_its_language_and_names_nobody() -> None:
    for language, code in (("nb", "nb-NO"), ("en", "en-GB")):
        document = quote_document(quotes(), language=language)
        defaults = document.styles.element.find(qn("w:docDefaults"))
        assert defaults.find(".//" + qn("w:lang")).get(qn("w:val")) == code
        properties = document.core_properties
        assert (properties.author, properties.last_modified_by, properties.comments) == ("tusj", "tusj", "")


def test_every_part_is_well_formed() -> None:
    from lxml import etree

    target = io.BytesIO()
    write_quotes(quotes(QuotePassage("Ja.", "P06", "41", "veileder", 3)), "docx", target)
    with zipfile.ZipFile(target) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))
