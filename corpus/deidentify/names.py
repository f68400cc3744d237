"""Names of people, places, workplaces and departments, and titles: by lists, cue words and capitals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.deidentify.finding import AMBIGUOUS, NAMES, REVIEW, Finding
from corpus.deidentify.windows import around_words, lowered
from corpus.deidentify.words import lower_doubtful, lower_names, word_lists

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’.](?=[^\W\d_])[^\W\d_]+)*['’]?")
_STOPS = '.!?…:;\n•"«“(—–'
_PLACE_CUES = frozenset(
    [
        "i",
        "på",
        "fra",
        "frå",
        "til",
        "ved",
        "mot",
        "in",
        "at",
        "from",
        "to",
        "near",
        "around",
        "nær",
        "utenfor",
        "utanfor",
        "outside",
        "via",
    ]
)
_PERSON_CUES = frozenset(
    [
        "heter",
        "heiter",
        "hette",
        "heitte",
        "kalles",
        "kallar",
        "kalla",
        "med",
        "og",
        "som",
        "av",
        "til",
        "for",
        "spurte",
        "ringte",
        "snakket",
        "snakka",
        "møtte",
        "sammen",
        "saman",
        "navnet",
        "namnet",
        "named",
        "called",
        "with",
        "and",
        "by",
        "asked",
        "met",
        "name",
        "is",
        "er",
        "hos",
        "hilsen",
        "fru",
        "herr",
        "frøken",
        "mr",
        "mrs",
        "ms",
        "dr",
        "miss",
        "sir",
    ]
)
_STRONG_PERSON = frozenset(
    [
        "heter",
        "heiter",
        "hette",
        "heitte",
        "navnet",
        "namnet",
        "kalles",
        "named",
        "fru",
        "herr",
        "frøken",
        "mr",
        "mrs",
        "ms",
        "dr",
        "miss",
        "dr.",
        "mr.",
        "mrs.",
    ]
)
_STRONG = re.compile(
    r"(?:\b(?P<person>heter|heiter|hette|heitte|heitar|navnet (?:mitt|hans|hennes) (?:er|var)|namnet (?:mitt|hans|hennar) er|"
    r"sammen med|saman med|i lag med|hilsen|(?:kollegaen|lederen|veilederen|sjefen|naboen|leiaren|rettleiaren|læraren|læreren|"
    r"venninna|venninnen|kameraten|broren|søsteren|søstera|systera|sønnen|dattera|datteren|mannen|kona|fastlegen|legen|"
    r"saksbehandleren|kontaktpersonen|psykologen) (?:min|mi|vår|hans|hennes)(?: (?:er|som heter|heter|var))?|"
    r"named|my name is|name was|name's|called|together with|(?:my|our|her|his) (?:manager|supervisor|boss|colleague|"
    r"caseworker|doctor|friend|neighbour|brother|sister|son|daughter|husband|wife|partner|teacher|counsellor)(?: is| was|'s name is)?)"
    r"|\b(?P<place>bor i|bor på|bodde i|bodde på|bur i|bur på|budde i|budde på|flyttet til|flytta til|kommer fra|kom fra|kjem frå|"
    r"oppvokst i|oppvakse i|vokste opp i|vaks opp i|vokste opp på|kontoret i|kontoret på|kontor i|født i|fødd i|reiste til|"
    r"pendler til|pendlar til|hjemme i|heime i|turen til|"
    r"live in|lives in|lived in|moved to|move to|moved from|come from|comes from|came from|grew up in|born in|office in|commute to)"
    r"|\b(?P<workplace>jobber på|jobber ved|jobber i|jobber for|jobbet på|jobbet ved|jobbet i|jobba på|jobba ved|jobba i|arbeider ved|arbeider på|"
    r"arbeidde på|arbeidde ved|ansatt i|ansatt på|ansatt ved|tilsett ved|tilsett i|begynte på|begynte i|praksis på|praksis hos|praksis i|praksis ved|"
    r"work at|works at|worked at|working at|job at|employed at|placement at|started at))\s+$",
    re.IGNORECASE,
)
_WORK_PART = re.compile(
    r".{3,}(?:skolen|skole|skulen|skule|sykehus|sykehuset|sjukehus|sjukehuset|sykehjem|sykehjemmet|sjukeheim|sjukeheimen|"
    r"barnehage|barnehagen|heimen|hjemmet|senteret|senter|sentret|verket|kirke|kirken|kommune|bygg|gruppen|industrier|"
    r"transport|vekst|produkter|kliniken|klinikken|legekontor|hotellet|hotell|kafé|bakeri|apotek)",
)
_DEPARTMENT = re.compile(
    r"\b(?P<head>[Aa]vdeling|[Aa]vdelinga|[Aa]vd\.|[Ss]eksjon|[Ee]nhet|[Ee]ining|[Tt]eam|[Pp]ost|[Gg]ruppe|[Dd]epartment of|[Dd]ept\. of|"
    r"[Ww]ard|[Uu]nit|[Ss]ection|[Dd]ivision of)\s+(?:for\s+)?(?P<name>(?:[a-zA-Z]?\d{1,3}\s?[A-Za-z]?|[A-Z]\d?|(?<=section )[a-z])\b(?!\s+(?:personer|stykker|stk|people|som|av))|"
    r"[A-ZÆØÅ][\wæøå-]*(?:\s+(?:og|and|for|av|of)?\s*[A-ZÆØÅ][\wæøå-]+){0,2})",
)
_LOWER_DEPARTMENT = re.compile(
    r"\b(?:avdeling|seksjon|enhet|eining|department of|department for|division of|avdeling for|seksjon for|enhet for|eining for)\s+"
    r"(?:for\s+)?(?!som\b|med\b|der\b|har\b|var\b|for\b|ble\b)[a-zæøå-]{3,}(?:\s+(?:og|and)\s+(?:psykisk |mental )?[a-zæøå-]{3,})?|"
    r"\b[a-zæøåA-ZÆØÅ]{4,}(?:avdelingen|avdelinga|poliklinikken|seksjonen|teamet|enheten|eininga)\b|"
    r"\bthe\s+(?P<en>[a-z]+(?:\s+[a-z]+)?\s+(?:department|unit|ward|clinic))\b"
)
_NOT_DEPARTMENT = frozenset(["the same", "the whole", "the entire", "the other", "the right"])
_SUFFIX = re.compile(r"['’]s?$")


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    word: str
    lower: str
    capital: bool
    initial: bool


@dataclass(slots=True)
class _Search:
    """One text being searched: its tokens and what may not be touched."""

    text: str
    language: str
    taken: Sequence[tuple[int, int]]
    tokens: list[_Token] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)


def is_lower_case(text: str) -> bool:
    """Whether a text is written without capitals, as speech-to-text writes it."""
    words = text.count(" ") + text.count("\n")
    return words > 20 and sum(1 for _match in _CAPITAL.finditer(text)) * 200 < words


_CAPITAL = re.compile(r"\b[A-ZÆØÅ][^\W\d_]")


def find_names(text: str, language: str, taken: Sequence[tuple[int, int]]) -> list[Finding]:
    """Names and titles in a text; `taken` are ranges, in order, in which nothing is looked for."""
    search = _Search(text, language, taken)
    search.tokens = list(_tokens(text, taken))
    lower, small = is_lower_case(text), lowered(text)
    search.found += _titles(text, small)
    search.found += _departments(text, small)
    if not lower:
        _capitalised(search)
    _lower_cased(search, lower)
    _spread(search, lower)
    return search.found


def _tokens(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[_Token]:
    index = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        if index < len(taken) and taken[index][0] < end:
            continue
        word = match.group()
        if word[-1] in "'’" and not word[:-1].lower().endswith(("s", "x", "z")):
            word, end = word[:-1], end - 1
        capital = word[0].isupper()
        yield _Token(start, end, word, word.lower(), capital, capital and _begins(text, start))


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins at a place."""
    before = at - 1
    while before >= 0 and text[before] in " \t-–—«\"“‘'*_)]":
        if text[before] in "–—":
            return True
        before -= 1
    return before < 0 or text[before] in _STOPS


# ---- the stem of a genitive
def _stem(token: _Token) -> str:
    """A word without its genitive, where that makes it a listed name or the ending is written apart."""
    lists = word_lists()
    word = token.word
    if _SUFFIX.search(word):
        return _SUFFIX.sub("", word)
    if word.endswith("s") and len(word) > 3 and not lists.is_name(word) and lists.is_name(word[:-1]):
        return word[:-1]
    return word


# ---- text with capitals
def _capitalised(search: _Search) -> None:
    tokens, lists = search.tokens, word_lists()
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if not token.capital:
            index += 1
            continue
        last = _run_end(search, index)
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


def _run_end(search: _Search, index: int) -> int:
    """The index after the last of the capitalised words that stand together from `index`."""
    tokens, text = search.tokens, search.text
    last = index + 1
    while last < len(tokens):
        gap = text[tokens[last - 1].end : tokens[last].start]
        token = tokens[last]
        if (gap == " " and token.capital and not _SUFFIX.search(tokens[last - 1].word)) or (
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


def _leads_in(token: _Token) -> bool:
    """Whether the first word of a sentence is a word like any other."""
    lists = word_lists()
    if token.lower in lists.common or token.word in lists.capital:
        return True
    return (token.lower in lists.dictionary and not lists.is_name(_stem(token))) or token.lower in lists.cues


def _longer(search: _Search, first: int, last: int) -> int:
    """The run with the lower-case words of a workplace's name that follow it: «Solvang sykehjem», «Universitetet i Bergen»."""
    tokens, text, lists = search.tokens, search.text, word_lists()

    def near(at: int) -> bool:
        return at < len(tokens) and text[tokens[at - 1].end : tokens[at].start] == " "

    if near(last) and _SUFFIX.search(tokens[last - 1].word) and tokens[last].capital:
        further = _run_end(search, last)
        if tokens[further - 1].lower in lists.endings:
            return further
    if near(last) and _ends_workplace(tokens[last].lower) and not _SUFFIX.search(tokens[last - 1].word):
        last += 1
        while near(last) and tokens[last].lower in lists.endings:
            last += 1
        return last
    head = tokens[last - 1]
    of = near(last) and tokens[last].lower in ("i", "på", "of", "ved") and near(last + 1) and tokens[last + 1].capital
    if of and (head.lower in _OF or head.lower in lists.endings):
        return _run_end(search, last + 1)
    return last


def _ends_workplace(lower: str) -> bool:
    """Whether a word may end a workplace's name: `skole`, or a word put together with it."""
    return lower in word_lists().endings or _WORK_PART.fullmatch(lower) is not None


def _judge(search: _Search, run: list[_Token]) -> Finding | None:
    """What a run of capitalised words is, if it names anything."""
    lists = word_lists()
    words = [_stem(token) for token in run]
    whole = " ".join([token.word for token in run[:-1]] + [words[-1]])
    start, end = run[0].start, run[-1].end
    stem = run[-1].start + len(words[-1])
    before = _before(search, run[0])
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


@dataclass(frozen=True, slots=True)
class _Before:
    """What stands before a name: the last words, and what kind the cue among them speaks of."""

    last: str = ""
    strong: str = ""
    cue: bool = False

    def __bool__(self) -> bool:
        return bool(self.strong)


def _before(search: _Search, token: _Token) -> _Before:
    head = search.text[max(0, token.start - 60) : token.start]
    words = re.findall(r"[\w.]+", head.rsplit("\n", 1)[-1].lower())[-3:]
    last = words[-1] if words else ""
    lists = word_lists()
    if match := _STRONG.search(head):
        return _Before(last, match.lastgroup or "", True)
    cue = last in lists.cues or (last in ("min", "mi", "vår", "mitt") and len(words) > 1 and words[-2] in lists.cues)
    if last in _STRONG_PERSON or cue:
        return _Before(last, "person", cue)
    return _Before(last)


def _kind(words: list[str], whole: str, before: _Before) -> tuple[str, str, float]:
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
    if _WORK_PART.fullmatch(last) and not lists.is_name(last):
        return "workplace", NAMES, 0.8
    if whole in lists.places:
        surname = last in lists.surnames or last in lists.given
        if surname and before.last not in _PLACE_CUES:
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
        return ("place", NAMES, 0.7) if before.last in _PLACE_CUES else ("person", NAMES, 0.6)
    if len(words) > 1:
        if before.last in _PLACE_CUES:
            return "place", NAMES, 0.6
        return "person", NAMES, 0.6
    return "unknown", REVIEW, 0.3


def _judge_unknown(search: _Search, token: _Token, word: str, before: _Before, stem: int) -> Finding | None:
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
        kind = "place" if before.last in _PLACE_CUES else "person" if before.last in _PERSON_CUES else "unknown"
    if token.initial and not before.strong and _compound(token.lower):
        return None
    confidence = 0.6 if before.strong else 0.3 if token.initial else 0.5
    return Finding(token.start, token.end, kind, REVIEW, confidence, stem)


def _compound(lower: str) -> bool:
    """Whether a word is put together of two known ones."""
    known = word_lists().dictionary
    if len(lower) < 8:
        return False
    for cut in range(3, len(lower) - 2):
        head, tail = lower[:cut], lower[cut:]
        if tail in known and (head in known or (head[-1] == "s" and head[:-1] in known)):
            return True
    return False


# ---- names without capitals
def _lower_cased(search: _Search, lower: bool) -> None:
    tokens = search.tokens
    if not lower and not {_lower_stem(word) for word in {token.lower for token in tokens}} & lower_names().keys():
        return
    index = 0
    while index < len(tokens):
        if tokens[index].capital or len(tokens[index].lower) < 2:
            index += 1
            continue
        index = _lower_name(search, index) if lower else _stray_name(search, index)


def _stray_name(search: _Search, index: int) -> int:
    """A listed name without its capital in a text that has them; returns the index after it."""
    token = search.tokens[index]
    stem = _lower_stem(token.lower)
    kind = lower_names().get(stem, "")
    if kind:
        kind = "person" if kind == "unknown" else kind
        search.found.append(Finding(token.start, token.end, kind, REVIEW, 0.5, token.start + len(stem)))
    return index + 1


def _lower_name(search: _Search, index: int) -> int:
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


def _lower_kind(search: _Search, token: _Token, stem: str) -> tuple[str, str, float]:
    """Kind (empty for none), group and confidence of one word without a capital."""
    lists, doubtful = word_lists(), lower_doubtful()
    before = _before(search, token)
    if kind := lower_names().get(stem, ""):
        if kind == "unknown":
            kind = before.strong or ("place" if before.last in _PLACE_CUES else "person")
        return kind, NAMES, 0.8
    if stem in doubtful:
        if before.strong:
            return before.strong, AMBIGUOUS, 0.6
        if doubtful[stem] == "place" and before.last in _PLACE_CUES and len(stem) > 3:
            return "place", AMBIGUOUS, 0.4
        if doubtful[stem] == "person" and before.last in _NAME_COMES and stem.title() in lists.given:
            return "person", AMBIGUOUS, 0.4
    if before.strong == "person" and stem.title() in lists.given:
        return "person", AMBIGUOUS, 0.4
    if (
        lists.is_common(token.lower)
        or token.lower in lists.cues
        or len(token.lower) < 3
        or _SUFFIX.sub("", token.lower) in lists.common
    ):
        return "", "", 0.0
    if before.strong:
        return before.strong, REVIEW, 0.5
    # Nynorsk is too little known to the dictionary for what it does not know to mean anything.
    if before.last in _PLACE_CUES and _PLACE_ENDING.fullmatch(token.lower):
        return "place", REVIEW, 0.4
    if search.language == "nn" or _compound(token.lower) or len(token.lower) > _LONG_WORD or not token.lower.isalpha():
        return "", "", 0.0
    return "place" if before.last in _PLACE_CUES else "unknown", REVIEW, 0.3


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


def _lower_workplace(search: _Search, index: int) -> int:
    """The index after a workplace's name that begins at a word, such as `solvang sykehjem` or `nav drammen`; else 0."""
    tokens, text, lists = search.tokens, search.text, word_lists()

    def near(at: int) -> bool:
        return at < len(tokens) and text[tokens[at - 1].end : tokens[at].start] == " "

    first = tokens[index].lower
    heads = {head.lower() for head in lists.heads}
    if first in heads and near(index + 1) and not _plain_word(tokens[index + 1].lower):
        return index + 2
    if first in _OF and near(index + 1) and tokens[index + 1].lower in ("i", "på", "of", "ved") and near(index + 2):
        return index + 3
    if first in _OF and near(index + 1) and lower_names().get(tokens[index + 1].lower):
        return index + 2
    if _plain_word(first) and not (first == "st" and near(index + 1)):
        return 0
    if first in lists.endings and not near(index + 1):
        return 0
    last = index + 1
    while near(last) and last < index + 4:
        word = tokens[last].lower
        if _ends_workplace(word) or word in _COMPANIES - {"da", "inc", "as"}:
            while near(last + 1) and (_ends_workplace(tokens[last + 1].lower) or tokens[last + 1].lower in _COMPANIES):
                last += 1
            return last + 1
        if word in lists.common or word in lists.cues:
            return 0
        last += 1
    return 0


_COMPANIES = frozenset(company.lower() for company in word_lists().companies)
_OF = frozenset(
    ("universitetet", "høgskolen", "høgskulen", "university", "sykehuset", "sjukehuset", "nav", "fengsel", "kommunen")
)


def _plain_word(lower: str) -> bool:
    """Whether a word begins no name: one every text may hold, unless it is a place too."""
    lists = word_lists()
    if lower in lists.common or lower in lists.cues:
        return True
    return lower in lists.dictionary and lower not in lower_doubtful() and lower not in lower_names()


def _lower_stem(lower: str) -> str:
    names = lower_names()
    if _SUFFIX.search(lower):
        return _SUFFIX.sub("", lower)
    return (
        lower[:-1] if lower.endswith("s") and len(lower) > 3 and lower not in names and lower[:-1] in names else lower
    )


def _lower_end(search: _Search, index: int, kind: str) -> int:
    """The index after the last word of a person's name without capitals: family names follow."""
    tokens, lists, names, doubtful = search.tokens, word_lists(), lower_names(), lower_doubtful()
    last = index + 1
    while kind in ("person", "unknown") and last < min(len(tokens), index + 3):
        if search.text[tokens[last - 1].end : tokens[last].start] != " " or _SUFFIX.search(tokens[last - 1].lower):
            break
        word = tokens[last].lower
        stem = _lower_stem(word)
        known = (
            names.get(stem) in ("person", "unknown") or doubtful.get(stem) == "person" or stem.title() in lists.surnames
        )
        given = _lower_stem(tokens[last - 1].lower).title() in lists.given
        unknown = (
            not lists.is_common(word) and word not in lists.cues and len(word) > 2 and (given or not _compound(word))
        )
        if word in lists.common or not (known or unknown):
            break
        last += 1
    return last


# ---- departments and titles
def _departments(text: str, lower: str) -> Iterator[Finding]:
    for first, last in around_words(text, lower, _DEPARTMENT_WORDS):
        for match in _DEPARTMENT.finditer(text, first, last):
            yield Finding(*match.span(), "department", NAMES, 0.8, match.end())
        for match in _LOWER_DEPARTMENT.finditer(text, first, last):
            start, end = match.span("en") if match["en"] else match.span()
            if " ".join(match.group().lower().split()[:2]) not in _NOT_DEPARTMENT:
                yield Finding(start, end, "department", REVIEW, 0.5, end)
        for match in _LOWER_TEAM.finditer(text, first, last):
            if not _plain_word(match["name"]):
                yield Finding(*match.span(), "department", NAMES, 0.6, match.end())


_DEPARTMENT_WORDS = (
    "avdeling",
    "avd.",
    "seksjon",
    "enhet",
    "eining",
    "team",
    "post",
    "gruppe",
    "department",
    "dept.",
    "ward",
    "unit",
    "section",
    "division",
    "klinikk",
    "clinic",
)
_LOWER_TEAM = re.compile(r"\b(?:team|teamet|gruppe|post)\s+(?P<name>[a-zæøå]{3,})\b")


def _titles(text: str, lower: str) -> Iterator[Finding]:
    for first, last in around_words(text, lower, word_lists().marks):
        for match in _TITLE_PATTERN.finditer(text, first, last):
            yield Finding(*match.span(), "title", REVIEW, 0.7, match.end())


_TITLE_PATTERN = re.compile(
    r"\b(?:(?:vara|vise|deputy |assistant |acting |assisterende |konstituert )?(?:"
    + "|".join(sorted(map(re.escape, word_lists().marks), key=len, reverse=True))
    + r")|[a-zæøå]{3,20}(?:direktør|overlege|prest|ordfører|ordførar|rektor)(?:en)?)\b",
    re.IGNORECASE,
)


# ---- what was found once is found everywhere
def _spread(search: _Search, lower: bool) -> None:
    """Look for the words of the names found in the rest of the text, where they were not told for names."""
    lists = word_lists()
    seen: dict[str, str] = {}
    for found in search.found:
        if found.kind in ("title", "department") or found.confidence < 0.5:
            continue
        for word in _TOKEN.findall(search.text[found.start : found.stem]):
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
