from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from app.reader.cells import clean, clusters, fit

EXOTIC = st.text(
    st.one_of(
        st.sampled_from("ab .\t\n\x00\x07\x1b\x7f\x85\u00ad\u0301\u200b\u200d\u200e\u202e\u2066\ufe0f\ufeff"),
        st.sampled_from("👩👧👍🏽🇳🇴❤🔥東京한नि\u0327é–…«»"),
        st.characters(),
    )
)


def test_control_characters_are_drawn_as_stand_ins():
    assert clean("a\x1b[31mb\x07\x7f\x85c") == "a␛[31mb␇␡\ufffdc"


def test_direction_and_hidden_characters_are_drawn_as_stand_ins():
    assert clean("\u202ea\u2066b\u200ec\u200bd\u00ade\ufeff") == "\ufffda\ufffdb\ufffdc\ufffdd\ufffde\ufffd"


def test_tab_is_four_cells():
    assert [(one.start, one.end, one.width) for one in clusters("a\tb")] == [(0, 1, 1), (1, 2, 4), (2, 3, 1)]


def test_what_a_reader_sees_as_one_character_is_one_cluster():
    text = "e\u0301👩\u200d👧👍🏽🇳🇴❤\ufe0f"
    assert [text[one.start : one.end] for one in clusters(text)] == ["e\u0301", "👩\u200d👧", "👍🏽", "🇳🇴", "❤\ufe0f"]
    assert [one.width for one in clusters(text)] == [1, 2, 2, 2, 2]


def test_combining_mark_with_nothing_before_it_gets_a_circle():
    assert clean("\t\u0301a") == "    \u25cc\u0301a"


def test_joiner_between_letters_is_shown():
    assert clean("a\u200db") == "a\ufffdb"


def test_lone_surrogate_never_reaches_the_terminal():
    assert clean("a\ud800b") == "a\ufffdb"


def test_fit_cuts_and_pads_to_cells():
    assert fit("Interviewer", 6) == "Inter…"
    assert fit("東京で", 4) == "東… "
    assert fit("I", 3) == "I  "


@given(EXOTIC)
def test_clusters_tile_the_text(text):
    found = list(clusters(text))
    assert "".join(text[one.start : one.end] for one in found) == text


@given(EXOTIC)
def test_widths_agree_with_what_is_drawn(text):
    assert sum(one.width for one in clusters(text)) == cell_len(clean(text))


@given(EXOTIC)
def test_clusters_from_any_boundary_are_the_same(text):
    found = list(clusters(text))
    for index, one in enumerate(found[:8]):
        assert list(clusters(text[one.start :], one.start)) == found[index:]


@given(EXOTIC)
def test_nothing_drawn_commands_the_terminal(text):
    for character in clean(text):
        code = ord(character)
        assert code >= 32
        assert not 0x7F <= code < 0xA0
        assert not 0x202A <= code <= 0x202E
        assert not 0x2066 <= code <= 0x2069
        assert code not in (0x200E, 0x200F)
