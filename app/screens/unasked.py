"""What came up unasked: passages of categories that no linked question before them is tied to."""

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from app.actions import bindings_of
from app.widgets.export import ExportingScreen
from app.widgets.items import Items
from app.widgets.keyline import KeyLine
from app.widgets.passage_items import passage_item
from app.widgets.title import TitleLine
from corpus.messages import _, in_language, ngettext
from exports.harmless import line
from exports.tables.filters import Filters
from exports.tables.guide import find_unasked, unasked_table
from exports.tables.passages import Passage
from exports.writers.write import write_table


class UnaskedScreen(ExportingScreen):
    """The passages of a role that came up unasked; Enter goes to the place."""

    room = "unasked"
    CSS_PATH = "questions.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("unasked")]
    AUTO_FOCUS = "Items"

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self._filters = Filters(role=(role,) if role else ())
        self.passages: list[Passage] = []

    def compose(self) -> ComposeResult:
        """The place, the passages, the keys."""
        yield TitleLine()
        yield Items()
        yield Static(id="empty", markup=False)
        yield Static(id="status", markup=False)
        yield KeyLine(self.room)

    def refresh_content(self) -> None:
        """Find them anew."""
        self._find()

    @work(thread=True, exclusive=True, group="find")
    def _find(self) -> None:
        worker = get_current_worker()
        found = find_unasked(self.project, self._filters)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, found)

    def _take(self, found: list[Passage]) -> None:
        if not self.is_mounted:
            return
        self.passages = found
        items, empty = self.query_one(Items), self.query_one("#empty", Static)
        items.show([passage_item(passage) for passage in found], items.cursor)
        items.display, empty.display = bool(found), not found
        empty.update(Content(_("Nothing came up unasked, as far as turns are linked to the guide.")))
        count = len({passage.coding.id for passage in found})
        said = ngettext("{n} passage", "{n} passages", count).format(n=count)
        self.query_one(TitleLine).show(f"{line(self.project.name)} ▸ {_('What came up unasked')}", said)
        words = _("No linked question before them asks about their category; interviews without links are left out.")
        self.query_one("#status", Static).update(Content(words if found else ""), layout=False)
        if found and self.is_current:
            items.focus()

    def on_items_opened(self) -> None:
        """A second click goes there."""
        self.action_open()

    def action_open(self) -> None:
        """Go to the place in the interview."""
        from app.screens.coding import CodingScreen

        at = self.query_one(Items).cursor
        if at is not None and at < len(self.passages):
            passage = self.passages[at]
            self.app.push_screen(CodingScreen(passage.transcript.name, passage.coding.start, passage.coding.end))

    def action_export(self) -> None:
        """Put them into a file."""
        project, filters = self.project, self._filters

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                write_table(unasked_table(project, filters), format, path)

        self.ask_and_export(_("What came up unasked: where to?"), _("unasked"), write)
