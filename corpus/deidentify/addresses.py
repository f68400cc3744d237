"""Postal addresses, Norwegian and English: streets with numbers, spoken or written, post boxes, flats, post codes."""

import re
from collections.abc import Iterator, Sequence

from corpus.deidentify.finding import DIRECT, Finding
from corpus.deidentify.windows import around_words
from corpus.deidentify.words import word_lists

_SURE = (
    "gata|gate|gaten|gatene|veien|vei|vegen|veg|allé|alléen|alle|alleen|stredet|smauet|smuget|veiten|almenningen|"
    "allmenningen"
)
"""What a street is called; whatever stands before it in one word, a number after it makes an address."""
_MAYBE = (
    "plass|plassen|torg|torget|torv|stien|sti|stigen|bakken|bakke|bakkane|svingen|brygge|brygga|bryggen|tunet|tun|kroken|"
    "ringen|lia|lien|åsen|ås|haugen|hagen|jordet|løkka|løkken|bakkar|haugane|haugar|grenda|grende|marka|moen|myra|ekra|enga|engen|eggen|feltet|"
    "faret|lunden|lund|kleiva|kaia|kaien|stranda|stranden|neset|odden|vika|viken|terrassen|terrasse|toppen|dalen|skogen|berget|"
    "teigen|tråkket|stubben|gangen|passasjen|promenaden|parken|heimen|garden|gården|gard|kollen|høgda|høyda|"
    "høyden|flata|sletta|bråten|trøa|vollen|vangen|elva|bekken|sundet|tjernet|vannet|vatnet|porten|broa|brua|borga|hamna|"
    "havna|rabben|råsa|nabben|jordene|hellinga|leitet|hammeren|hamaren|hovden|åkeren|"
    "sveien|slyngen|buen|renna|skaret|kvartalet|senteret|byen"
)
"""What a street may be called, and much else too: with a capital it is believed, without one only after a cue."""
_EN = (
    "street|road|lane|avenue|drive|close|terrace|crescent|gardens|grove|square|court|mews|boulevard|parade|st|rd|ln|"
    "ave|dr"
)
_EN_MAYBE = (
    "way|place|hill|park|row|walk|rise|view|green|wharf|quay|yard|croft|end|circle|highway|broadway|gate|mount|fold|"
    "drove|villas|buildings|cottages|heights|bank|brow|wynd|vale|approach|pl|blvd|cl|cres|gdns|sq"
)
_ALONE = "Bakkane|Bakkene|Haugane|Haugen|Myra|Moen|Lia|Åsen|Løkka|Tunet|Marka|Kroken"
"""Those that are a street's or a hamlet's name by themselves."""
_FAR = r"(?!\s?(?:ganger|gonger|km|kilometer|mil|meter|timer|timar|minutt\w*|hours?|minutes?|miles?)\b)"
_UNIT = (
    r"(?!\s?(?:-|–|til |eller |to |or |and )?\s?(?:\d+\s?)?(?:ganger|gonger|gong|gang|timer|timar|time|hours?|år|km|"
    r"kilometer|mil|"
    r"meter|m|minutt\w*|minutes?|dag\w*|days?|uke\w*|veke\w*|weeks?|måned\w*|månad\w*|months?|years?|miles?|prosent|percent|%|"
    r"kroner|kr|stykk?\w*|stk|person\w*|people|folk|barn\w*|kids|children|mann|stasjon\w*|hus|times|roms|plasser|"
    r"elev\w*|deltak\w*|andre|grader|klokka|trinn|pluss)\b)"
)
_ONES = "ein|ett|en|to|tre|fire|fem|seks|sju|syv|åtte|ni"
_SPOKEN = (
    rf"(?:(?:(?:ett|et|eit|to|tre|fire)\s)?hundre(?:\sog)?(?:\s(?:(?:tjue|tyve|tretti|tredve|førti|femti|seksti|sytti|åtti|nitti)"
    rf"\s?(?:{_ONES})?|tolv|elleve|ti|{_ONES}))?|(?:tjue|tyve|tretti|tredve|førti|femti|seksti|sytti|åtti|nitti)\s?(?:{_ONES})?|"
    r"elleve|tolv|tretten|trettan|fjorten|fjortan|femten|femtan|seksten|sekstan|sytten|syttan|atten|nitten|nittan|"
    r"tre|fire|fem|seks|sju|syv|åtte|ni|ti|to|(?:en|ein|ett)(?=\s[a-h]\b))"
)
_ONES_EN = "one|two|three|four|five|six|seven|eight|nine"
_SPOKEN_EN = (
    rf"(?:(?:(?:a|{_ONES_EN})\shundred(?:\sand)?\s?)?(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\s-]?"
    rf"(?:{_ONES_EN})?|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|{_ONES_EN})|"
    rf"(?:a|{_ONES_EN})\shundred)"
)
_LETTER = r"(?:\s?[a-hA-H](?!\w))?"
_NUMBER = rf"\d{{1,4}}(?:\s?[-–/]\s?\d{{1,3}})?{_LETTER}(?![\w./]*\d)"
_NAME = r"[A-ZÆØÅ][\wæøå'’.-]{0,30}"
_BEFORE = rf"(?:{_NAME}\s+(?:(?:von|de)\s+)?){{0,3}}"
_POST = (
    r"(?:,?\s+(?:N-|NO-|n-)?\d{4}(?!\d)\s+"
    r"(?:[A-ZÆØÅ][\w-]+(?:\s+i\s+[A-ZÆØÅ]\w+|\s+(?:sentrum|S|N|V|Ø))?|[^\W\d_]{2,}))?"
)
_HEADS = (
    "øvre|nedre|nordre|søndre|søre|østre|austre|vestre|store|lille|vesle|gamle|nye|indre|ytre|midtre|sankt|st|kong|"
    "dronning|prins|"
    "prinsesse|doktor|dr|professor|biskop|kaptein|general|lensmann|fru|ole|olav|hans|jens"
)
_LIVES = (
    r"(?:bor|bodde|budde|bur|flytta|flyttet|flytte|adresse[nar]*|leilighet\w*|hjemme|heime|sitter|held til|holder til|"
    r"kontor\w*|huset)\s+(?:(?:nå|no|er|var|til|i|på|ved|min|mi|hennes|hans|der|borte|nede|oppe|oppi|nedi)\s+){0,3}"
)
_STOPS_EN = (
    "the|a|an|of|on|in|down|up|to|my|your|his|her|our|their|this|that|more|other|years?|miles?|minutes?|hours?|days?|times|"
    "people|and|or|from|at|for|with|by|is|are|was|were|different|new|main|busy|along|across|off|per|weeks?|months?|cars|"
    "big|long|short|side|small|narrow|dead|open|empty"
)

_DIGITS: tuple[tuple[float, str], ...] = (
    (0.95, rf"(?<!\w){_BEFORE}{_NAME}\s?(?i:{_SURE})\s+{_NUMBER}{_FAR}{_POST}"),
    (0.95, rf"(?<!\w){_BEFORE}{_NAME}(?:gt|gtn|vn|vg|v|pl)\.?\s+{_NUMBER}{_FAR}{_POST}"),
    (0.9, rf"(?<!\w){_BEFORE}(?:{_NAME}\s?(?i:{_MAYBE})|{_ALONE})\s+{_NUMBER}{_UNIT}{_POST}"),
    (0.9, rf"(?<!\w){_BEFORE}{_NAME}\s{_NUMBER},\s+(?:N-|NO-)?\d{{4}}\s+[A-ZÆØÅ][a-zæøå-]+"),
    (
        0.6,
        rf"(?<!\w)(?:i|på|til|ved|er|adressen|adressa|mot|fra|frå)\s+(?P<house>(?:{_NAME}\s+)?{_NAME}\s+\d{{1,3}}{_LETTER}"
        rf"(?![\w./]*\d){_UNIT}{_POST})",
    ),
    (0.85, rf"(?<!\w)(?:(?:{_HEADS})\s+)?[a-zæøå-]{{2,30}}(?:{_SURE})\s+{_NUMBER}{_UNIT}{_POST}"),
    (
        0.85,
        rf"(?<!\w)(?:[a-zæøå-]{{3,30}}\s+)?[a-zæøå-]{{3,30}}s?\s+(?:vei|veg|gate|gata|plass|allé|alle|torg|brygge)\s+"
        rf"{_NUMBER}{_UNIT}{_POST}",
    ),
    (0.8, rf"(?<!\w){_LIVES}(?P<it>(?:[\wæøå-]{{3,30}}\s+){{1,3}}\d{{1,3}}{_LETTER}(?![\w./]*\d){_UNIT}{_POST})"),
    (
        0.9,
        rf"(?<!\w)(?i:postboks|postbox|pb|boks|p\.?\s?o\.?\s?box)\.?\s*(?:nr\.?\s*)?\d{{1,5}}(?:,?\s+{_NAME})?{_POST}",
    ),
    (
        0.85,
        r"(?<![\d.])(?:N-|NO-)?(?P<code>(?!(?:19|20)\d\d\b)\d{4})\s+(?P<town>[A-ZÆØÅ][^\W\d_]+(?:-[^\W\d_]+)?)(?:\s+i\s+[A-ZÆØÅ]\w+)?",
    ),
    (0.8, r"(?<![\d.,])(?P<code>\d{4})\s+(?P<town>[^\W\d_A-ZÆØÅ]{2,30})(?!\w)"),
    (
        0.8,
        r"(?i:\b(?:leilighet|leil\.?|oppgang|flat|apartment|apt\.?)\s+(?:nr\.?\s+|nummer\s+|number\s+|no\.?\s+)?[a-h]?\d{1,4}[a-h]?)\b",
    ),
    (
        0.8,
        rf"(?<!\w)(?i:flat|apartment|apt\.?|unit|suite|room)\s+\w{{1,4}},\s+{_NAME}(?:\s+{_NAME}){{0,2}}",
    ),
    (0.9, r"\b[HKUL]0[1-9]\d\d\b"),
    (0.9, r"(?i:\b(?:gnr|gårdsnummer|gardsnummer)\.?\s*\d{1,4},?\s*(?:og\s+)?(?:bnr|bruksnummer)\.?\s*\d{1,4})\b"),
    (
        0.9,
        rf"(?<!\w)(?:(?i:flat|apartment|apt\.?|unit|suite)\s+\w{{1,4}},?\s+)?(?:(?i:number|no\.?)\s+)?"
        rf"(?<![\w.:,])(?!(?:19|20)\d\d\b)\d{{1,4}}[a-dA-D]?(?:\s?[-–]\s?\d{{1,4}})?,?[^\S\n]+"
        rf"(?:(?:[A-Z][\w'’.-]{{0,30}}|\d{{1,3}}(?:st|nd|rd|th))\s+){{1,3}}(?i:{_EN}|{_EN_MAYBE})\b",
    ),
    (
        0.85,
        rf"(?<!\w)(?:number\s+)?\d{{1,4}}[a-d]?\s+(?:(?!(?:{_STOPS_EN})\s)[a-z'’-]{{2,30}}\s+){{1,2}}(?:{_EN})\b",
    ),
    (0.9, r"(?<!\w)\d{1,4}[a-dA-D]?\s+The\s+[A-Z][a-z]{3,20}\b"),
    (0.95, r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)"),
    (0.85, r"(?<!\w)(?!(?:i|er|to|in|at)\d)[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}(?!\w)"),
    (0.9, r"(?<!\w)[AC-FHKNPRTV-Y]\d[\dW] ?[A-Z\d]{4}(?!\w)"),
    (0.85, r"(?<!\w)(?:[A-Z][a-z]+,\s+)?[A-Z]{2},?\s+\d{5}(?:-\d{4})?(?!\d)"),
)
"""Patterns that need a digit, with how sure they are."""

_WORDS: tuple[tuple[float, tuple[str, ...], str], ...] = (
    (
        0.85,
        ("gata", "gate", "vei", "veg", "allé"),
        rf"(?<!\w)(?:(?i:{_HEADS})\s+)?(?:[A-ZÆØÅa-zæøå][a-zæøå-]{{1,30}})(?:{_SURE})\s+{_SPOKEN}{_LETTER}(?!\w){_UNIT}",
    ),
    (
        0.85,
        (" gate", " vei", " veg", " plass", " allé", " torg", " gata"),
        rf"(?<!\w)(?:[A-ZÆØÅa-zæøå][a-zæøå-]{{2,30}}\s+)?[A-ZÆØÅa-zæøå][a-zæøå-]{{2,30}}s\s+(?:vei|veg|gate|gata|plass|allé|torg)\s+"
        rf"{_SPOKEN}{_LETTER}(?!\w){_UNIT}",
    ),
    (
        0.8,
        ("bor", "bodde", "bur", "budde", "flytt", "adresse"),
        rf"(?<!\w){_LIVES}(?P<it>[\wæøå-]{{2,30}}(?:{_SURE}|{_MAYBE})\s+{_SPOKEN}{_LETTER}(?!\w){_UNIT})",
    ),
    (0.9, ("postboks", "p o box", "po box"), rf"(?<!\w)(?:postboks|p ?o box)\s+(?:{_SPOKEN}|{_SPOKEN_EN})(?!\w)"),
    (
        0.85,
        ("gata", "gate", "veien", "vegen", "allé"),
        rf"(?<!\w){_BEFORE}[A-ZÆØÅ][a-zæøå'’.-]{{1,40}}(?:s\s+)?(?:gata|gate|gaten|veien|vegen|allé|alleen)\b(?!\s+\d)",
    ),
    (
        0.8,
        (" street", " road", " lane", " avenue", " drive", " close", " terrace", " crescent"),
        r"(?<![\w'’])(?:[A-Z][\w'’-]{1,30}\s+){1,2}(?:Street|Road|Lane|Avenue|Drive|Close|Terrace|Crescent)\b",
    ),
    (
        0.8,
        (
            " street",
            " road",
            " lane",
            " avenue",
            " drive",
            " close",
            " terrace",
            " crescent",
            " square",
            " court",
            " gardens",
        ),
        rf"(?<!\w)(?:number\s+)?{_SPOKEN_EN}\s+(?:(?!(?i:{_STOPS_EN})\s)[A-Za-z'’-]{{2,30}}\s+){{1,2}}(?i:{_EN})\b",
    ),
    (0.8, ("c/o",), rf"(?i:\bc/o)\s+(?:{_NAME}(?:\s+{_NAME}){{0,2}}|[a-zæøå]{{2,30}}(?:\s+[a-zæøå]{{2,30}})?)"),
)
"""Patterns that need a word, the words in lower case; with how sure they are."""

_BY_DIGITS = tuple((confidence, re.compile(pattern)) for confidence, pattern in _DIGITS)
_BY_WORDS = tuple((confidence, needs, re.compile(pattern)) for confidence, needs, pattern in _WORDS)
_NOT_STREETS = re.compile(
    r"(?:\w+\s+)?(?:arbeids|praksis|parkerings|leke|barnehage|sykehjems|tiltaks|lærling|skole|studie|møte|om|motor|riks|fylkes|"
    r"europa|sykkel|ut|snar|inn|luft|leve|yrkes|nå|sitte|stå|ferie|bo|over|under|side|gang|gå)(?:plass|plassen|vei|veien|veg|vegen)\b",
    re.IGNORECASE,
)


def find_addresses(text: str, lower: str, digits: Sequence[tuple[int, int]], language: str) -> Iterator[Finding]:
    """Postal addresses in a text, overlaps not settled; `lower` is the text in lower case, `digits` where to look."""
    for confidence, pattern in _BY_DIGITS:
        for first, last in digits:
            for match in pattern.finditer(text, first, last):
                yield from _judged(text, match, confidence, language)
    for confidence, needs, pattern in _BY_WORDS:
        for first, last in around_words(text, lower, needs):
            for match in pattern.finditer(text, first, last):
                yield from _judged(text, match, confidence, language)


def _judged(text: str, match: re.Match[str], confidence: float, language: str) -> Iterator[Finding]:
    """A match without the common words it began with, unless it is no address after all."""
    named = match.re.groupindex
    if "town" in named and not _is_town(match["town"], match["code"], language):
        return
    start, end = match.span(next((name for name in ("it", "house") if name in named), 0))
    if "house" in named and (language == "en" or word_lists().is_name(text[start:end].split(maxsplit=1)[0])):
        return
    start = _after_common(text, start, end)
    words = text[start:end]
    if words.split(maxsplit=1)[0] not in _NO_NAMES and not _NOT_STREETS.match(words):
        yield Finding(start, end, "address", DIRECT, confidence, end)


def _is_town(town: str, code: str, language: str) -> bool:
    """Whether what stands after four digits is a town; without a capital, or in English, it must be listed."""
    if town[0].isupper() and language != "en":
        return True
    return town.title() in word_lists().places and not code.startswith(("19", "20"))


def _after_common(text: str, start: int, end: int) -> int:
    """Where an address begins after words such as «På» or «At», which were drawn in by their sentence's capital."""
    while match := _LEADS.match(text, start, end):
        start = match.end()
    return start


_LEADS = re.compile(
    r"(?:I|På|Til|Fra|Frå|Ved|Mot|Langs|Over|Under|Bak|Mellom|Forbi|Rundt|Nær|Ja|Nei|Så|Og|Men|Den|Det|Der|Da|Når|Bor|"
    r"Bur|Jeg|Eg|Vi|Me|Han|Hun|Ho|De|Dei|Adressen|Adressa|Gå|Kjør|Ta|Etter|Fordi|Som|Hvis|In|On|At|To|From|By|Near|"
    r"Along|Behind|Down|Up|Off|And|But|So|Then|Yes|No|We|He|She|They|It|My|Our|His|Her|Their|When|After|Before|Past)\s+"
)
_NO_NAMES = frozenset(
    (*_SURE.split("|"), *_MAYBE.split("|"), *(word.title() for word in (*_SURE.split("|"), "plass", "plassen")))
)
"""What names no street by itself: «veien 2»."""
