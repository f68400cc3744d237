"""The meeting file goes out, is answered with Word comments, and comes back to its passages."""

import io
import re
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook.approach import REFLEXIVE, set_approach
from codebook.cells import NOT_APPLICABLE, NOT_ASKED, set_cell_status
from codebook.codes import add_code
from codebook.codings import choose_quote, list_codings, recode, remove_codings, set_flags
from codebook.comments import bring_in_comments
from codebook.memos import COMMENT, DIARY, STUDY, Target, list_memos, write_memo
from codebook.project import create_project
from codebook.readings import READ, list_readings, set_status
from codebook.schemas import CodeDraft, get_code, list_schemas
from corpus.errors import InputError, ReadError
from corpus.participants import list_participants
from corpus.transcripts import get_transcript, read_transcript
from exports.meeting import prepare_meeting
from exports.writers.meeting import meeting_docx


def answered(data: bytes, *answers: tuple[str, str]) -> bytes:
    """The file with comments by a supervisor, each on the paragraph that begins with some words."""
    document = Document(io.BytesIO(data))
    for begins, words in answers:
        paragraph = next(p for p in document.paragraphs if p.text.startswith(begins))
        document.add_comment(paragraph.runs, words, author="Kari Veileder", initials="KV")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def changed(data: bytes, part: str, pattern: str, into: str) -> bytes:
    """The file with one of its parts rewritten, as a program that keeps less would leave it."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for item in old.namelist():
            content = old.read(item)
            if item == part:
                content = re.sub(pattern, into, content.decode()).encode()
            new.writestr(item, content)
    return written.getvalue()


def comments(study):
    return [(m.text, m.coder, m.open, m.on) for m in list_memos(study, kind=COMMENT)]


def target(study, coding):
    return Target(coding.transcript, coding.start, coding.end, coding.id)


def test_comments_come_back_to_passage_category_and_note(study):
    write_memo(study, STUDY, "Is this one category?", DIARY)
    data = meeting_docx(prepare_meeting(study))
    coding = list_codings(study)[0]
    code = get_code(list_schemas(study), "Fornøyd med samarbeid")
    back = answered(
        data, ("Stort sett bra", "Not satisfied."), ("Fornøyd med", "Too broad?"), ("Is this one", "No, two.")
    )
    report = bring_in_comments(study, back, "back.docx")
    assert (report.new, report.known, report.unplaced) == (3, 0, ())
    assert sorted(comments(study)) == sorted(
        [
            ("Not satisfied.", "Kari Veileder", True, target(study, coding)),
            ("Too broad?", "Kari Veileder", True, Target(code=code.id)),
            ("No, two.", "Kari Veileder", True, STUDY),
        ]
    )


def test_the_question_under_a_passage_belongs_to_the_passage(study):
    back = answered(meeting_docx(prepare_meeting(study)), ("Would you code it so?", "Yes."))
    bring_in_comments(study, back, "back.docx")
    assert comments(study)[0][3].coding is not None


def test_the_same_comment_comes_in_once_and_all_go_in_one_undo(study):
    back = answered(meeting_docx(prepare_meeting(study)), ("Stort sett", "A"), ("Fornøyd", "B"))
    bring_in_comments(study, back, "back.docx")
    again = bring_in_comments(study, back, "back.docx")
    assert (again.new, again.known) == (0, 2)
    study.undo()
    assert comments(study) == []


def test_a_comment_whose_bookmark_is_gone_is_placed_by_its_words_else_kept_on_the_study(study):
    data = meeting_docx(prepare_meeting(study))
    bare = changed(data, "word/document.xml", r"<w:bookmark(Start|End)[^>]*>", "")
    back = answered(bare, ("Stort sett bra, altså", "A"), ("To answer", "B"))
    report = bring_in_comments(study, back, "back.docx")
    assert report.new == 2
    assert [c.words for c in report.unplaced] == ["B"]
    placed = {text: on for text, _coder, _open, on in comments(study)}
    assert placed["A"].coding is not None
    kept = next(on for text, on in placed.items() if text.startswith("B\n\n«To answer"))
    assert kept == STUDY


def test_bookmarks_begun_twice_and_ended_once_keep_comments_apart(study):
    """As LibreOffice writes a bookmark that spans paragraphs."""
    data = meeting_docx(prepare_meeting(study))
    twice = changed(
        data,
        "word/document.xml",
        r'<w:bookmarkStart w:id="(\d+)"([^>]*)>',
        r'<w:bookmarkStart w:id="9\1"\2><w:bookmarkStart w:id="\1"\2>',
    )
    bring_in_comments(study, answered(twice, ("Stort sett", "A"), ("Veldig fornøyd", "B")), "back.docx")
    codings = {c.id: c for c in list_codings(study)}
    text = {name: read_transcript(study, get_transcript(study, name)).text for name in ("P01", "P02")}
    on = {words: codings[target.coding] for words, _coder, _open, target in comments(study)}
    assert text["P01"][on["A"].start : on["A"].end] == "Stort sett bra, altså."
    assert text["P02"][on["B"].start : on["B"].end] == "Veldig fornøyd, faktisk."


def test_a_comment_on_words_edited_in_the_file_keeps_its_passage(study):
    data = changed(meeting_docx(prepare_meeting(study)), "word/document.xml", "Stort sett bra", "Stort sett dårlig")
    bring_in_comments(study, answered(data, ("Stort sett dårlig", "A")), "back.docx")
    assert comments(study)[0][3].coding is not None


def test_a_comment_on_a_coding_that_has_gone_is_not_lost(study):
    back = answered(meeting_docx(prepare_meeting(study)), ("Stort sett bra", "A"))
    remove_codings(study, list_codings(study))
    report = bring_in_comments(study, back, "back.docx")
    assert [c.words for c in report.unplaced] == ["A"]
    assert comments(study)[0][3] == STUDY


def test_a_file_of_another_study_or_none_is_refused(study, tmp_path):
    with create_project(tmp_path / "other.tusj") as other:
        theirs = answered(meeting_docx(prepare_meeting(other)), ("Meeting", "A"))
    with pytest.raises(InputError, match="another study"):
        bring_in_comments(study, theirs, "theirs.docx")
    plain = Document()
    plain.add_paragraph("hello")
    written = io.BytesIO()
    plain.save(written)
    with pytest.raises(InputError, match="no meeting file"):
        bring_in_comments(study, written.getvalue(), "plain.docx")
    with pytest.raises(ReadError):
        bring_in_comments(study, b"PK not a zip", "broken.docx")
    assert comments(study) == []


def test_chosen_and_outstanding_passages_are_there_and_others_drawn_the_same_by_the_same_number(study):
    codings = list_codings(study)
    choose_quote(study, codings[0], True)
    set_flags(study, codings[1], ["stands-out"])
    first, again = prepare_meeting(study, draw=0), prepare_meeting(study, draw=0)
    assert [(asked.words, asked.why) for part in first.categories for asked in part.asked] == [
        ("Stort sett bra, altså.", "chosen as a quote"),
        ("Det er noen som aldri gir lyd fra seg. Det liker jeg ikke.", "stands out"),
    ]
    assert first == again
    drawn = [asked.words for part in prepare_meeting(study, draw=9).categories for asked in part.asked]
    assert len(drawn) == len(codings)


def test_who_is_silent_was_read_and_did_not_speak_of_it(study):
    reading = list_readings(study)[-1]
    for name in ("P01", "P02", "P03"):
        set_status(study, reading, get_transcript(study, name), READ)
    silent = {part.code.name: part.silent for part in prepare_meeting(study).categories}
    assert silent == {
        "Fornøyd med samarbeid": ("P03",),
        "Frustrasjoner knyttet til samarbeid": ("P02",),
        "Ikke søkt til jobbspesialister": ("P03",),
    }


def test_who_was_not_asked_is_not_said_to_be_silent(study):
    reading = list_readings(study)[-1]
    code = get_code(list_schemas(study), "Fornøyd med samarbeid")
    people = {person.label: person for person in list_participants(study)}
    for name in ("P03", "P04"):
        set_status(study, reading, get_transcript(study, name), READ)
    set_cell_status(study, people["P03"], code, NOT_ASKED)
    set_cell_status(study, people["P04"], code, NOT_APPLICABLE)
    part = next(part for part in prepare_meeting(study).categories if part.code.id == code.id)
    assert (part.silent, part.not_asked) == ((), ("P03",))


def test_a_category_whose_passages_lie_in_piles_stands_with_its_definition_and_those_below_it(study):
    code = get_code(list_schemas(study), "Fornøyd med samarbeid")
    pile = add_code(study, next(s for s in list_schemas(study) if s.name == code.schema), CodeDraft("x", code.path))
    for coding in list_codings(study):
        if coding.code == code.id:
            recode(study, coding, pile)
    parts = {part.code.name: part for part in prepare_meeting(study).categories}
    assert parts["Fornøyd med samarbeid"].asked == ()
    assert parts["Fornøyd med samarbeid"].spread == "2 participants speak of it, 2 passages"
    assert len(parts["x"].asked) == 2


def test_what_was_done_besides_coding_is_counted(study):
    for coding in list_codings(study)[:3]:
        set_flags(study, coding, ["recurs"])
    assert "set the flags of a passage (3 times)" in prepare_meeting(study).changes


def test_a_reflexive_study_counts_nothing_in_the_file(study):
    assert all(part.spread for part in prepare_meeting(study).categories)
    assert any("passages coded" in change for change in prepare_meeting(study).changes)
    set_approach(study, REFLEXIVE)
    assert not any(part.spread for part in prepare_meeting(study).categories)
    assert not any("passages coded" in change for change in prepare_meeting(study).changes)


def test_only_what_changed_since_the_day_is_told(study):
    assert any("added the schema" in change for change in prepare_meeting(study).changes)
    assert prepare_meeting(study, "2999-01-01").changes == ()
    with pytest.raises(InputError, match="no date"):
        prepare_meeting(study, "24.3.")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1), max_size=4))
def test_no_comment_is_lost_whatever_its_words(study, words):
    said = [f"{n} {text}" for n, text in enumerate(words)]
    before = len(comments(study))
    data = answered(meeting_docx(prepare_meeting(study)), *[("Stort sett", text) for text in said])
    report = bring_in_comments(study, data, "back.docx")
    assert report.new + report.known == len(said)
    assert len(comments(study)) == before + report.new


def test_every_bookmark_is_whole_and_named_within_words_limit(study):
    document = Document(io.BytesIO(meeting_docx(prepare_meeting(study))))
    starts = [e for e in document.element.body.iter(qn("w:bookmarkStart"))]
    ends = [e.get(qn("w:id")) for e in document.element.body.iter(qn("w:bookmarkEnd"))]
    assert sorted(e.get(qn("w:id")) for e in starts) == sorted(ends)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", e.get(qn("w:name"))) for e in starts)
    assert len(starts) == len({e.get(qn("w:name")) for e in starts}) > 5
