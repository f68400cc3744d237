"""Who speaks of a category, who does not, who was coded the opposite way; and who stands against a role's majority."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from app.actions import bindings_of
from app.screens.counted import CountedScreen
from app.widgets.items import Item, Items, Line, Part, Prose
from codebook.schemas import Code, list_schemas
from codebook.thresholds import get_thresholds
from corpus.messages import _, ngettext
from exports.harmless import line
from exports.tables.filters import NO_ROLE, Filters
from exports.tables.passages import Passage, find_passages
from exports.tables.quantifiers import offer, words_for
from exports.tables.sampling import reasons_of
from exports.tables.voices import (
    APART,
    BOTH_WAYS,
    SIDE_WORDS,
    SIDES,
    SPEAKS,
    Deviation,
    Voice,
    deviations_table,
    find_deviations,
    find_voices,
    opposites_of,
    voices_table,
)

_SHOWN = 280


class _PeopleScreen(CountedScreen):
    """Participants by name under headings; Enter shows the passages of the one under the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self.people: list[tuple[Voice, Code] | None] = []
        self._drawn: list[Item] = []

    def _begin(self) -> None:
        self.people, self._drawn = [], []

    def _head(self, words: str) -> None:
        gap = (Line(),) if self._drawn else ()
        self._drawn.append(Item((*gap, Line((Part(words, "strong"),)), Line()), choosable=False))
        self.people.append(None)

    def _person(self, voice: Voice, code: Code, said: str, why: str, passages: Sequence[str] = ()) -> None:
        told = Line((Part(line(voice.person.label)), Part(f" · {said}", "quiet")))
        sampled = (Prose(line(why), "quiet", 2),) if why else ()
        read = [Prose(text if len(text) <= _SHOWN else text[:_SHOWN].rstrip() + " …", "", 2) for text in passages]
        gap = (Line(),) if sampled or read else ()
        self._drawn.append(Item((told, *sampled, *read, *gap)))
        self.people.append((voice, code))

    def _end(self) -> None:
        items = self.query_one(Items)
        items.show(self._drawn, items.cursor if items.items else 0)

    @property
    def person(self) -> tuple[Voice, Code] | None:
        """Who is under the cursor, and under which category."""
        at = self.query_one(Items).cursor
        return self.people[at] if at is not None and at < len(self.people) else None

    def on_items_opened(self) -> None:
        """A second click opens the passages."""
        self.action_open()

    def action_open(self) -> None:
        """Show the participant's passages, those of opposite categories too."""
        here = self.person
        if here is None:
            return
        voice, code = here
        keys = frozenset((*voice.codings, *voice.opposite))
        if not keys:
            self.workbench.say(_("{label} has no passage here.").format(label=line(voice.person.label)))
            return
        known = {one.id: one for schema in list_schemas(self.project) for one in schema.codes}
        codes = [code, *(known[key] for key in opposites_of(self.project, code) if voice.opposite)]
        self.open_codings(keys, codes, f"{code.path} ▸ {voice.person.label}")

    def action_empty(self) -> None:
        """Say what it means that the participant has no passage of the category."""
        from app.widgets.empty_cell import ask_empty_cell_of

        here = self.person
        if here is not None:
            voice, code = here
            ask_empty_cell_of(self, voice.person.label, code, len(voice.codings), self.refresh_content)


class VoicesScreen(_PeopleScreen):
    """One category's view, role by role: who speaks of it with their words, who does not, who says the opposite."""

    room = "voices"
    BINDINGS: ClassVar = bindings_of("voices")

    def __init__(self, code: Code) -> None:
        super().__init__()
        self.code = code

    def title_words(self) -> str:
        """What the screen shows."""
        return _("Who speaks of “{code}”").format(code=line(self.code.path))

    def load(self) -> Any:
        """Everyone's side, and their passages."""
        filters = Filters(coder=self.coders)
        voices = find_voices(self.project, self.code, filters)
        keys = {key for voice in voices for key in (*voice.codings, *voice.opposite)}
        known = {one.id: one for schema in list_schemas(self.project) for one in schema.codes}
        codes = [self.code, *(known[key] for key in opposites_of(self.project, self.code))]
        wanted = Filters(
            coder=self.coders,
            schema=tuple(dict.fromkeys(code.schema for code in codes)),
            code=tuple(dict.fromkeys(code.path for code in codes)),
        )
        passages = [one for one in find_passages(self.project, wanted) if one.coding.id in keys] if keys else []
        why = reasons_of(self.project, [v.person.label for v in voices])
        return voices, passages, why, get_thresholds(self.project)

    def show_loaded(self, loaded: Any) -> None:
        """Show the sides, role by role."""
        voices, passages, why, thresholds = loaded
        if not voices:
            self.say_empty(_("Nobody could have spoken of this category: no interview of its role is there."))
            return
        words: dict[str, list[Passage]] = {}
        for passage in passages:
            words.setdefault(passage.participant, []).append(passage)
        self._begin()
        roles = list(dict.fromkeys(voice.person.role for voice in voices))
        for role in roles:
            mine = [voice for voice in voices if voice.person.role == role]
            speakers = sum(bool(voice.codings) for voice in mine)
            silent = sum(voice.side in APART for voice in mine)
            fitting = words_for(speakers, len(mine), thresholds, silent)
            count = _("{role}: {n} of {of} speak of it").format(role=line(role) or NO_ROLE, n=speakers, of=len(mine))
            self._head(f"{count} · {offer(fitting)}" if fitting else count)
            for side in SIDES:
                for voice in (one for one in mine if one.side == side):
                    texts = [one.text for one in words.get(voice.person.label, ())]
                    self._person(voice, self.code, _say_side(voice), why.get(voice.person.label, ""), texts[:3])
        self._end()
        self.say_notes([_("What is said of somebody is what was coded, not what they think.")])

    def action_export(self) -> None:
        """Put the sides into a file."""
        filters = Filters(coder=self.coders, schema=(self.code.schema,))
        self.ask_and_put(
            _("Who speaks of it: where to?"), _("who"), lambda: voices_table(self.project, self.code.path, filters)
        )


class DeviationsScreen(_PeopleScreen):
    """Participants against their role's majority, category by category; those never asked stand apart, at the end."""

    room = "deviations"
    BINDINGS: ClassVar = bindings_of("deviations")

    def __init__(self, schema: str = "") -> None:
        super().__init__()
        self._schema = schema

    def title_words(self) -> str:
        """What the screen shows."""
        words = _("Against the majority")
        return f"{words} ▸ {line(self._schema)}" if self._schema else words

    def _filters(self) -> Filters:
        names = [schema.name for schema in list_schemas(self.project)]
        return Filters(coder=self.coders, schema=(self._schema,) if self._schema in names else ())

    def load(self) -> Any:
        """Find who deviates."""
        found = find_deviations(self.project, self._filters())
        why = reasons_of(self.project, [d.voice.person.label for d in found])
        return found, why

    def show_loaded(self, loaded: Any) -> None:
        """Show them under their category and role."""
        found, why = loaded
        if not found:
            self.say_empty(_("Nobody stands against a majority here; s shows another schema."))
            return
        self._begin()
        for head, some in _under_heads(found):
            self._head(head)
            for one in some:
                said = f"{_say_side(one.voice)} · {line(one.code.path)}" if one.apart else _say_side(one.voice)
                self._person(one.voice, one.code, said, why.get(one.voice.person.label, ""))
        self._end()
        self.say_notes([_("The majority is more than half of those asked. Those not asked are against nobody.")])

    def action_schema(self) -> None:
        """Show the next schema, then all."""
        names = ["", *(schema.name for schema in list_schemas(self.project))]
        at = names.index(self._schema) if self._schema in names else 0
        self._schema = names[(at + 1) % len(names)]
        self.refresh_content()

    def action_export(self) -> None:
        """Put them into a file."""
        filters = self._filters()
        self.ask_and_put(
            _("Against the majority: where to?"), _("deviations"), lambda: deviations_table(self.project, filters)
        )


def _under_heads(found: Sequence[Deviation]) -> Iterator[tuple[str, list[Deviation]]]:
    """The deviations under category and role; those who are apart under one more heading."""
    groups: dict[tuple[int, str], list[Deviation]] = {}
    for one in found:
        groups.setdefault((0, "") if one.apart else (one.code.id, one.role), []).append(one)
    for some in groups.values():
        one = some[0]
        told = _("{n} of {of} asked speak of it").format(n=one.n, of=one.asked)
        head = f"{line(one.code.path)} ▸ {line(one.role)} · {told}"
        yield _("Not asked, or not read yet") if one.apart else head, some


def _say_side(voice: Voice) -> str:
    told = [_(SIDE_WORDS[voice.side])]
    if voice.side in (SPEAKS, BOTH_WAYS) or voice.codings:
        told.append(ngettext("{n} passage", "{n} passages", len(voice.codings)).format(n=len(voice.codings)))
    if voice.opposite:
        told.append(
            ngettext("{n} the opposite way", "{n} the opposite way", len(voice.opposite)).format(n=len(voice.opposite))
        )
    return " · ".join(told)
