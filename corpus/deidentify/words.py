"""The word lists: names, places, workplaces, titles, and words that name nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.deidentify.bloom import Bloom

_LISTS = Path(__file__).parent / "lists"


@dataclass(frozen=True, slots=True)
class Words:
    """All lists; lower-case but for those of names as they are written. `proper` are names of an unknown kind.

    `places` and `workplaces` hold names of several words too, joined by a space. `ambiguous` are lower-case forms that
    are common words and names.
    """

    given: frozenset[str]
    surnames: frozenset[str]
    places: frozenset[str]
    proper: frozenset[str]
    ambiguous: frozenset[str]
    endings: frozenset[str]
    companies: frozenset[str]
    heads: frozenset[str]
    workplaces: frozenset[str]
    departments: frozenset[str]
    cues: frozenset[str]
    marks: frozenset[str]
    common: frozenset[str]
    capital: frozenset[str]
    acronyms: frozenset[str]
    dictionary: Bloom

    def is_name(self, word: str) -> bool:
        """Whether a word as written is in a list of names."""
        return word in self.given or word in self.surnames or word in self.places or word in self.proper

    def is_common(self, lower: str) -> bool:
        """Whether a lower-case word is one that every text may hold."""
        return lower in self.common or lower in self.ambiguous or lower in self.dictionary


@cache
def word_lists() -> Words:
    """The lists, read once in a program."""
    given, surnames, places = (_plain(name) for name in ("given_names.txt", "surnames.txt", "places.txt"))
    work, titles, common = (_joined(_keyed(name)) for name in ("workplaces.txt", "titles.txt", "common.txt"))
    proper, ambiguous = _ordbank()
    every = frozenset().union(*(common[key] for key in ("nb", "nn", "en")))
    dictionary = Bloom((_LISTS / "words.bloom").read_bytes())
    listed = (*given, *surnames, *places)
    ambiguous |= {name.lower() for name in listed if name.lower() in every or name.lower() in dictionary}
    return Words(
        given,
        surnames,
        places,
        proper - common["capital"],
        ambiguous,
        _lower(work["ending"]),
        work["company"],
        work["head"],
        work["name"],
        _lower(work["department"]),
        titles["cue"],
        titles["mark"],
        every,
        common["capital"],
        common["acronym"],
        dictionary,
    )


@cache
def lower_names() -> dict[str, str]:
    """Names by their lower-case form, with their kind, for text without capitals; none that are common words too."""
    lists = word_lists()
    found: dict[str, str] = {}
    for kind, names in (
        ("unknown", lists.proper),
        ("workplace", lists.workplaces),
        ("place", lists.places),
        ("person", lists.surnames),
        ("person", lists.given),
    ):
        for name in names:
            lower = name.lower()
            known = (
                lower in lists.ambiguous or lower in lists.common or (kind == "unknown" and lower in lists.dictionary)
            )
            if not known and len(lower) > 2:
                found[lower] = kind
    return found


@cache
def lower_doubtful() -> dict[str, str]:
    """Names that are common words too, by their lower-case form, with their kind."""
    lists = word_lists()
    pairs = (("person", lists.proper), ("place", lists.places), ("person", lists.surnames), ("person", lists.given))
    doubtful = {name.lower(): kind for kind, names in pairs for name in names if name.lower() in lists.ambiguous}
    return {name: kind for name, kind in doubtful.items() if name not in lists.common and len(name) > 1}


def _lower(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


def _lines(name: str) -> Iterator[str]:
    for line in (_LISTS / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _plain(name: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for line in _lines(name) for word in line.split())


def _keyed(name: str) -> Iterator[tuple[str, frozenset[str]]]:
    for line in _lines(name):
        key, _, words = line.partition(":")
        yield key, frozenset(word.replace("_", " ") for word in words.split())


def _joined(pairs: Iterator[tuple[str, frozenset[str]]]) -> dict[str, frozenset[str]]:
    """Words by key; a key may stand on several lines."""
    found: dict[str, frozenset[str]] = {}
    for key, words in pairs:
        found[key] = found.get(key, frozenset()) | words
    return found


def _ordbank() -> tuple[frozenset[str], frozenset[str]]:
    names, ambiguous = set(), set()
    for line in _lines("ordbank.txt"):
        name = line.rstrip("*")
        names.add(name)
        if line.endswith("*"):
            ambiguous.add(name.lower())
    return frozenset(names), frozenset(ambiguous)
