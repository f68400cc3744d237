"""Suggestions: sentences like those coded with a category, and why; accepted or rejected one by one."""

from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker, get_current_worker

from app.actions import bindings_of
from app.places import chosen_reading
from app.screens.base import WorkScreen
from app.widgets.all_codes import all_choices
from app.widgets.export import ExportingScreen
from app.widgets.items import Item, Items, Line, Part, Prose
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.changes import Standing, last_step
from codebook.readings import Reading
from codebook.schemas import Code, list_schemas
from codebook.suggestions import Suggestion, Suggestions, accept, find_suggestions, reading_of, reject
from corpus.errors import TusjError
from corpus.messages import _, in_language, ngettext
from corpus.progress import Cancelled
from exports.harmless import line
from exports.tables.passages import place_words
from exports.tables.search import say_searched, suggestions_table
from exports.writers.write import write_table

_GAP = Line()


def suggestion_item(suggestion: Suggestion, marked: bool = False) -> Item:
    """A suggested sentence, where it stands, and the words it shares."""
    place = place_words(suggestion.name, str(suggestion.turn))
    shared = _("shares: {words}").format(words=", ".join(map(line, suggestion.shared)))
    parts = [place, *([line(suggestion.role)] if suggestion.role else [])]
    source = (
        Part("● " if marked else "", "accent"),
        Part(" · ".join(parts) + " · ", "quiet"),
        Part(shared, "accent"),
    )
    return Item((Prose(suggestion.text), Line(source), _GAP))


def choose_category(screen: WorkScreen) -> None:
    """Ask for a category and show what is suggested for it."""
    from app.widgets.picker import PickerScreen

    def picked(answer: object) -> None:
        if isinstance(answer, Code):
            if isinstance(screen, SuggestionsScreen):
                screen.take_category(answer)
            else:
                screen.app.push_screen(SuggestionsScreen(answer))
        elif isinstance(answer, str) and answer.strip():
            screen.workbench.say(_("Choose a category something is coded with already."))

    choices = list(all_choices(screen.project, screen))
    if choices:
        screen.app.push_screen(PickerScreen(_("suggest sentences for which category?"), choices, ""), picked)
    else:
        screen.workbench.say(_("There are no categories yet."))


class SuggestionsScreen(ExportingScreen):
    """What is suggested for one category."""

    room = "suggestions"
    CSS_PATH = "suggestions.tcss"
    BINDINGS = bindings_of("suggestions")
    AUTO_FOCUS = "Items"

    def __init__(self, code: Code) -> None:
        super().__init__()
        self._code_in_hand, self._everything = code, False
        self._shown: Suggestions | None = None
        self._marked: set[tuple[int, int]] = set()
        self._standing: Standing | None = None
        self._working: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """The place, the suggestions, what they were learnt from, the keys."""
        yield TitleLine()
        yield Items()
        yield Static(id="empty", markup=False)
        yield Static(id="status", markup=False)
        yield KeyLine(self.room)

    def on_mount(self) -> None:
        """Say where we are while suggestions are sought."""
        self._say_place()

    def on_unmount(self) -> None:
        """Stop what is still sought."""
        self._stop()

    def _stop(self) -> None:
        if self._working is not None:
            self._working.cancel()
            self._working = None

    def _say_place(self) -> None:
        count = len(self._shown.found) if self._shown else 0
        told = ngettext("{n} suggestion", "{n} suggestions", count).format(n=count) if self._shown else ""
        path = " ▸ ".join(line(name) for name in self._code_in_hand.path.split(" > "))
        self.query_one(TitleLine).show(f"{line(self.project.name)} ▸ {_('Suggestions')} ▸ {path}", told)

    # ---- seeking
    def refresh_content(self) -> None:
        """Seek anew, if anything has changed since."""
        if last_step(self.project) != self._standing:
            self._seek()

    def take_category(self, code: Code) -> None:
        """Suggest for another category."""
        self._code_in_hand, self._shown, self._marked = code, None, set()
        self._seek()

    def _seek(self) -> None:
        known = {code.id: code for schema in list_schemas(self.project) for code in schema.codes}
        code = known.get(self._code_in_hand.id)
        if code is None:
            self.workbench.say(_("The category is no longer there."))
            self.workbench.go_back()
            return
        self._code_in_hand, self._standing = code, last_step(self.project)
        self._say_place()
        self._working = self._find(code, self._everything)

    @work(thread=True, exclusive=True, exit_on_error=False, group="suggest")
    def _find(self, code: Code, everything: bool) -> None:
        worker = get_current_worker()

        def progress(done: int, total: int) -> None:
            if worker.is_cancelled:
                raise Cancelled
            if done % 5 == 0:
                self.app.call_from_thread(self._say_progress, done, total)

        try:
            found = find_suggestions(
                self.project, code, reading=self._reading(code), everything=everything, progress=progress
            )
        except Cancelled:
            return
        except TusjError as error:
            self.app.call_from_thread(self.workbench.say_problem, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, found)

    def _reading(self, code: Code) -> Reading | None:
        """The reading in hand where it uses the category's schema, else the first that does."""
        schema = next(schema for schema in list_schemas(self.project) if schema.name == code.schema)
        chosen = chosen_reading(self.project)
        return chosen if chosen and schema.id in chosen.schemas else reading_of(self.project, schema)

    def _say_progress(self, done: int, total: int) -> None:
        if self.is_mounted and self._working is not None:
            words = _("Looking through the interviews: {done} of {total}. Escape stops.")
            self._say(words.format(done=done, total=total))

    # ---- showing
    def _take(self, found: Suggestions) -> None:
        if not self.is_mounted:
            return
        self._working, self._shown = None, found
        self._marked &= {(one.transcript, one.start) for one in found.found}
        items = self.query_one(Items)
        cursor = items.cursor
        items.show([self._item(one) for one in found.found], min(cursor or 0, max(0, len(found.found) - 1)))
        items.display = bool(found.found)
        empty = self.query_one("#empty", Static)
        empty.display = not found.found
        empty.update(Content("" if found.found else self._why_none(found)))
        self._say_place()
        self._say_at()
        if found.found and self.is_current:
            items.focus()

    def _item(self, suggestion: Suggestion) -> Item:
        return suggestion_item(suggestion, (suggestion.transcript, suggestion.start) in self._marked)

    def _why_none(self, found: Suggestions) -> str:
        if not found.examples:
            return _("Nothing is coded with this category yet: there is nothing to liken to.")
        if not found.searched:
            return _("No interview is set to read yet. r looks through every one all the same.")
        if found.reading:
            return _("No other sentence shares enough words. r looks through every interview.")
        return _("No other sentence shares enough words.")

    def _say_at(self) -> None:
        if self._working is not None or self._shown is None:
            return
        at, parts = self.query_one(Items).cursor, []
        if at is not None and self._shown.found:
            parts.append(f"{at + 1} / {len(self._shown.found)}")
        if self._marked:
            parts.append(_("{n} marked").format(n=len(self._marked)))
        self._say(" · ".join([*parts, say_searched(self._shown)]))

    def _say(self, words: str) -> None:
        self.query_one("#status", Static).update(Content(line(words)), layout=False)

    def on_items_moved(self) -> None:
        """Say where one is."""
        self._say_at()

    def on_items_opened(self) -> None:
        """A second click goes there."""
        self.action_open()

    @property
    def suggestion(self) -> Suggestion | None:
        """The one under the cursor."""
        at = self.query_one(Items).cursor
        found = self._shown.found if self._shown else ()
        return found[at] if at is not None and at < len(found) else None

    def _meant(self) -> list[Suggestion]:
        """Those marked, else the one under the cursor."""
        found = self._shown.found if self._shown else ()
        marked = [one for one in found if (one.transcript, one.start) in self._marked]
        return marked or ([self.suggestion] if self.suggestion else [])

    # ---- actions
    def action_back(self) -> None:
        """Stop seeking, else go back."""
        if self._working is not None:
            self._stop()
            self._say("")
            self.workbench.say(_("Stopped. What was looked through by then is kept."))
            return
        super().action_back()

    def action_open(self) -> None:
        """Go to the place in the interview."""
        suggestion = self.suggestion
        if suggestion is not None:
            from app.screens.coding import CodingScreen

            self.app.push_screen(CodingScreen(suggestion.name, suggestion.start, suggestion.end))

    def action_mark(self) -> None:
        """Mark the suggestion, or no longer, and go on to the next."""
        suggestion, items = self.suggestion, self.query_one(Items)
        if suggestion is not None and items.cursor is not None:
            self._marked ^= {(suggestion.transcript, suggestion.start)}
            items.replace(items.cursor, self._item(suggestion))
            items.action_move(1)
            self._say_at()

    def action_accept(self) -> None:
        """Code what is marked, else this sentence."""
        meant, code = self._meant(), self._code_in_hand
        if meant and self.attempt(lambda: accept(self.project, meant, code)):
            told = ngettext("{n} coded as {code}; u undoes.", "{n} coded as {code}; u undoes.", len(meant))
            self.workbench.say(told.format(n=len(meant), code=code.name))
            self._seek()

    def action_reject(self) -> None:
        """Never suggest what is marked, else this sentence, for the category again."""
        meant, code = self._meant(), self._code_in_hand
        if meant and self.attempt(lambda: reject(self.project, meant, code)):
            self.workbench.say(_("Not suggested for {code} again; u undoes.").format(code=code.name))
            self._seek()

    def action_scope(self) -> None:
        """Look through every interview, or only those set to read."""
        self._everything = not self._everything
        self._seek()

    def action_category(self) -> None:
        """Choose another category."""
        choose_category(self)

    def action_export(self) -> None:
        """Put the suggestions into a file."""
        project, shown = self.project, self._shown
        if shown is None or not shown.found:
            self.workbench.say(_("There is nothing to put out yet."))
            return

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                write_table(suggestions_table(shown), format, path)

        self.ask_and_export(
            _("These suggestions: where to?"), _("suggestions"), write, ("csv", "xlsx", "docx", "md", "json", "txt")
        )
