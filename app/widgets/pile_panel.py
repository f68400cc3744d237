"""The piles beside the passage being sorted: a digit each, how many of each role are in it, a dot by those it is in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from app.reader import fit
from corpus.messages import _
from exports.harmless import display_width, line


@dataclass(frozen=True, slots=True)
class PileRow:
    """One pile: its digit (may be empty), name and colour; each role's count in words, with the role and without."""

    key: int
    digit: str
    name: str
    colour: str
    counts: tuple[str, ...]
    short: tuple[str, ...] = ()
    depth: int = 0


class PilePanel(VerticalScroll, can_focus=False):
    """Shows the piles; one line each where `narrow`, with the counts beneath otherwise."""

    DEFAULT_CSS = """
    PilePanel { padding: 0 1; scrollbar-size-vertical: 1; }
    PilePanel > Static { height: auto; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._title, self._foot = "", ""
        self._rows: tuple[PileRow, ...] = ()
        self._here: frozenset[int] = frozenset()
        self.narrow = False

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static("", markup=False)

    def show_piles(self, title: str, rows: Sequence[PileRow], here: Collection[int], foot: str) -> None:
        """Show piles, a dot by those of `here`; `foot` is a line beneath."""
        self._title, self._rows, self._here, self._foot = title, tuple(rows), frozenset(here), foot
        self.draw()

    def on_resize(self) -> None:
        """Names are cut for a width."""
        self.draw()

    def draw(self) -> None:
        """Write the piles for the width there is."""
        width = self.scrollable_content_region.width - 1
        if not self.is_mounted or width <= 0:
            return
        lines = [] if self.narrow else [Content.assemble((fit(line(self._title), width), "dim")), Content("")]
        for row in self._rows:
            lines += self._lines(row, width)
        if self._foot:
            lines += [*([] if self.narrow else [Content("")]), Content.assemble((fit(line(self._foot), width), "dim"))]
        self.query_one(Static).update(Content("\n").join(lines))

    def _lines(self, row: PileRow, width: int) -> list[Content]:
        inside = row.key in self._here
        counts = " · ".join(row.short)
        lead, tail = f"{row.digit or ' '} ", " ●" if inside else "  "
        beside = f"  {counts}" if self.narrow else ""
        if display_width(beside) > width // 2:
            beside = fit(beside, width // 2)
        room = max(1, width - display_width(lead + tail + beside) - 2)
        name = Content.assemble(
            (lead, "bold"),
            ("▊ ", row.colour),
            (fit("  " * row.depth + line(row.name), room), "bold" if inside else ""),
            (beside, "dim"),
            (tail, ""),
        )
        if self.narrow:
            return [name]
        indent = "\u00a0" * 4  # spaces that are not taken away at the edge
        return [name, *(Content.assemble((fit(f"{indent}{line(count)}", width), "dim")) for count in row.counts)]


def count_words(role: str, informants: int, of: int) -> str:
    """How many of a role are in a pile; without a role's name, the numbers alone."""
    if not role:
        return _("{n} of {of}").format(n=informants, of=of)
    return _("{role} {n} of {of}").format(role=role, n=informants, of=of)
