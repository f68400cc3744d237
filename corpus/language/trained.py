"""Trained spaCy pipelines: used where one is installed, never fetched."""

from collections.abc import Sequence
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from corpus.language.forms import Span, WordForms

_LANGUAGES = {"nb": ("nb", "no"), "nn": ("nn",), "en": ("en",)}


def find_trained(language: str) -> EntryPoint | None:
    """An installed pipeline for a language that fits this spaCy and finds dictionary forms; None without one."""
    wanted = _LANGUAGES.get(language, ())
    for entry in sorted(entry_points(group="spacy_models"), key=lambda entry: entry.name):
        if entry.name.split("_")[0] in wanted and _load(entry) is not None:
            return entry
    return None


@cache
def _load(entry: EntryPoint) -> Any:
    """The pipeline of an entry point, or None: damaged, for another language or spaCy, or without dictionary forms."""
    import spacy
    from spacy.util import is_compatible_version

    try:
        pipeline = entry.load().load(exclude=["parser", "ner"])
        meta = pipeline.meta
        fits = is_compatible_version(spacy.__version__, meta.get("spacy_version", ""), prereleases=True)
    except Exception:
        return None
    if fits is False or "lemmatizer" not in pipeline.pipe_names:
        return None
    return pipeline


class TrainedForms(WordForms):
    """Forms by a trained pipeline, which sees a word among others: it picks one of the table's, or adds one."""

    in_context = True

    def __init__(self, language: str, entry: EntryPoint) -> None:
        super().__init__(language)
        self._pipeline = _load(entry)

    @property
    def name(self) -> str:
        """The pipeline's name and version."""
        meta = self._pipeline.meta
        return f"{meta['lang']}_{meta['name']} {meta['version']}, {super().name}"

    def of_each(self, text: str, start: int, places: Sequence[Span], words: Sequence[str]) -> list[tuple[str, ...]]:
        """The forms of the words of one stretch of text, each in its place."""
        plain = super().of_each(text, start, places, words)
        if not places:
            return plain
        base = places[0][0]
        said = {
            base + token.idx: (token.lemma_ or "").casefold() for token in self._pipeline(text[base : places[-1][1]])
        }
        return [
            self._choose(word, forms, said.get(place[0], ""))
            for word, forms, place in zip(words, plain, places, strict=True)
        ]

    def _choose(self, word: str, forms: tuple[str, ...], said: str) -> tuple[str, ...]:
        if not said.isalnum() or word in self._closed:
            return forms
        if said in forms:
            return (said,)
        return (said, *forms)
