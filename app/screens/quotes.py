"""Quotes: per category and role, as they will read in the draft."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from app.actions import bindings_of
from app.widgets.coders import choose_coder, coder_filter
from app.widgets.export import ExportingScreen
from app.widgets.items import Item, Items, Line, Part, Prose
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.codings import choose_quote
from corpus.errors import TusjError
from corpus.messages import _, in_language, ngettext
from exports.harmless import line
from exports.quotes.pages import quote_page
from exports.quotes.style import LABELS, draft_text, set_passage
from exports.tables.disclosure import say_of_roles
from exports.tables.filters import Filters
from exports.tables.passages import Passage, find_passages, place_words
from exports.values import NOT_APPLICABLE, QuoteGroup, QuotePage, QuotePassage, QuoteSection
from exports.writers.write import write_quotes

_GAP = Line()
_set = lru_cache(maxsize=1 << 15)(set_passage)
"""Quotes as they are set: drawn again, none is set anew."""


def head_item(section: QuoteSection, group: QuoteGroup) -> Item:
    """What stands over a group of quotes: category, role, how many of how many."""
    path = " ▸ ".join(line(name) for name in section.heading.split(" > "))
    number = _("{n} of {of}").format(n=group.informants, of=group.of) if group.of else NOT_APPLICABLE
    parts = (Part(path, "strong"), Part(f" ▸ {line(group.role)} ({number})", "quiet"))
    return Item((Line(parts), _GAP), choosable=False)


def quote_item(passage: QuotePassage, label: str, language: str, chosen: bool = True) -> Item:
    """A quote as it stands in the draft, with its source beneath; a long one is set in."""
    quote = _set(passage, label, language)
    said = quote.label
    source = [*([line(said)] if said else []), *(f"◆ {flag}" for flag in passage.flags)]
    source.append(line(place_words(passage.transcript, passage.turn)))
    source += [line(passage.gist)] if passage.gist else []
    source += [_("note: {note}").format(note=line(passage.memo))] if passage.memo else []
    source = [_("chosen"), *source] if chosen else source
    source = [*source, f"! {line(say_of_roles(passage.few))}"] if passage.few and said else source
    beneath = Prose(" · ".join(source), "accent" if chosen else "quiet", 2)
    return Item((Prose(quote.text, "", 6 if quote.block else 2), beneath, _GAP))


class QuotesScreen(ExportingScreen):
    """The passages chosen as quotes, or all, as the draft will have them."""

    room = "quotes"
    CSS_PATH = "quotes.tcss"
    BINDINGS = bindings_of("quotes")
    AUTO_FOCUS = "Items"

    def __init__(self) -> None:
        super().__init__()
        self._label = LABELS[0]
        self._everything = False
        self._asked = False
        self._coders: tuple[str, ...] = ()
        self._page: QuotePage | None = None
        self._chosen: frozenset[tuple[str, str, str, int, int]] = frozenset()
        self._quotes: list[QuotePassage | None] = []

    def compose(self) -> ComposeResult:
        """The place, the quotes, what was found, the keys."""
        yield TitleLine()
        yield Items()
        yield Static(id="empty", markup=False)
        yield Static(id="status", markup=False)
        yield KeyLine(self.room)

    # ---- finding
    def refresh_content(self) -> None:
        """Find the quotes anew, staying where one is."""
        coders = coder_filter(self.project)
        if coders is None:
            self._say_empty(_("Several people have coded. c chooses whose passages are shown."))
            if not self._asked:
                self._asked = True
                choose_coder(self, self.refresh_content)
            return
        self._coders = coders
        self._find(Filters(coder=coders), self._everything)

    @work(thread=True, exclusive=True, group="find")
    def _find(self, filters: Filters, everything: bool) -> None:
        worker = get_current_worker()
        try:
            page = quote_page(self.project, filters, everything=everything)
            for _item, _quote in self._pairs(page):
                if worker.is_cancelled:
                    return
            chosen = frozenset(_place_of(passage) for passage in find_passages(self.project, filters, quotes_only=True))
        except TusjError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.workbench.say_problem, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, page, chosen)

    def _take(self, page: QuotePage, chosen: frozenset[tuple[str, str, str, int, int]]) -> None:
        if not self.is_mounted:
            return
        again = self._page is not None
        before, cursor = self.quote, self.query_one(Items).cursor
        self._page, self._chosen = page, chosen
        self._draw()
        if not self._quotes:
            self._say_empty(self._nothing())
            return
        items = self.query_one(Items)
        self.query_one("#empty").display = False
        items.display = True
        if again:
            same = next((i for i, quote in enumerate(self._quotes) if quote and quote == before), cursor or 0)
            items.go_to(same)
        if self.is_current:
            items.focus()

    def _draw(self) -> None:
        """Set the page in items; `_quotes` has the quote of each, None for a heading."""
        page = self._page or QuotePage("", ())
        items = self.query_one(Items)
        pairs = list(self._pairs(page))
        self._quotes = [quote for _item, quote in pairs]
        items.show([item for item, _quote in pairs], items.cursor if self._quotes else None)
        number = sum(quote is not None for quote in self._quotes)
        label = {"role": _("label: role"), "number": _("label: number"), "none": _("no label")}[self._label]
        told = ngettext("{n} quote", "{n} quotes", number).format(n=number)
        if self._everything:
            told = ngettext("{n} passage", "{n} passages", number).format(n=number)
        place = f"{line(self.project.name)} ▸ {_('Quotes')}"
        self.query_one(TitleLine).show(place, " · ".join([told, label, *map(line, self._coders)]))
        self._say_at()

    def _pairs(self, page: QuotePage) -> Iterator[tuple[Item, QuotePassage | None]]:
        language = self.project.language
        for section in page.sections:
            for group in section.groups:
                yield head_item(section, group), None
                for passage in group.passages:
                    chosen = self._everything and _place(passage) in self._chosen
                    yield quote_item(passage, self._label, language, chosen), passage

    def _nothing(self) -> str:
        if self._everything:
            return _("No passage is coded yet: code one, and it can become a quote.")
        return _("No quote is chosen yet. q chooses a passage where you code; a shows every coded passage here.")

    def _say_empty(self, text: str) -> None:
        self.query_one(Items).display = False
        empty = self.query_one("#empty", Static)
        empty.display = True
        empty.update(Content(text))
        self.query_one("#status", Static).update("")

    def _say_at(self) -> None:
        quote = self.quote
        text = line(f"{quote.schema} ▸ {quote.code_path}") if quote else ""
        if quote and quote.few and self._label != "none":
            text = f"! {line(say_of_roles(quote.few))} · {text}"
        self.query_one("#status", Static).update(Content(text), layout=False)

    def on_items_moved(self) -> None:
        """Say where the quote belongs."""
        self._say_at()

    def on_items_opened(self) -> None:
        """A second click goes there."""
        self.action_open()

    @property
    def quote(self) -> QuotePassage | None:
        """The quote under the cursor."""
        cursor = self.query_one(Items).cursor
        return self._quotes[cursor] if cursor is not None and cursor < len(self._quotes) else None

    # ---- actions
    def action_open(self) -> None:
        """Go to the place in the interview."""
        quote = self.quote
        if quote is not None:
            from app.screens.coding import CodingScreen

            self.app.push_screen(CodingScreen(quote.transcript, quote.start, quote.end))

    def action_copy(self) -> None:
        """Copy the quote as it will stand in the draft."""
        from app.widgets.clipboard import copy_text

        quote = self.quote
        if quote is not None:
            self.workbench.say(
                copy_text(self.app, draft_text(quote, self._label, self.project.language), self.project.path)
            )

    def action_label(self) -> None:
        """Change who is said to speak: role, number, nobody."""
        self._label = LABELS[(LABELS.index(self._label) + 1) % len(LABELS)]
        if self._page is not None:
            self._draw()

    def action_everything(self) -> None:
        """Show every passage, or only those chosen."""
        self._everything = not self._everything
        self.refresh_content()

    def action_unchoose(self) -> None:
        """Choose the passage as a quote, or no longer."""
        quote = self.quote
        if quote is None:
            self.workbench.say(self._nothing())
            return
        chosen = _place(quote) not in self._chosen
        if self.attempt(lambda: self._choose(quote, chosen)):
            self.workbench.say(_("Chosen as a quote; u undoes.") if chosen else _("No longer a quote; u undoes."))
            self.refresh_content()

    def _choose(self, quote: QuotePassage, chosen: bool) -> None:
        filters = Filters(
            transcript=(quote.transcript,), schema=(quote.schema,), code=(quote.code_path,), coder=self._coders
        )
        for passage in find_passages(self.project, filters):
            if _place_of(passage) == _place(quote):
                choose_quote(self.project, passage.coding, chosen)
                return

    def action_coder(self) -> None:
        """Choose whose codings are shown."""
        choose_coder(self, self.refresh_content)

    def action_export(self) -> None:
        """Put the quotes into a file, labelled as they are shown."""
        if not self._quotes:
            self.workbench.say(_("There is nothing to put out yet."))
            return
        project, everything, label = self.project, self._everything, self._label
        filters = Filters(coder=self._coders)

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                page = quote_page(project, filters, everything=everything)
                write_quotes(page, format, path, label, sources=format in ("csv", "xlsx", "json"))

        self.ask_and_export(_("These quotes: where to?"), _("quotes"), write)


def _place(quote: QuotePassage) -> tuple[str, str, str, int, int]:
    return quote.transcript, quote.schema, quote.code_path, quote.start, quote.end


def _place_of(passage: Passage) -> tuple[str, str, str, int, int]:
    coding, code = passage.coding, passage.code
    return passage.transcript.name, code.schema, code.path, coding.start, coding.end
