"""What leaves the study to be read holds only what is said: no labels, which may be names, and no time stamps."""

import pytest

from codebook.codings import add_coding
from codebook.project import create_project
from codebook.readings import add_schema_in_use
from codebook.schemas import CodeDraft, SchemaDraft
from corpus.imports import import_candidates, read_candidates
from corpus.transcripts import list_transcripts, read_transcript
from exports.meeting import prepare_meeting
from exports.tables.excerpts import excerpt_page
from exports.tables.matrix import lay_out_matrix, matrix_table
from exports.tables.passages import codings_table, find_passages

TEXT = (
    "[00:01] Dan Brown: Hei. Hvem er du?\n\n[00:02] Kari Nordmann: Jeg er veileder.\n\n"
    "[00:03] Dan Brown: Fortell.\n\n[00:04] Kari Nordmann: Vi snakker sammen.\n\n"
    "[00:09] Kari Nordmann: Det er bra.\n"
)


@pytest.fixture
def named(tmp_path):
    """A study whose speakers have names, one passage across its turns and one within the participant's."""
    file = tmp_path / "a.txt"
    file.write_text(TEXT, "utf-8")
    with create_project(tmp_path / "study.tusj", language="en") as study:
        import_candidates(study, read_candidates(study, [file], interviewers=["Dan Brown"], role="veileder"))
        schema = add_schema_in_use(study, SchemaDraft("s", (CodeDraft("k"),)))
        text = read_transcript(study, list_transcripts(study)[0])
        add_coding(study, text, text.text.index("Fortell"), len(text.text) - 1, schema.codes[0])
        add_coding(study, text, text.text.index("Vi snakker"), len(text.text) - 1, schema.codes[0])
        yield study


def test_passages_are_read_without_labels_and_time_stamps(named):
    across, within = find_passages(named)
    assert across.said == "[I:] Fortell. [P01:] Vi snakker sammen. Det er bra."
    assert within.said == "Vi snakker sammen. Det er bra."
    assert within.text == TEXT[TEXT.index("Vi snakker") : len(TEXT) - 1]


def test_no_name_leaves_in_what_is_written_to_be_read(named):
    asked = [asked.words for part in prepare_meeting(named).categories for asked in part.asked]
    excerpts = [excerpt.words for excerpt in excerpt_page(named, context=1).excerpts]
    cells = [str(cell) for row in matrix_table(lay_out_matrix(named).entries()).rows for cell in row]
    for words in (*asked, *excerpts, *cells, repr(excerpt_page(named, context=1))):
        assert not any(name in words for name in ("Nordmann", "Brown", "00:0")), words


def test_the_rows_of_codings_hold_the_words_exactly_as_they_stand(named):
    text = [column.name for column in codings_table(named).columns].index("text")
    assert [row[text] for row in codings_table(named).rows] == [passage.text for passage in find_passages(named)]
