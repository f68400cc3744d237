"""Text that cannot act on what shows it: no control characters, no hidden change of direction."""

import re
import unicodedata

# What neither XML nor a terminal should be given: controls but tab and newline, surrogates, non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Embeddings, overrides and isolates reorder what stands after them until they are closed.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FIRST_COMBINING = "\u0300"
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """The text with control characters, surrogates and what XML forbids replaced one for one by U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)


def _named(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found.group()):04X}⟩"


def document(text: str) -> str:
    """Clean text for a document: characters that reorder what follows stand there by their number."""
    return _REORDERING.sub(_named, clean(text))


def visible(text: str) -> str:
    """Clean text for a terminal: every mark of direction stands there by its number."""
    return _DIRECTION.sub(_named, clean(text))


def without_acting(text: str) -> str:
    """The text without what can act on a terminal; line ends and tabs too, for a line that is drawn has none."""
    return _REORDERING.sub("", _FORBIDDEN.sub("", text)).replace("\n", "").replace("\t", "")


def line(text: str) -> str:
    """Visible text on one line, white space folded."""
    return " ".join(visible(text).split())


def display_width(text: str) -> int:
    """The number of terminal columns a text takes."""
    if max(text, default="") < _FIRST_COMBINING:
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if character < _FIRST_COMBINING:
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` terminal columns; a longer word is broken. At least one line."""
    lines, current = [], ""
    for word in text.split():
        for piece in _pieces(word, width):
            if current and display_width(current) + 1 + display_width(piece) > width:
                lines.append(current)
                current = piece
            else:
                current = f"{current} {piece}" if current else piece
    return [*lines, current]


def _pieces(word: str, width: int) -> list[str]:
    if display_width(word) <= width:
        return [word]
    pieces, current, taken = [], "", 0
    for character in word:
        columns = _columns(character)
        if current and taken + columns > width:
            pieces.append(current)
            current, taken = "", 0
        current += character
        taken += columns
    return [*pieces, current]


def cut(text: str, width: int, rows: int) -> str:
    """The beginning of a text of a line or more, as much as so many rows hold; an ellipsis says that more follows."""
    lines = [row for part in text.split("\n") for row in wrap(part, width)]
    if len(lines) > rows:
        lines = [*lines[: rows - 1], wrap(lines[rows - 1], width - 2)[0] + " …"]
    return "\n".join(lines)


def pad(text: str, width: int, right: bool = False) -> str:
    """The text filled with spaces to `width` terminal columns, on its left where `right` is set."""
    space = " " * max(0, width - display_width(text))
    return space + text if right else text + space
