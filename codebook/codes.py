"""The code tree and its schemas: made, named, coloured, moved, merged and taken away, each as one step."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select, update

from codebook.history import add_event
from codebook.memos import DIARY, STUDY, write_memo
from codebook.merging import merge_rows, take_codings
from codebook.models import CODE, CODING, READING, SCHEMA
from codebook.ranges import Band, bands_as_json, clean_bands, clean_scale
from codebook.readings import add_schema_in_use, list_readings
from codebook.schemas import (
    Code,
    CodeDraft,
    Schema,
    SchemaDraft,
    clean_colour,
    clean_key,
    clean_name,
    draft_of,
    insert_code,
    list_schemas,
)
from codebook.tree import (
    count_in,
    get_row,
    hang,
    list_below,
    list_beside,
    place_among,
    place_in,
    refuse_clash,
    set_row,
)
from corpus.errors import InputError, NotFoundError
from corpus.messages import N_, _, in_language
from corpus.store import Project

_CHANGED = {
    "definition": N_("definition changed from “{old}”"),
    "full_definition": N_("full definition changed from “{old}”"),
    "use": N_("when to use it changed from “{old}”"),
    "avoid": N_("when not to use it changed from “{old}”"),
    "example": N_("example changed from “{old}”"),
}
"""What a category's history says of each of its descriptions, when it had another before."""


def add_code(project: Project, schema: Schema, draft: CodeDraft) -> Code:
    """Make a category after those beside it; `draft.parent` is a path in the schema, empty at the top."""
    above = next((c for c in schema.codes if c.path.casefold() == draft.parent.strip().casefold()), None)
    if draft.parent.strip() and above is None:
        raise NotFoundError(
            _("“{code}” stands under “{parent}”, which is not there").format(code=draft.name, parent=draft.parent)
        )
    details = {"code": clean_name(draft.name), "schema": schema.name}
    with project.step(N_("added the category {code} to {schema}"), details) as db:
        key = insert_code(db, schema.id, above.id if above else None, draft)
    return _get(project, key)


def rename_code(project: Project, code: Code, name: str, why: str = "") -> Code:
    """Give a category another name; InputError where one beside it has that name. `why` is kept in its history."""
    name = clean_name(name)
    details = {"old": code.name, "new": name}
    with project.step(N_("renamed {old} to {new}"), details) as db:
        row = get_row(db, code.id)
        refuse_clash(db, row.schema_id, row.parent_id, name, code.id)
        if set_row(db, row, name=name):
            _note(project, db, code.id, N_("renamed from {old} to {new}"), details, why)
    return _get(project, code.id)


def recolour_code(project: Project, code: Code, colour: str, why: str = "") -> Code:
    """Give a category another colour, `#RRGGBB` or `#RGB`."""
    colour = clean_colour(colour)
    with project.step(N_("gave {code} another colour"), {"code": code.name}) as db:
        row = get_row(db, code.id)
        if set_row(db, row, colour=colour):
            details = {"old": row.colour, "new": colour}
            _note(project, db, code.id, N_("recoloured from {old} to {new}"), details, why)
    return _get(project, code.id)


def set_key(project: Project, code: Code, key: str) -> Code:
    """Give a category a key, 1–9, or none; the category of the schema that has it takes this one's key."""
    key = clean_key(key)
    what = N_("gave {code} the key {key}") if key else N_("took the key from {code}")
    with project.step(what, {"code": code.name, "key": key}) as db:
        row = get_row(db, code.id)
        if key:
            has_it = (CODE.c.schema_id == row.schema_id) & (CODE.c.key == key) & (CODE.c.id != code.id)
            db.execute(update(CODE).where(has_it).values(key=row.key))
        set_row(db, row, key=key)
    return _get(project, code.id)


def describe_code(
    project: Project,
    code: Code,
    *,
    definition: str | None = None,
    full_definition: str | None = None,
    use: str | None = None,
    avoid: str | None = None,
    example: str | None = None,
    fact: bool | None = None,
    without: Sequence[str] | None = None,
    why: str = "",
) -> Code:
    """Say what a category means; what is None stays as it is. `without` are the roles it leaves out.

    Its history keeps the words that were there before.
    """
    words = {
        "definition": definition,
        "full_definition": full_definition,
        "use": use,
        "avoid": avoid,
        "example": example,
    }
    values: dict[str, Any] = {name: text.strip() for name, text in words.items() if text is not None}
    if fact is not None:
        values["fact"] = fact
    if without is not None:
        values["without"] = "\n".join(dict.fromkeys(" ".join(r.split()) for r in without if r.strip()))
    with project.step(N_("described the category {code}"), {"code": code.name}) as db:
        row = get_row(db, code.id)
        if set_row(db, row, **values):
            _note_words(project, db, row, values, why)
    return _get(project, code.id)


def _note_words(project: Project, db: Connection, row: Any, values: dict[str, Any], why: str) -> None:
    """Keep in the history the words that were replaced; where nothing was, that it was described."""
    before = {name: getattr(row, name) for name in _CHANGED if name in values}
    replaced = [name for name, old in before.items() if old and old != values[name]]
    for name in replaced:
        _note(project, db, row.id, _CHANGED[name], {"old": before[name]}, why)
    if not replaced:
        _note(project, db, row.id, N_("described"), {}, why)


def describe_scale(
    project: Project, code: Code, asks: str, low: int | None = None, high: int | None = None, why: str = ""
) -> Code:
    """Have a category ask for a number, of a `coding` or a `participant`, or with an empty `asks` no longer.

    Numbers given before are kept. InputError where the range is upside down.
    """
    asks, low, high = clean_scale(asks, low, high)
    with project.step(N_("said what number {code} asks for"), {"code": code.name}) as db:
        if set_row(db, get_row(db, code.id), asks=asks, low=low, high=high):
            _note(project, db, code.id, N_("described"), {}, why)
    return _get(project, code.id)


def set_schema_bands(project: Project, schema: Schema, bands: Sequence[Band]) -> Schema:
    """Name the ranges of a schema's sum, each by its lowest."""
    with project.step(N_("named the bands of {schema}"), {"schema": schema.name}) as db:
        cleaned = clean_bands(bands)
        if cleaned != schema.bands:
            db.execute(update(SCHEMA).where(SCHEMA.c.id == schema.id).values(bands=bands_as_json(cleaned)))
    return _get_schema(project, schema.id)


def move_code(
    project: Project, code: Code, parent: Code | None = None, position: int | None = None, why: str = ""
) -> Code:
    """Move a category with all below it under another, or to the top of its schema where `parent` is None.

    `position` counts the categories that shall stand before it there; None is last. `parent` may be of
    another schema; keys taken there are lost. InputError where it would come under itself or beside its name.
    """
    details = {"code": code.name, "parent": parent.name if parent else code.schema}
    with project.step(N_("moved {code} to {parent}"), details) as db:
        row = get_row(db, code.id)
        target = get_row(db, parent.id) if parent else None
        if target is not None and target.id in list_below(db, code.id):
            raise InputError(_("“{code}” cannot be moved under itself.").format(code=code.name))
        schema, above = (target.schema_id, target.id) if target else (row.schema_id, None)
        refuse_clash(db, schema, above, row.name, code.id)
        old = place_in(db, code.id)
        hang(db, row, schema, above)
        place_among(db, schema, above, code.id, position)
        if (new := place_in(db, code.id)) != old:
            _note(project, db, code.id, N_("moved from {old} to {new}"), {"old": old, "new": new}, why)
    return _get(project, code.id)


def merge_codes(project: Project, code: Code, into: Code, why: str = "") -> Code:
    """Make two categories one: `into` takes the codings and sub-categories of `code`, which goes.

    Where a coder has both on the same passage, the two codings become one: flags united, gists joined by
    " / ", notes kept. Sub-categories of equal name are merged too. Summaries, scores, links, questions, themes, notes
    and history come along. The schemas may differ. What describes `code` goes with it.
    """
    with project.step(N_("merged {code} into {into}"), {"code": code.name, "into": into.name}) as db:
        if get_row(db, into.id).id in list_below(db, code.id):
            raise InputError(_("“{code}” cannot be merged into itself or a category below it.").format(code=code.name))
        old = place_in(db, code.id)
        merge_rows(db, get_row(db, code.id), get_row(db, into.id))
        _note(project, db, into.id, N_("merged from {code}"), {"code": old}, why)
    return _get(project, into.id)


def split_code(
    project: Project, code: Code, parts: Mapping[str, Collection[int]], *, beside: bool = False, why: str = ""
) -> list[Code]:
    """Make new categories of some of a category's codings, by key; what is not named stays where it is.

    `parts` names the new categories, each with the codings that go to it: sub-categories, or with `beside` those
    beside it. One of that name that is there already takes them. New ones take over roles left out, fact and scale.
    InputError where a coding is not the category's own, or is given to two.
    """
    names = {clean_name(name): set(keys) for name, keys in parts.items()}
    if not names:
        raise InputError(_("Say what the new categories are called."))
    times = Counter(key for keys in names.values() for key in keys)
    with project.step(N_("split {code} into {parts}"), {"code": code.name, "parts": ", ".join(names)}) as db:
        row, old = get_row(db, code.id), place_in(db, code.id)
        own = {coding.id: coding for coding in db.execute(select(CODING).where(CODING.c.code_id == code.id))}
        for key, count in times.items():
            if key not in own or count > 1:
                raise InputError(_("Passage {number} is not one that can go to one new category.").format(number=key))
        made = []
        for name, keys in names.items():
            part = _part_of(db, row, name, beside)
            take_codings(db, [own[key] for key in keys], part)
            _note(project, db, part, N_("split from {code}"), {"code": old}, why)
            made.append(part)
        _note(project, db, code.id, N_("split into {parts}"), {"parts": ", ".join(names)}, why)
    return [_get(project, key) for key in made]


def _part_of(db: Connection, row: Any, name: str, beside: bool) -> int:
    """The key of the category a part goes to, made last where it is not there."""
    parent = row.parent_id if beside else row.id
    there = (r.id for r in list_beside(db, row.schema_id, parent) if r.name.casefold() == name.casefold())
    if (found := next(there, None)) is not None:
        if found == row.id:
            raise InputError(_("There is a category “{name}” there already.").format(name=name))
        return int(found)
    key = insert_code(db, row.schema_id, parent, CodeDraft(name, fact=bool(row.fact)))
    set_row(db, get_row(db, key), without=row.without, asks=row.asks, low=row.low, high=row.high)
    return key


def count_codings(project: Project, code: Code) -> int:
    """How many codings a category and all below it have: what deleting it would take away."""
    with project.read() as db:
        return count_in(db, list_below(db, code.id))


def delete_code(project: Project, code: Code, why: str = "") -> int:
    """Delete a category with all below it; returns how many codings went with them.

    The history of the one above it says so; of one at the top, where it held something or a why is given, the diary.
    """
    with project.step(N_("deleted the category {code}"), {"code": code.name}) as db:
        row = get_row(db, code.id)
        gone = count_in(db, list_below(db, row.id))
        place = place_in(db, row.id)
        db.execute(delete(CODE).where(CODE.c.id == code.id))
        if row.parent_id is not None:
            _note(project, db, row.parent_id, N_("sub-category {code} deleted"), {"code": row.name}, why)
        elif gone or why.strip():
            _write_in_diary(project, N_("Deleted the category {code}"), place, why)
    return gone


def delete_schema(project: Project, schema: Schema, why: str = "") -> int:
    """Delete a schema with its categories; returns how many codings went. A reading that had no other goes too.

    Where it held something or a why is given, the diary says so.
    """
    alone = [reading.id for reading in list_readings(project) if reading.schemas == (schema.id,)]
    with project.step(N_("deleted the schema {schema}"), {"schema": schema.name}) as db:
        db.execute(delete(READING).where(READING.c.id.in_(alone)))
        inside = db.scalars(select(CODE.c.id).where(CODE.c.schema_id == schema.id)).all()
        gone = count_in(db, inside)
        db.execute(delete(SCHEMA).where(SCHEMA.c.id == schema.id))
        if gone or why.strip():
            _write_in_diary(project, N_("Deleted the schema {code}"), schema.name, why)
    return gone


def _note(project: Project, db: Connection, code: int, what: str, details: Mapping[str, Any], why: str) -> None:
    add_event(db, code, what, details, why, project.coder_name(db))


def _write_in_diary(project: Project, what: str, place: str, why: str) -> None:
    """Say in the diary, in the study's language, what went and why: it has no history left to say it in."""
    with in_language(project.language):
        told = _(what).format(code=place)
    why = " ".join(why.split())
    write_memo(project, STUDY, f"{told}: {why}" if why else f"{told}.", DIARY)


def rename_schema(project: Project, schema: Schema, name: str) -> Schema:
    """Give a schema another name; InputError where another schema has it."""
    name = clean_name(name)
    with project.step(N_("renamed {old} to {new}"), {"old": schema.name, "new": name}) as db:
        if any(s.id != schema.id and s.name.casefold() == name.casefold() for s in list_schemas(project)):
            raise InputError(_("There is a schema {name} already.").format(name=name))
        _set_schema(db, schema, name=name)
    return _get_schema(project, schema.id)


def set_schema_role(project: Project, schema: Schema, role: str) -> Schema:
    """Say which role a schema is for; empty is every role."""
    role = " ".join(role.split())
    what = N_("{schema} is for {role}") if role else N_("{schema} is for every role")
    with project.step(what, {"schema": schema.name, "role": role}) as db:
        _set_schema(db, schema, role=role)
    return _get_schema(project, schema.id)


def copy_schema(project: Project, schema: Schema, name: str, role: str = "") -> Schema:
    """Copy a schema's categories, without codings, under another name and for another role, and use it."""
    name = clean_name(name)
    with project.step(N_("copied the schema {schema} as {copy}"), {"schema": schema.name, "copy": name}):
        if any(known.name.casefold() == name.casefold() for known in list_schemas(project)):
            raise InputError(_("There is a schema {name} already.").format(name=name))
        draft: SchemaDraft = draft_of(schema, name, " ".join(role.split()))
        return add_schema_in_use(project, draft)


def _get(project: Project, key: int) -> Code:
    return next(code for schema in list_schemas(project) for code in schema.codes if code.id == key)


def _get_schema(project: Project, key: int) -> Schema:
    return next(schema for schema in list_schemas(project) if schema.id == key)


def _set_schema(db: Connection, schema: Schema, **values: str) -> None:
    changed = {name: value for name, value in values.items() if getattr(schema, name) != value}
    if changed:
        db.execute(update(SCHEMA).where(SCHEMA.c.id == schema.id).values(**changed))
