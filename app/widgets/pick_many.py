"""Choosing several of a list that may be long: type to find, Tab marks, Enter takes."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from app.widgets.dialogs import Dialog
from app.widgets.picker import closeness
from corpus.messages import _
from exports.harmless import line

_UNMARKED = "\u00a0"  # a space that is not taken away at the edge


class PickManyScreen(Dialog):
    """Answers the names chosen, in the list's order, or None. The first row is for none: everything.

    Enter takes the row under the bar; where rows were marked with Tab, it takes those marked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("down", "cursor(1)", ""),
        ("up", "cursor(-1)", ""),
        ("tab", "mark", ""),
    ]

    def __init__(
        self,
        question: str,
        names: Sequence[str],
        chosen: Collection[str],
        words: Sequence[str] = (),
        *,
        needed: bool = False,
    ) -> None:
        """`words` are what is shown for the names, where that is something else; `needed` offers no row for none."""
        super().__init__()
        self._question, self._names = question, tuple(names)
        self._words = tuple(words) or self._names
        self._marked = {name for name in names if name in chosen}
        self._touched, self._needed = False, needed
        self._shown: list[int] = []

    def compose(self) -> ComposeResult:
        """The question, a line to type on, the list, and what the keys do."""
        with Vertical():
            yield Static(Content(line(self._question)), classes="question")
            yield Input(placeholder=_("type to find"))
            listed = OptionList(markup=False)
            listed.can_focus = False
            yield listed
            yield Static(Content(_("Enter: take it   Tab: mark several   Escape: leave it")), classes="hint")

    def on_mount(self) -> None:
        """Show everything, the bar on what is chosen."""
        self._fill("")
        chosen = next((at for at, index in enumerate(self._shown) if self._names[index] in self._marked), None)
        if chosen is not None:
            self.query_one(OptionList).highlighted = chosen + (not self._needed)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show those that fit."""
        self._fill(event.value)

    def _fill(self, typed: str) -> None:
        rated = [(closeness(typed, words), index) for index, words in enumerate(self._words)]
        fitting = sorted(((near, index) for near, index in rated if near is not None), key=lambda pair: pair[0])
        self._shown = [index for _near, index in fitting]
        listed = self.query_one(OptionList)
        listed.clear_options()
        none = " ".join([_UNMARKED, _("any: no condition")])
        everything = [] if typed.strip() or self._needed else [Option(Content(none))]
        listed.add_options([*everything, *(Option(self._row(index)) for index in self._shown)])
        listed.highlighted = 0 if listed.option_count else None

    def _row(self, index: int) -> Content:
        mark = "✓" if self._names[index] in self._marked else _UNMARKED
        return Content(f"{mark} {line(self._words[index])}")

    def _at(self) -> int | None:
        """The index of the name under the bar; None on the row for none."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is None:
            return None
        place = highlighted - (not self._needed and not self.query_one(Input).value.strip())
        return self._shown[place] if place >= 0 else None

    def action_mark(self) -> None:
        """Mark the row under the bar, or no longer, and go on to the next."""
        index, listed = self._at(), self.query_one(OptionList)
        if index is None or listed.highlighted is None:
            return
        self._touched = True
        self._marked ^= {self._names[index]}
        listed.replace_option_prompt_at_index(listed.highlighted, self._row(index))
        listed.action_cursor_down()

    def action_cursor(self, way: int) -> None:
        """Move the bar while typing."""
        listed = self.query_one(OptionList)
        if way > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()

    def on_input_submitted(self) -> None:
        """Take what is marked, or what is under the bar."""
        self._take()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the one clicked."""
        self.query_one(OptionList).highlighted = event.option_index
        self._take()

    def _take(self) -> None:
        if self.query_one(OptionList).highlighted is None:
            return
        index = self._at()
        if self._touched:
            self.dismiss(tuple(name for name in self._names if name in self._marked))
        else:
            self.dismiss(() if index is None else (self._names[index],))
