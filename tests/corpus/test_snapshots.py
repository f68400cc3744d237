"""Snapshots: taken, rotated, compared and brought back, encrypted as the study is."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from codebook.codings import list_codings, remove_codings
from codebook.models import MODELS
from codebook.project import create_project, open_project
from codebook.settings import set_setting
from corpus.errors import NotFoundError, ProjectError
from corpus.store import PassphraseError, is_encrypted
from corpus.store.cipher import key_of
from corpus.store.manifest import copies_of, list_files, remember_file
from corpus.store.rekey import change_passphrase
from corpus.store.snapshots import (
    compare,
    get_snapshot,
    keep_snapshot,
    list_snapshots,
    restore_snapshot,
    snapshot_folder,
    synchronised_by,
    take_snapshot,
)


def test_a_snapshot_is_taken_only_where_something_changed(study):
    assert keep_snapshot(study) is not None
    assert keep_snapshot(study) is None
    set_setting(study, "x", 1)
    assert keep_snapshot(study) is not None
    assert len(list_snapshots(study.path)) == 1


def test_fourteen_days_are_kept_and_nothing_else_is_touched(study):
    folder = snapshot_folder(study.path)
    folder.mkdir()
    days = [(date(2026, 1, 1) + timedelta(days=n)).isoformat() for n in range(20)]
    for day in days:
        (folder / f"{day}.tusj").write_bytes(b"x")
    others = {"before-version-2.tusj", "mine.tusj", "2026-01-01 notes.txt"}
    for name in others:
        (folder / name).write_bytes(b"x")
    taken = keep_snapshot(study)
    assert {path.name for path in folder.iterdir()} == others | {f"{day}.tusj" for day in days[7:]} | {taken.name}


def test_what_differs_is_shown_and_the_snapshot_brought_back_keeps_what_stood_there(study_path):
    with open_project(study_path) as study:
        take_snapshot(study, "2026-01-01")
        remove_codings(study, list_codings(study))
        snapshot = get_snapshot(study_path, "2026-01-01")
        difference = compare(study, snapshot, MODELS)
        assert [(here, there) for _what, here, there in difference.counts] == [(4, 4), (22, 22), (0, 5), (0, 0), (4, 4)]
        assert difference.steps == 1
        with pytest.raises(ProjectError, match="already open"):
            restore_snapshot(study_path, None, snapshot, MODELS)
    before = restore_snapshot(study_path, None, snapshot, MODELS)
    with open_project(study_path) as study:
        assert len(list_codings(study)) == 5
    with open_project(before, write=False) as kept:
        assert list_codings(kept) == []


def test_files_written_since_a_snapshot_are_still_known_when_it_is_back(study_path, tmp_path):
    with open_project(study_path) as study:
        remember_file(study, tmp_path / "before.csv", "codings", ["P01"])
        take_snapshot(study, "2026-01-01")
        remember_file(study, tmp_path / "since.csv", "codings", ["P02"])
        known = list_files(study)
    restore_snapshot(study_path, None, get_snapshot(study_path, "2026-01-01"), MODELS)
    with open_project(study_path) as study:
        assert list_files(study) == known
        assert [file.people for file in known] == [("P01",), ("P02",)]


def test_snapshots_of_an_encrypted_study_are_encrypted_and_keep_their_passphrase(tmp_path):
    path = tmp_path / "study.tusj"
    with create_project(path, passphrase="gammel") as study:
        set_setting(study, "word", "Hemmelighetskremmer")
        taken = take_snapshot(study, "2026-01-01")
    assert is_encrypted(taken)
    assert b"Hemmelighetskremmer" not in taken.read_bytes()
    key = change_passphrase(path, key_of(path, "gammel"), "ny")
    with open_project(path, passphrase="ny") as study, pytest.raises(PassphraseError, match="another passphrase"):
        compare(study, get_snapshot(path, "2026-01-01"), MODELS)
    with pytest.raises(PassphraseError):
        restore_snapshot(path, key, get_snapshot(path, "2026-01-01"), MODELS)
    open_project(path, passphrase="ny").close()
    open_project(taken, write=False, passphrase="gammel").close()


def test_no_room_for_a_snapshot_is_said_and_leaves_nothing(study, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: type("Usage", (), {"free": 10})())
    with pytest.raises(ProjectError, match="no room"):
        take_snapshot(study, "2026-01-01")
    assert list_snapshots(study.path) == []


def test_an_unknown_snapshot_names_those_there_are(study):
    take_snapshot(study, "2026-01-01")
    with pytest.raises(NotFoundError, match="there are: 2026-01-01"):
        get_snapshot(study.path, "2025-01-01")


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive - NTNU", "OneDrive"),
        ("OneDrive-NTNU", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("Mobile Documents", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("GoogleDrive-kari@gmail.com", "Google Drive"),
        ("Google Drive", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
        ("Jottacloud", "Jottacloud"),
        ("Documents", ""),
        ("boxes", ""),
        ("onedriver", ""),
    ],
)
def test_a_synchronised_folder_is_known(tmp_path, folder, service):
    assert synchronised_by(tmp_path / folder / "study.tusj") == service


def test_what_is_brought_back_is_written_through_a_log_again(study_path):
    with open_project(study_path) as study:
        take_snapshot(study, "2026-01-01")
    restore_snapshot(study_path, None, get_snapshot(study_path, "2026-01-01"), MODELS)
    with open_project(study_path) as study, study.read() as db:
        assert db.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"


def test_half_copies_that_a_stopped_program_left_are_swept_and_known_to_an_erasure(study_path):
    folder = snapshot_folder(study_path)
    folder.mkdir()
    left = [study_path.with_name(".study.tusj.new"), study_path.with_name(".study.tusj.restored"), folder / ".x.new"]
    others = [study_path.with_name(".other.tusj.new"), folder / "mine.new"]
    with open_project(study_path) as study:
        for path in (*left, *others):
            path.write_bytes(b"ringe og mase")
        assert copies_of(study) == left
    open_project(study_path).close()
    assert [path for path in (*left, *others) if path.exists()] == others


def test_the_copy_before_an_upgrade_has_its_name_only_when_it_is_whole(tmp_path, monkeypatch):
    path = shutil.copy(Path(__file__).parent / "old" / "version-1.study", tmp_path / "study.tusj")

    def fail(*_paths):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("corpus.store.upgrade.os.replace", fail)
    with pytest.raises(ProjectError, match="No space left"):
        open_project(Path(path))
    monkeypatch.undo()
    assert list(snapshot_folder(tmp_path / "study.tusj").iterdir()) == []
    open_project(Path(path)).close()
    assert [snapshot.name for snapshot in list_snapshots(tmp_path / "study.tusj")] == ["before-version-2"]
