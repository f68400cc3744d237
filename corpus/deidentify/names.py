"""Names of people, places and workplaces, departments and titles in a text."""

import re
from collections.abc import Sequence

from corpus.deidentify.capitals import find_capitalised
from corpus.deidentify.finding import NAMES, Finding
from corpus.deidentify.lowercase import find_lower_cased
from corpus.deidentify.marks import find_departments, find_titles
from corpus.deidentify.spoken import TOKEN, Search, find_tokens
from corpus.deidentify.windows import lowered
from corpus.deidentify.words import word_lists


def is_lower_case(text: str) -> bool:
    """Whether a text is written without capitals, as speech-to-text writes it."""
    words = text.count(" ") + text.count("\n")
    return words > 20 and sum(1 for _match in _CAPITAL.finditer(text)) * 200 < words


_CAPITAL = re.compile(r"\b[A-ZÆØÅ][^\W\d_]")


def find_names(text: str, language: str, taken: Sequence[tuple[int, int]]) -> list[Finding]:
    """Names and titles in a text; `taken` are ranges, in order, in which nothing is looked for."""
    search = Search(text, language, taken)
    search.tokens = list(find_tokens(text, taken))
    lower, small = is_lower_case(text), lowered(text)
    search.found += find_titles(text, small)
    search.found += find_departments(text, small)
    if not lower:
        find_capitalised(search)
    find_lower_cased(search, lower)
    _spread(search, lower)
    return search.found


def _spread(search: Search, lower: bool) -> None:
    """Look for the words of the names found in the rest of the text, where they were not told for names."""
    lists = word_lists()
    seen: dict[str, str] = {}
    for found in search.found:
        if found.kind in ("title", "department") or found.confidence < 0.5:
            continue
        for word in TOKEN.findall(search.text[found.start : found.stem]):
            folded = word.lower()
            if len(word) > 2 and not lists.is_common(folded) and folded not in lists.endings:
                seen.setdefault(folded, found.kind)
    covered = {at for found in search.found for at in (found.start,)}
    for token in search.tokens:
        if token.start in covered or not (token.capital or lower):
            continue
        stem = token.lower
        if stem not in seen and stem[-1:] == "s":
            stem = stem[:-1]
        if stem in seen:
            search.found.append(Finding(token.start, token.end, seen[stem], NAMES, 0.6, token.start + len(stem)))
