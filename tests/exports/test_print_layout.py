import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.harmless import display_width, document, pad, visible, wrap
from exports.writers.widths import least, shared_out

CELLS = st.lists(st.lists(st.text(max_size=60), min_size=2, max_size=2), min_size=1, max_size=6)


@given(st.text(), st.integers(2, 30))
def test_wrapped_lines_fit_and_lose_no_character(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert max(display_width(line) for line in lines) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_wrap_breaks_between_words_and_within_a_long_one() -> None:
    assert wrap("en to tre overlangtord", 6) == ["en to", "tre", "overla", "ngtord"]


@given(CELLS, st.floats(20, 400), st.data())
def test_columns_fill_the_room_exactly(columns: list[list[str]], room: float, data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.booleans(), min_size=len(columns), max_size=len(columns)))
    shares = shared_out(columns, numbers, room)
    assert sum(shares) == pytest.approx(room)
    if sum(least(columns)) <= room:
        assert all(share >= need - 1e-6 for share, need in zip(shares, least(columns), strict=True))


def test_room_to_spare_goes_to_text() -> None:
    text, figure = shared_out([["Category", "Tid"], ["N", "4"]], [False, True], 60)
    assert (round(text, 1), round(figure, 1)) == (56.2, 3.8)


def test_heads_of_figures_wrap_before_text_does() -> None:
    name = "Frustrasjoner knyttet til samarbeid"
    shares = shared_out([["Category", name], ["jobbspesialist (N = 9)", "4"], ["veileder (N = 9)", "4"]], [0, 1, 1], 72)
    assert shares[0] >= len(name)
    assert [share >= 14 * 1.15 for share in shares[1:]] == [True, False]


def test_text_gets_room_by_how_much_of_it_there_is() -> None:
    full, sparse = ["Text", *["ord " * 20] * 9], ["Note", "ord " * 20, *[""] * 8]
    text, note = shared_out([full, sparse], [False, False], 80)
    assert text > 4 * note


def test_padding_counts_terminal_columns() -> None:
    assert [pad("日", 4), pad("日", 4, right=True), pad("e\u0301", 2)] == ["日  ", "  日", "e\u0301 "]


def test_marks_of_direction_stay_in_documents_and_show_in_a_terminal() -> None:
    assert document("a\u200fb\u2067c") == "a\u200fb⟨U+2067⟩c"
    assert visible("a\u200fb\u2067c") == "a⟨U+200F⟩b⟨U+2067⟩c"
