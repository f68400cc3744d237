"""Studies of earlier file versions are brought up to this one, with all that is in them."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from codebook.codings import list_codings
from codebook.memos import list_memos
from codebook.project import create_project, open_project
from corpus.errors import ProjectError
from corpus.store import Project
from corpus.store.check import check_project
from corpus.store.sqlite import FILE_VERSION, check_header

OLD = Path(__file__).parent / "old"


@pytest.fixture
def old_study(tmp_path):
    return Path(shutil.copy(OLD / "version-1.study", tmp_path / "study.tusj"))


def shape(project: Project) -> dict[str, object]:
    """Every table's columns, foreign keys and indexes, and every trigger."""
    with project.read() as db:
        names = [n for (n,) in db.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        triggers = db.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name")
        found: dict[str, object] = {"triggers": {name: sorted(sql) for name, sql in triggers}}
        for name in names:
            columns = sorted(tuple(row)[1:] for row in db.exec_driver_sql(f"PRAGMA table_info({name})"))
            keys = sorted(tuple(row)[2:] for row in db.exec_driver_sql(f"PRAGMA foreign_key_list({name})"))
            indexes = {
                (row[2], *(r[2] for r in db.exec_driver_sql(f"PRAGMA index_info({row[1]})").fetchall()))
                for row in db.exec_driver_sql(f"PRAGMA index_list({name})").fetchall()
            }
            found[name] = (columns, keys, indexes)
        return found


def test_an_upgraded_study_has_the_shape_of_a_new_one(old_study, tmp_path):
    with open_project(old_study) as upgraded, create_project(tmp_path / "new.tusj") as new:
        assert shape(upgraded) == shape(new)


def test_an_upgrade_keeps_codings_notes_and_the_journal_and_a_copy(old_study):
    with open_project(old_study) as study:
        assert [(c.start, c.end, c.gist, c.flags, c.quote, c.memo) for c in list_codings(study)] == [
            (31, 52, "bra", ("recurs",), True, "again cf. P02"),
            (95, 151, "", ("stands-out",), False, ""),
            (31, 60, "", (), False, ""),
        ]
        assert [(m.on.start, m.on.end, m.text) for m in list_memos(study)] == [
            (31, 52, "again cf. P02"),
            (60, 80, "a note on words"),
        ]
        redone = study.redo()
        assert redone is not None
        assert redone.details == {"old": "Fornøyd med samarbeid", "new": "Fornøyd"}
        while study.undo(other_coders=True):
            pass
        assert list_codings(study) == []
        while study.redo():
            pass
        assert len(list_codings(study)) == 3
    assert check_header(old_study) == FILE_VERSION
    assert check_header(old_study.parent / "study.tusj-snapshots" / "before-version-2.tusj") == 1


def test_a_study_that_is_only_read_is_upgraded_too(old_study):
    with open_project(old_study, write=False) as study:
        assert len(list_codings(study)) == 3


def test_an_upgrade_that_fails_leaves_the_study_as_it_was(old_study, monkeypatch):
    monkeypatch.setattr("corpus.store.sqlite.add_search_index", lambda db: db.exec_driver_sql("no such statement"))
    with pytest.raises(Exception, match="syntax"):
        open_project(old_study)
    assert check_header(old_study) == 1
    monkeypatch.undo()
    with open_project(old_study) as study:
        assert len(list_codings(study)) == 3


def test_a_study_open_elsewhere_is_not_upgraded_under_it(old_study):
    with open_project(old_study):
        pass
    shutil.copy(OLD / "version-1.study", old_study)
    from corpus.store.lock import take_lock

    lock = take_lock(old_study)
    try:
        with pytest.raises(ProjectError, match="already open"):
            open_project(old_study)
    finally:
        lock.release()


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
def test_an_upgrade_that_a_stopped_program_left_in_the_log_is_not_done_again(old_study):
    """The file's header still shows the old version then."""
    code = (
        "import os, signal, sys; from pathlib import Path; from corpus.store import sqlite\n"
        "from codebook.project import open_project\n"
        "sqlite.checkpoint = lambda engine: os.kill(os.getpid(), signal.SIGKILL)\n"
        "open_project(Path(sys.argv[1]))"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code, str(old_study)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert check_header(old_study) == 1
    with open_project(old_study) as study:
        assert len(list_codings(study)) == 3
        assert check_project(study) == []
    assert check_header(old_study) == FILE_VERSION
