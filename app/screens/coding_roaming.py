"""Finding one's way: the caret, search, turns, interviews, readings, and what is shown."""

from typing import TYPE_CHECKING

from app.places import choose_reading
from app.screens.coding_desk import Desk
from app.widgets.code_panel import CodePanel
from codebook.readings import READ, UNDER_WAY, list_readings, set_status
from corpus.messages import _

if TYPE_CHECKING:
    from app.reader import Unit


class Roaming(Desk):
    """The actions that move, and those that change what is shown."""

    _sought = ""
    _panel: bool | None = None

    # ---- the caret
    def action_move(self, unit: "Unit", direction: int) -> None:
        """Move the caret."""
        self.reader.action_move(unit, direction)

    def action_select_sentence(self) -> None:
        """Select the sentence; again adds the next. After coding, it is the sentence after what was coded."""
        held = self.held()
        if held is not None and self.reader.selection is None:
            following = self.reader.units.next_sentence(held.end)
            if following is not None:
                self.reader.go_to(*following)
                return
        self.reader.action_select_sentence()

    def action_grow(self) -> None:
        """Grow the selection: word, sentence, turn."""
        self.reader.action_grow()

    def action_visual(self) -> None:
        """Begin or stop selecting by moving."""
        self.reader.action_visual()
        self.tell(_("Selecting: move, then a digit; v stops.") if self.reader.visual else "")

    def action_next_mark(self, direction: int) -> None:
        """Go to the next or previous coding shown."""
        before = self.reader.caret
        self.reader.action_next_mark(direction)
        if self.reader.caret == before:
            self.tell(_("No coding after this one.") if direction > 0 else _("No coding before this one."))

    # ---- search and jump
    def action_search(self) -> None:
        """Ask for words and go to where they stand next."""

        def go_on(answer: str) -> None:
            if answer.strip():
                self._sought = answer.strip()
                self.action_find(1)

        self.ask_line(_("Search in this interview"), go_on, self._sought, _("Enter: find   n N: next"))

    def action_find(self, direction: int) -> None:
        """Select the next or previous hit."""
        if not self._sought:
            self.action_search()
        elif not self.reader.find(self._sought, direction):
            self.tell(_("“{words}” is not said here.").format(words=self._sought))

    def action_jump(self) -> None:
        """Ask for a turn's number and go there."""

        def go_on(answer: str) -> None:
            number = int(answer) if answer.strip().isdecimal() else 0
            turns = self.sheet.text.turns
            if not number or not turns:
                return
            turn = turns[min(number, len(turns)) - 1]
            self.reader.go_to(turn.words[0])

        last = len(self.sheet.text.turns)
        self.ask_line(_("Go to which turn? 1–{last}").format(last=last), go_on)

    def action_next_interview(self, direction: int) -> None:
        """Go to the next or previous interview."""
        names = [transcript.name for transcript in self._transcripts()]
        at = names.index(self.sheet.name) + direction if self.sheet.name in names else -1
        if not 0 <= at < len(names):
            self.tell(_("This is the last interview.") if direction > 0 else _("This is the first interview."))
            return
        from app.screens.coding import CodingScreen

        self.app.switch_screen(CodingScreen(names[at]))

    # ---- what is shown
    def action_panel(self) -> None:
        """Show or hide the categories."""
        self._panel = not self.query_one(CodePanel).display
        self.fold()

    def fold(self) -> None:
        """Show the categories beside the text where there is room or they were asked for, else beneath it."""
        beside = self.size.width >= 100 if self._panel is None else self._panel
        self.query_one(CodePanel).display = beside
        self.query_one("#folded").display = not beside

    def action_earlier(self) -> None:
        """Show or hide codings of other readings."""
        sheet = self.sheet
        sheet.earlier = not sheet.earlier
        self.reader.replace_marks(sheet.marks())
        some = any(sheet.is_earlier(coding) for coding in sheet.codings.values())
        shown = _("Codings of other readings are shown, dimmed.") if some else _("There are none of other readings.")
        self.tell(shown if sheet.earlier else _("Codings of other readings are hidden."))

    def action_solo(self) -> None:
        """Show only the category under the caret, or all again."""
        if self.reader.solo is not None:
            self.reader.solo = None
            self.tell(_("All categories are shown."))
            return
        codings = self.here()
        if not codings:
            self.tell(_("Put the caret in a coded passage: a then shows that category alone."))
            return
        codes = list(dict.fromkeys(coding.code for coding in codings))
        if len(codes) == 1:
            self._show_only(codes[0])
            return
        names = [self.sheet.codes[key].name for key in codes]
        self.ask_which(_("Show which one alone?"), names, lambda index: self._show_only(codes[index]))

    def _show_only(self, code: int) -> None:
        self.reader.solo = code
        self.tell(_("Only {code} is shown; a shows all again.").format(code=self.sheet.codes[code].name))

    def action_totals(self) -> None:
        """Show how often each category is used in this interview, or no longer."""
        self._counting = not self._counting
        if self._counting and not self.query_one(CodePanel).display:
            self._panel = True
            self.fold()
        self._show_counts()
        self.tell(_("How often each is used in this interview; t hides it.") if self._counting else "")

    # ---- readings
    def action_next_reading(self) -> None:
        """Take the next reading in hand."""
        following = self.sheet.next_reading()
        if following is None:
            self.tell(_("The study has no other reading for this interview."))
            return
        choose_reading(self.sheet.project, following)
        self.sheet.reading = following
        self.reload()
        self.tell(_("Now {reading}.").format(reading=self.sheet.reading_words))

    def action_status(self) -> None:
        """Set the interview to read in this reading, or back to under way."""
        sheet = self.sheet
        reading = sheet.reading
        if reading is None:
            self.tell(_("The study has no reading for this interview."))
            return
        status = UNDER_WAY if sheet.status == READ else READ
        if not self.attempt(lambda: set_status(sheet.project, reading, sheet.text.transcript, status)):
            return
        sheet.readings = list_readings(sheet.project)
        sheet.reading = next(known for known in sheet.readings if known.id == reading.id)
        self.draw_panel()
        done = (
            _("{name} is read in {reading}; d takes it back, M writes a reflection on it")
            if status == READ
            else _("{name} is under way again")
        )
        self.written(done.format(name=sheet.name, reading=sheet.reading_words))
