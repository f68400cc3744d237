"""What is sorted: which category, whose passages, and into its own piles or to another schema."""

import json
from typing import TYPE_CHECKING

from app.widgets.coders import choose_coder, coder_filter
from codebook.codings import codings_per_code
from codebook.readings import add_schema_in_use
from codebook.schemas import Code, SchemaDraft, list_schemas
from corpus.messages import _, ngettext
from corpus.participants import list_roles

if TYPE_CHECKING:
    from app.screens.base import WorkScreen as _Part
else:
    _Part = object

_KEPT = "sorting"


class Choosing(_Part):
    """The actions that choose what is sorted; the choice is kept with the study."""

    code: int | None = None
    role = ""
    target = ""
    view: int | None = None

    def begin(self) -> None:
        """Take up what was asked for, else what was sorted last; with neither, ask."""
        kept = self._kept()
        if self.code is None:
            code = kept.get("code")
            self.code = code if isinstance(code, int) else None
        if self.code == kept.get("code"):
            role, target = kept.get("role"), kept.get("target")
            self.role = role if isinstance(role, str) and role in list_roles(self.project) else ""
            names = [schema.name for schema in list_schemas(self.project)]
            self.target = target if isinstance(target, str) and target in names else ""
        if self.category() is None:
            self.code = None
            self.call_after_refresh(self.action_category)
        self.refresh_content()

    def start_over(self) -> None:
        """Begin with the first passage that is in no pile."""
        raise NotImplementedError

    def _kept(self) -> dict[str, object]:
        try:
            kept = json.loads(self.project.view_state(_KEPT) or "{}")
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    def _choose(self) -> None:
        """Keep what is chosen, and show it."""
        values = {"code": self.code, "role": self.role, "target": self.target}
        self.project.keep_view_state({_KEPT: json.dumps(values)})
        self.refresh_content()

    def category(self) -> Code | None:
        """The category being sorted, as it is now."""
        codes = (code for schema in list_schemas(self.project) for code in schema.codes)
        return next((code for code in codes if code.id == self.code), None)

    def coders(self) -> tuple[str, ...] | None:
        """Whose codings are sorted, as a filter; None where it has not been said."""
        return coder_filter(self.project)

    def action_coder(self) -> None:
        """Choose whose passages are sorted."""
        choose_coder(self, self.refresh_content)

    def action_category(self) -> None:
        """Choose the category to sort, found as one types."""
        from app.widgets.pick_many import PickManyScreen

        numbers = codings_per_code(self.project)
        schemas = list_schemas(self.project)
        told: list[tuple[Code, str]] = []
        for schema in schemas:
            for code in schema.codes:
                number = sum(numbers.get(key, 0) for key in schema.descendants(code))
                if number:
                    words = ngettext("{n} passage", "{n} passages", number).format(n=number)
                    told.append((code, f"{code.path.replace(' > ', ' ▸ ')}   ({schema.name}, {words})"))
        if not told:
            self.workbench.say(_("Nothing is coded yet: there is nothing to sort."))
            return
        keys = [str(code.id) for code, _words in told]

        def chosen(answer: object) -> None:
            if isinstance(answer, tuple) and answer:
                self.code, self.view, self.target = int(answer[0]), None, ""
                self.start_over()
                self._choose()

        current = [str(self.code)]
        screen = PickManyScreen(_("Sort which category?"), keys, current, [words for _code, words in told], needed=True)
        self.app.push_screen(screen, chosen)

    def action_role(self) -> None:
        """Sort the passages of one role, then the next, then of every role."""
        roles = ["", *list_roles(self.project)]
        self.role = roles[(roles.index(self.role) + 1) % len(roles)] if self.role in roles else ""
        self.start_over()
        self._choose()

    def action_target(self) -> None:
        """Split to another schema, whose categories are added; or sort into the category's own piles again."""
        category = self.category()
        if category is None:
            self.workbench.say(_("Choose a category to sort: k."))
            return
        names = [schema.name for schema in list_schemas(self.project) if schema.name != category.schema]
        options = [
            _("into its own piles"),
            *(_("to {schema}").format(schema=name) for name in names),
            _("to a new schema"),
        ]

        def chosen(index: int) -> None:
            if index > len(names):
                self.ask_line(_("The new schema is called"), self._add_schema)
                return
            self.target, self.view = names[index - 1] if index else "", None
            self.start_over()
            self._choose()

        at = names.index(self.target) + 1 if self.target in names else 0
        self.ask_which(_("Sort {category}").format(category=category.name), options, chosen, at)

    def _add_schema(self, name: str) -> None:
        if name.strip() and self.attempt(
            lambda: add_schema_in_use(self.project, SchemaDraft(" ".join(name.split()), ()))
        ):
            self.target, self.view = " ".join(name.split()), None
            self._choose()
