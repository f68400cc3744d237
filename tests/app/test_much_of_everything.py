"""Very long notes, many categories and deep trees still fit the screen, and what has no room is told."""

import pytest

from app.reader.cells import set_in
from app.screens.notes import note_item
from app.screens.theme import in_rows
from app.widgets.passage_items import beginning_of, end_of
from codebook.memos import Target, list_memos, write_memo
from exports.harmless import cut, display_width
from exports.tables.notes import Note

LONG = "Et langt navn på en kategori som aldri tar slutt " * 6


@pytest.mark.parametrize("width", [20, 40, 76, 200])
@pytest.mark.parametrize("names", [[LONG, "b", "c"], [f"kategori {n}" for n in range(40)], ["a", "b"], [LONG] * 3])
def test_names_in_rows_fit_and_those_left_over_are_counted(names, width) -> None:
    rows = in_rows(names, width, 2)
    assert len(rows) <= 2
    shown = [place for row in rows for place, _words in row if place is not None]
    told = [words for row in rows for place, words in row if place is None]
    assert shown == list(range(len(shown)))
    assert told == ([f"… and {len(names) - len(shown)} more"] if len(shown) < len(names) else [])
    for row in rows:
        used = sum(display_width(words) + (0 if place is None else 2) for place, words in row)
        assert used + 3 * (len(row) - 1) <= width


def test_names_that_fit_are_all_shown_whole() -> None:
    assert in_rows(["Ti meter", "Kake"], 40, 2) == [[(0, "Ti meter"), (1, "Kake")]]


@pytest.mark.parametrize("room", [10, 20, 40])
def test_a_deep_name_has_room_and_its_depth_is_told(room) -> None:
    for depth in range(50):
        lead = set_in(depth, room)
        assert lead == "  " * depth or lead.strip() == f"{depth + 1}·"
        assert len(lead) <= max(4, room - 12)
    assert set_in(2, 40) == "    "


def test_a_text_is_cut_at_the_rows_there_are() -> None:
    assert cut("en to\ntre fire", 5, 2) == "en to\ntre …"
    assert cut("en to", 5, 2) == "en to"


def test_a_note_of_five_million_characters_is_listed_by_its_beginning(study) -> None:
    write_memo(study, Target(), "kort")
    write_memo(study, Target(), "mange ord her\n" * 400_000)
    short, long = (note_item(Note(memo)) for memo in list_memos(study)[-2:])
    assert len(short.blocks) == 3
    assert len(long.blocks) < 1_000
    assert "the note goes on: 5599999 characters" in repr(long.blocks[-2])


def test_of_a_long_turn_the_words_nearest_a_passage_are_shown() -> None:
    words = "en to tre fire fem"
    assert (end_of(words, 9), beginning_of(words, 9)) == ("… fire fem", "en to …")
    assert (end_of(words, 18), beginning_of(words, 18)) == (words, words)
