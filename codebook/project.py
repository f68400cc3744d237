"""Making and opening a project with every table this program knows."""

from pathlib import Path

from codebook.models import MODELS
from corpus.names import clean_file_name
from corpus.store import Project


def create_project(path: Path, name: str = "", language: str = "nb", coder: str = "") -> Project:
    """Make a new study at a path; its name is the file's where none is given."""
    return Project.create(path, name or clean_file_name(path.stem), language, MODELS, coder)


def open_project(path: Path, *, write: bool = True, coder: str = "") -> Project:
    """Open a study, to write or only to read."""
    return Project.open(path, MODELS, write=write, coder=coder)
