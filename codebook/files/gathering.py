"""What a file says of schemas, gathered row by row: every fault is told with its place, parents come first."""

from collections.abc import Iterator
from dataclasses import replace

from codebook.ranges import clean_scale
from codebook.schemas import DEEPEST, SEPARATOR, CodeDraft, SchemaDraft, clean_colour, clean_key, clean_name
from corpus.errors import InputError
from corpus.messages import _

_YES = {"yes", "ja", "true", "1", "x", "y", "j"}
_NO = {"", "no", "nei", "false", "0", "n", "–", "-"}


class Gathering:
    """Schemas as they are read. `finish` gives them, or raises InputError with a line per fault."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._schemas: dict[str, SchemaDraft] = {}
        self._codes: dict[str, dict[str, CodeDraft]] = {}
        self._faults: list[str] = []
        self._too_deep = False

    def fault(self, place: str, sentence: str) -> None:
        """Note what is wrong at a place, such as "row 3"."""
        self._faults.append(f"{place}: {sentence}")

    def add_schema(self, place: str, schema: SchemaDraft) -> str:
        """Make sure of a schema; the first that names it says its title, role and bands. Returns its name, or empty."""
        try:
            name = clean_name(schema.name)
        except InputError as error:
            self.fault(place, error.message)
            return ""
        schema = replace(schema, name=name, role=" ".join(schema.role.split()), codes=())
        known = self._schemas.get(name.casefold())
        if known is None:
            self._schemas[name.casefold()] = schema
            self._codes[name.casefold()] = {}
        else:
            filled = replace(
                known,
                title=known.title or schema.title,
                role=known.role or schema.role,
                bands=known.bands or schema.bands,
            )
            self._schemas[name.casefold()] = filled
        return self._schemas[name.casefold()].name

    def add_code(self, place: str, schema: str, code: CodeDraft) -> str:
        """Add a category to a schema that was made sure of; returns its path, or empty where it is faulty."""
        if _depth(code) > DEEPEST:
            if not self._too_deep:  # what stands below it is too deep as well
                self.fault(place, _("it stands more than {count} levels deep").format(count=DEEPEST))
            self._too_deep = True
            return ""
        try:
            code = _checked(code)
        except InputError as error:
            self.fault(place, error.message)
            return ""
        path = path_of(code)
        codes = self._codes[schema.casefold()]
        if path.casefold() in codes:
            self.fault(place, _("“{code}” stands there twice").format(code=path))
        codes.setdefault(path.casefold(), code)
        return path

    def make_sure(self, schema: str, code: CodeDraft) -> str:
        """Add a category unless it is there; returns its path."""
        path = path_of(code)
        self._codes[schema.casefold()].setdefault(path.casefold(), code)
        return path

    def finish(self) -> list[SchemaDraft]:
        """The schemas in order, a category after the one above it; one that is only named above others is made."""
        if self._faults:
            raise InputError(_("{file} was not read as a codebook.").format(file=self._file), details=self._faults)
        if not self._schemas:
            raise InputError(_("{file} holds no categories.").format(file=self._file))
        return [replace(schema, codes=tuple(_parents_first(self._codes[key]))) for key, schema in self._schemas.items()]


def path_of(code: CodeDraft) -> str:
    """A draft's path."""
    return f"{code.parent}{SEPARATOR}{code.name}" if code.parent else code.name


def read_yes(text: str) -> bool:
    """Yes or no in English or Norwegian; InputError for another word."""
    word = text.strip().casefold()
    if word not in _YES | _NO:
        raise InputError(_("“{word}” is neither yes nor no").format(word=text.strip()))
    return word in _YES


def split_roles(text: str) -> tuple[str, ...]:
    """Roles joined by `;` or a newline, each once."""
    names = (" ".join(part.split()) for part in text.replace("\n", ";").split(";"))
    return tuple(dict.fromkeys(name for name in names if name))


def _depth(code: CodeDraft) -> int:
    """The level a category would stand on, the top being 1."""
    return 1 + sum(text.count(SEPARATOR) + 1 for text in (code.parent,) if text.strip()) + code.name.count(SEPARATOR)


def _checked(code: CodeDraft) -> CodeDraft:
    """The draft with its name, place, colour and key as they are stored; a name that is a path says its place."""
    parent, name = code.parent.strip(), code.name
    if not parent and SEPARATOR in name.strip():
        parent, _separator, name = name.strip().rpartition(SEPARATOR)
    above = SEPARATOR.join(clean_name(part) for part in parent.split(SEPARATOR)) if parent else ""
    colour = clean_colour(code.colour) if code.colour.strip() else ""
    asks, low, high = clean_scale(code.asks, code.low, code.high)
    made = replace(code, name=clean_name(name), parent=above, colour=colour, key=clean_key(code.key))
    return replace(made, asks=asks, low=low, high=high)


def _parents_first(codes: dict[str, CodeDraft]) -> Iterator[CodeDraft]:
    done: set[str] = set()

    def with_those_above(path: str, code: CodeDraft) -> Iterator[CodeDraft]:
        if path in done:
            return
        done.add(path)
        if code.parent:
            parent, _separator, name = code.parent.rpartition(SEPARATOR)
            above = code.parent.casefold()
            yield from with_those_above(above, codes.get(above) or CodeDraft(name, parent))
        yield code

    for path, code in codes.items():
        yield from with_those_above(path, code)
