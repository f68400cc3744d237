"""Asking for a passphrase: the one a study has, or a new one, typed twice; and offering a recovery file."""

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from app.widgets.dialogs import Dialog, LineScreen
from corpus.errors import TusjError
from corpus.messages import _
from corpus.store.cipher import Key, write_recovery
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
    """Asks for a new passphrase twice; answers it, empty for none, or None.

    That both lines stay empty is asked about once: Enter pressed too often must not leave interviews readable.
    """

    _asked = False

    def none_told(self) -> str:
        """What it means to give none."""
        return _("No passphrase: anybody with the file can read the interviews. Enter once more: so be it.")

    def told(self) -> str:
        """What a passphrase means here."""
        return _(
            "A passphrase keeps the interviews from anybody who gets hold of the file. One that is lost cannot be "
            "found again, by anybody: without it the study is gone, unless there is a recovery file, which is offered "
            "next. Both lines empty: the study is not encrypted."
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
        elif first.value != second.value:
            self._hint(_("The two lines differ; type them again."))
            first.value = second.value = ""
            first.focus()
        elif first.value or self._asked:
            self.dismiss(first.value)
        else:
            self._asked = True
            self._hint(self.none_told())

    def _hint(self, words: str) -> None:
        self.query_one(".hint", Static).update(Content(words))


class SealScreen(NewPassphraseScreen):
    """Asks twice for the passphrase that seals an export."""

    def told(self) -> str:
        """What the seal is."""
        return _(
            "The file is sealed with a passphrase of its own, as an age file. Whoever is to open it needs the "
            "passphrase, by another way than the file."
        )

    def none_told(self) -> str:
        """A seal without a passphrase is none."""
        return _("Without a passphrase nothing is written. Enter once more: so be it.")


class RecoveryScreen(LineScreen):
    """Offers a recovery file for a study that was just given a passphrase; answers the file written, or None."""

    def __init__(self, study: Path, key: Key) -> None:
        question = _(
            "A recovery file opens the study if its passphrase is lost. Whoever has the file can open it too: keep it "
            "in another place, a memory stick or a locked drawer. Where shall it be written? Nothing: no such file."
        )
        super().__init__(question, hint=_("a path in another folder   Enter: go on   Escape: no such file"))
        self._study, self._key = study, key

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write it; say what is in the way, and go on asking."""
        event.prevent_default()  # or LineScreen would answer too
        name = event.value.strip().strip("'\"")
        try:
            if name:
                write_recovery(self._key, self._study, Path(name).expanduser())
            self.dismiss(Path(name) if name else None)
        except TusjError as error:
            self.query_one(".hint", Static).update(Content(visible(error.message)))
