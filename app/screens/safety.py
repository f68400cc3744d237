"""Nothing lost: the study's snapshots, its check, its passphrase."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from app.actions import bindings_of
from app.screens.safety_project import ProjectScreen
from app.widgets.dialogs import AskScreen
from app.widgets.keyline import KeyLine
from app.widgets.passphrase import NewPassphraseScreen, RecoveryScreen
from app.widgets.title import TitleLine
from codebook.facts import get_facts, say_end
from codebook.models import MODELS
from corpus.errors import TusjError
from corpus.messages import _, ngettext
from corpus.store import now
from corpus.store.check import Finding, check_project
from corpus.store.snapshots import (
    Snapshot,
    compare,
    list_snapshots,
    restore_snapshot,
    say_synchronised,
    take_snapshot,
)
from exports.harmless import line


class SafetyScreen(ProjectScreen):
    """The snapshots, the newest first; Enter shows what differs and offers to bring one back."""

    room = "safety"
    BINDINGS: ClassVar = bindings_of("safety")
    CSS_PATH = "safety.tcss"
    AUTO_FOCUS = "OptionList"

    def __init__(self) -> None:
        super().__init__()
        self._snapshots: list[Snapshot] = []

    def compose(self) -> ComposeResult:
        """How the study stands, its snapshots, what the check found, the keys."""
        yield TitleLine()
        yield Static(id="standing", markup=False)
        yield OptionList(id="snapshots", markup=False)
        yield Static(id="found", markup=False)
        yield KeyLine(self.room)

    def refresh_content(self) -> None:
        """Read the folder again."""
        self._snapshots = list_snapshots(self.project.path)
        shown = self.query_one("#snapshots", OptionList)
        at = shown.highlighted or 0
        shown.clear_options()
        shown.add_options(
            [
                Option(Content(f"  {line(s.name)}   {max(1, s.size // 1024):,} kB".replace(",", " ")))
                for s in self._snapshots
            ]
        )
        shown.highlighted = min(at, len(self._snapshots) - 1) if self._snapshots else None
        self.query_one("#standing", Static).update(Content(self._say_standing()))
        title = _("{study} ▸ Safety").format(study=self.project.name)
        count = ngettext("{n} snapshot", "{n} snapshots", len(self._snapshots)).format(n=len(self._snapshots))
        self.query_one(TitleLine).show(title, count)

    def _say_standing(self) -> str:
        said = [
            _("The study is encrypted.")
            if self.project.encrypted
            else _("The study is not encrypted: anybody with the file can read it. p gives it a passphrase.")
        ]
        if told := say_synchronised(self.project.path):
            said.append(told)
        if end := say_end(get_facts(self.project)):
            said.append(end[0].upper() + end[1:] + ".")
        said.append(
            _("a: approval, supervisor and end date. f: every file written from it. z: the end of the project.")
        )
        if not self._snapshots:
            said.append(_("There is no snapshot yet; the last state of each day is kept when tusj is left."))
        return "\n".join(said)

    # ---- snapshots
    def action_take(self) -> None:
        """Take a snapshot now, in place of today's."""
        if self.attempt(lambda: take_snapshot(self.project, now()[:10])):
            self.refresh_content()
            self.workbench.say(_("A snapshot is taken."))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show what differs, and offer to bring it back."""
        event.stop()
        snapshot = self._snapshots[event.option_index]

        def show() -> None:
            found = compare(self.project, snapshot, MODELS)
            words = [
                _("{what}: {there} (now {here})").format(what=what, there=there, here=here)
                for what, here, there in found.counts
            ]
            words.append(_("changes made since: {n}").format(n=found.steps))
            question = _("Snapshot {name}").format(name=snapshot.name) + "\n\n" + "\n".join(words)
            agree = _("put it in the study's place; what stands there now is kept")
            self.app.push_screen(AskScreen(question, agree), lambda agreed: self._bring_back(snapshot, agreed))

        self.attempt(show)

    def _bring_back(self, snapshot: Snapshot, agreed: object) -> None:
        if not agreed:
            return
        path, key = self.project.path, self.project.key
        self.workbench.close_study()
        try:
            restore_snapshot(path, key, snapshot, MODELS)
        except TusjError as error:
            self.workbench.open_study(path, key=key)
            self.workbench.say_problem(error)
            return
        self.workbench.open_study(path, key=key)
        self.workbench.say(_("The snapshot stands in the study's place."))

    # ---- check
    @work(thread=True, exclusive=True, group="check", exit_on_error=False)
    def action_check(self) -> None:
        """Check the whole study."""
        self.app.call_from_thread(self._say_found, _("Checking…"))
        try:
            found = check_project(self.project)
        except TusjError as error:
            self.app.call_from_thread(self.workbench.say_problem, error)
            return
        self.app.call_from_thread(self._say_found, self._words_of(found))

    def _words_of(self, found: list[Finding]) -> str:
        if not found:
            return _("Nothing is wrong.")
        return "\n".join(f"{finding.what} {finding.remedy}" for finding in found[:20])

    def _say_found(self, words: str) -> None:
        self.query_one("#found", Static).update(Content(words))

    def action_repair(self) -> None:
        """Mend what the check found, where it can be."""
        found: list[Finding] = []
        if self.attempt(lambda: found.extend(check_project(self.project, repair=True))):
            self._say_found(self._words_of([finding for finding in found if not finding.repaired]))
            self.workbench.say(_("Mended: {n}").format(n=sum(finding.repaired for finding in found)))

    # ---- the passphrase
    def action_passphrase(self) -> None:
        """Give the study a passphrase, another one, or none."""
        self.app.push_screen(NewPassphraseScreen(), self._change)

    def _change(self, passphrase: object) -> None:
        if not isinstance(passphrase, str):
            return
        from corpus.store.rekey import change_passphrase

        path, before = self.project.path, self.project.key
        key = before
        self.workbench.close_study()
        try:
            key = change_passphrase(path, key, passphrase)
            words = _("The passphrase is set.") if passphrase else _("The study is no longer encrypted.")
        except TusjError as error:
            words = error.message
        self.workbench.open_study(path, key=key)
        self.workbench.say(words)
        if key is not None and key != before:
            self.app.push_screen(RecoveryScreen(path, key))

    def action_recovery(self) -> None:
        """Offer a recovery file for the passphrase there is."""
        if self.project.key is None:
            self.workbench.say(_("The study is not encrypted: it needs no recovery file."))
        else:
            self.app.push_screen(RecoveryScreen(self.project.path, self.project.key))
