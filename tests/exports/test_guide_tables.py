"""Who was asked what, what came up unasked, who was never asked."""

import pytest

from codebook.cells import list_cells, set_cell_status, set_not_asked
from codebook.codes import add_code
from codebook.codings import add_coding
from codebook.questions import add_question, find_tied, link_turn
from codebook.schemas import CodeDraft, get_code, get_schema, list_schemas
from corpus.participants import get_participant
from corpus.transcripts import get_transcript, read_transcript
from exports.tables.filters import Filters
from exports.tables.guide import asked_table, find_unasked, guide_table, never_asked, suggestions_table, unasked_table

ROLE = "jobbspesialist"


@pytest.fixture
def guided(study):
    """Two questions of a role; P01 is asked the first in turn 1, and the second never; P02 has no link."""
    schemas = list_schemas(study)
    first = add_question(study, ROLE, "Hvordan går samarbeidet?", find_tied(schemas, ["Fornøyd med samarbeid"], ROLE))
    names = ["Frustrasjoner knyttet til samarbeid", "Gjensidig læring"]
    add_question(study, ROLE, "Hva er frustrerende?", find_tied(schemas, names, ROLE))
    link_turn(study, read_transcript(study, get_transcript(study, "P01")), 1, first)
    return study


def test_the_guide_says_how_many_were_asked(guided):
    assert guide_table(guided).rows == (
        (ROLE, 1, "Hvordan går samarbeidet?", "samarbeid: Fornøyd med samarbeid", 1, 2),
        (
            ROLE,
            2,
            "Hva er frustrerende?",
            "samarbeid: Frustrasjoner knyttet til samarbeid; samarbeid: Gjensidig læring",
            0,
            2,
        ),
    )


def test_who_was_asked_what_and_where_nothing_is_known(guided):
    rows = [(row[0], row[2], *row[4:]) for row in asked_table(guided).rows]
    assert rows == [
        ("P01", 1, "yes", "P01", "1"),
        ("P02", 1, "unknown", "", ""),
        ("P01", 2, "no", "", ""),
        ("P02", 2, "unknown", "", ""),
    ]
    assert [row[0] for row in asked_table(guided, Filters(participant=("P02",))).rows] == ["P02", "P02"]


def test_what_no_question_before_it_asks_about_came_up_unasked(guided):
    assert [(p.participant, p.code.name) for p in find_unasked(guided)] == [
        ("P01", "Frustrasjoner knyttet til samarbeid")
    ]
    text = read_transcript(guided, get_transcript(guided, "P01"))
    link_turn(guided, text, 3, _questions(guided)[1])
    assert find_unasked(guided) == []
    assert unasked_table(guided).rows == ()
    start = text.text.index("Det liker jeg")
    add_coding(guided, text, start, start + 5, get_code(list_schemas(guided), "Utsagn vedrørende prestisje"))
    assert [row[3:7] for row in unasked_table(guided).rows] == [
        ("Utsagn vedrørende prestisje", "Utsagn vedrørende prestisje", "P01", 4)
    ]


def test_a_question_asks_about_what_stands_below_its_category(guided):
    schema = get_schema(guided, "samarbeid")
    below = add_code(guided, schema, CodeDraft("Under", "Fornøyd med samarbeid"))
    text = read_transcript(guided, get_transcript(guided, "P01"))
    start = text.text.index("samme gang")
    add_coding(guided, text, start, start + 10, below)
    assert "Under" not in [p.code.name for p in find_unasked(guided)]


def _questions(project):
    from codebook.questions import list_questions

    return list_questions(project)


def test_never_asked_are_those_without_question_passage_or_meaning(guided):
    found = [(person.label, code.name) for person, code in never_asked(guided)]
    assert found == [("P01", "Gjensidig læring")]
    assert set_not_asked(guided, never_asked(guided)) == 1
    assert [(cell.participant, cell.status) for cell in list_cells(guided)] == [("P01", "not-asked")]
    assert never_asked(guided) == []
    guided.undo()
    learning = get_code(list_schemas(guided), "Gjensidig læring")
    set_cell_status(guided, get_participant(guided, "P01"), learning, "silent")
    assert never_asked(guided) == []


def test_suggestions_leave_out_what_is_linked(guided):
    names = [column.name for column in suggestions_table(guided).columns]
    assert names == ["transcript", "turn", "text", "number", "question", "shared"]
    assert ("P01", 1) not in [row[:2] for row in suggestions_table(guided).rows]
