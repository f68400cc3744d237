"""The picker: type a few letters of a category, see where it will go, Enter; a new name makes a category."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from app.widgets.dialogs import Dialog
from codebook.schemas import SEPARATOR, Code
from corpus.messages import _
from exports.harmless import line

_PATH = 60
_MORE = 4  # what leaving names out may add


@dataclass(frozen=True, slots=True)
class Choice:
    """A category to pick from. `colour` is empty for none; `place` says where it belongs if not to what is in hand."""

    code: Code
    letter: str
    colour: str
    place: str = ""


def closeness(query: str, name: str) -> int | None:
    """How near a name is to what was typed, 0 nearest; None where its letters are not there in order."""
    wanted, name = query.casefold().strip(), name.casefold()
    if not wanted or name.startswith(wanted):
        return 0
    if f" {wanted}" in name:
        return 1
    if wanted in name:
        return 2
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 3
    return 4 if _scattered(wanted.replace(" ", ""), name) else None


def _scattered(letters: str, name: str) -> bool:
    """Whether letters stand in order in a name and not far apart: a slip or a letter left out, not chance."""
    for start in (at for at, sign in enumerate(name) if sign == letters[0]):
        at = start
        for letter in letters[1:]:
            at = name.find(letter, at + 1)
            if at < 0:
                return False
        if at - start <= 2 * len(letters):
            return len(letters) > 2
    return False


def matching(query: str, choices: Sequence[Choice]) -> list[Choice]:
    """The choices that fit what was typed, nearest first, in the order given where equally near."""
    rated = [(closeness(query, choice.code.path), choice) for choice in choices]
    found = [(near, choice) for near, choice in rated if near is not None]
    return [choice for _near, choice in sorted(found, key=lambda pair: pair[0])]


class PickerScreen(Dialog):
    """Answers a Code, the name of a new one, or None."""

    DEFAULT_CSS = """
    PickerScreen OptionList { height: auto; min-height: 1; max-height: 14; text-wrap: nowrap; text-overflow: ellipsis; }
    PickerScreen .meaning { color: $text-muted; height: 2; margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("down", "cursor(1)", ""), ("up", "cursor(-1)", "")]

    def __init__(self, question: str, choices: Sequence[Choice], schema: str | None) -> None:
        """`choices` in the order to be shown: recent ones first; `schema` is where a new category goes.

        With None no category can be made.
        """
        super().__init__()
        self._question, self._choices, self._schema = question, choices, schema
        self._shown: list[Choice] = []

    def compose(self) -> ComposeResult:
        """What is coded, a line to type on, the categories, and what the one under the bar means."""
        with Vertical():
            yield Static(Content(line(self._question)), classes="hint")
            yield Input(placeholder=_("type to find") if self._schema is None else _("type to find, or a new name"))
            listed = OptionList(markup=False)
            listed.can_focus = False
            yield listed
            yield Static("", classes="meaning")

    def on_mount(self) -> None:
        """Show every category."""
        self._fill("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show those that fit."""
        self._fill(event.value)

    def _fill(self, typed: str) -> None:
        self._shown = matching(typed, self._choices)
        options = [Option(self._row(choice)) for choice in self._shown]
        name = " ".join(typed.split())
        if (
            self._schema is not None
            and name
            and not any(choice.code.name.casefold() == name.casefold() for choice in self._shown)
        ):
            where = self._schema or _("a new schema")
            words = _("+ new category “{name}” in {schema}").format(name=line(name), schema=line(where))
            options.append(Option(Content(words)))
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(options)
        listed.highlighted = 0 if options else None

    @staticmethod
    def _row(choice: Choice) -> Content:
        place = f"   {line(choice.place)}" if choice.place else ""
        return Content.assemble(
            (f"{choice.letter} ", ""), ("▊ ", choice.colour), (short_path(choice.code.path) + place, "")
        )

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what the category under the bar means."""
        at = event.option_index
        meaning = self._shown[at].code.definition if at < len(self._shown) else ""
        self.query_one(".meaning", Static).update(Content(line(meaning)), layout=False)

    def action_cursor(self, way: int) -> None:
        """Move the bar while typing."""
        listed = self.query_one(OptionList)
        if way > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the category under the bar, or make the new one."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self._take(at, event.value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the one clicked."""
        self._take(event.option_index, self.query_one(Input).value)

    def _take(self, at: int, typed: str) -> None:
        self.dismiss(self._shown[at].code if at < len(self._shown) else typed)


def short_path(path: str, most: int = _PATH) -> str:
    """A path on one line; where it is long, names from the top are left out, for the last one says most."""
    names = line(path).split(SEPARATOR)
    left = 0
    while left < len(names) - 1 and len(SEPARATOR.join(names[left:])) > most:
        left += 1
    short = SEPARATOR.join(["…", *names[left:]] if left else names)
    return short if len(short) <= most + _MORE else short[: most + _MORE - 1] + "…"
