"""Coding: by key, from the picker, in the participant's words, the last one again; taking away; fitting."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.screens.coding_desk import Desk
from app.widgets.code_panel import CodeClicked
from codebook.changes import add_coding_of_new, name_from_words
from codebook.codings import Coding, add_coding, fit_coding, get_coding, remove_codings
from codebook.schemas import Code
from corpus.messages import _, ngettext

if TYPE_CHECKING:
    from app.widgets.picker import Choice

_RECENT = 6


class Marking(Desk):
    """The actions that put categories on words."""

    recent: list[int]

    def code(self, code: Code) -> None:
        """Code the selection, the passage just coded, or the sentence at the caret."""
        if self.sheet.schema is None:
            return
        start, end = self.target()
        made: list[Coding] = []
        if self.attempt(lambda: made.append(add_coding(self.sheet.project, self.sheet.text, start, end, code))):
            self._coded(made[0], code, fresh=made[0].id not in self.sheet.codings)

    def _coded(self, coding: Coding, code: Code, *, fresh: bool) -> None:
        if fresh:
            self.begin_status()
        else:
            coding = self.sheet.codings[coding.id]
        self.recent = [code.id, *(key for key in self.recent if key != code.id)][:_RECENT]
        self.reader.action_clear()
        letter = self.sheet.letters[code.id]
        words = _("coded as {code}; u undoes") if fresh else _("coded as {code} already")
        if code.id in self.sheet.uncounted:
            words = _("coded, but not counted for {role}; u undoes: {code}")
        self.keep(coding, words.format(code=f"{letter} {code.name}", role=self.sheet.roles))
        self.coded(code)

    def coded(self, code: Code) -> None:
        """Called after something was coded: the tour listens."""

    def begin_status(self) -> None:
        """The first coding sets the interview under way; know that too."""
        if self.sheet.status != "not started":
            return
        from codebook.readings import list_readings

        sheet = self.sheet
        sheet.readings = list_readings(sheet.project)
        sheet.reading = next((r for r in sheet.readings if sheet.reading and r.id == sheet.reading.id), None)

    def action_code_key(self, key: str) -> None:
        """Code with the category of a key."""
        schema = self.sheet.schema
        code = schema.keyed.get(key) if schema else None
        if code is None:
            self.tell(_("No category has the key {key}; c finds one or makes a new one.").format(key=key))
        else:
            self.code(code)

    def on_code_clicked(self, message: CodeClicked) -> None:
        """Code with the category clicked in the panel."""
        self.code(message.code)

    def action_code_again(self) -> None:
        """Code with the last category again."""
        code = next((self.sheet.codes[key] for key in self.recent if key in self.sheet.codes), None)
        if code is None:
            self.tell(_("Nothing has been coded yet; a digit or c does."))
        else:
            self.code(code)

    # ---- the picker
    def action_pick(self) -> None:
        """Find a category by its name and code with it, or make a new one."""
        from app.widgets.picker import PickerScreen

        start, end = self.target()
        question = _("code: {words}").format(words=self.words_in(start, end))
        schema = self.sheet.schema
        # The reader's place is kept while the dialog is open, so the target is still what it was.
        self.app.push_screen(PickerScreen(question, list(self._choices()), schema.name if schema else ""), self._picked)

    def _choices(self) -> Iterator["Choice"]:
        from app.widgets.picker import Choice

        sheet, palette = self.sheet, self.palette()
        own = sheet.schema.name if sheet.schema else ""
        codes = sorted(sheet.codes.values(), key=lambda code: code.schema != own)
        first = [sheet.codes[key] for key in self.recent if key in sheet.codes]
        for code in dict.fromkeys([*(c for c in first if c.schema == own), *codes]):
            place = [] if code.schema == own else [f"({code.schema})"]
            place += [_("– not for {role}").format(role=sheet.roles)] if code.id in sheet.uncounted else []
            yield Choice(code, sheet.letters[code.id], palette.lane(code.colour) or "", " ".join(place))

    def _picked(self, answer: object) -> None:
        if isinstance(answer, Code):
            self.code(answer)
        elif isinstance(answer, str) and answer.strip():
            self.code_as_new(answer)

    def code_as_new(self, name: str) -> None:
        """Make a category of a name and code with it, in one step."""
        sheet = self.sheet
        start, end = self.target()
        made: list[tuple[Coding, Code]] = []
        work = lambda: made.append(add_coding_of_new(sheet.project, sheet.text, start, end, name, sheet.schema))  # noqa: E731
        if not self.attempt(work):
            return
        self.reader.action_clear()
        self.reload()
        coding, code = made[0]
        code = self.sheet.codes[code.id]
        self._coded(self.sheet.codings[coding.id], code, fresh=True)

    def action_in_vivo(self) -> None:
        """Make the selected words a category and code them with it."""
        selection = self.reader.selection
        name = name_from_words(self.said_in(*selection)) if selection else ""
        if name:
            self.code_as_new(name)
        else:
            self.tell(_("Select the words that shall be the category's name first."))

    # ---- taking away, fitting
    def action_remove(self) -> None:
        """Take the coding under hand away; where there are several, ask which."""
        codings = self.meant()
        if not codings:
            self.tell(_("Nothing is coded here."))
            return
        earlier = self.sheet.is_earlier(codings[0])
        if self.held() in codings or (len(codings) == 1 and not earlier):
            self._remove([self.held() or codings[0]])
            return

        def go_on(index: int) -> None:
            self._remove([codings[index]] if index < len(codings) else codings)

        options = [self.describe(c) for c in codings]
        if len(codings) > 1:
            options.append(_("all of them"))
        self.ask_which(_("Which one shall go?"), options, go_on)

    def _remove(self, codings: list[Coding]) -> None:
        if not self.attempt(lambda: remove_codings(self.sheet.project, codings)):
            return
        for coding in codings:
            self.sheet.codings.pop(coding.id, None)
            self.reader.remove_mark(coding.id)
        self.sheet.memos = [m for m in self.sheet.memos if m.on.coding not in {c.id for c in codings}]
        count = len(codings)
        code = self.sheet.codes[codings[0].code].name
        gone = ngettext("{code} taken away; u undoes", "{count} codings taken away; u undoes", count)
        self.written(gone.format(code=code, count=count))

    def action_fit(self) -> None:
        """Give the coding the selection touches exactly the selected words."""
        selection = self.reader.selection
        if selection is None:
            self.tell(_("Select the words the coding shall cover, then press b."))
            return
        codings = [c for c in self.here() if not self.sheet.is_earlier(c)]
        if not codings:
            self.tell(_("No coding touches the selected words."))
            return
        self.which(_("Which one shall cover the selection?"), codings, lambda coding: self._fit(coding, selection))

    def _fit(self, coding: Coding, selection: tuple[int, int]) -> None:
        sheet = self.sheet
        twins = [c for c in sheet.codings.values() if c.code == coding.code and (c.start, c.end) == selection]
        if twins:
            self.tell(_("These words are coded so already."))
            return
        if self.attempt(lambda: fit_coding(sheet.project, sheet.text, coding, *selection)):
            self.reader.action_clear()
            self.keep(get_coding(sheet.project, coding.id), _("fitted to the selection; u undoes"))
