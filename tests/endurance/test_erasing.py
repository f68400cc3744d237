"""An erasure that meets a full disk: afterwards nothing is done, or everything is. What kills: `test_killed.py`."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from codebook.project import open_project
from codebook.withdraw import plan_withdrawal, withdraw
from corpus.errors import ProjectError
from corpus.participants import list_participants
from corpus.store import Project
from corpus.store.check import check_project
from corpus.store.erase import list_receipts
from corpus.store.pages import read_pages
from corpus.store.snapshots import list_snapshots, take_snapshot

WORDS = b"ringe og mase"
ERASER = """
import sys
from pathlib import Path
from codebook.project import open_project
from codebook.withdraw import plan_withdrawal, withdraw
from corpus.errors import TusjError

project = open_project(Path(sys.argv[1]))
plan = plan_withdrawal(project, "P03")
print("ready", flush=True)
try:
    withdraw(project, plan)
    print("done", flush=True)
except TusjError as error:
    print("told:", error.message, flush=True)
"""


def settled(path: Path) -> str:
    """Open the study again and say which of the two it is; anything between fails."""
    with open_project(path) as study:
        there = "P03" in {person.label for person in list_participants(study)}
        assert check_project(study) == []
        assert study.view_state("erasure") == ""
        receipts, snapshots = list_receipts(study), list_snapshots(path)
    data = b"".join(read_pages(path))
    if there:
        assert WORDS in data
        assert (receipts, len(snapshots)) == ([], 1)
        return "nothing"
    assert WORDS not in data
    assert not any(WORDS in file.read_bytes() for file in path.parent.glob("study*/**/*") if file.is_file())
    assert (len(receipts), snapshots) == (1, [])
    return "all"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
@pytest.mark.parametrize("room", [0, 30_000, 120_000, 400_000])
def test_on_a_full_disk_nothing_or_all_is_done_when_there_is_room_again(study_path: Path, room: int) -> None:
    import resource

    with open_project(study_path) as study:
        take_snapshot(study, "2026-01-01")
    limit = room + 40_000  # of any one file: the log grows while the transaction and the cleaning write

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [
            sys.executable,
            "-P",
            "-c",
            "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n" + ERASER,
            str(study_path),
        ],
        preexec_fn=little_room,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    found = settled(study_path)
    assert found == "nothing" or "done" in done.stdout or "not clean yet" in done.stdout


def test_a_file_that_cannot_be_read_through_afterwards_is_told(study: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> Iterator[bytes]:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("corpus.store.erase.read_pages", broken)
    with pytest.raises(ProjectError, match="not clean yet") as told:
        withdraw(study, plan_withdrawal(study, "P03"))
    assert told.value.details[0].endswith("study.tusj cannot be read.")
    monkeypatch.undo()
    study.close()
    assert settled(study.path) == "all"
