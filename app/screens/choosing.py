"""Choosing among a category's own passages: one as its example, or those that go to a new category."""

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from app.actions import bindings_of
from app.screens.base import WorkScreen
from app.widgets.items import Item, Items, Line, Part, Prose
from app.widgets.keyline import KeyLine
from app.widgets.passage_items import source_words
from app.widgets.title import TitleLine
from codebook.schemas import Code
from corpus.errors import TusjError
from corpus.messages import _, ngettext
from exports.harmless import line
from exports.tables.filters import Filters
from exports.tables.passages import Passage, find_passages


class ChoosingScreen(WorkScreen):
    """A category's passages; Enter answers with the keys of those marked, or of the one under the cursor.

    Only with `several` can passages be marked. Escape answers None.
    """

    room = "choosing"
    CSS_PATH = "choosing.tcss"
    BINDINGS = bindings_of("choosing")
    AUTO_FOCUS = "Items"

    def __init__(self, code: Code, what: str, *, several: bool = False) -> None:
        super().__init__()
        self._code, self._what, self._several = code, what, several
        self.passages: list[Passage] = []
        self.marked: set[int] = set()

    def compose(self) -> ComposeResult:
        """The place, the passages, how many are marked, the keys."""
        yield TitleLine()
        yield Items()
        yield Static(id="status", markup=False)
        yield KeyLine(self.room)

    def on_mount(self) -> None:
        """Say what is to be chosen while the passages are found."""
        self.query_one(TitleLine).show(line(self._what))
        self._find()

    @work(thread=True, exclusive=True, group="find")
    def _find(self) -> None:
        worker, code = get_current_worker(), self._code
        try:
            found = find_passages(self.project, Filters(schema=(code.schema,), code=(code.path,)))
        except TusjError as error:
            self.app.call_from_thread(self.workbench.say_problem, error)
            return
        own = {passage.coding.id: passage for passage in reversed(found) if passage.coding.code == code.id}
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, list(reversed(own.values())))

    def _take(self, found: list[Passage]) -> None:
        if self.is_mounted:
            self.passages = found
            items = self.query_one(Items)
            items.show([self._item(passage) for passage in found])
            items.focus()
            self._say()

    def _item(self, passage: Passage) -> Item:
        mark = "✓ " if passage.coding.id in self.marked else "· " if self._several else ""
        look = "accent" if passage.coding.id in self.marked else "quiet"
        source = Line((Part(mark, look), Part("▊ ", "", self._code.colour), Part(source_words(passage), "quiet")))
        return Item((Prose(passage.said), source, Line()))

    def _say(self) -> None:
        count = len(self.marked)
        told = ngettext("{n} passage marked", "{n} passages marked", count).format(n=count) if count else ""
        if not self.passages:
            told = _("It has no passages of its own.")
        self.query_one("#status", Static).update(Content(told), layout=False)

    def action_mark(self) -> None:
        """Mark the passage, or no longer, and go on to the next."""
        items = self.query_one(Items)
        at = items.cursor
        if at is None or not self._several or at >= len(self.passages):
            return
        self.marked ^= {self.passages[at].coding.id}
        items.replace(at, self._item(self.passages[at]))
        items.action_move(1)
        self._say()

    def action_mark_all(self) -> None:
        """Mark every passage; all marked, none."""
        if not self._several:
            return
        every = {passage.coding.id for passage in self.passages}
        self.marked = set() if self.marked == every else every
        items = self.query_one(Items)
        items.show([self._item(passage) for passage in self.passages], items.cursor)
        self._say()

    def action_choose(self) -> None:
        """Answer with what is marked, else with the passage under the cursor."""
        at = self.query_one(Items).cursor
        chosen = [p.coding.id for p in self.passages if p.coding.id in self.marked]
        if not chosen and at is not None and at < len(self.passages):
            chosen = [self.passages[at].coding.id]
        self.dismiss(chosen or None)

    def on_items_opened(self) -> None:
        """A second click chooses."""
        self.action_choose()

    def action_back(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
