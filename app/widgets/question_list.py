"""The interview guide as a list: the likeliest question first; digits are the questions' own numbers."""

from collections.abc import Collection, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from app.widgets.dialogs import Dialog
from codebook.questions import Question
from corpus.messages import _
from exports.harmless import line, visible


class QuestionListScreen(Dialog):
    """Answers the index of a question, or None. Those in `linked` (keys) are marked; `suggested` says the first is."""

    def __init__(
        self, question: str, questions: Sequence[Question], linked: Collection[int], *, suggested: bool
    ) -> None:
        super().__init__()
        self._question, self._questions, self._linked = question, tuple(questions), linked
        self._suggested = suggested
        self._roles = len({each.role for each in questions}) > 1

    def compose(self) -> ComposeResult:
        """What is asked, the questions, and what the keys do."""
        with Vertical():
            yield Static(Content(visible(self._question)), classes="question")
            yield OptionList(*(Option(self._row(at)) for at in range(len(self._questions))), markup=False)
            yield Static(Content(_("A digit or Enter: link, or no longer   Escape: leave it")), classes="hint")

    def on_mount(self) -> None:
        """Start on the first."""
        self.query_one(OptionList).highlighted = 0 if self._questions else None

    def _row(self, at: int) -> Content:
        question = self._questions[at]
        mark = "✓" if question.id in self._linked else "·"
        role = f"{line(question.role)}: " if self._roles else ""
        row = f"{mark} {question.number:>2}  {role}{line(question.text)}"
        if at == 0 and self._suggested:
            return Content.assemble(row, "  ", (_("suggested"), "$text-muted"))
        return Content(row)

    def on_key(self, event: events.Key) -> None:
        """A digit chooses the question of that number."""
        if not event.key.isdecimal():
            return
        event.stop()
        found = next((at for at, each in enumerate(self._questions) if each.number == int(event.key)), None)
        if found is not None:
            self.dismiss(found)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer with the place in the list."""
        self.dismiss(event.option_index)
