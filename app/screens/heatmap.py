"""The heat map: participants across, categories down, the number of passages in each cell."""

from typing import Any, ClassVar

from textual.widget import Widget

from app.actions import bindings_of
from app.screens.counted import CountedScreen
from app.widgets.grid import Grid, GridCell, GridColumn, GridRow
from app.widgets.heat import HeatGrid
from codebook.schemas import list_schemas
from corpus.messages import _, ngettext
from exports.harmless import line
from exports.tables.figures import UNASKED_MARK, UNREAD_MARK, HeatRow, heat_columns, heat_rows
from exports.tables.filters import Filters
from exports.tables.frequencies import count_frequencies, frequency_table
from exports.tables.material import Material, gather
from exports.tables.sampling import reasons_of

_LEFT_OUT = "–"


class HeatmapScreen(CountedScreen):
    """Participants by role and what each speaks of; Enter shows the passages in a cell."""

    room = "heatmap"
    BINDINGS: ClassVar = bindings_of("heatmap")

    def __init__(self, schema: str = "") -> None:
        super().__init__()
        self._schema = schema
        self.labels: list[str] = []
        self.heat: list[HeatRow] = []
        self._material: Material | None = None
        self._said: dict[str, str] = {}

    def body(self) -> Widget:
        """A grid of narrow cells."""
        return HeatGrid(id="body")

    def title_words(self) -> str:
        """What the screen shows."""
        words = _("Participants and categories")
        return f"{words} ▸ {line(self._schema)}" if self._schema else words

    def _filters(self) -> Filters:
        names = [schema.name for schema in list_schemas(self.project)]
        return Filters(coder=self.coders, schema=(self._schema,) if self._schema in names else ())

    def refresh_content(self) -> None:
        """Count anew; what the signs mean is known before."""
        self.say_notes([_legend()])
        super().refresh_content()

    def load(self) -> Any:
        """Count every participant's passages under every category."""
        material = gather(self.project, self._filters())
        labels, groups = heat_columns(self.project, material)
        rows = heat_rows(self.project, material, labels)
        notes = reasons_of(self.project, labels)
        return material, labels, groups, rows, notes

    def show_loaded(self, loaded: Any) -> None:
        """Show the cells."""
        self._material, self.labels, groups, self.heat, self._said = loaded
        if not self.heat or not self.labels:
            self.say_empty(_("No passage is coded with these categories yet; s shows another schema."))
            return
        most = max((number or 0 for row in self.heat for number in row.passages), default=0) or 1
        grid = self.query_one(HeatGrid)
        grid.groups = tuple(groups)
        grid.show([GridColumn(label, 0) for label in self.labels], [self._row(row, most) for row in self.heat], "")
        sampling = " · ".join(f"{label}: {why}" for label, why in self._said.items())
        self.say_notes([_legend(), sampling] if sampling else [_legend()])
        self.on_grid_moved()

    def _row(self, row: HeatRow, most: int) -> GridRow:
        cells = []
        for label, number in zip(self.labels, row.passages, strict=True):
            mark = UNASKED_MARK if label in row.unasked else UNREAD_MARK if label in row.unread else ""
            cells.append(GridCell(number, most, (), _LEFT_OUT if number is None else mark))
        return GridRow(row.code.name, row.code.depth, row.code.colour, row.code.fact, tuple(cells))

    def _here(self) -> tuple[HeatRow, str, int | None] | None:
        if not self.heat or not self.labels:
            return None
        at, column = self.query_one(Grid).cursor
        if at >= len(self.heat) or column >= len(self.labels):
            return None
        return self.heat[at], self.labels[column], self.heat[at].passages[column]

    def on_grid_moved(self) -> None:
        """Say whose cell the cursor is on."""
        here = self._here()
        if here is None:
            return
        row, label, number = here
        if number is None:
            told = _("left out")
        elif label in row.unasked:
            told = _("not asked, or does not apply")
        elif label in row.unread:
            told = _("not read yet")
        else:
            told = ngettext("{n} passage", "{n} passages", number).format(n=number)
        why = self._said.get(label, "")
        self.say_status(" · ".join([line(label), told, line(row.code.path), *([line(why)] if why else [])]))

    def on_grid_opened(self) -> None:
        """A second click opens the passages."""
        self.action_open()

    def action_open(self) -> None:
        """Show the passages in the cell."""
        here = self._here()
        if here is not None and self._material is not None:
            row, label, _number = here
            keys = frozenset(self._material.spoken[row.code.id].get(label, ()))
            self.open_codings(keys, [row.code], f"{row.code.path} ▸ {label}")

    def action_empty(self) -> None:
        """Say what the empty cell means."""
        from app.widgets.empty_cell import ask_empty_cell_of

        here = self._here()
        if here is None:
            return
        row, label, number = here
        if number is None:
            self.workbench.say(_("The category leaves this role out."))
            return
        ask_empty_cell_of(self, label, row.code, number, self.refresh_content)

    def action_who(self) -> None:
        """Show who speaks of the category."""
        from app.screens.voices import VoicesScreen

        here = self._here()
        if here is not None:
            self.app.push_screen(VoicesScreen(here[0].code))

    def action_schema(self) -> None:
        """Show the next schema, then all."""
        names = ["", *(schema.name for schema in list_schemas(self.project))]
        at = names.index(self._schema) if self._schema in names else 0
        self._schema = names[(at + 1) % len(names)]
        self.refresh_content()

    def action_export(self) -> None:
        """Put the heat map into a file: a figure, or the participants' frequencies as rows."""
        filters = self._filters()

        def table() -> Any:
            return frequency_table(count_frequencies(self.project, filters, "participant"))

        self.ask_and_put(_("Participants and categories: where to?"), _("heatmap"), table, "heatmap", filters=filters)


def _legend() -> str:
    return _("Numbers are passages. · none   – left out   × not asked   … not read yet")
