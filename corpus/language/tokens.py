"""Cutting a text into tokens: by spaCy, or by one regular expression where an answer is due at once."""

import re
from collections.abc import Callable, Iterable
from functools import cache

Tokens = Iterable[tuple[int, int]]
"""Half-open ranges of code points, in order; white space lies between them."""

Tokeniser = Callable[[str, int, int], Tokens]
"""From a text and a range in it to the tokens there, as places in the whole text."""

_QUICK = re.compile(r"[^\W_]+(?:['’@/:,.-](?![A-ZÆØÅÄÖ])[^\W_]+)*|[.!?…。！？؟]+|[^\s]")
_UNSPACED = re.compile(r"\S{1000}|[。！？]")
# spaCy has a pipeline for Nynorsk, but Bokmål's knows far more abbreviations.
_PIPELINES = {"nb": "nb", "nn": "nb", "en": "en"}


def quick_tokens(text: str, start: int, end: int) -> Tokens:
    """Tokens by one regular expression."""
    return (match.span() for match in _QUICK.finditer(text, start, end))


def spacy_tokens(language: str) -> Tokeniser:
    """spaCy's tokeniser for a language; the first call in a program takes a second or two."""
    tokenise = _tokeniser(_PIPELINES.get(language, "xx"))

    def tokens(text: str, start: int, end: int) -> Tokens:
        # spaCy's rules grow slow on a "word" that never ends, and cut none where words are written together.
        if _UNSPACED.search(text, start, end):
            return quick_tokens(text, start, end)
        return ((start + a, start + b) for a, b in tokenise(text[start:end]))

    return tokens


def pipeline_name(language: str) -> str:
    """What `split_sentences` uses for a language, such as `spacy.blank(nb) 3.8.18`."""
    from importlib.metadata import version

    return f"spacy.blank({_PIPELINES.get(language, 'xx')}) {version('spacy')}"


@cache
def _tokeniser(pipeline: str) -> Callable[[str], list[tuple[int, int]]]:
    import spacy

    tokenizer = spacy.blank(pipeline).tokenizer

    def tokenise(text: str) -> list[tuple[int, int]]:
        places = tokenizer(text).to_array(["IDX", "LENGTH"]).tolist()
        return [(at, at + length) for at, length in places]

    return tokenise
