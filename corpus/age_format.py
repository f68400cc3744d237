"""Sealing bytes with a passphrase in the age format (age-encryption.org/v1), which other programs open too.

Files are opened by pyrage, a library of the format. They are sealed here, with the primitives the format names, for
pyrage lets nobody choose the work of deriving the key: it measures the machine at that moment, and takes up to a
gigabyte and a minute for a seal. Here the work is always that of the age program: 2 to the 18th, which is a quarter of
a gigabyte and under a second.
"""

import base64
import hmac
import re
import secrets
import unicodedata

from corpus.errors import InputError, ReadError
from corpus.messages import _

WORK = 18  # the binary logarithm of scrypt's cost
_HEAD = b"age-encryption.org/v1"
_WORK_ASKED = re.compile(rb"-> scrypt \S+ (\d+)\n")
_MOST_WORK = 21  # thrice doubled from ours: 2 GB of memory, and seconds
_CHUNK = 1 << 16


def is_sealed(data: bytes) -> bool:
    """Whether bytes begin as an age file does; its first line is enough."""
    return data.startswith(_HEAD)


def seal(data: bytes, passphrase: str) -> bytes:
    """The bytes sealed; InputError for a passphrase that is no text."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    salt, key, nonce = (secrets.token_bytes(16) for _part in range(3))
    wrapping = Scrypt(_HEAD + b"/scrypt" + salt, 32, 1 << WORK, 8, 1).derive(_composed(passphrase).encode())
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), key, None)
    head = b"%s\n-> scrypt %s %d\n%s\n---" % (_HEAD, _text(salt), WORK, _text(wrapped))
    mac = hmac.digest(_derived(key, b"", b"header"), head, "sha256")
    cipher = ChaCha20Poly1305(_derived(key, nonce, b"payload"))
    starts = range(0, len(data), _CHUNK) or (0,)
    chunks = (
        cipher.encrypt(number.to_bytes(11, "big") + bytes([start == starts[-1]]), data[start : start + _CHUNK], None)
        for number, start in enumerate(starts)
    )
    return b"%s %s\n%s%s" % (head, _text(mac), nonce, b"".join(chunks))


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, info).derive(key)


def _text(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def unseal(data: bytes, passphrase: str, name: str) -> bytes:
    """What is sealed; ReadError, which names the file, for a wrong passphrase or damage; InputError as `seal`."""
    from pyrage import DecryptError
    from pyrage import passphrase as age

    told = ReadError(_("Wrong passphrase, or a damaged file: {path}.").format(path=name))
    work = _WORK_ASKED.search(data[:1000])
    if work and (len(work[1]) > 2 or int(work[1]) > _MOST_WORK):
        raise told
    try:
        return bytes(age.decrypt(data, _composed(passphrase)))
    except DecryptError:
        raise told from None


def _composed(passphrase: str) -> str:
    # The same letters may arrive composed or not, by the keyboard's whim.
    composed = unicodedata.normalize("NFC", passphrase)
    if any("\ud800" <= letter <= "\udfff" for letter in composed):
        raise InputError(_("The passphrase cannot be read as text (UTF-8); type it anew."))
    return composed
