"""What the codebook screen does with categories in use: move, merge, split, link, exemplify, ask for numbers."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.screens.codebook_schemas import SchemaActions
from app.widgets.ground import palette_of
from app.widgets.items import Items
from codebook.codes import merge_codes, move_code, split_code
from codebook.codings import count_own, get_coding
from codebook.examples import set_example
from codebook.history import list_events
from codebook.links import LINKS, Link, link_codes, list_links, unlink_codes
from codebook.ranges import ASKS, OF_PARTICIPANT, bands_as_text, bands_from_text, read_range, write_range
from codebook.scales import describe_scale, set_schema_bands
from codebook.schemas import Code
from corpus.messages import _
from exports.harmless import line
from exports.tables.codebook_pages import say_link

if TYPE_CHECKING:
    from app.screens.codebook_rows import Row

_TOP = 0  # no category has this key


class WorkingActions(SchemaActions):
    """The actions on categories with passages; each is one step, and those that take something apart offer a why."""

    rows: "list[Row]"

    def code_here(self) -> Code | None:
        """The category under the cursor; says so where there is none."""
        raise NotImplementedError

    def _pick(self, question: str, codes: Sequence[Code], here: Code, then: Callable[[Code], object]) -> None:
        """Ask for one of many categories, found by typing; those of the same schema come first."""
        from app.widgets.picker import Choice, PickerScreen

        palette = palette_of(self.query_one(Items))
        ordered = sorted(codes, key=lambda code: code.schema != here.schema)
        choices = [
            Choice(
                code,
                code.key or " ",
                palette.lane(code.colour) or "",
                "" if code.schema == here.schema else code.schema,
            )
            for code in ordered
        ]

        def picked(answer: object) -> None:
            if isinstance(answer, Code):
                then(answer)

        self.app.push_screen(PickerScreen(question, choices, None), picked)

    def _others(self, code: Code) -> list[Code]:
        """Every category that is neither this one nor below it."""
        row = self.row
        below = row.schema.descendants(code) if row else frozenset()
        return [other.code for other in self.rows if other.code and other.code.id not in below]

    # ---- placing
    def action_move(self) -> None:
        """Move the category under another, or to the top of its schema."""
        code = self.code_here()
        if code is None:
            return
        name = _("the top of {schema}").format(schema=code.schema)
        top = replace(code, id=_TOP, name=name, path=name, key="", definition="")

        def chosen(target: Code) -> None:
            parent = None if target.id == _TOP else target
            self.change(lambda: move_code(self.project, code, parent), _("Moved; u undoes."))

        self._pick(_("Move {name} under").format(name=code.name), [top, *self._others(code)], code, chosen)

    def action_merge(self) -> None:
        """Merge the category into another."""
        code = self.code_here()
        if code is None:
            return
        others = self._others(code)
        if not others:
            self.workbench.say(_("There is no other category to merge it into."))
            return
        self._pick(_("Merge {name} into").format(name=code.name), others, code, lambda into: self._merge(code, into))

    def _merge(self, code: Code, into: Code) -> None:
        from app.widgets.reasons import WhyScreen

        def merge(why: object) -> None:
            if isinstance(why, str):
                done = _("Merged into {name}; u undoes.").format(name=line(into.name))
                self.change(lambda: merge_codes(self.project, code, into, why), done)

        question = _("{code} becomes part of {into}.").format(code=line(code.name), into=line(into.name))
        self.app.push_screen(WhyScreen(question, _("merge them")), merge)

    def action_split(self) -> None:
        """Choose passages of the category and make a sub-category of them."""
        from app.screens.choosing import ChoosingScreen

        code = self.code_here()
        if code is None or not self._has_own(code):
            return

        def chosen(keys: object) -> None:
            if isinstance(keys, list):
                self._name_part(code, keys)

        what = _("Split {name}: mark the passages that go to a new category").format(name=code.name)
        self.app.push_screen(ChoosingScreen(code, what, several=True), chosen)

    def _name_part(self, code: Code, keys: list[int]) -> None:
        def named(name: str, why: str) -> None:
            if name.strip():
                done = _("Split; u undoes.")
                self.change(lambda: split_code(self.project, code, {name: keys}, why=why)[0], done)

        question = _("New category below {name} for {n} of its passages").format(name=line(code.name), n=len(keys))
        self.ask_reasoned(question, named)

    def _has_own(self, code: Code) -> bool:
        """Whether a category has passages itself; says so where it has none."""
        if count_own(self.project, code.id):
            return True
        self.workbench.say(_("It has no passages of its own."))
        return False

    # ---- describing from the material
    def action_example(self) -> None:
        """Pick one of the category's passages as its example."""
        from app.screens.choosing import ChoosingScreen

        code = self.code_here()
        if code is None or not self._has_own(code):
            return

        def chosen(keys: object) -> None:
            if isinstance(keys, list):
                coding = get_coding(self.project, keys[0])
                self.change(lambda: set_example(self.project, code, coding), _("Kept as the example; u undoes."))

        what = _("An example of {name}: Enter takes the passage").format(name=code.name)
        self.app.push_screen(ChoosingScreen(code, what), chosen)

    def action_history(self) -> None:
        """Tell what happened to the category, when and why."""
        from app.widgets.history import HistoryScreen

        code = self.code_here()
        if code is not None:
            told = [event.sentence for event in reversed(list_events(self.project, code))]
            self.app.push_screen(HistoryScreen(code.path, told or [_("Nothing has happened to it.")]))

    # ---- belonging together
    def action_link(self) -> None:
        """Declare how the category belongs with another, or take that back."""
        code = self.code_here()
        if code is None:
            return
        codes = {row.code.id: row.code for row in self.rows if row.code}
        links = [link for link in list_links(self.project) if code.id in (link.code, link.other)]
        offers = [
            _("declare it the same as another …"),
            _("declare it parallel to another …"),
            _("declare it the opposite of another …"),
        ]
        offers += [_("take back: {link}").format(link=self._say(link, code, codes)) for link in links]

        def chosen(index: int) -> None:
            if index < len(LINKS):
                others = [other for other in codes.values() if other.id != code.id]
                self._pick(offers[index], others, code, lambda other: self._link(code, other, LINKS[index]))
            else:
                self._unlink(code, links[index - len(LINKS)], codes)

        self.ask_which(_("{name} and other categories").format(name=code.name), offers, chosen)

    def _say(self, link: Link, code: Code, codes: dict[int, Code]) -> str:
        other = codes[link.other if link.code == code.id else link.code]
        return say_link(link.kind, f"{other.schema}: {other.path}")

    def _link(self, code: Code, other: Code, kind: str) -> None:
        self.change(lambda: link_codes(self.project, code, other, kind), _("Declared; u undoes."))

    def _unlink(self, code: Code, link: Link, codes: dict[int, Code]) -> None:
        other = codes[link.other if link.code == code.id else link.code]
        self.change(lambda: unlink_codes(self.project, code, other, link.kind), _("Taken back; u undoes."))

    # ---- numbers
    def action_number(self) -> None:
        """Say what number the category asks for; on a schema, what its sums are called."""
        row = self.row
        if row is None:
            return
        code = row.code
        if code is None:
            self._ask_bands(row)
            return
        offers = [_("no number"), _("a number of each passage"), _("a number of each participant")]

        def chosen(index: int) -> None:
            if index == 0:
                self.change(lambda: describe_scale(self.project, code, ""), _("It asks for no number; u undoes."))
            else:
                self._ask_range(code, ASKS[index - 1])

        selected = ASKS.index(code.asks) + 1 if code.asks else 0
        self.ask_which(_("What does {name} ask for?").format(name=code.name), offers, chosen, selected)

    def _ask_range(self, code: Code, asks: str) -> None:
        def typed(text: str) -> None:
            def describe() -> Code:
                return describe_scale(self.project, code, asks, *read_range(text))

            self.change(describe, _("It asks for a number; u undoes."))

        value = write_range(code.low, code.high) if code.asks else "1–5" if asks == OF_PARTICIPANT else "0–"
        self.ask_line(_("From where to where? Such as 1–5, or 0– for no highest; empty for any number"), typed, value)

    def _ask_bands(self, row: "Row") -> None:
        def typed(text: str) -> None:
            self.change(lambda: set_schema_bands(self.project, row.schema, bands_from_text(text)), _("Set; u undoes."))

        question = _("What are the sums of {schema} called? Such as 73: very good; 61: good; each by its lowest")
        self.ask_line(question.format(schema=row.schema.name), typed, bands_as_text(row.schema.bands))

    def action_scores(self) -> None:
        """Give participants their numbers."""
        from app.screens.scores import ScoresScreen

        row = self.row
        if row is not None:
            self.app.push_screen(ScoresScreen(schema=row.schema.name))
