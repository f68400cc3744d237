"""Putting passages in piles: by digit, by name, in new ones; out again; and adding categories of another schema."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.widgets.ground import palette_of
from codebook.codes import add_code
from codebook.schemas import Code, CodeDraft
from codebook.sorting import add_pile, put_in_pile, split_to, take_out
from corpus.messages import N_, _
from corpus.transcripts import read_transcript
from exports.harmless import line
from exports.tables.passages import Passage
from exports.tables.piles import Sorted

if TYPE_CHECKING:
    from app.screens.base import WorkScreen as _Part
else:
    _Part = object


class Putting(_Part):
    """The actions that sort. `sorted` is what is being sorted, `inside` the piles the passage in hand is in."""

    sorted: Sorted | None
    view: int | None

    @property
    def passage(self) -> Passage | None:
        """The passage being sorted."""
        raise NotImplementedError

    @property
    def inside(self) -> frozenset[int]:
        """The piles it is in, by key."""
        raise NotImplementedError

    def digit_of(self, pile: Code) -> str:
        """The digit that puts a passage in a pile; empty for none."""
        raise NotImplementedError

    def go_on(self) -> None:
        """Stand at the next passage in no pile when the category is read anew."""
        raise NotImplementedError

    def action_put(self, digit: str) -> None:
        """Put the passage in the pile of a digit."""
        if self.sorted is None:
            return
        pile = next((pile for pile in self.sorted.piles if self.digit_of(pile) == digit), None)
        if pile is None:
            self.workbench.say(_("No pile has the digit {digit}; n makes one.").format(digit=digit))
        else:
            self.put(pile)

    def put(self, pile: Code) -> None:
        """Put the passage in a pile and go on; of another schema it gets the category too, or loses it again."""
        passage, found = self.passage, self.sorted
        if passage is None or found is None:
            return
        coding = passage.coding
        if found.target is not None:
            on = pile.id not in self.inside
            text = read_transcript(self.project, passage.transcript)
            words = _("Also {pile}; u undoes.") if on else _("No longer {pile}; u undoes.")
            if self.attempt(lambda: split_to(self.project, text, coding, pile, on=on)):
                self._sorted_so(words.format(pile=line(pile.name)), on=False)
        elif self.attempt(lambda: put_in_pile(self.project, [coding], pile)):
            self._sorted_so(_("In {pile}; u undoes.").format(pile=line(pile.name)), on=self.view is None)

    def _sorted_so(self, said: str, *, on: bool) -> None:
        """Show what was done, and with `on` go on to the next that is in no pile."""
        if on:
            self.go_on()
        self.refresh_content()
        if self.sorted is not None and self.sorted.target is None and all(self.sorted.inside):
            said = " ".join([said, _("All are sorted.")])
        self.workbench.say(said)

    def action_take_out(self) -> None:
        """Take the passage out of its pile; of another schema, take all its categories off it."""
        passage, found = self.passage, self.sorted
        if passage is None or found is None:
            return
        inside = self.inside
        if not inside:
            self.workbench.say(_("It is in no pile."))
        elif found.target is None:
            if self.attempt(lambda: take_out(self.project, [passage.coding], found.category)):
                self._sorted_so(_("In no pile again; u undoes."), on=False)
        elif self.attempt(lambda: self._strip(passage, [pile for pile in found.piles if pile.id in inside])):
            self._sorted_so(_("In no pile again; u undoes."), on=False)

    def _strip(self, passage: Passage, piles: Sequence[Code]) -> None:
        text = read_transcript(self.project, passage.transcript)
        with self.project.step(N_("took a passage of {code} out of its pile"), {"code": passage.code.name}):
            for pile in piles:
                split_to(self.project, text, passage.coding, pile, on=False)

    def action_new(self) -> None:
        """Make a pile by typing its name."""
        if self.sorted is None:
            return
        category = self.sorted.category.name if self.sorted.target is None else self.sorted.target.name
        self.ask_line(_("A new pile of {category}, called").format(category=category), self._make)

    def _make(self, name: str) -> None:
        found = self.sorted
        made: list[Code] = []
        if found is None or not name.strip():
            return
        target = found.target
        if target is None:
            work = lambda: made.append(add_pile(self.project, found.schema, found.category, name))  # noqa: E731
        else:
            work = lambda: made.append(add_code(self.project, target, CodeDraft(name)))  # noqa: E731
        if self.attempt(work):
            self.refresh_content()
            pile = next((pile for pile in self.sorted.piles if pile.id == made[0].id), None) if self.sorted else None
            digit = self.digit_of(pile) if pile else ""
            how = _("press {digit} to put the passage in it") if digit else _("c puts the passage in it")
            self.workbench.say(f"{line(made[0].name)}: {how.format(digit=digit)}")

    def action_pick(self) -> None:
        """Find a pile by its name and put the passage in it, or make a new one."""
        if self.sorted is None:
            return
        from app.widgets.picker import Choice, PickerScreen

        palette = palette_of(self)
        choices = [Choice(p, self.digit_of(p) or " ", palette.lane(p.colour) or "") for p in self.sorted.piles]
        where = self.sorted.target.name if self.sorted.target else self.sorted.category.name

        def picked(answer: object) -> None:
            if isinstance(answer, Code):
                self.put(answer)
            elif isinstance(answer, str) and answer.strip():
                self._make(answer)

        self.app.push_screen(PickerScreen(_("which pile?"), choices, where), picked)
