"""The coding screen: one interview, its codings, and the categories of the reading in hand."""

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from app.actions import bindings_of
from app.places import keep_front, keep_place, kept_place
from app.reader import Reader
from app.screens.base import WorkScreen
from app.screens.coding_arguing import CodingArguing
from app.screens.coding_details import Details
from app.screens.coding_guide import Guiding
from app.screens.coding_marking import Marking
from app.screens.coding_roaming import Roaming
from app.screens.coding_sheet import open_sheet
from app.widgets.code_panel import CodePanel
from app.widgets.code_strip import CodeStrip
from app.widgets.keyline import KeyLine
from app.widgets.tour_card import TourCard
from codebook.codings import Coding
from codebook.schemas import Code
from corpus.deidentify.review import count_unreviewed
from corpus.messages import _
from corpus.progress import Cancelled
from corpus.transcripts import TranscriptText, find_sentences, kept_sentences

_KEEP_SECONDS = 10.0
_CALM_SECONDS = 0.8
_QUICK = 200_000
_WIDE, _TALL = 140, 34
_RECENT = "recent categories"

_warned: set[tuple[Path, str]] = set()
"""Interviews of which it was said that nobody has reviewed them, until the program ends."""


class CodingScreen(Marking, Details, Guiding, Roaming, CodingArguing, WorkScreen):
    """Codes one interview. `offset` (a code point) is where to stand, up to `end` what to select; else where it was."""

    room = "coding"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("coding")]
    CSS_PATH = "coding.tcss"
    ALLOW_SELECT: ClassVar[bool] = False

    class SentencesFound(Message):
        """The sentences of a text are computed."""

        def __init__(self, text: TranscriptText, sentences: list[tuple[int, int]]) -> None:
            super().__init__()
            self.text, self.sentences = text, sentences

    def __init__(self, transcript_name: str, offset: int | None = None, end: int | None = None) -> None:
        super().__init__()
        self._interview, self._place = transcript_name, (offset, end)
        self._kept_at = -1
        self.reader = Reader()
        self.recent, self._shown = [], {}
        self.card: TourCard | None = None

    def compose(self) -> ComposeResult:
        """The title; text and categories; what is under the caret; the keys."""
        self._suit(self.app.size)  # before there is anything to style again
        yield Static("", id="title", markup=False)
        with Horizontal(id="desk"):
            yield self.reader
            yield CodePanel()
        yield CodeStrip(id="folded")
        yield Static("", id="status", markup=False)
        yield KeyLine(self.room)

    # ---- opening and leaving
    def on_mount(self) -> None:
        """Lay the interview on the desk, the caret where it was."""
        self.sheet = open_sheet(self.project, self._interview)
        keep_front(self.project, self.sheet.text.transcript.id)
        recent = self.project.view_state(_RECENT).split(",")
        self.recent = [int(key) for key in recent if key.isdecimal()]
        place = kept_place(self.project, self.sheet.text.transcript.id)
        offset, end = self._place
        caret = offset if offset is not None else place.offset if place else 0
        self.reader.load(self.sheet.document(), self.sheet.marks(), caret)
        if offset is not None and end is not None:
            self.reader.go_to(offset, end)
        self.reader.focus()
        self.fold()
        self.draw_panel()
        self.draw_lines()
        self.seek_sentences()
        self.set_timer(_CALM_SECONDS / 2, self._warn_unreviewed)  # after what opening says of the caret
        self.set_interval(_KEEP_SECONDS, self.keep_place)
        # What is loaded stays: without this every collection walks through all of it, and the caret stutters.
        self.call_after_refresh(gc.freeze)

    def _warn_unreviewed(self) -> None:
        """Say once that nobody has looked for what may tell who speaks; the sample is made up."""
        project = self.sheet.project
        if self._said or self.workbench.project is not project or not self.is_mounted:
            return
        this = (project.path, self.sheet.text.transcript.sha256)
        if this in _warned or not count_unreviewed(project, [self.sheet.text.transcript.id]):
            return
        _warned.add(this)
        self.tell(_("Nobody has looked at the suggestions for this interview yet (z in the overview)."))

    def on_resize(self, event: events.Resize) -> None:
        """Fold the categories where there is no room beside the text."""
        self._suit(event.size)
        self.fold()
        self.call_after_refresh(self._drawn_anew)

    def _suit(self, size: Size) -> None:
        self.set_class(size.width >= _WIDE, "-wide")
        self.set_class(size.width < 100, "-narrow")
        self.set_class(size.height >= _TALL, "-tall")

    def _drawn_anew(self) -> None:
        self.draw_panel()
        self.draw_lines()

    def keep_place(self) -> None:
        """Keep where the caret stands, and the categories used last, if they have changed."""
        if self.workbench.project is not self.sheet.project or self._kept_at == self.reader.caret:
            return
        self._kept_at = self.reader.caret
        turn = self.sheet.text.turn_at(self._kept_at)
        keep_place(self.sheet.project, self.sheet.text.transcript.id, self._kept_at, turn.number if turn else 0)
        self.sheet.project.keep_view_state({_RECENT: ",".join(map(str, self.recent))})

    def on_screen_suspend(self) -> None:
        """Another screen comes in front."""
        self.keep_place()

    def on_unmount(self) -> None:
        """Leaving."""
        if hasattr(self, "sheet"):
            self.keep_place()

    def action_back(self) -> None:
        """Leave the tour, else clear what is selected, else go back to the screen before."""
        if self.card is not None:
            self.card.leave()
        elif self.reader.selection is not None or self.reader.visual:
            self.reader.action_clear()
        else:
            super().action_back()

    # ---- sentences
    def seek_sentences(self) -> None:
        """Take the sentences kept; else quick ones at once, and the exact ones when they are computed."""
        text = self.sheet.text
        kept = kept_sentences(self.sheet.project, text)
        if kept is not None:
            self.reader.set_sentences(kept)
            return
        if len(text.text) <= _QUICK:
            from corpus.language.sentences import quick_sentences

            found = [span for turn in text.turns for span in quick_sentences(text.text, *turn.words)]
            self.reader.set_sentences(found)
        # The tokeniser takes a second to load: the text is on the screen and the keys answer before it does.
        self.set_timer(_CALM_SECONDS, lambda: self._compute_sentences(text))

    @work(thread=True, exclusive=True, exit_on_error=False, group="sentences")
    def _compute_sentences(self, text: TranscriptText) -> None:
        worker = get_current_worker()

        def progress(done: int, total: int) -> None:
            if worker.is_cancelled:
                raise Cancelled

        try:
            sentences = find_sentences(self.sheet.project, text, progress)
        except Cancelled:
            return
        self.post_message(self.SentencesFound(text, sentences))

    def on_coding_screen_sentences_found(self, message: SentencesFound) -> None:
        """Select by the exact sentences from now on."""
        if message.text.transcript.sha256 == self.sheet.text.transcript.sha256:
            self.reader.set_sentences(message.sentences)

    # ---- what the reader tells
    def on_reader_caret_moved(self, message: Reader.CaretMoved) -> None:
        """Say what is under the caret."""
        if self.held() is None:
            self._said = ""
        self.draw_lines()

    def on_reader_selection_changed(self, message: Reader.SelectionChanged) -> None:
        """Say how much is selected."""
        if message.selection is not None:
            self._said = ""
            if self.card is not None:
                self.card.selected()
        self.draw_lines()

    def on_reader_mark_clicked(self, message: Reader.MarkClicked) -> None:
        """Let the next key apply to the coding clicked."""
        if isinstance(message.id, int):
            self.hold(self.sheet.codings.get(message.id))
            self.draw_lines()

    # ---- the tour
    def coded(self, code: Code) -> None:
        """Tell the tour."""
        if self.card is not None:
            self.card.coded(code)

    def replayed(self, codings: Sequence[Coding]) -> None:
        """Tell the tour."""
        if self.card is not None and codings:
            there = [coding for coding in codings if coding.id in self.sheet.codings]
            self.card.replayed(self.sheet.codes[there[0].code] if there else None)

    def chosen(self, draft: str) -> None:
        """Tell the tour."""
        if self.card is not None:
            self.card.chosen(draft)

    def on_key(self, event: events.Key) -> None:
        """Enter goes on with the tour."""
        if event.key == "enter" and self.card is not None:
            event.stop()
            self.card.go_on()
