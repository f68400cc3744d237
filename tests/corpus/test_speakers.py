import pytest

from corpus.readers.turns import find_turns
from corpus.source import Source
from corpus.speakers import guess_interviewers


def guessed(text: str) -> tuple[str, ...]:
    return guess_interviewers(Source(text, find_turns(text), "txt", "utf-8", (), ""))


@pytest.mark.parametrize(
    "label", ["I", "i", "I1", "INT", "Interviewer", "intervjuer", "Intervjuer 2", "Q", "Moderator"]
)
def test_labels_of_habit(label: str) -> None:
    assert guessed(f"{label}: Hei?\nKari: Ja.\n{label}: Så?\nKari: Nei, ikke det.\n") == (label,)


def test_two_interviewers_in_a_group() -> None:
    assert guessed("I1: Hei?\nP1: Ja.\nI2: Og?\nP2: Nei.\nP1: Så.\n") == ("I1", "I2")


@pytest.mark.parametrize(
    "line",
    ["Interviewers are Anne Lie and Bo B. Dahl.", "Intervjuer: Anne Lie, Bo Dahl", "Intervjuet av Anne Lie og Bo Dahl"],
)
def test_a_line_above_says_who(line: str) -> None:
    said = "Anne Lie: Ja.\n\nPer Moe: Nei.\n\nBo Dahl: Jo.\n\n"
    assert guessed(f"Intervju\n\n{line}\n\n{said * 2}") == ("Anne Lie", "Bo Dahl")


def test_who_asks_and_says_little() -> None:
    assert guessed("Anne: Hva?\nPer: Det er et langt svar.\nAnne: Og så?\nPer: Enda et langt svar, ja.\n") == ("Anne",)


@pytest.mark.parametrize(
    "text",
    [
        "Anne: Hei.\nPer: Ja.\nAnne: Så.\nPer: Nei.\n",
        "I: Hei?\nI: Så?\n",
        "Anne: Hei?\nPer: Hva sa du egentlig?\nAnne: Så?\nPer: Ja, det gjorde jeg jo.\nAnne: Ja?\nPer: Kom du?\n",
        "I1: Hei?\nI2: Så?\nI1: Ja?\n",
        "Bare tekst? Ja?\n\nMer tekst?\n",
    ],
)
def test_nobody_where_nothing_says_so_and_never_everybody(text: str) -> None:
    assert guessed(text) == ()
