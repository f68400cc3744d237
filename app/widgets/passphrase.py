"""Asking for a passphrase: the one a study has, or a new one, typed twice."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from app.widgets.dialogs import Dialog
from corpus.messages import _
from exports.harmless import visible


class PassphraseScreen(Dialog):
    """Asks for a study's passphrase; answers it, or None."""

    def __init__(self, study: str) -> None:
        super().__init__()
        self._study = study

    def compose(self) -> ComposeResult:
        """The question and a line that shows nothing."""
        question = _("{study} is encrypted. Its passphrase:").format(study=self._study)
        with Vertical():
            yield Static(Content(visible(question)), classes="question")
            yield Input(password=True)
            yield Static(Content(_("Enter: open   Escape: leave it")), classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with what was typed."""
        self.dismiss(event.value)


class NewPassphraseScreen(Dialog):
    """Asks for a new passphrase twice; answers it, empty for none, or None."""

    def told(self) -> str:
        """What a passphrase means here."""
        return _(
            "A passphrase keeps the interviews from anybody who gets hold of the file. One that is lost cannot be "
            "found again, by anybody: without it the study is gone, unless you write a recovery file (r in Safety). "
            "Both lines empty: the study is not encrypted."
        )

    def compose(self) -> ComposeResult:
        """What it means, and two lines that show nothing."""
        with Vertical():
            yield Static(Content(self.told()), classes="question")
            yield Input(password=True, placeholder=_("New passphrase"), id="first")
            yield Input(password=True, placeholder=_("Once more"), id="second")
            yield Static(Content(_("Enter: go on   Escape: leave it")), classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go from the first line to the second; answer where they are the same."""
        first, second = (self.query_one(name, Input) for name in ("#first", "#second"))
        if event.input is first:
            second.focus()
        elif first.value == second.value:
            self.dismiss(first.value)
        else:
            self.query_one(".hint", Static).update(Content(_("The two lines differ; type them again.")))
            first.value = second.value = ""
            first.focus()


class SealScreen(NewPassphraseScreen):
    """Asks twice for the passphrase that seals an export."""

    def told(self) -> str:
        """What the seal is."""
        return _(
            "The file is sealed with a passphrase of its own, as an age file. Whoever is to open it needs the "
            "passphrase, by another way than the file."
        )
