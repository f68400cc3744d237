"""Sorting a category: its passages one after the other, large, into piles; or split to another schema's categories."""

from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from app.actions import bindings_of
from app.screens.passage_actions import PassageActions
from app.screens.sorting_choosing import Choosing
from app.screens.sorting_putting import Putting
from app.widgets.export import ExportingScreen
from app.widgets.ground import palette_of
from app.widgets.items import Item, Items, Line, Part
from app.widgets.keyline import KeyLine
from app.widgets.passage_items import passage_item
from app.widgets.pile_panel import PilePanel, PileRow, count_words
from app.widgets.title import TitleLine
from codebook.changes import touched_rows
from codebook.schemas import Code
from corpus.errors import TusjError
from corpus.messages import _, in_language, ngettext
from corpus.store import Step
from exports.harmless import line
from exports.tables.filters import Filters
from exports.tables.frequencies import ALL
from exports.tables.passages import Passage
from exports.tables.piles import PileCount, Sorted, count_piles, find_sorted, people_asked, piles_table
from exports.writers.write import write_table

_BEFORE, _AFTER, _SHOWN = 2, 40, 160
_MOST_CONTEXT = 9
_NARROW = 100
NOT_SORTED = 0
"""The view of what is in no pile; a pile's own view is its key, None shows everything."""


class SortingScreen(Putting, PassageActions, Choosing, ExportingScreen):
    """Sorts one category. Without a code it goes on with the last one, or asks."""

    room = "sorting"
    CSS_PATH = "sorting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("sorting")]
    AUTO_FOCUS = "Items"

    def __init__(self, code: int | None = None) -> None:
        super().__init__()
        self.code = code
        self.sorted: Sorted | None = None
        self._counts: list[PileCount] = []
        self._order: list[int] = []
        self._window = range(0)
        self._coding = 0
        self._place = 0
        self.around = 1

    def compose(self) -> ComposeResult:
        """The place, the passage with the rest in line, the piles, the keys."""
        yield TitleLine()
        with Container(id="desk"):
            yield Items()
            empty = Static(id="empty", markup=False)
            empty.can_focus = True
            yield empty
            yield PilePanel()
        yield Static(id="status", markup=False)
        yield KeyLine(self.room)

    def on_mount(self) -> None:
        """Take up the category asked for, else the last one."""
        self._suit(self.app.size.width)
        self.begin()

    def on_resize(self, event: events.Resize) -> None:
        """The piles stand beneath where there is no room beside."""
        self._suit(event.size.width)

    def _suit(self, width: int) -> None:
        self.set_class(width < _NARROW, "-narrow")
        self.query_one(PilePanel).narrow = width < _NARROW

    # ---- reading
    def refresh_content(self) -> None:
        """Read the category anew, staying at the passage."""
        category = self.category()
        if category is None:
            self.sorted = None
            self._say_empty(_("Choose a category to sort: k."))
            return
        coders = self.coders()
        if coders is None:
            self._say_empty(_("Several people have coded. w chooses whose passages are sorted."))
            return
        filters = Filters(role=(self.role,) if self.role else (), coder=coders)
        try:
            self.sorted = find_sorted(self.project, filters, category, self.target)
            asked = people_asked(self.project, self.sorted, filters)
        except TusjError as error:
            self._say_empty(error.message)
            return
        self._counts = count_piles(self.sorted.piles, self.sorted.inside, self.sorted.found.owners, asked)
        self._arrange()

    def start_over(self) -> None:
        """Begin with the first passage that is in no pile."""
        self._coding = 0

    def _arrange(self) -> None:
        """Put the passages of the view in order, and stand where one stood."""
        if self.sorted is None:
            return
        inside, rows = self.sorted.inside, self.sorted.found.rows
        self._order = [index for index in range(len(rows)) if self._in_view(inside[index])]
        keys = [rows[index][0] for index in self._order]
        if self._coding in keys:
            place = keys.index(self._coding)
        elif self._coding:
            place = self._place
        else:  # just begun: with the first that is in no pile
            place = next((at for at, index in enumerate(self._order) if not inside[index]), 0)
        self._go(max(0, min(place, len(keys) - 1)))

    def _in_view(self, inside: frozenset[int]) -> bool:
        if self.view is None:
            return True
        return not inside if self.view == NOT_SORTED else self.view in inside

    def _go(self, place: int) -> None:
        """Stand at a place of the order and draw everything."""
        found = self.sorted
        if found is None or not self._order:
            self._say_empty(self._nothing())
            return
        self._place = place
        self._coding = found.found.rows[self._order[place]][0]
        self._window = range(max(0, place - _BEFORE), min(len(self._order), place + _AFTER))
        items = self.query_one(Items)
        self.query_one("#empty").display = False
        items.display = True
        items.show([self._item(at) for at in self._window], place - self._window.start)
        if self.is_current:
            items.focus()
        self._say()

    def _item(self, at: int) -> Item:
        """A passage of the order: whole where one stands, else its first words and its piles."""
        assert self.sorted is not None
        index = self._order[at]
        if at == self._place:
            return passage_item(self.sorted.found[index], self.around)
        row = self.sorted.found.rows[index]
        transcript = self.sorted.found[index].transcript
        words = line(self.sorted.found[index].interview.text[row[2] : min(row[3], row[2] + _SHOWN)])
        digits = "".join(self.digit_of(pile) for pile in self.sorted.piles if pile.id in self.sorted.inside[index])
        parts = (Part(f"{digits or '·':<2} ", "accent"), Part(f"{line(transcript.name)}  {words}", "quiet"))
        return Item((Line(parts), *([Line()] if at == self._place - 1 else [])))

    # ---- saying
    def _say(self) -> None:
        found = self.sorted
        if found is None:
            return
        left = sum(not keys for keys in found.inside)
        whose = line(self.role) or _("every role")
        total = len(found.inside)
        aside = f"{whose} · " + _("{n} of {of} left").format(n=left, of=total)
        what = line(found.category.path.replace(" > ", " ▸ "))
        goal = f" → {line(found.target.name)}" if found.target else ""
        self.query_one(TitleLine).show(" ▸ ".join([line(self.project.name), _("Sort"), f"{what}{goal}"]), aside)
        self._say_piles(found, self.inside, left)
        status = f"{self._place + 1} / {len(self._order)}" if self._order else ""
        self.query_one("#status", Static).update(Content(" · ".join(p for p in (status, self._say_view()) if p)))

    def _say_view(self) -> str:
        if self.view is None or self.sorted is None:
            return _("all of them; Tab shows those in no pile")
        if self.view == NOT_SORTED:
            return _("those in no pile")
        name = next((pile.name for pile in self.sorted.piles if pile.id == self.view), "")
        return _("those in {pile}").format(pile=line(name))

    def _say_piles(self, found: Sorted, here: frozenset[int], left: int) -> None:
        palette = palette_of(self)
        roles = len({count.role for count in self._counts} - {ALL})
        each = 1 + roles
        rows = []
        for number, pile in enumerate(found.piles):
            counts = [c for c in self._counts[number * each : (number + 1) * each] if c.role != ALL or not roles]
            words = tuple(count_words(count.role, count.informants, count.of) for count in counts)
            short = tuple(count_words("", count.informants, count.of) for count in counts)
            depth = pile.depth if found.target else 0
            rows.append(
                PileRow(pile.id, self.digit_of(pile), pile.name, palette.lane(pile.colour) or "", words, short, depth)
            )
        title = _("the categories of {schema}") if found.target else _("the piles of {category}")
        title = title.format(schema=found.target.name if found.target else "", category=found.category.name)
        foot = _("n makes the first pile") if not rows else ngettext("{n} in no pile", "{n} in no pile", left)
        foot = foot.format(n=left)
        if self.query_one(PilePanel).narrow and rows:
            foot = " · ".join([foot, *dict.fromkeys(count.role for count in self._counts if count.role != ALL)])
        self.query_one(PilePanel).show_piles(title, rows, here, foot)

    def digit_of(self, pile: Code) -> str:
        """The digit of a pile: its place; of another schema's category its own key."""
        if self.sorted is None:
            return ""
        if self.sorted.target is not None and any(code.key for code in self.sorted.piles):
            return pile.key
        place = self.sorted.piles.index(pile) + 1
        return str(place) if place < 10 else ""

    def _nothing(self) -> str:
        if self.sorted is not None and self.sorted.found.rows:
            return _("Nothing is left here. Tab shows the others.")
        return _("No passage is coded with this category. k chooses another.")

    def _say_empty(self, text: str) -> None:
        self.query_one(Items).display = False
        empty = self.query_one("#empty", Static)
        empty.display = True
        empty.update(Content(line(text)))
        self.query_one("#status", Static).update("")
        if self.sorted is not None:
            self._order = [] if not self.sorted.found.rows else self._order
            self._say()
        else:
            self.query_one(TitleLine).show(" ▸ ".join([line(self.project.name), _("Sort")]), "")
            self.query_one(PilePanel).show_piles("", (), (), "")
        if self.is_current:
            empty.focus()

    # ---- moving
    @property
    def inside(self) -> frozenset[int]:
        """The piles the passage being sorted is in, by key."""
        return self.sorted.inside[self._order[self._place]] if self.sorted and self._order else frozenset()

    @property
    def passage(self) -> Passage | None:
        """The passage being sorted."""
        if self.sorted is None or not self._order:
            return None
        return self.sorted.found[self._order[self._place]]

    def under_hand(self) -> list[Passage]:
        """The passage being sorted."""
        return [self.passage] if self.passage is not None else []

    def on_items_moved(self, message: Items.Moved) -> None:
        """The cursor went to another passage of those in line."""
        if message.index < len(self._window) and self._window[message.index] != self._place:
            self._go(self._window[message.index])

    def on_items_opened(self) -> None:
        """A second click goes there."""
        self.action_open()

    def action_step(self, way: int) -> None:
        """Go to the next passage in line, or back."""
        if self._order:
            self._go(max(0, min(len(self._order) - 1, self._place + way)))

    def go_on(self) -> None:
        """Stand, when the category is read anew, at the next passage in no pile; where there is none, stay."""
        if self.sorted is None:
            return
        for places in (range(self._place + 1, len(self._order)), range(self._place)):
            for place in places:
                if not self.sorted.inside[self._order[place]]:
                    self._coding = self.sorted.found.rows[self._order[place]][0]
                    return

    def action_view(self, way: int) -> None:
        """Show all, those in no pile, or those in each pile in turn."""
        if self.sorted is None:
            return
        views: list[int | None] = [None, NOT_SORTED, *(pile.id for pile in self.sorted.piles)]
        at = views.index(self.view) if self.view in views else 0
        self.view = views[(at + way) % len(views)]
        self._arrange()

    def action_panel(self) -> None:
        """Show or hide the piles."""
        panel = self.query_one(PilePanel)
        panel.display = not panel.display

    def action_more_context(self, way: int) -> None:
        """Show one turn more around the passage, or one less."""
        self.around = min(_MOST_CONTEXT, max(0, self.around + way))
        self._arrange()

    # ---- undo
    def _told(self, step: Step | None, done: str, nothing: str) -> None:
        """Say what was undone, and stand at the passage it was done to."""
        touched = touched_rows(self.project, step) if step else None
        if touched and self.sorted is not None:
            there = touched.get("coding", frozenset()) & {row[0] for row in self.sorted.found.rows}
            self._coding = min(there, default=self._coding)
        super()._told(step, done, nothing)

    # ---- leaving
    def action_export(self) -> None:
        """Put the counts of the piles into a file."""
        found = self.sorted
        if found is None:
            return
        project, target = self.project, self.target
        filters = Filters(
            role=(self.role,) if self.role else (), coder=self.coders() or (), schema=(found.schema.name,)
        )

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                write_table(piles_table(project, found.category.path, filters, target), format, path)

        self.ask_and_export(
            _("These piles: where to?"), _("piles"), write, ("docx", "xlsx", "csv", "md", "json", "txt")
        )
