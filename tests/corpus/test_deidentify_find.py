"""What is found in a text, of which kind, and what is not."""

import pytest

from corpus.deidentify.bloom import Bloom
from corpus.deidentify.find import find_identifiers
from corpus.deidentify.placeholders import find_placeholders


def found(text: str, language: str = "nb") -> list[tuple[str, str, str]]:
    return [(text[f.start : f.stem], f.kind, f.group) for f in find_identifiers(text, language)]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("010170 12345", "identity"),  # no valid control digits: found all the same
        ("41017012345", "identity"),
        ("01417012345", "identity"),
        ("912 34 567", "phone"),
        ("22 85 50 50", "phone"),
        ("+47 91234567", "phone"),
        ("kari.n@example.no", "email"),
        ("kari punktum nordmann krøllalfa gmail punktum com", "email"),
        ("www.solvang.no/om", "web"),
        ("solvang.no", "web"),
        ("Storgata 5B, 3015 Drammen", "address"),
        ("storgata 12", "address"),
        ("Postboks 12", "address"),
        ("Pb. 12, 3701 Skien", "address"),
        ("c/o Hansen", "address"),
        ("C. J. Hambros plass 2", "address"),
        ("Granlia 14", "address"),
        ("Strandgt. 9", "address"),
        ("storgata fire b", "address"),
        ("nedre torggate 113b", "address"),
        ("olav tryggvasons gate tjuefem", "address"),
        ("12. mars 1987", "date"),
        ("03.04.2019", "date"),
        ("tolvte mars", "date"),
        ("tolvte i femte", "date"),
        ("2019-04-03", "date"),
        ("55 år gammel", "age"),
        ("femtifem år gammel", "age"),
        ("femtiåring", "age"),
        ("VD 12345", "registration"),
        ("2019/12345", "registration"),
        ("974 760 673", "registration"),
        ("1234.56.78903", "registration"),
    ],
)
def test_a_direct_identifier_is_found_whole(words, kind):
    text = f"Ja, det er {words} som står der."

    assert (words, kind, "direct") in found(text)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("07700 900123", "phone"),
        ("3rd March 1987", "date"),
        ("March 3, 1987", "date"),
        ("45 years old", "age"),
        ("12 Oak Street", "address"),
        ("LS1 4AP", "address"),
        ("Flat 3, 14 Church Road", "address"),
        ("fourteen church road", "address"),
        ("7 The Crescent", "address"),
        ("AB12 CDE", "registration"),
        ("AB123", ""),
    ],
)
def test_a_direct_identifier_is_found_in_english(words, kind):
    assert [(w, k) for w, k, _group in found(f"So it was {words} there.", "en") if k] == (
        [(words, kind)] if kind else []
    )


@pytest.mark.parametrize(
    ("text", "age", "language"),
    [
        ("P: Jeg er 29 og trives.", "29", "nb"),
        ("P: Førtisju, mann.", "Førtisju", "nb"),
        ("P: Sekstien år. Kvinne.", "Sekstien år", "nb"),
        ("P: Forty-seven. I worked.", "Forty-seven", "en"),
        ("P: Yes, I'm sixty-one, I've done.", "sixty-one", "en"),
    ],
)
def test_an_age_is_found_without_its_year(text, age, language):
    assert (age, "age", "direct") in found(text, language)


def test_contractions_and_interjections_name_nobody():
    assert found("P: You've just taught. Nobody'd touch him. She'll say so. Seriously.", "en") == []
    assert found("P: Hæ, ja. Åh, det. Haha, nja.") == []


def test_counts_prices_years_and_durations_are_not_identifiers():
    text = "Det var 15 personer på kurset i 2019, det kostet 4500 kroner, og jeg har jobbet der i 20 år, 100 prosent."

    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Jeg gikk den veien 2 ganger i uka.",
        "Vi fikk praksisplass 3 dager i uka.",
        "Jeg sto på plass 4 på lista.",
        "Hele veien 24 mil uten stopp.",
        "Det koster 4500 kroner på den plassen.",
        "We were 3 people in the street, 20 years on the road.",
    ],
)
def test_what_only_looks_like_an_address_is_none(text):
    for language in ("nb", "en"):
        assert [words for words, kind, _group in found(text, language) if kind == "address"] == []


def test_names_places_and_workplaces_are_told_apart():
    text = (
        "P: Jeg jobber på Solvang sykehjem i Trondheim, sammen med Kari Nordmann. Olaugs sjef er fra Universitetet i "
        "Bergen."
    )

    assert found(text) == [
        ("Solvang sykehjem", "workplace", "names"),
        ("Trondheim", "place", "names"),
        ("Kari Nordmann", "person", "names"),
        ("Olaug", "person", "names"),
        ("Universitetet i Bergen", "workplace", "names"),
    ]


def test_a_genitive_is_not_part_of_the_name():
    text = "Det var Karis idé, og Lars' også."

    places = [(text[f.start : f.stem], text[f.stem : f.end]) for f in find_identifiers(text, "nb")]

    assert places == [("Kari", "s"), ("Lars", "'")]


def test_common_words_that_are_names_stand_apart_and_unknown_words_are_to_be_looked_at():
    assert found("Så kom Bjørn, og Grimsrudhaug ringte meg.") == [
        ("Bjørn", "person", "ambiguous"),
        ("Grimsrudhaug", "person", "review"),
    ]


def test_a_sentence_that_begins_with_a_common_word_names_nobody():
    assert found("Etterpå gikk det bra. Andre sier noe annet. Per dag er det greit. Samarbeidet fungerer.") == []


def test_names_without_capitals_are_found_in_speech_to_text():
    text = (
        "ja jeg jobber på solvang sykehjem sammen med kari nordmann og så flyttet jeg til trondheim og han heter bjørn "
        "og "
        "det er jo sånn at vi har det bra med andre så liv og helse kommer først"
    )

    assert [(w, k) for w, k, _group in found(text)] == [
        ("solvang sykehjem", "workplace"),
        ("kari nordmann", "person"),
        ("trondheim", "place"),
        ("bjørn", "person"),
    ]


def test_departments_and_titles_are_found():
    kinds = {(w, k) for w, k, _g in found("Jeg er kommuneoverlege i avdeling 4B, under flyktningteamet.")}

    assert kinds == {("kommuneoverlege", "title"), ("avdeling 4B", "department"), ("flyktningteamet", "department")}


@pytest.mark.parametrize("text", ["Jeg spurte (veileder) om (sted 2), og [P07] lo (navn)s latter.", "(e-postadresse)"])
def test_placeholders_are_never_found_again(text):
    assert found(text) == []
    assert find_placeholders(text)


def test_an_aside_in_brackets_is_no_placeholder():
    assert ("Kari", "person", "names") in found("Hun (jeg mener Kari) sa det.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0\x1b[31m[/x]",
        "’",
        "'s",
        "A" * 50_000,
        "1" * 50_000,
        "@" * 20_000,
        "a." * 20_000,
        "(" * 20_000,
        "Gate " * 9_000,
        "1 a " * 9_000,
    ],
    ids=lambda text: text[:4],
)
def test_odd_text_is_searched_in_no_time(text):
    find_identifiers(text, "nb")


def test_a_bloom_filter_knows_its_words():
    known = Bloom.of(["hus", "båt"])

    assert "hus" in known
    assert "båt" in known
    assert sum(f"ord{n}" in known for n in range(1000)) < 150


def test_placeholders_of_ones_own_are_known_once_kept():
    kept = frozenset({"[Kvernmoen]", "(legen på Kvernmoen)"})

    assert found("Så kom [Kvernmoen].") != []
    assert find_identifiers("Så kom [Kvernmoen] og (legen på Kvernmoen).", "nb", kept) == []
