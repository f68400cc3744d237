"""Where an export goes: a stream, or a file that is there whole or not at all."""

import contextlib
import errno
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO

from corpus.errors import InputError, TusjError
from corpus.messages import _, in_interface_language
from exports.writers.seal import Seal

Target = BinaryIO | Path
_DATABASE = b"SQLite format 3\0"
_seal: ContextVar[Seal | None] = ContextVar("seal", default=None)
_tell: ContextVar[Callable[[Path], None] | None] = ContextVar("tell", default=None)


@contextlib.contextmanager
def telling(tell: Callable[[Path], None]) -> Iterator[None]:
    """Within a block, `tell` is called with every file written: so the study's manifest learns of it."""
    before = _tell.set(tell)
    try:
        yield
    finally:
        _tell.reset(before)


@contextlib.contextmanager
def sealing(seal: Seal | None) -> Iterator[None]:
    """Within a block, every file written is sealed before it reaches the disk; None seals nothing."""
    before = _seal.set(seal)
    try:
        yield
    finally:
        _seal.reset(before)


def written_as(path: Path) -> Path:
    """The name under which a file is written: with `.age` where it is sealed."""
    seal = _seal.get()
    return seal.named(path) if seal else path


def check_target(path: Path) -> None:
    """Refuse a file that could not be written, before what cannot be undone; TusjError."""
    path = written_as(path)
    folder = path.resolve().parent
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        if not folder.is_dir():
            raise FileNotFoundError(errno.ENOENT, "")
        if not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, "")
        if not path.exists() or path.is_file():
            _allowed(path.resolve())
    except OSError as error:
        raise TusjError(_sentence(path.name, error)) from error


def put(data: bytes, target: Target) -> None:
    """Write bytes to a binary stream, or to a file by way of a new one beside it that takes its place.

    A file that was there stays as it was where writing fails. Raises TusjError; a broken pipe is let through.
    """
    seal = _seal.get()
    if seal is not None:
        if not isinstance(target, Path):
            raise InputError(_("What is sealed goes to a file: name one with -o."))
        data, target = seal.close(data, target), seal.named(target)
    name = target.name if isinstance(target, Path) else ""
    try:
        if not isinstance(target, Path):
            target.write(data)
            target.flush()
        elif target.exists() and not target.is_file():
            target.write_bytes(data)  # a device, a pipe: nothing there to replace
        else:
            path = _allowed(target.resolve())
            _replace(data, path)
            tell = _tell.get()
            if tell is not None:
                tell(path)
    except BrokenPipeError:
        raise
    except OSError as error:
        with in_interface_language():
            raise TusjError(_sentence(name, error)) from error


def _allowed(path: Path) -> Path:
    """The path, unless a database is there, or what SQLite keeps beside one: an export never takes a study's place."""
    if path.exists():
        with path.open("rb") as file:
            is_database = file.read(len(_DATABASE)) == _DATABASE
        if is_database or path.suffix.startswith(".tusj"):
            with in_interface_language():
                raise TusjError(_("{path} is there already.").format(path=path.name))
    return path


def _replace(data: bytes, path: Path) -> None:
    beside = path.with_name(f".{path.name[:40]}.{os.urandom(4).hex()}.tmp")
    try:
        with _ending_softly():
            with beside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                shutil.copymode(path, beside)
            os.replace(beside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _ending_softly() -> Iterator[None]:
    """Within a block, a program told to end does what it does when it fails: no half file of words is left."""
    if threading.current_thread() is not threading.main_thread():  # where signals cannot be seen to
        yield
        return
    signals = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = [signal.signal(one, lambda number, _frame: sys.exit(128 + number)) for one in signals]
    try:
        yield
    finally:
        for one, handler in zip(signals, before, strict=True):
            signal.signal(one, handler)


def _sentence(name: str, error: OSError) -> str:
    if not name:
        return _("The output could not be written: {reason}.").format(reason=_reason(error))
    return _("{file} could not be written: {reason}.").format(file=name, reason=_reason(error))


def _reason(error: OSError) -> str:
    reasons = {
        errno.ENOSPC: _("the disk is full"),
        errno.EROFS: _("the disk is read-only"),
        errno.EACCES: _("writing there is not allowed, or the file is open in another program"),
        errno.ENOENT: _("its folder does not exist"),
        errno.ENOTDIR: _("its folder does not exist"),
        errno.EISDIR: _("it is a folder"),
        errno.ENAMETOOLONG: _("its name is too long"),
    }
    reasons[errno.EPERM] = reasons[errno.EACCES]
    return reasons.get(error.errno or 0) or error.strerror or type(error).__name__
