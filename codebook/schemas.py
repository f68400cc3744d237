"""Schemas and their codes as values, and how a study's codebook is read."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from codebook.models import CODE, CODE_LINK, SCHEMA
from codebook.ranges import Band, bands_as_json, bands_from_json, clean_bands, clean_scale
from corpus.errors import InputError, NotFoundError
from corpus.messages import N_, _
from corpus.names import folded
from corpus.store import Project, now

SEPARATOR = " > "
PALETTE = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7", "#999999")
KEYS = "123456789"
SAME, PARALLEL, OPPOSITE = LINKS = ("same", "parallel", "opposite")
CodeLink = tuple[str, str]
"""How a category belongs with another, one of LINKS, and the other's lasting identity."""
DEEPEST = 50
"""The levels a codebook may have; real ones have seven."""


@dataclass(frozen=True, slots=True)
class Code:
    """One category as stored. `path` is the names from the top down, `depth` 0 at the top; `without` are roles.

    `asks` says of what a number is asked, from `low` to `high`: `coding`, `participant`, or nothing.
    """

    id: int
    guid: str
    schema: str
    parent: int | None
    name: str
    path: str
    depth: int
    colour: str
    key: str
    fact: bool
    definition: str
    use: str
    avoid: str
    example: str
    without: tuple[str, ...]
    created: str
    full_definition: str = ""
    asks: str = ""
    low: int | None = None
    high: int | None = None
    links: tuple[CodeLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """A named set of codes in reading order (a code before its sub-codes); `role` empty means every role."""

    id: int
    guid: str
    name: str
    title: str
    role: str
    codes: tuple[Code, ...]
    bands: tuple[Band, ...] = ()

    def descendants(self, code: Code) -> frozenset[int]:
        """The keys of a code and of all below it."""
        found = {code.id}
        for other in self.codes:
            if other.parent in found:
                found.add(other.id)
        return frozenset(found)

    @property
    def keyed(self) -> dict[str, Code]:
        """The codes by their keys."""
        return {code.key: code for code in self.codes if code.key}


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """A category to be made. `parent` is the path of the one above it, empty at the top."""

    name: str
    parent: str = ""
    colour: str = ""
    key: str = ""
    fact: bool = False
    definition: str = ""
    use: str = ""
    avoid: str = ""
    example: str = ""
    without: tuple[str, ...] = ()
    guid: str = ""
    full_definition: str = ""
    asks: str = ""
    low: int | None = None
    high: int | None = None
    links: tuple[CodeLink, ...] = ()


@dataclass(frozen=True, slots=True)
class SchemaDraft:
    """A schema to be made, from a file or from what was pasted."""

    name: str
    codes: tuple[CodeDraft, ...]
    title: str = ""
    role: str = ""
    guid: str = ""
    bands: tuple[Band, ...] = ()


def list_schemas(project: Project) -> list[Schema]:
    """Every schema of the study with its codes, in the study's order."""
    with project.read() as db:
        schemas = db.execute(
            select(SCHEMA.c.id, SCHEMA.c.guid, SCHEMA.c.name, SCHEMA.c.title, SCHEMA.c.role, SCHEMA.c.bands).order_by(
                SCHEMA.c.position, SCHEMA.c.id
            )
        ).all()
        rows: dict[tuple[int, int | None], list[Any]] = {}
        for row in db.execute(select(CODE).order_by(CODE.c.position, CODE.c.id)):
            rows.setdefault((row.schema_id, row.parent_id), []).append(row)
        links = _read_links(db)
    return [Schema(*row[:5], tuple(_as_tree(row, rows, links)), bands_from_json(row.bands)) for row in schemas]


def _read_links(db: Connection) -> dict[int, tuple[CodeLink, ...]]:
    """The links of each code, by its key."""
    one, other, at = CODE.alias(), CODE.alias(), CODE_LINK.c
    query = select(at.kind, one.c.id, one.c.guid, other.c.id, other.c.guid).order_by(at.id)
    query = query.join(one, one.c.id == at.code_id).join(other, other.c.id == at.other_id)
    found: dict[int, tuple[CodeLink, ...]] = {}
    for kind, first, first_guid, second, second_guid in db.execute(query.select_from(CODE_LINK)):
        found[first] = (*found.get(first, ()), (kind, second_guid))
        found[second] = (*found.get(second, ()), (kind, first_guid))
    return found


def _as_tree(
    schema: Any, rows: Mapping[tuple[int, int | None], Sequence[Any]], links: Mapping[int, tuple[CodeLink, ...]]
) -> Iterator[Code]:
    """A schema's codes, each before those below it; `rows` by schema and parent."""
    waiting = [(row, "", 0) for row in reversed(rows.get((schema.id, None), ()))]
    while waiting:
        row, above, depth = waiting.pop()
        path = f"{above}{SEPARATOR}{row.name}" if above else row.name
        without = tuple(name for name in row.without.split("\n") if name)
        yield Code(
            row.id,
            row.guid,
            schema.name,
            row.parent_id,
            row.name,
            path,
            depth,
            row.colour,
            row.key,
            bool(row.fact),
            row.definition,
            row.use,
            row.avoid,
            row.example,
            without,
            row.created,
            row.full_definition,
            row.asks,
            row.low,
            row.high,
            links.get(row.id, ()),
        )
        waiting += [(below, path, depth + 1) for below in reversed(rows.get((schema.id, row.id), ()))]


def get_schema(project: Project, name: str) -> Schema:
    """One schema by name, in any case; NotFoundError names those there are."""
    schemas = list_schemas(project)
    for schema in schemas:
        if schema.name.casefold() == name.strip().casefold():
            return schema
    known = ", ".join(schema.name for schema in schemas) or _("none yet")
    raise NotFoundError(_("The study has no schema {name} (it has: {known}).").format(name=name, known=known))


def find_codes(schemas: Sequence[Schema], code: str, schema: str = "") -> list[Code]:
    """The codes a name or path may mean, whole paths first; within one schema where it is named."""
    wanted = folded(code)
    inside = [s for s in schemas if not schema or folded(s.name) == folded(schema)]
    everything = [c for s in inside for c in s.codes]
    return [c for c in everything if c.path.casefold() == wanted] or [
        c for c in everything if c.name.casefold() == wanted
    ]


def get_code(schemas: Sequence[Schema], code: str, schema: str = "") -> Code:
    """The one code a name or path means. NotFoundError where there is none, InputError where there are more."""
    found = find_codes(schemas, code, schema)
    if not found:
        place = _("the schema {name}").format(name=schema) if schema else _("the study")
        raise NotFoundError(_("{place} has no category “{code}”").format(place=place, code=code))
    if len(found) > 1:
        paths = "; ".join(f"{c.schema}: {c.path}" for c in found)
        raise InputError(
            _("“{code}” may mean several categories ({paths}); name the schema or the whole path").format(
                code=code, paths=paths
            )
        )
    return found[0]


def clean_name(name: str) -> str:
    """A name for a code or schema: one line, NFC, no control characters; InputError for none, or a separator."""
    kept = "".join(char for char in name if char.isspace() or unicodedata.category(char) not in ("Cc", "Cs"))
    name = " ".join(unicodedata.normalize("NFC", kept).split())
    if not name:
        raise InputError(_("A category needs a name."))
    if SEPARATOR.strip() in name.split():
        raise InputError(_("A name cannot hold “ > ”, which parts a category from the one above it."))
    return name


def add_schema(project: Project, draft: SchemaDraft) -> Schema:
    """Make a schema, or add to one of that name the codes it lacks; codes that are there stay as they are."""
    name = clean_name(draft.name)
    with project.step(N_("added the schema {schema}"), {"schema": name}) as db:
        known = {schema.name.casefold(): schema for schema in list_schemas(project)}
        if name.casefold() not in known:
            values = {"name": name, "title": draft.title, "role": draft.role, "position": len(known)}
            values["bands"] = bands_as_json(clean_bands(draft.bands))
            db.execute(insert(SCHEMA).values(**values, **_lasting(db, SCHEMA, draft.guid)))
        schema = get_schema(project, name)
        keys = {code.key for code in draft.codes}
        paths = {code.path.casefold(): code.id for code in schema.codes}
        made: dict[int, tuple[CodeLink, ...]] = {}
        for code in draft.codes:
            above = _fold(code.parent)
            path = f"{above}{SEPARATOR}{_fold(code.name)}" if above else _fold(code.name)
            if path in paths:
                continue
            if above and above not in paths:
                raise NotFoundError(
                    _("“{code}” stands under “{parent}”, which is not there").format(code=code.name, parent=code.parent)
                )
            paths[path] = insert_code(db, schema.id, paths.get(above), code, keys)
            made[paths[path]] = code.links
        _link_made(db, made)
    return get_schema(project, name)


def _link_made(db: Connection, made: Mapping[int, Sequence[CodeLink]]) -> None:
    """Link codes just made as their drafts say to those that are in the study."""
    wanted = {guid.replace("-", "") for links in made.values() for _kind, guid in links}
    if not wanted:
        return
    keys = {guid: key for guid, key in db.execute(select(CODE.c.guid, CODE.c.id).where(CODE.c.guid.in_(wanted)))}
    found = {
        (*sorted((key, keys[other.replace("-", "")])), kind)
        for key, links in made.items()
        for kind, other in links
        if other.replace("-", "") in keys
    }
    for first, second, kind in sorted(found):
        if first != second:
            db.execute(insert(CODE_LINK).values(code_id=first, other_id=second, kind=kind))


def _fold(path: str) -> str:
    """A name or path as it is compared."""
    return SEPARATOR.join(clean_name(name) for name in path.split(SEPARATOR)).casefold() if path.strip() else ""


def _lasting(db: Connection, table: Table, guid: str) -> dict[str, str]:
    """The guid a draft brings, unless it names something in the study already."""
    guid = guid.replace("-", "")
    if not guid or db.execute(select(table.c.id).where(table.c.guid == guid)).first():
        return {}
    return {"guid": guid}


def insert_code(
    db: Connection, schema: int, parent: int | None, draft: CodeDraft, reserved: Collection[str] = ()
) -> int:
    """Store a code after those beside it; returns its database key.

    It gets the next free colour and, at the top, the next free key that is not `reserved`, where it names none.
    """
    columns = (CODE.c.id, CODE.c.parent_id, CODE.c.name, CODE.c.colour, CODE.c.key, CODE.c.position)
    there = db.execute(select(*columns).where(CODE.c.schema_id == schema)).all()
    name = clean_name(draft.name)
    if any(r.parent_id == parent and r.name.casefold() == name.casefold() for r in there):
        raise InputError(_("There is a category “{name}” there already.").format(name=name))
    siblings = [r for r in there if r.parent_id is None]
    above = next((r for r in there if r.id == parent), None)
    colour = draft.colour or (above.colour if above else PALETTE[len(siblings) % len(PALETTE)])
    taken = {r.key for r in there}
    key = clean_key(draft.key)
    key = "" if key in taken else key
    if not key and parent is None:
        key = next((k for k in KEYS if k not in taken and k not in reserved), "")
    values = {
        "schema_id": schema,
        "parent_id": parent,
        "name": name,
        "colour": clean_colour(colour),
        "key": key,
        "position": max((r.position for r in there), default=-1) + 1,
        "fact": draft.fact,
        "definition": draft.definition,
        "use": draft.use,
        "avoid": draft.avoid,
        "example": draft.example,
        "without": "\n".join(draft.without),
        "created": now(),
        "full_definition": draft.full_definition,
    }
    values["asks"], values["low"], values["high"] = clean_scale(draft.asks, draft.low, draft.high)
    values.update(_lasting(db, CODE, draft.guid))
    return int(db.execute(insert(CODE).values(**values).returning(CODE.c.id)).scalar_one())


def clean_colour(colour: str) -> str:
    """A colour as `#RRGGBB`; InputError where it is none."""
    found = re.fullmatch(r"#(?:[0-9A-F]{3}){1,2}", colour.strip().upper())
    if not found:
        raise InputError(_("“{colour}” is no colour; write it like #E69F00.").format(colour=colour))
    digits = found[0][1:]
    return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)


def clean_key(key: str) -> str:
    """A key, 1 to 9, or none; InputError for another."""
    key = key.strip()
    if key and key not in set(KEYS):
        raise InputError(_("“{key}” cannot be a key; the keys are 1 to 9.").format(key=key))
    return key


def draft_of(schema: Schema, name: str, role: str = "") -> SchemaDraft:
    """A copy of a schema under another name, for another role, ready to be changed."""
    paths = {code.id: code.path for code in schema.codes}
    return SchemaDraft(
        name,
        tuple(
            replace(as_draft(code), parent=paths.get(code.parent or 0, ""), guid="", links=()) for code in schema.codes
        ),
        schema.title,
        role,
        bands=schema.bands,
    )


def as_draft(code: Code) -> CodeDraft:
    """A code as it would be made anew."""
    return CodeDraft(
        code.name,
        code.path.rpartition(SEPARATOR)[0],
        code.colour,
        code.key,
        code.fact,
        code.definition,
        code.use,
        code.avoid,
        code.example,
        code.without,
        code.guid,
        code.full_definition,
        code.asks,
        code.low,
        code.high,
        code.links,
    )


def draft_whole(schema: Schema) -> SchemaDraft:
    """A schema as it would be made anew in another study, lasting identities and all."""
    codes = tuple(as_draft(code) for code in schema.codes)
    return SchemaDraft(schema.name, codes, schema.title, schema.role, schema.guid, schema.bands)
