"""How a quote stands in a draft: its marks, when it becomes a block, and who is said to have said it.

The customs of Norwegian and English theses: under 40 words inline in marks, 40 and more a block without
marks (APA 7), marks within marks turned to single ones. Marks and articles belong to the language of the
draft, not to the interface, so they stand here and not in a catalogue.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle
from types import MappingProxyType

from corpus.errors import InputError
from corpus.messages import _
from corpus.messages import language as current_language
from corpus.words import count_words
from exports.values import QuotePassage

LABELS = ("role", "number", "none")
BLOCK_FROM = 40
"""A quote of this many words or more is set as a block."""

_LIKE_AN = re.compile(r"(?!eu|uni|us[eu]|one\b|once)[aeiou]|hour|heir|honou?r|honest", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuoteStyle:
    """A language's custom: outer marks, marks within marks, and the word for somebody without a role."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str
    somebody: str


STYLES: Mapping[str, QuoteStyle] = MappingProxyType(
    {
        "nb": QuoteStyle("«", "»", "‘", "’", "informant"),
        "en": QuoteStyle("“", "”", "‘", "’", "participant"),
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


def set_quote(text: str, label: str = "", style: str | None = None) -> SetQuote:
    """Set a passage as a quote, white space folded.

    `style` is a language of `STYLES`; None means the language messages are given in now.
    """
    marks = STYLES[style or current_language()]
    folded = " ".join(text.split())
    if count_words(folded) >= BLOCK_FROM:
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


def label_for(passage: QuotePassage, kind: str = "role", language: str | None = None) -> str:
    """Who is said to have said it: «En veileder» (role), «Veileder 3» (number), nothing (none).

    Raises InputError on another kind.
    """
    if kind not in LABELS:
        raise InputError(
            _("There is no label {label}; there are {labels}.").format(label=kind, labels=", ".join(LABELS))
        )
    if kind == "none":
        return ""
    chosen = language or current_language()
    role = passage.role if passage.role not in ("", "–") else STYLES[chosen].somebody
    if kind == "number":
        return f"{role[0].upper()}{role[1:]} {passage.number_in_role}"
    if chosen == "nb":
        return f"En {role}"
    return f"An {role}" if _LIKE_AN.match(role) else f"A {role}"


def draft_text(passage: QuotePassage, kind: str = "role", language: str | None = None) -> str:
    """A passage as it is copied into a draft: quote and label."""
    return set_quote(passage.text, label_for(passage, kind, language), language).draft
