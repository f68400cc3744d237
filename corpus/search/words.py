"""What search takes for a word, how two are compared, and how one is written in the index."""

import re
import unicodedata

_SILENT = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphens and the like, which nobody sees
_MARKS = "\u0300-\u036f"  # diacritics that stand on no letter of their own
WORD = re.compile(rf"[^\W_]+(?:(?:[{_MARKS}]+|[{_SILENT}]+(?=[^\W_]))[^\W_]*)*")
"""A run of letters and digits; marks that are not seen do not end it."""

_UNSEEN = re.compile(f"[{_SILENT}]")
_PLAIN = re.compile("[0-9a-zà-öø-ɏ]+")
LONGEST = 64
"""No more of a word than this many code points is in the index."""


# Letters that are compared by their small form alone, of the same length, in texts of nothing but these.
_EVERYDAY = re.compile("[\x00-\u024f\u2010-\u203a]*")
_UNEQUAL = re.compile(f"[ßİŉǰſµ{_SILENT}]")


_RUN = re.compile(r"[^\W_]+")


def find_words(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], list[str]]:
    """The words in a range of a text: where each stands in the whole of it, and as it is compared."""
    places: list[tuple[int, int]] = []
    words: list[str] = []
    part = text[start:end]
    if _EVERYDAY.fullmatch(part) and not _UNEQUAL.search(part):
        for found in _RUN.finditer(part.lower()):
            first, last = found.span()
            places.append((start + first, start + last))
            words.append(found.group())
        return places, words
    for found in WORD.finditer(text, start, end):
        places.append(found.span())
        words.append(key_of(found.group()))
    return places, words


def key_of(word: str) -> str:
    """A word as it is compared: NFC, case-folded, without what nobody sees."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", _UNSEEN.sub("", word)).casefold())


def index_key(key: str) -> str:
    """A compared word as the index has it: its own letters where the index's rules know them, else their codes."""
    key = key[:LONGEST]
    return key if _PLAIN.fullmatch(key) else coded_key(key)


def coded_key(key: str) -> str:
    """A compared word in the codes of its letters."""
    return "u" + key[:LONGEST].encode("utf-8", "surrogatepass").hex()
