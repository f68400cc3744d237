"""Co-occurrence: which categories stand together, the strongest first; Enter shows the passages behind a pair."""

from typing import Any, ClassVar

from rich.cells import cell_len

from app.actions import bindings_of
from app.reader.cells import clean, fit
from app.screens.counted import CountedScreen
from app.widgets.items import Item, Items, Line, Part
from corpus.messages import _, ngettext
from exports.harmless import line
from exports.tables.cooccurrence import (
    WITHIN,
    Cooccurrence,
    Pair,
    codings_together,
    cooccurrence_table,
    count_cooccurrence,
    within_words,
)
from exports.tables.filters import Filters
from exports.tables.material import names_of

_AROUND = 15
"""The cells of a pair's line that no name has: the list's edges and its bar, two colours, the sign between."""


class CooccurrenceScreen(CountedScreen):
    """A pair of categories an item, with its numbers and c."""

    room = "cooccurrence"
    BINDINGS: ClassVar = bindings_of("cooccurrence")
    status_grows = True

    def __init__(self, within: str = WITHIN[0]) -> None:
        super().__init__()
        self._within = within
        self.found: Cooccurrence | None = None
        self._names: dict[int, str] = {}
        self._drawn_for = 0

    def title_words(self) -> str:
        """What the screen shows."""
        return " ▸ ".join((_("Co-occurrence"), within_words(self._within)))

    def load(self) -> Any:
        """Count the pairs."""
        return count_cooccurrence(self.project, Filters(coder=self.coders), self._within)

    def show_loaded(self, loaded: Any) -> None:
        """Show the pairs."""
        self.found = loaded
        pairs = loaded.pairs
        if not pairs:
            self.say_empty(_("No two categories stand together so; w looks in the same turn or interview."))
            return
        self._names = names_of(loaded.material.codes)
        self._draw()
        self.say_place(ngettext("{n} pair", "{n} pairs", len(pairs)).format(n=len(pairs)))
        self.say_notes([_("c = together / (first + other − together), from 0 to 1.")])

    def _draw(self) -> None:
        pairs, items, width = self.found.pairs if self.found else (), self.query_one(Items), self.size.width
        self._drawn_for = width
        items.show([_item(pair, self._names, width - _AROUND) for pair in pairs], items.cursor)
        self.on_items_moved()

    def on_resize(self) -> None:
        """Names are cut for a width."""
        if self._drawn_for and self._drawn_for != self.size.width:
            self._draw()

    def on_items_moved(self) -> None:
        """Name the pair under the cursor whole, as its line may have cut it."""
        pair = self.pair
        self.say_status(f"{line(self._names[pair.a.id])} × {line(self._names[pair.b.id])}" if pair else "")

    @property
    def pair(self) -> Pair | None:
        """The pair under the cursor."""
        at = self.query_one(Items).cursor
        pairs = self.found.pairs if self.found else ()
        return pairs[at] if at is not None and at < len(pairs) else None

    def on_items_opened(self) -> None:
        """A second click opens the passages."""
        self.action_open()

    def action_open(self) -> None:
        """Show the passages of both categories that stand together."""
        pair, found = self.pair, self.found
        if pair is not None and found is not None:
            keys = codings_together(self.project, found, pair)
            self.open_codings(keys, [pair.a, pair.b], f"{pair.a.name} × {pair.b.name}")

    def action_within(self) -> None:
        """Overlap, then the same turn, then the same interview."""
        self._within = WITHIN[(WITHIN.index(self._within) + 1) % len(WITHIN)]
        self.refresh_content()

    def action_export(self) -> None:
        """Put the pairs into a file, or draw them."""
        filters, within = Filters(coder=self.coders), self._within

        def table() -> Any:
            return cooccurrence_table(count_cooccurrence(self.project, filters, within))

        self.ask_and_put(
            _("Co-occurrence: where to?"), _("cooccurrence"), table, "cooccurrence", filters=filters, within=within
        )


def _item(pair: Pair, names: dict[int, str], room: int) -> Item:
    a, b = _halves(clean(line(names[pair.a.id])), clean(line(names[pair.b.id])), room)
    told = _("{together} together · {n_a} and {n_b} passages · c {c}").format(
        together=pair.together, n_a=pair.n_a, n_b=pair.n_b, c=f"{pair.c:.3f}"
    )
    uneven = _(" · uneven: c says little") if pair.uneven else ""
    head = (
        Part("▊ ", "", pair.a.colour),
        Part(a),
        Part("  ×  ", "quiet"),
        Part("▊ ", "", pair.b.colour),
        Part(b),
    )
    return Item((Line(head), Line((Part(f"  {told}", "quiet"), Part(uneven, "accent"))), Line()))


def _halves(a: str, b: str, room: int) -> tuple[str, str]:
    """Two names in `room` cells: half for each, and what one does not need is the other's."""
    half = room // 2
    for_a = max(half, room - cell_len(b))
    for_b = max(half, room - cell_len(a))
    return fit(a, for_a).rstrip(), fit(b, for_b).rstrip()
