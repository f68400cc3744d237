"""The lock of a study's one writer, an operating-system lock on a file beside it."""

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import ProjectError
from corpus.messages import _

if TYPE_CHECKING:
    from filelock import FileLock


def lock_path(path: Path) -> Path:
    """The file that is locked."""
    target = path.resolve()  # a link to a study is the same study
    return target.with_name(f".{target.name}.lock")


def take_lock(path: Path) -> "FileLock":
    """The lock of a study's one writer; ProjectError where another program has it, or none can be made there."""
    from filelock import FileLock, Timeout

    unwritable = ProjectError(
        _("{path} is on a read-only disk or in a folder that cannot be written to.").format(path=path)
    )
    if path.exists() and not os.access(path, os.W_OK):
        raise unwritable
    lock = FileLock(lock_path(path))
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise ProjectError(
            _("{path} is already open in another program; close it there first.").format(path=path)
        ) from None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise ProjectError(
                _("{file} could not be written: {reason}.").format(file=path, reason=_("its name is too long"))
            ) from None
        if error.errno == errno.ENOSPC:
            raise ProjectError(_("The disk is full: {path} cannot be opened.").format(path=path)) from None
        raise unwritable from None
    return lock
