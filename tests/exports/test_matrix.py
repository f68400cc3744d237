"""The matrix: what stands in its cells, recomputed from the list of codings; its sheets; the table for the thesis."""

import io
import json
import zipfile
from collections import defaultdict
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from codebook.cells import set_cell_status, set_summary
from codebook.codes import add_code
from codebook.codings import CodingDraft, add_coding, add_codings
from codebook.models import EVIDENCE, THEME, THEME_CODE
from codebook.schemas import CodeDraft, get_code, get_schema, list_schemas
from corpus.imports import import_candidates, read_candidates
from corpus.participants import get_participant, list_participants
from corpus.store.anchors import digest
from corpus.transcripts import get_transcript, list_transcripts, read_transcript
from exports.tables.filters import Filters
from exports.tables.frequencies import count_frequencies
from exports.tables.matrix import lay_out_matrix, matrix_table
from exports.tables.passages import codings_table, find_passages
from exports.tables.theme_rows import theme_table
from exports.writers.matrix import write_matrix

GROUP = "I: Hvordan går det?\n\nA: Fint.\n\nB: Nei, ikke fint.\n\nA: Jo da, det går.\n"
PRESTIGE = "Utsagn vedrørende prestisje"


@pytest.fixture
def group_study(study, tmp_path):
    """The small study with a group interview, and a sub-category something is coded with."""
    (tmp_path / "g.txt").write_text(GROUP, "utf-8")
    import_candidates(study, read_candidates(study, [tmp_path / "g.txt"], interviewers=["I"], role="veileder"))
    below = add_code(study, get_schema(study, "samarbeid"), CodeDraft("Under", "Gjensidig læring"))
    add_coding(study, read_transcript(study, get_transcript(study, "P02")), 25, 40, below)
    return study


def rows_of(table):
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def drafts_from(project, chosen):
    texts = [read_transcript(project, transcript) for transcript in list_transcripts(project)]
    codes = [code for schema in list_schemas(project) for code in schema.codes]
    for which, at, length, code, gist in chosen:
        text = texts[which % len(texts)]
        start = at % len(text.text)
        end = min(len(text.text), start + length)
        found = digest(text.text[start:end])
        yield CodingDraft(text.transcript.id, start, end, codes[code % len(codes)].id, found, "ida", gist)


codings = st.lists(
    st.tuples(
        st.integers(0, 4), st.integers(0, 200), st.integers(1, 80), st.integers(0, 30), st.sampled_from(["", "a", "b"])
    ),
    max_size=12,
)


@given(codings)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_matrix_is_what_the_codings_say(group_study, chosen):
    new = add_codings(group_study, list(drafts_from(group_study, chosen))) if chosen else 0
    held, words = defaultdict(list), defaultdict(list)
    for row, passage in zip(rows_of(codings_table(group_study)), find_passages(group_study, Filters()), strict=True):
        assert row["text"] == passage.text
        parts = row["path"].split(" > ")
        for depth in range(1, len(parts) + 1):
            held[row["participant"], row["schema"], " > ".join(parts[:depth])].append(row)
            words[row["participant"], row["schema"], " > ".join(parts[:depth])].append(passage.said)
    shown = rows_of(matrix_table(lay_out_matrix(group_study).entries()))
    roles = {person.label: person.role for person in list_participants(group_study)}
    wanted = {
        (label, schema.name, code.path)
        for label, role in roles.items()
        for schema in list_schemas(group_study)
        for code in schema.codes
        if schema.role in ("", role) and role not in code.without
    }
    assert {(row["participant"], row["schema"], row["path"]) for row in shown} == wanted
    for row in shown:
        behind = held[row["participant"], row["schema"], row["path"]]
        assert row["segments"] == len(behind)
        said = words[row["participant"], row["schema"], row["path"]]
        assert sorted(row["passages"].split("\n") if behind else []) == sorted(
            "\n".join(said).split("\n") if said else []
        )
        assert set(row["gists"].split("\n")) - {""} == {each["gist"] for each in behind} - {""}
        assert row["role"] == roles[row["participant"]]
    counted = {
        (r.schema, r.code.path, r.group): r.segments for r in count_frequencies(group_study, by="participant").rows
    }
    assert all(counted[row["schema"], row["path"], row["participant"]] == row["segments"] for row in shown)
    if new:
        group_study.undo()


def prestige(study, label):
    return get_participant(study, label), get_code(list_schemas(study), PRESTIGE)


def test_summary_and_status_stand_in_their_rows(study):
    set_summary(study, *prestige(study, "P01"), "  Ser det ikke.\n")
    set_cell_status(study, *prestige(study, "P02"), "not-asked")
    matrix = lay_out_matrix(study, Filters(code=(PRESTIGE,), role=("jobbspesialist",)))
    rows = matrix_table(matrix.entries()).rows
    assert rows == (
        ("P01", "jobbspesialist", "samarbeid", PRESTIGE, PRESTIGE, "Ser det ikke.", "", "", 0, ""),
        ("P02", "jobbspesialist", "samarbeid", PRESTIGE, PRESTIGE, "", "not-asked", "", 0, ""),
    )


def test_frequencies_count_those_not_asked_unless_they_spoke_of_it(study):
    code = get_code(list_schemas(study), "Fornøyd med samarbeid")
    for label in ("P01", "P03", "P04"):  # P01 has a passage under it
        set_cell_status(study, get_participant(study, label), code, "not-asked")
    set_cell_status(study, get_participant(study, "P02"), code, "silent")
    found = {r.group: (r.informants, r.of, r.not_asked) for r in count_frequencies(study).rows if r.code.id == code.id}
    assert found == {"jobbspesialist": (2, 2, 0), "veileder": (0, 2, 2), "all": (2, 4, 2)}


def test_the_thesis_table_says_who_was_not_asked(study):
    from exports.tables.frequencies import frequency_pages
    from exports.writers import write_frequencies

    set_cell_status(study, *prestige(study, "P03"), "not-asked")
    pages = frequency_pages(count_frequencies(study, Filters(schema=("samarbeid",))))
    written = io.BytesIO()
    write_frequencies(pages, "md", written, language="nb")
    assert "| Utsagn vedrørende prestisje | 0 | 0 (1 ikke spurt) | 0 (1 ikke spurt) |" in written.getvalue().decode()


HOSTILE = '<script>alert("1")</script> =1+1 \x1b[31m \u202e [/x] & «»'


def written(study, format, **filters):
    target = io.BytesIO()
    write_matrix(lay_out_matrix(study, Filters(**filters)), study.name, format, target)
    return target.getvalue()


TAGS = {"html", "head", "meta", "title", "style", "body", "section", "h1", "p", "span"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}


class Tags(HTMLParser):
    """Gathers the tags of a page and the words outside its style."""

    def __init__(self):
        super().__init__()
        self.tags, self.words = set(), ""

    def handle_starttag(self, tag, _attributes):
        self.tags.add(tag)

    def handle_data(self, data):
        self.words += data


def test_html_escapes_everything_and_fetches_nothing(study):
    set_summary(study, *prestige(study, "P01"), HOSTILE)
    page = written(study, "html").decode()
    tags = Tags()
    tags.feed(page)
    assert tags.tags <= TAGS
    assert '<script>alert("1")</script> =1+1 \ufffd[31m ⟨U+202E⟩ [/x] & «»' in tags.words
    assert "http:" not in page
    assert "https:" not in page
    assert "url(" not in page
    assert page.count("<section>") == 4  # two roles, each with its own schema and the shared one


def test_word_sheets_lie_on_a3_and_hold_every_text(study):
    from docx import Document

    set_summary(study, *prestige(study, "P01"), HOSTILE)
    set_cell_status(study, *prestige(study, "P02"), "silent")
    document = Document(io.BytesIO(written(study, "docx", schema=("samarbeid",))))
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (42.0, 29.7)
    assert [len(table.rows) for table in document.tables] == [3, 3]
    first = document.tables[0]
    cells = {row.cells[0].text: [cell.text for cell in row.cells] for row in first.rows}
    assert cells["P01"][6].startswith('<script>alert("1")</script> =1+1 \ufffd[31m')
    assert cells["P01"][3] == "Stort sett bra, altså. (turn 2)"
    assert cells["P02"][6] == "asked, said nothing"
    assert cells["P02"][8] == "–"
    assert "w:tblHeader" in first.rows[0]._tr.xml


def test_excel_sheets_hold_text_and_no_formulas(study):
    set_summary(study, *prestige(study, "P01"), "=1+1")
    set_summary(study, *prestige(study, "P03"), "x" * 40_000)
    data = written(study, "xlsx", schema=("samarbeid",))
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["jobbspesialist, samarbeid", "veileder, samarbeid", "Notes"]
    sheet = book.worksheets[0]
    assert (sheet["A2"].value, sheet["G2"].value.strip(), sheet["G2"].data_type) == ("P01", "=1+1", "s")
    assert sheet["D2"].value == "Stort sett bra, altså. (turn 2)"
    assert sheet.page_setup.paperSize == 8
    assert len(book.worksheets[1]["G2"].value) <= 32_767
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


def test_many_categories_go_on_on_further_sheets(study):
    schema = get_schema(study, "samarbeid")
    for number in range(10):
        add_code(study, schema, CodeDraft(f"K{number}"))
    page = written(study, "html", schema=("samarbeid",), role=("veileder",)).decode()
    assert [f"({n} av 3)" in page or f"({n} of 3)" in page for n in (1, 2, 3)] == [True] * 3


@pytest.mark.parametrize("format", ["docx", "xlsx", "html", "text", "json"])
def test_a_study_without_interviews_is_laid_out_too(tmp_path, format):
    from codebook.project import create_project

    with create_project(tmp_path / "empty.tusj") as project:
        assert written(project, format)


def test_json_has_no_nulls(study):
    rows = json.loads(written(study, "json", schema=("samarbeid",), role=("veileder",)))
    assert len(rows) == 16
    assert all(value is not None for row in rows for value in row.values())


def test_the_table_for_the_thesis_names_the_themes_of_a_category(study):
    code = get_code(list_schemas(study), "Fornøyd med samarbeid")
    with study.step("theme") as db:
        theme = db.execute(THEME.insert().values(name="Godt", claim="Det går.", position=0)).inserted_primary_key[0]
        db.execute(THEME_CODE.insert().values(theme_id=theme, code_id=code.id))
    table = theme_table(study, Filters(participant=("P01",)), printed=True)
    assert [column.name for column in table.columns] == ["passage", "gist", "category", "theme"]
    assert table.rows == (
        ("Stort sett bra, altså. (P01, turn 2)", "", "Fornøyd med samarbeid", "Godt"),
        (
            "Det er noen som aldri gir lyd fra seg. Det liker jeg ikke. (P01, turn 4)",
            "",
            "Frustrasjoner knyttet til samarbeid",
            "",
        ),
    )
    assert theme_table(study, Filters(participant=("P02",))).rows == (
        ("P02", "jobbspesialist", "P02", 2, "Veldig fornøyd, faktisk.", "", "Fornøyd med samarbeid", "Godt"),
    )


def test_evidence_comes_before_the_category_and_says_which_side(study):
    schema = get_schema(study, "samarbeid")
    below = add_code(study, schema, CodeDraft("Under", "Fornøyd med samarbeid"))
    coding = next(p.coding for p in find_passages(study) if p.participant == "P02")
    text = read_transcript(study, get_transcript(study, "P03"))
    add_coding(study, text, 25, 40, below)
    with study.step("theme") as db:
        keys = [
            db.execute(THEME.insert().values(name=name, claim="", position=at)).inserted_primary_key[0]
            for at, name in enumerate(("Godt", "Dårlig"))
        ]
        db.execute(THEME_CODE.insert().values(theme_id=keys[0], code_id=below.parent))
        place = {"transcript_id": coding.transcript, "start": coding.start, "end": coding.end, "digest": ""}
        db.execute(EVIDENCE.insert().values(theme_id=keys[1], side="against", coding_id=coding.id, **place))
    themes = {(row[0], row[6]): row[7] for row in theme_table(study, Filters(schema=("samarbeid",))).rows}
    assert themes["P02", "Fornøyd med samarbeid"] == "Dårlig (against)"
    assert themes["P03", "Under"] == "Godt"
    assert themes["P01", "Fornøyd med samarbeid"] == "Godt"
