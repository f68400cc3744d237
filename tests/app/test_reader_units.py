from pathlib import Path

import pytest

from app.reader.document import Block, Document
from app.reader.units import Units

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"
TEXT = "I: Hva da?\n\nP07: Ikke så mye. Jeg blir … oppgitt. Kanskje"
QUESTION, ANSWER = (3, 10), (17, len(TEXT))


@pytest.fixture
def units():
    return Units(Document(TEXT, [Block(*QUESTION), Block(*ANSWER)]))


def words(units, span):
    return span and units.document.text[slice(*span)]


def sentences(units):
    found, end = [], 0
    while (following := units.next_sentence(end)) is not None:
        found.append(words(units, following))
        end = following[1]
    return found


def test_sentences_end_at_stops_and_turns_but_not_at_a_pause(units):
    assert sentences(units) == ["Hva da?", "Ikke så mye.", "Jeg blir … oppgitt.", "Kanskje"]


def test_space_after_a_sentence_belongs_to_it(units):
    after = TEXT.index(" Jeg")
    assert words(units, units.sentence(after)) == "Ikke så mye."
    assert words(units, units.sentence(after + 1)) == "Jeg blir … oppgitt."


def test_end_of_a_turn_belongs_to_its_last_sentence(units):
    assert words(units, units.sentence(QUESTION[1])) == "Hva da?"
    assert words(units, units.sentence(len(TEXT))) == "Kanskje"


def test_every_offset_of_a_sentence_gives_that_sentence(units):
    start, end = units.sentence(TEXT.index("Jeg"))
    assert {units.sentence(offset) for offset in range(start, end + 1)} == {(start, end)}


def test_given_sentences_are_used_instead(units):
    start = TEXT.index("Ikke")
    units.use_sentences([(3, 10), (start, TEXT.index(" oppgitt")), (TEXT.index("oppgitt"), len(TEXT))])
    assert sentences(units) == ["Hva da?", "Ikke så mye. Jeg blir …", "oppgitt. Kanskje"]


def test_word_at_an_offset(units):
    assert words(units, units.word(TEXT.index("oppgitt") + 3)) == "oppgitt"
    assert words(units, units.word(TEXT.index("oppgitt") + 7)) == "oppgitt"
    assert units.word(TEXT.index("…")) is None


def test_words_forward_and_back_skip_hidden_labels(units):
    places, offset = [], 3
    while (following := units.next_word(offset)) is not None:
        places.append(following)
        offset = following
    assert [words(units, units.word(place)) for place in places] == [
        *("da", "Ikke", "så", "mye", "Jeg", "blir", "oppgitt", "Kanskje")
    ]
    back, offset = [], len(TEXT)
    while (before := units.previous_word(offset)) is not None:
        back.append(before)
        offset = before
    assert back == [*places[::-1], 3]


def test_lower_case_speech_with_stops_apart_is_bounded():
    path = REAL / "giske.txt"
    if not path.exists():
        pytest.skip("the real interviews are not beside the repository")
    text = path.read_text("utf-8")
    units = Units(Document(text, [Block(0, len(text))]))
    start, end = units.sentence(5000)
    assert start <= 5000 < end
    assert end - start < 1000
    assert text[end - 1] in ".!?"
