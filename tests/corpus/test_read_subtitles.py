from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers import read_source
from corpus.readers.draft import Passage
from corpus.readers.passages import join_passages, split_speakers
from corpus.source import Source


def read(path: Path, text: str) -> Source:
    path.write_bytes(text.encode("utf-8"))
    return read_source(path)


def turns(source: Source) -> list[tuple[str, str, int | None, int | None]]:
    return [(t.speaker, source.text[slice(*t.words)], t.start_ms, t.end_ms) for t in source.turns]


def test_a_speakers_cues_are_one_turn_and_styles_are_gone(tmp_path: Path) -> None:
    source = read(
        tmp_path / "a.vtt",
        "WEBVTT - tittel\n\nNOTE nei\n\nSTYLE\n::cue { color: red }\n\n"
        "1\n00:01.000 --> 00:02.000 align:start\n<v Kari Lie>Hei <i>du</i> &amp; <c.gul>jeg</c></v>\n\n"
        "00:00:02.500 --> 00:00:03.000\n<v.høy Kari Lie>er <00:00:02.700><b>her</b> nå &#27;[0m\n\n"
        "00:00:09.000 --> 01:00:10.000\n<v Per>a < b\n<v Kari Lie>Nei\n",
    )
    assert turns(source) == [
        ("Kari Lie", "Hei du & jeg er her nå �[0m", 1000, 3000),
        ("Per", "a < b", 9000, 3_610_000),
        ("Kari Lie", "Nei", 9000, 3_610_000),
    ]
    assert source.text == "Kari Lie: Hei du & jeg er her nå �[0m\n\nPer: a < b\n\nKari Lie: Nei\n"
    assert [source.text[slice(*turn.label)] for turn in source.turns] == ["Kari Lie: ", "Per: ", "Kari Lie: "]


@pytest.mark.parametrize("ending", ["srt", "vtt"])
def test_control_characters_written_as_entities_are_replaced_and_said(tmp_path: Path, ending: str) -> None:
    words = "a&#x1b;b&#0;c&#X81;d&#xD800;e&#9999999;f&#229;&#x41;&#146;&#9;&amp;#27; \u0007"
    said = f"1\n00:00:01.000 --> 00:00:02.000\nI: {words}\n"
    source = read(tmp_path / f"a.{ending}", "WEBVTT\n\n" * (ending == "vtt") + said)
    assert source.text == "I: a�b�c�d�e�fåA’ &#27; �\n"
    assert source.warnings == ("6 control characters were replaced by �.",)


def test_speakers_inside_the_words_are_found(tmp_path: Path) -> None:
    source = read(
        tmp_path / "a.srt",
        "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}{\\c&H00FF&}I: Hva\n\n2\n00:00:02,000 --> 00:00:03,000\nda?\n\n"
        "3\n00:00:03,000 --> 00:00:04,000\n- Kari: Ja.\n- I: Mm.\n\n4\n00:00:05,000 --> 00:00:06,000\nKari: Så.\n",
    )
    assert turns(source) == [
        ("I", "Hva da?", 1000, 3000),
        ("Kari", "Ja.", 3000, 4000),
        ("I", "Mm.", 3000, 4000),
        ("Kari", "Så.", 5000, 6000),
    ]


def test_silence_parts_turns_where_nobody_is_named(tmp_path: Path) -> None:
    cues = ["00:01,000 --> 00:00:02,000\nEn", "00:03,999 --> 00:00:05,000\nto.", "00:07,000 --> 00:00:08,000\nTre."]
    source = read(tmp_path / "a.srt", "".join(f"{n}\n00:{cue}\n\n" for n, cue in enumerate(cues)))
    assert turns(source) == [("", "En to.", 1000, 5000), ("", "Tre.", 7000, 8000)]


@pytest.mark.parametrize("time", ["9" * 30 + ":00:01,000", "1000:00:00,000", "-00:00:02,000"])
@pytest.mark.parametrize("ending", ["srt", "vtt"])
def test_a_time_that_no_clock_shows_costs_a_cue_only_its_time(tmp_path: Path, time: str, ending: str) -> None:
    said = f"1\n{time} --> 00:00:02,000\nI: En\n\n2\n00:00:02,000 --> 00:00:03,500\nP: To\n"
    source = read(tmp_path / f"a.{ending}", "WEBVTT\n\n" * (ending == "vtt") + said)
    assert turns(source) == [("I", "En", None, 2000), ("P", "To", 2000, 3500)]
    assert source.warnings == ("1 cue could not be read and is missing or without its time.",)


@pytest.mark.parametrize("ending", ["srt", "vtt"])
@pytest.mark.parametrize(
    ("time", "milliseconds"),
    [("00:00:04.5", 4500), ("0:0:4,05", 4050), ("00:00:04", 4000), ("00:04.250", 4250), ("00:00:04,12345", 4123)],
)
def test_parts_of_a_second_are_read_as_they_are_written(
    tmp_path: Path, ending: str, time: str, milliseconds: int
) -> None:
    said = f"1\n00:00:01,000 --> {time}\nEn\n"
    source = read(tmp_path / f"a.{ending}", "WEBVTT\n\n" * (ending == "vtt") + said)
    assert [(turn.start_ms, turn.end_ms) for turn in source.turns] == [(1000, milliseconds)]
    assert source.warnings == ()


def test_bad_cues_are_counted(tmp_path: Path) -> None:
    said = "1\n00:00:01,000 --> 00:00:02,000\nEn\n\n2\n00:00:03,000 --> feil\nto\n\n"
    said += "3\n00:00:05,000 --> 00:00:06,000\ntre\n"
    source = read(tmp_path / "a.srt", said)
    assert source.warnings == ("1 cue could not be read and is missing or without its time.",)
    assert [words for _who, words, _start, _end in turns(source)] == ["En", "tre"]
    source = read(tmp_path / "a.vtt", "WEBVTT\n\n" + said.replace(",", "."))
    assert source.warnings == ("1 cue could not be read and is missing or without its time.",)
    assert [words for _who, words, _start, _end in turns(source)] == ["En", "tre"]


@given(
    st.lists(
        st.builds(
            Passage,
            st.sampled_from(["", "", "I", "Kari Lie"]),
            st.text("ab \n:-IP", max_size=12) | st.sampled_from(["I: Hva?", "- P: Ja.\n- I: Så?", "I:"]),
            st.none() | st.integers(0, 9000),
            st.none() | st.integers(0, 9000),
        )
    )
)
def test_joined_passages_are_laid_out_as_their_turns_say(passages: list[Passage]) -> None:
    text, joined = join_passages(split_speakers(passages))
    laid_out = []
    for turn in joined:
        label = text[slice(*turn.label)]
        assert label == (f"{turn.speaker}: " if turn.speaker else "")
        words = text[slice(*turn.words)]
        assert words == words.strip() != ""
        laid_out.append(label + words)
    assert text == ("\n\n".join(laid_out) + "\n" if laid_out else "")
