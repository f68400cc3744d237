"""Sentences and the language of a text."""

from corpus.language.guess import guess_language
from corpus.language.sentences import quick_sentences, split_sentences
from corpus.language.tokens import pipeline_name

__all__ = ["guess_language", "pipeline_name", "quick_sentences", "split_sentences"]
