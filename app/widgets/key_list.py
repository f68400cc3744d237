"""Asking for the key list: which file, in another folder than the study, and its own passphrase."""

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from app.widgets.dialogs import Dialog
from corpus.deidentify.keylist import KeyPerson, check_place
from corpus.errors import TusjError
from corpus.messages import _
from exports.harmless import visible


class KeyListScreen(Dialog):
    """Asks for a file and its passphrase, twice where the file is new; answers (path, passphrase), or None."""

    def __init__(self, study: Path) -> None:
        super().__init__()
        self._study = study

    def compose(self) -> ComposeResult:
        """What it is, and three lines."""
        told = _(
            "The key list says who the participants are and what was replaced. It is encrypted with a passphrase of "
            "its own and must lie in another folder than the study, such as on a memory stick."
        )
        with Vertical():
            yield Static(Content(told), classes="question")
            yield Input(placeholder=_("file, such as /media/stick/keys.age"), id="file")
            yield Input(password=True, placeholder=_("its passphrase"), id="first")
            yield Input(password=True, placeholder=_("once more, if the file is new"), id="second")
            yield Static(Content(_("Enter: go on   Escape: leave it")), classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go from line to line; answer where all is well."""
        file, first, second = (self.query_one(name, Input) for name in ("#file", "#first", "#second"))
        path = Path(file.value.strip()).expanduser()
        if event.input is file:
            try:
                check_place(self._study, path)
            except TusjError as error:
                self._say(error.message)
                return
            first.focus()
        elif not first.value:
            self._say(_("The key list needs a passphrase."))
        elif path.exists() or second.value == first.value:
            self.dismiss((path, first.value))
        elif event.input is first:
            second.focus()
        else:
            self._say(_("The two lines differ; type them again."))
            first.value = second.value = ""
            first.focus()

    def _say(self, words: str) -> None:
        self.query_one(".hint", Static).update(Content(visible(words)))


class KeyPersonScreen(Dialog):
    """Asks who a participant is; answers (name, contact), both empty for a line to be deleted, or None."""

    def __init__(self, person: KeyPerson) -> None:
        super().__init__()
        self._person = person

    def compose(self) -> ComposeResult:
        """The label and two lines."""
        with Vertical():
            yield Static(Content(visible(_("Who is {label}?").format(label=self._person.label))), classes="question")
            yield Input(visible(self._person.name), placeholder=_("name"), id="name")
            yield Input(visible(self._person.contact), placeholder=_("how to reach them"), id="contact")
            hint = _("Enter: write it   both empty: delete their lines   Escape: leave it")
            yield Static(Content(hint), classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go from the first line to the second, then answer."""
        name, contact = (self.query_one(at, Input) for at in ("#name", "#contact"))
        if event.input is name:
            contact.focus()
        else:
            self.dismiss((name.value.strip(), contact.value.strip()))
