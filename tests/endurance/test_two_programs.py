"""Two programs on one study: one writes, others read; who comes second is told, and a kill frees the study."""

import subprocess
import sys
from pathlib import Path

import pytest

from codebook.codings import list_codings, remove_codings
from codebook.models import MODELS
from codebook.project import open_project
from corpus.errors import ProjectError
from corpus.store import is_encrypted
from corpus.store.rekey import change_passphrase
from corpus.store.snapshots import get_snapshot, restore_snapshot, take_snapshot

FIRST = """
import sys
from pathlib import Path
from codebook.codings import list_codings, remove_codings
from codebook.project import open_project

project = open_project(Path(sys.argv[1]))
for _line in sys.stdin:
    remove_codings(project, list_codings(project)[:1])
    print("done", flush=True)
"""


@pytest.fixture
def first(study_path: Path):
    """Another program that has the study open, and takes a coding away for every line it is given."""
    program = subprocess.Popen(
        [sys.executable, "-P", "-c", FIRST, str(study_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )

    def act() -> None:
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write("\n")
        program.stdin.flush()
        assert program.stdout.readline() == "done\n"

    program.act = act  # type: ignore[attr-defined]
    yield program
    program.kill()
    program.communicate()


def test_the_second_writer_is_refused_a_reader_reads_on_and_a_kill_frees_the_study(study_path: Path, first) -> None:
    first.act()
    with pytest.raises(
        ProjectError, match=r"^\S+study\.tusj is already open in another program; close it there first\.$"
    ):
        open_project(study_path)
    with pytest.raises(ProjectError, match="already open"):
        change_passphrase(study_path, None, "x")
    with open_project(study_path, write=False) as reader:
        assert len(list_codings(reader)) == 4
        first.act()
        assert len(list_codings(reader)) == 3
        first.kill()
        first.communicate()
        with open_project(study_path) as second:
            remove_codings(second, list_codings(second)[:1])
            assert len(list_codings(reader)) == 2


def test_a_file_that_is_being_read_is_not_replaced_under_the_reader(study_path: Path) -> None:
    """The reader would go on with the old file's log, and take what is written to the new one for its own."""
    with open_project(study_path) as study:
        take_snapshot(study, "2026-01-01")
        remove_codings(study, list_codings(study))
    with open_project(study_path, write=False) as reader:
        assert list_codings(reader) == []
        with pytest.raises(ProjectError, match="in use by another program"):
            change_passphrase(study_path, None, "x")
        with pytest.raises(ProjectError, match="in use by another program"):
            restore_snapshot(study_path, None, get_snapshot(study_path, "2026-01-01"), MODELS)
    assert not is_encrypted(study_path)
    restore_snapshot(study_path, None, get_snapshot(study_path, "2026-01-01"), MODELS)
    with open_project(study_path) as study:
        assert len(list_codings(study)) == 5
