"""What the codebook screen does with whole schemas: take in, paste, read, copy, say whose they are."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.widgets.dialogs import ChooseScreen, LineScreen, TextScreen
from app.widgets.export import ExportingScreen
from codebook.builtins import builtin_schemas
from codebook.codes import copy_schema, set_schema_role
from codebook.files import ENDINGS, import_codebook, parse_pasted, read_codebook
from codebook.readings import add_schema_in_use
from codebook.roles import fit_to_study, heard_roles, is_nobodys, likely_role
from codebook.schemas import Schema, SchemaDraft, list_schemas
from corpus.errors import TusjError
from corpus.messages import _
from corpus.participants import list_roles
from exports.harmless import line

if TYPE_CHECKING:
    from app.screens.codebook_rows import Row


class SchemaActions(ExportingScreen):
    """The actions on schemas, for the codebook screen, which shows what they did."""

    @property
    def row(self) -> "Row | None":
        """The line under the cursor."""
        raise NotImplementedError

    def change(self, work: Callable[[], object], done: str = "") -> bool:
        """Do one step and show the codebook after it."""
        raise NotImplementedError

    def action_schema(self) -> None:
        """Bring in a schema: a built-in, pasted lines, a file, a copy, or an empty one."""
        known = {schema.name.casefold() for schema in list_schemas(self.project)}
        drafts = [d for d in builtin_schemas(self.project.language) if d.name.casefold() not in known]
        choices: list[tuple[str, Callable[[], object]]] = [
            (_("{name}: built-in, {n} categories").format(name=draft.name, n=len(draft.codes)), self._adding(draft))
            for draft in drafts
        ]
        choices.append((_("Paste categories, one per line"), self._paste))
        choices.append((_("From a file ({endings})").format(endings=", ".join(ENDINGS)), self._ask_file))
        row = self.row
        if row is not None:
            name = line(row.schema.name)
            choices.append((_("Copy {schema} for another role").format(schema=name), lambda: self._copy(row.schema)))
        choices.append((_("An empty one"), self.add_empty_schema))

        def chosen(index: object) -> None:
            if isinstance(index, int):
                choices[index][1]()

        self.app.push_screen(ChooseScreen(_("New schema"), [name for name, _act in choices]), chosen)

    def _adding(self, draft: SchemaDraft) -> Callable[[], object]:
        return lambda: self._for_heard_roles([draft], self._add)

    def _add(self, drafts: Sequence[SchemaDraft]) -> None:
        (draft,) = drafts
        done = _("{schema} is in the study; u undoes.").format(schema=line(draft.name))
        self.change(lambda: add_schema_in_use(self.project, draft), done)

    def _for_heard_roles(
        self, drafts: Sequence[SchemaDraft], then: Callable[[Sequence[SchemaDraft]], object], at: int = 0
    ) -> None:
        """Go on with schemas once it is said whose they are: asked for each with a role that nobody here has."""
        known = {schema.name.casefold() for schema in list_schemas(self.project)}
        while at < len(drafts) and (
            drafts[at].name.casefold() in known or not is_nobodys(self.project, drafts[at].role)
        ):
            at += 1
        fitted = [fit_to_study(self.project, draft, draft.role) for draft in drafts]
        if at == len(drafts):
            then(fitted)
            return
        draft = drafts[at]
        words = _("{schema} is for {role}, and nobody here has that role. For which role shall it be?")
        question = words.format(schema=line(draft.name), role=line(draft.role))

        def answered(role: str) -> None:
            fitted[at] = replace(fitted[at], role=role)
            self._for_heard_roles(fitted, then, at + 1)

        heard = heard_roles(self.project)
        self._ask_role(question, likely_role(self.project, draft.role) or heard[0], answered)

    def _ask_schema_name(self, then: Callable[[str], object], value: str = "") -> None:
        def named(name: object) -> None:
            if isinstance(name, str) and name.strip():
                then(name)

        self.app.push_screen(LineScreen(_("Name of the schema"), value), named)

    def add_empty_schema(self) -> None:
        """Make a schema without categories, to fill by hand."""
        self._ask_schema_name(
            lambda name: self.change(
                lambda: add_schema_in_use(self.project, SchemaDraft(name, ())), _("Made; n adds a category.")
            )
        )

    # ---- pasted lines
    def _paste(self) -> None:
        self._ask_schema_name(self._ask_lines)

    def _ask_lines(self, name: str, value: str = "") -> None:
        def pasted(text: object) -> None:
            if isinstance(text, str) and text.strip():
                self._take_lines(name, text)

        question = _("Categories of {schema}, one per line; what is further in stands below the line above it")
        self.app.push_screen(TextScreen(question.format(schema=line(name)), value), pasted)

    def _take_lines(self, name: str, text: str) -> None:
        try:
            draft = parse_pasted(text, name)
        except TusjError as error:
            self.workbench.say_problem(error)
            self._ask_lines(name, text)
            return
        self._import([draft])

    # ---- files
    def _ask_file(self) -> None:
        def typed(name: object) -> None:
            if isinstance(name, str) and name.strip():
                path = self.project.path.parent / Path(name.strip().strip("\"'")).expanduser()
                self.attempt(lambda: self._import(read_codebook(path)))

        question = _("Which file? ({endings})").format(endings=", ".join(ENDINGS))
        self.app.push_screen(LineScreen(question), typed)

    def _import(self, drafts: Sequence[SchemaDraft]) -> None:
        self._for_heard_roles(drafts, self._bring_in)

    def _bring_in(self, drafts: Sequence[SchemaDraft]) -> None:
        names = ", ".join(line(draft.name) for draft in drafts)
        done = _("{schema} is in the study; u undoes.").format(schema=names)
        self.change(lambda: import_codebook(self.project, drafts), done)

    # ---- copies and roles
    def _copy(self, schema: Schema) -> None:
        self._ask_role(
            _("Copy {schema} for which role?").format(schema=line(schema.name)),
            schema.role,
            lambda role: self._ask_schema_name(
                lambda name: self.change(lambda: copy_schema(self.project, schema, name, role), _("Copied; u undoes.")),
                f"{schema.name} {role}".strip() if role else "",
            ),
        )

    def action_role(self) -> None:
        """Say which role the schema is for."""
        row = self.row
        if row is not None:
            schema = row.schema
            self._ask_role(
                _("Which role is {schema} for?").format(schema=line(schema.name)),
                schema.role,
                lambda role: self.change(lambda: set_schema_role(self.project, schema, role), _("Set; u undoes.")),
            )

    def _ask_role(self, question: str, current: str, then: Callable[[str], object]) -> None:
        roles = ["", *list_roles(self.project)]
        names = [_("every role"), *roles[1:], _("another …")]

        def chosen(index: object) -> None:
            if isinstance(index, int) and index < len(roles):
                then(roles[index])
            elif isinstance(index, int):
                self.app.push_screen(LineScreen(question), typed)

        def typed(role: object) -> None:
            if isinstance(role, str):
                then(role)

        selected = roles.index(current) if current in roles else 0
        self.app.push_screen(ChooseScreen(question, names, selected), chosen)
