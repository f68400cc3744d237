"""De-identifying: suggestions grouped by the string found on the left, its places in context on the right."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from app.actions import bindings_of
from app.screens.deidentify_rows import Decision, Row, group_rows, place_items
from app.widgets.export import ExportingScreen
from app.widgets.items import Items
from app.widgets.key_list import KeyListScreen
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from corpus.deidentify.finding import GROUPS
from corpus.deidentify.keylist import KeyEntry, add_to_key_list
from corpus.deidentify.replace import Replaced, Replacements, replace_strings
from corpus.deidentify.review import READ, STATUSES, SUGGESTIONS, keep_string, review_statuses, set_review
from corpus.deidentify.suggestions import Suggestion, fold, list_suggestions
from corpus.errors import TusjError
from corpus.messages import _, in_language, ngettext
from corpus.progress import Cancelled
from corpus.store import now
from corpus.transcripts import list_transcripts
from exports.harmless import line
from exports.tables.suggestions import suggestions_table
from exports.writers.write import write_table


class DeidentifyScreen(ExportingScreen):
    """Decisions are made one string at a time and carried out together, in one change that undo does not pass."""

    room = "deidentify"
    BINDINGS: ClassVar = bindings_of("deidentify")
    CSS_PATH = "deidentify.tcss"
    AUTO_FOCUS = "#groups"

    def __init__(self) -> None:
        super().__init__()
        self.suggestions: list[Suggestion] = []
        self.decisions: dict[str, Decision] = {}
        self._rows: list[Row] = []
        self._sha: tuple[str, ...] = ()
        self._busy = False
        self._stop = False

    def compose(self) -> ComposeResult:
        """The title, the groups, the places of one, how far one is."""
        yield TitleLine()
        with Horizontal(id="desk"):
            yield Items(id="groups")
            yield Items(id="places")
        yield Static(id="empty", markup=False)
        yield Static(id="status", markup=False)
        yield KeyLine(self.room)

    def refresh_content(self) -> None:
        """Look for suggestions anew, in a worker."""
        self._say(_("Looking for what may identify somebody…"))
        self._say_title()
        self._find()

    def _say_title(self) -> None:
        statuses = review_statuses(self.project)
        interviews = list_transcripts(self.project)
        read = sum(statuses.get(one.id) == READ for one in interviews)
        said = _("{read} of {all} read through by a person").format(read=read, all=len(interviews))
        self.query_one(TitleLine).show(_("{study} ▸ De-identify").format(study=self.project.name), said)

    @work(thread=True, exclusive=True, group="find", exit_on_error=False)
    def _find(self) -> None:
        worker = get_current_worker()

        def progress(done: int, total: int) -> None:
            if worker.is_cancelled:
                raise Cancelled
            words = _("Looking for what may identify somebody… {done} of {total}").format(done=done, total=total)
            self.app.call_from_thread(self._say, words)

        try:
            found = list_suggestions(self.project, progress=progress)
        except Cancelled:
            return
        except TusjError as error:
            self.app.call_from_thread(self.workbench.say_problem, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, found)

    def _take(self, found: list[Suggestion]) -> None:
        if not self.is_mounted:
            return
        at = self.current
        self.suggestions = found
        known = {fold(one.text) for one in found}
        self.decisions = {text: decision for text, decision in self.decisions.items() if text in known}
        self._draw(fold(at.text) if at else "")
        empty = self.query_one("#empty", Static)
        empty.display, self.query_one("#desk").display = not found, bool(found)
        empty.update(
            Content(
                _(
                    "Nothing is suggested. What tusj misses only a person finds: read every interview through, then d "
                    "says so."
                )
            )
        )

    def _draw(self, text: str = "") -> None:
        """Show the groups, the cursor on a string."""
        self._rows = group_rows(self.suggestions, self.decisions)
        groups = self.query_one("#groups", Items)
        at = next((n for n, row in enumerate(self._rows) if row.suggestion and fold(row.suggestion.text) == text), None)
        cursor = at if at is not None else min(groups.cursor or 0, max(0, len(self._rows) - 1))
        groups.show([row.item for row in self._rows], cursor)
        self._show_places()

    def _show_places(self) -> None:
        one = self.current
        self.query_one("#places", Items).show(place_items(one) if one else [])
        self._say_counts()

    def _say_counts(self) -> None:
        left = len(self.suggestions) - len(self.decisions)
        accepted = len(self.decisions)
        words = ngettext("{n} suggestion", "{n} suggestions", len(self.suggestions)).format(n=len(self.suggestions))
        decided = _("{accepted} accepted, {left} to decide").format(accepted=accepted, left=left)
        self._say(f"{words} · {decided}" + (" · " + _("ctrl+s replaces what is accepted") if accepted else ""))

    def _say(self, words: str) -> None:
        self.query_one("#status", Static).update(Content(words), layout=False)

    @property
    def current(self) -> Suggestion | None:
        """The suggestion under the cursor."""
        cursor = self.query_one("#groups", Items).cursor
        return self._rows[cursor].suggestion if cursor is not None and cursor < len(self._rows) else None

    def on_items_moved(self, event: Items.Moved) -> None:
        """Show the places of the string under the cursor."""
        if self.focused is not None and self.focused.id == "groups":
            self._show_places()

    def on_items_opened(self) -> None:
        """A second click goes there."""
        self.action_open()

    # ---- deciding
    def action_accept(self) -> None:
        """Accept what is proposed."""
        if one := self.current:
            self._decide(one, self.decisions.get(fold(one.text), Decision(one.text, one.replacement)).replacement)

    def _decide(self, one: Suggestion, replacement: str) -> None:
        def check() -> None:
            Replacements({one.text: replacement})
            self.decisions[fold(one.text)] = Decision(one.text, " ".join(replacement.split()))

        if self.attempt(check):
            self._draw(fold(one.text))
            self.action_next()

    def action_edit(self) -> None:
        """Write another replacement."""
        if one := self.current:
            stands = self.decisions.get(fold(one.text), Decision(one.text, one.replacement)).replacement
            question = _("What is to stand for “{text}”?").format(text=line(one.text))
            self.ask_line(question, lambda words: self._decide(one, words), stands)

    def action_keep(self) -> None:
        """Let the string stay; it is suggested no more."""
        one = self.current
        if one and self.attempt(lambda: keep_string(self.project, one.text)):
            self.decisions.pop(fold(one.text), None)
            at = self.query_one("#groups", Items).cursor or 0
            self.suggestions = [other for other in self.suggestions if other is not one]
            self._draw()
            self.query_one("#groups", Items).go_to(at)
            self._show_places()
            self.workbench.say(_("“{text}” stays as it is; u undoes.").format(text=line(one.text)))

    def action_group(self) -> None:
        """Accept every suggestion of the group under the cursor."""
        if one := self.current:
            for other in self.suggestions:
                if other.group == one.group:
                    self.decisions.setdefault(fold(other.text), Decision(other.text, other.replacement))
            self._draw(fold(one.text))
            self.workbench.say(_("Accepted: {group}").format(group=_(GROUPS[one.group])))

    def action_leave_be(self) -> None:
        """Take the decision back."""
        if (one := self.current) and self.decisions.pop(fold(one.text), None):
            self._draw(fold(one.text))

    def action_next(self) -> None:
        """Go to the next suggestion that is not decided."""
        groups = self.query_one("#groups", Items)
        start = (groups.cursor or 0) + 1
        for at in [*range(start, len(self._rows)), *range(start)]:
            one = self._rows[at].suggestion
            if one and fold(one.text) not in self.decisions:
                groups.go_to(at)
                break
        self._show_places()

    def action_open(self) -> None:
        """Go to the place in the interview."""
        one, places = self.current, self.query_one("#places", Items)
        at = (places.cursor or 1) - 1  # after the head
        if one and at < len(one.places):
            from app.screens.coding import CodingScreen

            place = one.places[at]
            self.app.push_screen(CodingScreen(place.transcript.name, place.start, place.end))

    # ---- replacing
    def action_store(self) -> None:
        """Replace what is accepted, after saying what that means."""
        if not self.decisions or self._busy:
            self.workbench.say(_("Nothing is accepted yet: a accepts what is proposed."))
            return
        chosen = set(self.decisions)
        places = sum(len(one.places) for one in self.suggestions if fold(one.text) in chosen)
        question = _(
            "Replace {strings} strings in at least {places} places? They are gone from texts, notes, changes and older "
            "snapshots; undo does not bring them back."
        ).format(strings=len(chosen), places=places)
        options = [_("Replace, and write them to a key list in another folder"), _("Replace, and keep no key list")]
        self.ask_which(question, options, self._chosen)

    def _chosen(self, answer: int) -> None:
        if answer == 0:
            self.app.push_screen(KeyListScreen(self.project.path), self._with_key_list)
        else:
            self._begin(None)

    def _with_key_list(self, answer: object) -> None:
        if isinstance(answer, tuple):
            self._begin(answer)

    def _begin(self, key_list: tuple[Path, str] | None) -> None:
        self._busy, self._stop = True, False
        kinds = {fold(one.text): one.kind for one in self.suggestions}
        wanted = {decision.text: decision.replacement for decision in self.decisions.values()}
        entries = [KeyEntry(old, new, kinds.get(fold(old), ""), now()) for old, new in wanted.items()]
        self._replace(wanted, entries, key_list)

    @work(thread=True, exclusive=True, group="replace", exit_on_error=False)
    def _replace(self, wanted: dict[str, str], entries: list[KeyEntry], key_list: tuple[Path, str] | None) -> None:
        def progress(done: int, total: int) -> None:
            if self._stop:
                raise Cancelled
            words = _("Replacing… {done} of {total}; Escape stops, and nothing is done").format(done=done, total=total)
            self.app.call_from_thread(self._say, words)

        then: Callable[[], object]
        try:
            if key_list is not None:
                add_to_key_list(self.project.path, *key_list, entries)
            done = replace_strings(self.project, wanted, progress, keep_snapshots=False)
        except Cancelled:
            then = self._cancelled
        except TusjError as error:
            problem = error

            def then() -> None:
                self._failed(problem)
        else:
            finished = done

            def then() -> None:
                self._done(finished)

        self.app.call_from_thread(then)

    def _cancelled(self) -> None:
        self._busy = False
        self._say_counts()
        self.workbench.say(_("Stopped; nothing was replaced."))

    def _failed(self, error: TusjError) -> None:
        self._busy = False
        self.workbench.say_problem(error)
        self.refresh_content()

    def _done(self, done: Replaced) -> None:
        self._busy = False
        self.decisions = {}
        words = ngettext("Replaced {n} place", "Replaced {n} places", done.places).format(n=done.places)
        where = ngettext("in {n} interview", "in {n} interviews", done.interviews).format(n=done.interviews)
        self.workbench.say(f"{words} {where}.")
        self.refresh_content()

    # ---- how far each interview is
    def action_status(self) -> None:
        """Say how far an interview is: ask which, then how far."""
        interviews, statuses = list_transcripts(self.project), review_statuses(self.project)
        names = [f"{line(one.name)}: {_(STATUSES[statuses.get(one.id, '')])}" for one in interviews]
        every = _("all interviews")

        def which(index: int) -> None:
            picked = interviews if index == 0 else [interviews[index - 1]]
            kinds = list(STATUSES)

            def how_far(at: int) -> None:
                def store() -> None:
                    for one in picked:
                        set_review(self.project, one, kinds[at])

                if self.attempt(store):
                    self._say_title()
                    said = _("{interview}: {status}; u undoes.")
                    who = every if index == 0 else line(picked[0].name)
                    self.workbench.say(said.format(interview=who, status=_(STATUSES[kinds[at]])))

            self.ask_which(
                _("How far is it?"), [_(STATUSES[kind]) for kind in kinds], how_far, kinds.index(SUGGESTIONS)
            )

        if interviews:
            self.ask_which(_("Which interview?"), [every, *names], which)

    def action_back(self) -> None:
        """Stop what runs; else leave, asking where decisions are not carried out yet."""
        if self._busy:
            self._stop = True
        elif self.decisions:
            from app.widgets.dialogs import AskScreen

            question = _("{n} accepted suggestions are not replaced yet. Leave them?").format(n=len(self.decisions))
            self.app.push_screen(AskScreen(question, _("leave")), self._left)
        else:
            super().action_back()

    def _left(self, agreed: object) -> None:
        if agreed:
            self.decisions = {}
            super().action_back()

    def action_export(self) -> None:
        """Put the suggestions into a file."""
        project, found = self.project, self.suggestions

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                write_table(suggestions_table(found), format, path)

        self.ask_and_export(_("These suggestions: where to?"), _("suggestions"), write, ("csv", "xlsx", "json", "txt"))
