"""Names without capitals, as speech-to-text writes them: by lists, by cue words, by what is no common word."""

import re

from corpus.deidentify.finding import AMBIGUOUS, NAMES, REVIEW, Finding
from corpus.deidentify.spoken import (
    COMPANIES,
    GENITIVE,
    OF,
    PLACE_CUES,
    Search,
    Token,
    ends_workplace,
    is_compound,
    is_plain,
    look_before,
)
from corpus.deidentify.words import lower_doubtful, lower_names, word_lists


def find_lower_cased(search: Search, lower: bool) -> None:
    """Find names without capitals; in a text that has capitals (`lower` false) listed ones only."""
    tokens = search.tokens
    if not lower and not {_lower_stem(word) for word in {token.lower for token in tokens}} & lower_names().keys():
        return
    index = 0
    while index < len(tokens):
        if tokens[index].capital or len(tokens[index].lower) < 2:
            index += 1
            continue
        index = _lower_name(search, index) if lower else _stray_name(search, index)


def _stray_name(search: Search, index: int) -> int:
    """A listed name without its capital in a text that has them; returns the index after it."""
    token = search.tokens[index]
    stem = _lower_stem(token.lower)
    kind = lower_names().get(stem, "")
    if kind:
        kind = "person" if kind == "unknown" else kind
        search.found.append(Finding(token.start, token.end, kind, REVIEW, 0.5, token.start + len(stem)))
    return index + 1


def _lower_name(search: Search, index: int) -> int:
    """What begins at a word of a text without capitals, if it names anything; returns the index after it."""
    tokens = search.tokens
    token = tokens[index]
    last = _lower_workplace(search, index)
    if last:
        search.found.append(Finding(token.start, tokens[last - 1].end, "workplace", NAMES, 0.7, tokens[last - 1].end))
        return last
    stem = _lower_stem(token.lower)
    kind, group, confidence = _lower_kind(search, token, stem)
    if not kind:
        return index + 1
    last = _lower_end(search, index, kind)
    end = tokens[last - 1]
    if last - index > 1 and group == REVIEW:
        group, kind = NAMES, "person" if kind == "unknown" else kind
    search.found.append(Finding(token.start, end.end, kind, group, confidence, end.start + len(_lower_stem(end.lower))))
    return last


def _lower_kind(search: Search, token: Token, stem: str) -> tuple[str, str, float]:
    """Kind (empty for none), group and confidence of one word without a capital."""
    lists, doubtful = word_lists(), lower_doubtful()
    before = look_before(search, token)
    if kind := lower_names().get(stem, ""):
        if kind == "unknown":
            kind = before.strong or ("place" if before.last in PLACE_CUES else "person")
        return kind, NAMES, 0.8
    if stem in doubtful:
        if before.strong:
            return before.strong, AMBIGUOUS, 0.6
        if doubtful[stem] == "place" and before.last in PLACE_CUES and len(stem) > 3:
            return "place", AMBIGUOUS, 0.4
        if doubtful[stem] == "person" and before.last in _NAME_COMES and stem.title() in lists.given:
            return "person", AMBIGUOUS, 0.4
    if before.strong == "person" and stem.title() in lists.given:
        return "person", AMBIGUOUS, 0.4
    if (
        lists.is_common(token.lower)
        or token.lower in lists.cues
        or len(token.lower) < 3
        or GENITIVE.sub("", token.lower) in lists.common
    ):
        return "", "", 0.0
    if before.strong:
        return before.strong, REVIEW, 0.5
    # Nynorsk is too little known to the dictionary for what it does not know to mean anything.
    if before.last in PLACE_CUES and _PLACE_ENDING.fullmatch(token.lower):
        return "place", REVIEW, 0.4
    if (
        search.language == "nn"
        or is_compound(token.lower)
        or len(token.lower) > _LONG_WORD
        or not token.lower.isalpha()
    ):
        return "", "", 0.0
    return "place" if before.last in PLACE_CUES else "unknown", REVIEW, 0.3


_NAME_COMES = frozenset(
    [
        "med",
        "og",
        "at",
        "var",
        "er",
        "av",
        "til",
        "fra",
        "fortalte",
        "spurte",
        "ringte",
        "møtte",
        "sa",
        "with",
        "and",
        "that",
        "was",
        "is",
        "by",
        "from",
        "met",
        "asked",
        "when",
        "da",
    ]
)
_LONG_WORD = 12
_PLACE_ENDING = re.compile(
    r"[a-zæøå]{3,}(?:strand|vika?|vågen|våg|åsen|haugen|haug|by|sund|sundet|nes|neset|dal|dalen|berg|berget|moen|heim|stad|"
    r"fjord|fjorden|øya?|vang|bekk|rud|hoff|land|skogen|vatnet|vannet|eid|eidet|havn|hamn|"
    r"worth|ham|ton|bury|ford|mouth|wick|borough|stead|ley|dale|field|bridge|pool|port)"
)


def _lower_workplace(search: Search, index: int) -> int:
    """The index after a workplace's name that begins at a word, such as `solvang sykehjem` or `nav drammen`; else 0."""
    tokens, text, lists = search.tokens, search.text, word_lists()

    def near(at: int) -> bool:
        return at < len(tokens) and text[tokens[at - 1].end : tokens[at].start] == " "

    first = tokens[index].lower
    heads = {head.lower() for head in lists.heads}
    if first in heads and near(index + 1) and not is_plain(tokens[index + 1].lower):
        return index + 2
    if first in OF and near(index + 1) and tokens[index + 1].lower in ("i", "på", "of", "ved") and near(index + 2):
        return index + 3
    if first in OF and near(index + 1) and lower_names().get(tokens[index + 1].lower):
        return index + 2
    if is_plain(first) and not (first == "st" and near(index + 1)):
        return 0
    if first in lists.endings and not near(index + 1):
        return 0
    last = index + 1
    while near(last) and last < index + 4:
        word = tokens[last].lower
        if ends_workplace(word) or word in COMPANIES - {"da", "inc", "as"}:
            while near(last + 1) and (ends_workplace(tokens[last + 1].lower) or tokens[last + 1].lower in COMPANIES):
                last += 1
            return last + 1
        if word in lists.common or word in lists.cues:
            return 0
        last += 1
    return 0


def _lower_stem(lower: str) -> str:
    names = lower_names()
    if GENITIVE.search(lower):
        return GENITIVE.sub("", lower)
    return (
        lower[:-1] if lower.endswith("s") and len(lower) > 3 and lower not in names and lower[:-1] in names else lower
    )


def _lower_end(search: Search, index: int, kind: str) -> int:
    """The index after the last word of a person's name without capitals: family names follow."""
    tokens, lists, names, doubtful = search.tokens, word_lists(), lower_names(), lower_doubtful()
    last = index + 1
    while kind in ("person", "unknown") and last < min(len(tokens), index + 3):
        if search.text[tokens[last - 1].end : tokens[last].start] != " " or GENITIVE.search(tokens[last - 1].lower):
            break
        word = tokens[last].lower
        stem = _lower_stem(word)
        known = (
            names.get(stem) in ("person", "unknown") or doubtful.get(stem) == "person" or stem.title() in lists.surnames
        )
        given = _lower_stem(tokens[last - 1].lower).title() in lists.given
        unknown = (
            not lists.is_common(word) and word not in lists.cues and len(word) > 2 and (given or not is_compound(word))
        )
        if word in lists.common or not (known or unknown):
            break
        last += 1
    return last
