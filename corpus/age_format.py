"""Sealing bytes with a passphrase in the age format (age-encryption.org/v1), which other programs open too."""

import unicodedata

from corpus.errors import ReadError
from corpus.messages import _

_HEAD = b"age-encryption.org/"


def is_sealed(data: bytes) -> bool:
    """Whether bytes begin as an age file does; its first line is enough."""
    return data.startswith(_HEAD)


def seal(data: bytes, passphrase: str) -> bytes:
    """The bytes sealed; takes about a second, by the format's own intent, so that guessing takes long."""
    from pyrage import passphrase as age

    return bytes(age.encrypt(data, _composed(passphrase)))


def unseal(data: bytes, passphrase: str, name: str) -> bytes:
    """What is sealed; ReadError, which names the file, for a wrong passphrase or a damaged file."""
    from pyrage import passphrase as age

    try:
        return bytes(age.decrypt(data, _composed(passphrase)))
    except Exception:  # the library has one class for a wrong passphrase, another for damage, and tells them loosely
        raise ReadError(_("Wrong passphrase, or a damaged file: {path}.").format(path=name)) from None


def _composed(passphrase: str) -> str:
    # The same letters may arrive composed or not, by the keyboard's whim.
    return unicodedata.normalize("NFC", passphrase)
