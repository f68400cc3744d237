"""Word forms: from a word as it is said to its dictionary forms, so that *samarbeid* finds *samarbeidet*.

A word may have several: *samarbeider* is of the verb and perhaps of a noun. Two words go together where they share one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from corpus.language.closed import CLOSED, LIGHT
from corpus.language.lookups import PACKAGE, Lookups, get_lookups

Span = tuple[int, int]
_RULES_EN = (("ies", "y"), ("ves", "f"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"))
_ENDINGS_NN = ("arane", "ane", "ene", "ar", "er", "en", "et", "a", "i", "te", "de")
_HEAD, _TAIL, _SURE_TAIL, _LONGEST = 3, 3, 5, 60


class WordForms:
    """The dictionary forms of a language's words: closed classes, a table, its rules, at last a stem.

    Words are given as they are compared: NFC and case-folded. What was once found is kept as long as the program runs.
    """

    in_context = False
    """Whether the forms of a word may depend on the words around it."""

    def __init__(self, language: str) -> None:
        """`language` is `nb`, `nn` or `en`; anything else has the words as they stand."""
        self.language = language
        self._closed = CLOSED.get(language, {})
        self._light = LIGHT.get(language, frozenset())
        self._kept: dict[str, tuple[str, ...]] = {word: (form,) for word, form in self._closed.items()}
        self._known: dict[str, tuple[str, ...]] = {}

    @property
    def name(self) -> str:
        """What finds the forms, as it is kept with a search index."""
        from importlib.metadata import version

        if self.language not in CLOSED:
            return "words as they stand"
        return f"{PACKAGE}({self._table_name}) {version(PACKAGE)}, snowball {version('snowballstemmer')}"

    @property
    def _table_name(self) -> str:
        return "en" if self.language == "en" else "nb"

    @property
    def _table(self) -> Lookups:
        return get_lookups(self._table_name)

    def says_little(self, word: str) -> bool:
        """Whether a word says little of what a sentence is about: of a closed class, very common, or a number."""
        if word in self._closed or len(word) < 2 or word.isdecimal():
            return True
        return not self._light.isdisjoint(self.of(word))

    def prepare(self, words: Iterable[str]) -> None:
        """Find the forms of many words in one go: much quicker than one by one."""
        fresh = {word for word in words if word not in self._kept}
        if not fresh or self.language not in CLOSED:
            return
        self._known.update(self._table.find(word for word in fresh if word not in self._known))
        for word in fresh:
            self._kept[word] = self._find(word)

    def of(self, word: str) -> tuple[str, ...]:
        """The dictionary forms of one word; always at least one."""
        found = self._kept.get(word)
        if found is None:
            found = self._kept[word] = self._find(word)
        return found

    def of_each(self, text: str, start: int, places: Sequence[Span], words: Sequence[str]) -> list[tuple[str, ...]]:
        """The forms of the words of one stretch of text, which begins at `start`; `places` are in the whole text."""
        kept = self._kept
        try:
            return [kept[word] for word in words]
        except KeyError:
            self.prepare(words)
            return [self.of(word) for word in words]

    # ---- one word
    def _find(self, word: str) -> tuple[str, ...]:
        if self.language not in CLOSED or word.isdecimal() or len(word) > _LONGEST:
            return (word,)
        found = self._look_up(word)
        if found:
            # One says "mener" and means no "men": a form that is a word of a closed class is not this word's.
            return tuple(form for form in found if form not in self._closed) or found
        rules = self._rules_en if self.language == "en" else self._rules_nb
        return rules(word) or (self._last_resort(word),)

    def _look_up(self, word: str) -> tuple[str, ...]:
        if word not in self._known:
            self._known[word] = self._table.find((word,)).get(word, ())
        return self._known[word]

    def _rules_en(self, word: str) -> tuple[str, ...]:
        for ending, instead in _RULES_EN:
            if word.endswith(ending) and len(word) > len(ending) + 2:
                stem = word.removesuffix(ending) + instead
                if found := self._look_up(stem):
                    return found
        return ()

    def _rules_nb(self, word: str) -> tuple[str, ...]:
        plain = word.removesuffix("s")
        if plain != word and len(plain) > 2 and (found := self._look_up(plain)):
            return found
        if self.language == "nn" and (found := self._nynorsk(word)):
            return found
        for form in dict.fromkeys((word, plain)):
            if found := self._compound(form):
                return found
        return ()

    def _compound(self, word: str) -> tuple[str, ...]:
        """The forms of a compound: those of its last part, with what stands before it."""
        parts = [(word[:at], word[at:]) for at in range(_HEAD, len(word) - _TAIL + 1)]
        if not parts:
            return ()
        asked = {part for pair in parts for part in (*pair, pair[0].removesuffix("s"))} - self._known.keys()
        found = self._table.find(asked)
        self._known.update((part, found.get(part, ())) for part in asked)
        for head, tail in parts:
            if self._known[tail] and (self._known[head] or self._known[head.removesuffix("s")]):
                return tuple(head + form for form in self._known[tail])
        for head, tail in parts:
            if self._known[tail] and len(tail) >= _SURE_TAIL:
                return tuple(head + form for form in self._known[tail])
        return ()

    def _nynorsk(self, word: str) -> tuple[str, ...]:
        """By the endings of Nynorsk, where what is left is in the table, by itself or with another ending."""
        for ending in _ENDINGS_NN:
            stem = word.removesuffix(ending)
            if stem == word or len(stem) < 3:
                continue
            for form in (stem, f"{stem}e", f"{stem}er"):
                if found := self._look_up(form) or self._compound(form):
                    return found
        return ()

    def _last_resort(self, word: str) -> str:
        return _stem("english" if self.language == "en" else "norwegian", word)


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer(language).stemWord
    return stem


def _stem(language: str, word: str) -> str:
    return _stemmer(language)(word) or word


@cache
def get_forms(language: str) -> WordForms:
    """The word forms of a language, by a trained pipeline where one is installed. Kept as long as the program runs."""
    from corpus.language.trained import TrainedForms, find_trained

    trained = find_trained(language)
    return TrainedForms(language, trained) if trained else WordForms(language)


def forms_of_all(forms: Sequence[WordForms], word: str) -> Iterator[str]:
    """The forms of a word in any of several languages."""
    yield from dict.fromkeys(form for one in forms for form in one.of(word))
