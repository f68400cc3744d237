"""The filter of the excerpts: a small question for each kind of condition; dropped one by one, kept by name."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codebook.codings import FLAG_WORDS, FLAGS, ORIGINS, list_coders
from codebook.kept_filters import drop_filter, keep_filter, list_kept_filters
from codebook.readings import list_readings
from codebook.schemas import list_schemas
from corpus.messages import _
from corpus.participants import list_attributes, list_participants, list_roles, natural_key
from corpus.store import Project
from corpus.transcripts import list_transcripts
from exports.tables.conditions import CONDITIONS, conditions_of, in_words, without
from exports.tables.filters import NO_ROLE, Filters, from_values, read_day, to_values
from exports.tables.passages import say_origins

if TYPE_CHECKING:
    from app.screens.base import WorkScreen as _Part
else:
    _Part = object

_BETWEEN = re.compile(r"\s*(?:–|—|\.\.+|\s-\s|\s-$|^-\s)\s*")


def days_between(text: str) -> tuple[str, str]:
    """From and to, as one line gives them: two days with – or .. between, either left out; InputError for no day."""
    parts = _BETWEEN.split(text.strip(), maxsplit=1)
    since, until = (parts[0], parts[1]) if len(parts) == 2 else (parts[0], "")
    return read_day(since), read_day(until)


def _places_of_codes(project: Project) -> tuple[list[str], list[str]]:
    """The paths of all categories, each once, and what is shown for them: with the schemas that have them."""
    places: dict[str, list[str]] = {}
    for schema in list_schemas(project):
        for code in schema.codes:
            places.setdefault(code.path, []).append(schema.name)
    return list(places), [f"{path.replace(' > ', ' ▸ ')}   ({', '.join(names)})" for path, names in places.items()]


def _backgrounds(project: Project) -> list[str]:
    """Every background there is, as name=value, in the study's order."""
    people = list_participants(project)
    found = []
    for attribute in list_attributes(project):
        values = {person.attributes[attribute.name] for person in people if attribute.name in person.attributes}
        found += [f"{attribute.name}={value}" for value in sorted(values, key=natural_key)]
    return found


_NAMES: dict[str, Callable[[Project], Sequence[str]]] = {
    "role": lambda project: [*list_roles(project), NO_ROLE],
    "participant": lambda project: [person.label for person in list_participants(project)],
    "attribute": _backgrounds,
    "transcript": lambda project: [transcript.name for transcript in list_transcripts(project)],
    "reading": lambda project: [reading.name for reading in list_readings(project)],
    "schema": lambda project: [schema.name for schema in list_schemas(project)],
    "coder": list_coders,
    "flag": lambda _project: FLAGS,
    "origin": lambda _project: ORIGINS,
}


class Filtering(_Part):
    """The actions that change which passages are shown. `filters` are those in force."""

    filters: Filters

    def set_filters(self, filters: Filters) -> None:
        """Show what other filters find, from the top."""
        raise NotImplementedError

    # ---- one kind of condition
    def action_filter(self, name: str) -> None:
        """Ask for a condition of one kind."""
        if name == "text":
            self._ask_text()
        elif name == "since":
            self._ask_days()
        else:
            self._ask_names(name)

    def _ask_names(self, name: str) -> None:
        from app.widgets.pick_many import PickManyScreen

        words: Sequence[str] = ()
        if name == "code":
            names, words = _places_of_codes(self.project)
        else:
            names = list(_NAMES[name](self.project))
        if name in ("flag", "origin"):
            told = {flag: _(word) for flag, word in FLAG_WORDS.items()} if name == "flag" else say_origins()
            words = [told[each] for each in names]
        if name == "role":
            words = [*names[:-1], _("without a role")]
        if not names:
            self.workbench.say(_("The study has none to choose from yet."))
            return

        def chosen(answer: object) -> None:
            if isinstance(answer, tuple):
                changed: dict[str, Any] = {name: answer}
                self.set_filters(replace(self.filters, **changed))

        question = _("Only passages of this: {what}").format(what=_(dict(CONDITIONS)[name]))
        self.app.push_screen(PickManyScreen(question, names, getattr(self.filters, name), words), chosen)

    def _ask_text(self) -> None:
        def keep(answer: str) -> None:
            words = " ".join(answer.split())
            self.set_filters(replace(self.filters, text=(words,) if words else ()))

        hint = _("Enter: find   empty: any words   “in quotation marks”: just so")
        self.ask_line(_("Only passages with these words in them"), keep, " ".join(self.filters.text), hint)

    def _ask_days(self) -> None:
        def keep(answer: str) -> None:
            days: list[tuple[str, str]] = []
            if self.attempt(lambda: days.append(days_between(answer))):
                since, until = days[0]
                self.set_filters(replace(self.filters, since=since, until=until))

        there = f"{self.filters.since} – {self.filters.until}" if self.filters.since or self.filters.until else ""
        hint = _("2026-03-01 – 2026-03-31; one day alone is from then on, – and a day up to then")
        self.ask_line(_("Only passages coded on these days (UTC)"), keep, there.strip(), hint)

    def action_only_quotes(self) -> None:
        """Only passages chosen as quotes, or all again."""
        self.set_filters(replace(self.filters, quote=not self.filters.quote))

    def action_exact(self) -> None:
        """Leave sub-categories out, or take them in again."""
        if not self.filters.code:
            self.workbench.say(_("Choose a category first: k."))
            return
        self.set_filters(replace(self.filters, exact=not self.filters.exact))

    # ---- dropping
    def action_clear_one(self) -> None:
        """Drop one condition."""
        conditions = conditions_of(self.filters)
        if not conditions:
            self.workbench.say(_("There is no condition: every coded passage is shown."))
        elif len(conditions) == 1:
            self.set_filters(without(self.filters, conditions[0].name))
        else:
            names = [condition.words for condition in conditions]

            def drop(index: int) -> None:
                self.set_filters(without(self.filters, conditions[index].name))

            self.ask_which(_("Drop which condition?"), names, drop)

    def action_clear_all(self) -> None:
        """Drop every condition."""
        self.set_filters(Filters())

    # ---- kept by name
    def action_keep_filter(self) -> None:
        """Keep the filter by a name."""
        if not to_values(self.filters):
            self.workbench.say(_("There is no condition to keep yet."))
            return

        def keep(name: str) -> None:
            if name.strip() and self.attempt(lambda: keep_filter(self.project, name, to_values(self.filters))):
                self.workbench.say(_("Kept as {name}; a brings it back.").format(name=" ".join(name.split())))

        self.ask_line(_("Keep this filter as"), keep)

    def action_recall_filter(self) -> None:
        """Show what a kept filter finds."""
        self._ask_kept(_("Which filter?"), lambda name, values: self.set_filters(values))

    def action_drop_filter(self) -> None:
        """Keep a filter no longer."""

        def drop(name: str, _values: Filters) -> None:
            if self.attempt(lambda: drop_filter(self.project, name)):
                self.workbench.say(_("{name} is kept no longer; u brings it back.").format(name=name))

        self._ask_kept(_("Keep which filter no longer?"), drop)

    def _ask_kept(self, question: str, then: Callable[[str, Filters], object]) -> None:
        kept = list_kept_filters(self.project)
        if not kept:
            self.workbench.say(_("No filter is kept yet: K keeps the one in force."))
            return
        filters = [from_values(filter.values) for filter in kept]
        options = [f"{filter.name}: {in_words(values)}" for filter, values in zip(kept, filters, strict=True)]
        self.ask_which(question, options, lambda index: then(kept[index].name, filters[index]))
