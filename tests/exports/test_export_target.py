import errno
import io
import os
from pathlib import Path

import pytest

from corpus.errors import InputError, TusjError
from exports.values import Column, Table
from exports.writers import format_for, printable, write_table

TABLE = Table("t", (Column("a", "A"),), (("x",),))


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.txt", "text"),
        ("a.CSV", "csv"),
        ("a.json", "json"),
        ("a.xlsx", "xlsx"),
        ("a.md", "md"),
        ("a.docx", "docx"),
    ],
)
def test_ending_picks_the_format(name: str, format: str) -> None:
    assert format_for(Path(name)) == format


@pytest.mark.parametrize("name", ["a.pdf", "a", ".csv"])
def test_unknown_ending_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="names no format"):
        format_for(Path(name))


def test_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no format pdf"):
        write_table(TABLE, "pdf", tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


def test_only_word_and_excel_are_not_for_a_terminal() -> None:
    assert [name for name in ("text", "csv", "json", "xlsx", "md", "docx") if not printable(name)] == [
        "xlsx",
        "docx",
    ]


def test_file_takes_the_place_of_the_old_one_and_nothing_is_left_beside(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")
    write_table(TABLE, "csv", tmp_path / "a.csv")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.csv", "a\nx\n")]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_full_disk_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "a.csv").write_text("old")
    monkeypatch.setattr(os, failing, full)
    with pytest.raises(TusjError) as caught:
        write_table(TABLE, "csv", tmp_path / "a.csv")
    assert caught.value.message == "a.csv could not be written: the disk is full."
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.csv", "old")]


def test_missing_folder_and_folder_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(TusjError, match=r"^a\.csv could not be written: its folder does not exist\.$"):
        write_table(TABLE, "csv", tmp_path / "none" / "a.csv")
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(TusjError, match=r"^b\.csv could not be written: it is a folder\.$"):
        write_table(TABLE, "csv", tmp_path / "b.csv")


def test_broken_pipe_is_left_to_the_command() -> None:
    class Closed(io.BytesIO):
        def write(self, data: object) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        write_table(TABLE, "csv", Closed())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_full_device_is_one_sentence() -> None:
    with pytest.raises(TusjError, match="the disk is full"):
        write_table(TABLE, "csv", Path("/dev/full"))
