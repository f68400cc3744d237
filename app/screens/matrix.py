"""The matrix: one category at a time, informants downwards, passages beside the box one writes the summary in."""

from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static, TextArea
from textual.worker import get_current_worker

from app.actions import bindings_of
from app.screens.matrix_desk import NARROW, PLACE, MatrixDesk
from app.widgets.cell_grid import CellGrid
from app.widgets.coders import choose_coder, coder_filter
from app.widgets.empty_cell import ask_empty_cell
from app.widgets.items import Items
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.cells import set_summary
from codebook.schemas import list_schemas
from corpus.errors import TusjError
from corpus.messages import _, in_language
from corpus.transcripts import list_transcripts
from exports.harmless import line, visible
from exports.tables.filters import NO_ROLE, Filters
from exports.tables.guide import Asking, list_askings
from exports.tables.matrix import lay_out_matrix
from exports.tables.theme_rows import theme_table
from exports.writers.matrix import write_matrix
from exports.writers.write import write_table


class MatrixScreen(MatrixDesk):
    """Participants × categories: read, sum up, say what an empty cell means."""

    room = "matrix"
    CSS_PATH = "matrix.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("matrix")]
    AUTO_FOCUS = "#people"

    def __init__(self, schema: str = "", code: int = 0) -> None:
        super().__init__()
        self._schema, self._code = schema, code
        self._asked_coder = self._drafting = False
        self._draft = ""

    def compose(self) -> ComposeResult:
        """The place; people beside passages and summary, or the whole grid above them; the keys."""
        yield TitleLine()
        with Container(id="desk"):
            yield Items(id="people")
            yield CellGrid()
            with Container(id="cell"):
                with Container(id="written"):
                    yield Static(id="who", markup=False)
                    yield TextArea(id="summary", soft_wrap=True, tab_behavior="focus")
                yield Items(id="passages")
        yield Static(id="empty", markup=False)
        yield Static(id="status", markup=False)
        yield KeyLine(self.room)

    def on_mount(self) -> None:
        """Go back to the schema and category last looked at."""
        kept = self.project.view_state(PLACE).rpartition(":")
        if not self._schema and kept[2].isdecimal():
            self._schema, self._code = kept[0], int(kept[2])
        self._suit(self.size.width)

    def on_unmount(self) -> None:
        """Leaving in the middle of writing keeps what is written; the box itself has gone by now."""
        held, text = self._held, self._draft.strip()
        if self._drafting and held is not None and text != visible(held.summary) and self.workbench.project is not None:
            with suppress(TusjError):
                set_summary(self.project, held.person, held.code, text)

    def on_resize(self, event: events.Resize) -> None:
        """The whole grid where there is room for it."""
        self._keep()
        self._suit(event.size.width)
        self.call_after_refresh(self._draw)

    # ---- laying out
    def refresh_content(self) -> None:
        """Read the study again."""
        self._keep()
        coders = coder_filter(self.project)
        if coders is None:
            self._say_empty(_("Several people have coded. c chooses whose passages are shown."))
            if not self._asked_coder:
                self._asked_coder = True
                choose_coder(self, self.refresh_content)
        elif not list_transcripts(self.project) or not list_schemas(self.project):
            self._say_empty(_("There is nothing to lay out yet: bring interviews in, and choose categories."))
        else:
            self._lay_out(coders)

    @work(thread=True, exclusive=True, group="matrix")
    def _lay_out(self, coders: tuple[str, ...]) -> None:
        worker = get_current_worker()
        try:
            matrix = lay_out_matrix(self.project, Filters(coder=coders))
            asked: dict[str, list[Asking]] = {}
            for asking in list_askings(self.project):
                asked.setdefault(asking.person.label, []).append(asking)
            matrix.read_ahead()
        except TusjError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.workbench.say_problem, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, matrix, coders, asked)

    def _say_empty(self, text: str) -> None:
        self._matrix = self._held = None
        self.query_one(TitleLine).show(f"{line(self.project.name)} ▸ {_('Matrix')}")
        self.query_one("#desk").display = False
        self.query_one("#empty", Static).update(Content(text))
        self.query_one("#empty").display = True
        self.query_one("#status", Static).update("")

    # ---- moving
    def on_items_moved(self) -> None:
        """Show another informant's cell; the passages have a cursor of their own."""
        person = self._person()
        if person is None or person.label != self._label:
            self._show_cell()

    def on_cell_grid_moved(self) -> None:
        """Show another cell; its column is the category in view."""
        self._take_code(self.codes[self.query_one(CellGrid).cursor[1]])
        self._show_cell()

    def on_cell_grid_opened(self) -> None:
        """A second click begins to write."""
        self.action_write()

    def on_items_opened(self) -> None:
        """A second click begins to write."""
        self.action_write()

    def action_category(self, way: int) -> None:
        """Go to the next or previous category."""
        codes, code = self.codes, self.code
        if code is None:
            return
        at = codes.index(code) + way
        if not 0 <= at < len(codes):
            self.workbench.say(_("No category after this one.") if way > 0 else _("No category before this one."))
            return
        self._take_code(codes[at])
        self._draw()

    def action_schema(self) -> None:
        """Show the next schema."""
        schema = self.schema
        if self._matrix is None or schema is None:
            return
        names = [each.name for each in self._matrix.schemas]
        self._schema, self._code = names[(names.index(schema.name) + 1) % len(names)], 0
        if self.code is not None:
            self._take_code(self.code)
        self._draw()

    def action_role(self) -> None:
        """Show every role, then each alone."""
        schema = self.schema
        if self._matrix is None or schema is None:
            return
        roles = ["", *dict.fromkeys(p.role or NO_ROLE for p in self._matrix.people_of(schema))]
        self._role = roles[(roles.index(self._role) + 1) % len(roles)] if self._role in roles else ""
        self._draw()

    def action_whole(self) -> None:
        """Show the whole grid, or one category at a time."""
        if self.size.width < NARROW and not self.in_grid:
            self.workbench.say(_("There is no room for the whole grid here; make the window wider."))
            return
        self._whole = not self.in_grid
        self._suit(self.size.width)
        self.call_after_refresh(self._draw)
        self.call_after_refresh(self._focus_list)

    # ---- writing
    def action_write(self) -> None:
        """Write the summary of the cell."""
        if self.entry is None:
            self.workbench.say(_("There is no cell here."))
            return
        box = self.query_one("#summary", TextArea)
        box.focus()
        box.move_cursor(box.document.end)

    def on_text_area_changed(self) -> None:
        """Say how to leave the box."""
        if isinstance(self.focused, TextArea):
            self._draft = self.focused.text
            self._say_writing()

    def on_descendant_focus(self) -> None:
        """Say how to leave the box one is in."""
        self._drafting = isinstance(self.focused, TextArea)
        if isinstance(self.focused, TextArea):
            self._draft = self.focused.text
            self._say_writing()

    def on_descendant_blur(self) -> None:
        """Leaving the box keeps what is written."""
        self._keep()

    def _say_writing(self) -> None:
        self.query_one("#status", Static).update(Content(_("Escape or ctrl+s: keep the summary")), layout=False)

    def action_keep(self) -> None:
        """Keep the summary and go back to the list."""
        self._focus_list()

    def action_back(self) -> None:
        """From the box or the passages back to the list, from there to the screen before."""
        if self._held is not None and isinstance(self.focused, TextArea):
            self._focus_list()
        else:
            super().action_back()

    def _keep(self) -> None:
        """Keep the summary, as one change, where it differs from the one that is there."""
        held = self._held
        if held is None or self._matrix is None or not self.is_mounted:
            return
        text = self.query_one("#summary", TextArea).text.strip()
        if text == visible(held.summary):  # what the box showed of it
            return
        if self.attempt(lambda: set_summary(self.project, held.person, held.code, text)):
            self._rewritten(held)
            self.workbench.say(_("Summary kept; u undoes.") if text else _("Summary taken away; u undoes."))

    def action_empty(self) -> None:
        """Say what the empty cell means."""
        entry = self.entry
        if entry is None:
            self.workbench.say(_("There is no cell here."))
            return

        def done() -> None:
            self._rewritten(entry)
            self._show_cell()

        ask_empty_cell(self, entry.person, entry.code, entry.said, len(entry.passages), done)

    # ---- leaving
    def action_passages(self) -> None:
        """Read the passages of the cell as a list, from which one goes to their places."""
        from app.screens.excerpts import ExcerptsScreen

        entry = self.entry
        if entry is None or entry.empty:
            self.workbench.say(_("There are no passages here."))
            return
        filters = Filters(
            schema=(entry.code.schema,),
            code=(entry.code.path,),
            participant=(entry.person.label,),
            coder=self._coders,
        )
        self.app.push_screen(ExcerptsScreen(filters, f"{entry.code.path} ▸ {entry.person.label}"))

    def action_coder(self) -> None:
        """Choose whose codings are shown."""
        choose_coder(self, self.refresh_content)

    def action_export(self) -> None:
        """Put the matrix of the schema and role in view on paper: A3 sheets, or rows."""
        if self._matrix is None:
            self.workbench.say(_("There is nothing to put out yet."))
            return
        project, filters = self.project, self._filters()

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                write_matrix(lay_out_matrix(project, filters), project.name, format, path)

        formats = ("docx", "xlsx", "html", "csv", "json", "md", "txt")
        self.ask_and_export(_("The matrix: where to? Word, Excel and HTML are A3 sheets."), _("matrix"), write, formats)

    def action_table(self) -> None:
        """Put out the table passage, gist, category, theme."""
        if self._matrix is None:
            self.workbench.say(_("There is nothing to put out yet."))
            return
        project, filters = self.project, self._filters()

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                write_table(theme_table(project, filters, printed=format in ("docx", "md", "xlsx")), format, path)

        self.ask_and_export(_("Passage, gist, category, theme: where to?"), _("table"), write)
