"""The matrix: participants × categories. A cell holds the researcher's own summary, the gists and the passages.

After Ritchie and Spencer's framework matrix. A category's cell holds the passages of its sub-categories too.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from codebook.cells import CELL_WORDS, MatrixCell, cell_meanings, list_cells
from codebook.schemas import Code, Schema
from corpus.messages import _
from corpus.participants import Participant, list_participants, list_roles
from corpus.store import Project
from corpus.transcripts import list_transcripts
from exports.tables.filters import NO_ROLE, Filters, look_up, one_coder
from exports.tables.passages import Passage, find_passages
from exports.values import Cell, Column, Table


@dataclass(frozen=True, slots=True)
class MatrixEntry:
    """One cell: what was written, what an empty one means (`status`), and the passages by interview and place.

    `said` is the status written in this cell itself; where it is empty, that of the nearest category above holds.
    """

    person: Participant
    code: Code
    summary: str
    status: str
    passages: tuple[Passage, ...]
    said: str = ""

    @property
    def gists(self) -> tuple[str, ...]:
        """The passages' gists, each once."""
        return tuple(dict.fromkeys(p.coding.gist for p in self.passages if p.coding.gist))

    @property
    def empty(self) -> bool:
        """Whether there is no passage."""
        return not self.passages


class Matrix:
    """A study's cells. `people` by role and number, `schemas` in order; a cell is put together when it is asked for."""

    def __init__(
        self,
        people: Sequence[Participant],
        schemas: Sequence[Schema],
        codes: frozenset[int] | None,
        cells: Sequence[MatrixCell],
        passages: Sequence[Passage],
    ) -> None:
        """`codes` are the keys of the categories wanted; None is all."""
        self.people, self.schemas = tuple(people), tuple(schemas)
        self._codes = codes
        self.take_over(cells)
        self._below = {code.id: schema.descendants(code) for schema in schemas for code in schema.codes}
        self._passages: dict[tuple[str, int], list[tuple[int, Passage]]] = defaultdict(list)
        for place, passage in enumerate(passages):
            self._passages[passage.participant, passage.code.id].append((place, passage))

    def codes_of(self, schema: Schema) -> list[Code]:
        """A schema's categories, of those asked for."""
        return [code for code in schema.codes if self._codes is None or code.id in self._codes]

    def people_of(self, schema: Schema, role: str | None = None) -> list[Participant]:
        """The participants a schema is for; of one role where asked (empty: of those without one)."""
        return [
            person
            for person in self.people
            if (not schema.role or person.role.casefold() == schema.role.casefold())
            and (role is None or person.role == role)
        ]

    def entry(self, person: Participant, code: Code) -> MatrixEntry | None:
        """A cell; None where the category leaves the participant's role out."""
        if person.role.casefold() in {role.casefold() for role in code.without}:
            return None
        below = self._below[code.id]
        found = [each for key in below for each in self._passages.get((person.label, key), ())]
        if len(below) > 1:
            found.sort(key=lambda each: each[0])
        written = self._written.get((person.label, code.id))
        said = written.status if written else ""
        inherited = "" if found else self._meanings[code.id].get(person.label, "")
        return MatrixEntry(
            person,
            code,
            written.summary if written else "",
            said or inherited,
            tuple(passage for _place, passage in found),
            said,
        )

    def read_ahead(self) -> None:
        """Read the interviews passages stand in now, rather than while their words are drawn."""
        seen: dict[int, Passage] = {}
        for found in self._passages.values():
            for _place, passage in found:
                seen.setdefault(passage.transcript.id, passage)
        for passage in seen.values():
            len(passage.text)

    def take_over(self, cells: Sequence[MatrixCell]) -> None:
        """Take over what is written in the cells now."""
        self._meanings = cell_meanings(cells, self.schemas)
        self._written = {(cell.participant, cell.code): cell for cell in cells}

    def entries(self) -> Iterator[MatrixEntry]:
        """Every cell there is, by schema, category and participant."""
        for schema in self.schemas:
            for code in self.codes_of(schema):
                for person in self.people_of(schema):
                    entry = self.entry(person, code)
                    if entry is not None:
                        yield entry

    @property
    def roles(self) -> list[str]:
        """The roles of the people, in order; empty for those without one."""
        return list(dict.fromkeys(person.role for person in self.people))


def lay_out_matrix(project: Project, filters: Filters | None = None) -> Matrix:
    """The matrix of the participants who have an interview, under the schemas and categories asked for.

    Raises InputError where several coders have coded and none is named.
    """
    filters = filters or Filters()
    chosen = look_up(project, filters)
    coder = one_coder(project, chosen)
    heard = {
        label
        for transcript in list_transcripts(project)
        if chosen.transcripts is None or transcript.id in chosen.transcripts
        for label in transcript.participants
    }
    order = {role: place for place, role in enumerate(list_roles(project))}
    people = [
        person
        for person in list_participants(project)
        if person.label in heard
        and chosen.takes_role(person.role or NO_ROLE)
        and (chosen.participants is None or person.label in chosen.participants)
    ]
    people.sort(key=lambda person: order.get(person.role, len(order)))
    passages = find_passages(project, replace(filters, coder=(coder,))) if coder else []
    return Matrix(people, chosen.schemas, chosen.codes, list_cells(project), passages)


def say_statuses() -> dict[str, str]:
    """What an empty cell may mean, in the reader's words."""
    return {status: _(word) for status, word in CELL_WORDS.items()}


def matrix_table(entries: Iterator[MatrixEntry], between: str = "\n") -> Table:
    """Tidy rows `participant,role,schema,code,path,summary,status,gists,segments,passages`, one a cell.

    Several gists or passages are parted by `between`.
    """
    columns = (
        Column("participant", _("participant")),
        Column("role", _("role")),
        Column("schema", _("schema")),
        Column("code", _("category")),
        Column("path", _("path")),
        Column("summary", _("summary")),
        Column("status", _("empty cell"), said=say_statuses()),
        Column("gists", _("gists")),
        Column("segments", _("number of passages"), "int"),
        Column("passages", _("passages")),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            entry.person.label,
            entry.person.role,
            entry.code.schema,
            entry.code.name,
            entry.code.path,
            entry.summary,
            entry.status,
            between.join(entry.gists),
            len(entry.passages),
            between.join(passage.said for passage in entry.passages),
        )
        for entry in entries
    )
    return Table(_("Matrix"), columns, rows)
