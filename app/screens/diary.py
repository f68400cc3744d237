"""The research diary: dated entries that only grow, the newest last, as on paper."""

from typing import ClassVar

from app.actions import bindings_of
from app.screens.notes import NotesScreen
from app.widgets.items import Items
from codebook.memos import APPENDED, DIARY, EXPECTATION, STUDY
from corpus.messages import _
from corpus.transcripts import list_transcripts
from exports.tables.notes import Note, find_notes


class DiaryScreen(NotesScreen):
    """Reads and writes the diary; before the first interview it asks what one expects to find."""

    room = "diary"
    BINDINGS: ClassVar = bindings_of("diary")
    kinds = APPENDED

    @property
    def headline(self) -> str:
        """What the screen is called."""
        return _("Research diary")

    def found(self) -> list[Note]:
        """The entries, the oldest first."""
        return find_notes(self.project, kinds=APPENDED)

    def _say_filter(self) -> str:
        return _("What do you expect to find? n writes it down.") if self._asks() else ""

    def say_empty(self) -> str:
        """What stands where nothing is written."""
        if self._asks():
            return _(
                "Before the first interview: what do you expect to find? Press n and write it down. It will be shown "
                "again when you write a theme, so that you can see what surprised you."
            )
        return _("Nothing is written yet. n writes an entry; what stands here stays.")

    def _asks(self) -> bool:
        return not list_transcripts(self.project) and not find_notes(self.project, kinds=(EXPECTATION,))

    def refresh_content(self) -> None:
        """Read the diary again, at its end."""
        super().refresh_content()
        if self.notes:
            self.query_one(Items).go_to(len(self.notes) - 1)

    def action_new(self) -> None:
        """Write an entry."""
        if self._asks():
            question, kind = _("What do you expect to find?"), EXPECTATION
        else:
            question, kind = _("Diary"), DIARY
        self.ask_text(question, lambda text: self._write(STUDY, kind, text))
