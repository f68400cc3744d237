from collections import Counter
from pathlib import Path

import pytest

from corpus.readers import read_source
from corpus.speakers import guess_interviewers
from corpus.words import WORD, count_words

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real transcripts are not beside the checkout")

FILES = {
    "apollo8-TEC.txt": (
        {
            "CDR": 2188,
            "CC": 4547,
            "CMP": 834,
            "LMP": 1297,
            "CT": 26,
            "SC": 1,
            "F": 27,
            "MUSIC": 8,
            "R3": 2,
            "YORK": 3,
        },
        128_015,
        (),
    ),
    "bardu.txt": ({"bardu_uit_01": 1}, 3466, ()),
    "giske.txt": ({"giske_uib_02": 1}, 9143, ()),
    "get-a-grip-chip.md": (
        {"Jonas Rosland": 28, "Jon Lawitts": 80, "Vicky Wei": 70, "Rich McGrath": 14},
        14_653,
        ("Jonas Rosland", "Rich McGrath"),
    ),
    "the-changelog-594.md": (
        {"Jerod Santo": 263, "Mark Russinovich": 217, "Adam Stacoviak": 242, "Eric Boyd": 92, "Neha Batra": 79},
        29_779,
        (),
    ),
    "pdpilot-P1.pdf": ({"Dan": 47, "Participant": 47}, 2933, ("Dan",)),
    "goodboy-galaxy-rik.srt": ({"": 45}, 6190, ()),
    "goodboy-galaxy-rik.vtt": ({"": 45}, 6190, ()),
    "goodboy-galaxy-rik.tsv": ({"": 45}, 6190, ()),
    "goodboy-galaxy-rik.txt": ({"": 753}, 6190, ()),
    "goodboy-galaxy-rik.text.txt": ({"": 1}, 6190, ()),
}


@pytest.mark.parametrize("name", FILES)
def test_real_file_has_its_speakers_turns_and_words(name: str) -> None:
    speakers, words, interviewers = FILES[name]
    source = read_source(REAL / name)
    assert dict(Counter(turn.speaker for turn in source.turns)) == speakers
    assert sum(count_words(source.text[slice(*turn.words)]) for turn in source.turns) == words
    assert guess_interviewers(source) == interviewers


def test_five_shapes_of_one_interview_have_the_same_words() -> None:
    shapes = []
    for ending in (".srt", ".vtt", ".tsv", ".txt", ".text.txt"):
        source = read_source(REAL / f"goodboy-galaxy-rik{ending}")
        shapes.append([word for turn in source.turns for word in WORD.findall(source.text[slice(*turn.words)])])
    assert all(shape == shapes[0] for shape in shapes)


def test_apollo_knows_when_it_was_said_and_leaves_tape_numbers_between_turns() -> None:
    source = read_source(REAL / "apollo8-TEC.txt")
    turn = source.turns[22]
    assert (turn.speaker, source.text[slice(*turn.words)], turn.start_ms) == (
        "CC",
        "Apollo 8, Houston. Your trajectory and guidance\n     are GO. Over.",
        227_000,
    )
    assert not any("_tape" in source.text[turn.label[0] : turn.words[1]] for turn in source.turns)
