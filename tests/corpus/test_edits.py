import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.edits import Edit, SpanMover, apply_edits, find_edits, invert, merge_edits, move_span
from corpus.errors import InputError

TEXT = "Ja, jobb spesialisten ringte meg. Veilederen ringte ikke."
#       0123456789...


def moved(text: str, edits: list[Edit], words: str) -> str | None:
    start = text.index(words)
    new_text = apply_edits(text, edits)
    span = move_span(edits, start, start + len(words), text, new_text)
    return new_text[slice(*span)] if span else None


def edit(old: str, new: str, text: str = TEXT) -> Edit:
    return Edit(text.index(old), old, new)


def test_apply_edits_replaces_at_positions_of_the_old_text() -> None:
    edits = [edit("jobb spesialisten", "jobbspesialisten"), edit("ikke", "aldri")]
    assert apply_edits(TEXT, edits) == "Ja, jobbspesialisten ringte meg. Veilederen ringte aldri."


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(4, "jibb", "jobb")],
        [Edit(9, "", "x"), Edit(4, "", "y")],
        [Edit(4, "jobb", "x"), Edit(7, "b", "y")],
        [Edit(99, "", "x")],
    ],
    ids=["other words there", "out of order", "overlapping", "past the end"],
)
def test_apply_edits_refuses_what_does_not_fit(edits: list[Edit]) -> None:
    with pytest.raises(InputError):
        apply_edits(TEXT, edits)


def test_invert_gives_positions_in_the_new_text() -> None:
    edits = [Edit(0, "Ja", "Nei da"), Edit(4, "jobb ", "")]
    assert invert(edits) == [Edit(0, "Nei da", "Ja"), Edit(8, "", "jobb ")]


def test_merge_edits_joins_neighbours_and_drops_what_changes_nothing() -> None:
    edits = [Edit(0, "a", "b"), Edit(1, "", "c"), Edit(3, "d", "d"), Edit(5, "", "")]
    assert merge_edits(edits) == [Edit(0, "a", "bc")]


@pytest.mark.parametrize(
    ("change", "span", "expected"),
    [
        (("Ja, ", ""), "Veilederen", "Veilederen"),
        (("ikke", "aldri"), "Ja, jobb", "Ja, jobb"),
        (("ringte meg", "ringte jo meg"), "spesialisten ringte meg.", "spesialisten ringte jo meg."),
        (("jobb spesialisten", "jobbspesialisten"), "spesialisten ringte", "jobbspesialisten ringte"),
        (("jobb spesialisten", "jobbspesialisten"), "Ja, jobb", "Ja, jobbspesialisten"),
        (("jobb spesialisten", "jobbspesialisten"), "jobb", "jobbspesialisten"),
        (("jobb spesialisten", "jobbspesialisten"), "spes", "jobbspesialisten"),
        (
            ("meg. Veilederen", "meg, men veilederen"),
            "Veilederen ringte ikke.",
            "meg, men veilederen ringte ikke.",
        ),
        (("Veilederen", "Saksbehandleren"), "Veilederen", "Saksbehandleren"),
        (("bb sp", ""), "spesialisten", "joesialisten"),
        (("bb sp", ""), "jobb", "joesialisten"),
        (("meg. Veilederen ringte", " "), "Veilederen ringte ikke.", "ikke."),
        (("spesialisten ", ""), "spesialisten ringte", "ringte"),
        ((" spesialisten", ""), "spesialisten ringte", "ringte"),
        ((" ringte meg", ""), "ringte meg", None),
        (("ringte meg", "  "), "ringte meg", None),
        (("spesialisten ringte meg. V", "v"), "ringte meg", "veilederen"),
    ],
)
def test_span_moves_with_its_words(change: tuple[str, str], span: str, expected: str | None) -> None:
    assert moved(TEXT, [edit(*change)], span) == expected


def test_insertion_at_an_edge_stays_outside_unless_the_span_grows() -> None:
    mover = SpanMover([Edit(4, "", "altså "), Edit(8, "", " altså")], TEXT)
    assert mover.move(4, 8) == (10, 14)
    assert not mover.touched(4, 8)
    assert mover.move(4, 8, grow=True) == (4, 20)
    assert mover.new_text[4:20] == "altså jobb altså"
    assert mover.touched(4, 8, grow=True)


def test_two_edits_that_touch_count_as_one() -> None:
    mover = SpanMover([Edit(4, "", "altså "), Edit(4, "jobb", "job")], TEXT)
    assert mover.move(4, 8) == (4, 13)


def test_empty_span_stays_empty_beside_what_follows_it() -> None:
    text = "Ja. Nei."
    assert SpanMover([Edit(4, "", "Å ")], text).move(4, 4) == (4, 4)
    assert SpanMover([Edit(0, "Ja. ", "")], text).move(4, 4) == (0, 0)
    assert SpanMover([Edit(0, "Ja. ", "Å ")], text).move(4, 4) == (2, 2)
    assert SpanMover([Edit(2, ". N", "")], text).move(4, 4) == (2, 2)
    assert SpanMover([Edit(4, "", "Å ")], text).move(4, 4, grow=True) == (4, 5)
    assert SpanMover([Edit(0, "Ja", "Jo")], text).touched(4, 4) is False
    assert SpanMover([Edit(0, "Ja. ", "")], text).touched(4, 4) is True


def test_move_span_refuses_a_text_the_edits_do_not_make() -> None:
    with pytest.raises(InputError):
        move_span([Edit(0, "Ja", "Jo")], 0, 2, "Ja.", "Ja.")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Ja, jeg vet.", "Ja, jeg vet.", []),
        ("", "Ja.", [Edit(0, "", "Ja.")]),
        ("Ja, jeg veit ikke.", "Ja, jeg vet ikke.", [Edit(8, "veit", "vet")]),
        (
            "jobb spesialisten ringte",
            "jobbspesialisten ringte",
            [Edit(0, "jobb spesialisten", "jobbspesialisten")],
        ),
        ("det var litt fint da", "det var fint da", [Edit(8, "litt ", "")]),
        ("det var fint da", "det var litt fint da", [Edit(8, "", "litt ")]),
        ("en to\ntre\nfire\n", "en to\nfire\n", [Edit(6, "tre\n", "")]),
        (
            "veileder sa det",
            "veilederen sier det",
            [Edit(0, "veileder", "veilederen"), Edit(9, "sa", "sier")],
        ),
        ("Ja.\nNei.", "Ja. Nei.", [Edit(3, "\n", " ")]),
        ("P: Ja ja.\n\nI: Nei.", "P: Ja nei.\n\nI: Jo.", [Edit(6, "ja", "nei"), Edit(14, "Nei", "Jo")]),
    ],
)
def test_find_edits_changes_whole_words(old: str, new: str, expected: list[Edit]) -> None:
    assert find_edits(old, new) == expected


def test_find_edits_of_a_part_gives_places_in_the_whole() -> None:
    assert find_edits("ringte meg", "ringte deg", at=22) == [Edit(29, "meg", "deg")]


def test_find_edits_keeps_to_the_changed_turns_of_a_long_text() -> None:
    turns = [f"P: Det var gang nummer {number} jeg ringte.\n\n" for number in range(2000)]
    old = "".join(turns)
    turns[700] = turns[700].replace("ringte", "skrev")
    del turns[1500]
    edits = find_edits(old, "".join(turns))
    assert [(edit.old, edit.new) for edit in edits] == [
        ("ringte", "skrev"),
        ("P: Det var gang nummer 1500 jeg ringte.\n\n", ""),
    ]


def test_find_edits_keeps_the_longer_part_where_a_line_was_moved() -> None:
    edits = find_edits("en\nto\ntre\nfire\n", "to\ntre\nfire\nen\n")
    assert edits == [Edit(0, "en\n", ""), Edit(15, "", "en\n")]


PIECES = st.text(alphabet="ab ’-.\nø", max_size=6)


@st.composite
def corrections(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text, edits = "", []
    for keep, old, new in draw(st.lists(st.tuples(PIECES, PIECES, PIECES), max_size=5)):
        text += keep
        edits.append(Edit(len(text), old, new))
        text += old
    return text + draw(PIECES), edits


@given(corrections())
def test_inverted_edits_give_the_old_text_back(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    assert apply_edits(apply_edits(text, edits), invert(edits)) == text


@given(corrections(), st.booleans(), st.data())
def test_untouched_spans_keep_their_words_and_come_back(
    case: tuple[str, list[Edit]], grow: bool, data: st.DataObject
) -> None:
    text, edits = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    mover = SpanMover(edits, text)
    span = mover.move(start, end, grow=grow)
    if span is not None:
        assert 0 <= span[0] <= span[1] <= len(mover.new_text)
        assert start == end or span[0] < span[1]
    if not mover.touched(start, end, grow=grow):
        assert span is not None
        assert mover.new_text[slice(*span)] == text[start:end]
        back = SpanMover(invert(edits), mover.new_text)
        assert back.move(*span, grow=grow) == (start, end)
        assert not back.touched(*span, grow=grow)


@given(corrections(), st.data())
def test_spans_are_never_swapped(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = case
    a, b, c, d = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    mover = SpanMover(edits, text)
    first, second = mover.move(a, b), mover.move(c, d)
    if a < b and c < d and first and second:
        assert first[0] < second[1]


@given(PIECES, st.text(alphabet="ab \n.", max_size=40), st.text(alphabet="ab \n.", max_size=40))
def test_found_edits_make_the_new_text(same: str, old: str, new: str) -> None:
    old, new = same + old + same, same + new + same
    edits = find_edits(old, new)
    assert apply_edits(old, edits) == new
    assert merge_edits(edits) == edits


@given(corrections())
def test_found_edits_make_any_correction(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    new_text = apply_edits(text * 9, edits)
    assert apply_edits(text * 9, find_edits(text * 9, new_text)) == new_text
