"""Bad input through the command line: one sentence, exit code 1, and the study as it was."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.store import Project

PROGRAM = "from app.cli import main; main()"
HEAD = "transcript,start,end,code\n"
CODE = "Fornøyd med samarbeid"


def refused(study: Path, *words: object, lines: int = 1) -> str:
    """What a command that must fail says; the study must be as it was, byte for byte."""
    before = study.read_bytes()
    done = subprocess.run([sys.executable, "-P", "-c", PROGRAM, *map(str, words)], capture_output=True, check=False)
    said = done.stderr.decode("utf-8")
    assert done.returncode == 1, said
    assert study.read_bytes() == before
    assert len(said.splitlines()) == lines, said
    assert "Traceback" not in said
    return said


def table(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("beside", ["", "-wal"])
def test_an_export_never_takes_the_place_of_a_study(study_path: Path, beside: str) -> None:
    target = Path(f"{study_path}{beside}")
    if beside:
        target.write_bytes(b"what SQLite keeps there")
    said = refused(study_path, "codings", study_path, "--format", "csv", "-o", target)
    assert said == f"{target.name} is there already.\n"


def test_nor_by_another_name(study_path: Path, tmp_path: Path) -> None:
    link = tmp_path / "out.txt"
    link.symlink_to(study_path)
    refused(study_path, "show", study_path, "P01", "-o", link)


def test_a_row_that_ends_early_is_named(study_path: Path, tmp_path: Path) -> None:
    said = refused(study_path, "code", study_path, "--from", table(tmp_path, HEAD + "P01,3\n"), lines=2)
    assert said.endswith("row 2: end must be a whole number, not “”\n")


def test_words_brought_by_an_unquoted_comma_are_not_told(study_path: Path, tmp_path: Path) -> None:
    rows = "transcript,text,start,end,code\n" + f"P01,Ja, veldig hemmelig,3,9,{CODE}\n"
    said = refused(study_path, "code", study_path, "--from", table(tmp_path, rows), lines=2)
    assert "hemmelig" not in said


def test_a_name_of_many_lines_is_told_on_one(study_path: Path, tmp_path: Path) -> None:
    rows = HEAD + 'P01,3,9,"one\ntwo\x1b[31m' + "x" * 50_000 + '"\n'
    said = refused(study_path, "code", study_path, "--from", table(tmp_path, rows), lines=2)
    assert "one two�[31mxxx" in said
    assert len(said) < 3_000


@pytest.mark.parametrize("words", [("uncode", "9" * 30), ("mark", "9" * 30, "--quote")])
def test_a_number_no_coding_can_have(study_path: Path, words: tuple[str, ...]) -> None:
    said = refused(study_path, words[0], study_path, *words[1:])
    assert said == f"The study has no coded passage {'9' * 30}.\n"


@pytest.mark.parametrize("command", ["new", "transcripts", "undo"])
def test_a_path_too_long_for_the_disk(study_path: Path, tmp_path: Path, command: str) -> None:
    plain = ["--no-encrypt"] if command == "new" else []
    refused(study_path, command, tmp_path / ("n" * 300 + ".tusj"), *plain)


def test_an_error_nobody_foresaw_is_one_sentence_without_its_values(study_path: Path) -> None:
    broken = "import corpus.transcripts as t; t.list_transcripts = lambda p: {}['hemmelige ord']; " + PROGRAM
    done = subprocess.run(
        [sys.executable, "-P", "-c", broken, "show", str(study_path), "P01"], capture_output=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("tusj had to stop (KeyError at ")
    assert b"hemmelige" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="streams are closed by a POSIX shell here")
@pytest.mark.parametrize(("closing", "command"), [(">&-", "transcripts"), (">&- <&-", "open"), ("2>&-", "show")])
def test_closed_streams(study_path: Path, closing: str, command: str) -> None:
    line = f'"{sys.executable}" -c "{PROGRAM}" {command} "{study_path}" {closing}'
    done = subprocess.run(line, shell=True, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1, 2)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_behind_the_output(study_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([sys.executable, "-P", "-c", PROGRAM, "--help"], stdout=full, stderr=-1, check=False)
    assert (done.returncode, done.stderr) == (1, b"The output could not be written: the disk is full.\n")


def test_a_study_by_a_link_is_the_same_study(study: Project, tmp_path: Path) -> None:
    link = tmp_path / "link.tusj"
    link.symlink_to(study.path)
    said = refused(study.path, "undo", link)
    assert said == f"{link} is already open in another program; close it there first.\n"


def test_damage_whose_report_is_no_text(study_path: Path, tmp_path: Path) -> None:
    """A broken schema is quoted by the driver, bytes that are no UTF-8 included."""
    data = study_path.read_bytes().replace(b"CREATE TABLE", b"CREATE \xc5ABLE")
    damaged = tmp_path / "damaged.tusj"
    damaged.write_bytes(data)
    assert refused(damaged, "transcripts", damaged) == f"{damaged} is damaged; use an earlier copy of it.\n"


def test_damage_within_an_interview_quotes_none_of_it(study_path: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.tusj"
    damaged.write_bytes(study_path.read_bytes().replace("går samarbeidet".encode(), b"g\xc3r samarbeidet "))
    said = refused(damaged, "show", damaged, "P01")
    assert said == f"{damaged} is damaged; use an earlier copy of it.\n"


def test_a_corrected_copy_with_a_new_speaker_is_doubted_before_it_is_stored(study_path: Path, tmp_path: Path) -> None:
    before, copy = study_path.read_bytes(), tmp_path / "copy.txt"
    shown = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM, "show", study_path, "P02"], capture_output=True, check=True
    )
    copy.write_bytes(shown.stdout + b"\nKari: Nei, det stemmer ikke.\n")
    words = ("correct", study_path, "P02", copy, "--dry-run")
    done = subprocess.run([sys.executable, "-P", "-c", PROGRAM, *words], capture_output=True, check=True)
    assert done.stderr.decode().splitlines() == [
        "1 place would change.",
        "Turn 2 of P02: a line put in looks like another speaker's, but does not become a turn of its own.",
    ]
    assert study_path.read_bytes() == before


def test_blank_rows_are_counted_and_nothing_else(study_path: Path, tmp_path: Path) -> None:
    rows = HEAD + f"P01,3,9,{CODE}\n\n , ,,\nP99,3,9,{CODE}\n"
    said = refused(study_path, "code", study_path, "--from", table(tmp_path, rows), lines=2)
    assert said.endswith("row 5: the study has no interview P99\n")
    people = "participant,role\nP01,veileder\n\n,veileder\n"
    said = refused(study_path, "participants", study_path, "--import", table(tmp_path, people), lines=2)
    assert said.endswith("row 4: the participant is missing\n")


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux only")
def test_a_file_whose_name_is_no_text_comes_in(study_path: Path, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/bl\xe5b\xe6r\n1.txt"
    with open(name, "wb") as file:
        file.write("I: Hei?\n\nP: Ja, blåbær.\n".encode())
    for words in (["--dry-run"], ["--keep-names"], ["--keep-names"]):
        line = [sys.executable, "-P", "-c", PROGRAM, "import", study_path, name, "--format", "json", *words]
        done = subprocess.run(line, capture_output=True, check=True)
        assert json.loads(done.stdout) == [] or "bl�b�r 1" in json.loads(done.stdout)[0]["transcript"]
    assert "skipped" in done.stderr.decode()
    done = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM, "show", study_path, "bl�b�r 1"], capture_output=True, check=True
    )
    assert done.stdout.decode() == "I: Hei?\n\nP: Ja, blåbær.\n"
    study = name.replace(b".txt", b".tusj")
    for command in ("new", "import", "transcripts"):
        words = [command, study, *{"new": ["--no-encrypt"], "import": [name]}.get(command, [])]
        done = subprocess.run([sys.executable, "-P", "-c", PROGRAM, *words], capture_output=True, check=True)
    assert b"P01" in done.stdout
    os.unlink(name)
    gone = subprocess.run(
        [sys.executable, "-P", "-c", PROGRAM, "import", study_path, name], capture_output=True, check=False
    )
    assert (gone.returncode, gone.stderr.decode()) == (1, "There is no file bl�b�r 1.txt.\n")


def run(*words: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-P", "-c", PROGRAM, *map(str, words)], capture_output=True, check=False)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 row read, 1 new coded passage."),
        (2, "2 rows read, 1 new coded passage."),
        (3, "3 rows read, 2 new coded passages."),
    ],
)
def test_rows_and_passages_are_counted_each_by_its_number(
    study_path: Path, tmp_path: Path, count: int, said: str
) -> None:
    rows = [f"P01,3,9,{CODE}\n", f"P01,3,9,{CODE}\n", f"P01,4,9,{CODE}\n"][:count]
    assert run("code", study_path, "--from", table(tmp_path, HEAD + "".join(rows))).stderr.decode() == said + "\n"


def test_a_folder_named_by_a_dot_is_named_in_the_sentence(study_path: Path) -> None:
    assert refused(study_path, "codebook", "import", study_path, ".") == ". is a folder, not a file.\n"
    assert refused(study_path, "correct", study_path, "P01", ".") == ". is a folder, not a file.\n"


@pytest.mark.parametrize("format", ["xlsx", "docx"])
@pytest.mark.parametrize("command", ["codings", "frequencies", "quotes"])
def test_a_file_that_is_no_text_may_go_where_the_output_is_sent(study_path: Path, format: str, command: str) -> None:
    done = run(command, study_path, "--format", format)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout[:4] == b"PK\x03\x04"
