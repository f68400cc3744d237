"""Names told by their capitals, by lists and by cue words."""

import re

from corpus.deidentify.finding import AMBIGUOUS, NAMES, REVIEW, Finding
from corpus.deidentify.spoken import (
    GENITIVE,
    OF,
    PERSON_CUES,
    PLACE_CUES,
    WORKPLACE,
    Before,
    Search,
    Token,
    ends_workplace,
    is_compound,
    look_before,
    stem_of,
)
from corpus.deidentify.words import word_lists


def find_capitalised(search: Search) -> None:
    """Find names among the capitalised words of a text."""
    tokens, lists = search.tokens, word_lists()
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if not token.capital:
            index += 1
            continue
        last = run_end(search, index)
        first = index
        while first < last and tokens[first].initial and _leads_in(tokens[first]):
            first += 1
        # A common word set with a capital in the middle of a sentence begins no name either.
        while (
            first < last
            and (tokens[first].word in lists.capital or tokens[first].lower in lists.common)
            and not lists.is_name(tokens[first].word)
        ):
            first += 1
        end = _longer(search, first, last)
        if first < last and (finding := _judge(search, tokens[first:end])):
            search.found.append(finding)
        index = max(end, last)


def run_end(search: Search, index: int) -> int:
    """The index after the last of the capitalised words that stand together from `index`."""
    tokens, text = search.tokens, search.text
    last = index + 1
    while last < len(tokens):
        gap = text[tokens[last - 1].end : tokens[last].start]
        token = tokens[last]
        if (gap == " " and token.capital and not GENITIVE.search(tokens[last - 1].word)) or (
            gap == ". " and token.capital and len(tokens[last - 1].word) == 1
        ):
            last += 1
        elif (
            gap == " "
            and token.lower in ("van", "von", "de", "af", "el", "al", "bin")
            and last + 1 < len(tokens)
            and tokens[last + 1].capital
        ):
            last += 2
        else:
            break
    return min(last, len(tokens))


def _leads_in(token: Token) -> bool:
    """Whether the first word of a sentence is a word like any other."""
    lists = word_lists()
    if token.lower in lists.common or token.word in lists.capital:
        return True
    return (token.lower in lists.dictionary and not lists.is_name(stem_of(token))) or token.lower in lists.cues


def _longer(search: Search, first: int, last: int) -> int:
    """The run with the lower-case words of a workplace's name that follow it: «Solvang sykehjem», «Universitetet i Bergen»."""
    tokens, text, lists = search.tokens, search.text, word_lists()

    def near(at: int) -> bool:
        return at < len(tokens) and text[tokens[at - 1].end : tokens[at].start] == " "

    if near(last) and GENITIVE.search(tokens[last - 1].word) and tokens[last].capital:
        further = run_end(search, last)
        if tokens[further - 1].lower in lists.endings:
            return further
    if near(last) and ends_workplace(tokens[last].lower) and not GENITIVE.search(tokens[last - 1].word):
        last += 1
        while near(last) and tokens[last].lower in lists.endings:
            last += 1
        return last
    head = tokens[last - 1]
    of = near(last) and tokens[last].lower in ("i", "på", "of", "ved") and near(last + 1) and tokens[last + 1].capital
    if of and (head.lower in OF or head.lower in lists.endings):
        return run_end(search, last + 1)
    return last


def _judge(search: Search, run: list[Token]) -> Finding | None:
    """What a run of capitalised words is, if it names anything."""
    lists = word_lists()
    words = [stem_of(token) for token in run]
    whole = " ".join([token.word for token in run[:-1]] + [words[-1]])
    start, end = run[0].start, run[-1].end
    stem = run[-1].start + len(words[-1])
    before = look_before(search, run[0])
    single = len(run) == 1
    if single and (run[0].word in lists.acronyms or words[0] in lists.capital):
        return None
    if single and len(words[0]) == 1:
        return None
    kind, group, confidence = _kind(words, whole, before)
    listed = kind != "unknown"
    if single and not listed:
        return _judge_unknown(search, run[0], words[0], before, stem)
    if single:
        common = run[0].lower in lists.ambiguous or run[0].lower in lists.common or words[0].lower() in lists.ambiguous
        if common and run[0].initial and run[0].lower in lists.common and not before:
            return None
        if common and before.strong != kind:
            group, confidence = AMBIGUOUS, 0.4 if run[0].initial else 0.7
    return Finding(start, end, kind, group, confidence, stem)


def _kind(words: list[str], whole: str, before: Before) -> tuple[str, str, float]:
    lists = word_lists()
    last = words[-1]
    if whole in lists.workplaces or words[0] in lists.workplaces:
        return "workplace", NAMES, 0.9
    if len(words) > 1 and (
        words[0] in lists.heads
        or last in lists.companies
        or last.lower() in lists.endings
        or words[0].lower() in lists.endings
    ):
        return "workplace", NAMES, 0.9
    if WORKPLACE.fullmatch(last) and not lists.is_name(last):
        return "workplace", NAMES, 0.8
    if whole in lists.places:
        surname = last in lists.surnames or last in lists.given
        if surname and before.last not in PLACE_CUES:
            return "person", NAMES, 0.8
        return "place", NAMES, 0.9
    if before.strong == "place" and not (words[0] in lists.given and len(words) > 1):
        known = lists.is_name(words[0])
        return ("place", NAMES, 0.8) if known or len(words) > 1 else ("unknown", REVIEW, 0.6)
    if words[0] in lists.given or (len(words) > 1 and last in lists.surnames):
        return "person", NAMES, 0.95 if len(words) > 1 else 0.9
    if last in lists.surnames:
        return ("place", NAMES, 0.7) if before.last in ("i", "på", "in") else ("person", NAMES, 0.8)
    if all(word in lists.places or word in lists.proper for word in words):
        return ("place", NAMES, 0.7) if before.last in PLACE_CUES else ("person", NAMES, 0.6)
    if len(words) > 1:
        if before.last in PLACE_CUES:
            return "place", NAMES, 0.6
        return "person", NAMES, 0.6
    return "unknown", REVIEW, 0.3


def _judge_unknown(search: Search, token: Token, word: str, before: Before, stem: int) -> Finding | None:
    """A capitalised word in no list: to be looked at, where it is not simply how its sentence begins."""
    lists = word_lists()
    if token.word.isupper() and len(token.word) < 6:
        return (
            None
            if len(token.word) < 3 or not token.word.isalpha()
            else Finding(token.start, token.end, "unknown", REVIEW, 0.3, stem)
        )
    begun = re.split("['’]", token.lower)[0]  # «You've», «Nobody'd»
    if token.initial and (token.lower in lists.dictionary or begun in lists.common or begun in lists.cues):
        return None
    if not token.initial and token.lower in lists.common:
        return None
    kind = before.strong
    if not kind:
        kind = "place" if before.last in PLACE_CUES else "person" if before.last in PERSON_CUES else "unknown"
    if token.initial and not before.strong and is_compound(token.lower):
        return None
    confidence = 0.6 if before.strong else 0.3 if token.initial else 0.5
    return Finding(token.start, token.end, kind, REVIEW, confidence, stem)
