"""Frequencies: how many people speak of what, category by group; every number leads to its passages."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from app.actions import bindings_of
from app.widgets.beginning import Beginning
from app.widgets.coders import choose_coder, coder_filter
from app.widgets.export import ExportingScreen
from app.widgets.grid import Grid, GridCell, GridColumn, GridRow
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.schemas import list_schemas
from corpus.errors import TusjError
from corpus.messages import _, in_language, ngettext
from corpus.participants import list_attributes
from corpus.transcripts import list_transcripts
from exports.harmless import line
from exports.tables.behind import filters_behind
from exports.tables.filters import Filters
from exports.tables.frequencies import (
    ALL,
    Frequencies,
    Frequency,
    count_frequencies,
    frequency_pages,
    frequency_table,
)
from exports.writers.target import Target
from exports.writers.thesis import FACT_MARK
from exports.writers.write import write_frequencies, write_table


@dataclass(frozen=True, slots=True)
class _Shown:
    """What was counted: for which schema, by what, whose codings."""

    schema: str
    by: str
    coders: tuple[str, ...]
    frequencies: Frequencies
    groups: tuple[str, ...]
    rows: tuple[tuple[Frequency, ...], ...]


def group_name(group: str) -> str:
    """A group as it is shown."""
    return _("all") if group == ALL else group


class FrequenciesScreen(ExportingScreen):
    """One schema's categories by role, participant or a background: people first."""

    room = "frequencies"
    CSS_PATH = "frequencies.tcss"
    BINDINGS = bindings_of("frequencies")
    AUTO_FOCUS = "Grid"

    def __init__(self, schema: str = "", by: str = "role") -> None:
        super().__init__()
        self._schema, self._by = schema, by
        self._measures = False
        self._shown: _Shown | None = None
        self._asked = False

    def compose(self) -> ComposeResult:
        """The place, the table, what it says, the keys."""
        yield TitleLine()
        yield Grid()
        yield Static(id="empty", markup=False)
        yield Beginning("notes", 5)
        yield Static(id="status", markup=False)
        yield KeyLine(self.room)

    # ---- counting
    def refresh_content(self) -> None:
        """Count anew."""
        coders = coder_filter(self.project)
        if coders is None:
            self._say_empty(_("Several people have coded. c chooses whose passages are counted."))
            if not self._asked:
                self._asked = True
                choose_coder(self, self.refresh_content)
            return
        schemas = list_schemas(self.project)
        if not list_transcripts(self.project):
            self._say_empty(_("There is nothing to count yet: bring interviews in, choose categories, and code."))
        elif not schemas:
            self._say_empty(_("There are no categories yet: make some, or choose a schema, on the categories screen."))
        else:
            self._count(self._schema, self._by, coders)

    @work(thread=True, exclusive=True, group="count")
    def _count(self, schema: str, by: str, coders: tuple[str, ...]) -> None:
        worker = get_current_worker()
        try:
            shown = self._count_one(schema, by, coders)
        except TusjError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._not_counted, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, shown)

    def _count_one(self, schema: str, by: str, coders: tuple[str, ...]) -> _Shown:
        names = [known.name for known in list_schemas(self.project)]
        filters = Filters(coder=coders, schema=(schema,) if schema in names else ())
        found = count_frequencies(self.project, filters, by)
        if schema not in names:
            used = (row.schema for row in found.rows if row.segments)
            schema = next(used, names[0] if names else "")
        rows: dict[int, list[Frequency]] = {}
        for row in found.rows:
            if row.schema == schema:
                rows.setdefault(row.code.id, []).append(row)
        sizes = [max((cells[i].of for cells in rows.values()), default=0) for i in range(len(found.groups))]
        kept = [i for i, size in enumerate(sizes) if size] or [len(sizes) - 1]
        if len(kept) == 2:
            kept = kept[:1]
        groups = tuple(found.groups[i] for i in kept)
        return _Shown(
            schema, by, coders, found, groups, tuple(tuple(cells[i] for i in kept) for cells in rows.values())
        )

    def _not_counted(self, error: TusjError) -> None:
        if self._by != "role":
            self._by = "role"
            self.refresh_content()
        self.workbench.say_problem(error)

    # ---- showing
    def _say_empty(self, text: str) -> None:
        self._shown = None
        self.query_one(TitleLine).show(self._place(), "")
        self.query_one(Grid).display = False
        self.query_one("#empty", Static).update(Content(text))
        self.query_one("#empty").display = True
        self.query_one("#notes", Beginning).tell("")
        self.query_one("#status", Static).update("")

    def _place(self, *further: str) -> str:
        return " ▸ ".join((line(self.project.name), _("Frequencies"), *(line(text) for text in further)))

    def _take(self, shown: _Shown) -> None:
        if not self.is_mounted:
            return
        self._shown, self._schema = shown, shown.schema
        grouped = {"role": _("by role"), "participant": _("by participant")}.get(shown.by)
        told = [grouped or _("by {background}").format(background=line(shown.by)), *map(line, shown.coders)]
        self.query_one(TitleLine).show(self._place(shown.schema), " · ".join(told))
        if not shown.rows:
            self._say_empty(_("{schema} has no categories yet.").format(schema=line(shown.schema)))
            self._shown = shown
            return
        grid = self.query_one(Grid)
        self.query_one("#empty").display = False
        grid.display = True
        sizes = [max(cells[i].of for cells in shown.rows) for i in range(len(shown.groups))]
        single = shown.by == "participant"
        columns = [
            GridColumn(group_name(g), 0 if single and g != ALL else size)
            for g, size in zip(shown.groups, sizes, strict=True)
        ]
        heads = (_("passages"), _("words")) if self._measures else ()
        grid.show(columns, [self._row(cells) for cells in shown.rows], _("people"), heads)
        if self.focused is None and self.is_current:
            grid.focus()
        self.query_one("#notes", Beginning).tell("\n".join(self._notes(shown)))
        self._say_cell()

    def _row(self, cells: Sequence[Frequency]) -> GridRow:
        code = cells[0].code if cells else None
        if code is None:
            return GridRow("", 0, "", False, ())
        name = f"{code.name}\u00a0{FACT_MARK}" if code.fact else code.name
        drawn = (
            GridCell(c.informants if c.of else None, c.of, (c.segments, c.words) if self._measures and c.of else ())
            for c in cells
        )
        return GridRow(name, code.depth, code.colour, code.fact, tuple(drawn))

    def _notes(self, shown: _Shown) -> list[str]:
        notes = [line(note) for note in shown.frequencies.notes.get(shown.schema, ())]
        marks = []
        if not any(cell.of for cells in shown.rows for cell in cells):
            return [*notes, _("Whose a schema is, o on the categories screen changes.")]
        if any(not cell.of for cells in shown.rows for cell in cells):
            marks.append(_("– marks a role that the category leaves out."))
        if any(cells[0].code.fact for cells in shown.rows if cells):
            marks.append(_("† marks facts about the participants, not statements."))
        return [*notes, *([" ".join(marks)] if marks else [])]

    @property
    def cell(self) -> Frequency | None:
        """The number under the cursor."""
        if self._shown is None or not self._shown.rows or not self._shown.groups:
            return None
        row, column = self.query_one(Grid).cursor
        return self._shown.rows[row][column]

    def _say_cell(self) -> None:
        cell = self.cell
        text = ""
        if cell is not None:
            said = self._say_numbers(cell) if cell.of else _("left out")
            if cell.not_asked:
                said += ", " + _("{n} not asked").format(n=cell.not_asked)
            text = f"{said} · {line(group_name(cell.group))} · {line(cell.code.path)}"
        self.query_one("#status", Static).update(Content(text), layout=False)

    def _say_numbers(self, cell: Frequency) -> str:
        people = ngettext("{n} of {of} person", "{n} of {of} people", cell.of).format(n=cell.informants, of=cell.of)
        passages = ngettext("{n} passage", "{n} passages", cell.segments).format(n=cell.segments)
        words = ngettext("{n} word", "{n} words", cell.words).format(n=cell.words)
        return f"{people}, {passages}, {words}"

    def on_grid_moved(self) -> None:
        """Say the number under the cursor in words."""
        self._say_cell()

    def on_grid_opened(self) -> None:
        """A second click opens the passages."""
        self.action_open()

    # ---- actions
    def action_open(self) -> None:
        """Show the passages behind the number."""
        from app.screens.excerpts import ExcerptsScreen

        cell, shown = self.cell, self._shown
        if cell is None or shown is None:
            return
        filters = None
        if cell.of and cell.segments:
            filters = filters_behind(self.project, cell, shown.by, Filters(coder=shown.coders))
        if filters is None:
            nothing = _("No passages are behind this number.") if cell.of else _("The category leaves this group out.")
            self.workbench.say(nothing)
            return
        self.app.push_screen(ExcerptsScreen(filters, f"{cell.code.path} ▸ {group_name(cell.group)}"))

    def action_empty(self) -> None:
        """Say what a participant's empty cell means."""
        from app.widgets.empty_cell import ask_empty_cell_of

        cell, shown = self.cell, self._shown
        if cell is None or shown is None or not cell.of:
            return
        if shown.by != "participant" or cell.group == ALL:
            self.workbench.say(_("Group by participant first (r): a cell is one person's."))
            return
        ask_empty_cell_of(self, cell.group, cell.code, cell.segments, self.refresh_content)

    def action_by(self) -> None:
        """Group by role, then participant, then each background."""
        kinds = ["role", "participant", *(attribute.name for attribute in list_attributes(self.project))]
        at = kinds.index(self._by) if self._by in kinds else -1
        self._by = kinds[(at + 1) % len(kinds)]
        self.refresh_content()

    def action_schema(self) -> None:
        """Show the next schema."""
        names = [schema.name for schema in list_schemas(self.project)]
        if len(names) < 2:
            self.workbench.say(_("There is only one schema.") if names else _("There are no categories yet."))
            return
        at = names.index(self._schema) if self._schema in names else -1
        self._schema = names[(at + 1) % len(names)]
        self.query_one(Grid).cursor = (0, 0)
        self.refresh_content()

    def action_measures(self) -> None:
        """Show passages and words too, or people alone."""
        self._measures = not self._measures
        if self._shown is not None:
            self._take(self._shown)

    def action_coder(self) -> None:
        """Choose whose codings are counted."""
        choose_coder(self, self.refresh_content)

    def action_export(self) -> None:
        """Put the table into a file: the thesis table in Word and Markdown, tidy rows elsewhere."""
        shown = self._shown
        if shown is None:
            self.workbench.say(_("There is nothing to put out yet."))
            return
        project, measures = self.project, self._measures

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                filters = Filters(coder=shown.coders, schema=(shown.schema,))
                put_frequencies(count_frequencies(project, filters, shown.by), format, path, measures)

        question = _("Frequencies of {schema}: where to?").format(schema=line(shown.schema))
        self.ask_and_export(question, _("frequencies"), write)


def put_frequencies(found: Frequencies, format: str, target: Target, measures: bool = False) -> None:
    """Write frequencies as they are meant for a format: for the thesis in docx and md, as tidy rows elsewhere."""
    if format in ("docx", "md"):
        shown = frozenset({"segments", "words"}) if measures else frozenset[str]()
        write_frequencies(frequency_pages(found, shown), format, target)
    else:
        write_table(frequency_table(found), format, target)
