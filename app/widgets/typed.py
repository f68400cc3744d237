"""A page to read, and a word to type where what follows cannot be undone."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from app.widgets.dialogs import Dialog
from corpus.messages import _
from exports.harmless import visible


class ReadScreen(Dialog):
    """A page to read; Escape or Enter leaves it."""

    DEFAULT_CSS = """
    ReadScreen > Vertical { width: 100; }
    ReadScreen VerticalScroll { height: auto; max-height: 65vh; background: $surface; }
    ReadScreen Input { margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("down", "roll(1)", ""),
        ("up", "roll(-1)", ""),
        ("pagedown", "roll(10)", ""),
        ("pageup", "roll(-10)", ""),
        ("enter", "leave", ""),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The page, and how to leave it."""
        with Vertical():
            with VerticalScroll(can_focus=False):
                yield Static(Content(visible(self._text)))
            yield from self.compose_end()

    def compose_end(self) -> ComposeResult:
        """What stands beneath the page."""
        yield Static(Content(_("↑↓: read on   Escape: leave it")), classes="hint")

    def action_roll(self, rows: int) -> None:
        """Read on, or back."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)


class TypedScreen(ReadScreen):
    """A page on what is about to happen; answers True when the word asked for is typed, else None."""

    def __init__(self, text: str, question: str, word: str) -> None:
        super().__init__(text)
        self._question, self._word = question, word

    def compose_end(self) -> ComposeResult:
        """A line to type the word on."""
        yield Input(placeholder=visible(self._question))
        yield Static(Content(_("Enter: do it, for good   Escape: leave it")), classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on where the word is right."""
        event.stop()
        if event.value.strip().casefold() == self._word.strip().casefold():
            self.dismiss(True)
        else:
            self.query_one(".hint", Static).update(Content(visible(self._question)))
