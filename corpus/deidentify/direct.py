"""Direct identifiers: what names a person by itself, found by its shape."""

import re
from collections.abc import Iterator
from functools import cache

from corpus.deidentify.addresses import find_addresses
from corpus.deidentify.finding import DIRECT, Finding
from corpus.deidentify.windows import around_digits, around_words, lowered

_MONTH = (
    "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|"
    "january|february|march|may|june|july|october|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|okt|oct|nov|des|dec"
)
_DAY_WORD = (
    "første|fyrste|andre|annen|tredje|fjerde|femte|sjette|sjuende|syvende|sjuande|åttende|åttande|niende|niande|tiende|"
    "tiande|ellevte|tolvte|trettende|trettande|fjortende|fjortande|femtende|femtande|sekstende|sekstande|syttende|"
    "syttande|attende|attande|nittende|nittande|tjuende|tjuande|tjueførste|tjuefyrste|tjueandre|tjuetredje|tjuefjerde|"
    "tjuefemte|tjuesjette|tjuesjuende|tjueåttende|tjueniende|trettiende|trettiførste|"
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    "fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[- ](?:first|second|third|fourth|fifth|"
    "sixth|seventh|eighth|ninth)|thirtieth|thirty[- ]first"
)
_YEAR = r"(?:19|20)\d\d"
_TENS = "tjue|tretti|førti|femti|seksti|sytti|åtti|nitti"
_ONES = "en|ein|én|to|tre|fire|fem|seks|sju|syv|åtte|ni"
_AGE_NB = rf"(?:\d{{1,3}}|(?:{_TENS})(?:{_ONES})?|atten|nitten|sytten|seksten|femten|fjorten|tretten|tolv)"
_AGE_EN = (
    r"(?:\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|"
    r"seven|eight|nine))?|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_DIGIT = "null|zero|oh|en|ein|to|tre|fire|fem|seks|sju|syv|åtte|ni|one|two|three|four|five|six|seven|eight|nine|double|dobbel"
_TLD = "no|com|org|net|se|dk|fi|uk|edu|gov|io|eu|info|de|nu|me|app|dev|ie|scot|nhs"
_CASE = (
    "saksnummer|saksnr|sak|journalnummer|journalnr|journal|referansenummer|referanse|ref|hpr-nummer|hpr-nr|hpr|"
    "kundenummer|medlemsnummer|ansattnummer|studentnummer|pasientnummer|organisasjonsnummer|org\\.?nr|orgnr|passnummer|"
    "registreringsnummer|regnummer|bilnummer|kontonummer|nhs number|case number|case no|reference number|reference|"
    "staff number|student number|patient number|passport number|membership number|registration number|"
    "registration|registration plate|licence plate|number plate|national insurance number|account number"
)

_PATTERNS: tuple[tuple[str, float, str], ...] = (
    ("email", 0.99, r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    (
        "email",
        0.9,
        r"(?<![\w.-])[\w.-]{1,40}(?:\s+(?:punktum|punkt|dot|understrek|underscore)\s+[\w-]{1,40}){0,4}"
        r"\s+(?:krøllalfa|alfakrøll|at|at-tegn)\s+[\w-]{1,40}(?:\s+(?:punktum|punkt|dot)\s+[\w-]{1,40}){1,4}",
    ),
    ("email", 0.8, r"(?<![\w@])@[A-Za-z_][\w.]{2,30}\b"),
    ("web", 0.99, r"\b(?:https?://|www\.)[^\s<>«»\"()\[\]]*[^\s<>«»\"()\[\].,;:!?]"),
    (
        "web",
        0.9,
        rf"(?<![\w@.-])(?:[a-zæøå0-9][\w-]{{0,60}}\.){{1,5}}(?:{_TLD})(?:/[^\s<>«»\"()\[\]]*[^\s<>«»\"()\[\].,;:!?])?(?![\w@-])",
    ),
    ("web", 0.9, rf"(?<![\w-])(?:[\w-]{{1,40}}\s+(?:punktum|punkt|dot)\s+){{1,4}}(?:{_TLD})\b"),
    ("registration", 0.97, r"\bNO\d{2}(?: ?\d{4}){2} ?\d{3}\b"),
    ("registration", 0.9, r"(?<![\d.])\d{4}[. ]\d{2}[. ]\d{5}(?!\d)"),
    ("registration", 0.9, r"(?<!\w)[A-ZÆØÅ]{2} ?\d{2} ?\d{3}(?!\d)"),
    (
        "registration",
        0.85,
        r"\b(?!(?:er|på|til|om|av|ca|nr|in|at|to|of|is|or|år|av|by|we|be|av|ti|vi|no|so|my|the)\b)[a-z]{2} \d{5}(?!\d)",
    ),
    ("registration", 0.85, r"\b(?:[A-Z]{2}\d{2} ?[A-Z]{3}|[a-z]{2}\d{2} ?[a-z]{3})\b"),
    (
        "registration",
        0.9,
        r"\b(?:skilt|skiltet|skiltnummer|regnr|plate|plates)\s+(?:er\s+|is\s+)?(?P<it>[a-zæøå]{2} ?\d{4,5})\b",
    ),
    ("registration", 0.9, r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"),
    ("registration", 0.85, r"(?<![\d/.])(?:19|20)\d{2}/\d{2,7}(?![\d/])"),
    (
        "registration",
        0.9,
        rf"\b(?:{_CASE})\b(?:\s+(?:mitt|min|hennes|hans|er|var|is|was|my|nummer|number|nr)\.?)*[\s:.#]{{1,3}}(?P<it>[\w./-]*\d[\w/-]*(?: \d+\b)*)",
    ),
    ("date", 0.95, r"(?<![\d.])(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"),
    ("date", 0.95, r"(?<![\d./-])[0-3]?\d[./-][01]?\d[./-](?:(?:19|20)\d\d|\d\d)(?![\d/])"),
    ("date", 0.85, r"(?<![\d./,-])[0-3]?\d\.[01]?\d\.(?!\d)"),
    (
        "date",
        0.95,
        rf"(?<![\d.])(?:den |the )?[0-3]?\d(?:\.|st|nd|rd|th)?\s?(?:of )?(?:{_MONTH})\b\.?(?:,?\s+{_YEAR})?",
    ),
    ("date", 0.9, rf"\b(?:den |the )?(?:{_DAY_WORD})\s+(?:of )?(?:{_MONTH})\b(?:,?\s+{_YEAR})?"),
    ("date", 0.9, rf"\b(?:{_MONTH})\.?\s+[0-3]?\d(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR})?(?!\d)"),
    ("date", 0.9, rf"\b(?:{_MONTH})\s+(?:the )?(?:{_DAY_WORD})\b(?:,?\s+{_YEAR})?"),
    ("date", 0.85, rf"\b(?:{_MONTH})\.?\s+(?:i\s+)?{_YEAR}\b"),
    ("date", 0.8, rf"\b(?:{_DAY_WORD}) i (?:{_DAY_WORD})\b"),
    ("date", 0.8, rf"\b(?:født|fødd|født|born)\s+(?:i|in|år)?\s*(?P<it>{_YEAR})\b"),
    ("date", 0.6, rf"\b(?:årgang|class of)\s+(?P<it>{_YEAR})\b"),
    ("age", 0.95, rf"\b{_AGE_NB}[- ]?år(?:s)?[- ](?:gamle?|gamal|gamalt|gammelt|gammel|alderen)\b"),
    ("age", 0.9, rf"\b{_AGE_NB}[- ]?år(?:s|a)?(?=\s+(?:gammel|gamle|gamal|alder))"),
    ("age", 0.95, rf"\b{_AGE_NB}-?åring(?:en|er|ar|ene|ane|a|s)?\b"),
    (
        "age",
        0.85,
        rf"\b(?:er|var|ble|blei|vart|blir|fylte|fyller|fylt|fyllte|som|nå|no|akkurat|snart|bare|jeg|eg|på)\s+(?P<it>{_AGE_NB}\s+år)\b"
        r"(?!\s+(?:siden|sidan|med|i|på|på rad|til|igjen|eldre|yngre|etter|som|erfaring|har|lang|senere|seinare|jeg|der|no))",
    ),
    ("age", 0.85, rf"(?:(?<=[.:?!,] )|(?<=\n))(?P<it>{_AGE_NB} år)(?=[.,])"),
    ("age", 0.8, rf"\b(?:jeg|eg) (?:er|var|blir) (?P<it>\d{{2}}|(?:{_TENS})(?:{_ONES})?)(?=[.,]| (?:og|nå|no|i)\b)"),
    ("age", 0.7, rf"(?<=[.:?!] )(?P<it>(?:{_TENS})(?:{_ONES})?)(?=[.,])"),
    (
        "age",
        0.7,
        r"(?<=[.:?!] )(?P<it>(?:twenty|thirty|forty|fifty|sixty)-(?:one|two|three|four|five|six|seven|eight|nine))(?=[.,])",
    ),
    ("age", 0.95, rf"\b{_AGE_EN}[- ]years?[- ]olds?\b"),
    ("age", 0.9, rf"\baged?\s+(?P<it>{_AGE_EN})\b(?!\s+(?:minutes|hours))"),
    (
        "age",
        0.8,
        rf"\b(?:i'm|i’m|i am|i was|he's|she's|he was|she was|he is|she is|turned|turning|just turned)\s+"
        rf"(?P<it>{_AGE_EN})\b(?!\s*(?:years? (?!old)|months|weeks|days|minutes|hours|percent|%|times|people|of|in|years\b|per|miles|km))",
    ),
    ("phone", 0.8, rf"\b(?:{_DIGIT})(?:[\s,]+(?:{_DIGIT})){{4,}}\b"),
)
_TENS_EN = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "teen")
_MONTHS = tuple(_MONTH.split("|"))
_DAYS = tuple(f"{word} i " for word in re.sub(r"\(.*?\)|\[.*?\]", "", _DAY_WORD).split("|") if word.isalpha())


def _needs(kind: str, pattern: str) -> tuple[str, ...]:
    """The words, in lower case, of which one stands in everything a pattern matches; empty where it needs a digit."""
    if kind == "email":
        return ("@",) if "@" in pattern else ("punkt", " dot ")
    if kind == "web":
        return ("http", "www.") if "www" in pattern else (" punkt", " dot ") if "punktum" in pattern else _ENDINGS
    if kind == "date" and _DAY_WORD in pattern:
        return _MONTHS if _MONTH in pattern else _DAYS
    if kind == "age":
        return ("år",) if _AGE_NB in pattern else (*_TENS.split("|"), *_TENS_EN, *"0123456789")
    return _FIVE if kind == "phone" else ()


_ENDINGS = tuple(f".{ending}" for ending in _TLD.split("|"))
_FIVE = (
    "null",
    "zero",
    "tre",
    "fire",
    "fem",
    "seks",
    "sju",
    "syv",
    "åtte",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
)
_COMPILED = tuple(
    # What is known by its capitals is not looked for without them.
    (
        _needs(kind, pattern),
        kind,
        confidence,
        re.compile(pattern, 0 if "[A-Z" in pattern or "[a-z]{2} " in pattern else re.IGNORECASE),
    )
    for kind, confidence, pattern in _PATTERNS
)
_NUMBER = re.compile(r"(?<![\w.,/])[+(]{0,2}\d[\d ().\-–]{5,22}\d(?![\w/]|[.,]\d)")
_ELEVEN = re.compile(r"(?<!\d)\d{6}[ .-]?\d{5}(?!\d)")
_EXTENSION = re.compile(
    r"\b(?:ring|ringe|nummer|telefon|tlf|mobil|call|phone|extension|ext)\.?\s+(?:på\s+|on\s+)?(\d{5})\b", re.I
)


def find_direct(text: str, language: str) -> Iterator[Finding]:
    """Numbers, addresses, dates and ages in a text; overlaps are not settled.

    Each pattern is tried only where it may match: around digits, or around the words that it needs.
    """
    lower = lowered(text)
    digits = around_digits(text)
    known: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for needs, kind, confidence, pattern in _COMPILED:
        ranges = digits
        if needs:
            if needs not in known:
                known[needs] = around_words(text, lower, needs)
            ranges = known[needs]
        named = "it" in pattern.groupindex
        for first, last in ranges:
            for match in pattern.finditer(text, first, last):
                start, end = match.span("it") if named else match.span()
                yield _direct(start, end, kind, confidence)
    yield from find_addresses(text, lower, digits, language)
    for first, last in digits:
        yield from _numbers(text, first, last, language)
        for match in _EXTENSION.finditer(text, first, last):
            yield _direct(*match.span(1), "phone", 0.6)


def _direct(start: int, end: int, kind: str, confidence: float) -> Finding:
    return Finding(start, end, kind, DIRECT, confidence, end)


def _numbers(text: str, first: int, last: int, language: str) -> Iterator[Finding]:
    """Identity numbers and phone numbers; a checksum or a known number plan only raises the confidence."""
    for match in _ELEVEN.finditer(text, first, last):
        yield _direct(*match.span(), "identity", _identity_confidence(match.group()))
    for match in _NUMBER.finditer(text, first, last):
        words = match.group()
        digits = "".join(char for char in words if char.isdigit())
        if len(digits) == 11 and _ELEVEN.fullmatch(words):
            continue
        if not 7 <= len(digits) <= 15 or _is_date(words):
            continue
        if len(digits) == 9 and re.fullmatch(r"\d{3} ?\d{3} ?\d{3}", words) and words[0] in "89":
            yield _direct(*match.span(), "registration", 0.9 if _is_company(digits) else 0.6)
        elif (confidence := _phone_confidence(words, digits, language)) > 0:
            yield _direct(*match.span(), "phone", confidence)


def _is_date(words: str) -> bool:
    return bool(
        re.fullmatch(r"[\d.]+\.(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d", words)
    )


def _identity_confidence(words: str) -> float:
    """How sure an eleven-digit number is a national identity, D- or H-number: by its date and control digits."""
    from stdnum.no import fodselsnummer, kontonr

    digits = "".join(char for char in words if char.isdigit())
    if fodselsnummer.is_valid(digits):
        return 0.99
    day, month = int(digits[:2]) % 40, int(digits[2:4])
    plausible = 1 <= day <= 31 and 1 <= (month % 40 if month < 80 else month - 80) <= 12
    if plausible:
        return 0.9
    return 0.7 if kontonr.is_valid(digits) else 0.6


def _is_company(digits: str) -> bool:
    from stdnum.no import orgnr

    return bool(orgnr.is_valid(digits))


@cache
def _regions(language: str) -> tuple[str, ...]:
    return ("GB", "US", "NO", "IE") if language == "en" else ("NO", "SE", "DK", "GB")


def _phone_confidence(words: str, digits: str, language: str) -> float:
    import phonenumbers

    grouped = bool(re.fullmatch(r"\d{8}|\d{2}(?: \d{2}){3}|\d{3} \d{2} \d{3}|\d{4} \d{4}", words))
    for region in _regions(language):
        try:
            number = phonenumbers.parse(words, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return 0.95
    if grouped and digits[0] in "23456789":
        return 0.8
    return 0.7 if words.startswith(("+", "00", "0", "(")) and len(digits) > 8 else 0.0
