"""What a participant is given of a group and of two interviews, and corrections that find their places again."""

from datetime import date

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from codebook.codings import list_codings
from codebook.facts import Facts, say_end, set_fact
from codebook.given import give, take_back
from codebook.project import create_project
from corpus.consent import add_consent, edits_by_word, list_consents, remove_consent
from corpus.edits import apply_edits
from corpus.errors import InputError
from corpus.imports import import_candidates, read_candidates
from corpus.messages import in_language
from corpus.models import METADATA
from corpus.transcripts import get_transcript, list_transcripts, read_transcript

GROUP = (
    "Ida: Hvordan går det?\n\nKari: Jeg sier min mening her.\n\nOla: Ola mener noe annet.\n\n"
    "Kari: Det var siste ord.\n\nOla: Ja, sant.\n\nIda: Takk skal dere ha.\n"
)


@pytest.fixture
def group(tmp_path):
    with create_project(tmp_path / "g.tusj", "Gruppe", "nb", "ida") as project:
        file = tmp_path / "g.txt"
        file.write_text(GROUP, "utf-8")
        import_candidates(project, read_candidates(project, [file], interviewers=["Ida"]))
        yield project


def test_in_a_group_the_others_words_are_left_out(group):
    [interview] = give(group, "P01")
    assert interview.others
    assert [(turn.mark, turn.speaker, turn.words) for turn in interview.turns] == [
        ("[1]", "", "Hvordan går det?"),
        ("[2]", "P01", "Jeg sier min mening her."),
        ("[3]", "–", ""),
        ("[4]", "P01", "Det var siste ord."),
        ("[5]", "–", ""),
        ("[6]", "", "Takk skal dere ha."),
    ]


def test_two_interviews_are_told_apart_in_what_comes_back(study, tmp_path):
    from exports.given import given_page
    from exports.writers.page import page_text

    file = tmp_path / "second.txt"
    file.write_text("I: Og nå?\n\nP: Nå er det annerledes enn før.\n", "utf-8")
    import_candidates(study, read_candidates(study, [file], interviewers=["I"], participant="P03"))
    before = {t.name: read_transcript(study, t).text for t in list_transcripts(study)}
    text = page_text(given_page(study, "P03"))
    back = tmp_path / "back.txt"
    back.write_text(text, "utf-8")
    assert take_back(study, "P03", back).places == 0
    back.write_text(text.replace("annerledes", "helt annerledes").replace("ringe og mase", "ringe"), "utf-8")
    codings = len(list_codings(study))
    assert take_back(study, "P03", back).places == 2
    after = {t.name: read_transcript(study, t).text for t in list_transcripts(study)}
    assert after["P03"] == before["P03"].replace("ringe og mase", "ringe")
    assert after["P03 (2)"] == before["P03 (2)"].replace("annerledes", "helt annerledes")
    assert len(list_codings(study)) == codings
    assert study.undo().what == "corrections by P03"
    assert {t.name: read_transcript(study, t).text for t in list_transcripts(study)} == before
    assert list_consents(study) == []
    study.redo()
    assert read_transcript(study, get_transcript(study, "P03")).text == after["P03"]


def test_what_another_participant_was_given_is_refused(study, tmp_path):
    from exports.given import given_page
    from exports.writers.page import page_text

    back = tmp_path / "back.txt"
    back.write_text(page_text(given_page(study, "P03")), "utf-8")
    before = read_transcript(study, get_transcript(study, "P04")).text
    with pytest.raises(InputError, match=r"^back\.txt was given to P03, not to P04\.$"):
        take_back(study, "P04", back)
    assert read_transcript(study, get_transcript(study, "P04")).text == before


WORDS = st.lists(st.sampled_from(["jeg", "må", "ringe", "(…)", "«ja»", "å"]), max_size=8)


@for_all(WORDS, WORDS, st.sampled_from([" ", "\n", "  "]))
def test_edits_by_word_make_the_words_those_wanted_and_leave_white_space(old, new, gap):
    text = gap.join(old)
    edits = list(edits_by_word(text, " ".join(new), 0))
    assert apply_edits(text, edits).split() == new
    if old == new:
        assert edits == []


def rows_of(project):
    with project.read() as db:
        return {
            name: db.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            for name in METADATA.tables
            if name not in ("step", "journal", "journal_state", "view_state", "sentences")
        }


def test_undoing_everything_is_the_start_and_redoing_everything_the_end(study):
    before, steps = rows_of(study), len(study.steps())
    add_consent(study, "P01", "2026-01-02", "opptak")
    set_fact(study, "end", "2027-02-01")
    add_consent(study, "P01", "", "", "access")
    set_fact(study, "end", "")
    remove_consent(study, list_consents(study)[0])
    after = rows_of(study)
    while len(study.steps()) > steps:
        study.undo()
    assert rows_of(study) == before
    while study.redo():
        pass
    assert rows_of(study) == after


def test_the_end_is_said_with_the_days_left():
    facts = Facts(end="2027-02-01")
    assert say_end(facts, date(2026, 11, 26)) == "to be deleted by 1 Feb 2027 (67 days)"
    assert say_end(facts, date(2027, 1, 31), short=True) == "1 day left"
    assert say_end(facts, date(2027, 2, 3)) == "should have been deleted by 1 Feb 2027 (2 days ago)"
    assert say_end(Facts()) == ""
    with in_language("nb"):
        assert say_end(facts, date(2026, 11, 26)) == "slettes innen 1. feb. 2027 (67 dager)"
