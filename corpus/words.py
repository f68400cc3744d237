"""What a word is, for counting and for moving by words."""

import re

JOINERS = frozenset("'’-")
"""What may stand between two letters or digits of one word."""

WORD = re.compile(r"[^\W_]++(?:['’-][^\W_]++)*+")
"""A run of letters, digits and inner apostrophes or hyphens."""


def count_words(text: str, start: int = 0, end: int | None = None) -> int:
    """The number of words in a text, or in the range [start, end) of it."""
    part = text[start:end]
    plain = part.replace(".", " ").replace(",", " ").replace("?", " ")
    if plain.replace(" ", "").isalnum():  # nothing but letters, digits and what parts words: no need to look closely
        return len(plain.split())
    return len(WORD.findall(part))
