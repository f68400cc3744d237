"""Every page of a study's file and every frame of its write-ahead log, decrypted without SQLite.

A search in an encrypted file finds nothing and proves nothing. SQLCipher 4's layout: pages of 4096 bytes, of which the
last 80 hold the initialisation vector and the page's code; the first page begins with the salt.
"""

from collections.abc import Iterator
from pathlib import Path

from corpus.store.cipher import Key

_PAGE, _RESERVED, _SALT, _IV = 4096, 80, 16, 16
_WAL_HEADER, _FRAME_HEADER = 32, 24


def read_pages(path: Path, key: Key | None = None) -> Iterator[bytes]:
    """The bytes of a database's pages and of its write-ahead log's frames, those that are free included."""
    with path.open("rb") as file:
        number = 1
        while page := file.read(_PAGE):
            if any(page):
                yield _plain(page, number == 1, key)
            number += 1
    for log in (Path(f"{path}-wal"), Path(f"{path}-journal")):
        if log.exists():
            yield from _frames(log, key)


def _frames(log: Path, key: Key | None) -> Iterator[bytes]:
    with log.open("rb") as file:
        file.read(_WAL_HEADER)
        while head := file.read(_FRAME_HEADER):
            page = file.read(_PAGE)
            if len(page) < _PAGE:
                yield page if key is None else b""
                return
            yield _plain(page, int.from_bytes(head[:4], "big") == 1, key)


def _plain(page: bytes, first: bool, key: Key | None) -> bytes:
    if key is None or len(page) < _PAGE:
        return page
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    end = _PAGE - _RESERVED
    cipher = Cipher(algorithms.AES(bytes.fromhex(key.key)), modes.CBC(page[end : end + _IV]))
    decryptor = cipher.decryptor()
    return decryptor.update(page[_SALT if first else 0 : end]) + decryptor.finalize()
