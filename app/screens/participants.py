"""Participants: who was interviewed, by label, with role and background."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from app.actions import bindings_of
from app.screens.overview_rows import cut
from app.screens.participants_key_list import WhoScreen
from app.screens.participants_rights import RightsScreen
from app.widgets.dialogs import ChooseScreen, LineScreen
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.bulk import read_table
from codebook.sampling import find_sampling, set_sampling
from codebook.schemas import list_schemas
from corpus.consent import AGREED, list_consents
from corpus.errors import InputError
from corpus.imports import dropped_paths
from corpus.messages import N_, _, ngettext
from corpus.participants import (
    KINDS,
    Attribute,
    Participant,
    import_participants,
    list_attributes,
    list_participants,
    list_roles,
    set_attribute,
    set_role,
)
from exports.harmless import line
from exports.tables.disclosure import (
    Disclosure,
    disclosure_threshold,
    find_disclosures,
    say_disclosure,
    set_disclosure_threshold,
)

_KINDS = {"text": N_("text"), "number": N_("number"), "date": N_("date"), "yes/no": N_("yes or no")}


class ParticipantsScreen(WhoScreen, RightsScreen):
    """A line per participant; r sets the role, a a background, c records consent, x erases."""

    room = "participants"
    BINDINGS: ClassVar = bindings_of("participants")
    CSS_PATH = "participants.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.people: list[Participant] = []
        self._agreed: dict[str, str] = {}
        self.attributes: list[Attribute] = []
        self._disclosures: list[Disclosure] = []

    def compose(self) -> ComposeResult:
        """The heads of the columns, the people, what to do."""
        yield TitleLine()
        yield Static(id="heads", markup=False)
        yield OptionList(id="people", markup=False)
        yield Static(id="hint", markup=False)
        yield KeyLine(self.room)

    def on_mount(self) -> None:
        """Show who there is."""
        self.refresh_content()

    def on_resize(self) -> None:
        """Columns depend on the width."""
        self.refresh_content()

    def refresh_content(self) -> None:
        """Read the participants again, the bar staying on its line."""
        self.people, self.attributes = list_participants(self.project), list_attributes(self.project)
        self._agreed = {entry.participant: entry.date for entry in list_consents(self.project) if entry.kind == AGREED}
        self._disclosures = find_disclosures(self.project)
        count = len(self.people)
        said = ngettext("{n} participant", "{n} participants", count).format(n=count)
        self.query_one(TitleLine).show(_("{study} ▸ Participants").format(study=self.project.name), said)
        people = self.query_one("#people", OptionList)
        at = people.highlighted
        people.clear_options()
        people.add_options([Option(self._row(person)) for person in self.people])
        people.highlighted = min(at or 0, count - 1) if count else None
        people.focus()
        heads = [
            _("label"),
            _("role"),
            *([_("consent")] if self._agreed else []),
            *(attribute.name for attribute in self.attributes),
        ]
        self.query_one("#heads", Static).update(Content(self._cells(heads)))
        self._show_hint()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what tells the participant under the bar apart."""
        event.stop()
        self._show_hint()

    def _show_hint(self) -> None:
        person = self._person()
        told = say_disclosure(self._disclosures, person.label) if person else ""
        self.query_one("#hint", Static).update(Content(f"! {line(told)}" if told else self._say_hint()))

    def _say_hint(self) -> str:
        if not self.people:
            return _("Nobody yet: each interview brought in adds its participants. i brings in a table of them.")
        without = sum(not person.role for person in self.people)
        if without:
            return ngettext(
                "{n} participant has no role: r sets it.", "{n} participants have no role: r sets it.", without
            ).format(n=without)
        return _("A table to bring in (CSV) has a column participant, and may have role and one column per background.")

    def _cells(self, cells: list[str]) -> str:
        width = max(40, self.size.width - 6)
        rest = max(10, min(24, (width - 34) // max(1, len(cells) - 2)))
        widths = [10, 24, *([rest] * (len(cells) - 2))]
        return " ".join(cut(cell, wide) for cell, wide in zip(cells, widths, strict=True))[:width]

    def _row(self, person: Participant) -> Content:
        values = [self._say_value(person, attribute) for attribute in self.attributes]
        agreed = [self._agreed.get(person.label, "–")] if self._agreed else []
        few = any(person.label in one.participants for one in self._disclosures)
        return Content(
            self._cells([f"{person.label} !" if few else person.label, person.role or "–", *agreed, *values])
        )

    def _say_value(self, person: Participant, attribute: Attribute) -> str:
        value = person.attributes.get(attribute.name, "")
        return {"yes": _("yes"), "no": _("no")}.get(value, value) if attribute.kind == "yes/no" else value

    def _person(self) -> Participant | None:
        at = self.query_one("#people", OptionList).highlighted
        return self.people[at] if at is not None and at < len(self.people) else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter sets the role."""
        event.stop()
        self.action_role()

    def _change(self, change: Callable[[], object], said: str) -> None:
        if self.attempt(change):
            self.refresh_content()
            self.workbench.say(said)

    def action_role(self) -> None:
        """Ask for the role of the participant under the bar."""
        person = self._person()
        if person is None:
            return
        known = [*list_roles(self.project), *(schema.role for schema in list_schemas(self.project))]
        roles = list(dict.fromkeys(role for role in known if role))
        options = [*roles, _("another role…"), _("no role")]

        def choose(answer: object) -> None:
            if answer == len(roles):
                self.app.push_screen(LineScreen(_("What is the role called?")), named)
            elif isinstance(answer, int):
                self._set_role(person, (*roles, "", "")[answer])

        def named(role: object) -> None:
            if isinstance(role, str) and role.strip():
                self._set_role(person, role)

        selected = roles.index(person.role) if person.role in roles else len(roles) + 1
        self.app.push_screen(
            ChooseScreen(_("The role of {label}:").format(label=person.label), options, selected), choose
        )

    def _set_role(self, person: Participant, role: str) -> None:
        said = _("{label} is {role}; u undoes.").format(label=person.label, role=role or "–")
        self._change(partial(set_role, self.project, person.label, role), said)

    def action_scores(self) -> None:
        """Give the participant under the bar numbers."""
        from app.screens.scores import ScoresScreen

        person = self._person()
        self.app.push_screen(ScoresScreen(participant=person.label if person else ""))

    def action_attribute(self) -> None:
        """Ask which background of the participant to set, then for its value."""
        person = self._person()
        if person is None:
            return
        names = [f"{attribute.name} ({_(_KINDS[attribute.kind])})" for attribute in self.attributes]

        def choose(answer: object) -> None:
            if answer == len(self.attributes):
                question = _("What is the new background called? For example site, age or started.")
                self.app.push_screen(LineScreen(question), named)
            elif isinstance(answer, int):
                self._ask_value(person, self.attributes[answer])

        def named(name: object) -> None:
            if isinstance(name, str) and name.strip():
                self._ask_kind(person, " ".join(name.split()))

        if not names:
            choose(0)
            return
        question = _("Which background of {label}?").format(label=person.label)
        self.app.push_screen(ChooseScreen(question, [*names, _("a new one…")]), choose)

    def _ask_kind(self, person: Participant, name: str) -> None:
        def choose(answer: object) -> None:
            if isinstance(answer, int):
                self._ask_value(person, Attribute(0, name, KINDS[answer]))

        kinds = [_(_KINDS[kind]) for kind in KINDS]
        self.app.push_screen(ChooseScreen(_("What is “{name}”?").format(name=name), kinds), choose)

    def _ask_value(self, person: Participant, attribute: Attribute) -> None:
        question = _("{name} of {label} ({kind}):").format(
            name=attribute.name, label=person.label, kind=_(_KINDS[attribute.kind])
        )

        def set_value(value: str) -> None:
            said = _("{name} of {label} is {value}; u undoes.").format(
                name=attribute.name, label=person.label, value=value or "–"
            )
            kind = "" if attribute.id else attribute.kind
            self._change(partial(set_attribute, self.project, person.label, attribute.name, value, kind), said)

        def chosen(answer: object) -> None:
            if isinstance(answer, int):
                set_value(("yes", "no", "")[answer])

        def written(answer: object) -> None:
            if isinstance(answer, str):
                set_value(answer.strip())

        if attribute.kind == "yes/no":
            self.app.push_screen(ChooseScreen(question, [_("yes"), _("no"), _("not known")]), chosen)
        else:
            now = person.attributes.get(attribute.name, "")
            hint = _("Enter: keep   empty: not known   Escape: leave it")
            self.app.push_screen(LineScreen(question, now, hint), written)

    def action_threshold(self) -> None:
        """Ask which groups are too small."""

        def chosen(answer: str) -> None:
            def store() -> None:
                if not answer.strip().isdecimal() or len(answer) > 4:
                    raise InputError(_("A threshold is a number from 0 to 1000."))
                set_disclosure_threshold(self.project, int(answer))

            self._change(store, _("Groups of {n} or fewer are marked !; u undoes.").format(n=answer.strip()))

        question = _("Groups of how many or fewer may be told apart by role and background? 0 marks none.")
        self.ask_line(question, chosen, str(disclosure_threshold(self.project)))

    def on_paste(self, event: events.Paste) -> None:
        """A table dropped is brought in."""
        event.stop()
        self._import(event.text)

    def action_sampling(self) -> None:
        """Ask why the participant was recruited; the note follows them under every table."""
        person = self._person()
        if person is None:
            return

        def keep(text: str) -> None:
            said = _("Kept why {label} was recruited; u undoes.").format(label=person.label)
            self._change(partial(set_sampling, self.project, person, text), said)

        memo = find_sampling(self.project, person)
        self.ask_text(_("Why was {label} recruited?").format(label=person.label), keep, memo.text if memo else "")

    def action_import(self) -> None:
        """Ask for a table and bring it in."""
        question = _("Which table (CSV)? It has a column participant, and may have role and one column per background.")
        self.app.push_screen(LineScreen(question), self._import)

    def _import(self, answer: object) -> None:
        paths = dropped_paths(answer) if isinstance(answer, str) and answer.strip() else []
        for path in paths[:1]:
            if self.attempt(partial(self._bring_in, path)):
                self.refresh_content()

    def _bring_in(self, path: Path) -> None:
        columns, rows = read_table(path)
        count = import_participants(self.project, rows, columns)
        words = ngettext(
            "Set {n} participant from {file}; u undoes.", "Set {n} participants from {file}; u undoes.", count
        )
        self.workbench.say(words.format(n=count, file=line(path.name)))
