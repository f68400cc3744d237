"""The filters every table and export understands, and the one coder whose codings are counted."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

from codebook.codings import FLAGS, ORIGINS, list_coders
from codebook.readings import get_reading
from codebook.schemas import Schema, find_codes, get_code, get_schema, list_schemas
from corpus.errors import InputError, NotFoundError
from corpus.messages import _
from corpus.names import find_named
from corpus.participants import as_kind, get_participant, list_attributes, list_participants, list_roles
from corpus.store import Project
from corpus.transcripts import get_transcript

T = TypeVar("T")
NO_ROLE = "–"
"""The group of participants without a role."""
_WORDS = re.compile(r'"([^"]+)"|«([^»]+)»|“([^”]+)”|(\S+)')


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; an empty tuple asks for everything. Names are as the user gave them.

    Of several values of one kind any will do; kinds narrow one another. `attribute` is `name=value` (several names
    narrow one another too), `text` words that a passage holds, all of one text; `since` and `until` are days (ISO 8601,
    UTC, both included) on which a passage was coded; `quote` takes only those chosen as quotes; `exact` leaves out
    the sub-categories of the categories named.
    """

    role: tuple[str, ...] = ()
    participant: tuple[str, ...] = ()
    transcript: tuple[str, ...] = ()
    schema: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    coder: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    attribute: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    quote: bool = False
    exact: bool = False


def to_values(filters: Filters) -> dict[str, Any]:
    """Filters as they are kept in JSON: only what is asked for, lists of names."""
    values = {field.name: getattr(filters, field.name) for field in fields(Filters)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


def from_values(values: Mapping[str, Any]) -> Filters:
    """Filters from what was kept; what this program does not know is passed over."""
    found: dict[str, Any] = {}
    for field in fields(Filters):
        value = values.get(field.name)
        if isinstance(value, list) and isinstance(field.default, tuple):
            found[field.name] = tuple(str(item) for item in value)
        elif isinstance(field.default, (str, bool)) and type(value) is type(field.default):
            found[field.name] = value
    return Filters(**found)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Filters looked up in a study: None asks for everything, a set for its members only.

    `codes` includes the sub-categories of those named, unless `exact`. `schemas` are those asked for, in order.
    `participants` are those named who have the attributes asked for. `texts` are alternatives, each the words that a
    passage must hold, casefolded. `since` and `until` are ISO days, empty for any;
    `narrowed` says that not every schema is asked for.
    """

    roles: frozenset[str] | None
    participants: frozenset[str] | None
    transcripts: frozenset[int] | None
    codes: frozenset[int] | None
    coders: frozenset[str] | None
    flags: frozenset[str] | None
    schemas: tuple[Schema, ...]
    origins: frozenset[str] | None = None
    texts: tuple[tuple[str, ...], ...] = ()
    since: str = ""
    until: str = ""
    quote: bool = False
    narrowed: bool = False

    def takes_role(self, role: str) -> bool:
        """Whether a participant's role is asked for."""
        return self.roles is None or role.casefold() in self.roles


def look_up(project: Project, filters: Filters) -> Chosen:
    """Look filters up in a study; NotFoundError or InputError for a name it does not have."""
    schemas = _schemas(project, filters)
    for flag in filters.flag:
        if flag not in FLAGS:
            raise InputError(_("{flag} is no flag; the flags are {flags}.").format(flag=flag, flags=", ".join(FLAGS)))
    for origin in filters.origin:
        if origin not in ORIGINS:
            raise InputError(
                _("{origin} is no origin; the origins are {origins}.").format(origin=origin, origins=", ".join(ORIGINS))
            )
    return Chosen(
        _roles(project, filters.role),
        _people(project, filters),
        _some(get_transcript(project, name).id for name in filters.transcript),
        _some(key for name in filters.code for key in _meant(project, schemas, name, exact=filters.exact)),
        _coders(project, filters.coder),
        _some(filters.flag),
        schemas,
        _some(filters.origin),
        tuple(words_of(text) for text in filters.text if text.strip()),
        read_day(filters.since),
        read_day(filters.until),
        filters.quote,
        bool(filters.schema or filters.reading),
    )


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text asked for, as they are compared; what stands in quotation marks is one."""
    found = [next(group for group in match.groups() if group) for match in _WORDS.finditer(text)]
    return tuple(word for word in map(fold, found) if word)


def fold(text: str) -> str:
    """A text as it is compared: in one case, composed, its white space folded."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def read_day(day: str) -> str:
    """A day as ISO 8601; InputError where it is none, nothing for nothing."""
    if not day.strip():
        return ""
    try:
        return date.fromisoformat(as_kind(day, "date")).isoformat()
    except ValueError:
        raise InputError(_("“{day}” is no day; write it like 2026-03-31.").format(day=day)) from None


def _people(project: Project, filters: Filters) -> frozenset[str] | None:
    """The participants asked for by name and by attribute; None where everybody is."""
    named = _some(get_participant(project, name).label for name in filters.participant)
    if not filters.attribute:
        return named
    known = {attribute.name.casefold(): attribute for attribute in list_attributes(project)}
    wanted: dict[str, set[str]] = {}
    for asked in filters.attribute:
        name, sign, value = (part.strip() for part in asked.partition("="))
        attribute = known.get(name.casefold())
        if attribute is None or not sign:
            raise NotFoundError(
                _("“{asked}” names no background; write it like {name}=value (the study has: {known}).").format(
                    asked=asked,
                    name=next(iter(known.values())).name if known else "kontor",
                    known=", ".join(a.name for a in known.values()) or _("none yet"),
                )
            )
        wanted.setdefault(attribute.name, set()).add(_stored(value, attribute.kind).casefold())
    return frozenset(
        person.label
        for person in list_participants(project)
        if (named is None or person.label in named)
        and all(person.attributes.get(name, NO_ROLE).casefold() in values for name, values in wanted.items())
    )


def _stored(value: str, kind: str) -> str:
    """A value as it would be stored; one that does not fit is nobody's."""
    try:
        return as_kind(value, kind)
    except ValueError:
        return value


def _some(items: Iterable[T]) -> frozenset[T] | None:
    return frozenset(items) or None


def _schemas(project: Project, filters: Filters) -> tuple[Schema, ...]:
    schemas = list_schemas(project)
    if filters.schema:
        wanted = {get_schema(project, name).id for name in filters.schema}
        schemas = [schema for schema in schemas if schema.id in wanted]
    if filters.reading:
        used = {key for name in filters.reading for key in get_reading(project, name).schemas}
        schemas = [schema for schema in schemas if schema.id in used]
    return tuple(schemas)


def _roles(project: Project, names: Sequence[str]) -> frozenset[str] | None:
    if not names:
        return None
    known = {role.casefold(): role for role in list_roles(project)} | {NO_ROLE: NO_ROLE}
    for name in names:
        if name.strip().casefold() not in known:
            raise NotFoundError(
                _("The study has no role {name} (it has: {known}).").format(
                    name=name, known=", ".join(list_roles(project)) or _("none yet")
                )
            )
    return _some(name.strip().casefold() for name in names)


def _coders(project: Project, names: Sequence[str]) -> frozenset[str] | None:
    if not names:
        return None
    known = list_coders(project)
    found = [find_named(known, name, str) for name in names]
    for name, coder in zip(names, found, strict=True):
        if coder is None:
            raise NotFoundError(
                _("The study has no coder {name} (it has: {known}).").format(
                    name=name, known=", ".join(known) or _("none yet")
                )
            )
    return _some(coder for coder in found if coder is not None)


def _meant(project: Project, schemas: Sequence[Schema], name: str, *, exact: bool) -> Iterable[int]:
    """The keys of the categories a name means, with those below them unless `exact`."""
    found = find_codes(schemas, name)
    if not found and find_codes(list_schemas(project), name):
        asked = ", ".join(schema.name for schema in schemas) or _("none")
        raise NotFoundError(
            _("The category “{code}” is in no schema that is asked for ({schemas}).").format(code=name, schemas=asked)
        )
    if not found:
        get_code(schemas, name)
    for code in found:
        schema = next(schema for schema in schemas if schema.name == code.schema)
        yield from (code.id,) if exact else schema.descendants(code)


def one_coder(project: Project, chosen: Chosen) -> str | None:
    """The one coder whose codings are counted; None where nobody has coded yet.

    Raises InputError where several have: codings by several coders are never added up.
    """
    coded = list_coders(project)
    if chosen.coders is not None:
        coded = [name for name in coded if name in chosen.coders] or sorted(chosen.coders)
    if len(coded) > 1:
        raise InputError(
            _("Several people have coded ({coders}); their passages are never added up: name one with --coder.").format(
                coders=", ".join(coded)
            )
        )
    return coded[0] if coded else None
