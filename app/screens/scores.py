"""Scores: one participant at a time, a line a category that asks for a number of them, with the sums they make."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from app.actions import bindings_of
from app.reader.cells import fit
from app.widgets.export import ExportingScreen
from app.widgets.items import Item, Items, Line, Part
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.codings import current_coder
from codebook.ranges import OF_PARTICIPANT, bands_as_text, read_number, say_number, say_range
from codebook.scales import Total, list_scores, score, sum_scores
from codebook.schemas import Code, Schema, list_schemas
from corpus.messages import _, in_language
from corpus.participants import Participant, list_participants
from exports.harmless import line
from exports.tables.scores import scores_table
from exports.writers.write import write_table

_MOST_DOTS = 10
_COUNT = 6
_DEEPEST = 6
_NAME = 44


@dataclass(frozen=True, slots=True)
class _Row:
    """A category of the schema: one that asks, or one above some that do (`total`)."""

    code: Code
    number: float | None = None
    total: Total | None = None


class ScoresScreen(ExportingScreen):
    """The numbers one coder gives each participant in one schema. A digit gives one and goes on to the next line."""

    room = "scores"
    CSS_PATH = "scores.tcss"
    BINDINGS = bindings_of("scores")
    AUTO_FOCUS = "Items"

    def __init__(self, schema: str = "", participant: str = "") -> None:
        super().__init__()
        self._schema, self._participant = schema, participant
        self.rows: list[_Row] = []
        self.people: list[Participant] = []
        self.schemas: list[Schema] = []

    def compose(self) -> ComposeResult:
        """Whose numbers, the lines, what is asked, the sum, the keys."""
        yield TitleLine()
        yield Items()
        yield Static(id="empty", markup=False)
        yield Static(id="meaning", markup=False)
        yield Static(id="sum", markup=False)
        yield KeyLine(self.room)

    # ---- showing
    @property
    def schema(self) -> Schema | None:
        """The schema whose numbers are given."""
        return next((s for s in self.schemas if s.name == self._schema), self.schemas[0] if self.schemas else None)

    @property
    def person(self) -> Participant | None:
        """The participant they are given to."""
        return next((p for p in self.people if p.label == self._participant), self.people[0] if self.people else None)

    def refresh_content(self) -> None:
        """Show the numbers as they are now, staying on the line."""
        self.schemas = [s for s in list_schemas(self.project) if any(c.asks == OF_PARTICIPANT for c in s.codes)]
        role = self.schema.role if self.schema else ""
        everyone = list_participants(self.project)
        self.people = [p for p in everyone if not role or p.role == role]
        schema, person = self.schema, self.person
        items, empty = self.query_one(Items), self.query_one("#empty", Static)
        items.display = schema is not None and person is not None
        empty.display = not items.display
        totals: list[Total] = []
        if schema is None or person is None:
            self.rows = []
            empty.update(Content(self._say_empty()))
            self.query_one(TitleLine).show(f"{line(self.project.name)} ▸ {_('Scores')}")
        else:
            coder = current_coder(self.project)
            scores = [s for s in list_scores(self.project) if (s.participant, s.coder) == (person.label, coder)]
            totals = sum_scores(schema, scores)
            self.rows = list(_rows(schema, {s.code: s.number for s in scores}, totals))
            at = self.people.index(person) + 1
            who = f"{person.label} {person.role}".strip()
            place = f"{line(self.project.name)} ▸ {_('Scores')} ▸ {line(schema.name)}"
            self.query_one(TitleLine).show(place, f"{line(who)} · {at} / {len(self.people)}")
        width = min(_NAME, max((cell_len(_name(row)) for row in self.rows), default=0))
        items.show([_item(row, width) for row in self.rows], items.cursor)
        self._say_sum(totals)
        self._say_meaning()

    def _say_empty(self) -> str:
        if not self.schemas:
            return _(
                "No category asks for a number of a participant.\n\n"
                "On the categories screen, w has one ask; s takes a schema that does: kvalitetsveileder-se."
            )
        return _("There is nobody to give numbers to yet: each interview brought in adds its participants.")

    def _say_sum(self, totals: list[Total]) -> None:
        total = next((t for t in totals if t.code is None), None)
        words = _("nothing given yet") if self.rows else ""
        if total:
            words = _("sum {sum} · {given} of {of} given").format(
                sum=say_number(total.total), given=total.given, of=total.of
            )
            words += f" · {line(total.band)}" if total.band else ""
        if self.schema and self.schema.bands and not (total and total.band):
            words += f" · {line(bands_as_text(self.schema.bands))}"
        self.query_one("#sum", Static).update(Content(words), layout=False)

    def _say_meaning(self) -> None:
        row, said = self.row, ""
        if row is not None:
            inside = say_range(row.code.low, row.code.high) if row.code.asks else ""
            said = "\n".join(filter(None, (line(row.code.definition), line(row.code.use), inside)))
        self.query_one("#meaning", Static).update(Content(said), layout=False)

    def on_items_moved(self) -> None:
        """Say what is asked."""
        self._say_meaning()

    def on_items_opened(self) -> None:
        """A second click asks for the number."""
        self.action_type()

    @property
    def row(self) -> _Row | None:
        """The line under the cursor."""
        cursor = self.query_one(Items).cursor
        return self.rows[cursor] if cursor is not None and cursor < len(self.rows) else None

    # ---- giving
    def _give(self, value: float | None, *, onward: bool = True) -> None:
        row, person = self.row, self.person
        if row is None or person is None or row.code.asks != OF_PARTICIPANT:
            self.workbench.say(_("Put the cursor on a line that asks for a number."))
            return
        if self.attempt(lambda: score(self.project, person, row.code, value)):
            self.refresh_content()
            if onward:
                self.query_one(Items).action_move(1)

    def action_give(self, digit: int) -> None:
        """Give this number and go on to the next line."""
        self._give(digit)

    def action_type(self) -> None:
        """Type a number."""
        row = self.row
        if row is None or row.code.asks != OF_PARTICIPANT:
            return

        def typed(text: str) -> None:
            if not text.strip():
                self._give(None)
            elif self.attempt(lambda: read_number(text)):
                self._give(read_number(text))

        value = "" if row.number is None else say_number(row.number)
        inside = say_range(row.code.low, row.code.high) or _("any number")
        self.ask_line(_("{code}: {range}").format(code=row.code.name, range=inside), typed, value)

    def action_clear(self) -> None:
        """Take the number away."""
        self._give(None, onward=False)

    # ---- going
    def action_person(self, way: int) -> None:
        """Go to the participant before or after."""
        if self.people and self.person:
            at = (self.people.index(self.person) + way) % len(self.people)
            self._participant = self.people[at].label
            self.refresh_content()

    def action_schema(self) -> None:
        """Go to the next schema that asks."""
        if self.schema and len(self.schemas) > 1:
            at = (self.schemas.index(self.schema) + 1) % len(self.schemas)
            self._schema = self.schemas[at].name
            self.refresh_content()
        elif self.schema:
            self.workbench.say(_("No other schema asks for numbers of participants."))

    def action_export(self) -> None:
        """Put every score and sum into a file."""
        project = self.project

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                write_table(scores_table(project), format, path)

        self.ask_and_export(
            _("The scores: where to?"), _("scores"), write, ("xlsx", "csv", "docx", "md", "json", "txt")
        )


def _rows(schema: Schema, numbers: dict[int, float], totals: list[Total]) -> Iterator[_Row]:
    sums = {total.code: total for total in totals}
    asking = {code.id for code in schema.codes if code.asks == OF_PARTICIPANT}
    for code in schema.codes:
        if code.id in asking:
            yield _Row(code, numbers.get(code.id), sums.get(code.id))
        elif asking & schema.descendants(code):
            yield _Row(code, None, sums.get(code.id))


def _name(row: _Row) -> str:
    of = f"  {row.total.given} / {row.total.of}" if row.total else ""
    return "  " * min(row.code.depth, _DEEPEST) + line(row.code.name) + of


def _item(row: _Row, width: int) -> Item:
    """A line as it is drawn; one that asks for nothing only heads those below it, with their sum."""
    code, asks = row.code, row.code.asks == OF_PARTICIPANT
    number = row.number if asks else row.total.total if row.total and row.total.given else None
    shown = "·" if number is None else say_number(number)
    figure = Part(f"{shown:>{_COUNT}}  ", "quiet" if number is None else "strong")
    name = Part(fit(_name(row), width), "" if asks else "strong")
    meaning = Part(f"   {line(code.definition)}", "quiet")
    return Item((Line((figure, Part(_dots(row), "", code.colour), name, meaning)),), choosable=asks)


def _dots(row: _Row) -> str:
    """A short range as dots, filled up to the number; the room they take where there are none."""
    low, high = row.code.low, row.code.high
    if row.code.asks != OF_PARTICIPANT or low is None or high is None or not 0 < high - low + (low > 0) <= _MOST_DOTS:
        return " " * _COUNT
    size = high - low + (low > 0)
    filled = 0 if row.number is None else max(0, min(size, round(row.number - low + (low > 0))))
    return fit("●" * filled + "·" * (size - filled), max(_COUNT, size + 1))
