"""How a quote stands in a draft: its marks, when it becomes a block, and who is said to have said it.

The customs of Norwegian and English theses: under 40 words inline in marks, 40 and more a block without
marks (APA 7), marks within marks turned to single ones. Marks and articles belong to the language of the
draft, not to the interface, so they stand here and not in a catalogue.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from types import MappingProxyType

from corpus.errors import InputError
from corpus.messages import _, in_interface_language
from corpus.messages import language as current_language
from corpus.words import count_words
from exports.values import QuotePassage, Stretch

LABELS = ("role", "number", "none")
BLOCK_FROM = 40
"""A quote of this many words or more is set as a block."""
_LETTERS = 26
_PAIR = 2

_LIKE_AN = re.compile(r"(?!eu|uni|us[eu]|one\b|once)[aeiou]|hour|heir|honou?r|honest", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuoteStyle:
    """A language's custom: outer marks, marks within marks, the words for somebody without a role, for the interviewer
    and for one not known, and the words that join two people."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str
    somebody: str
    interviewer: str
    unknown: str
    another: str
    both: str


STYLES: Mapping[str, QuoteStyle] = MappingProxyType(
    {
        "nb": QuoteStyle("«", "»", "‘", "’", "informant", "I", "?", "en annen", "og"),
        "en": QuoteStyle("“", "”", "‘", "’", "participant", "I", "?", "another", "and"),
    }
)


@dataclass(frozen=True, slots=True)
class SetQuote:
    """A quote as it stands in the draft, `text` without its label; a `block` is set apart without marks."""

    text: str
    block: bool
    label: str = ""

    @property
    def draft(self) -> str:
        """The quote with its label behind it in round brackets."""
        return f"{self.text} ({self.label})" if self.label else self.text


def set_quote(text: str, label: str = "", style: str | None = None, words: int | None = None) -> SetQuote:
    """Set a passage as a quote, white space folded.

    `style` is a language of `STYLES`; None means the language messages are given in now. `words` is how many are said,
    where the text holds others too.
    """
    marks = STYLES[style or current_language()]
    folded = " ".join(text.split())
    if (count_words(folded) if words is None else words) >= BLOCK_FROM:
        return SetQuote(folded, block=True, label=label)
    return SetQuote(marks.opening + _turn_marks(folded, marks) + marks.closing, block=False, label=label)


def _turn_marks(text: str, marks: QuoteStyle) -> str:
    """Turn double marks within a quote to single ones; a lone straight mark (an inch, a slip) stays."""
    inner = (marks.inner_opening, marks.inner_closing)
    text = re.sub("«([^«»]*)»", rf"{inner[0]}\1{inner[1]}", text)
    text = re.sub("[“„]([^“”„]*)[”“]", rf"{inner[0]}\1{inner[1]}", text)
    text = text.translate(str.maketrans("«»“„", inner[0] + inner[1] + inner[0] * 2))
    for mark in ('"', "”"):
        if text.count(mark) % 2 == 0:
            sides = cycle(inner)
            text = "".join(next(sides) if character == mark else character for character in text)
    return text


def said_in(passage: QuotePassage, kind: str = "role", language: str | None = None) -> str:
    """What is said in a passage; where more than its one participant speaks, who does so stands before it in
    brackets: `[I:]` the interviewer, others by role or number."""
    marks = STYLES[language or current_language()]
    voices = _voices(passage)
    if len(voices) == 1 and passage.stretches[0].participant:
        return passage.text
    roles = [_role(voice, marks) for voice in voices.values() if voice.participant]
    names = {key: _name(voice, kind, marks) for key, voice in voices.items()}
    if kind != "number":
        letters: dict[str, int] = {}
        for key, voice in voices.items():
            role = _role(voice, marks)
            if voice.participant and roles.count(role) > 1:
                letters[role] = letters.get(role, 0) + 1
                names[key] += f" {_letter(letters[role])}"
    return " ".join(f"[{names[_voice(stretch)]}:] {stretch.text}" for stretch in passage.stretches) or passage.text


def _voices(passage: QuotePassage) -> dict[str, Stretch]:
    """The first stretch of each who speaks, in order."""
    voices: dict[str, Stretch] = {}
    for stretch in passage.stretches:
        voices.setdefault(_voice(stretch), stretch)
    return voices


def _voice(stretch: Stretch) -> str:
    return stretch.participant or ("\n" if stretch.asks else "")


def _letter(number: int) -> str:
    return chr(ord("A") + number - 1) if number <= _LETTERS else str(number)


def _role(person: Stretch | QuotePassage, marks: QuoteStyle) -> str:
    return person.role if person.role not in ("", "–") else marks.somebody


def _name(voice: Stretch, kind: str, marks: QuoteStyle) -> str:
    """How one who speaks is named within a quote."""
    if not voice.participant:
        return marks.interviewer if voice.asks else marks.unknown
    role = _role(voice, marks) if kind != "none" else marks.somebody
    return f"{role[0].upper()}{role[1:]} {voice.number_in_role}" if kind == "number" else role


def label_for(passage: QuotePassage, kind: str = "role", language: str | None = None) -> str:
    """Who is said to have said it: «En veileder» (role), «Veileder 3» (number), nothing (none); all who answer in it.

    Raises InputError on another kind.
    """
    if kind not in LABELS:
        with in_interface_language():
            raise InputError(
                _("There is no label {label}; there are {labels}.").format(label=kind, labels=", ".join(LABELS))
            )
    if kind == "none":
        return ""
    chosen = language or current_language()
    marks = STYLES[chosen]
    speaking = [voice for voice in _voices(passage).values() if voice.participant]
    if passage.stretches and not speaking:
        return ""  # the interviewer alone: nobody's answer
    people: Sequence[Stretch | QuotePassage] = speaking or [passage]
    roles = [_role(person, marks) for person in people]
    if kind == "number":
        return _joined([f"{r[0].upper()}{r[1:]} {p.number_in_role}" for r, p in zip(roles, people, strict=True)], marks)
    named = []
    for role in dict.fromkeys(roles):
        number = roles.count(role)
        if number > _PAIR:
            named.append(f"{number} × {role}")
        else:
            named += [f"{_article(role, chosen)} {role}", f"{marks.another} {role}"][:number]
    label = _joined(named, marks)
    return label[0].upper() + label[1:]


def _joined(names: Sequence[str], marks: QuoteStyle) -> str:
    return f" {marks.both} ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _article(role: str, language: str) -> str:
    if language == "nb":
        return "en"
    return "an" if _LIKE_AN.match(role) else "a"


def set_passage(passage: QuotePassage, kind: str = "role", language: str | None = None) -> SetQuote:
    """A passage as it stands in the draft, with its label; only words said count towards a block."""
    label = label_for(passage, kind, language)
    return set_quote(said_in(passage, kind, language), label, language, count_words(passage.text))


def draft_text(passage: QuotePassage, kind: str = "role", language: str | None = None) -> str:
    """A passage as it is copied into a draft: quote and label; empty where nothing is said in it."""
    return set_passage(passage, kind, language).draft if passage.text else ""
