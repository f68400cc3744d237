"""One stand for all tries of a process, started before any of them."""

import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def stand(tmp_path_factory: pytest.TempPathFactory):
    """A place to try operations on studies in programs of their own."""
    if sys.platform == "win32":
        pytest.skip("programs are copied by fork")
    from failing import MISSING, make_library
    from killing import Stand, start_programs

    folder: Path = tmp_path_factory.mktemp("stand").resolve()
    start_programs(None if MISSING else make_library(folder))
    return Stand(folder)
