"""What a word is, for counting and for moving by words."""

import re

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
"""A run of letters, digits and inner apostrophes or hyphens."""


def count_words(text: str) -> int:
    """The number of words in a text."""
    return sum(1 for _ in WORD.finditer(text))
