"""Making and opening a project with every table this program knows."""

from pathlib import Path

from codebook.models import MODELS
from corpus.names import clean_file_name
from corpus.store import Project
from corpus.store.cipher import Key


def create_project(path: Path, name: str = "", language: str = "nb", coder: str = "", passphrase: str = "") -> Project:
    """Make a new study at a path, encrypted with a passphrase; its name is the file's where none is given."""
    return Project.create(path, name or clean_file_name(path.stem), language, MODELS, coder, passphrase)


def open_project(
    path: Path, *, write: bool = True, coder: str = "", passphrase: str = "", key: Key | None = None
) -> Project:
    """Open a study, to write or only to read; an encrypted one needs its passphrase or its key."""
    return Project.open(path, MODELS, write=write, coder=coder, passphrase=passphrase, key=key)
