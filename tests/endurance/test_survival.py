"""Promise 1: a coding acknowledged is never lost by a full disk. What kills: `test_killed.py`."""

import subprocess
import sys
from pathlib import Path

import pytest

from codebook.codings import list_codings
from codebook.project import open_project

CODER = """
import sys
from pathlib import Path
from codebook.codings import add_coding
from codebook.project import open_project
from codebook.schemas import list_schemas
from corpus.errors import TusjError
from corpus.transcripts import list_transcripts, read_transcript

project = open_project(Path(sys.argv[1]))
text = read_transcript(project, list_transcripts(project)[0])
code = list_schemas(project)[2].codes[int(sys.argv[2]) % 8]
print("ready", flush=True)
try:
    for start in range(3, 100):
        for end in range(start + 1, start + 30):
            coding = add_coding(project, text, start, end, code)
            print(coding.id, flush=True)
except TusjError as error:
    print("told:", error.message, flush=True)
"""


def integrity(path: Path) -> tuple[str, list[object]]:
    with open_project(path) as project, project.read() as db:
        check = str(db.exec_driver_sql("PRAGMA integrity_check").scalar_one())
        return check, list(db.exec_driver_sql("PRAGMA foreign_key_check"))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_full_disk_is_told_and_nothing_acknowledged_is_lost(study_path: Path) -> None:
    import resource

    limit = study_path.stat().st_size + 200_000

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n" + CODER,
            str(study_path),
            "1",
        ],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=little_room,
    )
    lines = done.stdout.splitlines()
    assert lines[-1].startswith("told: The disk "), done.stderr
    assert integrity(study_path) == ("ok", [])
    with open_project(study_path) as project:
        stored = {coding.id for coding in list_codings(project)}
    assert {int(line) for line in lines if line.isdecimal()} <= stored
