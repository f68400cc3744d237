"""What a category means, asked in one box: definitions, when to use it, when not, an example, whom it leaves out."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from app.widgets.dialogs import Dialog
from app.widgets.picker import short_path
from codebook.schemas import Code
from corpus.messages import _
from exports.harmless import line, visible


class DescribeScreen(Dialog):
    """Answers the changed words by field name, or None where nothing changed; leaving keeps what is written."""

    DEFAULT_CSS = """
    DescribeScreen TextArea { height: 3; }
    DescribeScreen .field { color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+s", "keep", ""), ("escape", "keep", "")]

    def __init__(self, code: Code) -> None:
        super().__init__()
        self._code = code
        self._values = {
            "definition": line(code.definition),
            "full_definition": visible(code.full_definition),
            "use": line(code.use),
            "avoid": line(code.avoid),
            "example": line(code.example),
            "without": "; ".join(line(role) for role in code.without),
        }

    def compose(self) -> ComposeResult:
        """A line for each."""
        heads = {
            "definition": _("Definition, in one line"),
            "full_definition": _("Full definition"),
            "use": _("When to use it"),
            "avoid": _("When not"),
            "example": _("An example"),
            "without": _("Roles it leaves out, parted by ;"),
        }
        with Vertical():
            yield Static(Content(short_path(self._code.path, 140)), classes="question")
            for name, value in self._values.items():
                yield Static(Content(heads[name]), classes="field")
                if name == "full_definition":
                    yield TextArea(value, id=name, soft_wrap=True, tab_behavior="focus")
                else:
                    yield Input(value, id=name, select_on_focus=False)
            yield Static(Content(_("Enter or Tab: next   Escape or ctrl+s: keep and close")), classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next line, from the last one out."""
        if event.input.id == "without":
            self.action_keep()
        else:
            self.focus_next()

    def action_keep(self) -> None:
        """Answer with what has changed, roles always among it."""
        now = {str(field.id): field.value for field in self.query(Input)}
        now["full_definition"] = self.query_one(TextArea).text
        changed = {name: text for name, text in now.items() if text != self._values[name]}
        self.dismiss({**changed, "without": now["without"]} if changed else None)
