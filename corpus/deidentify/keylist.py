"""The key list: who stands behind a placeholder. An age file with its own passphrase, never in or beside the study."""

import json
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import mkstemp

from corpus.errors import InputError, ProjectError, ReadError
from corpus.messages import _
from corpus.store.snapshots import snapshot_folder

_HEAD = b"age-encryption.org/"
_LARGEST = 50_000_000
_COST = re.compile(rb"-> scrypt \S+ (\d+)\n")
_MOST_COST = 21  # twice doubled from what a quick machine chooses: 2 GB of memory, and seconds


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """What was replaced, by what, of which kind, and when (ISO 8601, UTC)."""

    was: str
    now: str
    kind: str
    time: str


def check_place(study: Path, file: Path) -> None:
    """Refuse a key list in the study's folder or anywhere below it."""
    home, place = study.resolve().parent, file.resolve()
    if place == study.resolve() or place.is_relative_to(home) or place.is_relative_to(snapshot_folder(study).resolve()):
        raise ProjectError(_("The key list must not lie with the study: name a file in another folder."))


def read_key_list(study: Path, file: Path, passphrase: str) -> list[KeyEntry]:
    """What a key list holds; empty where there is none yet. ReadError where it is none, or the passphrase is wrong."""
    check_place(study, file)
    if not passphrase:
        raise InputError(
            _("The key list needs its passphrase: run this in a terminal, or set TUSJ_KEYLIST_PASSPHRASE.")
        )
    try:
        if file.stat().st_size > _LARGEST:
            raise ReadError(_("{name} is no key list.").format(name=file.name))
        sealed = file.read_bytes()
    except FileNotFoundError:
        return []
    except OSError:
        raise ReadError(_("{name} cannot be read.").format(name=file.name)) from None
    cost = _COST.search(sealed[:1000])
    if not sealed.startswith(_HEAD) or (cost and (len(cost[1]) > 2 or int(cost[1]) > _MOST_COST)):
        raise ReadError(_("{name} is no key list.").format(name=file.name))
    return _opened(sealed, passphrase, file)


def _opened(sealed: bytes, passphrase: str, file: Path) -> list[KeyEntry]:
    import pyrage

    try:
        plain = pyrage.passphrase.decrypt(sealed, passphrase)
    except Exception:  # the library has one class for a wrong passphrase, another for damage, and tells them loosely
        raise ReadError(_("Wrong passphrase, or a damaged file: {path}.").format(path=file.name)) from None
    try:
        return [
            KeyEntry(*(str(row[name]) for name in ("was", "now", "kind", "time")))
            for row in json.loads(plain)["tusj key list"]
        ]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ReadError(_("{name} is no key list.").format(name=file.name)) from None


def add_to_key_list(study: Path, file: Path, passphrase: str, entries: Sequence[KeyEntry]) -> int:
    """Add entries that are not there yet; returns how many the list has now.

    The old file stands until the new one is whole.
    """
    there = read_key_list(study, file, passphrase)
    known = {(entry.was, entry.now) for entry in there}
    there += [entry for entry in entries if (entry.was, entry.now) not in known]
    write_key_list(study, file, passphrase, there)
    return len(there)


def write_key_list(study: Path, file: Path, passphrase: str, entries: Sequence[KeyEntry]) -> None:
    """Write a whole key list in place of the old one, readable by its owner only."""
    import pyrage

    check_place(study, file)
    plain = json.dumps({"tusj key list": [asdict(entry) for entry in entries]}, ensure_ascii=False).encode()
    sealed = pyrage.passphrase.encrypt(plain, passphrase)
    fresh = ""
    try:
        handle, fresh = mkstemp(prefix=".", suffix=".new", dir=file.resolve().parent)
        with os.fdopen(handle, "wb") as out:
            out.write(sealed)
            out.flush()
            os.fsync(out.fileno())
        os.replace(fresh, file.resolve())
    except OSError as error:
        with suppress(OSError):
            if fresh:
                os.unlink(fresh)
        raise ProjectError(
            _("{file} could not be written: {reason}.").format(file=file, reason=error.strerror)
        ) from None
