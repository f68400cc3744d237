"""Departments and titles: no names, but they may tell who it is."""

import re
from collections.abc import Iterator

from corpus.deidentify.finding import NAMES, REVIEW, Finding
from corpus.deidentify.spoken import is_plain
from corpus.deidentify.windows import around_words
from corpus.deidentify.words import word_lists

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


def find_departments(text: str, lower: str) -> Iterator[Finding]:
    """Departments, by name, number or trade; `lower` is the text in lower case."""
    for first, last in around_words(text, lower, _DEPARTMENT_WORDS):
        for match in _DEPARTMENT.finditer(text, first, last):
            yield Finding(*match.span(), "department", NAMES, 0.8, match.end())
        for match in _LOWER_DEPARTMENT.finditer(text, first, last):
            start, end = match.span("en") if match["en"] else match.span()
            if " ".join(match.group().lower().split()[:2]) not in _NOT_DEPARTMENT:
                yield Finding(start, end, "department", REVIEW, 0.5, end)
        for match in _LOWER_TEAM.finditer(text, first, last):
            if not is_plain(match["name"]):
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


def find_titles(text: str, lower: str) -> Iterator[Finding]:
    """Titles that few have; `lower` is the text in lower case."""
    for first, last in around_words(text, lower, word_lists().marks):
        for match in _TITLE_PATTERN.finditer(text, first, last):
            yield Finding(*match.span(), "title", REVIEW, 0.7, match.end())


_TITLE_PATTERN = re.compile(
    r"\b(?:(?:vara|vise|deputy |assistant |acting |assisterende |konstituert )?(?:"
    + "|".join(sorted(map(re.escape, word_lists().marks), key=len, reverse=True))
    + r")|[a-zæøå]{3,20}(?:direktør|overlege|prest|ordfører|ordførar|rektor)(?:en)?)\b",
    re.IGNORECASE,
)
