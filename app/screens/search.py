"""Search: what was said in all interviews, each hit in its context, to be gone to and coded."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from textual import events, work
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import Worker, get_current_worker

from app.actions import EVERYWHERE, Action, actions_of, bindings_of
from app.screens.search_rows import hit_item, where_words
from app.widgets.all_codes import all_choices, schemas_in_hand
from app.widgets.export import ExportingScreen
from app.widgets.items import Items
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.changes import Standing, last_step
from codebook.found import code_hits, code_hits_as_new
from codebook.schemas import Code
from corpus.errors import TusjError
from corpus.messages import N_, _, in_language, ngettext
from corpus.progress import Cancelled
from corpus.search import Found, Hit, Query, find_hits, read_query
from exports.harmless import line
from exports.tables.search import hits_table, say_forms
from exports.writers.write import write_table

FIRST = 300
"""So many hits are shown at once; the rest follows."""

SHOWN = 3_000
"""No more hits than this stand in the list; all are marked and coded."""

_PAUSE = 0.3
_WIDE = 120
Key = tuple[int, int, int]


def key_of(hit: Hit) -> Key:
    """What a hit is known by when it is found again."""
    return hit.transcript, hit.start, hit.end


def _while_typing() -> Iterator[Action]:
    yield Action("search", "ask", "ask", "enter", "", N_("search"))
    for action in actions_of("search"):
        if action.room == EVERYWHERE and action.name in ("help", "back"):
            yield replace(action, short=action.short or N_("back"))


class SearchScreen(ExportingScreen):
    """A line to type on, and the hits beneath it."""

    room = "search"
    CSS_PATH = "search.tcss"
    BINDINGS = bindings_of("search")
    AUTO_FOCUS = "Input"

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._text, self._exact, self._words = text, False, False
        self._asked: Query = Query(())
        self._found = Found((), True)
        self._marked: set[Key] = set()
        self._standing: Standing | None = None
        self._typing: Timer | None = None
        self._working: Worker[None] | None = None
        self._forms: tuple[str, ...] = ()
        self._drawn_for = 0

    def compose(self) -> ComposeResult:
        """The place, the line to type on, the hits, what was found, the keys."""
        yield TitleLine()
        yield Input(self._text, placeholder=_("words in any form"), select_on_focus=False)
        yield Static(id="empty", markup=False)
        yield Items()  # there always: where it is hidden its keys would be typed on the line
        yield Static(id="status", markup=False)
        yield KeyLine(self.room)

    def on_mount(self) -> None:
        """Say where we are and how to ask."""
        self._show()

    def on_unmount(self) -> None:
        """Stop what is still looked for."""
        self._stop()

    # ---- asking
    def on_input_changed(self, event: Input.Changed) -> None:
        """Search when the typing pauses."""
        if event.value == self._text and self._standing is not None:
            return
        self._text = event.value
        if self._typing:
            self._typing.stop()
        self._typing = self.set_timer(_PAUSE, self._ask)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search at once and go to the hits."""
        event.stop()
        self.action_ask()

    def action_ask(self) -> None:
        """Search for what the line says, at once, and go to the hits."""
        self._text = self.query_one(Input).value
        self._ask()
        self.query_one(Items).focus()

    def on_descendant_focus(self) -> None:
        """While one types, offer no keys that would only be typed."""
        typing = tuple(_while_typing()) if isinstance(self.focused, Input) else ()
        self.query_one(KeyLine).offer_while_typing(typing)

    def on_key(self, event: events.Key) -> None:
        """Down goes from the line to the hits."""
        if event.key == "down" and isinstance(self.focused, Input) and self._found.hits:
            event.stop()
            self.query_one(Items).focus()

    def refresh_content(self) -> None:
        """Search anew, if anything has changed since."""
        if self._standing is not None and last_step(self.project) != self._standing:
            self._ask()

    def _ask(self) -> None:
        if self._typing:
            self._typing.stop()
        self._asked = read_query(self.project, self._text, exact=self._exact)
        self._standing = last_step(self.project)
        if not self._asked.terms:
            self._stop()
            self._take(Found((), True), last=True)
        else:
            self._working = self._find(self._asked)

    def _stop(self) -> None:
        if self._working is not None:
            self._working.cancel()
            self._working = None

    @work(thread=True, exclusive=True, exit_on_error=False, group="find")
    def _find(self, query: Query) -> None:
        worker = get_current_worker()

        def progress(done: int, total: int) -> None:
            if worker.is_cancelled:
                raise Cancelled
            if done % 5 == 0:
                self.app.call_from_thread(self._say_progress, done, total)

        try:
            found = find_hits(self.project, query, limit=FIRST, progress=progress)
            if not worker.is_cancelled:
                self.app.call_from_thread(self._take, found, last=found.whole)
            if not found.whole:
                found = find_hits(self.project, query, progress=progress)
                self.app.call_from_thread(self._take, found, last=True)
        except Cancelled:
            return
        except TusjError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.workbench.say_problem, error)

    def _say_progress(self, done: int, total: int) -> None:
        if self.is_mounted and self._working is not None:
            words = _("Looking through the interviews: {done} of {total}. Escape stops.")
            self._say(words.format(done=done, total=total))

    # ---- showing
    def _take(self, found: Found, *, last: bool) -> None:
        if not self.is_mounted:
            return
        if last:
            self._working, self._forms = None, say_forms(self.project)
        items = self.query_one(Items)
        same = self._same_place(found.hits, items.cursor)
        self._found = found
        self._marked &= {key_of(hit) for hit in found.hits} if last else self._marked
        self._show(same)

    def _same_place(self, hits: Sequence[Hit], cursor: int | None) -> int | None:
        before = self.hit
        if before is None or cursor is None:
            return None
        wanted = key_of(before)
        return next((at for at, hit in enumerate(hits[:SHOWN]) if key_of(hit) == wanted), None)

    def _show(self, cursor: int | None = None) -> None:
        items, width = self.query_one(Items), self.size.width
        hits = self._found.hits[:SHOWN]
        items.show([hit_item(hit, width, key_of(hit) in self._marked) for hit in hits], cursor)
        self._drawn_for = width
        empty = self.query_one("#empty", Static)
        empty.display = not hits
        if not hits:
            empty.update(Content(self._why_empty()))
        self._say_found()
        self._say_at()

    def _why_empty(self) -> str:
        if self._asked.terms and self._working is None:
            lines = [_("Nothing was found.")]
            if self._exact:
                lines.append(_("x finds the words in any form again."))
            if self._asked.speaker:
                lines.append(_("Without “{name}:” everybody's words are searched.").format(name=self._asked.speaker))
            lines.append(_("Fewer words find more; samarb* finds all that begins so."))
            return "\n".join(lines)
        return _(
            "samarbeid            in any form: samarbeidet, samarbeider\n"
            "=samarbeid           exactly as it stands\n"
            "“gir lyd fra seg”    words side by side\n"
            "samarb*              all that begins so\n"
            "P07: samarbeid       only what P07 says; interviewer: and participant: too"
        )

    def _say_found(self) -> None:
        count = len(self._found.hits)
        told = ""
        if self._asked.terms:
            interviews = len({hit.transcript for hit in self._found.hits})
            told = ngettext("{n} hit", "{n} hits", count).format(n=count if self._found.whole else f"{count}+")
            where = ngettext("{n} interview", "{n} interviews", interviews).format(n=interviews)
            told = f"{told}, {where}"
        parts = [told, _("as they stand") if self._exact else "", _("codes the words") if self._words else ""]
        self.query_one(TitleLine).show(
            f"{line(self.project.name)} ▸ {_('Search')}", " · ".join(part for part in parts if part)
        )

    def _say_at(self) -> None:
        if self._working is not None:
            return
        hit, cursor = self.hit, self.query_one(Items).cursor
        parts = []
        if hit is not None and cursor is not None:
            parts = [f"{cursor + 1} / {len(self._found.hits)}", where_words(hit)]
        if len(self._found.hits) > SHOWN:
            parts.append(_("the first {n} are listed").format(n=SHOWN))
        if self._marked:
            parts.append(_("{n} marked").format(n=len(self._marked)))
        if parts and self.size.width >= _WIDE:
            parts += self._forms
        self._say(" · ".join(parts))

    def _say(self, words: str) -> None:
        self.query_one("#status", Static).update(Content(line(words)), layout=False)

    def on_resize(self) -> None:
        """Lines are drawn for a width."""
        if self._drawn_for and self._drawn_for != self.size.width:
            self._show(self.query_one(Items).cursor)

    def on_items_moved(self) -> None:
        """Say where one is."""
        self._say_at()

    def on_items_opened(self) -> None:
        """A second click goes there."""
        self.action_open()

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        cursor = self.query_one(Items).cursor
        return self._found.hits[cursor] if cursor is not None and cursor < len(self._found.hits) else None

    # ---- actions
    def action_back(self) -> None:
        """Stop looking, else go back."""
        if self._working is not None:
            self._stop()
            self._say_at()
            self.workbench.say(_("Stopped. What was looked through by then is kept."))
            return
        super().action_back()

    def action_type(self) -> None:
        """Change what is searched for."""
        self.query_one(Input).focus()

    def action_exact(self) -> None:
        """Find words as they stand, or in any form."""
        self._exact = not self._exact
        self._ask()

    def action_words(self) -> None:
        """Code the words found, or the sentences around them."""
        self._words = not self._words
        self._say_found()
        self.workbench.say(
            _("The words found will be coded.") if self._words else _("The sentences around the hits will be coded.")
        )

    def action_open(self) -> None:
        """Go to the place in the interview."""
        hit = self.hit
        if hit is not None:
            from app.screens.coding import CodingScreen

            self.app.push_screen(CodingScreen(hit.name, hit.start, hit.end))

    def action_mark(self) -> None:
        """Mark the hit, or no longer, and go on to the next."""
        hit, items = self.hit, self.query_one(Items)
        if hit is None or items.cursor is None:
            return
        self._marked ^= {key_of(hit)}
        items.replace(items.cursor, hit_item(hit, self.size.width, key_of(hit) in self._marked))
        items.action_move(1)
        self._say_at()

    def action_mark_all(self) -> None:
        """Mark every hit, or none."""
        if self._working is not None:
            self.workbench.say(_("Not all hits are found yet; a moment."))
            return
        every = {key_of(hit) for hit in self._found.hits}
        self._marked = set() if self._marked == every else every
        self._show(self.query_one(Items).cursor)

    def action_code(self) -> None:
        """Code the hits marked, else the one under the cursor."""
        hits = [hit for hit in self._found.hits if key_of(hit) in self._marked]
        if not hits and self.hit is not None:
            hits = [self.hit]
        if not hits:
            return
        from app.widgets.picker import PickerScreen

        schemas = schemas_in_hand(self.project)
        count = ngettext("code {n} hit", "code {n} hits", len(hits)).format(n=len(hits))
        choices = list(all_choices(self.project, self.query_one(Items)))

        def picked(answer: object) -> None:
            if isinstance(answer, Code) or (isinstance(answer, str) and answer.strip()):
                self._code(hits, answer)

        self.app.push_screen(PickerScreen(count, choices, schemas[0].name if schemas else ""), picked)

    @work(thread=True, exclusive=True, exit_on_error=False, group="code")
    def _code(self, hits: Sequence[Hit], answer: Code | str) -> None:
        project, words = self.project, self._words
        try:
            if isinstance(answer, Code):
                code, new = answer, code_hits(project, hits, answer, words=words)
            else:
                schemas = schemas_in_hand(project)
                code, new = code_hits_as_new(project, hits, answer, schemas[0] if schemas else None, words=words)
        except TusjError as error:
            self.app.call_from_thread(self.workbench.say_problem, error)
            return
        self.app.call_from_thread(self._coded, code, new)

    def _coded(self, code: Code, new: int) -> None:
        told = ngettext(
            "{new} new passage coded as {code}; u undoes.", "{new} new passages coded as {code}; u undoes.", new
        )
        self.workbench.say(told.format(new=new, code=code.name))
        if self.is_mounted:
            self._standing = last_step(self.project)
            self._marked = set()
            self._show(self.query_one(Items).cursor)

    def action_suggest(self) -> None:
        """Choose a category and suggest sentences like those coded with it."""
        from app.screens.suggestions import choose_category

        choose_category(self)

    def action_export(self) -> None:
        """Put the hits into a file."""
        project, hits = self.project, self._found.hits
        if not hits:
            self.workbench.say(_("There is nothing to put out yet."))
            return

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                write_table(hits_table(project, hits), format, path)

        self.ask_and_export(_("These hits: where to?"), _("hits"), write, ("csv", "xlsx", "docx", "md", "json", "txt"))
