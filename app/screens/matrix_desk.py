"""The part of the matrix's screen that shows: which cell is in view, whose it is, the list, the grid, the passages."""

from textual.content import Content
from textual.widgets import Static, TextArea

from app.screens.matrix_cells import asked_words, cell_words, grid_part, passage_items, person_item, role_item
from app.widgets.cell_grid import CellGrid, CellHead
from app.widgets.export import ExportingScreen
from app.widgets.items import Item, Items, Part
from app.widgets.title import TitleLine
from codebook.cells import list_cells
from codebook.schemas import Code, Schema
from corpus.messages import _
from corpus.participants import Participant
from exports.harmless import line, visible
from exports.tables.filters import NO_ROLE, Filters
from exports.tables.guide import Asking
from exports.tables.matrix import Matrix, MatrixEntry

GRID_FROM = 160
"""The columns of a terminal that shows the whole grid."""
NARROW = 100
PLACE = "matrix place"


class MatrixDesk(ExportingScreen):
    """Holds the matrix and keeps list, grid and cell in step with it. The cell in view is `_held`."""

    _schema = ""
    _code = 0
    _role = ""
    _whole: bool | None = None
    _matrix: Matrix | None = None
    _coders: tuple[str, ...] = ()
    _held: MatrixEntry | None = None

    def __init__(self) -> None:
        super().__init__()
        self._askings: dict[str, list[Asking]] = {}
        self._tied: dict[int, frozenset[int]] = {}
        self._people: list[Participant] = []
        self._listed: list[Participant | None] = []
        self._label = ""

    def _keep(self) -> None:
        """Keep what is written in the box; the screen does."""
        raise NotImplementedError

    def _suit(self, width: int) -> None:
        self.set_class(width < NARROW, "-narrow")
        self.set_class(width >= GRID_FROM if self._whole is None else self._whole, "-grid")

    @property
    def in_grid(self) -> bool:
        """Whether the whole grid is shown."""
        return self.has_class("-grid")

    def _take(self, matrix: Matrix, coders: tuple[str, ...], asked: dict[str, list[Asking]]) -> None:
        if not self.is_mounted:
            return
        if isinstance(self.focused, TextArea):
            self._keep()
            matrix.take_over(list_cells(self.project))
        self._matrix, self._coders, self._askings = matrix, coders, asked
        below = {code.id: schema.descendants(code) for schema in matrix.schemas for code in schema.codes}
        questions = {asking.question.id: asking.question for each in asked.values() for asking in each}
        self._tied = {
            key: frozenset(code for tied in question.codes for code in below.get(tied, ()))
            for key, question in questions.items()
        }
        self.query_one("#empty").display = False
        self.query_one("#desk").display = True
        self._draw()
        if self.is_current and not isinstance(self.focused, TextArea):
            self._focus_list()

    @property
    def schema(self) -> Schema | None:
        """The schema in view: the one asked for, else the last that has categories, the latest reading's."""
        if self._matrix is None or not self._matrix.schemas:
            return None
        schemas = [schema for schema in self._matrix.schemas if schema.codes] or list(self._matrix.schemas)
        return next((s for s in schemas if s.name == self._schema), schemas[-1] if not self._schema else schemas[0])

    @property
    def codes(self) -> list[Code]:
        """The categories of the schema in view."""
        schema = self.schema
        return self._matrix.codes_of(schema) if self._matrix and schema else []

    @property
    def code(self) -> Code | None:
        """The category in view."""
        codes = self.codes
        return next((code for code in codes if code.id == self._code), codes[0] if codes else None)

    @property
    def entry(self) -> MatrixEntry | None:
        """The cell under the cursor; None where there is none, or the category leaves the person out."""
        code, person = self.code, self._person()
        return self._matrix.entry(person, code) if self._matrix and code and person else None

    def _person(self) -> Participant | None:
        if self.in_grid:
            row = self.query_one(CellGrid).cursor[0]
            return self._people[row] if row < len(self._people) else None
        at = self.query_one("#people", Items).cursor
        return self._listed[at] if at is not None and at < len(self._listed) else None

    def _draw(self) -> None:
        """Show the people of the schema and role, the cursor on the one it was on."""
        matrix, schema = self._matrix, self.schema
        if matrix is None or schema is None:
            return
        before = self._label
        everyone = matrix.people_of(schema)
        roles = {person.role or NO_ROLE for person in everyone}
        self._role = self._role if self._role in roles else ""
        self._people = [p for p in everyone if not self._role or (p.role or NO_ROLE) == self._role]
        self._listed = []
        code = self.code
        items: list[Item] = []
        for person in self._people:
            if len(roles) > 1 and not self._role and (not self._listed or person.role != self._people_before().role):
                items.append(role_item(person.role))
                self._listed.append(None)
            items.append(person_item(matrix.entry(person, code) if code else None, person.label))
            self._listed.append(person)
        at = next((i for i, p in enumerate(self._listed) if p is not None and p.label == before), 0)
        self.query_one("#people", Items).show(items, at)
        self._draw_grid(before)
        self._show_cell()

    def _people_before(self) -> Participant:
        return next(person for person in reversed(self._listed) if person is not None)

    def _draw_grid(self, before: str) -> None:
        codes = self.codes
        row = next((i for i, p in enumerate(self._people) if p.label == before), 0)
        column = next((i for i, code in enumerate(codes) if self.code and code.id == self.code.id), 0)
        heads = [CellHead(code.name, code.colour) for code in codes]
        self.query_one(CellGrid).show([p.label for p in self._people], heads, self._grid_part, (row, column))

    def _grid_part(self, row: int, column: int) -> Part:
        matrix, codes = self._matrix, self.codes
        if matrix is None or row >= len(self._people) or column >= len(codes):
            return Part("")
        return grid_part(matrix.entry(self._people[row], codes[column]))

    def _show_cell(self) -> None:
        """Show the cell under the cursor: whose it is, the summary, the passages."""
        code, entry, box = self.code, self.entry, self.query_one("#summary", TextArea)
        self._say_place()
        self._held = entry
        person = self._person()
        self._label = person.label if person else self._label
        box.disabled = entry is None or not self.project.writable
        written = visible(entry.summary) if entry else ""
        if box.text != written:
            box.load_text(written)
        words = _("The category leaves this role out.") if code and entry is None and person else ""
        if entry is not None and code is not None:
            background = ", ".join(entry.person.attributes.values())
            asked = asked_words(self._askings.get(entry.person.label, ()), self._tied, code.id)
            words = cell_words(entry, background, asked)
        self.query_one("#who", Static).update(Content(words))
        self.query_one("#passages", Items).show(passage_items(entry))

    def _say_place(self) -> None:
        schema, code, codes = self.schema, self.code, self.codes
        parts = [line(self.project.name), _("Matrix"), line(schema.name) if schema else ""]
        parts.append(line(code.name) if code else _("no categories"))
        role = line(self._role) if self._role else _("every role")
        aside = f"{codes.index(code) + 1} / {len(codes)} · {role}" if code else role
        self.query_one(TitleLine).show(" ▸ ".join(part for part in parts if part), aside)
        self.query_one("#status", Static).update(Content(line(code.definition) if code else ""), layout=False)

    def _focus_list(self) -> None:
        self.query_one(CellGrid if self.in_grid else "#people").focus()

    def _take_code(self, code: Code) -> None:
        self._code = code.id
        self._schema = code.schema
        self.project.keep_view_state({PLACE: f"{code.schema}:{code.id}"})

    def _rewritten(self, entry: MatrixEntry) -> None:
        """Show a cell that was just written in."""
        matrix = self._matrix
        if matrix is None:
            return
        matrix.take_over(list_cells(self.project))
        now = matrix.entry(entry.person, entry.code)
        self._held = now
        for index, person in enumerate(self._listed):
            if person is not None and person.label == entry.person.label and self.code == entry.code:
                self.query_one("#people", Items).replace(index, person_item(now, person.label))
        row = next((i for i, person in enumerate(self._people) if person.label == entry.person.label), 0)
        for column, code in enumerate(self.codes):  # what an empty cell means holds for those below it
            if code.id == entry.code.id or code.path.startswith(f"{entry.code.path} > "):
                self.query_one(CellGrid).changed(row, column)
        self._say_place()

    def _filters(self) -> Filters:
        schema = self.schema
        role = (self._role,) if self._role else ()
        return Filters(role=role, schema=(schema.name,) if schema else (), coder=self._coders)
