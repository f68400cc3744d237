"""Telling damage of a study's file apart from everything else that goes wrong."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import ProjectError, TusjError
from corpus.messages import _, in_interface_language
from corpus.store import sqlite
from corpus.store.cipher import is_encrypted


def is_damaged(path: Path) -> bool:
    """Whether a study's file is damaged, which can make any part of the program fail; False where it cannot be told.

    Of an encrypted one it cannot: there is no key here.
    """
    if is_encrypted(path):
        return False
    return os.path.isfile(path) and sqlite.is_damaged(path, immutable=not sqlite.can_write_beside(path))


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """Where work on a study fails in a way nobody foresaw, say that the study is damaged, if it is."""
    try:
        yield
    except (TusjError, BrokenPipeError):
        raise
    except Exception as error:
        if is_damaged(path):
            with in_interface_language():
                raise ProjectError(_("{path} is damaged; use an earlier copy of it.").format(path=path)) from error
        raise
