"""Bringing interviews in: what the files say is shown first; nothing is stored until the user says so."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from app.actions import bindings_of
from app.screens.base import WorkScreen
from app.screens.importing_rows import Entry, file_row, preview, say_about, say_turns_of_each
from app.widgets.dialogs import ChooseScreen, LineScreen
from app.widgets.keyline import KeyLine
from app.widgets.paths import PathInput
from app.widgets.title import TitleLine
from app.widgets.toggles import TogglesScreen
from codebook.builtins import builtin_schemas
from codebook.schemas import list_schemas
from corpus.errors import TusjError
from corpus.imports import (
    Imported,
    dropped_paths,
    find_files,
    import_candidates,
    read_candidates,
    set_candidate_interviewers,
)
from corpus.messages import _, ngettext
from corpus.participants import get_participant, list_participants, list_roles
from corpus.progress import Cancelled
from corpus.transcripts import list_transcripts

ENCODINGS = ("utf-8", "cp1252", "latin-1", "mac-roman", "utf-16", "cp865")


class ImportScreen(WorkScreen):
    """Files, what was found in them, and a preview; roles and interviewers are set before anything is stored."""

    room = "import"
    BINDINGS: ClassVar = bindings_of("import")
    CSS_PATH = "importing.tcss"

    def __init__(self, paths: Sequence[Path] = ()) -> None:
        super().__init__()
        self._paths = tuple(paths)
        self.entries: list[Entry] = []
        self._role = ""
        self._keep_names = False
        self._reading = False
        self._leaving = False

    def compose(self) -> ComposeResult:
        """A line for paths, the files, what is to be known of one, its first turns, what happens next."""
        yield TitleLine()
        yield PathInput(placeholder=_("Write, paste or drop files or a folder here, then Enter"), id="paths")
        yield OptionList(id="files", markup=False)
        yield Static(id="about", markup=False)
        with VerticalScroll(id="preview", can_focus=False):
            yield Static(id="turns", markup=False)
        yield Static(id="state", markup=False)
        yield KeyLine(self.room)

    def on_mount(self) -> None:
        """Read what was dropped on the screen before."""
        self._draw()
        self.query_one("#paths").focus()
        if self._paths:
            self.read_files(self._paths)

    def on_resize(self) -> None:
        """Lines are drawn for a width."""
        self._draw()

    def refresh_content(self) -> None:
        """After undo, what is no longer stored is ready again."""
        names = {transcript.name for transcript in list_transcripts(self.project)}
        for entry in self.entries:
            if entry.stored and entry.stored.transcript not in names:
                entry.stored = None
        self._draw()

    # ---- reading
    def on_path_input_dropped(self, event: PathInput.Dropped) -> None:
        """Read what was dropped."""
        self.read_files(event.paths)

    def on_paste(self, event: events.Paste) -> None:
        """Read what was dropped beside the line."""
        event.stop()
        self.read_files(dropped_paths(event.text))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read the paths written; Enter on an empty line stores what is ready."""
        event.stop()
        if event.value.strip():
            event.input.clear()
            self.read_files(dropped_paths(event.value))
        elif self.entries:
            self.action_store()

    @work(thread=True, exclusive=True, group="reading")
    def read_files(self, paths: Sequence[Path], encoding: str | None = None) -> None:
        """Read files in a thread; those read so far are kept only if all were."""
        worker, app = get_current_worker(), self.app

        def progress(done: int, total: int) -> None:
            if worker.is_cancelled:
                raise Cancelled
            app.call_from_thread(self._say_reading, done, total)

        app.call_from_thread(self._say_reading, 0, 0)
        try:
            files = find_files(paths)
            candidates = read_candidates(self.project, files, encoding=encoding, role=self._role, progress=progress)
            entries = [Entry(candidate, candidate.words) for candidate in candidates]
            app.call_from_thread(self._took, entries)
        except Cancelled:
            if not app._exit:
                app.call_from_thread(self._stopped)
        except TusjError as error:
            app.call_from_thread(self._stopped)
            app.call_from_thread(self.workbench.say_problem, error)

    def _say_reading(self, done: int, total: int) -> None:
        self._reading = True
        text = _("Reading {done} of {total}…   Escape stops").format(done=done, total=total) if total else _("Reading…")
        self.query_one("#state", Static).update(Content(text), layout=False)

    def _stopped(self) -> None:
        self._reading = False
        self._draw()

    def _took(self, entries: Sequence[Entry]) -> None:
        self._reading = False
        if not entries:
            self.workbench.say(_("There is no file there that tusj can read."))
        for entry in entries:
            self._take(entry)
        self._draw()
        if self.entries:
            self.query_one("#files", OptionList).focus()

    def _take(self, entry: Entry) -> None:
        """Put a file in the list; one read again takes its own place, a copy of another is said to be one."""
        candidate = entry.candidate
        for at, other in enumerate(self.entries):
            if other.candidate.path == candidate.path:
                if not other.stored:
                    candidate.role, candidate.participant = other.candidate.role, other.candidate.participant
                    self.entries[at] = entry
                return
            if entry.same_file(other) and not candidate.known_as:
                candidate.known_as = other.candidate.path.name
        self.entries.append(entry)

    # ---- drawing
    def _draw(self) -> None:
        files = self.query_one("#files", OptionList)
        at = files.highlighted
        width = max(50, self.size.width - 4)
        files.clear_options()
        files.add_options([Option(file_row(entry, width)) for entry in self.entries])
        if self.entries:
            files.highlighted = min(at or 0, len(self.entries) - 1)
        files.display = bool(self.entries)
        names = _("named after their files") if self._keep_names else _("named after their participants")
        self.query_one(TitleLine).show(_("{study} ▸ Bring in").format(study=self.project.name), names)
        self._draw_state()
        self._draw_preview()

    def _draw_state(self) -> None:
        if not self._reading:
            self.query_one("#state", Static).update(Content(self._say_state()))

    def _say_state(self) -> str:
        if not self.entries:
            return _("Nothing is stored before you have seen it. txt, md, docx, odt, rtf, pdf, vtt, srt, csv, tsv.")
        ready = sum(entry.ready for entry in self.entries)
        if ready:
            words = ngettext(
                "{n} file is ready: Enter or ctrl+s stores it. Nothing is stored yet.",
                "{n} files are ready: Enter or ctrl+s stores them. Nothing is stored yet.",
                ready,
            )
            return words.format(n=ready)
        if any(entry.stored for entry in self.entries):
            return _("Stored. u takes it back; Enter or Escape goes to the overview.")
        return _("None of these can be stored. F8 takes other files; Escape goes back.")

    def _draw_preview(self) -> None:
        entry = self._entry()
        about, turns = self.query_one("#about", Static), self.query_one("#turns", Static)
        about.update(say_about(entry) if entry else "")
        turns.update(preview(entry.candidate, max(40, self.size.width - 8)) if entry else "")
        self.query_one("#preview").display = bool(entry and entry.candidate.source)
        self.query_one("#preview", VerticalScroll).scroll_home(animate=False)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the file under the bar."""
        event.stop()
        self._draw_preview()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter stores."""
        event.stop()
        self.action_store()

    def _entry(self) -> Entry | None:
        at = self.query_one("#files", OptionList).highlighted
        return self.entries[at] if at is not None and at < len(self.entries) else None

    # ---- deciding
    def action_path(self) -> None:
        """Go to the line for file names."""
        self.query_one("#paths").focus()

    def action_drop(self) -> None:
        """Leave the file under the bar out; the file itself stays where it is."""
        entry = self._entry()
        if entry and not entry.stored:
            self.entries.remove(entry)
            self._draw()
            if not self.entries:
                self.action_path()

    def action_names(self) -> None:
        """Name interviews after their files, or after their participants."""
        self._keep_names = not self._keep_names
        self._draw()

    def _roles(self) -> list[str]:
        roles = [*list_roles(self.project), *(schema.role for schema in list_schemas(self.project))]
        roles += [entry.candidate.role for entry in self.entries]
        roles += [draft.role for draft in builtin_schemas(self.project.language)]
        return list({role.casefold(): role for role in reversed(roles) if role}.values())[::-1]

    def action_role(self, every: bool) -> None:
        """Ask for the role of all files, or of the one under the bar."""
        entry = self._entry()
        if entry is None:
            self.workbench.say(_("First the files: write, paste or drop their names."))
            return
        chosen = self.entries if every else [entry]
        question = _("The role of those interviewed, in all files:")
        if not every:
            question = _("The role of those interviewed in {file}:").format(file=entry.candidate.path.name)
        roles = self._roles()
        options = [*roles, _("another role…"), _("no role")]

        def choose(answer: object) -> None:
            if answer == len(roles):
                self.app.push_screen(LineScreen(_("What is the role called?")), partial(self._set_role, chosen))
            elif isinstance(answer, int):
                self._set_role(chosen, (*roles, "", "")[answer])

        self.app.push_screen(ChooseScreen(question, options), choose)

    def _set_role(self, entries: Sequence[Entry], role: object) -> None:
        if not isinstance(role, str):
            return
        if len(entries) == len(self.entries):
            self._role = " ".join(role.split())
        for entry in entries:
            entry.candidate.role = " ".join(role.split())
        self._draw()

    def action_participant(self) -> None:
        """Ask whose interview the file under the bar is."""
        entry = self._entry()
        if entry is None or not entry.ready:
            return
        people = ", ".join(person.label for person in list_participants(self.project)[:20])
        hint = _("empty: a new participant   the study has: {people}").format(people=people or _("none yet"))
        question = _("Whose interview is {file}? A label such as P03.").format(file=entry.candidate.path.name)

        def answer(label: object) -> None:
            if isinstance(label, str):
                self.attempt(lambda: self._set_participant(entry, label))

        self.app.push_screen(LineScreen(question, entry.candidate.participant, hint), answer)

    def _set_participant(self, entry: Entry, label: str) -> None:
        """Say whose interview a file is; NotFoundError where there is nobody of that label."""
        if label.strip():
            get_participant(self.project, label)
        entry.candidate.participant = " ".join(label.split())
        self._draw()

    def action_interviewer(self) -> None:
        """Ask which speakers ask the questions, in this file or in all that have them."""
        entry = self._entry()
        if entry is None or not entry.ready:
            return
        speakers = list(entry.candidate.speakers)
        rows = list(say_turns_of_each(entry.candidate))
        chosen = [at for at, speaker in enumerate(speakers) if speaker in entry.candidate.interviewers]
        question = _("Who asks the questions in {file}?").format(file=entry.candidate.path.name)
        for_all = _("for all files") if len(self.entries) > 1 else ""

        def answer(given: object) -> None:
            if isinstance(given, tuple):
                self._set_interviewers(entry, [speakers[at] for at in given[0]], speakers, given[1])

        self.app.push_screen(TogglesScreen(question, rows, chosen, for_all=for_all), answer)

    def _set_interviewers(self, chosen: Entry, labels: Sequence[str], of: Sequence[str], every: bool) -> None:
        """Set who asks: in one file, or in each that has one of the speakers decided about."""
        decided = {speaker.casefold() for speaker in of}
        for entry in self.entries if every else [chosen]:
            mine = {speaker.casefold() for speaker in entry.candidate.speakers}
            if entry.ready and mine & decided:
                set_candidate_interviewers(entry.candidate, [s for s in labels if s.casefold() in mine])
        self._draw()

    def action_encoding(self) -> None:
        """Ask for the file's encoding and read it again."""
        entry = self._entry()
        if entry is None or entry.stored:
            return
        if entry.candidate.source and not entry.candidate.source.encoding:
            self.workbench.say(_("A {format} file says its own encoding.").format(format=entry.candidate.source.format))
            return
        options = [*ENCODINGS, _("another…")]

        def choose(answer: object) -> None:
            if answer == len(ENCODINGS):
                self.app.push_screen(LineScreen(_("What is the encoding called?")), again)
            elif isinstance(answer, int):
                again(ENCODINGS[answer])

        def again(encoding: object) -> None:
            if isinstance(encoding, str) and encoding.strip():
                self.read_files([entry.candidate.path], encoding.strip())

        self.app.push_screen(ChooseScreen(_("Read {file} as:").format(file=entry.candidate.path.name), options), choose)

    # ---- storing
    def action_store(self) -> None:
        """Store what is ready, in one step; once all is stored, go back."""
        ready = [entry for entry in self.entries if entry.ready]
        if self._reading:
            return
        if ready:
            self._reading = True
            self.query_one("#state", Static).update(Content(_("Storing…")), layout=False)
            self._store(ready)
        elif any(entry.stored for entry in self.entries):
            self.app.pop_screen()
        else:
            self.workbench.say(_("There is nothing to store yet."))

    @work(thread=True, exclusive=True, group="storing")
    def _store(self, ready: Sequence[Entry]) -> None:
        app = self.app
        try:
            stored = import_candidates(self.project, [entry.candidate for entry in ready], keep_names=self._keep_names)
            app.call_from_thread(self._stored, stored)
        except TusjError as error:
            app.call_from_thread(self._stopped)
            app.call_from_thread(self.workbench.say_problem, error)

    def _stored(self, stored: Sequence[Imported]) -> None:
        self._reading = False
        done = {id(imported.candidate): imported for imported in stored}
        for entry in self.entries:
            entry.stored = done.get(id(entry.candidate), entry.stored)
        self._draw()
        self.query_one("#files").focus()
        names = ", ".join(imported.transcript for imported in stored[:8]) + (" …" if len(stored) > 8 else "")
        words = ngettext("Brought in {n} interview: {names}. u takes it back.",
                         "Brought in {n} interviews: {names}. u takes them back.", len(stored))  # fmt: skip
        self.workbench.say(words.format(n=len(stored), names=names))
        problems = [entry.candidate.problem for entry in self.entries if entry.candidate.problem]
        if problems:
            bad = ngettext("{n} file was not brought in:", "{n} files were not brought in:", len(problems))
            self.workbench.say_problem(TusjError(bad.format(n=len(problems)), problems[:8]))

    def action_back(self) -> None:
        """Stop reading; else go back, but first say it where files would be lost from the list."""
        if self._reading:
            self.workers.cancel_group(self, "reading")
        elif any(entry.ready for entry in self.entries) and not self._leaving:
            self._leaving = True
            self.workbench.say(_("Nothing of this is stored yet: ctrl+s stores it, Escape again leaves it."))
        else:
            super().action_back()
