import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.normalise import change_warnings, normalise
from corpus.readers.turns import find_turns

LABELS = st.sampled_from(
    [
        "I: ",
        "P:\t",
        "Kari Lie\n",
        "**Per:** ",
        "[00:01] ",
        "00:01:02\n",
        "*0:1 = I1: ",
        "_page : 3\n",
        "# Del\n",
        "#00:00:01-2#",
    ]
)
TEXTS = st.lists(st.one_of(LABELS, st.text(max_size=12), st.sampled_from(["\n", "\n\n", " ", "Dato: 1\n"]))).map(
    "".join
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\ufeffa\r\nb\rc\n", "a\nb\nc\n"),
        ("a\x00b\x1b[0m\x85\tc", "a\ufffdb\ufffd[0m\ufffd\tc"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("bla\u030a", "bl\u00e5"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_normalise_gives_the_stored_form(raw: str, text: str) -> None:
    assert normalise(raw).text == text


def test_changes_are_reported_with_counts() -> None:
    assert change_warnings(normalise("\ufeffa\r\n\x00\x07\u2028a\u030a")) == (
        "1 line end of another system became a newline.",
        "2 control characters were replaced by �.",
        "1 Unicode line or paragraph separator became a newline.",
        "1 byte order mark was left out.",
        "Letters written with separate accents were put together (Unicode NFC).",
    )
    assert change_warnings(normalise("Blåbær\n\t«ja»\n")) == ()


@given(st.text())
def test_normalising_twice_is_normalising_once(raw: str) -> None:
    text = normalise(raw).text
    assert normalise(text).text == text
    assert unicodedata.is_normalized("NFC", text)


@given(TEXTS, st.booleans())
def test_turns_are_ordered_disjoint_trimmed_and_never_empty(raw: str, markdown: bool) -> None:
    text = normalise(raw).text
    last = 0
    for turn in find_turns(text, markdown=markdown):
        assert last <= turn.label[0] <= turn.label[1] <= turn.words[0] < turn.words[1] <= len(text)
        words = text[slice(*turn.words)]
        assert words == words.strip() != ""
        last = turn.words[1]
