"""Changing, adding and removing a study's passphrase: a whole new file is made and takes the old one's place.

At every moment one whole file stands under the study's name, the old one or the new: a crash loses neither.
"""

import os
from contextlib import suppress
from pathlib import Path

from corpus.errors import ProjectError
from corpus.messages import _
from corpus.store import sqlite
from corpus.store.cipher import Key, new_key
from corpus.store.lock import take_lock


def change_passphrase(path: Path, key: Key | None, passphrase: str) -> Key | None:
    """Give a study another passphrase, or none where it is empty; `key` is the one it has now.

    Returns the new key. What the old file held is overwritten as far as the disk lets us. ProjectError where the study
    is open elsewhere, the disk has no room, or the key is wrong: then it is as it was.
    """
    sqlite.check_header(path, key)
    lock = take_lock(path)
    fresh = path.resolve().with_name(f".{path.name}.new")
    try:
        made = new_key(passphrase) if passphrase else None
        with sqlite.told(path):
            fresh.unlink(missing_ok=True)
            sqlite.leave_log(path, key)
            sqlite.copy_into(path, key, fresh, made)
        sqlite.check_header(fresh, made)
        _take_place(fresh, path.resolve())
        return made
    except OSError as error:
        raise ProjectError(
            _("{file} could not be written: {reason}.").format(file=fresh, reason=error.strerror)
        ) from None
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        lock.release()


def _take_place(fresh: Path, path: Path) -> None:
    try:
        if os.name == "nt":  # where a file that is open cannot be replaced
            os.replace(fresh, path)
            return
        with path.open("r+b") as old:
            os.replace(fresh, path)
            _sync(path.parent)
            _overwrite(old.fileno())
    except OSError:
        raise ProjectError(
            _("{path} is on a read-only disk or in a folder that cannot be written to.").format(path=path)
        ) from None


def _overwrite(file: int) -> None:
    """Zeroes over what nothing names any more; what the disk keeps of it elsewhere is beyond us."""
    with suppress(OSError):
        left = os.fstat(file).st_size
        while left > 0:
            left -= os.write(file, bytes(min(left, 1 << 20)))
        os.fsync(file)


def _sync(folder: Path) -> None:
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
