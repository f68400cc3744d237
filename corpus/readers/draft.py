"""What a format's reader hands to the registry."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A cue of a subtitle file or a row of a table: who says what, and when in milliseconds where known."""

    speaker: str
    text: str
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A file's text before it is normalised and its turns are found.

    Document formats give `text`, and in `labels` the speakers that the layout itself points out (a table's first
    column). Cue and table formats give `passages` instead, already normalised.
    """

    text: str = ""
    encoding: str = ""
    warnings: tuple[str, ...] = ()
    labels: frozenset[str] = frozenset()
    passages: tuple[Passage, ...] | None = None
