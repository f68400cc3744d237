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
from app.screens.deidentify_deciding import DecidingScreen
from app.screens.deidentify_rows import Decisions
from app.widgets.items import Items
from app.widgets.key_list import KeyListScreen
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.changes import Standing, last_step
from corpus.deidentify.keylist import KeyEntry, add_to_key_list
from corpus.deidentify.replace import Replaced, replace_strings, replaced_pairs, replaced_strings
from corpus.deidentify.review import READ, STATUSES, SUGGESTIONS, review_statuses, set_review
from corpus.deidentify.suggestions import Place, Suggestion, fold, list_suggestions
from corpus.errors import TusjError
from corpus.messages import _, in_language, ngettext
from corpus.progress import Cancelled
from corpus.store import now
from corpus.store.manifest import list_files
from corpus.store.snapshots import list_snapshots
from corpus.transcripts import list_transcripts
from exports.harmless import line
from exports.tables.suggestions import suggestions_table
from exports.writers.write import write_table


class DeidentifyScreen(DecidingScreen):
    """Decisions, for strings or places, are carried out together, in one change that undo does not pass."""

    room = "deidentify"
    BINDINGS: ClassVar = bindings_of("deidentify")
    CSS_PATH = "deidentify.tcss"
    AUTO_FOCUS = "#groups"

    def __init__(self) -> None:
        super().__init__()
        self._standing: Standing | None = None
        self._busy = False
        self._stop = False
        self._keep_snapshots = False

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
        """Look for suggestions anew, in a worker, where anything has changed."""
        standing = last_step(self.project)
        if standing == self._standing:
            return
        self._standing = standing
        self.say_status(_("Looking for what may identify somebody…"))
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
            self.app.call_from_thread(self.say_status, words)

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
        self.decided.keep_only(found)
        self.draw(fold(at.text) if at else "")
        empty = self.query_one("#empty", Static)
        empty.display, self.query_one("#desk").display = not found, bool(found)
        empty.update(Content(self._nothing()))

    def _nothing(self) -> str:
        if not list_transcripts(self.project):
            return _(
                "No interview is here yet: i in the overview brings one in, and what may tell who it is comes here."
            )
        return _(
            "Nothing is suggested. What tusj misses only a person finds: read every interview through, then d says so."
        )

    def on_items_moved(self, event: Items.Moved) -> None:
        """Show the places of the string under the cursor."""
        if self.focused is not None and self.focused.id == "groups":
            self.show_places()

    def on_descendant_focus(self) -> None:
        """Say what the keys decide on."""
        if self.suggestions and not self._busy:
            self.say_counts()

    def on_items_opened(self) -> None:
        """A second click goes there."""
        self.action_open()

    def action_open(self) -> None:
        """Go to the place in the interview."""
        if place := self.current_place:
            from app.screens.coding import CodingScreen

            self.app.push_screen(CodingScreen(place.transcript.name, place.start, place.end))

    def action_keep(self) -> None:
        """Let it stay; the other suggestions are as they were."""
        super().action_keep()
        self._standing = last_step(self.project)

    # ---- replacing
    def action_store(self) -> None:
        """Replace what is accepted, after saying what that means."""
        if not self.decided or self._busy:
            self.workbench.say(_("Nothing is accepted yet: a accepts what is proposed."))
            return
        strings = self.decided.strings
        alone = dict(self.decided.alone)
        places = sum(
            place not in alone for one in self.suggestions if fold(one.text) in strings for place in one.places
        )
        strings_in_all, places = (
            len(replaced_strings(self.decided.wanted, self.decided.alone)),
            places + sum(bool(new) for new in alone.values()),
        )
        question = _(
            "Replace {strings} in at least {places}? They are gone from texts, notes, changes and older snapshots; "
            "undo does not bring them back."
        ).format(
            strings=ngettext("{n} string", "{n} strings", strings_in_all).format(n=strings_in_all),
            places=ngettext("{n} place", "{n} places", places).format(n=places),
        )
        options = [_("Replace, and write them to a key list in another folder"), _("Replace, and keep no key list")]
        if older := len(list_snapshots(self.project.path)):
            keep = ngettext("{option}; keep the older snapshot", "{option}; keep the {n} older snapshots", older)
            options += [keep.format(option=option, n=older) for option in options]
        self.ask_which(question, options, self._chosen)

    def _chosen(self, answer: int) -> None:
        self._keep_snapshots = answer > 1
        if answer % 2 == 0:
            self.app.push_screen(KeyListScreen(self.project.path), self._with_key_list)
        else:
            self._begin(None)

    def _with_key_list(self, answer: object) -> None:
        if isinstance(answer, tuple):
            self._begin(answer)

    def _begin(self, key_list: tuple[Path, str] | None) -> None:
        self._busy, self._stop = True, False
        kinds = {fold(one.text): one.kind for one in self.suggestions}
        pairs = replaced_pairs(self.decided.wanted, self.decided.alone)
        entries = [KeyEntry(old, new, kinds.get(fold(old), ""), now()) for old, new in pairs]
        self._replace(self.decided.wanted, self.decided.alone, entries, key_list)

    @work(thread=True, exclusive=True, group="replace", exit_on_error=False)
    def _replace(
        self,
        wanted: dict[str, str],
        places: list[tuple[Place, str]],
        entries: list[KeyEntry],
        key_list: tuple[Path, str] | None,
    ) -> None:
        def progress(done: int, total: int) -> None:
            if self._stop:
                raise Cancelled
            words = _("Replacing… {done} of {total}; Escape stops, and nothing is done").format(done=done, total=total)
            self.app.call_from_thread(self.say_status, words)

        then: Callable[[], object]
        try:
            if key_list is not None:
                add_to_key_list(self.project.path, *key_list, entries)
            done = replace_strings(self.project, wanted, places, progress, keep_snapshots=self._keep_snapshots)
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
        self.say_counts()
        self.workbench.say(_("Stopped; nothing was replaced."))

    def _failed(self, error: TusjError) -> None:
        self._busy, self._standing = False, None
        self.workbench.say_problem(error)
        self.refresh_content()

    def _done(self, done: Replaced) -> None:
        self._busy = False
        self.decided = Decisions()
        words = ngettext("Replaced {n} place", "Replaced {n} places", done.places).format(n=done.places)
        where = ngettext("in {n} interview", "in {n} interviews", done.interviews).format(n=done.interviews)
        self.workbench.say(f"{words} {where}. {self._left_over(done)}".rstrip())
        self.refresh_content()

    def _left_over(self, done: Replaced) -> str:
        """What may hold the old words still: snapshots that were kept, and files written from the study."""
        left = []
        older = len(list_snapshots(self.project.path)) if self._keep_snapshots else 0
        files = sum(file.there for file in list_files(self.project))
        if older:
            left.append(ngettext("{n} older snapshot", "{n} older snapshots", older).format(n=older))
        if files:
            left.append(ngettext("{n} file written earlier", "{n} files written earlier", files).format(n=files))
        said = [_("May hold it still: {what}.").format(what=", ".join(left))] if left else []
        said += [_("Still there: {path}").format(path=line(str(path))) for path in done.left]
        if done.files:
            said.append(_("Rename the files whose names hold it: {names}.").format(names=line(", ".join(done.files))))
        return " ".join(said)

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
                    self._standing = last_step(self.project)  # the suggestions are as they were
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
        elif self.decided:
            from app.widgets.dialogs import AskScreen

            wanted = len(replaced_strings(self.decided.wanted, self.decided.alone))
            question = ngettext(
                "{n} accepted suggestion is not replaced yet. Leave it?",
                "{n} accepted suggestions are not replaced yet. Leave them?",
                wanted,
            ).format(n=wanted)
            self.app.push_screen(AskScreen(question, _("leave")), self._left)
        else:
            super().action_back()

    def _left(self, agreed: object) -> None:
        if agreed:
            self.decided = Decisions()
            super().action_back()

    def action_export(self) -> None:
        """Put the suggestions into a file."""
        project, found = self.project, self.suggestions

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                write_table(suggestions_table(found), format, path)

        self.ask_and_export(_("These suggestions: where to?"), _("suggestions"), write, ("csv", "xlsx", "json", "txt"))
