"""Tables of categories: which column is which, and what each row says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from codebook.files.gathering import Gathering, read_yes, split_roles
from codebook.files.pasted import clean_line, gather_lines
from codebook.ranges import OF_CODING, OF_PARTICIPANT, bands_from_text, read_whole
from codebook.schemas import SEPARATOR, CodeDraft, SchemaDraft
from corpus.errors import InputError
from corpus.messages import _

_HEADINGS = {
    "schema": ("schema", "skjema", "codebook", "kodebok"),
    "code": (
        *("code", "codes", "kode", "koder", "category", "categories", "kategori", "kategorier"),
        *("name", "navn", "tema", "theme", "hovedkategori", "main category"),
    ),
    "sub": (
        *("subcode", "sub-code", "subcategory", "sub-category", "subcategories", "subtheme"),
        *("underkode", "underkoder", "underkategori", "underkategorier", "undertema"),
    ),
    "parent": ("parent", "under", "overordnet", "overkategori", "overkode", "forelder"),
    "path": ("path", "sti"),
    "colour": ("colour", "color", "farge"),
    "key": ("key", "tast", "hurtigtast"),
    "definition": (
        *(
            "short definition",
            "kort definisjon",
            "definition",
            "definisjon",
            "description",
            "beskrivelse",
            "explanation",
            "forklaring",
        ),
        *("meaning", "betydning"),
    ),
    "full_definition": (
        *("full definition", "full_definition", "utvidet definisjon", "full definisjon"),
        *("long definition", "lang definisjon", "detailed definition"),
    ),
    "use": (
        *("use", "bruk", "brukes", "use when", "when to use", "brukes når", "når brukes"),
        *("når den brukes", "inclusion", "inclusion criteria", "inklusjon", "inklusjonskriterier"),
    ),
    "avoid": (
        *("avoid", "unngå", "when not to use", "not when", "brukes ikke når", "når ikke", "ikke når"),
        *("når den ikke brukes", "exclusion", "exclusion criteria", "eksklusjon", "eksklusjonskriterier"),
    ),
    "example": ("example", "examples", "eksempel", "eksempler"),
    "fact": ("fact", "facts", "fakta", "faktum"),
    "without": ("without", "uten", "utelater", "leaves out", "gjelder ikke"),
    "role": ("role", "rolle"),
    "title": ("title", "tittel"),
    "asks": ("asks", "asks for", "asks of", "number of", "spør om", "tall for"),
    "low": ("low", "from", "lowest", "minimum", "lavest", "fra"),
    "high": ("high", "to", "highest", "maximum", "høyest", "til"),
    "bands": ("bands", "bånd", "named ranges", "navngitte områder"),
}
_FIELDS = {heading: field for field, headings in _HEADINGS.items() for heading in headings}
_NAMING = {"code", "sub", "path"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number as a spreadsheet shows it, and its cells."""

    number: int
    cells: tuple[str, ...]

    @property
    def place(self) -> str:
        """The row as it is told of."""
        return _("row {number}").format(number=self.number)


def find_columns(row: Row) -> dict[str, int]:
    """Which column holds what, if the row is a heading: it has to say where the categories stand."""
    found: dict[str, int] = {}
    for index, cell in enumerate(row.cells):
        field = _FIELDS.get(clean_line(cell).rstrip(":.*").casefold())
        if field:
            found.setdefault(field, index)
    return found if _NAMING & found.keys() else {}


def gather_rows(file: str, rows: Sequence[Row], schema: str) -> list[SchemaDraft]:
    """The schemas of a table; without a heading each row is a category, further in below the one above it.

    `schema` is the name where the table has none.
    """
    rows = [row for row in rows if any(cell.strip() for cell in row.cells)]
    gathering = Gathering(file)
    columns = find_columns(rows[0]) if rows else {}
    if not columns:
        if rows:
            made = gathering.add_schema(rows[0].place, SchemaDraft(schema, ()))
            gather_lines(gathering, made, [(row.place, _as_line(row)) for row in rows])
        return gathering.finish()
    table = _Table(gathering, columns, schema)
    for row in rows[1:]:
        table.add(row)
    return gathering.finish()


def _as_line(row: Row) -> str:
    cells = [clean_line(cell) for cell in row.cells]
    depth = next(index for index, cell in enumerate(cells) if cell)
    return "\t" * depth + "\t".join(cell for cell in cells[depth:] if cell)


class _Table:
    """A table under its heading; what a merged cell says holds for the rows it spans."""

    def __init__(self, gathering: Gathering, columns: dict[str, int], schema: str) -> None:
        self._gathering = gathering
        self._columns = columns
        self._schema = schema
        self._above = ""

    def add(self, row: Row) -> None:
        said = {
            field: row.cells[index].strip() if index < len(row.cells) else "" for field, index in self._columns.items()
        }
        name = said.get("schema") or self._schema
        if name != self._schema:
            self._schema, self._above = name, ""
        try:
            bands = bands_from_text(said.get("bands", ""))
        except InputError as error:
            self._gathering.fault(row.place, error.message)
            return
        draft = SchemaDraft(name, (), title=said.get("title", ""), role=said.get("role", ""), bands=bands)
        schema = self._gathering.add_schema(row.place, draft)
        if not schema or not any(said.get(field) for field in self._columns if field not in _OF_SCHEMA):
            return
        try:
            code = _as_code(said)
        except InputError as error:
            self._gathering.fault(row.place, error.message)
            return
        if "sub" in self._columns:
            self._add_with_sub(row.place, schema, code, clean_line(said["sub"]))
        else:
            self._gathering.add_code(row.place, schema, code)

    def _add_with_sub(self, place: str, schema: str, code: CodeDraft, sub: str) -> None:
        """A table of categories beside their sub-categories: the rest of the row is about the sub-category."""
        if not sub:
            self._above = self._gathering.add_code(place, schema, code)
            return
        if code.name:
            self._above = self._gathering.make_sure(schema, CodeDraft(code.name, code.parent))
        self._gathering.add_code(place, schema, replace(code, name=sub, parent=self._above))


_ASKS = {"passage": OF_CODING, "utsagn": OF_CODING, "informant": OF_PARTICIPANT}
_OF_SCHEMA = {"schema", "title", "role", "bands"}


def _as_code(said: dict[str, str]) -> CodeDraft:
    name, parent = clean_line(said.get("code", "")), clean_line(said.get("parent", ""))
    path = clean_line(said.get("path", ""))
    if path and not parent:
        parent, _separator, last = path.rpartition(SEPARATOR)
        name = name or last
    return CodeDraft(
        name,
        parent,
        said.get("colour", ""),
        said.get("key", ""),
        read_yes(said.get("fact", "")),
        said.get("definition", ""),
        said.get("use", ""),
        said.get("avoid", ""),
        said.get("example", ""),
        split_roles(said.get("without", "")),
        full_definition=said.get("full_definition", ""),
        asks=_ASKS.get(clean_line(said.get("asks", "")).casefold(), said.get("asks", "")),
        low=read_whole(said.get("low", "")),
        high=read_whole(said.get("high", "")),
    )
