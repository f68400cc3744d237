"""Finding identifiers in one text."""

from collections.abc import Sequence

from corpus.deidentify.direct import find_direct
from corpus.deidentify.finding import Finding, settle
from corpus.deidentify.names import find_names
from corpus.deidentify.placeholders import find_placeholders


def find_identifiers(text: str, language: str, kept: frozenset[str] = frozenset()) -> list[Finding]:
    """What may identify somebody in a text of a language (`nb`, `nn`, `en`), in order, without overlaps.

    Placeholders that stand already, and those in `kept`, are never found.
    """
    placeholders = find_placeholders(text, kept)
    direct = [found for found in find_direct(text, language) if not _inside(found, placeholders)]
    direct = settle(direct)
    taken = sorted([*placeholders, *((found.start, found.end) for found in direct)])
    return settle(
        [*direct, *(found for found in find_names(text, language, taken) if not _inside(found, placeholders))]
    )


def _inside(found: Finding, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start < found.end and found.start < end for start, end in ranges)
