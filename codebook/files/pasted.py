"""Categories one per line, as they are pasted or written in a plain list."""

import re
from collections.abc import Iterable

from codebook.files.gathering import Gathering
from codebook.schemas import CodeDraft, SchemaDraft
from corpus.messages import _
from corpus.readers.normalise import normalise

_TAB = 4
_BULLET = re.compile(
    r"(?:[-–—*+•·▪◦‣●○■□➢\uf0b7\uf0a7][ \t]+|o\t[ \t]*|#{1,6}[ \t]+|"
    r"\(?\d{1,3}[.)][ \t]+|\d{1,3}(?:\.\d{1,3})+[.)]?[ \t]+|\(?[A-Za-z]\)[ \t]+)"
)
"""Bullets, list signs and numbers; Word pastes its second level as `o` and a tab."""


def parse_pasted(text: str, name: str, role: str = "") -> SchemaDraft:
    """A schema from lines: one category each, further in is below the line above it, a TAB parts its definition.

    Bullets and numbers in front are taken off. InputError names every line that cannot be a category.
    """
    lines = [(_("line {number}").format(number=n), line) for n, line in number_lines(text)]
    gathering = Gathering(name)
    if lines:
        made = gathering.add_schema(name, SchemaDraft(name, (), role=role))
        gather_lines(gathering, made, lines)
    return gathering.finish()[0]


def number_lines(text: str) -> list[tuple[int, str]]:
    """The lines with something on them, by number."""
    return [(n, line) for n, line in enumerate(normalise(text).text.split("\n"), start=1) if line.strip()]


def gather_lines(gathering: Gathering, schema: str, lines: Iterable[tuple[str, str]]) -> None:
    """Add to a schema the categories of lines, each with its place."""
    above: list[tuple[int, str]] = []
    for place, line in lines:
        words = line.lstrip()
        depth = len(line[: len(line) - len(words)].expandtabs(_TAB))
        bullet = _BULLET.match(words)
        words = words[bullet.end() :] if bullet else words
        while above and above[-1][0] >= depth:
            above.pop()
        called, _tab, definition = words.partition("\t")
        parent = above[-1][1] if above else ""
        draft = CodeDraft(clean_line(called), parent, definition=clean_line(definition))
        path = gathering.add_code(place, schema, draft)
        above.append((depth, path or parent))


def clean_line(text: str) -> str:
    """A text on one line, white space folded."""
    return " ".join(text.split())
