"""What the participants screen does for people's rights: consent, their own words, corrections, withdrawal."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from app.widgets.export import ExportingScreen
from app.widgets.typed import ReadScreen, TypedScreen
from codebook.given import record_giving, say_missing, take_back
from codebook.withdraw import Plan, plan_withdrawal, withdraw
from corpus.consent import add_consent, list_consents
from corpus.errors import TusjError
from corpus.imports import dropped_paths
from corpus.messages import _, in_language, ngettext
from corpus.participants import Participant

if TYPE_CHECKING:
    from corpus.store.erase import Erasure


class RightsScreen(ExportingScreen):
    """The actions; the screen itself says who is under the bar."""

    def _person(self) -> Participant | None:
        raise NotImplementedError

    def action_known(self) -> None:
        """Show what is known of the participant under the bar."""
        from exports.tables.people import person_table

        person = self._person()
        if person is None:
            return
        table = person_table(self.project, person.label)
        lines = [" · ".join(str(cell) for cell in row if cell) for row in table.rows]
        self.app.push_screen(ReadScreen("\n".join([table.name, "", *lines])))

    def action_consent(self) -> None:
        """Ask when something was agreed, and what."""
        person = self._person()
        if person is None:
            return
        there = list_consents(self.project, person.label)
        last = "\n".join(f"{entry.date} {entry.text}" for entry in there[-3:])
        question = _("When did {label} consent? (2026-03-24; empty: today)").format(label=person.label)
        hint = _("Enter: go on   Escape: leave it")

        def dated(day: str) -> None:
            what = _("What was agreed? For example: recorded interview, quotes, kept to 1 February 2027.")
            self.ask_line(what, partial(self._record, person.label, day))

        self.ask_line(f"{question}\n{last}".strip(), dated, hint=hint)

    def _record(self, label: str, day: str, text: str) -> None:
        if self.attempt(lambda: add_consent(self.project, label, day.strip(), text)):
            self.refresh_content()
            self.workbench.say(_("Recorded for {label}; u undoes.").format(label=label))

    def action_give(self) -> None:
        """Write the participant's own interview to a file."""
        from exports.given import given_page
        from exports.writers import write_page

        person, project = self._person(), self.project
        if person is None:
            return

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                write_page(given_page(project, person.label), format, path)
            if project.writable:
                record_giving(project, person.label)

        question = _("{label}'s own interview, nothing else: where to?").format(label=person.label)
        self.ask_and_export(question, person.label, write, ("docx", "txt", "md"))

    def action_corrected(self) -> None:
        """Ask for the file a participant sent back, and correct their interview by it."""
        person = self._person()
        if person is not None:
            question = _("Which file did {label} send back? Type, paste or drop its name.").format(label=person.label)
            self.ask_line(
                question, partial(self._take_back, person.label), hint=_("Enter: read it in   Escape: leave it")
            )

    def _take_back(self, label: str, name: str) -> None:
        path = next(iter(dropped_paths(name)), None)
        if path is None:
            return

        def correct() -> None:
            back = take_back(self.project, label, path)
            said = ngettext("{count} place changed.", "{count} places changed.", back.places).format(count=back.places)
            self.refresh_content()
            self.workbench.say(" ".join([said, *back.gone, *([say_missing(back.missing)] if back.missing else [])]))

        self.attempt(correct)

    def action_withdraw(self) -> None:
        """Show what goes and what must be redone; done when the label is typed."""
        person = self._person()
        if person is not None:
            self.workbench.say(_("Looking through the study and the files written from it…"))
            self._plan(person.label, min(92, self.size.width - 12))

    @work(thread=True, exclusive=True, group="withdraw", exit_on_error=False)
    def _plan(self, label: str, columns: int) -> None:
        from exports.tables.withdrawal import withdrawal_page
        from exports.writers.page import page_text

        try:
            plan = plan_withdrawal(self.project, label)
            text = page_text(withdrawal_page(self.project, plan), columns)
        except TusjError as error:
            self.app.call_from_thread(self.workbench.say_problem, error)
            return
        self.app.call_from_thread(self._ask, plan, text)

    def _ask(self, plan: Plan, text: str) -> None:
        label = plan.person.label
        question = _("Type {label} to erase all this, for good.").format(label=label)

        def answered(agreed: object) -> None:
            if agreed:
                self.workbench.say(_("Erasing…"))
                self._withdraw(plan)

        self.app.clear_notifications()  # they would lie over the keys at the dialog's foot
        self.app.push_screen(TypedScreen(text, question, label), answered)

    @work(thread=True, exclusive=True, group="withdraw", exit_on_error=False)
    def _withdraw(self, plan: Plan) -> None:
        try:
            done = withdraw(self.project, plan)
        except TusjError as error:
            self.app.call_from_thread(self.workbench.say_problem, error)
            return
        self.app.call_from_thread(self._told_of, done)

    def _told_of(self, done: "Erasure") -> None:
        self.refresh_content()
        left = [_("Still there: {path}").format(path=path) for path in done.left]
        key_list = _("Delete their line in the key list too: K.")
        self.app.clear_notifications()
        self.app.push_screen(ReadScreen("\n".join([done.receipt, *left, "", key_list])))
