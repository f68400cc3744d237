"""A meeting with the supervisor: write the file, read its comments back, settle them one by one."""

from pathlib import Path
from typing import ClassVar

from app.actions import bindings_of
from app.screens.notes import NotesScreen
from codebook.comments import bring_in_comments
from codebook.memos import COMMENT
from corpus.imports import dropped_paths
from corpus.messages import _, in_language, ngettext
from corpus.readers.registry import read_bytes
from corpus.store import now
from exports.tables.notes import Note, find_notes

_SINCE = "meeting"


class MeetingScreen(NotesScreen):
    """The supervisor's comments, those that wait first; Enter goes to the passage."""

    room = "meeting"
    BINDINGS: ClassVar = bindings_of("meeting")
    kinds = (COMMENT,)

    @property
    def headline(self) -> str:
        """What the screen is called."""
        return _("Meeting")

    def found(self) -> list[Note]:
        """The comments: those that wait first, the newest of them first."""
        notes = find_notes(self.project, kinds=(COMMENT,))[::-1]
        return sorted(notes, key=lambda note: not note.memo.open)

    def _say_filter(self) -> str:
        return ""

    def say_empty(self) -> str:
        """What stands where no comment is."""
        return _(
            "w writes a Word file for your supervisor: what changed, each category, passages with a question. "
            "She answers with comments in Word; r reads them back here, to be settled one by one."
        )

    def action_write(self) -> None:
        """Ask since when, and where to."""
        since = self.project.view_state(_SINCE)
        hint = _("Enter: go on   empty: from the beginning")
        self.ask_line(_("What changed since which day? (2026-03-24)"), self._ask_where, since, hint)

    def _ask_where(self, since: str) -> None:
        from exports.meeting import prepare_meeting
        from exports.writers import put
        from exports.writers.meeting import meeting_docx

        project, day = self.project, since.strip()

        def write(path: Path, _format: str) -> None:
            with in_language(project.language):
                data = meeting_docx(prepare_meeting(project, day))
            put(data, path)
            project.keep_view_state({_SINCE: now()[:10]})

        self.ask_and_export(_("The meeting file: where to?"), _("meeting"), write, ("docx",))

    def action_read(self) -> None:
        """Ask for a file that came back, and bring its comments in."""
        self.ask_line(_("Which file came back? Type, paste or drop its name."), self._read)

    def _read(self, name: str) -> None:
        path = next(iter(dropped_paths(name)), None)
        if path is None:
            return

        def bring_in() -> None:
            report = bring_in_comments(self.project, read_bytes(path), path.name)
            words = ngettext("{n} new comment.", "{n} new comments.", report.new).format(n=report.new)
            if report.unplaced:
                count = len(report.unplaced)
                words += " " + ngettext(
                    "{n} found no place and is kept on the study.",
                    "{n} found no place and are kept on the study.",
                    count,
                ).format(n=count)
            self.refresh_content()
            self.workbench.say(words)

        self.attempt(bring_in)
