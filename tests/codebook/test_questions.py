"""The interview guide: questions, links, suggestions, files, and undo."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook.cells import NOT_ASKED, list_cells, set_cell_status, set_not_asked, set_summary
from codebook.codes import merge_codes
from codebook.files.guides import import_guide, parse_guide
from codebook.models import MODELS
from codebook.questions import (
    QuestionDraft,
    QuestionLink,
    add_question,
    change_question,
    find_tied,
    get_question,
    link_turn,
    list_question_links,
    list_questions,
    move_question,
    remove_question,
    take_questions,
    unlink_turn,
)
from codebook.schemas import get_code, list_schemas
from codebook.suggesting import plain_forms, suggest_links, suggester_for
from corpus.errors import InputError, NotFoundError, ReadError
from corpus.participants import list_participants
from corpus.transcripts import get_transcript, list_transcripts, read_transcript, remove_transcript

ROLE = "jobbspesialist"


def texts(project, role=ROLE):
    return [(q.number, q.text) for q in list_questions(project, role)]


def codes_of(project, *names):
    return find_tied(list_schemas(project), names, ROLE)


def test_questions_are_numbered_per_role(study):
    for text in ("En?", "To?", "Tre?"):
        add_question(study, ROLE, text)
    add_question(study, "veileder", "Annet?")
    assert texts(study) == [(1, "En?"), (2, "To?"), (3, "Tre?")]
    assert texts(study, "veileder") == [(1, "Annet?")]
    move_question(study, get_question(list_questions(study), ROLE, 3), 1)
    assert texts(study) == [(1, "Tre?"), (2, "En?"), (3, "To?")]
    remove_question(study, get_question(list_questions(study), ROLE, 2))
    assert texts(study) == [(1, "Tre?"), (2, "To?")]
    add_question(study, ROLE, "Mellom?", number=2)
    assert texts(study) == [(1, "Tre?"), (2, "Mellom?"), (3, "To?")]


def test_a_question_keeps_its_links_when_it_is_reworded_and_moved(study):
    add_question(study, ROLE, "En?")
    question = add_question(study, ROLE, "Er det greit?", codes_of(study, "Fornøyd med samarbeid"))
    text = read_transcript(study, get_transcript(study, "P01"))
    link_turn(study, text, 1, question)
    change_question(study, question, "Hvordan går det?", codes_of(study, "Gjensidig læring"))
    move_question(study, question, 1)
    (again,) = [q for q in list_questions(study) if q.id == question.id]
    assert (again.number, again.text, again.codes) == (1, "Hvordan går det?", codes_of(study, "Gjensidig læring"))
    assert list_question_links(study) == [QuestionLink(text.transcript.id, 1, question.id)]


def test_a_name_in_two_schemas_is_the_roles_own(study):
    schemas = list_schemas(study)
    own = {s.name: {c.name: c.id for c in s.codes} for s in schemas}
    assert find_tied(schemas, ["Forløp som har fungert"], "veileder") == (own["veileder"]["Forløp som har fungert"],)
    wanted = (own["samarbeid"]["Gjensidig læring"],)
    assert find_tied(schemas, ["samarbeid: Gjensidig læring"], "veileder") == wanted
    with pytest.raises(InputError, match="may mean several"):
        find_tied(schemas, ["Forløp som har fungert"], "")


def test_only_an_interviewers_turn_is_linked_and_more_than_once(study):
    one, other = add_question(study, ROLE, "En?"), add_question(study, ROLE, "To?")
    text = read_transcript(study, get_transcript(study, "P01"))
    link_turn(study, text, 1, one)
    link_turn(study, text, 1, other)
    link_turn(study, text, 1, other)
    assert [link.question for link in list_question_links(study)] == [one.id, other.id]
    with pytest.raises(InputError, match="not the interviewer's"):
        link_turn(study, text, 2, one)
    with pytest.raises(NotFoundError, match="no turn 99"):
        link_turn(study, text, 99, one)
    unlink_turn(study, text.transcript, 1, one)
    assert [link.question for link in list_question_links(study)] == [other.id]
    unlink_turn(study, text.transcript, 1)
    assert list_question_links(study) == []


def test_the_question_that_shares_word_forms_comes_first(study):
    add_question(study, ROLE, "Kan du si litt om bakgrunnen din?")
    add_question(study, ROLE, "Er det prestisje i samarbeidene?")
    text = read_transcript(study, get_transcript(study, "P01"))
    ranked = suggester_for(study, text.transcript).rank("Hvordan er samarbeidet?")
    assert [found.question.number for found in ranked] == [2]
    assert ranked[0].shared == ("samarbeid",)
    assert suggester_for(study, text.transcript).rank("Og hva er det du tenker om det, da?") == []


def test_other_forms_can_be_given(study):
    add_question(study, ROLE, "Er du glad?")
    add_question(study, ROLE, "Noe annet?")
    forms = lambda text: {"fornøyd" if word in ("fornøyd?", "glad?") else word for word in text.split()}  # noqa: E731
    found = suggest_links(study, forms)
    assert [(t.name, turn.number, s.question.number) for t, turn, _words, s in found] == [("P02", 1, 1)]


def test_stems_meet_in_both_languages():
    assert plain_forms("nb")("Samarbeidet") == plain_forms("nb")("samarbeid")
    assert plain_forms("en")("collaborations") == plain_forms("en")("Collaboration")


def test_pasted_lines_hold_numbers_categories_and_roles(study):
    text = "1. Hvem er du?\n2) Fornøyd? | Fornøyd med samarbeid; Gjensidig læring\n\nVeileder:\n- Noe å tilføye?\n"
    assert parse_guide(study, text, ROLE) == [
        QuestionDraft(ROLE, "Hvem er du?", 1, None),
        QuestionDraft(ROLE, "Fornøyd?", 2, codes_of(study, "Fornøyd med samarbeid", "Gjensidig læring")),
        QuestionDraft("veileder", "Noe å tilføye?", 0, None),
    ]


def test_a_table_is_read_and_read_again_without_change(study, tmp_path):
    path = tmp_path / "guide.csv"
    path.write_text(
        "rolle;nr;spørsmål;kategorier\njobbspesialist;1;Hvem?;\nVEILEDER;1;Fornøyd?;Fornøyd med samarbeid\n",
        "utf-8",
    )
    assert import_guide(study, path) == 2
    assert import_guide(study, path) == 0
    assert texts(study, "veileder") == [(1, "Fornøyd?")]
    assert [step.what for step in study.steps()][-1] == "brought in 2 questions of the guide"


def test_a_word_document_is_read(study, tmp_path):
    from docx import Document

    lines, table = Document(), Document()
    for line in ("jobbspesialist", "1. Hvem er du?", "2. Er du fornøyd?\tFornøyd med samarbeid"):
        lines.add_paragraph(line)
    grid = table.add_table(2, 2)
    for cell, words in zip(grid._cells, ("Spørsmål", "Kategorier", "Lærer dere noe?", "Gjensidig læring"), strict=True):
        cell.text = words
    lines.save(tmp_path / "lines.docx")
    table.save(tmp_path / "table.docx")
    assert import_guide(study, tmp_path / "lines.docx") == 2
    assert import_guide(study, tmp_path / "table.docx", ROLE) == 1
    assert texts(study) == [(1, "Hvem er du?"), (2, "Er du fornøyd?"), (3, "Lærer dere noe?")]
    assert list_questions(study, ROLE)[1].codes == codes_of(study, "Fornøyd med samarbeid")


def test_bad_rows_are_all_named_and_nothing_is_brought_in(study, tmp_path):
    path = tmp_path / "guide.csv"
    path.write_text("number,question,categories\n1,Hva?,Finnes ikke\nto,Hvem?,\n3,,Gjensidig læring\n4,A?,\n", "utf-8")
    with pytest.raises(InputError) as caught:
        import_guide(study, path, ROLE)
    assert [detail.split(":")[0] for detail in caught.value.details] == ["row 2", "row 3", "row 4"]
    assert list_questions(study) == []
    for name, said in (("guide.pdf", "txt"), ("none.txt", "no file")):
        with pytest.raises((InputError, ReadError), match=said):
            import_guide(study, tmp_path / name)
    (tmp_path / "empty.txt").write_text("\n \n", "utf-8")
    with pytest.raises(InputError, match="no questions"):
        import_guide(study, tmp_path / "empty.txt")


def test_cells_and_questions_follow_a_merged_category(study):
    first, second = list_participants(study)[:2]
    schemas = list_schemas(study)
    one, other = get_code(schemas, "Gjensidig læring"), get_code(schemas, "Utsagn vedrørende prestisje")
    set_summary(study, first, one, "Lærer.")
    set_summary(study, first, other, "Ser ned.")
    set_cell_status(study, second, one, NOT_ASKED)
    question = add_question(study, ROLE, "Lærer dere?", [one.id])
    before = everything(study)
    merge_codes(study, one, other)
    assert [(cell.participant, cell.code, cell.summary, cell.status) for cell in list_cells(study)] == [
        ("P01", other.id, "Ser ned.\nLærer.", ""),
        ("P02", other.id, "", NOT_ASKED),
    ]
    assert get_question(list_questions(study), ROLE, question.number).codes == (other.id,)
    study.undo()
    assert everything(study) == before


def everything(project):
    """Every row of every journalled table."""
    with project.read() as db:
        return {
            table.name: sorted(map(repr, db.exec_driver_sql(f"SELECT * FROM {table.name}").fetchall()))
            for table in MODELS
            if table.info["journal"]
        }


operations = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), min_size=1, max_size=8)


@given(operations)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_everything_is_the_start_and_redoing_the_end(study, chosen):
    people, schemas, transcripts = list_participants(study), list_schemas(study), list_transcripts(study)
    codes = [code for schema in schemas for code in schema.codes]
    before = everything(study)
    for what, at in chosen:
        _do(study, what, at, people, codes, transcripts)
    after = everything(study)
    undone = 0
    while everything(study) != before:
        assert study.undo()
        undone += 1
    for _ in range(undone):
        assert study.redo()
    assert everything(study) == after
    for _ in range(undone):
        study.undo()


def _do(study, what, at, people, codes, transcripts):
    questions = list_questions(study)
    question = questions[at % len(questions)] if questions else add_question(study, ROLE, "Først?", [codes[0].id])
    person, code = people[at % len(people)], codes[at]
    match what:
        case 0:
            add_question(study, ROLE, f"Nummer {at}?", [code.id], at)
        case 1:
            change_question(study, question, f"Ny {at}?", [code.id, codes[at + 1].id])
        case 2:
            remove_question(study, question)
        case 3:
            move_question(study, question, at)
        case 4:
            link_turn(study, read_transcript(study, transcripts[at % 2]), 1, question)
        case 5:
            unlink_turn(study, transcripts[at % 2], 1)
        case 6:
            set_summary(study, person, code, f"Sammendrag {at}")
        case 7:
            set_cell_status(study, person, code, NOT_ASKED)
        case 8:
            set_not_asked(study, [(person, code), (people[0], codes[0])])
        case 9:
            take_questions(study, [QuestionDraft(ROLE, "Hentet?", 1, (code.id,)), QuestionDraft("veileder", "To?")])


def test_removing_an_interview_takes_its_links_along_and_undo_brings_them_back(study):
    question = add_question(study, ROLE, "En?")
    text = read_transcript(study, get_transcript(study, "P01"))
    link_turn(study, text, 1, question)
    remove_transcript(study, text.transcript)
    assert list_question_links(study) == []
    study.undo()
    assert list_question_links(study) == [QuestionLink(text.transcript.id, 1, question.id)]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_sample_ships_guides_links_and_cells(language: str, tmp_path: Path) -> None:
    from codebook.sample import make_sample

    with make_sample(tmp_path / "demo.tusj", language) as project:
        questions, cells = list_questions(project), list_cells(project)
        read = [read_transcript(project, transcript) for transcript in list_transcripts(project)]
        links = list_question_links(project)
        assert project.steps() == []
    assert [q.number for q in questions] == [*range(1, 11)] * 2
    assert all(question.codes for question in questions)
    asking = [(t.transcript.id, turn.number) for t in read for turn in t.turns if turn.kind == "interviewer"]
    assert {(link.transcript, link.turn) for link in links} <= set(asking)
    assert len({(link.transcript, link.turn) for link in links}) > len(asking) * 0.55
    assert sum(bool(cell.summary) for cell in cells) >= 12
    unasked = {"nb": {"P05", "P18"}, "en": {"P03"}}[language]
    assert unasked <= {cell.participant for cell in cells if cell.status == NOT_ASKED}
