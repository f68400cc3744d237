"""The labelled set: synthetic transcripts filled from the templates by a seed, the labels exact to the character."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from deidentify import addresses, templates

VARIETIES = ("nb", "nn", "en", "nb lower-case", "en lower-case")
EACH = 30
_HOLE = re.compile(r"\{(\w+)(?::(\w+))?\}")
_SOURCES = {"nb": templates.NB, "nn": templates.NN, "en": templates.EN}
_MONTHS = {
    "nb": [
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_TENS = {"nb": ("tjue", "tretti", "førti", "femti", "seksti"), "en": ("twenty", "thirty", "forty", "fifty", "sixty")}
_ONES = {
    "nb": ["en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni"],
    "en": ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
}


@dataclass(frozen=True, slots=True)
class Label:
    """What stands in a text and identifies somebody: its range, its kind, whether its template was held out."""

    start: int
    end: int
    kind: str
    held_out: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """A synthetic transcript."""

    variety: str
    language: str
    text: str
    labels: tuple[Label, ...]


def labelled_set(seed: int = 20) -> list[Labelled]:
    """All transcripts, the same in every run."""
    chance = random.Random(seed)
    filled = [_transcript(chance, variety) for variety in VARIETIES for _ in range(EACH)]
    return filled + [text for variety in VARIETIES for text in _about_addresses(variety)]


def _about_addresses(variety: str) -> Iterator[Labelled]:
    """Transcripts of the sentences about addresses, five answers each."""
    language = variety.split(maxsplit=1)[0]
    sentences = [
        (line, held_out)
        for said, held_out in (
            (addresses.WRITTEN, False),
            (addresses.HELD_OUT, True),
            (addresses.WITHOUT, False),
            (addresses.HELD_OUT_WITHOUT, True),
        )
        for line in said.get(variety, "").strip().splitlines()
    ]
    for first in range(0, len(sentences), 5):
        pieces: list[tuple[str, str, bool]] = []
        for number, (line, held_out) in enumerate(sentences[first : first + 5]):
            question = templates.QUESTIONS[language][number % 4]
            pieces.append((f"I: {question}\n\nP: ", "", False))
            for part in re.split(r"(\{[^}]*\})", line):
                pieces.append((part.strip("{}"), "address" if part[:1] == "{" else "", held_out))
            pieces.append(("\n\n", "", False))
        yield _laid_out(pieces, variety, language, "lower" in variety)


def _transcript(chance: random.Random, variety: str) -> Labelled:
    language, lower = variety.split(maxsplit=1)[0], "lower" in variety
    pieces: list[tuple[str, str, bool]] = []
    chosen = chance.sample(range(len(_SOURCES[language])), 11)
    for number in chosen:
        question = chance.choice(templates.QUESTIONS[language])
        pieces.append((f"I: {question}\n\nP: ", "", False))
        if chance.random() < 0.5:
            pieces.append((chance.choice(templates.FILLER[language]) + " ", "", False))
        pieces += list(_filled(chance, language, number, lower))
        pieces.append((" ", "", False))
        pieces += [(f"{said} ", "", False) for said in chance.sample(templates.FILLER[language], 2)]
        pieces.append(("\n\n", "", False))
    return _laid_out(pieces, variety, language, lower)


def _filled(chance: random.Random, language: str, number: int, lower: bool) -> Iterator[tuple[str, str, bool]]:
    template, at = _SOURCES[language][number], 0
    for hole in _HOLE.finditer(template):
        yield template[at : hole.start()], "", False
        yield _value(chance, language, hole[1], hole[2] or "", lower), hole[1], number % 2 == 1
        at = hole.end()
    yield template[at:], "", False


def _laid_out(pieces: list[tuple[str, str, bool]], variety: str, language: str, lower: bool) -> Labelled:
    text, labels = "", []
    for words, kind, held_out in pieces:
        if lower and not kind:
            words = re.sub(r"[.,?!]", "", re.sub(r"\b[IP]: ", "", words))
        if lower:
            words = words.lower()
        if kind:
            kind = {"case": "registration"}.get(kind, kind)
            labels.append(Label(len(text), len(text) + len(words), kind, held_out))
        text += words
    return Labelled(variety, language, text, tuple(labels))


def _value(chance: random.Random, language: str, kind: str, form: str, lower: bool) -> str:
    lists = {
        "place": templates.PLACE,
        "workplace": templates.WORKPLACE,
        "department": templates.DEPARTMENT,
        "title": templates.TITLE,
    }
    if kind == "person":
        first, last = (chance.choice(words[language].split()) for words in (templates.FIRST, templates.LAST))
        return {"first": first, "last": last}.get(form, f"{first} {last}")
    if kind == "place":
        return chance.choice(templates.PLACE[language].split())
    if kind in lists:
        return chance.choice(lists[kind][language].split("|"))
    return _NUMBERS[kind](chance, language, lower)


def _digits(chance: random.Random, count: int) -> str:
    return "".join(str(chance.randrange(10)) for _ in range(count))


def _identity(chance: random.Random, _language: str, _lower: bool) -> str:
    day, month = chance.randint(1, 28) + chance.choice((0, 0, 40)), chance.randint(1, 12) + chance.choice((0, 0, 40))
    gap = chance.choice(("", " "))
    return f"{day:02d}{month:02d}{_digits(chance, 2)}{gap}{_digits(chance, 5)}"


def _phone(chance: random.Random, language: str, _lower: bool) -> str:
    if language == "en":
        return chance.choice(
            (
                f"07{_digits(chance, 3)} {_digits(chance, 6)}",
                f"+44 7{_digits(chance, 3)} {_digits(chance, 6)}",
                f"0113 {_digits(chance, 3)} {_digits(chance, 4)}",
            )
        )
    d = chance.choice("24569") + _digits(chance, 7)
    return chance.choice(
        (d, f"{d[:3]} {d[3:5]} {d[5:]}", f"{d[:2]} {d[2:4]} {d[4:6]} {d[6:]}", f"+47 {d[:3]} {d[3:5]} {d[5:]}")
    )


def _email(chance: random.Random, language: str, lower: bool) -> str:
    name = chance.choice(templates.LAST[language].split()).lower().replace("å", "a").replace("ø", "o").replace("'", "")
    domain = chance.choice(("gmail", "nav", "solvang", "outlook"))
    if lower and chance.random() < 0.5:
        return f"{name} krøllalfa {domain} punktum no" if language != "en" else f"{name} at {domain} dot com"
    return f"{name}.{chance.choice('abcd')}@{domain}.{'no' if language != 'en' else 'org'}"


def _web(chance: random.Random, language: str, lower: bool) -> str:
    name = chance.choice(templates.LAST[language].split()).lower().replace("'", "")
    return chance.choice((f"www.{name}.no", f"https://{name}.com/om-oss", f"{name}.no"))


def _address(chance: random.Random, language: str, lower: bool) -> str:
    number = chance.randint(1, 120)
    if language == "en":
        road = chance.choice(("Oak Street", "Mill Lane", "Victoria Road", "Chapel Close", "Station Avenue"))
        return f"{number} {road}"
    street = chance.choice(
        (
            "Storgata",
            "Kirkeveien",
            "Bjørkelia vei",
            "Nedre Torggate",
            "Fjellvegen",
            "Skolegata",
            "Olav Tryggvasons gate",
            "Granveien",
        )
    )
    code = chance.choice(
        ("", "", f", {chance.randint(1000, 9899):04d} {chance.choice(templates.PLACE[language].split())}")
    )
    return f"{street} {number}{chance.choice(('', '', 'B'))}{code}"


def _date(chance: random.Random, language: str, lower: bool) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1950, 2024)
    if language == "en":
        name = _MONTHS["en"][month - 1]
        return chance.choice(
            (f"{day} {name} {year}", f"{name} {day}", f"{name} {day}, {year}", f"{day:02d}/{month:02d}/{year}")
        )
    name = _MONTHS["nb"][month - 1]
    shapes = [
        f"{day}. {name} {year}",
        f"{day}. {name}",
        f"{day:02d}.{month:02d}.{year}",
        f"{day}.{month}.{year % 100:02d}",
    ]
    return f"{day} {name} {year}" if lower else chance.choice(shapes)


def _age(chance: random.Random, language: str, lower: bool) -> str:
    years = chance.randint(21, 69)
    words = _TENS["en" if language == "en" else "nb"][years // 10 - 2]
    ones = _ONES["en" if language == "en" else "nb"][years % 10 - 1] if years % 10 else ""
    if language == "en":
        spoken = f"{words}-{ones}" if ones else words
        return chance.choice((f"{years} years old", f"{spoken} years old"))
    return chance.choice((f"{years} år", f"{words}{ones} år", f"{years} år gammel"))


def _registration(chance: random.Random, language: str, _lower: bool) -> str:
    letters = "".join(chance.choice("BCDEFGHJKLNPRSTUVX") for _ in range(5))
    if language == "en":
        return f"{letters[:2]}{chance.randint(10, 74)} {letters[2:]}"
    return f"{letters[:2]} {chance.randint(10000, 99999)}"


def _case(chance: random.Random, _language: str, _lower: bool) -> str:
    return chance.choice(
        (
            f"20{chance.randint(15, 25)}/{_digits(chance, 5)}",
            f"{chance.randint(100000, 999999)}",
            f"A-{_digits(chance, 4)}",
        )
    )


_NUMBERS = {
    "identity": _identity,
    "phone": _phone,
    "email": _email,
    "web": _web,
    "address": _address,
    "date": _date,
    "age": _age,
    "registration": _registration,
    "case": _case,
}
