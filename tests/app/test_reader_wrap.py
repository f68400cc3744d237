from hypothesis import given
from hypothesis import strategies as st

from app.reader.cells import clusters
from app.reader.document import Block, Document
from app.reader.wrap import WrapIndex

LETTERS = st.one_of(
    st.sampled_from("abc    .\n\t\x1b\u0301\u200d\u202e\ufe0f👩👧👍🏽🇳🇴❤東京한é"),
    st.sampled_from("abcdefg "),
    st.characters(),
)


@st.composite
def documents(draw):
    pieces = draw(
        st.lists(st.tuples(st.text(LETTERS, max_size=3), st.text(LETTERS, max_size=80)), min_size=1, max_size=5)
    )
    text, blocks = "", []
    for hidden, shown in pieces:
        start = len(text) + len(hidden)
        text += hidden + shown
        blocks.append(Block(start, len(text), len(blocks) + 1))
        text += "\n"
    return Document(text, blocks)


WIDTHS = st.integers(8, 40)


def text_rows(wrap):
    return [row for row in range(wrap.height) if not wrap.is_blank(row)]


def make(text, width):
    return WrapIndex(Document(text, [Block(0, len(text))]), width)


def drawn(wrap):
    return [wrap.document.text[slice(*wrap.bounds(row))] for row in range(wrap.height)]


def test_rows_break_after_spaces():
    assert drawn(make("Vi sitter i samme gang", 10)) == ["Vi sitter ", "i samme ", "gang"]


def test_long_word_is_cut():
    assert drawn(make("abcdefghijklmnop", 10)) == ["abcdefghij", "klmnop"]


def test_newline_in_a_block_breaks_the_row():
    assert drawn(make("en\n\nto", 10)) == ["en", "", "to"]


def test_wide_characters_break_anywhere():
    assert drawn(make("東京で働いていました", 9)) == ["東京で働", "いていま", "した"]


def test_blank_row_between_blocks():
    wrap = WrapIndex(Document("I: ja\n\nP: nei", [Block(3, 5), Block(10, 13)]), 10)
    assert drawn(wrap) == ["ja", "", "nei"]
    assert [wrap.is_blank(row) for row in range(3)] == [False, True, False]
    assert [wrap.row_of(offset) for offset in (3, 5, 10, 13)] == [0, 0, 2, 2]


def test_a_mark_on_the_space_at_the_edge_goes_with_it():
    wrap = make("abcdefgh \u0301ij", 8)
    assert [list(wrap.rows)[1] in {one.start for one in clusters(wrap.document.text)}] == [True]


def test_what_is_joined_is_never_cut():
    family = "👩\u200d👩\u200d👧\u200d👦"
    wrap = make("aaaaae" + "\u0301" * 8 + family + "b", 8)
    assert drawn(wrap) == ["aaaaae" + "\u0301" * 8 + family, "b"]
    assert wrap.document.step(14, 1) == 14 + len(family)
    assert wrap.document.step(14 + len(family), -1) == 14


@given(documents(), WIDTHS)
def test_rows_tile_the_blocks(document, width):
    wrap = WrapIndex(document, width)
    for index, block in enumerate(document.blocks):
        rows = range(wrap.first_row[index], wrap.end_row(index))
        assert wrap.rows[rows[0]] == block.start
        assert wrap.bounds(rows[-1])[1] == block.end
        for row in rows[:-1]:
            end = wrap.bounds(row)[1]
            assert wrap.rows[row + 1] == end or document.text[end : wrap.rows[row + 1]] == "\n"


@given(documents(), WIDTHS)
def test_rows_fit_the_width(document, width):
    wrap = WrapIndex(document, width)
    for row in text_rows(wrap):
        text = document.text[slice(*wrap.bounds(row))]
        while text.endswith(" "):
            text = text[:-1]
        assert sum(one.width for one in clusters(text)) <= width


@given(documents(), WIDTHS)
def test_rows_begin_where_clusters_do(document, width):
    wrap = WrapIndex(document, width)
    for row in text_rows(wrap):
        block = document.blocks[wrap.block_of(row)]
        starts = {one.start for one in clusters(document.text[block.start : block.end], block.start)} | {block.end}
        assert wrap.rows[row] in starts


@given(documents(), WIDTHS)
def test_cell_and_offset_round_trip(document, width):
    wrap = WrapIndex(document, width)
    offset = document.first
    while True:
        row = wrap.row_of(offset)
        assert wrap.rows[row] <= offset <= wrap.bounds(row)[1]
        assert wrap.offset_at(row, wrap.x_of(row, offset)) == offset
        following = document.step(offset, 1)
        if following == offset:
            break
        offset = following


@given(documents())
def test_stepping_back_takes_the_steps_forward_again(document):
    places = [document.first]
    while (following := document.step(places[-1], 1)) != places[-1]:
        places.append(following)
    assert places[-1] == document.last
    back = [places[-1]]
    while (before := document.step(back[-1], -1)) != back[-1]:
        back.append(before)
    assert back == places[::-1]


@given(documents(), st.integers(-5, 500))
def test_snap_lands_where_the_caret_can_stand(document, offset):
    places = {document.first}
    place = document.first
    while (following := document.step(place, 1)) != place:
        places.add(following)
        place = following
    assert document.snap(offset) in places
