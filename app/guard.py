"""The last thing between a study and the terminal: whatever a screen forgot to clean is left out of the line drawn.

Every sink shows what acts on a terminal as a symbol (`exports.harmless`); fields one writes in show what is pasted.
"""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from exports.harmless import without_acting


class Guard(LineFilter):
    """Leaves control characters and changes of direction out of every line; both take no column."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments where nothing in them can act, which is nearly always."""
        if all(segment.control is None and segment.text.isprintable() for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(without_acting(segment.text), segment.style) for segment in segments
        ]
