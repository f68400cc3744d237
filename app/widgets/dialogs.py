"""Small questions over a screen: yes or no, a line of text, a longer text, one of a list."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from corpus.messages import _
from exports.harmless import visible


class Dialog(ModalScreen[object]):
    """A box over the screen; Escape leaves everything as it is."""

    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical { width: 72; max-width: 95%; height: auto; max-height: 90%;
        border: round $primary; background: $surface; padding: 0 1; }
    Dialog .question { margin: 0 0 1 0; }
    Dialog .hint { color: $text-muted; }
    Dialog Input, Dialog TextArea, Dialog OptionList { border: none; background: $panel; }
    Dialog TextArea { height: 8; }
    Dialog OptionList { height: auto; max-height: 16; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave", "")]

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class AskScreen(Dialog):
    """A question with one way on and Escape; answers True or None."""

    BINDINGS: ClassVar[list[BindingType]] = [("enter", "agree", "")]

    def __init__(self, question: str, agree: str) -> None:
        super().__init__()
        self._question, self._agree = question, agree

    def compose(self) -> ComposeResult:
        """The question, and what Enter and Escape do."""
        with Vertical():
            yield Static(Content(visible(self._question)), classes="question")
            yield Static(Content(_("Enter: {agree}   Escape: leave it").format(agree=self._agree)), classes="hint")

    def action_agree(self) -> None:
        """Answer yes."""
        self.dismiss(True)


class LineScreen(Dialog):
    """Asks for one line; answers the text, which may be empty, or None."""

    def __init__(self, question: str, value: str = "", hint: str = "") -> None:
        super().__init__()
        self._question, self._value, self._hint = question, value, hint

    def compose(self) -> ComposeResult:
        """The question and a line to write on."""
        with Vertical():
            yield Static(Content(visible(self._question)), classes="question")
            yield Input(visible(self._value))
            yield Static(Content(self._hint or _("Enter: keep   Escape: leave it")), classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the line."""
        self.dismiss(event.value)


class TextScreen(Dialog):
    """Asks for a longer text; ctrl+s keeps it, and so does Escape: nothing written is discarded."""

    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+s", "keep", ""), ("escape", "keep", "")]

    def __init__(self, question: str, value: str = "") -> None:
        super().__init__()
        self._question, self._value = question, value

    def compose(self) -> ComposeResult:
        """The question and a page to write on."""
        with Vertical():
            yield Static(Content(visible(self._question)), classes="question")
            yield TextArea(self._value, soft_wrap=True, tab_behavior="focus")
            yield Static(Content(_("Escape or ctrl+s: keep and close")), classes="hint")

    def action_keep(self) -> None:
        """Answer with the text; None where it is as it was."""
        text = self.query_one(TextArea).text
        self.dismiss(None if text == self._value else text)


class ChooseScreen(Dialog):
    """One of a list; answers its index, or None. Digits choose too."""

    def __init__(self, question: str, options: Sequence[str], selected: int = 0) -> None:
        super().__init__()
        self._question, self._options, self._selected = question, options, selected

    def compose(self) -> ComposeResult:
        """The question and the list."""
        with Vertical():
            yield Static(Content(visible(self._question)), classes="question")
            options = [Option(Content(f"{n}  {visible(text)}")) for n, text in enumerate(self._options, start=1)]
            yield OptionList(*options)

    def on_mount(self) -> None:
        """Start on what is chosen now."""
        self.query_one(OptionList).highlighted = self._selected if self._options else None

    def on_key(self, event: events.Key) -> None:
        """A digit chooses at once, and goes no further: the screen beneath has actions on digits too."""
        if event.key.isdecimal() and 0 < int(event.key) <= len(self._options):
            event.stop()
            self.dismiss(int(event.key) - 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the place in the list."""
        self.dismiss(event.option_index)
