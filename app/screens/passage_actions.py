"""What can be done with coded passages wherever they are read: flags, gist, note, quote, recoding; several at once.

The keys are those of the coding screen. Each change is one change, however many passages it is made to.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.widgets.arguing import Arguing, Drafts
from app.widgets.ground import palette_of
from app.widgets.passage_items import FLAG_SIGNS
from codebook.codings import FLAG_WORDS, FLAGS, Coding, remove_codings
from codebook.schemas import Code, Schema, list_schemas
from codebook.themes import from_coding
from corpus.messages import N_, _, ngettext
from exports.quotes.pages import quotes_of
from exports.quotes.style import draft_text
from exports.tables.passages import Passage

if TYPE_CHECKING:
    from app.screens.base import WorkScreen as _Part
    from app.widgets.picker import Choice
else:
    _Part = object


class PassageActions(Arguing, _Part):
    """The actions on the passages under hand; a screen says which those are."""

    def under_hand(self) -> list[Passage]:
        """The passages an action is meant for: those marked, else the one under the cursor."""
        raise NotImplementedError

    def changed(self) -> None:
        """Show the passages as they are now."""
        self.refresh_content()

    def in_hand(self, question: str, then: Callable[[Drafts], object]) -> None:
        """Go on with all of them."""
        codings = self._codings()
        if codings:
            then([from_coding(coding) for coding in codings])

    def _codings(self) -> list[Coding]:
        return [passage.coding for passage in self.under_hand()]

    def _do(self, work: Callable[[], object], said: str) -> None:
        if self.attempt(work):
            self.changed()
            self.workbench.say(said)

    @staticmethod
    def _how_many(codings: Sequence[Coding]) -> str:
        return ngettext("{n} passage", "{n} passages", len(codings)).format(n=len(codings))

    # ---- flags, gist, quote
    def action_flag(self) -> None:
        """Set a flag, or take it off where all have it."""
        codings = self._codings()
        if not codings:
            return
        from codebook.several import flag_codings

        def keep(answer: int) -> None:
            flag = FLAGS[answer]
            on = not all(flag in coding.flags for coding in codings)
            words = _("Flagged: {flag}; u undoes.") if on else _("No longer flagged: {flag}; u undoes.")
            said = words.format(flag=_(FLAG_WORDS[flag]))
            self._do(lambda: flag_codings(self.project, codings, flag, on), said)

        options = [
            f"{FLAG_SIGNS[flag]} {_(FLAG_WORDS[flag])}{'  ✓' if all(flag in c.flags for c in codings) else ''}"
            for flag in FLAGS
        ]
        question = _("Flags of {passages}: a digit sets one or takes it off").format(passages=self._how_many(codings))
        self.ask_which(question, options, keep)

    def action_gist(self) -> None:
        """Write the gist."""
        codings = self._codings()
        if not codings:
            return
        from codebook.several import gist_codings

        def keep(answer: str) -> None:
            self._do(lambda: gist_codings(self.project, codings, answer), _("Gist kept; u undoes."))

        gists = {coding.gist for coding in codings}
        question = _("Gist: what is said here, in a line ({passages})").format(passages=self._how_many(codings))
        self.ask_line(question, keep, gists.pop() if len(gists) == 1 else "")

    def action_quote(self) -> None:
        """Choose as quotes, or no longer where all are."""
        codings = self._codings()
        if not codings:
            return
        from codebook.several import quote_codings

        chosen = not all(coding.quote for coding in codings)
        said = _("Chosen as a quote; u undoes.") if chosen else _("No longer a quote; u undoes.")
        self._do(lambda: quote_codings(self.project, codings, chosen), said)

    # ---- notes
    def action_note(self) -> None:
        """Write a note, or change the one that is there."""
        codings = self._codings()
        if not codings:
            return
        from codebook.memos import change_memo, list_memos
        from codebook.several import note_codings

        there = None
        if len(codings) == 1:
            memos = list_memos(self.project, codings[0].transcript)
            there = next((memo for memo in memos if memo.on.coding == codings[0].id), None)

        def keep(answer: str) -> None:
            if there is not None:
                self._do(lambda: change_memo(self.project, there.id, answer), _("Note kept; u undoes."))
            elif answer.strip():
                self._do(lambda: note_codings(self.project, codings, answer), _("Note kept; u undoes."))

        question = _("Note on {where}").format(where=self._how_many(codings))
        self.ask_text(question, keep, there.text if there else "")

    # ---- categories
    def action_recode(self) -> None:
        """Give the passages another category, found as one types; a new name makes one."""
        passages = self.under_hand()
        if not passages:
            return
        from app.widgets.picker import PickerScreen

        schemas = list_schemas(self.project)
        own = passages[0].code.schema
        question = _("another category for {passages}").format(passages=self._how_many([p.coding for p in passages]))

        def picked(answer: object) -> None:
            if isinstance(answer, Code):
                self._recode(passages, answer)
            elif isinstance(answer, str) and answer.strip():
                self._recode_as_new(passages, answer, next(s for s in schemas if s.name == own))

        self.app.push_screen(PickerScreen(question, self.choices(schemas, own), own), picked)

    def choices(self, schemas: Sequence[Schema], own: str) -> list["Choice"]:
        """The categories to pick from, those of one schema first."""
        from app.widgets.picker import Choice

        palette = palette_of(self)
        codes = sorted((code for schema in schemas for code in schema.codes), key=lambda code: code.schema != own)
        return [
            Choice(
                code, code.key or " ", palette.lane(code.colour) or "", "" if code.schema == own else f"({code.schema})"
            )
            for code in codes
        ]

    def _recode(self, passages: Sequence[Passage], code: Code) -> None:
        from codebook.several import recode_codings

        codings = [passage.coding for passage in passages]
        said = _("{passages} now under {code}; u undoes.").format(passages=self._how_many(codings), code=code.name)
        self._do(lambda: recode_codings(self.project, codings, code), said)

    def _recode_as_new(self, passages: Sequence[Passage], name: str, schema: Schema) -> None:
        from codebook.codes import add_code
        from codebook.schemas import CodeDraft
        from codebook.several import recode_codings

        codings = [passage.coding for passage in passages]

        def work() -> None:
            one = N_("recoded a passage as {code}")
            what = one if len(codings) == 1 else N_("recoded {count} passages as {code}")
            with self.project.step(what, {"count": len(codings), "code": name}):
                recode_codings(self.project, codings, add_code(self.project, schema, CodeDraft(name)))

        said = _("{passages} now under {code}; u undoes.").format(passages=self._how_many(codings), code=name)
        self._do(work, said)

    def action_remove(self) -> None:
        """Take the codings away."""
        codings = self._codings()
        if codings:
            said = _("{passages} taken away; u undoes.").format(passages=self._how_many(codings))
            self._do(lambda: remove_codings(self.project, codings), said)

    # ---- leaving
    def action_open(self) -> None:
        """Go to the place in the interview; Escape comes back."""
        passage = self.passage
        if passage is not None:
            from app.screens.coding import CodingScreen

            self.app.push_screen(CodingScreen(passage.transcript.name, passage.coding.start, passage.coding.end))

    @property
    def passage(self) -> Passage | None:
        """The passage under the cursor."""
        raise NotImplementedError

    def action_copy(self) -> None:
        """Copy the passages as they will stand in the draft."""
        from app.widgets.clipboard import copy_text

        passages = self.under_hand()
        if passages:
            drafts = [draft_text(q, "role", self.project.language) for q in quotes_of(self.project, passages)]
            self.workbench.say(copy_text(self.app, "\n\n".join(drafts), self.project.path))
