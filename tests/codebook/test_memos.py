"""Notes on anything, the diary that only grows, and links that jump."""

import pytest

from codebook.memos import (
    COMMENT,
    DIARY,
    REFLECTION,
    STUDY,
    Target,
    change_memo,
    list_memos,
    settle_memo,
    write_memo,
)
from codebook.note_links import NoteLink, as_markdown, find_links, follow_link
from codebook.schemas import get_code, list_schemas
from corpus.errors import InputError, NotFoundError
from corpus.transcripts import get_transcript, read_transcript
from exports.tables.filters import Filters
from exports.tables.notes import find_notes, notes_page, notes_table


def test_a_note_keeps_what_it_is_on(study):
    transcript = get_transcript(study, "P01").id
    code = get_code(list_schemas(study), "Fornøyd med samarbeid").id
    targets = [STUDY, Target(transcript=transcript), Target(participant=1), Target(code=code), Target(transcript, 3, 9)]
    for number, on in enumerate(targets):
        write_memo(study, on, f"note {number}")
    assert sorted((memo.text, memo.on) for memo in list_memos(study) if memo.text.startswith("note ")) == [
        (f"note {number}", on) for number, on in enumerate(targets)
    ]


def test_what_stands_in_the_diary_is_not_rewritten_but_can_be_undone(study):
    key = write_memo(study, STUDY, "it rained", DIARY)
    with pytest.raises(InputError, match="stays"):
        change_memo(study, key, "the sun shone")
    with pytest.raises(InputError, match="stays"):
        change_memo(study, key, "")
    assert [memo.text for memo in list_memos(study, kind=DIARY)] == ["it rained"]
    study.undo()
    assert list_memos(study, kind=DIARY) == []


def test_a_comment_waits_until_it_is_settled_and_may_wait_again(study):
    key = write_memo(study, STUDY, "why?", COMMENT, coder="supervisor", open=True)
    assert [note.memo.id for note in find_notes(study, waiting=True)] == [key]
    settle_memo(study, key)
    assert find_notes(study, waiting=True) == []
    study.undo()
    assert [note.memo.id for note in find_notes(study, waiting=True)] == [key]


def test_links_are_found_each_once_and_lead_to_the_turns_words(study):
    text = "see [[P01:4]], [[ P01 : 4 ]], [[P02:2]] and [not:3] [[P01]]"
    assert find_links(text) == [NoteLink("P01", 4), NoteLink("P02", 2)]
    place = follow_link(study, NoteLink("p01", 4))
    words = read_transcript(study, get_transcript(study, "P01")).text[place.start : place.end]
    assert words == "Det er noen som aldri gir lyd fra seg. Det liker jeg ikke."
    with pytest.raises(NotFoundError, match="P01 has no turn 99; its turns are 1 to 4"):
        follow_link(study, NoteLink("P01", 99))
    with pytest.raises(NotFoundError):
        follow_link(study, NoteLink("P77", 1))


def test_a_link_becomes_a_markdown_link(study):
    assert as_markdown("cf. [[P07 (2):41]]!") == "cf. [P07 (2), turn 41](<P07 (2):41>)!"


def test_filters_pass_the_notes_on_what_they_name(study):
    transcript = get_transcript(study, "P03").id
    code = get_code(list_schemas(study), "Fornøyd med samarbeid").id
    write_memo(study, Target(participant=1), "of a person")
    write_memo(study, Target(transcript=transcript), "of an interview", REFLECTION)
    write_memo(study, Target(code=code), "of a category")
    write_memo(study, STUDY, "of the study")

    def texts(**filters):
        return [note.memo.text for note in find_notes(study, Filters(**filters))]

    assert texts(participant=("P01",)) == ["of a person"]
    assert texts(role=("veileder",)) == ["of an interview"]
    assert texts(transcript=("P03",)) == ["of an interview"]
    assert texts(code=("Fornøyd med samarbeid",)) == ["of a category"]
    assert texts(schema=("samarbeid",)) == ["of a category"]
    assert len(texts()) == 4
    assert [note.memo.text for note in find_notes(study, kinds=(REFLECTION,))] == ["of an interview"]
    assert [note.memo.text for note in find_notes(study, text="A  CATEGORY")] == ["of a category"]
    with pytest.raises(InputError, match="no kind"):
        find_notes(study, kinds=("poem",))


def test_the_table_and_the_page_say_what_a_note_is_on(study):
    text = read_transcript(study, get_transcript(study, "P01"))
    start = text.text.index("Stort")
    write_memo(study, Target(text.transcript.id, start, start + 10), "look", created="2026-03-03T10:00:00Z")
    notes = find_notes(study, text="look")
    row = dict(zip([c.name for c in notes_table(notes).columns], notes_table(notes).rows[0], strict=True))
    assert (row["about"], row["transcript"], row["turn"], row["open"]) == ("P01, turn 2", "P01", 2, False)
    page = notes_page(notes, "Notes")
    assert [getattr(block, "text", "") for block in page.blocks] == [
        "March 3, 2026",
        f"note · P01, turn 2 · {notes[0].memo.coder}",
        "Stort sett",
        "look",
    ]


def test_a_note_of_five_megabytes_is_kept_whole(study):
    words = "ord " * 1_250_000
    key = write_memo(study, STUDY, words)
    assert next(memo for memo in list_memos(study) if memo.id == key).text == words.strip()


def test_only_a_comment_that_is_there_is_settled(study):
    key = write_memo(study, STUDY, "no comment")
    with pytest.raises(InputError, match="supervisor's comment"):
        settle_memo(study, key)
    with pytest.raises(NotFoundError, match="no note 9999"):
        settle_memo(study, 9999)
