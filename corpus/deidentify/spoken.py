"""The words of a text being searched for names, and what stands before each: cue words and sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.deidentify.finding import Finding
from corpus.deidentify.words import lower_doubtful, lower_names, word_lists

TOKEN = re.compile(r"[^\W\d_]+(?:[-'’.](?=[^\W\d_])[^\W\d_]+)*['’]?")
_STOPS = '.!?…:;\n•"«“(—–'
PLACE_CUES = frozenset(
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
PERSON_CUES = frozenset(
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
WORKPLACE = re.compile(
    r".{3,}(?:skolen|skole|skulen|skule|sykehus|sykehuset|sjukehus|sjukehuset|sykehjem|sykehjemmet|sjukeheim|sjukeheimen|"
    r"barnehage|barnehagen|heimen|hjemmet|senteret|senter|sentret|verket|kirke|kirken|kommune|bygg|gruppen|industrier|"
    r"transport|vekst|produkter|kliniken|klinikken|legekontor|hotellet|hotell|kafé|bakeri|apotek)",
)
GENITIVE = re.compile(r"['’]s?$")


@dataclass(slots=True)
class Token:
    """A word: half-open code points, as written and in lower case, and whether it begins a sentence with a capital."""

    start: int
    end: int
    word: str
    lower: str
    capital: bool
    initial: bool


@dataclass(slots=True)
class Search:
    """One text being searched: its tokens and what may not be touched."""

    text: str
    language: str
    taken: Sequence[tuple[int, int]]
    tokens: list[Token] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)


def find_tokens(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Token]:
    """The words of a text outside the ranges taken, an apostrophe after s, x or z with them."""
    index = 0
    for match in TOKEN.finditer(text):
        start, end = match.span()
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        if index < len(taken) and taken[index][0] < end:
            continue
        word = match.group()
        if word[-1] in "'’" and not word[:-1].lower().endswith(("s", "x", "z")):
            word, end = word[:-1], end - 1
        capital = word[0].isupper()
        yield Token(start, end, word, word.lower(), capital, capital and _begins(text, start))


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins at a place."""
    before = at - 1
    while before >= 0 and text[before] in " \t-–—«\"“‘'*_)]":
        if text[before] in "–—":
            return True
        before -= 1
    return before < 0 or text[before] in _STOPS


def stem_of(token: Token) -> str:
    """A word without its genitive, where that makes it a listed name or the ending is written apart."""
    lists = word_lists()
    word = token.word
    if GENITIVE.search(word):
        return GENITIVE.sub("", word)
    if word.endswith("s") and len(word) > 3 and not lists.is_name(word) and lists.is_name(word[:-1]):
        return word[:-1]
    return word


def ends_workplace(lower: str) -> bool:
    """Whether a word may end a workplace's name: `skole`, or a word put together with it."""
    return lower in word_lists().endings or WORKPLACE.fullmatch(lower) is not None


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a name: the last words, and what kind the cue among them speaks of."""

    last: str = ""
    strong: str = ""
    cue: bool = False

    def __bool__(self) -> bool:
        return bool(self.strong)


def look_before(search: Search, token: Token) -> Before:
    """What stands in the same line before a word."""
    head = search.text[max(0, token.start - 60) : token.start]
    words = re.findall(r"[\w.]+", head.rsplit("\n", 1)[-1].lower())[-3:]
    last = words[-1] if words else ""
    lists = word_lists()
    if match := _STRONG.search(head):
        return Before(last, match.lastgroup or "", True)
    cue = last in lists.cues or (last in ("min", "mi", "vår", "mitt") and len(words) > 1 and words[-2] in lists.cues)
    if last in _STRONG_PERSON or cue:
        return Before(last, "person", cue)
    return Before(last)


def is_compound(lower: str) -> bool:
    """Whether a word is put together of two known ones."""
    known = word_lists().dictionary
    if len(lower) < 8:
        return False
    for cut in range(3, len(lower) - 2):
        head, tail = lower[:cut], lower[cut:]
        if tail in known and (head in known or (head[-1] == "s" and head[:-1] in known)):
            return True
    return False


COMPANIES = frozenset(company.lower() for company in word_lists().companies)
OF = frozenset(
    ("universitetet", "høgskolen", "høgskulen", "university", "sykehuset", "sjukehuset", "nav", "fengsel", "kommunen")
)


def is_plain(lower: str) -> bool:
    """Whether a word begins no name: one every text may hold, unless it is a place too."""
    lists = word_lists()
    if lower in lists.common or lower in lists.cues:
        return True
    return lower in lists.dictionary and lower not in lower_doubtful() and lower not in lower_names()
