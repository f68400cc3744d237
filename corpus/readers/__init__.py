"""Files in, by one format a file behind one registry: a path becomes a `corpus.source.Source`."""

from corpus.readers.registry import ENDINGS, read_source

__all__ = ["ENDINGS", "read_source"]
