"""What every screen of the workbench shares: its room, undo and redo, help, and a way back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.screen import Screen

from corpus.errors import TusjError
from corpus.messages import N_, _
from corpus.store import OtherCoderError, Step

if TYPE_CHECKING:
    from app.workbench import Workbench
    from corpus.store import Project

Answer = TypeVar("Answer")

_SIGNS = {
    "question_mark": "?", "slash": "/", "full_stop": ".", "comma": ",", "plus": "+", "minus": "-", "escape": "Esc",
    "equals_sign": "=", "greater_than_sign": ">", "less_than_sign": "<",
    "left_parenthesis": "(", "right_parenthesis": ")", "left": "←", "right": "→",
    "up": "↑", "down": "↓", "enter": "Enter", "tab": "Tab", "space": N_("Space"),
}  # fmt: skip


def shown_keys(keys: str) -> str:
    """Keys as they stand on the keyboard, from Textual's names for them, with spaces between."""
    shown = []
    for key in keys.split(","):
        *held, last = key.strip().split("+")
        sign = _(_SIGNS.get(last, "")) or (last.upper() if last[1:].isdecimal() else last)
        shown.append("+".join([*held, sign]))
    return " ".join(shown)


def _answered(kind: type[Answer], then: Callable[[Answer], object]) -> Callable[[object], None]:
    """Goes on with an answer of a kind; without one nothing is done."""

    def go_on(answer: object) -> None:
        if isinstance(answer, kind):
            then(answer)

    return go_on


class WorkScreen(Screen[Any]):
    """A screen on the open study. Subclasses set `room` and `BINDINGS = bindings_of(room)`.

    After undo, redo, or coming back from another screen, `refresh_content` is called: show the study as it is now.
    """

    room: ClassVar[str] = ""
    AUTO_FOCUS = "*"

    @property
    def workbench(self) -> "Workbench":
        """The App, by its own type."""
        return cast("Workbench", self.app)

    @property
    def project(self) -> "Project":
        """The open study."""
        return self.workbench.study

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be undone where no study is open."""
        return action not in ("undo", "redo") or self.workbench.project is not None

    def refresh_content(self) -> None:
        """Show the study as it is now."""

    def on_screen_resume(self) -> None:
        """Another screen may have changed something."""
        if self.is_mounted and self.workbench.project is not None:
            self.refresh_content()

    def attempt(self, work: Callable[[], object]) -> bool:
        """Do something that may fail with a sentence for the user; returns whether it went well."""
        try:
            work()
        except TusjError as error:
            self.workbench.say_problem(error)
            return False
        return True

    # ---- small questions; Escape leaves them unanswered, and nothing is done
    def ask_line(self, question: str, then: Callable[[str], object], value: str = "", hint: str = "") -> None:
        """Ask for one line, which may be empty, and go on with it."""
        from app.widgets.dialogs import LineScreen

        self.app.push_screen(LineScreen(question, value, hint), _answered(str, then))

    def ask_reasoned(self, question: str, then: Callable[[str, str], object], value: str = "") -> None:
        """Ask for one line and, beneath, a why that may stay empty, and go on with both."""
        from app.widgets.reasons import Reasoned, ReasonScreen

        def go_on(answer: Reasoned) -> None:
            then(answer.text, answer.why)

        self.app.push_screen(ReasonScreen(question, value), _answered(Reasoned, go_on))

    def ask_text(self, question: str, then: Callable[[str], object], value: str = "") -> None:
        """Ask for a longer text and go on with it, where it was changed."""
        from app.widgets.dialogs import TextScreen

        self.app.push_screen(TextScreen(question, value), _answered(str, then))

    def ask_which(
        self, question: str, options: Sequence[str], then: Callable[[int], object], selected: int = 0
    ) -> None:
        """Ask for one of a list and go on with its index."""
        from app.widgets.dialogs import ChooseScreen

        self.app.push_screen(ChooseScreen(question, options, selected), _answered(int, then))

    def action_undo(self) -> None:
        """Undo the last change and say what it was; another coder's only when asked again."""
        try:
            step = self.project.undo()
        except OtherCoderError as error:
            from app.widgets.dialogs import AskScreen

            self.app.push_screen(AskScreen(error.message, _("Undo it all the same")), self._undo_other)
            return
        except TusjError as error:
            self.workbench.say_problem(error)
            return
        self._told(step, _("Undone: {what}"), _("There is nothing to undo."))

    def _undo_other(self, agreed: object) -> None:
        if agreed:
            self._told(self.project.undo(other_coders=True), _("Undone: {what}"), _("There is nothing to undo."))

    def action_redo(self) -> None:
        """Redo the change last undone and say what it is."""
        if self.attempt(lambda: None):
            self._told(self.project.redo(), _("Done again: {what}"), _("There is nothing to redo."))

    def _told(self, step: Step | None, done: str, nothing: str) -> None:
        self.workbench.say(done.format(what=step.what) if step else nothing)
        if step:
            self.refresh_content()

    def action_help(self) -> None:
        """Show every key of this screen."""
        from app.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.room))

    def action_back(self) -> None:
        """Go back to the screen before; from the last one there is nowhere to go."""
        self.workbench.go_back()
