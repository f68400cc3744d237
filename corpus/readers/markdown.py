"""Markdown."""

import re

from corpus.readers.draft import Draft
from corpus.readers.encodings import decode

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(data: bytes, name: str, encoding: str | None) -> Draft:
    r"""Decode a Markdown file, its escapes undone: `\[laughs\]` is `[laughs]`, as it was meant to be read."""
    decoded = decode(data, name, encoding)
    return Draft(_ESCAPE.sub(r"\1", decoded.text), decoded.encoding, decoded.warnings())
