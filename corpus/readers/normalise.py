"""The one form in which text is stored."""

import re
import unicodedata
from dataclasses import dataclass

from corpus.messages import _, ngettext

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LOW_CONTROL_BYTES = bytes(b for b in (*range(32), 127) if b not in b"\t\n")
_CONTROL_BYTES = _LOW_CONTROL_BYTES + bytes(range(128, 160))
_WIDE_CONTROL = re.compile(b"\xc2[\x80-\x9f]|\xed[\xa0-\xbf]|\xe2\x80[\xa8\xa9]")  # C1, surrogates, separators
_SEPARATOR = re.compile("[\u2028\u2029]")
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in its stored form, with how many of what were changed."""

    text: str
    line_ends: int = 0
    controls: int = 0
    separators: int = 0
    boms: int = 0
    composed: bool = False


def normalise(text: str) -> Normalised:
    """Bring a text to NFC with newline as the only line end, no BOM, and no control characters but newline and tab.

    Control characters, C1 and lone surrogates included, become U+FFFD one for one; Unicode line and paragraph
    separators become newlines.
    """
    boms = text.count(_BOM)
    if boms:
        text = text.replace(_BOM, "")
    line_ends = text.count("\r")
    if line_ends:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    controls = separators = 0
    composed = False
    if not _is_plain(text):
        text, controls = _CONTROL.subn("\ufffd", text)
        text, separators = _SEPARATOR.subn("\n", text)
        composed = not unicodedata.is_normalized("NFC", text)
        if composed:
            text = unicodedata.normalize("NFC", text)
    return Normalised(text, line_ends, controls, separators, boms, composed)


def _is_plain(text: str) -> bool:
    """Whether a text is surely in its stored form; five times faster than asking patterns of every character.

    Latin-1 has no combining characters, so nothing in it can be decomposed.
    """
    try:
        data = text.encode("latin-1")
        return len(data.translate(None, _CONTROL_BYTES)) == len(data)
    except UnicodeEncodeError:
        data = text.encode("utf-8", "surrogatepass")
    clean = len(data.translate(None, _LOW_CONTROL_BYTES)) == len(data) and not _WIDE_CONTROL.search(data)
    return clean and unicodedata.is_normalized("NFC", text)


def change_warnings(changed: Normalised) -> tuple[str, ...]:
    """What normalising changed, one sentence a kind, each with its count."""
    counted = (
        (
            changed.line_ends,
            ngettext(
                "{count} line end of another system became a newline.",
                "{count} line ends of another system became newlines.",
                changed.line_ends,
            ),
        ),
        (
            changed.controls,
            ngettext(
                "{count} control character was replaced by �.",
                "{count} control characters were replaced by �.",
                changed.controls,
            ),
        ),
        (
            changed.separators,
            ngettext(
                "{count} Unicode line or paragraph separator became a newline.",
                "{count} Unicode line or paragraph separators became newlines.",
                changed.separators,
            ),
        ),
        (
            changed.boms,
            ngettext(
                "{count} byte order mark was left out.",
                "{count} byte order marks were left out.",
                changed.boms,
            ),
        ),
    )
    found = [sentence.format(count=count) for count, sentence in counted if count]
    if changed.composed:
        found.append(_("Letters written with separate accents were put together (Unicode NFC)."))
    return tuple(found)
