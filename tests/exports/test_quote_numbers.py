"""The numbers over quotes are those of the frequency table."""

from codebook.codings import choose_quote, list_codings
from codebook.schemas import get_code, get_schema, list_schemas
from corpus.store import Project
from exports.quotes.pages import quote_page
from exports.tables.filters import Filters
from exports.tables.frequencies import count_frequencies
from exports.writers.passages import group_head


def test_a_role_says_who_speaks_of_it_not_who_is_quoted(study: Project) -> None:
    code = get_code(list_schemas(study), "Fornøyd med samarbeid")
    coding = next(c for c in list_codings(study) if c.code == code.id)
    choose_quote(study, coding, chosen=True)
    (section,) = quote_page(study).sections
    assert [group_head(group) for group in section.groups] == ["jobbspesialist: 2 of 2"]
    counted = {(r.code.path, r.group): (r.informants, r.of) for r in count_frequencies(study).rows}
    assert counted[section.path, "jobbspesialist"] == (2, 2)
    (section,) = quote_page(study, Filters(participant=("P01",))).sections
    assert [group_head(group) for group in section.groups] == ["jobbspesialist: 1 of 1"]


def test_a_role_the_category_leaves_out_has_no_number(study: Project) -> None:
    from codebook.codings import add_coding
    from corpus.transcripts import get_transcript, read_transcript

    text = read_transcript(study, get_transcript(study, "P02"))
    code = get_code([get_schema(study, "samarbeid")], "Ikke søkt til jobbspesialister")
    choose_quote(study, add_coding(study, text, *text.turns[1].words, code), chosen=True)
    (section,) = quote_page(study).sections
    assert [group_head(group) for group in section.groups] == ["jobbspesialist: –"]


def test_categories_of_one_name_are_told_apart_by_their_schemas(study: Project) -> None:
    from codebook.codings import add_coding
    from corpus.transcripts import get_transcript, read_transcript
    from exports.writers import markdown

    for name, schema in (("P02", "jobbspesialist"), ("P03", "veileder")):
        text = read_transcript(study, get_transcript(study, name))
        add_coding(study, text, *text.turns[1].words, get_code([get_schema(study, schema)], "Forløp som har fungert"))
    page = quote_page(study, everything=True)
    assert [section.heading for section in page.sections] == [
        "Forløp som har fungert (jobbspesialist)",
        "Forløp som har fungert (veileder)",
        "Fornøyd med samarbeid",
        "Frustrasjoner knyttet til samarbeid",
        "Ikke søkt til jobbspesialister",
    ]
    text = markdown.quotes_markdown(page, "role", sources=False)
    assert [row for row in text.splitlines() if row.startswith("## ")][:2] == [
        "## Forløp som har fungert (jobbspesialist)",
        "## Forløp som har fungert (veileder)",
    ]
