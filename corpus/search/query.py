"""What is asked for: words in any form, "phrases", =exactly as they stand, beginnings*, and by whom.

Nothing typed is an error: what holds no letter or digit asks for nothing.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from corpus.search.words import WORD, key_of

_PART = re.compile(r'(=?)(?:"([^"]*)"|([^\s"]+))')
_JOINER = "AND"  # as other programs have it between words: all of them are asked for anyway
_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟", '"'))
_NAME = re.compile(r'\s*(?:"([^"]+)"|([^\s":]+(?: [^\s":]+)*?))\s*:(?:\s+|$)')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side. `exact`: as they stand, case aside; `begins`: the last may go on."""

    words: tuple[str, ...]
    exact: bool = False
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All the terms are to be in one turn; every place one of them stands is a hit. `speaker` empty: by anybody."""

    terms: tuple[Term, ...]
    speaker: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Every word asked for, once, as it is compared."""
        return tuple(dict.fromkeys(word for term in self.terms for word in term.words))


def parse_query(text: str, speakers: Collection[str] = (), *, exact: bool = False) -> Query:
    """A query from what was typed. `speakers` are the names by which `NAME: words` asks for one's words only."""
    speaker = ""
    text = text.translate(_QUOTES)
    named = _NAME.match(text)
    if named:
        name = named.group(1) or named.group(2)
        known = {other.casefold(): other for other in speakers}
        if name.casefold() in known:
            speaker, text = known[name.casefold()], text[named.end() :]
    return Query(tuple(dict.fromkeys(_terms(text, exact))), speaker)


def _terms(text: str, exact: bool) -> Iterator[Term]:
    for part in _PART.finditer(text):
        equals, phrase, word = part.groups()
        said = phrase if phrase is not None else word
        words = WORD.findall(said)
        if set(words) - {_JOINER}:
            yield Term(tuple(map(key_of, words)), exact or bool(equals), said.rstrip().endswith("*"))
