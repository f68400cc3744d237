"""What the rooms of patterns share: one coder's material read in a thread, shown when it is there, put into files."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from app.widgets.beginning import Beginning
from app.widgets.coders import choose_coder, coder_filter
from app.widgets.export import ExportingScreen
from app.widgets.items import Items
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.schemas import Code
from corpus.errors import TusjError
from corpus.messages import _, in_language
from exports.harmless import line
from exports.tables.figures import make_figure
from exports.tables.filters import Filters
from exports.values import Table
from exports.writers.figures import FIGURE_FORMATS, write_figure
from exports.writers.write import write_table

TABLE_FORMATS = ("csv", "xlsx", "docx", "md", "json", "txt")


class CountedScreen(ExportingScreen):
    """A screen on what is counted. Subclasses say what is loaded (in a thread) and how it is shown."""

    CSS_PATH = "counted.tcss"
    AUTO_FOCUS = "Items, Grid"
    status_grows = False
    """Whether the line on what the cursor is on may take more lines; then the screen is laid out at each move."""

    def __init__(self) -> None:
        super().__init__()
        self.coders: tuple[str, ...] = ()
        self._asked = False
        self._noted = ""

    def body(self) -> Widget:
        """The widget in the middle, of the id `body`."""
        return Items(id="body")

    def title_words(self) -> str:
        """What the screen shows, for its head."""
        return ""

    def load(self) -> Any:
        """Count; in a thread."""
        raise NotImplementedError

    def show_loaded(self, loaded: Any) -> None:
        """Show what was counted."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The place, what is counted, what it says, the keys."""
        yield TitleLine()
        yield self.body()
        yield Static(id="empty", markup=False)
        yield Beginning("notes", 4)
        yield Static(id="status", markup=False)
        yield KeyLine(self.room)

    def refresh_content(self) -> None:
        """Count anew."""
        coders = coder_filter(self.project)
        self.say_place()
        if coders is None:
            self.say_empty(_("Several people have coded. c chooses whose passages are counted."))
            if not self._asked:
                self._asked = True
                choose_coder(self, self.refresh_content)
            return
        self.coders = coders
        self._load()

    @work(thread=True, exclusive=True, group="count")
    def _load(self) -> None:
        worker = get_current_worker()
        try:
            loaded = self.load()
        except TusjError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.say_empty, line(error.message))
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, loaded)

    def _take(self, loaded: Any) -> None:
        if self.is_mounted:
            self.query_one("#empty").display = False
            self.middle.display = True
            self.show_loaded(loaded)
            if self.focused is None and self.is_current:
                self.middle.focus()

    @property
    def middle(self) -> Widget:
        """The widget in the middle."""
        return self.query_one("#body")

    def say_place(self, aside: str = "") -> None:
        """Say where we are."""
        self.query_one(TitleLine).show(f"{line(self.project.name)} ▸ {self.title_words()}", aside)

    def say_empty(self, text: str) -> None:
        """Say why there is nothing, and what to do."""
        self.middle.display = False
        empty = self.query_one("#empty", Static)
        empty.update(Content(text))
        empty.display = True
        self.say_notes(())
        self.say_status("")

    def say_notes(self, notes: Sequence[str]) -> None:
        """Say what stands under the table."""
        text = "\n".join(line(note) for note in notes)
        if text != self._noted:  # a note may change its height, and then the whole screen is laid out again
            self._noted = text
            self.query_one("#notes", Beginning).tell(text)

    def say_status(self, text: str) -> None:
        """Say what the cursor is on."""
        self.query_one("#status", Static).update(Content(text), layout=self.status_grows)

    def open_codings(self, keys: frozenset[int], codes: Sequence[Code], what: str) -> None:
        """Show exactly some codings, those of some categories and all below them."""
        from app.screens.excerpts import ExcerptsScreen

        if not keys:
            self.workbench.say(_("No passages are behind this number."))
            return
        schemas = tuple(dict.fromkeys(code.schema for code in codes))
        paths = tuple(dict.fromkeys(code.path for code in codes))
        self.app.push_screen(ExcerptsScreen(Filters(coder=self.coders, schema=schemas, code=paths), what, keys))

    def action_coder(self) -> None:
        """Choose whose codings are counted."""
        choose_coder(self, self.refresh_content)

    def ask_and_put(self, question: str, word: str, table: Callable[[], Table], figure: str = "", **asked: Any) -> None:
        """Ask where to; a table, or as SVG, PDF and PNG the figure of a kind, is made in the study's language."""
        if not self.middle.display:
            self.workbench.say(_("There is nothing to put out yet."))
            return
        project = self.project

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                if format in FIGURE_FORMATS:
                    write_figure(make_figure(project, figure, **asked), format, path)
                else:
                    write_table(table(), format, path)

        formats = (*FIGURE_FORMATS, *TABLE_FORMATS) if figure else TABLE_FORMATS
        self.ask_and_export(question, word, write, formats)
