"""The short run of the fuzzing; the long one is `python tests/endurance/fuzz.py`."""

import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from fuzzing.targets import TARGETS, make_study, run
from fuzzing.tokens import TOKENS
from fuzzing.watched import LONGEST, made_input
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.errors import TusjError
from corpus.readers import read_source
from corpus.readers.normalise import normalise
from corpus.store import Project

_FEW = 60
_APART = 10_000_000  # the numbers of these inputs are none of the long run's
_TEXTS = {"txt": "text", "md": "text", "vtt": "cues", "srt": "cues", "csv": "table", "tsv": "table", "rtf": "rtf"}


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with make_study(tmp_path_factory.mktemp("fuzz")) as study:
        yield study


@pytest.mark.parametrize("reader", TARGETS)
def test_a_reader_reads_or_refuses_in_one_sentence(beside: Project, tmp_path: Path, reader: str) -> None:
    path = tmp_path / f"input{TARGETS[reader].ending}"
    warnings.simplefilter("ignore")  # zipfile tells of names that are there twice
    told = []
    for number in range(_APART, _APART + _FEW):
        path.write_bytes(made_input(reader, number))
        started = time.monotonic()
        with suppress(TusjError):
            run(TARGETS[reader], beside, path)
            told.append(number)
        assert time.monotonic() - started < LONGEST, number
    assert told, "nothing was read: the inputs are too far from what the reader takes"


def test_an_input_of_a_number_is_always_the_same() -> None:
    assert [made_input(reader, 7) for reader in TARGETS] == [made_input(reader, 7) for reader in TARGETS]


def test_the_long_run_prints_a_row_a_reader(tmp_path: Path) -> None:
    command = Path(__file__).with_name("fuzz.py")
    words = [sys.executable, command, "--inputs", "5", "--reader", "recovery"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    row = [cell.strip() for cell in done.stdout.splitlines()[-1].strip("|").split("|")]
    assert row[:2] == ["recovery", "5"]
    assert int(row[2]) + int(row[3]) == 5
    assert row[4:6] == ["0", "0"]


@st.composite
def _texts(draw: st.DrawFn, tokens: str) -> str:
    token = st.sampled_from([token.decode() for token in TOKENS[tokens]])
    return "".join(draw(st.lists(st.one_of(token, st.text(max_size=12), st.just("I: ja\n")), max_size=12)))


@pytest.mark.parametrize("reader", _TEXTS)
def test_a_text_of_any_characters_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, beside: Project, reader: str
) -> None:
    path = tmp_path_factory.mktemp("texts") / f"a.{reader}"
    head = {"vtt": "WEBVTT\n\n", "csv": "speaker,text\n", "tsv": "speaker\ttext\n", "rtf": "{\\rtf1 "}.get(reader, "")

    @settings(max_examples=30, deadline=None, derandomize=True, database=None)
    @given(_texts(_TEXTS[reader]), st.sampled_from(["utf-8", "utf-16", "utf-16-be", "cp1252", "mac-roman"]))
    def law(text: str, encoding: str) -> None:
        path.write_bytes((head + text).encode(encoding, "replace"))
        with suppress(TusjError):
            run(TARGETS[reader], beside, path)

    law()


@settings(max_examples=80, deadline=None, derandomize=True, database=None)
@given(st.text(min_size=1).filter(lambda text: normalise(text).text.strip()))
@example("I: e\u0301\r\n\u2028P: \x9b2J")
def test_no_character_of_a_text_is_lost(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    with suppress(TusjError):
        assert read_source(path).text == normalise(text).text
