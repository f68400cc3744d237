"""The project file: made, opened, locked, refused."""

import subprocess
import sys
from pathlib import Path

import pytest

from codebook.project import create_project, open_project
from corpus.errors import ProjectError
from corpus.models import MODELS
from corpus.store import Project
from corpus.store.sqlite import APPLICATION_ID


def test_second_writer_is_refused_and_reader_is_not(study_path: Path) -> None:
    with open_project(study_path):
        script = (
            "import sys; from pathlib import Path; from codebook.project import open_project\n"
            "open_project(Path(sys.argv[1]), write=False).close(); print('read')\n"
            "open_project(Path(sys.argv[1]))"
        )
        done = subprocess.run(
            [sys.executable, "-P", "-c", script, str(study_path)], capture_output=True, text=True, check=False
        )
    assert done.stdout == "read\n"
    assert "already open in another program" in done.stderr


def test_newer_file_is_refused(study_path: Path) -> None:
    data = bytearray(study_path.read_bytes())
    data[60:64] = (99).to_bytes(4, "big")
    study_path.write_bytes(data)
    with pytest.raises(ProjectError, match="newer tusj"):
        open_project(study_path)
    assert study_path.read_bytes() == data


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not a tusj study"),
        (b"hello" * 50, "not a tusj study"),
        (b"SQLite format 3\0" + b"\0" * 200, "not a tusj study"),
    ],
)
def test_what_is_no_project_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "x.tusj"
    path.write_bytes(content)
    with pytest.raises(ProjectError, match=message):
        open_project(path)
    assert path.read_bytes() == content


def test_missing_and_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no study at"):
        open_project(tmp_path / "gone.tusj")
    with pytest.raises(ProjectError, match="folder"):
        open_project(tmp_path)


def test_damaged_file_is_told(study_path: Path) -> None:
    data = bytearray(study_path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    study_path.write_bytes(data)
    with pytest.raises(ProjectError, match="damaged"):
        open_project(study_path).close()


def test_header_says_what_it_is(study_path: Path) -> None:
    header = study_path.read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID


def test_existing_file_is_not_overwritten(study_path: Path) -> None:
    before = study_path.read_bytes()
    with pytest.raises(ProjectError, match="there already"):
        create_project(study_path)
    assert study_path.read_bytes() == before


def test_store_refuses_to_run_with_a_model_missing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="coding"):
        Project.create(tmp_path / "x.tusj", "x", "nb", MODELS)
    assert not (tmp_path / "x.tusj").exists()


def test_reading_only_cannot_write(study_path: Path) -> None:
    with (
        open_project(study_path, write=False) as project,
        pytest.raises(ProjectError, match="reading only"),
        project.step("x"),
    ):
        pass
