"""Encryption of a study's file: SQLCipher's, with a key derived once from the passphrase.

Key derivation is SQLCipher 4's own: PBKDF2 with HMAC-SHA-512, 256,000 rounds, over the file's first sixteen bytes as
salt. Whoever has the passphrase can open the file with any SQLCipher.
"""

import os
import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import ProjectError, ReadError
from corpus.messages import _

_ROUNDS, _KEY_BYTES, _SALT_BYTES = 256_000, 32, 16
_PAGE = 4096
_MAGIC = b"SQLite format 3\0"
_RECOVERY = re.compile(r"^tusj-key: ([0-9a-f]{64})\r?$", re.MULTILINE)
_LARGEST_RECOVERY = 100_000


class PassphraseNeededError(ProjectError):
    """The study is encrypted, and no passphrase was given."""


class PassphraseError(ProjectError):
    """The passphrase is wrong, or the file is damaged: which of the two cannot be told."""


@dataclass(frozen=True, slots=True)
class Key:
    """The key a file is opened with, and the file's salt, both in hexadecimal; neither shows when printed."""

    key: str = field(repr=False)
    salt: str = field(repr=False)

    @property
    def pragma(self) -> str:
        """As SQLCipher takes it."""
        return f"\"x'{self.key}{self.salt}'\""


def is_encrypted(path: Path) -> bool:
    """Whether a file looks like an encrypted study: whole pages that begin like no plain database and no text."""
    if not os.path.isfile(path):  # a pipe may never end
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_SALT_BYTES)
        size = path.stat().st_size
    except OSError:
        return False
    plain = head == _MAGIC or not head.strip(bytes(range(32, 127)) + b"\r\n\t\0")
    return size > 0 and size % _PAGE == 0 and not plain


def new_key(passphrase: str) -> Key:
    """A key for a new file."""
    return _derive(passphrase, secrets.token_bytes(_SALT_BYTES))


def key_of(path: Path, passphrase: str) -> Key:
    """The key of a file, if this is its passphrase."""
    with path.open("rb") as file:
        return _derive(passphrase, file.read(_SALT_BYTES))


def _derive(passphrase: str, salt: bytes) -> Key:
    # The same letters may arrive composed or not, by the keyboard's whim.
    words = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    # The library brings an OpenSSL of its own, which takes a quarter less time over it than many a system's.
    from cryptography.hazmat.primitives.hashes import SHA512
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    key = PBKDF2HMAC(SHA512(), _KEY_BYTES, salt, _ROUNDS).derive(words)
    return Key(key.hex(), salt.hex())


def recovery_text(key: Key, study: str) -> str:
    """What stands in a recovery file."""
    told = _(
        "Recovery file of the study {study}. Whoever has it can open the study without its passphrase: keep it in "
        "another place than the study, and delete it with the study. It stops working when the passphrase is changed."
    )
    return f"{told.format(study=study)}\n\ntusj-key: {key.key}\n"


def recovered_key(path: Path, recovery: Path) -> Key:
    """The key of a file, from its recovery file; ReadError where that holds none."""
    try:
        with recovery.open("rb") as file:
            found = _RECOVERY.search(file.read(_LARGEST_RECOVERY).decode("utf-8", "replace"))
        with path.open("rb") as file:
            salt = file.read(_SALT_BYTES)
    except FileNotFoundError as error:
        raise ReadError(_("There is no file {name}.").format(name=error.filename)) from None
    except (OSError, ValueError):
        found = None
    if found is None:
        raise ReadError(_("{name} is no recovery file.").format(name=recovery.name))
    return Key(found[1], salt.hex())


def check_recovery_place(study: Path, recovery: Path) -> None:
    """Refuse a recovery file in the study's own folder, in none, or where a file is."""
    if recovery.resolve().parent == study.resolve().parent:
        raise ProjectError(_("The recovery file must not lie beside the study: name another folder."))
    if os.path.lexists(recovery):
        raise ProjectError(_("{path} is there already.").format(path=recovery))
    if not os.path.isdir(recovery.parent):
        reason = _("its folder does not exist")
        raise ProjectError(_("{file} could not be written: {reason}.").format(file=recovery, reason=reason))


def write_recovery(key: Key, study: Path, recovery: Path) -> None:
    """Write a recovery file that only its owner can read; see `check_recovery_place`."""
    check_recovery_place(study, recovery)
    try:
        with open(os.open(recovery, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(recovery_text(key, study.stem))
    except FileExistsError:
        raise ProjectError(_("{path} is there already.").format(path=recovery)) from None
    except OSError as error:
        raise ProjectError(
            _("{file} could not be written: {reason}.").format(file=recovery, reason=error.strerror)
        ) from None
