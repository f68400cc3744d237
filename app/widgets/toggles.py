"""A question with several answers at once: which of these?"""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from app.widgets.dialogs import Dialog
from corpus.messages import _
from exports.harmless import visible


class TogglesScreen(Dialog):
    """Some of a list; answers (indices, whether for all), or None. Space, digits and clicks switch, Enter keeps."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep(False)", "", priority=True),
        ("space", "switch", ""),
        ("a", "keep(True)", ""),
    ]

    def __init__(self, question: str, options: Sequence[str], chosen: Collection[int], *, for_all: str = "") -> None:
        super().__init__()
        self._question, self._options, self._chosen = question, options, set(chosen)
        self._for_all = for_all

    def compose(self) -> ComposeResult:
        """The question and the list with its marks."""
        with Vertical():
            yield Static(Content(visible(self._question)), classes="question")
            yield OptionList(*(Option(self._row(at)) for at in range(len(self._options))), markup=False)
            hint = _("Space or a digit: yes or no   Enter: keep   Escape: leave it")
            yield Static(Content(hint + (f"   a: {self._for_all}" if self._for_all else "")), classes="hint")

    def on_mount(self) -> None:
        """Start on the first."""
        self.query_one(OptionList).highlighted = 0 if self._options else None

    def _row(self, at: int) -> Content:
        mark = "✓" if at in self._chosen else "·"
        return Content(f"{at + 1}  {mark}  {visible(self._options[at])}")

    def _switch(self, at: int) -> None:
        self._chosen ^= {at}
        self.query_one(OptionList).replace_option_prompt_at_index(at, self._row(at))

    def on_key(self, event: object) -> None:
        """A digit switches its line."""
        key = getattr(event, "key", "")
        if key.isdecimal() and 0 < int(key) <= len(self._options):
            self._switch(int(key) - 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click switches a line."""
        self._switch(event.option_index)

    def action_switch(self) -> None:
        """Switch the line under the bar."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self._switch(at)

    def action_keep(self, for_all: bool) -> None:
        """Answer with what is marked."""
        if not for_all or self._for_all:
            self.dismiss((tuple(sorted(self._chosen)), for_all))
