"""Who says what in a passage: turns of one person in a row are one stretch."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from exports.values import Stretch

Said = tuple[str, bool, str]
"""A participant's label (empty for nobody known), whether it is the interviewer, and the words of one turn."""


def gather_stretches(said: Iterable[Said], roles: Mapping[str, str], numbers: Mapping[str, int]) -> tuple[Stretch, ...]:
    """Stretches in order, white space folded; roles and numbers in the role are by participant."""
    stretches: list[Stretch] = []
    for person, asks, words in said:
        stretch = Stretch(" ".join(words.split()), person, roles.get(person, ""), numbers.get(person, 0), asks)
        if stretches and replace(stretches[-1], text=stretch.text) == stretch:
            stretch = replace(stretch, text=f"{stretches.pop().text} {stretch.text}")
        stretches.append(stretch)
    return tuple(stretches)
