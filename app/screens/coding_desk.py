"""The part of the coding screen its actions share: what is under hand, and how a change is written and shown."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from app.reader import Palette, Reader
from app.screens.coding_lines import at_caret, selected, title
from app.screens.coding_sheet import Sheet, open_sheet
from app.widgets.code_panel import CodePanel, Row
from app.widgets.code_strip import CodeStrip
from app.widgets.ground import palette_of
from codebook.changes import last_step, touched_rows
from codebook.codings import Coding, list_codings
from codebook.memos import list_memos
from codebook.readings import list_readings
from corpus.messages import _, ngettext
from exports.harmless import line, visible

if TYPE_CHECKING:
    from app.screens.base import WorkScreen as _Part
    from corpus.store import Step
    from corpus.transcripts import Transcript
else:
    _Part = object

_BEGINNING = 60
_OWN_ROWS = {"coding", "memo", "reading_status", "coder"}


class Desk(_Part):
    """Holds the sheet and keeps reader, panel and lines in step with it."""

    sheet: Sheet
    reader: Reader
    _held: tuple[int, int, tuple[int, int] | None] | None = None
    _said = ""
    _counting = False
    _shown: dict[str, str]

    # ---- what is under hand
    def held(self) -> Coding | None:
        """The coding last made, changed or clicked, until caret or selection change."""
        if self._held is None or self._held[1:] != (self.reader.caret, self.reader.selection):
            return None
        return self.sheet.codings.get(self._held[0])

    def hold(self, coding: Coding | None) -> None:
        """Let what comes next apply to a coding."""
        self._held = (coding.id, self.reader.caret, self.reader.selection) if coding else None

    def target(self) -> tuple[int, int]:
        """What a category would be put on: the selection, the passage just coded, else the sentence at the caret."""
        held = self.held()
        if self.reader.selection is None and held is not None:
            return held.start, held.end
        return self.reader.target

    def here(self) -> list[Coding]:
        """The codings under hand, innermost first: in the selection, else at the caret or just before it."""
        selection, caret = self.reader.selection, self.reader.caret
        held = self.held()
        start, end = selection or (caret, caret + 1)
        found = [m for m in self.reader.spans.overlapping(start, end) if not m.note and self.reader.shows(m)]
        if not found and selection is None and caret:
            found = [m for m in self.reader.marks_at(caret - 1) if not m.note and m.end == caret]
        codings = [self.sheet.codings[int(m.id)] for m in found]
        codings.sort(key=lambda c: (self.sheet.is_earlier(c), c.end - c.start, -c.start, -c.id))
        if held is not None:
            codings = [held, *(c for c in codings if c.id != held.id)]
        return codings

    def meant(self) -> list[Coding]:
        """The codings under hand that an action is meant for: those of the reading in hand, else the others."""
        here = self.here()
        return [coding for coding in here if not self.sheet.is_earlier(coding)] or here

    def which(self, question: str, codings: Sequence[Coding], then: Callable[[Coding], object]) -> None:
        """Go on with the one coding meant: the one held, the only one, else the one chosen from a list."""
        held = self.held()
        if held is not None and held in codings:
            then(held)
        elif len(codings) == 1:
            then(codings[0])
        else:
            self.ask_which(question, [self.describe(c) for c in codings], lambda index: then(codings[index]))

    def describe(self, coding: Coding) -> str:
        """A coding in a list: its category and how it begins."""
        code = self.sheet.codes[coding.code]
        words = self.words_in(coding.start, coding.end)
        where = f" ({self.sheet.reading_of(code)})" if self.sheet.is_earlier(coding) else ""
        return f"{self.sheet.letters[code.id]} {code.name}{where}: {words}"

    def said_in(self, start: int, end: int) -> str:
        """What is said in a range, without labels and what else the reader hides."""
        return " ".join(words for _turn, words in self.sheet.text.spoken(start, end))

    def words_in(self, start: int, end: int) -> str:
        """How a range begins, on one line: what is said in it, or else what stands there."""
        words = line(self.said_in(start, end) or self.sheet.text.text[start:end])
        return f"{words[:_BEGINNING]}…" if len(words) > _BEGINNING else words

    # ---- after a change
    def keep(self, coding: Coding, said: str = "") -> None:
        """Show a coding as it is now, hold it, and say what was done."""
        self.sheet.codings[coding.id] = coding
        mark = self.sheet.mark_of(coding)
        if mark is not None:
            self.reader.update_mark(mark)
        self.written(said)
        self.hold(coding)
        self.draw_lines()

    def written(self, said: str = "") -> None:
        """Note that something was written, and say so until the caret moves."""
        self.sheet.standing = last_step(self.sheet.project)
        self._said = said
        self.draw_lines()

    def tell(self, words: str) -> None:
        """Say something on the status line until the caret moves."""
        self._said = words
        self.draw_lines()

    # ---- drawing
    def draw_lines(self) -> None:
        """Bring title, status line and the panel's dots up to date with the caret."""
        if not self.is_mounted:
            return
        caret, width = self.reader.caret, self.size.width
        self._draw("#title", title(self.sheet, caret, width))
        selection = self.reader.selection
        codings = self.here()
        if self._said:
            words = self._said
        elif selection is not None:
            words = selected(self.sheet, selection, self.reader.visual)
        else:
            words = at_caret(self.sheet, caret, codings)
        self._draw("#status", f" {words}")
        own = [c.code for c in codings if not self.sheet.is_earlier(c)]
        besides = [(self._besides_head(c), self.sheet.codes[c.code].name) for c in codings if self.sheet.is_earlier(c)]
        self.query_one(CodePanel).show_here(own, list(dict.fromkeys(besides)))

    def _besides_head(self, coding: Coding) -> str:
        return _("also here, from {place}").format(place=self.sheet.reading_of(self.sheet.codes[coding.code]))

    def _draw(self, where: str, words: str) -> None:
        if self._shown.get(where) != words:
            self.query_one(where, Static).update(Content(visible(words)), layout=False)
            self._shown[where] = words

    def draw_panel(self) -> None:
        """Show the categories of the reading in hand, in the panel or folded beneath the text."""
        sheet, palette = self.sheet, self.palette()
        panel = self.query_one(CodePanel)
        codes = sheet.schema.codes if sheet.schema else ()
        younger = sheet.younger
        rows = [
            Row(c, sheet.letters[c.id], palette.lane(c.colour) or "", c.path in younger, c.id in sheet.uncounted)
            for c in codes
        ]
        foot = "" if codes else _("No categories yet: select some words and press c to make one.")
        younger_words = ngettext(
            "* made after this interview was read: it was not read for it",
            "* made after this interview was read: it was not read for them",
            len(younger),
        )
        if younger:
            foot = younger_words
        left_out = _("– not for {role}: not counted here").format(role=sheet.roles)
        foot = "\n".join([*([foot] if foot else []), *([left_out] if any(row.left_out for row in rows) else [])])
        panel.show_codes(sheet.schema.name if sheet.schema else "", rows, foot)
        if self._counting:
            self._show_counts()
        keyed = sorted(sheet.schema.keyed.items()) if sheet.schema else []
        instead = _("c finds a category") if codes else _("c makes the first category")
        strip = self.query_one(CodeStrip)
        by_code = {row.code.id: row for row in rows}
        strip.show_codes(
            [by_code[code.id] for _key, code in keyed], self.size.width, instead, younger_words if younger else ""
        )

    def palette(self) -> Palette:
        """The colours of codes on this screen's ground."""
        return palette_of(self.reader)

    def _show_counts(self) -> None:
        counts: dict[int, int] = {}
        for coding in self.sheet.codings.values():
            counts[coding.code] = counts.get(coding.code, 0) + 1
        self.query_one(CodePanel).show_counts(counts if self._counting else None)

    # ---- what others changed
    def refresh_content(self) -> None:
        """Show the interview as it is now, if anything has changed since it was shown."""
        if self.is_mounted and last_step(self.sheet.project) != self.sheet.standing:
            self.reload()

    def reload(self) -> None:
        """Read the interview again; caret, selection and the view stay."""
        old, caret = self.sheet, self.reader.caret
        names = {t.id: t.name for t in self._transcripts()}
        name = names.get(old.text.transcript.id)
        if name is None:
            self.action_leave_for_good()
            return
        self.sheet = open_sheet(old.project, name, old.reading)
        self.sheet.earlier = old.earlier
        if self.sheet.text.text != old.text.text or self.sheet.text.turns != old.text.turns:
            self.reader.load(self.sheet.document(), self.sheet.marks(), caret)
            self.seek_sentences()
        else:
            self.reader.replace_marks(self.sheet.marks())
        self.draw_panel()
        self.draw_lines()

    def _transcripts(self) -> list["Transcript"]:
        from corpus.transcripts import list_transcripts

        return list_transcripts(self.sheet.project)

    def _told(self, step: "Step | None", done: str, nothing: str) -> None:
        """Undo and redo: say what it was, and draw only what it touched."""
        words = done.format(what=step.what) if step else nothing
        if step is None:
            self.tell(words)
            return
        rows = touched_rows(self.sheet.project, step)
        if rows is None or set(rows) - _OWN_ROWS:
            self.refresh_content()
            self.tell(words)
            return
        sheet, before = self.sheet, self.sheet.codings
        touched = rows.get("coding", frozenset())
        found = list_codings(sheet.project, keys=touched) if touched else []
        here = {c.id: c for c in found if c.transcript == sheet.text.transcript.id and c.coder == sheet.coder}
        changed = [here.get(key) or before[key] for key in touched if key in here or key in before]
        for key in touched:
            before.pop(key, None)
            self.reader.remove_mark(key)
        before.update(here)
        for coding in here.values():
            mark = sheet.mark_of(coding)
            if mark is not None:
                self.reader.add_mark(mark)
        self._take_lesser(rows)
        if changed:
            self.reader.go_to(changed[0].start)
            self.hold(here.get(changed[0].id))
        self.written(words)
        self.replayed(changed)

    def replayed(self, codings: Sequence[Coding]) -> None:
        """Called after codings of this interview were taken back or made again: the tour listens."""

    def _take_lesser(self, rows: dict[str, frozenset[int]]) -> None:
        """Notes and the reading's status, where an undone step touched them."""
        sheet = self.sheet
        if "memo" in rows:
            self.load_notes()
        if "reading_status" in rows:
            sheet.readings = list_readings(sheet.project)
            sheet.reading = next((r for r in sheet.readings if sheet.reading and r.id == sheet.reading.id), None)
        self.draw_panel()

    def load_notes(self) -> None:
        """Read the notes again and show those on passages."""
        sheet = self.sheet
        for memo in sheet.memos:
            self.reader.remove_mark(f"note {memo.id}")
        sheet.memos = list_memos(sheet.project, sheet.text.transcript.id)
        for mark in sheet.marks():
            if mark.note:
                self.reader.add_mark(mark)

    def seek_sentences(self) -> None:
        """Find the sentences of the text; the screen does."""
        raise NotImplementedError

    def action_leave_for_good(self) -> None:
        """Leave an interview that is no longer there."""
        self.workbench.go_back()
        self.workbench.say(_("The interview is no longer in the study."))
