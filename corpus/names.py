"""Finding a thing by the name somebody typed."""

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def folded(name: str) -> str:
    """A name as it is compared where case does not matter: NFC, no white space around it."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def clean_file_name(name: str) -> str:
    """A file's name as it is stored and told: one line, NFC, bytes that are no characters and controls as U+FFFD."""
    from corpus.readers.normalise import normalise  # with it come all readers, which few commands need

    return " ".join(normalise(name).text.split())


def find_named(things: Iterable[T], name: str, called: Callable[[T], str]) -> T | None:
    """The thing spelled exactly so, else the only one spelled so in any case; None where there is none, or more."""
    alike = [thing for thing in things if folded(called(thing)) == folded(name)]
    exact = [thing for thing in alike if called(thing) == unicodedata.normalize("NFC", name).strip()]
    found = exact or alike
    return found[0] if len(found) == 1 else None
