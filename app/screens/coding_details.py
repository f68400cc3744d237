"""What is added to a coded passage: gist, flags, quote, note; copying it; and correcting the words themselves."""

from dataclasses import replace

from app.screens.coding_desk import Desk
from app.screens.coding_lines import SIGNS
from codebook.codings import FLAG_WORDS, FLAGS, Coding, choose_quote, set_flags, set_gist
from codebook.memos import (
    KIND_WORDS,
    NOTE,
    REFLECTION,
    SUMMARY,
    Memo,
    Target,
    add_memo,
    change_memo,
    write_memo,
)
from codebook.ranges import OF_CODING, read_number, say_number, say_range
from codebook.scales import set_number
from corpus.messages import _, ngettext
from exports.harmless import visible

_SHORT = 60


class Details(Desk):
    """The actions on a coding, and on words."""

    def _on_coding(self, question: str, then: object) -> None:
        codings = self.meant()
        if codings:
            self.which(question, codings, then)  # type: ignore[arg-type]
        else:
            self.tell(_("Code the passage first: a digit, or c."))

    # ---- gist and flags
    def action_gist(self) -> None:
        """Write a coding's gist."""
        self._on_coding(_("A gist for which one?"), self._ask_gist)

    def _ask_gist(self, coding: Coding) -> None:
        def keep(answer: str) -> None:
            gist = " ".join(answer.split())
            if gist != coding.gist and self.attempt(lambda: set_gist(self.sheet.project, coding, gist)):
                self.keep(replace(coding, gist=gist))

        code = self.sheet.codes[coding.code].name
        question = _("Gist: what is said here, in a line ({code})").format(code=code)
        self.ask_line(question, keep, coding.gist)

    def action_flag(self) -> None:
        """Set a flag on a coding, or take it off."""
        self._on_coding(_("Flag which one?"), self._ask_flag)

    def _ask_flag(self, coding: Coding) -> None:
        def keep(answer: int) -> None:
            flag = FLAGS[answer]
            flags = {*coding.flags} ^ {flag}
            if self.attempt(lambda: set_flags(self.sheet.project, coding, flags)):
                words = _("flagged: {flag}") if flag in flags else _("no longer flagged: {flag}")
                kept = tuple(known for known in FLAGS if known in flags)
                self.keep(replace(coding, flags=kept), words.format(flag=_(FLAG_WORDS[flag])))

        options = [f"{SIGNS[flag]} {_(FLAG_WORDS[flag])}{'  ✓' if flag in coding.flags else ''}" for flag in FLAGS]
        question = _("Flags of {code}: a digit sets one or takes it off")
        self.ask_which(question.format(code=self.sheet.codes[coding.code].name), options, keep)

    # ---- numbers
    def action_number(self) -> None:
        """Give a coding the number its category asks for."""
        codes = self.sheet.codes
        asking = [coding for coding in self.meant() if codes[coding.code].asks == OF_CODING]
        if asking:
            self.which(_("A number for which one?"), asking, self._ask_number)
        else:
            self.tell(_("No category here asks for a number; w on the categories screen has one ask."))

    def _ask_number(self, coding: Coding) -> None:
        code = self.sheet.codes[coding.code]

        def keep(answer: str) -> None:
            value = read_number(answer) if answer.strip() else None
            if value != coding.number:
                set_number(self.sheet.project, coding, value)
                said = _("number taken away; u undoes") if value is None else _("number kept; u undoes")
                self.keep(replace(coding, number=value), said)

        inside = say_range(code.low, code.high) or _("any number")
        question = _("Number for {code}: {range}; empty for none").format(code=code.name, range=inside)
        value = "" if coding.number is None else say_number(coding.number)
        self.ask_line(question, lambda answer: self.attempt(lambda: keep(answer)), value)

    # ---- quotes
    def action_quote(self) -> None:
        """Choose a coding as a quote for the draft, or no longer."""
        codings = self.meant()
        if codings:
            self.which(_("Choose which one as a quote?"), codings, self._toggle_quote)
        else:
            self.tell(_("A quote must be coded first: a digit, or c, then q."))

    def _toggle_quote(self, coding: Coding) -> None:
        chosen = not coding.quote
        draft = self.draft_of(coding.start, coding.end)
        if chosen and not draft:
            self.tell(_("Nothing is said here that could be quoted."))
        elif self.attempt(lambda: choose_quote(self.sheet.project, coding, chosen)):
            self.keep(
                replace(coding, quote=chosen),
                _("chosen: {quote}").format(quote=draft) if chosen else _("no longer a quote"),
            )
            if chosen:
                self.chosen(draft)

    def chosen(self, draft: str) -> None:
        """Called after a quote was chosen: the tour listens."""

    def draft_of(self, start: int, end: int) -> str:
        """A passage as it will stand in the draft, in the language of the study's exports."""
        project = self.sheet.project
        from exports.quotes.pages import quote_of_span
        from exports.quotes.style import draft_text

        return draft_text(quote_of_span(project, self.sheet.text, start, end), "role", project.language)

    def action_copy(self) -> None:
        """Copy the selection, the coding under hand, or the sentence, as it will stand in the draft."""
        from app.widgets.clipboard import copy_text

        here = self.here()
        start, end = self.reader.selection or ((here[0].start, here[0].end) if here else self.reader.target)
        draft = self.draft_of(start, end)
        if not draft:
            self.tell(_("Nothing is said here that could be quoted."))
            return
        said = copy_text(self.app, draft, self.sheet.project.path)
        self.tell(f"{said} {draft}")

    # ---- notes
    def action_note(self) -> None:
        """Write a note on the coding under hand, else on the passage; or change the one that is there."""
        codings = [coding for coding in self.meant() if not self.sheet.is_earlier(coding)]
        start, end = self.target()
        passage = next(iter(self.sheet.notes_at(start, end)), None)
        if not codings:
            self._ask_note(None, passage, start, end)
            return
        held = self.held()
        if len(codings) == 1 or (held is not None and held in codings):
            self._note_on(held or codings[0])
            return

        def go_on(index: int) -> None:
            if index < len(codings):
                self._note_on(codings[index])
            else:
                self._ask_note(None, passage, start, end)

        options = [*(self.describe(c) for c in codings), _("on the words themselves")]
        self.ask_which(_("A note on which one?"), options, go_on)

    def _note_on(self, coding: Coding) -> None:
        self._ask_note(coding, next(iter(self.sheet.notes_on(coding)), None), coding.start, coding.end)

    def _ask_note(self, coding: Coding | None, memo: Memo | None, start: int, end: int) -> None:
        sheet = self.sheet

        def write(answer: str) -> None:
            if memo is not None:
                change_memo(sheet.project, memo.id, answer)
            elif answer.strip():
                add_memo(sheet.project, sheet.text, start, end, answer, coding)

        def keep(answer: str) -> None:
            if self.attempt(lambda: write(answer)):
                self.load_notes()
                if coding is not None:
                    self.hold(coding)
                self.written(_("note kept; u undoes") if answer.strip() else _("no note; u undoes"))

        where = sheet.codes[coding.code].name if coding else _("the passage")
        question = _("Note on {where}").format(where=where)
        self.ask_text(question, keep, memo.text if memo else "")

    def action_interview_note(self) -> None:
        """Write on the interview as a whole: a summary, a reflection, or a note."""
        kinds = (SUMMARY, REFLECTION, NOTE)
        there = {memo.kind: memo for memo in self.sheet.memos if memo.on == Target(self.sheet.text.transcript.id)}

        def chosen(index: int) -> None:
            self._ask_interview_note(kinds[index], there.get(kinds[index]))

        words = [f"{_(KIND_WORDS[kind])}{'  ✓' if kind in there else ''}" for kind in kinds]
        self.ask_which(_("On this interview:"), words, chosen)

    def _ask_interview_note(self, kind: str, memo: Memo | None) -> None:
        sheet = self.sheet

        def write(answer: str) -> None:
            if memo is not None:
                change_memo(sheet.project, memo.id, answer)
            elif answer.strip():
                write_memo(sheet.project, Target(sheet.text.transcript.id), answer, kind)

        def keep(answer: str) -> None:
            if self.attempt(lambda: write(answer)):
                self.load_notes()
                self.written(_("note kept; u undoes") if answer.strip() else _("no note; u undoes"))

        question = _("{kind}: {about}").format(kind=_(KIND_WORDS[kind]).capitalize(), about=sheet.name)
        self.ask_text(question, keep, memo.text if memo else "")

    # ---- correcting
    def action_correct(self) -> None:
        """Correct the selected words, or the word at the caret; all that hangs on the text moves with it."""
        span = self.reader.selection or self.reader.units.word(self.reader.caret)
        if span is None:
            self.tell(_("Select the words to be corrected first."))
            return
        words = self.sheet.text.text[slice(*span)]

        def keep(answer: str) -> None:
            if answer != words:
                self._correct(span, answer)

        question = _("Correct the words; codings and notes move with them")
        # One line cannot hold breaks, and would show what does not print by its number, which must not be stored.
        plain = len(words) <= _SHORT and "\n" not in words and visible(words) == words
        (self.ask_line if plain else self.ask_text)(question, keep, words)

    def _correct(self, span: tuple[int, int], new: str) -> None:
        from codebook.corrections import CorrectionReport, apply_correction
        from corpus.corrections import edits_of_span

        sheet = self.sheet
        project, transcript = sheet.project, sheet.text.transcript
        reports: list[CorrectionReport] = []
        work = lambda: reports.append(  # noqa: E731
            apply_correction(project, transcript, edits_of_span(project, transcript, *span, new))
        )
        if not self.attempt(work) or not reports[0].places:
            return
        self.reader.go_to(span[0])
        self.reload()
        report = reports[0]
        said = ngettext("{n} place corrected; u undoes", "{n} places corrected; u undoes", report.places)
        self.written(" · ".join([said.format(n=report.places), *report.gone, *report.doubts]))
