from pathlib import Path

import pytest

from corpus.errors import ReadError
from corpus.readers import read_source


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode("utf-8"))
    return path


def turns(path: Path) -> list[tuple[str, str, int | None, int | None]]:
    source = read_source(path)
    return [(t.speaker, source.text[slice(*t.words)], t.start_ms, t.end_ms) for t in source.turns]


def test_rows_of_one_speaker_are_one_turn(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        '\ufeffNr;Taler;Ytring;Start;Slutt\r\n1;I;"Hva; da?";0:01;1500\r\n2;Kari;"Ja\r\ndu";00:00:02.250;\r\n'
        "3;Kari;Mm.;;1:00:00\r\n4;I;;;\r\n",
    )
    assert turns(path) == [("I", "Hva; da?", 1000, 1500), ("Kari", "Ja du Mm.", 2250, 3_600_000)]


def test_bare_quotation_marks_in_tsv_stay(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tsv", 'start\tend\ttext\n0\t900\t"Hei\n1000\t1900\tsa "hun".\n')
    assert turns(path) == [("", '"Hei sa "hun".', 0, 1900)]


def test_rows_without_times_or_speakers_are_a_turn_each(tmp_path: Path) -> None:
    assert turns(write(tmp_path / "a.csv", "text\nEn.\nTo.\n")) == [("", "En.", None, None), ("", "To.", None, None)]


def test_bad_rows_and_times_are_counted(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "speaker,text,start\nI,Hva?,snart\nP\nP,Ja.,12\n")
    assert turns(path) == [("I", "Hva?", None, None), ("P", "Ja.", 12, None)]
    assert read_source(path).warnings == (
        "1 row has too few or too many cells.",
        "1 time could not be read: use milliseconds or h:mm:ss.",
    )


def test_without_a_column_of_words_it_names_the_columns_it_knows(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="it has taler, start, 1 other"):
        read_source(write(tmp_path / "a.csv", "Taler,Hva,Start\nI,Hei,1\n"))


def test_without_a_heading_row_the_words_are_not_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_source(write(tmp_path / "a.csv", "I,Hemmelig sa jeg til ham den gangen\nP,Ja\n"))
    assert "emmelig" not in caught.value.message


def test_words_with_unquoted_commas_are_kept_whole(tmp_path: Path) -> None:
    assert turns(write(tmp_path / "a.csv", "text\nEn, to.\n")) == [("", "En, to.", None, None)]
    assert turns(write(tmp_path / "b.csv", "taler,tekst\nI,En, to, tre?\n")) == [("I", "En, to, tre?", None, None)]
