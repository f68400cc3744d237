"""Small questions that offer a why: one line, which may stay empty, kept in a category's history."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from app.widgets.dialogs import AskScreen, LineScreen
from corpus.messages import _
from exports.harmless import visible

_CSS = """
    {name} Input {{ margin: 0 0 1 0; }}
    {name} .field {{ color: $text-muted; }}
"""


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A line that was written, and why."""

    text: str
    why: str


def _ask_why() -> Static:
    return Static(Content(_("Why? Because … (may stay empty)")), classes="field")


class ReasonScreen(LineScreen):
    """Asks for one line and, beneath, why; Enter on either keeps both. Answers a Reasoned, or None."""

    DEFAULT_CSS = _CSS.format(name="ReasonScreen")

    def compose(self) -> ComposeResult:
        """The question, a line to write on, and one for the why."""
        with Vertical():
            yield Static(Content(visible(self._question)), classes="question")
            yield Input(visible(self._value), id="text")
            yield _ask_why()
            yield Input(id="why")
            yield Static(Content(_("Enter: keep   Tab: to the why   Escape: leave it")), classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with both lines, and not once more as a LineScreen would."""
        event.stop()
        event.prevent_default()
        self.dismiss(Reasoned(self.query_one("#text", Input).value, self.query_one("#why", Input).value))


class WhyScreen(AskScreen):
    """A question with one way on, a line for the why, and Escape; answers the why (may be empty), or None."""

    DEFAULT_CSS = _CSS.format(name="WhyScreen")

    def compose(self) -> ComposeResult:
        """The question, a line for the why, and what Enter and Escape do."""
        with Vertical():
            yield Static(Content(visible(self._question)), classes="question")
            yield _ask_why()
            yield Input(id="why")
            yield Static(Content(_("Enter: {agree}   Escape: leave it").format(agree=self._agree)), classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the why."""
        event.stop()
        self.dismiss(event.value)

    def action_agree(self) -> None:
        """Answer with the why, wherever the focus is."""
        self.dismiss(self.query_one("#why", Input).value)
