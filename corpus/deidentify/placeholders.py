"""Placeholders: what stands where an identifier stood, how it is proposed, and how it is known again."""

import re

from corpus.deidentify.words import word_lists

_PLACEHOLDERS = {
    "nb": {
        "identity": "(fødselsnummer)",
        "phone": "(telefonnummer)",
        "email": "(e-postadresse)",
        "web": "(nettadresse)",
        "address": "(adresse)",
        "date": "(dato)",
        "age": "(alder)",
        "registration": "(registreringsnummer)",
        "person": "(navn)",
        "place": "(sted)",
        "workplace": "(arbeidsplass)",
        "department": "(avdeling)",
        "title": "(tittel)",
        "unknown": "(navn)",
    },
    "nn": {
        "identity": "(fødselsnummer)",
        "phone": "(telefonnummer)",
        "email": "(e-postadresse)",
        "web": "(nettadresse)",
        "address": "(adresse)",
        "date": "(dato)",
        "age": "(alder)",
        "registration": "(registreringsnummer)",
        "person": "(namn)",
        "place": "(stad)",
        "workplace": "(arbeidsplass)",
        "department": "(avdeling)",
        "title": "(tittel)",
        "unknown": "(namn)",
    },
    "en": {
        "identity": "(identity number)",
        "phone": "(phone number)",
        "email": "(e-mail address)",
        "web": "(web address)",
        "address": "(address)",
        "date": "(date)",
        "age": "(age)",
        "registration": "(registration number)",
        "person": "(name)",
        "place": "(place)",
        "workplace": "(workplace)",
        "department": "(department)",
        "title": "(title)",
        "unknown": "(name)",
    },
}
_ASKS = {"nb": "(intervjuer)", "nn": "(intervjuar)", "en": "(interviewer)"}
_KNOWN = frozenset(word.strip("()") for words in (*_PLACEHOLDERS.values(), _ASKS) for word in words.values())
_ROUND = re.compile(r"\(([^()\n]{1,40})\)")
_SQUARE = re.compile(r"\[[^\[\]\n]{1,60}\]")
_LABEL = re.compile(r"\[(?:[A-ZÆØÅ]{1,3}\d{1,4}(?: \(\d+\))?|[a-zæøå .…]{1,30})\]")


def placeholder(kind: str, language: str, role: str = "") -> str:
    """What is proposed in place of an identifier: its kind, or the role that always stands beside a person's name."""
    if kind == "person" and role:
        return f"({role})"
    return _PLACEHOLDERS.get(language, _PLACEHOLDERS["nb"])[kind]


def who_asks(language: str) -> str:
    """What is proposed for the name of whoever asks the questions."""
    return _ASKS.get(language, _ASKS["nb"])


def find_placeholders(text: str, kept: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Where placeholders stand in a text, half-open: `(veileder)`, `(sted 2)`, `[P07]`, and those in `kept`."""
    cues = word_lists().cues
    squares = _SQUARE.finditer(text)
    found = [match.span() for match in squares if _LABEL.fullmatch(match.group()) or match.group() in kept]
    for match in _ROUND.finditer(text):
        inside = re.sub(r" \d+$", "", match[1])
        if inside in _KNOWN or inside in cues or match.group() in kept:
            found.append(match.span())
    return sorted(found)


def with_genitive(replacement: str, ending: str) -> str:
    """A replacement with the genitive its word had: `s`, or `'s` where it was written so."""
    return replacement + ("s" if ending in ("'", "’") else ending)
