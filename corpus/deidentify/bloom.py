"""A set of words in little room: says of a word that it is not there, or that it most likely is."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Self

_HASHES = 5
_BITS_A_WORD = 8


@dataclass(frozen=True, slots=True)
class Bloom:
    """A Bloom filter (Bloom 1970): five hashes, eight bits a word; about two in a hundred are wrongly known."""

    bits: bytes

    @classmethod
    def of(cls, words: Sequence[str]) -> Self:
        """A filter that knows these words."""
        filled = bytearray(len(words) * _BITS_A_WORD // 8 + 1)
        for word in words:
            for at in _places(word, len(filled) * 8):
                filled[at >> 3] |= 1 << (at & 7)
        return cls(bytes(filled))

    def __contains__(self, word: str) -> bool:
        return all(self.bits[at >> 3] >> (at & 7) & 1 for at in _places(word, len(self.bits) * 8))


def _places(word: str, size: int) -> list[int]:
    digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    first, second = int.from_bytes(digest[:8], "big"), int.from_bytes(digest[8:], "big")
    return [(first + turn * second) % size for turn in range(_HASHES)]
