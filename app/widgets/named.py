"""Choosing one of a list of names by typing, or a new one; and writing a claim with what was expected in view."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from app.widgets.dialogs import Dialog
from corpus.messages import _
from exports.harmless import line

_EXPECTED = 400


def expected_words(expectation: str) -> str:
    """What the diary expected, as it is shown where a theme is written; empty where it expected nothing."""
    folded = line(expectation)
    if len(folded) > _EXPECTED:
        folded = folded[:_EXPECTED].rsplit(" ", 1)[0] + " …"
    return _("You expected to find: {words}").format(words=folded) if folded else ""


class NamedScreen(Dialog):
    """Answers the index of a name, a new one as text, or None."""

    DEFAULT_CSS = """
    NamedScreen OptionList { height: auto; min-height: 1; max-height: 12; }
    NamedScreen .aside { color: $text-muted; margin: 1 0 0 0; max-height: 6; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("down", "cursor(1)", ""), ("up", "cursor(-1)", "")]

    def __init__(self, question: str, names: Sequence[str], new: str, aside: str = "") -> None:
        """`new` says what typing something else makes, with {name} in it; `aside` is said beneath."""
        super().__init__()
        self._question, self._names, self._new, self._aside = question, tuple(names), new, aside
        self._shown: list[int] = []

    def compose(self) -> ComposeResult:
        """The question, a line to type on, the names, what is said beneath."""
        with Vertical():
            yield Static(Content(line(self._question)), classes="question")
            yield Input(placeholder=_("type to find, or write a new one"))
            listed = OptionList(markup=False)
            listed.can_focus = False
            yield listed
            if self._aside:
                yield Static(Content(self._aside), classes="aside")

    def on_mount(self) -> None:
        """Show every name."""
        self._fill("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show those that hold what was typed."""
        self._fill(event.value)

    def _fill(self, typed: str) -> None:
        wanted = " ".join(typed.split())
        self._shown = [n for n, name in enumerate(self._names) if wanted.casefold() in name.casefold()]
        options = [Option(Content(line(self._names[n]))) for n in self._shown]
        if wanted and not any(self._names[n].casefold() == wanted.casefold() for n in self._shown):
            options.append(Option(Content(self._new.format(name=line(wanted)))))
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(options)
        listed.highlighted = 0 if options else None

    def action_cursor(self, way: int) -> None:
        """Move the bar while typing."""
        listed = self.query_one(OptionList)
        if way > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()

    def on_input_submitted(self) -> None:
        """Take the name under the bar, or make the new one."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self._take(at)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the one clicked."""
        self._take(event.option_index)

    def _take(self, at: int) -> None:
        self.dismiss(self._shown[at] if at < len(self._shown) else self.query_one(Input).value)


class OneSentence(TextArea):
    """A wrapped line to write on: Enter keeps it."""

    def on_key(self, event: events.Key) -> None:
        """Enter is no new line here."""
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.screen.dismiss(self.text)


class ClaimScreen(Dialog):
    """Asks for a claim in one sentence, with what was expected in view; answers the text, or None."""

    DEFAULT_CSS = """
    ClaimScreen TextArea { height: 4; }
    ClaimScreen .aside { color: $text-muted; margin: 1 0 0 0; max-height: 8; }
    """

    def __init__(self, question: str, value: str = "", aside: str = "") -> None:
        super().__init__()
        self._question, self._value, self._aside = question, value, aside

    def compose(self) -> ComposeResult:
        """The question, what was expected, a place to write."""
        with Vertical():
            yield Static(Content(line(self._question)), classes="question")
            yield OneSentence(line(self._value), soft_wrap=True, tab_behavior="focus")
            yield Static(Content(_("Enter: keep   Escape: leave it")), classes="hint")
            if self._aside:
                yield Static(Content(self._aside), classes="aside")

    def on_mount(self) -> None:
        """Write on at the end."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()
