"""What the safety screen does for the project as a whole: its facts, the files written from it, its end."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.screens.base import WorkScreen
from app.widgets.typed import ReadScreen, TypedScreen
from codebook.close import delete_key_list, erase_everything, everything_of, keep_deidentified
from codebook.facts import NAMES, get_facts, say_end, set_fact
from corpus.messages import _
from corpus.participants import list_attributes
from corpus.store.erase import list_receipts
from corpus.store.manifest import copies_of, list_files
from exports.harmless import line

if TYPE_CHECKING:
    from codebook.facts import Facts
    from corpus.participants import Attribute


class ProjectScreen(WorkScreen):
    """The actions."""

    def action_facts(self) -> None:
        """Ask which fact of the project to set, then for its value."""
        facts = get_facts(self.project)
        names = list(NAMES)
        self.ask_which(
            _("Facts of the project:"),
            [f"{_(NAMES[name])}: {getattr(facts, name) or '–'}" for name in names],
            lambda at: self._ask_fact(facts, names[at]),
        )

    def _ask_fact(self, facts: "Facts", name: str) -> None:
        hint = _("Enter: keep   empty: not known   Escape: leave it")
        question = f"{_(NAMES[name])}:" if name != "end" else _("The day by which all is deleted (2027-02-01):")
        self.ask_line(question, partial(self._set_fact, name), str(getattr(facts, name)), hint)

    def _set_fact(self, name: str, value: str) -> None:
        if self.attempt(lambda: set_fact(self.project, name, value)):
            self.refresh_content()
            self.workbench.say(say_end(get_facts(self.project)) or _("Kept; u undoes."))

    def action_files(self) -> None:
        """Show every file written from the study, and the receipts of what was erased."""
        gone = "  " + _("(no longer there)")
        lines = [f"{file.time[:10]}  {file.path}{'' if file.there else gone}" for file in list_files(self.project)]
        lines = lines or [_("No file was written from this study yet.")]
        for receipt in list_receipts(self.project):
            lines += ["", f"{receipt.time[:10]}  {receipt.text}"]
        self.app.push_screen(ReadScreen("\n".join(lines)))

    # ---- the end
    def action_end(self) -> None:
        """Walk through the end: the key list, then everything or the backgrounds."""
        question = _("The end of the project. Where is the key list? Look for copies and a recovery file yourself.")
        self.ask_line(question, self._ask_how, hint=_("Enter: go on   empty: there is none   Escape: leave it"))

    def _ask_how(self, key_list: str) -> None:
        path = Path(key_list.strip()).expanduser() if key_list.strip() else None
        options = [_("erase everything"), _("keep what is de-identified")]
        if path:
            options.append(_("delete the key list only"))

        def chosen(at: int) -> None:
            if at == 1:
                self._ask_backgrounds(path, list_attributes(self.project), [], [])
            else:
                self._show_end(path, at, [], [])

        self.ask_which(_("What happens to the study?"), options, chosen)

    def _ask_backgrounds(
        self, key_list: Path | None, left: "Sequence[Attribute]", group: list[str], drop: list[str]
    ) -> None:
        """Ask of each background whether it stays, is grouped or dropped; then show what will be done."""
        if not left:
            self._show_end(key_list, 1, group, drop)
            return
        attribute, others = left[0], left[1:]
        ways: list[tuple[str, list[str], list[str]]] = [
            (_("keep it as it is"), [], []),
            (_("drop it"), [], [attribute.name]),
        ]
        if attribute.kind != "text":  # words fall into no groups
            ways.insert(1, (_("group it: numbers by tens, dates by year"), [attribute.name], []))

        def chosen(at: int) -> None:
            self._ask_backgrounds(key_list, others, [*group, *ways[at][1]], [*drop, *ways[at][2]])

        self.ask_which(_("The background {name}:").format(name=line(attribute.name)), [way[0] for way in ways], chosen)

    def _show_end(self, key_list: Path | None, how: int, group: Sequence[str], drop: Sequence[str]) -> None:
        lines = [say_end(get_facts(self.project)), get_facts(self.project).afterwards]
        if key_list:
            lines.append(_("Goes: the key list {path}").format(path=key_list))
        if how == 0:
            lines += [_("Goes: {path}").format(path=path) for path in everything_of(self.project)]
        elif how == 1:
            lines += [_("Goes: {path}").format(path=path) for path in copies_of(self.project)]
            lines.append(_("Stays: the interviews and what is coded, without the journal's words."))
            if group:
                lines.append(_("Grouped, numbers by tens and dates by year: {names}").format(names=", ".join(group)))
            if drop:
                lines.append(_("Dropped: {names}").format(names=", ".join(drop)))
        for file in list_files(self.project):
            if not file.there:
                lines.append(_("Not where it was, look for it yourself: {path}").format(path=file.path))
        name = self.project.name
        question = _("Type {name} to do this, for good.").format(name=name)

        def answered(agreed: object) -> None:
            if agreed:
                self.attempt(partial(self._close, key_list, how, group, drop))

        self.app.push_screen(TypedScreen("\n".join(filter(None, lines)), question, name), answered)

    def _close(self, key_list: Path | None, how: int, group: Sequence[str], drop: Sequence[str]) -> None:
        if key_list:
            delete_key_list(self.project, key_list)
        said = _("The key list was deleted; delete its copies and the recovery file too.") if key_list else ""
        if how == 1:
            said = f"{said}\n{keep_deidentified(self.project, group, drop).receipt}"
        elif how == 0:
            said = f"{said}\n{erase_everything(self.project).receipt}"
            self.workbench.leave_study()
        self.app.push_screen(ReadScreen(said.strip()))
