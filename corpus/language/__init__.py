"""Sentences and the language of a text."""
