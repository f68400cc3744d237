"""Roles side by side: categories of two schemas that ask the same, counted for each role."""

from typing import Any, ClassVar

from textual.widget import Widget

from app.actions import bindings_of
from app.screens.counted import CountedScreen
from app.widgets.grid import Grid, GridCell, GridColumn, GridRow
from corpus.messages import _, ngettext
from exports.harmless import line
from exports.tables.filters import Filters
from exports.tables.patterns import Aligned, AlignedCell, aligned_table, find_aligned, speak_note
from exports.tables.quantifiers import WORD_TEXTS, offer


class AlignedScreen(CountedScreen):
    """One line for each alignment, one column for each role; Enter shows the passages behind a number."""

    room = "aligned"
    BINDINGS: ClassVar = bindings_of("aligned")

    def __init__(self) -> None:
        super().__init__()
        self.aligned: list[Aligned] = []

    def body(self) -> Widget:
        """A grid of people."""
        return Grid(id="body")

    def title_words(self) -> str:
        """What the screen shows."""
        return _("Roles side by side")

    def load(self) -> Any:
        """Count across aligned categories."""
        return find_aligned(self.project, Filters(coder=self.coders))

    def show_loaded(self, loaded: Any) -> None:
        """Show the roles beside each other."""
        self.aligned = loaded
        if not self.aligned:
            self.say_empty(
                _(
                    "No categories are aligned yet. In the codebook two that ask the same are declared the same, "
                    "or parallel."
                )
            )
            return
        columns = [GridColumn(cell.role, 0) for cell in self.aligned[0].cells]
        rows = [
            GridRow(one.name, 0, one.codes[0].colour, False, tuple(map(self._cell, one.cells))) for one in self.aligned
        ]
        self.query_one(Grid).show(columns, rows, _("people"))
        self.say_notes([_("= the same   ≈ parallel"), speak_note()])
        self.on_grid_moved()

    def _cell(self, cell: AlignedCell) -> GridCell:
        said = _(WORD_TEXTS[cell.words[0]]) if cell.words else ""
        return GridCell(cell.informants if cell.of else None, cell.of, (), said)

    def _here(self) -> tuple[Aligned, AlignedCell] | None:
        at, column = self.query_one(Grid).cursor
        if at >= len(self.aligned) or column >= len(self.aligned[at].cells):
            return None
        return self.aligned[at], self.aligned[at].cells[column]

    def on_grid_moved(self) -> None:
        """Say the number under the cursor in words."""
        here = self._here()
        if here is not None:
            one, cell = here
            people = ngettext("{n} of {of} person", "{n} of {of} people", cell.of).format(n=cell.informants, of=cell.of)
            words = f" · {offer(cell.words)}" if cell.words else ""
            self.say_status(f"{line(cell.role)} · {people}{words} · {line(one.name)}" if cell.of else _("left out"))

    def on_grid_opened(self) -> None:
        """A second click opens the passages."""
        self.action_open()

    def action_open(self) -> None:
        """Show the passages behind the number."""
        here = self._here()
        if here is not None:
            self.open_codings(here[1].codings, here[0].codes, f"{here[0].name} ▸ {here[1].role}")

    def action_export(self) -> None:
        """Put the table into a file."""
        filters = Filters(coder=self.coders)
        self.ask_and_put(_("Roles side by side: where to?"), _("aligned"), lambda: aligned_table(self.project, filters))
