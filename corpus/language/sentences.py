"""Sentences for selecting: stretches of one speaker's words that a reader takes in one go."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from corpus.language.stops import sentence_ends
from corpus.language.tokens import Tokeniser, quick_tokens, spacy_tokens
from corpus.progress import Progress

LONGEST = 400
"""A sentence longer than this many code points is cut at a pause, a comma or a space."""

_BATCH = 50_000
# A blank line, a list's next item, or the end of a line too long to have been broken by hand.
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*|\n(?=[^\S\n]*[-–—•*] )|(?<=[^\n]{120})\n(?![^\S\n]*[a-zæøå])")
_CUTS = (re.compile(r"#\s"), re.compile(r"[,;:–—]\s"), re.compile(r"\s"))


def split_sentences(
    text: str, turns: Sequence[tuple[int, int]], language: str, progress: Progress | None = None
) -> list[tuple[int, int]]:
    """The sentences of a transcript, as half-open ranges of code points, in order.

    `turns` are the ranges of the turns' words. A sentence never crosses a turn and begins and ends with a
    visible character; every visible character of the turns is in one. `language` is `nb`, `nn` or `en`;
    anything else gets rules of no language. `progress` counts code points and may raise Cancelled. Loads
    spaCy: call it in a worker.
    """
    tokeniser = spacy_tokens(language)
    total = sum(end - start for start, end in turns)
    done = 0
    found: list[tuple[int, int]] = []
    for start, end in turns:
        for first, last in _batches(text, start, end):
            if progress:
                progress(done, total)
            found += _split(text, first, last, tokeniser)
            done += last - first
    if progress:
        progress(total, total)
    return found


def quick_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of one turn's words, without spaCy: at once, and nearly always the same."""
    return _split(text, start, end, quick_tokens)


def _batches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A turn in parts short enough to be cancelled between, cut at a paragraph or a stop if there is one."""
    while end - start > _BATCH:
        cut = max(text.rfind(mark, start + _BATCH // 2, start + _BATCH) for mark in ("\n\n", ". ", "? "))
        cut = cut + 2 if cut >= 0 else text.rfind(" ", start + _BATCH // 2, start + _BATCH) + 1
        cut = cut or start + _BATCH
        yield start, cut
        start = cut
    yield start, end


def _split(text: str, start: int, end: int, tokeniser: Tokeniser) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    for first, last in _paragraphs(text, start, end):
        begun = first
        for at in (*sentence_ends(text, tokeniser(text, first, last), first, last), last):
            pieces.append((begun, at))
            begun = at
    trimmed = (_trim(text, *piece) for piece in pieces)
    worded = _with_words(text, [(a, b) for a, b in trimmed if a < b])
    return [part for piece in worded for part in _shorten(text, *piece)]


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _PARAGRAPH.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _with_words(text: str, pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces, those without letter or digit joined to the one before (at the start: to the next)."""
    joined: list[tuple[int, int]] = []
    wordless = False
    for start, end in pieces:
        has_word = any(character.isalnum() for character in text[start:end])
        if joined and (wordless or not has_word):
            joined[-1] = (joined[-1][0], end)
            wordless = wordless and not has_word
        else:
            joined.append((start, end))
            wordless = not has_word
    return joined


def _shorten(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in parts of about equal length, none too long to be selected at once."""
    while end - start > LONGEST:
        size = (end - start) // -(-(end - start) // LONGEST)
        at = _cut(text, start, start + size)
        yield _trim(text, start, at)
        start = _trim(text, at, end)[0]
    if start < end:
        yield start, end


def _cut(text: str, start: int, wanted: int) -> int:
    """Where to cut near the place wanted: after a pause, else a comma, else a space, else between letters."""
    last = start + LONGEST
    for cut in _CUTS:
        places = [found.end() for found in cut.finditer(text, (start + wanted) // 2, last)]
        if places:
            return min(places, key=lambda at: abs(at - wanted))
    while wanted > start + 1 and unicodedata.combining(text[wanted]):
        wanted -= 1
    return wanted
