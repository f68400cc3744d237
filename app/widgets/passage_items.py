"""Coded passages as they are read in a list: the words, what stands around them, and where they come from."""

from collections.abc import Callable, Sequence
from typing import overload

from app.widgets.items import Block, Item, Line, Part, Prose, Told
from codebook.codings import FLAG_WORDS
from codebook.schemas import SEPARATOR
from corpus.messages import _
from exports.harmless import line
from exports.tables.excerpts import Speech, read_around, source_parts
from exports.tables.passages import Found, Passage

FLAG_SIGNS = {"stands-out": "◆", "recurs": "●", "interest": "▲"}
_GAP = Line()
_KEPT = 400
_NAME = 60
_NEAR = 600
"""Characters of its own turn on either side of a passage, for each turn of context asked for."""


def source_words(passage: Passage, several_coders: bool = False) -> str:
    """The quiet line under a passage."""
    coding = passage.coding
    parts = [line(part) for part in source_parts(passage, short_path(passage.code.path), several_coders)]
    parts += [f"{FLAG_SIGNS[flag]} {_(FLAG_WORDS[flag])}" for flag in coding.flags]
    if coding.gist:
        parts.append(line(coding.gist))
    if coding.memo:
        parts.append(_("note: {note}").format(note=line(coding.memo)))
    return " · ".join(parts)


def short_path(path: str) -> str:
    """A category and the one above it, long names cut: a tree may be twenty deep."""
    names = [name if len(name) <= _NAME else f"{name[:_NAME]}…" for name in path.split(SEPARATOR)[-2:]]
    return " ▸ ".join(["…", *names] if path.count(SEPARATOR) > 1 else names)


def passage_item(passage: Passage, context: int = 0, *, marked: bool = False, several_coders: bool = False) -> Item:
    """A passage as it is read in a list, with so many turns around it."""
    sign = (Part(" · " + _("quote"), "accent"),) if passage.coding.quote else ()
    words = source_words(passage, several_coders)
    source = Told((Part("▊ ", "", passage.code.colour), Part(words, "quiet"), *sign))
    return Item((*words_of(passage, context), source, _GAP), mark="✓" if marked else "")


def end_of(text: str, most: int) -> str:
    """The last words of a text, about `most` characters of them."""
    return text if len(text) <= most else "… " + text[-most:].partition(" ")[2]


def beginning_of(text: str, most: int) -> str:
    """The first words of a text, about `most` characters of them."""
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " …"


def words_of(passage: Passage, context: int) -> list[Block]:
    """A passage's words among those around it, which are quiet; of a long turn those nearest."""
    if not context:
        return [Prose(passage.said)]
    around = read_around(passage, context)
    own = Told(
        (
            Part(f"{around.who}: " if around.who else "", "quiet"),
            Part(end_of(around.lead, _NEAR * context), "quiet"),
            Part(passage.said, "strong"),
            Part(beginning_of(around.tail, _NEAR * context), "quiet"),
        )
    )
    return [*map(_spoken, around.before), own, *map(_spoken, around.after)]


def _spoken(speech: Speech) -> Prose:
    return Prose(f"{speech.who}: {speech.words}" if speech.who else speech.words, "quiet", 2)


class PassageItems(Sequence[Item]):
    """The passages found as items, each made when it comes into view."""

    def __init__(self, found: Found, make: Callable[[Passage], Item]) -> None:
        self._found, self._make = found, make
        self._made: dict[int, Item] = {}

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | list[Item]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        item = self._made.get(index)
        if item is None:
            if len(self._made) > _KEPT:
                self._made.clear()
            item = self._made[index] = self._make(self._found[index])
        return item

    def forget(self, index: int) -> None:
        """Make an item anew when it is asked for next."""
        self._made.pop(index, None)
