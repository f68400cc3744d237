"""Who is who, in the participants screen: the key list opened when asked for, read, written, and put away again."""

from pathlib import Path

from textual import work

from app.screens.base import WorkScreen
from app.widgets.key_list import KeyListScreen, KeyPersonScreen
from corpus.deidentify.keylist import KeyList, KeyPerson, read_key_list, write_key_list
from corpus.errors import TusjError
from corpus.messages import _
from corpus.participants import list_participants


class WhoScreen(WorkScreen):
    """The action. The list and its passphrase are held only while it is open."""

    def action_who(self) -> None:
        """Ask for the key list, and show who is who."""
        self.app.push_screen(KeyListScreen(self.project.path), self._open_key_list)

    def _open_key_list(self, answer: object) -> None:
        if isinstance(answer, tuple):
            self.workbench.say(_("Opening the key list…"))
            self._read_key_list(*answer)

    @work(thread=True, exclusive=True, group="key list", exit_on_error=False)
    def _read_key_list(self, file: Path, passphrase: str) -> None:
        try:
            held = read_key_list(self.project.path, file, passphrase)
        except TusjError as error:
            self.app.call_from_thread(self.workbench.say_problem, error)
            return
        self.app.call_from_thread(self._show_people, file, passphrase, held)

    def _show_people(self, file: Path, passphrase: str, held: KeyList, at: int = 0) -> None:
        labels = list(dict.fromkeys(person.label for person in list_participants(self.project)))
        gone = [person.label for person in held.people if person.label not in labels]
        known = [held.find(label) or KeyPerson(label, "", "", "") for label in (*labels, *gone)]
        withdrawn = _("not in the study")
        lines = [
            f"{person.label}  {person.name or '–'}  {person.contact}".rstrip()
            + (f"  ({withdrawn})" if person.label in gone else "")
            for person in known
        ]

        def chosen(index: int) -> None:
            def written(answer: object) -> None:
                if isinstance(answer, tuple):
                    self.workbench.say(_("Writing the key list…"))
                    self._write_person(file, passphrase, held, index, known[index].label, *answer)
                else:
                    self._show_people(file, passphrase, held, index)

            self.app.push_screen(KeyPersonScreen(known[index]), written)

        if known:
            self.ask_which(_("Who is who, from the key list. Enter: write   Escape: put it away"), lines, chosen, at)
        else:
            self.workbench.say(_("Nobody yet: each interview brought in adds its participants."))

    @work(thread=True, exclusive=True, group="key list", exit_on_error=False)
    def _write_person(
        self, file: Path, passphrase: str, held: KeyList, at: int, label: str, name: str, contact: str
    ) -> None:
        try:
            changed = held.with_person(label, name, contact) if name or contact else held.without(label)
            write_key_list(self.project.path, file, passphrase, changed)
        except TusjError as error:
            self.app.call_from_thread(self.workbench.say_problem, error)
            return
        self.app.call_from_thread(self._show_people, file, passphrase, changed, at)
