"""Exactly where the terms of a query stand in a stretch of words."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.language.forms import WordForms
from corpus.search.index import Span, Stretch, Tokens, read_tokens
from corpus.search.query import Term


class Wanted:
    """A term, and how each of its words is told from others in one language."""

    def __init__(self, term: Term, forms: WordForms) -> None:
        self._term = term
        self._loose = term.exact or term.begins
        self._chunks: dict[str, list[Span]] = {}
        self._forms = [frozenset(forms.of(word)) for word in term.words]

    def places(self, tokens: Tokens) -> Iterator[Span]:
        """Where the term stands."""
        size = len(self._term.words)
        for at in self._firsts(tokens):
            if at + size <= len(tokens.words) and all(self._is(tokens, at + n, n) for n in range(1, size)):
                yield tokens.places[at][0], tokens.places[at + size - 1][1]

    @property
    def alone(self) -> bool:
        """Whether it is one word: it never reaches over a space."""
        return len(self._term.words) == 1

    def quick_places(self, text: str, stretch: Stretch, forms: WordForms) -> list[Span]:
        """Where the one word stands: each chunk between spaces is looked into once for a whole search."""
        part = text[stretch.start : stretch.end]
        chunks = set(part.split())
        found = []
        for chunk in self._with_hits(chunks, forms):
            if chunk not in self._chunks:
                self._chunks[chunk] = list(self.places(read_tokens(chunk, Stretch(0, 0, len(chunk)), forms)))
            for at in _chunk_places(part, chunk) if self._chunks[chunk] else ():
                here = stretch.start + at
                found += [(here + first, here + last) for first, last in self._chunks[chunk]]
        return sorted(found)

    def _with_hits(self, chunks: set[str], forms: WordForms) -> set[str]:
        """The chunks in which the word may stand."""
        if self._loose:
            return chunks
        book = _book_of(forms)
        book.learn(chunks)
        return set().union(*(chunks & book.by_form[form] for form in self._forms[0] if form in book.by_form))

    def _firsts(self, tokens: Tokens) -> Iterator[int]:
        if len(self._term.words) == 1 and (self._term.begins or self._term.exact):
            return (at for at in range(len(tokens.words)) if self._is(tokens, at, 0))
        if self._term.exact:
            first = self._term.words[0]
            return (at for at, word in enumerate(tokens.words) if word == first)
        apart = self._forms[0].isdisjoint
        return (at for at, forms in enumerate(tokens.forms) if not apart(forms))

    def _is(self, tokens: Tokens, at: int, number: int) -> bool:
        word = self._term.words[number]
        if self._term.begins and number == len(self._term.words) - 1:
            return tokens.words[at].startswith(word)
        if self._term.exact:
            return tokens.words[at] == word
        return not self._forms[number].isdisjoint(tokens.forms[at])


class _Book:
    """The chunks between spaces met so far, by the forms in them: the same for every search."""

    def __init__(self, forms: WordForms) -> None:
        self._forms, self._known = forms, set[str]()
        self.by_form: dict[str, set[str]] = {}

    def learn(self, chunks: set[str]) -> None:
        """Take in chunks. Several threads may: one is known only when it stands under its forms."""
        fresh = chunks - self._known
        for chunk in fresh:
            tokens = read_tokens(chunk, Stretch(0, 0, len(chunk)), self._forms)
            for form in {form for several in tokens.forms for form in several}:
                self.by_form.setdefault(form, set()).add(chunk)
        self._known |= fresh


@lru_cache(maxsize=8)
def _book_of(forms: WordForms) -> _Book:
    return _Book(forms)


def _chunk_places(part: str, chunk: str) -> Iterator[int]:
    """Where a chunk stands in a text with spaces, or nothing, on both sides."""
    at, size = part.find(chunk), len(chunk)
    while at >= 0:
        if (at == 0 or part[at - 1].isspace()) and (at + size == len(part) or part[at + size].isspace()):
            yield at
            at = part.find(chunk, at + size)
        else:
            at = part.find(chunk, at + 1)


def find_places(text: str, stretch: Stretch, forms: WordForms, wanted: Sequence[Wanted]) -> Sequence[Span]:
    """Where the terms stand in a stretch, if it holds all of them."""
    if len(wanted) == 1 and wanted[0].alone and not forms.in_context:
        return wanted[0].quick_places(text, stretch, forms)
    tokens = read_tokens(text, stretch, forms)
    found: set[Span] = set()
    for term in wanted:
        here = set(term.places(tokens))
        if not here:
            return ()
        found |= here
    return sorted(found)
