import subprocess
import sys
from pathlib import Path

import pytest

from corpus.language import guess_language, pipeline_name

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"

SPOKEN = {
    "nb": "Ja, jeg tror ikke det var noe vi visste, men hun sa at de bare måtte gjøre det selv.",
    "nn": "Ja, eg trur ikkje det var noko vi visste, men ho sa at dei berre måtte gjere det sjølv.",
    "en": "Well, I don't think we knew what they were doing, but she said it was all they could do.",
    "da": "Ja, jeg tror ikke det var noget vi vidste, men hun sagde at de bare skulle gøre det selv.",
    "sv": "Ja, jag tror inte det var något vi visste, men hon sa att de bara skulle göra det själva.",
    "de": "Ja, ich glaube nicht, dass wir das wussten, aber sie hat gesagt, dass es noch so war.",
    "nl": "Ja, ik denk niet dat we het wisten, maar ze zei dat het ook voor hem nog heel gewoon was.",
}


@pytest.mark.parametrize(
    ("spoken", "guess"),
    [("nb", "nb"), ("nn", "nn"), ("en", "en"), ("da", ""), ("sv", ""), ("de", ""), ("nl", "")],
)
def test_guess_language_names_the_three_it_knows(spoken: str, guess: str) -> None:
    assert guess_language(SPOKEN[spoken]) == guess


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12:30 –",
        "Ja.",
        "Oslo Bergen Trondheim " * 40,
        "jeg ikke hva noe meg seg" + " Oslo Bergen" * 15,
        SPOKEN["nb"] + SPOKEN["nn"],
        "на самом деле я не знаю",
    ],
    ids=["nothing", "no words", "one word", "names", "mostly names", "half and half", "another script"],
)
def test_guess_language_is_empty_where_unsure(text: str) -> None:
    assert guess_language(text) == ""


def test_guess_language_reads_only_the_beginning() -> None:
    assert guess_language(SPOKEN["nn"] * 200 + SPOKEN["en"] * 2000) == "nn"


def test_guess_language_sees_through_labels_and_placeholders() -> None:
    assert guess_language(f"Intervjuer: Hva sa (jobbsøker)?\n\nP07 [00:01:02]: {SPOKEN['nb']}") == "nb"


@pytest.mark.skipif(not REAL.is_dir(), reason="the real transcripts are not here")
def test_guess_language_of_real_interviews() -> None:
    names = ["bardu.txt", "giske.txt", "goodboy-galaxy-rik.vtt", "the-changelog-594.md", "apollo8-TEC.txt"]
    guesses = [guess_language((REAL / name).read_text(encoding="utf-8")) for name in names]
    assert guesses == ["nn", "nn", "en", "en", "en"]


@pytest.mark.parametrize(("language", "blank"), [("nb", "nb"), ("nn", "nb"), ("en", "en"), ("", "xx"), ("fi", "xx")])
def test_pipeline_name_says_which_and_of_what_version(language: str, blank: str) -> None:
    import spacy

    assert pipeline_name(language) == f"spacy.blank({blank}) {spacy.__version__}"


def test_spacy_is_not_loaded_before_it_is_needed() -> None:
    code = (
        "import sys; from corpus.language import guess_language, pipeline_name, quick_sentences;"
        "guess_language('Ja.'); pipeline_name('nb'); quick_sentences('Ja. Nei.', 0, 8);"
        "sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-P", "-c", code], check=False).returncode == 0
