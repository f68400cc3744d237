import pytest

from corpus.errors import InputError
from exports.quotes.style import SetQuote, draft_text, label_for, set_quote
from exports.values import QuotePassage


def passage(text: str = "Ja.", role: str = "veileder") -> QuotePassage:
    return QuotePassage(text=text, participant="P12", turn="41", role=role, number_in_role=3)


def words(number: int) -> str:
    return " ".join(["ord"] * number)


def test_quote_of_39_words_stands_inline() -> None:
    assert set_quote(words(39), style="nb") == SetQuote(f"«{words(39)}»", block=False)


def test_quote_of_40_words_is_a_block_without_marks() -> None:
    assert set_quote(words(40), style="nb") == SetQuote(words(40), block=True)


@pytest.mark.parametrize(
    ("style", "said", "set_"),
    [
        ("nb", "Hun sa «nei» da.", "«Hun sa ‘nei’ da.»"),
        ("nb", 'Hun sa "nei", "aldri".', "«Hun sa ‘nei’, ‘aldri’.»"),
        ("nb", "Hun sa “nei” og ”aldri”.", "«Hun sa ‘nei’ og ‘aldri’.»"),
        ("nb", "Et „nei“ er et nei.", "«Et ‘nei’ er et nei.»"),
        ("nb", 'En 5" skjerm.', '«En 5" skjerm.»'),
        ("nb", "slutten» av det", "«slutten’ av det»"),
        ("en", "She said «no» and “never”.", "“She said ‘no’ and ‘never’.”"),
    ],
)
def test_marks_within_marks_are_turned(style: str, said: str, set_: str) -> None:
    assert set_quote(said, style=style).text == set_


def test_marks_stay_in_a_block() -> None:
    assert set_quote(f"«nei» {words(39)}", style="nb").text == f"«nei» {words(39)}"


def test_white_space_is_folded() -> None:
    assert set_quote("  en \n\n to\ttre ", style="nb").text == "«en to tre»"


@pytest.mark.parametrize(
    ("role", "kind", "language", "label"),
    [
        ("veileder", "role", "nb", "En veileder"),
        ("veileder", "number", "nb", "Veileder 3"),
        ("veileder", "none", "nb", ""),
        ("caseworker", "role", "en", "A caseworker"),
        ("employment specialist", "role", "en", "An employment specialist"),
        ("user", "role", "en", "A user"),
        ("", "role", "nb", "En informant"),
        ("–", "number", "en", "Participant 3"),
        ("øyelege", "number", "nb", "Øyelege 3"),
    ],
)
def test_label_says_who(role: str, kind: str, language: str, label: str) -> None:
    assert label_for(passage(role=role), kind, language) == label


def test_unknown_label_is_refused() -> None:
    with pytest.raises(InputError, match="no label name; there are role, number, none"):
        label_for(passage(), "name", "en")


def test_draft_text_is_quote_and_label() -> None:
    assert draft_text(passage("Det går bra."), "role", "nb") == "«Det går bra.» (En veileder)"
    assert draft_text(passage("Det går bra."), "none", "nb") == "«Det går bra.»"
