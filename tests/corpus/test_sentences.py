from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.language import quick_sentences, split_sentences
from corpus.progress import Cancelled

BOKMAL = {
    "Ja, det gikk fint. Hun ringte meg! Hva skjedde så? Vet ikke…": [
        "Ja, det gikk fint.",
        "Hun ringte meg!",
        "Hva skjedde så?",
        "Vet ikke…",
    ],
    "Hun sa: «Ring ca. kl. 10.30, f.eks. den 3. mars.» «Nei», sa han. «Er du sikker?» spurte jeg.": [
        "Hun sa: «Ring ca. kl. 10.30, f.eks. den 3. mars.»",
        "«Nei», sa han.",
        "«Er du sikker?» spurte jeg.",
    ],
    "Vi var 55. Det var den 55. gangen. Jeg begynte i 2019. Den 17. Mai var vi fri.": [
        "Vi var 55.",
        "Det var den 55. gangen.",
        "Jeg begynte i 2019.",
        "Den 17. Mai var vi fri.",
    ],
    "1. Først ringer jeg. 2. Så venter jeg.": ["1. Først ringer jeg.", "2. Så venter jeg."],
    "Vi har møter osv. hver uke på vgs. i fjor. Det kostet 3 mill. kroner.": [
        "Vi har møter osv. hver uke på vgs. i fjor.",
        "Det kostet 3 mill. kroner.",
    ],
    "Det er møter, kurs osv. Og bl.a. Nav, dvs. A. Berg, er med (tlf. osv.) hver gang.": [
        "Det er møter, kurs osv.",
        "Og bl.a. Nav, dvs. A. Berg, er med (tlf. osv.) hver gang.",
    ],
    "Jeg var ... litt usikker. Hm… Ja. ja, det var jeg. mm. sånn er det.": [
        "Jeg var ... litt usikker.",
        "Hm…",
        "Ja.",
        "ja, det var jeg.",
        "mm.",
        "sånn er det.",
    ],
    "Ja. (ler) Og så gikk han.Det var det. [uklart 00:03:18.16] – Nei. Se nav.no for mer.": [
        "Ja.",
        "(ler) Og så gikk han.",
        "Det var det.",
        "[uklart 00:03:18.16] – Nei.",
        "Se nav.no for mer.",
    ],
    "Første avsnitt\n\nAndre\nlinje her. Slutt": ["Første avsnitt", "Andre\nlinje her.", "Slutt"],
    "Dette trengs:\n- tid\n- penger": ["Dette trengs:", "- tid", "- penger"],
    "— Ja.\n\n***\n\nNei!!! ?": ["— Ja.\n\n***", "Nei!!! ?"],
}
NYNORSK = {
    "eg trur ikkje det # men e . ja . nokre kilometer berre # ikkje sant ?": [
        "eg trur ikkje det # men e .",
        "ja .",
        "nokre kilometer berre # ikkje sant ?",
    ],
    "ja det hadde sikkert em … . på den tida minka det . og så . . . ja": [
        "ja det hadde sikkert em … .",
        "på den tida minka det .",
        "og så . . . ja",
    ],
    "Det veit eg. Ho kom frå Bergen, t.d. med båt. «Korleis gjekk det?» «Bra.»": [
        "Det veit eg.",
        "Ho kom frå Bergen, t.d. med båt.",
        "«Korleis gjekk det?»",
        "«Bra.»",
    ],
}
ENGLISH = {
    'Well, e.g. Mr. Smith said "No." Then he left... but I stayed. So do I. At 5 p.m. we went.': [
        'Well, e.g. Mr. Smith said "No."',
        "Then he left... but I stayed.",
        "So do I.",
        "At 5 p.m. we went.",
    ],
    "It’s 3.5 percent. “Really?” she asked. (I think so.) The U.S.-China talks. Dr. J. R. Berg vs. me!": [
        "It’s 3.5 percent.",
        "“Really?” she asked.",
        "(I think so.)",
        "The U.S.-China talks.",
        "Dr. J. R. Berg vs. me!",
    ],
}
ALL = [(language, text) for language, texts in (("nb", BOKMAL), ("nn", NYNORSK), ("en", ENGLISH)) for text in texts]
EXPECTED = BOKMAL | NYNORSK | ENGLISH


@pytest.mark.parametrize(("language", "text"), ALL)
def test_split_sentences(language: str, text: str) -> None:
    found = split_sentences(text, [(0, len(text))], language)
    assert [text[start:end] for start, end in found] == EXPECTED[text]


@pytest.mark.parametrize(("language", "text"), ALL)
def test_quick_sentences_are_the_same_without_spacy(language: str, text: str) -> None:
    found = quick_sentences(text, 0, len(text))
    assert [text[start:end] for start, end in found] == EXPECTED[text]


def test_sentences_never_cross_a_turn() -> None:
    text = "P07: så tenkte jeg\n\nI: mm. ja\n\nP07: at nei"
    turns = [(5, 18), (23, 29), (36, 42)]
    assert [text[a:b] for a, b in turns] == ["så tenkte jeg", "mm. ja", "at nei"]
    assert split_sentences(text, turns, "nb") == [(5, 18), (23, 26), (27, 29), (36, 42)]


def test_unknown_language_is_split_too() -> None:
    text = "こんにちは。元気ですか？はい"
    assert split_sentences(text, [(0, len(text))], "") == [(0, 6), (6, 12), (12, 14)]


def test_long_run_is_cut_at_a_pause_else_a_comma_else_a_space() -> None:
    words = "og så gikk vi " * 30
    for mark in ("# ", ", "):
        text = words + mark + words.strip()
        found = quick_sentences(text, 0, len(text))
        assert found[0][1] <= 400
        assert any(text[:end].endswith(mark.strip()) for _, end in found)
    text = words.strip()
    assert quick_sentences(text, 0, len(text)) == [(0, 209), (210, 419)]


def test_line_too_long_to_be_broken_by_hand_is_a_paragraph() -> None:
    long = "ja " * 50 + "så"
    assert quick_sentences(f"{long}\nJa", 0, len(long) + 3) == [(0, 152), (153, 155)]
    assert quick_sentences(f"{long}\nja", 0, len(long) + 3) == [(0, 155)]
    assert quick_sentences("så gikk\nvi", 0, 10) == [(0, 10)]


def test_endless_word_is_cut_so_that_it_can_be_selected() -> None:
    text = "a" * 1000
    assert split_sentences(text, [(0, 1000)], "nb") == [(0, 333), (333, 666), (666, 1000)]


def test_progress_counts_to_the_total_and_can_cancel() -> None:
    text = "Ja da. " * 20_000
    turns = [(0, len(text) - 1)]
    seen: list[tuple[int, int]] = []
    split_sentences(text, turns, "nb", lambda done, total: seen.append((done, total)))
    assert len(seen) > 2
    assert seen == sorted(seen)
    assert seen[-1] == (139_999, 139_999)

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        split_sentences(text, turns, "nb", stop)


TURN = st.text(st.sampled_from("ab.A1!?… \n«»\"'#,-()é\u0301\xa0。"), max_size=80)


@given(st.lists(TURN, max_size=5), st.sampled_from(["nb", "nn", "en", ""]), st.integers(1, 20))
def test_sentences_cover_every_visible_character_once(turns: list[str], language: str, times: int) -> None:
    text, places = "", []
    for turn in turns:
        text += "P: "
        places.append((len(text), len(text) + len(turn) * times))
        text += turn * times + "\n\n"
    found = split_sentences(text, places, language)
    assert found == sorted(found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert all(any(a <= start and end <= b for a, b in places) for start, end in found)
    assert all(text[start:end] == text[start:end].strip() and 0 < end - start <= 400 for start, end in found)
    inside = {at for start, end in found for at in range(start, end)}
    visible = {at for start, end in places for at in range(start, end) if not text[at].isspace()}
    assert visible <= inside
