"""Excerpts: coded passages as text, by any filter, with as much around them as one asks for; acted on in place."""

from collections.abc import Sequence
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from app.actions import bindings_of
from app.screens.excerpts_filtering import Filtering
from app.screens.passage_actions import PassageActions
from app.widgets.beginning import Beginning
from app.widgets.export import ExportingScreen
from app.widgets.items import Item
from app.widgets.keyline import KeyLine
from app.widgets.lazy_items import LazyItems
from app.widgets.passage_items import PassageItems, passage_item
from app.widgets.title import TitleLine
from codebook.codings import list_coders
from corpus.errors import TusjError
from corpus.messages import _, in_language, ngettext
from exports.harmless import line
from exports.tables.conditions import Looser, in_words, what_to_loosen
from exports.tables.excerpts import excerpt_page, excerpts_table, say_found
from exports.tables.filters import Filters
from exports.tables.passages import Found, Passage, find
from exports.writers.excerpts import PROSE, write_excerpts
from exports.writers.write import write_table

_CONTEXT = "excerpts context"
_MOST_CONTEXT = 9
_TURN = 200
_SHOWN_LOOSER = 4


class ExcerptsScreen(PassageActions, Filtering, ExportingScreen):
    """The passages some filters find, as text. `what` says what they are, in the head; `keys` keeps only those codings,
    until the filter is changed.
    """

    room = "excerpts"
    CSS_PATH = "excerpts.tcss"
    BINDINGS = bindings_of("excerpts")
    AUTO_FOCUS = "LazyItems"

    def __init__(self, filters: Filters | None = None, what: str = "", keys: frozenset[int] | None = None) -> None:
        super().__init__()
        self.keys = keys
        self.filters, self._what = filters or Filters(), what
        self.passages: Sequence[Passage] = ()
        self.context = 0
        self.marked: set[int] = set()
        self._several = False
        self._afresh = False

    def compose(self) -> ComposeResult:
        """The place, the filter, the passages, what was found, the keys."""
        yield TitleLine()
        yield Beginning("filter", 3)
        yield LazyItems()
        empty = Static(id="empty", markup=False)
        empty.can_focus = True
        yield empty
        yield Static(id="status", markup=False)
        yield KeyLine(self.room)

    def on_mount(self) -> None:
        """Say where we are while the passages are found."""
        kept = self.project.view_state(_CONTEXT)
        self.context = min(_MOST_CONTEXT, int(kept)) if kept.isdecimal() else 0
        self._say_place("")
        self._say_filter()

    def _say_place(self, right: str) -> None:
        what = line(self._what) or _("Excerpts")
        self.query_one(TitleLine).show(f"{line(self.project.name)} ▸ {what}", right)

    def _say_filter(self) -> None:
        asked = line(in_words(self.filters)) or _("everything coded")
        if self.keys is not None:
            asked = " · ".join([asked, _("only those counted")])
        self.query_one("#filter", Beginning).tell(_("filter: {conditions}").format(conditions=asked))

    # ---- finding
    def set_filters(self, filters: Filters) -> None:
        """Show what other filters find, from the top."""
        if filters != self.filters or self.keys is not None:
            self.filters, self._afresh, self.keys = filters, True, None
            self.marked.clear()
            self._say_filter()
            self._find()

    def refresh_content(self) -> None:
        """Find the passages anew, staying where one is."""
        self._find()

    @work(thread=True, exclusive=True, group="find")
    def _find(self) -> None:
        worker = get_current_worker()
        found: Found | None = None
        loosen: list[Looser] = []
        problem: TusjError | None = None
        try:
            several = len(list_coders(self.project)) > 1
            found = find(self.project, self.filters, self.keys)
            loosen = [] if len(found) or self.keys is not None else what_to_loosen(self.project, self.filters)
        except TusjError as error:
            several, problem = False, error
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, found, several, loosen, problem)

    def _take(self, found: Found | None, several: bool, loosen: list[Looser], problem: TusjError | None) -> None:
        if not self.is_mounted:
            return
        items, before = self.query_one(LazyItems), self._at()
        self.passages, self._several = found if found is not None else (), several
        items.display = bool(self.passages)
        empty = self.query_one("#empty", Static)
        empty.display = not self.passages
        if found is not None and self.passages:
            self.marked &= {row[0] for row in found.rows}
            self._show(found, None if self._afresh or before is None else self._same_place(found, *before))
        else:
            empty.update(Content(self._say_nothing(loosen, problem)))
        self._afresh = False
        self._said = (found.people, len(found)) if found is not None else (frozenset(), 0)
        self._say_place(say_found(len(self._said[0]), self._said[1]))
        self._say_at()
        if self.is_current:
            (items if self.passages else empty).focus()

    def _show(self, found: Found, cursor: int | None) -> None:
        items = self.query_one(LazyItems)
        # What stands around a passage is guessed by the turn.
        besides = self.context * 2 * _TURN
        items.show(PassageItems(found, self._item), cursor, [row[3] - row[2] + besides for row in found.rows])

    def _item(self, passage: Passage) -> Item:
        marked = passage.coding.id in self.marked
        return passage_item(passage, self.context, marked=marked, several_coders=self._several)

    def _at(self) -> tuple[int, int] | None:
        """The passage under the cursor by its key, and its place; None where nothing was shown yet."""
        cursor = self.query_one(LazyItems).cursor
        if cursor is None or cursor >= len(self.passages):
            return None
        if isinstance(self.passages, Found):
            return self.passages.rows[cursor][0], cursor
        return None

    @staticmethod
    def _same_place(found: Found, coding: int, cursor: int) -> int:
        """Where the passage that was under the cursor is now; else the one in its place."""
        place = next((index for index, row in enumerate(found.rows) if row[0] == coding), cursor)
        return min(place, len(found) - 1)

    def _say_nothing(self, loosen: Sequence[Looser], problem: TusjError | None) -> str:
        asked = line(in_words(self.filters))
        if problem is not None:
            return "\n\n".join([line(problem.message), _("z drops one condition, Z all of them.")])
        if not asked:
            return _("Nothing is coded yet. Enter in the overview opens an interview to code.")
        said = [_("No passage fits:"), asked, ""]
        for looser in loosen[:_SHOWN_LOOSER]:
            words = ngettext(
                "Without “{condition}” there would be {n} passage.",
                "Without “{condition}” there would be {n} passages.",
                looser.passages,
            )
            said.append(words.format(condition=line(looser.condition.words), n=looser.passages))
        if not loosen:
            said.append(_("No one condition is to blame: more than one must go."))
        return "\n".join([*said, "", _("z drops one condition, Z all of them.")])

    def _say_at(self) -> None:
        cursor = self.query_one(LazyItems).cursor
        said = [] if cursor is None or not self.passages else [f"{cursor + 1} / {len(self.passages)}"]
        if self.marked:
            said.append(_("{n} marked").format(n=len(self.marked)))
        if self.context:
            said.append(ngettext("{n} turn around", "{n} turns around", self.context).format(n=self.context))
        self.query_one("#status", Static).update(Content(" · ".join(said)), layout=False)

    def on_items_moved(self) -> None:
        """Say which passage one is at."""
        self._say_at()

    def on_items_opened(self) -> None:
        """A second click goes there."""
        self.action_open()

    # ---- what is under hand
    @property
    def passage(self) -> Passage | None:
        """The passage under the cursor."""
        cursor = self.query_one(LazyItems).cursor
        return self.passages[cursor] if cursor is not None and cursor < len(self.passages) else None

    def under_hand(self) -> list[Passage]:
        """Those marked, in their order, else the one under the cursor."""
        found = self.passages
        if self.marked and isinstance(found, Found):
            return [found[index] for index, row in enumerate(found.rows) if row[0] in self.marked]
        return [self.passage] if self.passage is not None else []

    def action_mark(self) -> None:
        """Mark the passage under the cursor, or no longer, and go on to the next."""
        passage, items = self.passage, self.query_one(LazyItems)
        if passage is None or items.cursor is None:
            return
        self.marked ^= {passage.coding.id}
        self._redraw([items.cursor])
        items.go_to(items.cursor + 1)
        self._say_at()

    def action_mark_all(self) -> None:
        """Mark everything found, or nothing."""
        if isinstance(self.passages, Found):
            self.marked = set() if self.marked else {row[0] for row in self.passages.rows}
            self._redraw(range(len(self.passages)))
            self._say_at()

    def _redraw(self, indices: Sequence[int]) -> None:
        items = self.query_one(LazyItems)
        if isinstance(items.items, PassageItems):
            for index in indices:
                items.items.forget(index)
        items.changed(indices)

    def action_more_context(self, way: int) -> None:
        """Show one turn more around each passage, or one less."""
        context = min(_MOST_CONTEXT, max(0, self.context + way))
        if context == self.context:
            return
        self.context = context
        self.project.keep_view_state({_CONTEXT: str(context)})
        if isinstance(self.passages, Found) and self.passages:
            self._show(self.passages, self.query_one(LazyItems).cursor)
        self._say_at()

    # ---- leaving
    def action_sort(self) -> None:
        """Sort the category of the passage under the cursor into piles."""
        passage = self.passage
        if passage is not None:
            from app.screens.sorting import SortingScreen

            self.app.push_screen(SortingScreen(passage.code.id))

    def action_export(self) -> None:
        """Put the passages into a file: to be read in Word, Markdown and text, as rows elsewhere."""
        project, filters, context, keys = self.project, self.filters, self.context, self.keys

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                if format in PROSE:
                    write_excerpts(excerpt_page(project, filters, context, keys), format, path)
                else:
                    write_table(excerpts_table(project, filters, context, keys), format, path)

        self.ask_and_export(_("These passages: where to?"), _("passages"), write)
