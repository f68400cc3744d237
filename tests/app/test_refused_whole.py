"""What is refused is refused whole: nothing stored, erased or overwritten by half, and one sentence that says so."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import _unforeseen, family
from codebook.facts import get_facts
from codebook.project import create_project, open_project
from codebook.schemas import list_schemas
from corpus.consent import list_consents
from corpus.deidentify.keylist import KeyList, read_key_list, write_key_list
from corpus.deidentify.replace import replace_strings
from corpus.deidentify.review import READ, kept_strings, review_statuses
from corpus.errors import TusjError
from corpus.messages import use_language
from corpus.participants import list_participants
from corpus.store.erase import delete_files
from corpus.store.snapshots import snapshot_folder, take_snapshot
from corpus.transcripts import get_transcript, read_transcript
from exports.writers import put


def run(*arguments: object, given: bytes | None = None, **environment: str) -> Result:
    return CliRunner().invoke(family, [str(a) for a in arguments], input=given, env=environment)


def told(done: Result) -> str:
    assert isinstance(done.exception, TusjError), done.output
    return done.exception.sentence


@pytest.fixture
def key_list(study_path: Path, tmp_path: Path) -> Path:
    (tmp_path.parent / f"{tmp_path.name}-keys").mkdir()
    file = tmp_path.parent / f"{tmp_path.name}-keys" / "key.age"
    write_key_list(study_path, file, "nøkkel", KeyList().with_person("P01", "Kari"))
    return file


def test_a_receipt_that_cannot_be_written_stops_a_withdrawal(study_path: Path) -> None:
    done = run("withdraw", study_path, "P01", "--yes", "--receipt", study_path.parent / "no" / "r.txt")
    assert told(done) == "r.txt could not be written: its folder does not exist."
    with open_project(study_path) as study:
        assert [p.label for p in list_participants(study)] == ["P01", "P02", "P03", "P04"]


@pytest.mark.parametrize("receipt", ["no/r.txt", "interviews", "study.tusj"])
def test_a_receipt_that_cannot_be_written_stops_the_end(study_path: Path, receipt: str) -> None:
    told(run("close", study_path, "--erase", "--yes", "--receipt", study_path.parent / receipt))
    assert study_path.exists()


def test_the_key_list_stays_where_the_end_is_refused(study_path: Path, key_list: Path) -> None:
    done = run("close", study_path, "--key-list", key_list, "--keep", "--drop", "nope", "--yes")
    assert told(done) == "The study has no attribute nope."
    assert read_key_list(study_path, key_list, "nøkkel").find("P01")


def test_nothing_is_said_to_go_of_a_key_list_that_is_not_there(study_path: Path, tmp_path: Path) -> None:
    done = run("close", study_path, "--key-list", tmp_path / "no.age", "--keep")
    assert (told(done), done.stdout) == (f"There is no file {tmp_path / 'no.age'}.", "")


def test_of_several_facts_none_is_set_where_one_is_wrong(study_path: Path) -> None:
    told(run("about", study_path, "--set", "supervisor", "Siri", "--set", "end", "2026-02-30"))
    with open_project(study_path) as study:
        assert get_facts(study).supervisor == ""


@pytest.mark.parametrize("other", [("--give", "x.xyz"), ("--correct", "no.docx"), ("--give", "no/x.txt")])
def test_no_consent_is_recorded_beside_what_is_refused(
    study_path: Path, tmp_path: Path, other: tuple[str, str]
) -> None:
    told(run("participant", study_path, "P01", "--consent", "", "ja", other[0], tmp_path / other[1]))
    with open_project(study_path) as study:
        assert list_consents(study) == []


def test_no_string_is_kept_beside_one_that_is_refused(study_path: Path) -> None:
    told(run("deidentify", study_path, "--keep", "gang", "--accept", "zzz", "(x)"))
    with open_project(study_path) as study:
        assert "gang" not in kept_strings(study)


def test_no_interview_is_read_through_beside_one_that_is_not_there(study_path: Path) -> None:
    told(run("deidentify", study_path, "--reviewed", "P01", "--read", "P99"))
    with open_project(study_path) as study:
        assert review_statuses(study)[get_transcript(study, "P01").id] == READ  # as it was


def test_a_snapshot_of_another_study_is_refused(study_path: Path) -> None:
    folder = snapshot_folder(study_path)
    folder.mkdir()
    other = study_path.parent / "other.tusj"
    create_project(other, "En annen", "nb").close()
    shutil.copyfile(other, folder / "2026-01-01.tusj")
    before = study_path.read_bytes()
    done = run("restore", study_path, "2026-01-01", "--apply")
    assert told(done) == f"{folder / '2026-01-01.tusj'} is a snapshot of another study."
    assert study_path.read_bytes() == before


def test_no_name_is_not_the_newest_snapshot(study_path: Path) -> None:
    with open_project(study_path) as study:
        take_snapshot(study, "2026-01-01")
    assert told(run("restore", study_path, "", "--apply")).startswith("There is no snapshot ")


def test_a_link_among_the_snapshots_never_takes_the_study_with_it(study_path: Path) -> None:
    folder = snapshot_folder(study_path)
    folder.mkdir()
    link = folder / "2026-01-01.tusj"
    link.symlink_to(study_path)
    before = study_path.read_bytes()
    assert delete_files([link]) == ((), (link,))
    assert study_path.read_bytes() == before


@pytest.mark.parametrize("command", [("check",), ("about",), ("close", "--erase", "--yes")])
def test_a_pipe_is_no_study(tmp_path: Path, command: tuple[str, ...]) -> None:
    os.mkfifo(tmp_path / "pipe.tusj")
    done = run(command[0], tmp_path / "pipe.tusj", *command[1:])
    assert told(done) == f"{tmp_path / 'pipe.tusj'} cannot be read."


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("keylist", "STUDY", "/dev/zero"), "zero is no key list."),
        (("passphrase", "STUDY", "--recover", "/dev/zero"), "zero is no recovery file."),
        (("deidentify", "STUDY", "--apply", "/dev/zero"), "zero is far larger than any table."),
    ],
)
def test_a_device_without_end_is_refused(
    study_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.setattr("codebook.bulk._MOST_BYTES", 1_000_000)
    done = run(*(study_path if word == "STUDY" else word for word in words), TUSJ_KEYLIST_PASSPHRASE="x")
    assert told(done) == sentence


def test_a_key_list_that_is_not_there_is_not_shown_as_empty(study_path: Path, key_list: Path) -> None:
    done = run("keylist", study_path, key_list.with_name("kye.age"), TUSJ_KEYLIST_PASSPHRASE="nøkkel")
    assert told(done) == f"There is no file {key_list.with_name('kye.age')}."


@pytest.mark.parametrize("command", ["keylist", "memos"])
def test_standard_input_that_is_no_text(study_path: Path, key_list: Path, command: str) -> None:
    words = (key_list, "P01", "--set") if command == "keylist" else ("--add", "-")
    done = run(command, study_path, *words, given=b"\xff\xfe", TUSJ_KEYLIST_PASSPHRASE="nøkkel")
    assert told(done) == "What was given on standard input is not text in UTF-8."


def test_a_link_that_leads_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(RuntimeError) as loop:  # what Python before 3.13 says of it
        raise RuntimeError(f"Symlink loop from '{tmp_path / 'loop'}'")
    use_language("nb")
    assert _unforeseen(loop.value).sentence == "En lenke i stien fører tilbake til seg selv."


def test_a_file_whose_name_is_no_text_is_listed(study_path: Path, tmp_path: Path) -> None:
    name = os.fsdecode(bytes(tmp_path) + b"/\xff.txt")
    assert run("participant", study_path, "P01", "--give", name).exit_code == 0
    assert r"\xff.txt" in run("files", study_path).stdout


def given(study_path: Path, tmp_path: Path, label: str, **changes: str) -> Path:
    file = tmp_path / "given.txt"
    assert run("participant", study_path, label, "--give", file).exit_code == 0
    text = file.read_text("utf-8")
    for old, new in changes.items():
        text = text.replace(f"[{old[1:]}]", new)
    file.write_text(text, "utf-8")
    return file


def words_of(study_path: Path, name: str) -> str:
    with open_project(study_path) as study:
        return read_transcript(study, get_transcript(study, name)).text


def test_another_participants_file_is_refused(study_path: Path, tmp_path: Path) -> None:
    before = words_of(study_path, "P01")
    done = run("participant", study_path, "P01", "--correct", given(study_path, tmp_path, "P02"))
    assert told(done) == "given.txt was given to P02, not to P01."
    assert words_of(study_path, "P01") == before


@pytest.mark.parametrize(("new", "shown"), [("[2]", "[2]"), ("[77]", "[77]")])
def test_numbers_that_were_not_given_or_stand_twice_are_refused(
    study_path: Path, tmp_path: Path, new: str, shown: str
) -> None:
    before = words_of(study_path, "P01")
    done = run("participant", study_path, "P01", "--correct", given(study_path, tmp_path, "P01", _4=new))
    assert told(done).endswith(f"more than once: {shown}.")
    assert words_of(study_path, "P01") == before


def test_a_number_that_is_gone_is_told(study_path: Path, tmp_path: Path) -> None:
    done = run("participant", study_path, "P01", "--correct", given(study_path, tmp_path, "P01", _4=""))
    assert "their words stand as they were: [4]." in done.stderr


@pytest.mark.parametrize(
    ("new", "paths"),
    [
        ("Bo", ["Bo 2", "Bo", "Bo > Bo"]),
        ("bo", ["bo 2", "Bo", "Bo > bo"]),
        ("A > B", ["A/B", "Bo", "Bo > A/B"]),
    ],
)
def test_no_two_categories_are_called_the_same_by_a_replacement(
    study_path: Path, tmp_path: Path, new: str, paths: list[str]
) -> None:
    table = tmp_path / "codes.csv"
    table.write_text("schema,code,parent\nS,Turid,\nS,Bo,\nS,Turid,Bo\n", "utf-8")
    assert run("codebook", "import", study_path, table).exit_code == 0
    with open_project(study_path) as study:
        replace_strings(study, {"Turid": new})
        schema = next(schema for schema in list_schemas(study) if schema.name == "S")
        assert [code.path for code in schema.codes] == paths


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_program_told_to_end_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _file: os.kill(os.getpid(), number))
    with pytest.raises(SystemExit) as ended:
        put(b"words", tmp_path / "table.csv")
    assert (ended.value.code, list(tmp_path.iterdir())) == (128 + number, [])
