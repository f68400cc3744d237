"""Passages: what lies behind a number, to be read, gone to, chosen as quotes and copied."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from app.actions import bindings_of
from app.widgets.evidence import Arguing, Drafts
from app.widgets.export import ExportingScreen
from app.widgets.items import Item, Items, Line, Part, Prose
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.codings import FLAG_WORDS, choose_quote
from codebook.themes import from_coding
from corpus.errors import TusjError
from corpus.messages import _, in_language, ngettext
from exports.harmless import line
from exports.quotes.pages import quotes_of
from exports.quotes.style import draft_text
from exports.tables.filters import Filters
from exports.tables.passages import Passage, codings_table, find_passages, place_words
from exports.writers.write import write_table

FLAG_SIGNS = {"stands-out": "◆", "recurs": "●", "interest": "▲"}
_GAP = Line()


def source_words(passage: Passage) -> str:
    """The quiet line under a passage."""
    coding = passage.coding
    heard = passage.participant
    name = passage.transcript.name
    parts = [line(place_words(name, passage.place))]
    if heard and not name.startswith(heard):
        parts.insert(0, line(heard))
    if passage.role:
        parts.append(line(passage.role))
    parts.append(line(passage.code.name))
    parts += [f"{FLAG_SIGNS[flag]} {_(FLAG_WORDS[flag])}" for flag in coding.flags]
    if coding.gist:
        parts.append(line(coding.gist))
    if coding.memo:
        parts.append(_("note: {note}").format(note=line(coding.memo)))
    return " · ".join(parts)


def passage_item(passage: Passage) -> Item:
    """A passage as it is read in a list."""
    sign = (Part(" · " + _("quote"), "accent"),) if passage.coding.quote else ()
    source = Line((Part("▊ ", "", passage.code.colour), Part(source_words(passage), "quiet"), *sign))
    return Item((Prose(passage.text), source, _GAP))


class PassagesScreen(Arguing, ExportingScreen):
    """The passages some filters find, as text. `what` says what they are, in the head."""

    room = "passages"
    CSS_PATH = "passages.tcss"
    BINDINGS = bindings_of("passages")
    AUTO_FOCUS = "Items"

    def __init__(self, filters: Filters, what: str = "") -> None:
        super().__init__()
        self._filters, self._what = filters, what
        self.passages: list[Passage] = []

    def compose(self) -> ComposeResult:
        """The place, the passages, what was found, the keys."""
        yield TitleLine()
        yield Items()
        yield Static(id="empty", markup=False)
        yield Static(id="status", markup=False)
        yield KeyLine(self.room)

    def on_mount(self) -> None:
        """Say where we are while the passages are found."""
        self._say_place("")

    def _say_place(self, right: str) -> None:
        what = line(self._what) or _("Passages")
        self.query_one(TitleLine).show(f"{line(self.project.name)} ▸ {what}", right)

    # ---- finding
    def refresh_content(self) -> None:
        """Find the passages anew, staying where one is."""
        self._find()

    @work(thread=True, exclusive=True, group="find")
    def _find(self) -> None:
        worker = get_current_worker()
        found: list[Passage] = []
        problem: TusjError | None = None
        try:
            found = find_passages(self.project, self._filters)
        except TusjError as error:
            problem = error
        drawn = [passage_item(passage) for passage in found]
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, found, drawn, problem)

    def _take(self, found: list[Passage], drawn: list[Item], problem: TusjError | None) -> None:
        if not self.is_mounted:
            return
        items = self.query_one(Items)
        cursor = self._same_place(found, items.cursor) if self.passages else None
        self.passages = found
        items.show(drawn, cursor)
        items.display = bool(found)
        empty = self.query_one("#empty", Static)
        empty.display = not found
        empty.update(
            Content(line(problem.message) if problem else _("No passages are here any more. Escape goes back."))
        )
        self._say_found()
        if found and self.is_current:
            items.focus()

    def _same_place(self, found: Sequence[Passage], cursor: int | None) -> int:
        """Where the passage under the cursor is among those found now."""
        before = self.passages[cursor] if cursor is not None and cursor < len(self.passages) else None
        for index, passage in enumerate(found):
            if before and (passage.coding.id, passage.participant) == (before.coding.id, before.participant):
                return index
        return min(cursor or 0, max(0, len(found) - 1))

    def _say_found(self) -> None:
        people = len({passage.participant for passage in self.passages} - {""})
        number = len({passage.coding.id for passage in self.passages})
        told = ngettext("{n} passage", "{n} passages", number).format(n=number)
        heard = ngettext("{n} person", "{n} people", people).format(n=people)
        self._say_place(f"{heard}, {told}")
        self._say_at()

    def _say_at(self) -> None:
        at = self.query_one(Items).cursor
        status = "" if at is None or not self.passages else f"{at + 1} / {len(self.passages)}"
        self.query_one("#status", Static).update(Content(status), layout=False)

    def on_items_moved(self) -> None:
        """Say which passage one is at."""
        self._say_at()

    def on_items_opened(self) -> None:
        """A second click goes there."""
        self.action_open()

    @property
    def passage(self) -> Passage | None:
        """The passage under the cursor."""
        cursor = self.query_one(Items).cursor
        return self.passages[cursor] if cursor is not None and cursor < len(self.passages) else None

    # ---- actions
    def in_hand(self, question: str, then: Callable[[Drafts], object]) -> None:
        """Go on with the passage under the cursor."""
        if self.passage is not None:
            then([from_coding(self.passage.coding)])

    def action_open(self) -> None:
        """Go to the place in the interview."""
        passage = self.passage
        if passage is not None:
            from app.screens.coding import CodingScreen

            self.app.push_screen(CodingScreen(passage.transcript.name, passage.coding.start, passage.coding.end))

    def action_quote(self) -> None:
        """Choose the passage as a quote, or no longer."""
        passage = self.passage
        if passage is None:
            return
        chosen = not passage.coding.quote
        if not self.attempt(lambda: choose_quote(self.project, passage.coding, chosen)):
            return
        items = self.query_one(Items)
        for index, other in enumerate(self.passages):
            if other.coding.id == passage.coding.id:
                self.passages[index] = replace(other, coding=replace(other.coding, quote=chosen))
                items.replace(index, passage_item(self.passages[index]))
        self.workbench.say(_("Chosen as a quote; u undoes.") if chosen else _("No longer a quote; u undoes."))

    def action_copy(self) -> None:
        """Copy the passage as it will stand in the draft."""
        from app.widgets.clipboard import copy_text

        passage = self.passage
        if passage is not None:
            quote = quotes_of(self.project, [passage])[0]
            self.workbench.say(copy_text(self.app, draft_text(quote, "role", self.project.language), self.project.path))

    def action_export(self) -> None:
        """Put the passages into a file."""
        project, filters = self.project, self._filters

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                write_table(codings_table(project, filters), format, path)

        self.ask_and_export(
            _("These passages: where to?"), _("passages"), write, ("csv", "xlsx", "docx", "md", "json", "txt")
        )
