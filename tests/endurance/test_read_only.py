"""A study that cannot be written to is read, to the last change; writing is refused in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from codebook.codings import list_codings, remove_codings
from codebook.project import create_project, open_project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs permissions of files")

# Who may do everything is made nobody, after all that is needed has been imported.
READER = """
import os, sys
from pathlib import Path
import filelock, sqlite3, corpus.store.erase
from codebook.codings import list_codings
from codebook.project import open_project
from corpus.errors import TusjError

os.umask(0)
if os.geteuid() == 0:
    os.setgroups([]); os.setresgid(65534, 65534, 65534); os.setresuid(65534, 65534, 65534)
for write in (False, True):
    try:
        with open_project(Path(sys.argv[1]), write=write, passphrase=sys.argv[2]) as study:
            print(len(list_codings(study)))
    except TusjError as error:
        print(error.message.partition("study.tusj")[2])
"""
REFUSED = " is on a read-only disk or in a folder that cannot be written to."


def read(path: Path, file: int, folder: int, passphrase: str = "") -> list[str]:
    """What a reader without rights is told when it opens the study, to read and to write."""
    if os.geteuid() == 0:  # nobody must be able to come here
        for parent in [*path.parents][:-1]:
            parent.chmod(parent.stat().st_mode | 0o055)
    for each in path.parent.iterdir():
        if each.is_file():
            each.chmod(file)
    path.parent.chmod(folder)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", READER, str(path), passphrase], capture_output=True, text=True, check=False
        )
    finally:
        path.parent.chmod(0o755)
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize(("file", "folder"), [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)])
def test_what_cannot_be_written_is_read(study_path: Path, file: int, folder: int) -> None:
    assert read(study_path, file, folder) == ["5", REFUSED]


def test_with_the_right_passphrase_it_is_not_called_wrong(tmp_path: Path) -> None:
    path = tmp_path / "secret" / "study.tusj"
    path.parent.mkdir()
    create_project(path, passphrase="rød grøt").close()
    assert read(path, 0o444, 0o555, "rød grøt") == ["0", REFUSED]


@pytest.mark.parametrize(("index", "said"), [(True, "2"), (False, REFUSED)])
def test_what_a_killed_program_left_in_the_log_is_not_passed_over(study_path: Path, index: bool, said: str) -> None:
    killed = subprocess.run(
        [sys.executable, "-P", "-c", KILLED, str(study_path)], capture_output=True, text=True, check=False
    )
    assert killed.stdout == "2\n"
    assert Path(f"{study_path}-wal").stat().st_size > 0
    if not index:  # as on a disk to which only the file and its log were copied
        Path(f"{study_path}-shm").unlink()
    assert read(study_path, 0o444, 0o555) == [said, REFUSED]
    with open_project(study_path) as study:
        assert len(list_codings(study)) == 2
        remove_codings(study, list_codings(study))


KILLED = """
import os, signal, sys
from pathlib import Path
from codebook.codings import list_codings, remove_codings
from codebook.project import open_project

study = open_project(Path(sys.argv[1]))
remove_codings(study, list_codings(study)[:3])
print(len(list_codings(study)), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
