"""What a word is, for counting and for moving by words."""

import re

WORD = re.compile(r"[^\W_]++(?:['’-][^\W_]++)*+")
"""A run of letters, digits and inner apostrophes or hyphens."""


def count_words(text: str, start: int = 0, end: int | None = None) -> int:
    """The number of words in a text, or in the range [start, end) of it."""
    return len(WORD.findall(text, start, len(text) if end is None else end))
