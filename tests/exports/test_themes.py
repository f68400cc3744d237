"""Themes and episodes put out: rows, the page to read, the lineage and the map."""

import io

import pytest

from codebook.codings import list_codings
from codebook.episodes import add_tellings, get_episode, set_outcome
from codebook.lineage import trace_theme
from codebook.memos import CHAPTER
from codebook.schemas import get_code, list_schemas
from codebook.themes import (
    AGAINST,
    FOR,
    EvidenceDraft,
    add_evidence,
    add_theme,
    from_coding,
    list_themes,
    set_theme_codes,
    write_theme_memo,
)
from corpus.errors import InputError, NotFoundError
from corpus.transcripts import get_transcript, read_transcript
from exports.harmless import display_width
from exports.tables.episodes import episodes_table, read_episodes
from exports.tables.filters import Filters
from exports.tables.heard import hear_ranges
from exports.tables.lineage import lineage_lines, lineage_table
from exports.tables.themes import read_themes, theme_map, themes_table
from exports.writers.map_text import map_text
from exports.writers.theme_map import write_theme_map
from exports.writers.write import write_table
from exports.writers.write_themes import write_themes

GLAD, WEARY = "Fornøyd med samarbeid", "Frustrasjoner knyttet til samarbeid"
CLAIM = "De er [glade] og slitne på én gang."


@pytest.fixture
def argued(study):
    """A theme with one passage of each role for it, one against it, a note and a chapter; and one episode."""
    theme = add_theme(study, CLAIM, "Begge deler")
    schemas = list_schemas(study)
    set_theme_codes(study, theme, [get_code(schemas, GLAD)])
    codings = list_codings(study)
    add_evidence(study, theme, FOR, [from_coding(codings[0]), from_coding(codings[3])])
    text = read_transcript(study, get_transcript(study, "P04"))
    start = text.text.index("Nei.")
    add_evidence(study, theme, AGAINST, [EvidenceDraft(text.transcript.id, start, start + 4)])
    write_theme_memo(study, theme, "Er det så enkelt?\n\nNei.")
    write_theme_memo(study, theme, "6.1 Utkast", CHAPTER)
    add_tellings(study, "Lageret", [(codings[1].transcript, codings[1].start, codings[1].end)])
    set_outcome(study, get_episode(study, "Lageret"), "worked")
    return study


def page(study, format):
    written = io.BytesIO()
    write_themes([(one, trace_theme(study, one.theme)) for one in read_themes(study)], format, written)
    return written.getvalue()


def test_rows_are_one_a_passage_and_participant_in_the_columns_promised(argued):
    table = themes_table(argued)
    assert [column.name for column in table.columns] == (
        [
            "theme",
            "claim",
            "side",
            "schema",
            "code",
            "transcript",
            "turn",
            "participant",
            "role",
            "start",
            "end",
            "text",
        ]
    )
    assert [(row[2:9], row[11]) for row in table.rows] == [
        (("for", "samarbeid", GLAD, "P01", 2, "P01", "jobbspesialist"), "Stort sett bra, altså."),
        (("for", "samarbeid", WEARY, "P03", 2, "P03", "veileder"), "Jeg må ringe og mase."),
        (("against", "", "", "P04", 2, "P04", "veileder"), "Nei."),
    ]
    assert {row[:2] for row in table.rows} == {("Begge deler", CLAIM)}


def test_a_theme_without_evidence_and_an_episode_nobody_tells_keep_their_row(argued):
    add_theme(argued, "Tom", "Tom")
    assert themes_table(argued).rows[-1] == ("Tom", "Tom", "", "", "", "", None, "", "", None, None, "")
    with_rows = episodes_table(argued, Filters(participant=("P04",))).rows
    assert with_rows == (("Lageret", "worked", "", None, "", "", None, None, ""),)


@pytest.mark.parametrize(
    ("filters", "texts"),
    [
        (Filters(role=("veileder",)), ["Jeg må ringe og mase.", "Nei."]),
        (Filters(code=(GLAD,)), ["Stort sett bra, altså."]),
        (Filters(schema=("veileder",)), [""]),
        (Filters(transcript=("P04",)), ["Nei."]),
        (Filters(coder=("ida",)), ["Stort sett bra, altså.", "Jeg må ringe og mase."]),
        (Filters(flag=("recurs",)), [""]),
        (Filters(reading=("2",), participant=("P03",)), ["Jeg må ringe og mase."]),
    ],
)
def test_filters_choose_evidence_as_everywhere(argued, filters, texts):
    assert [row[11] for row in themes_table(argued, filters).rows] == texts


def test_a_filter_on_what_is_not_there_is_told(argued):
    with pytest.raises(NotFoundError):
        themes_table(argued, Filters(role=("lærer",)))


def test_an_episode_says_who_tells_it_and_what_came_of_it(argued):
    (told,) = read_episodes(argued)
    assert (told.roles, told.tellers) == (("jobbspesialist",), ("P01",))
    row = episodes_table(argued).rows[0]
    assert row[:6] == ("Lageret", "worked", "P01", 4, "P01", "jobbspesialist")
    written = io.BytesIO()
    write_table(episodes_table(argued), "text", written, language="nb")
    assert "worked" in written.getvalue().decode()  # words are chosen where the table is made


def test_words_are_heard_with_what_was_asked_and_the_rest_of_the_turn(study):
    text = read_transcript(study, get_transcript(study, "P01"))
    start = text.text.index("Vi sitter")
    one = (text.transcript.id, start, start + len("Vi sitter"))
    words = hear_ranges(study, [one, one])[one]
    assert (words.asked, words.before, words.text, words.after) == (
        "Hvordan går samarbeidet?",
        "Stort sett bra, altså. ",
        "Vi sitter",
        " i samme gang.",
    )
    label = (text.transcript.id, 0, 2)
    assert hear_ranges(study, [label])[label].voices[0].participant == "P01"


def test_the_page_reads_claim_note_chapter_both_sides_and_where_it_comes_from(argued):
    lines = [line for line in page(argued, "md").decode().split("\n") if line]
    assert lines == [
        "# Themes",
        "## Begge deler",
        "**De er \\[glade\\] og slitne på én gang.**",
        "Er det så enkelt?",
        "Nei.",
        "### The chapter it is argued from",
        "6.1 Utkast",
        "### For the claim",
        "#### jobbspesialist",
        "“Stort sett bra, altså.” (A jobbspesialist)",
        f"*P01, turn 2 · samarbeid: {GLAD}*",
        "#### veileder",
        "“Jeg må ringe og mase.” (A veileder)",
        f"*P03, turn 2 · samarbeid: {WEARY}*",
        "### Against the claim",
        "#### veileder",
        "“Nei.” (A veileder)",
        "*P04, turn 2*",
        "### Where it comes from",
        f"- samarbeid ▸ {GLAD}",
        "    - from reading 2",
        "    - coded by ida",
        f"- samarbeid ▸ {WEARY} (by its evidence)",
        "    - from reading 2",
        "    - coded by ida",
        "- some evidence is taken straight from the text, without a category",
        "- argued from a written chapter too",
    ]


def test_no_page_counts_people(argued):
    assert " of " not in page(argued, "text").decode().replace("of the", "")


def test_the_page_in_word_has_headings_and_sources_in_comments(argued):
    import docx

    written = docx.Document(io.BytesIO(page(argued, "docx")))
    heads = [(p.style.name, p.text) for p in written.paragraphs if p.style.name.startswith(("Title", "Heading"))]
    assert heads[:4] == [
        ("Title", "Themes"),
        ("Heading 1", "Begge deler"),
        ("Heading 2", "The chapter it is argued from"),
        ("Heading 2", "For the claim"),
    ]
    assert next(comment.text for comment in written.comments) == f"P01, turn 2 · samarbeid: {GLAD}"
    assert next(p for p in written.paragraphs if p.text == CLAIM).runs[0].bold


def test_an_empty_study_and_another_format_are_told(study):
    assert page(study, "md").decode() == "# Themes\n\nThere is no theme yet.\n"
    assert map_text(theme_map(study)) == "There is no theme yet.\n"
    with pytest.raises(InputError):
        write_themes([], "csv", io.BytesIO())


def test_lineage_is_told_in_lines_and_rows(argued):
    lineage = trace_theme(argued, list_themes(argued)[0])
    assert [(one.depth, one.text) for one in lineage_lines(lineage)][:2] == [
        (0, f"samarbeid ▸ {GLAD}"),
        (1, "from reading 2"),
    ]
    assert [row[2:5] for row in lineage_table(lineage).rows] == [
        (GLAD, "category", ""),
        (GLAD, "reading", "2"),
        (GLAD, "coder", "ida"),
        (WEARY, "evidence", ""),
        (WEARY, "reading", "2"),
        (WEARY, "coder", "ida"),
        ("", "text", ""),
        ("", "chapter", ""),
    ]
    bare = trace_theme(argued, add_theme(argued, "Ny"))
    assert [one.text for one in lineage_lines(bare)] == ["The theme has no categories and no evidence yet."]


def test_the_map_joins_themes_to_categories_by_what_their_evidence_says(argued):
    other = add_theme(argued, "Nei.", "Nei")
    set_theme_codes(argued, other, [get_code(list_schemas(argued), GLAD)])
    coding = next(c for c in list_codings(argued) if c.code == get_code(list_schemas(argued), WEARY).id)
    add_evidence(argued, list_themes(argued)[1], AGAINST, [from_coding(list_codings(argued)[3])])
    drawn = theme_map(argued)
    assert coding.code in {code.id for code in drawn.codes}
    assert [(one.theme, drawn.codes[one.code].name, one.named, sorted(one.sides)) for one in drawn.lines] == [
        (0, GLAD, True, ["for"]),
        (0, WEARY, False, ["for"]),
        (1, GLAD, True, []),
        (1, WEARY, False, ["against"]),
    ]
    assert drawn.tensions == ((0, 1),)
    assert map_text(drawn, 80).split("\n") == [
        "1 De er [glade] og slitne   ─┐",
        "  på én gang.                ●──◦─── ▊ Fornøyd med samarbeid (samarbeid)",
        "                             ●──○─── ▊ Frustrasjoner knyttet til… (samarbeid)",
        "2 Nei.                      ────┘",
        "",
        "● evidence for ○ evidence against ◐ both ◦ raised from it, no passage yet",
        "The same words speak for 1 and against 2.",
        "",
    ]


@pytest.mark.parametrize("width", [44, 60, 80, 160])
def test_the_map_fits_the_width_whatever_the_names(argued, width):
    from codebook.codes import rename_code

    rename_code(argued, get_code(list_schemas(argued), GLAD), "[/x] " + "svært " * 50)
    for number in range(30):
        add_theme(argued, f"{number} " + "påstand" * 40)
    rows = map_text(theme_map(argued), width).split("\n")
    assert max(map(display_width, rows)) <= width


@pytest.mark.parametrize(("format", "head"), [("svg", b"<?xml"), ("pdf", b"%PDF"), ("png", b"\x89PNG")])
def test_the_map_is_drawn_as_a_figure(argued, format, head):
    add_theme(argued, "$a_b$ \x1b[31m {x} 漢字")
    written = io.BytesIO()
    write_theme_map(theme_map(argued), format, written)
    assert written.getvalue().startswith(head)
    with pytest.raises(InputError):
        write_theme_map(theme_map(argued), "gif", io.BytesIO())
