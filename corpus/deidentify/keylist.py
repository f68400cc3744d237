"""The key list: who a participant is, and who stands behind a placeholder.

An age file with its own passphrase, never in or beside the study; no word of it enters the study.
"""

import json
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from corpus.age_format import is_sealed, seal, unseal
from corpus.errors import InputError, ProjectError, ReadError
from corpus.messages import _
from corpus.names import folded
from corpus.participants import natural_key
from corpus.store.project import now
from corpus.store.snapshots import snapshot_folder

_LARGEST = 50_000_000
_LONGEST = 500
_REPLACED, _PEOPLE = "tusj key list", "people"


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """What was replaced, by what, of which kind, and when (ISO 8601, UTC)."""

    was: str
    now: str
    kind: str
    time: str


@dataclass(frozen=True, slots=True)
class KeyPerson:
    """Who a participant is: label, name, how to reach them, and when it was written (ISO 8601, UTC)."""

    label: str
    name: str
    contact: str
    time: str


@dataclass(frozen=True, slots=True)
class KeyList:
    """What a key list holds: people by label, and what was replaced in the order it was."""

    people: tuple[KeyPerson, ...] = ()
    replaced: tuple[KeyEntry, ...] = ()

    def find(self, label: str) -> KeyPerson | None:
        """Who a participant is; None where the list does not say."""
        return next((person for person in self.people if folded(person.label) == folded(label)), None)

    def with_person(self, label: str, name: str, contact: str = "") -> "KeyList":
        """The list saying who a participant is; with neither name nor contact it says no more."""
        name, contact = (" ".join(words.split()) for words in (name, contact))
        if max(len(name), len(contact)) > _LONGEST:
            raise InputError(_("A name or an address has at most {n} characters.").format(n=_LONGEST))
        others = [person for person in self.people if folded(person.label) != folded(label)]
        added = [KeyPerson(label, name, contact, now())] if name or contact else []
        return replace(self, people=tuple(sorted([*others, *added], key=lambda person: natural_key(person.label))))

    def with_replaced(self, entries: Sequence[KeyEntry]) -> "KeyList":
        """The list with entries that are not there yet."""
        known = {(entry.was, entry.now) for entry in self.replaced}
        fresh = tuple(entry for entry in entries if (entry.was, entry.now) not in known)
        return replace(self, replaced=self.replaced + fresh)

    def without(self, label: str) -> "KeyList":
        """The list without a participant: who they are, what their label or their whole name stands in for."""
        person = self.find(label)
        name = folded(person.name) if person else ""
        theirs = re.compile(rf"(?<!\w){re.escape(label)}(?!\w)", re.IGNORECASE)
        kept = (entry for entry in self.replaced if not theirs.search(entry.now) and folded(entry.was) != name)
        return replace(self.with_person(label, ""), replaced=tuple(kept))


def check_place(study: Path, file: Path) -> None:
    """Refuse a key list beside the study or among its snapshots."""
    place = file.resolve()
    if place.parent == study.resolve().parent or place.is_relative_to(snapshot_folder(study).resolve()):
        raise ProjectError(_("The key list must not lie with the study: name a file in another folder."))


def read_key_list(study: Path, file: Path, passphrase: str) -> KeyList:
    """What a key list holds; empty where there is none yet. ReadError where it is none, or the passphrase is wrong."""
    check_place(study, file)
    if not passphrase:
        raise InputError(
            _("The key list needs its passphrase: run this in a terminal, or set TUSJ_KEYLIST_PASSPHRASE.")
        )
    try:
        if file.stat().st_size > _LARGEST or not file.is_file():  # a device may never end
            raise ReadError(_("{name} is no key list.").format(name=file.name))
        sealed = file.read_bytes()
    except FileNotFoundError:
        return KeyList()
    except OSError:
        raise ReadError(_("{name} cannot be read.").format(name=file.name)) from None
    if not is_sealed(sealed):
        raise ReadError(_("{name} is no key list.").format(name=file.name))
    plain = unseal(sealed, passphrase, file.name)
    try:
        return _parsed(json.loads(plain))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ReadError(_("{name} is no key list.").format(name=file.name)) from None


def _parsed(held: Any) -> KeyList:
    people = [KeyPerson(*(str(row[name]) for name in KeyPerson.__slots__)) for row in held.get(_PEOPLE, [])]
    replaced = [KeyEntry(*(str(row[name]) for name in KeyEntry.__slots__)) for row in held[_REPLACED]]
    return KeyList(tuple(people), tuple(replaced))


def add_to_key_list(study: Path, file: Path, passphrase: str, entries: Sequence[KeyEntry]) -> int:
    """Add what was replaced, where it is not there yet; returns how many such entries the list has now."""
    held = read_key_list(study, file, passphrase).with_replaced(entries)
    write_key_list(study, file, passphrase, held)
    return len(held.replaced)


def write_key_list(study: Path, file: Path, passphrase: str, held: KeyList) -> None:
    """Write a whole key list in place of the old one, readable by its owner only.

    The old file stands until the new one is whole; nothing of it is ever on the disk unsealed.
    """
    check_place(study, file)
    rows = {_REPLACED: [asdict(entry) for entry in held.replaced], _PEOPLE: [asdict(person) for person in held.people]}
    sealed = seal(json.dumps(rows, ensure_ascii=False).encode(), passphrase)
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
