"""The filters every table and export understands, and the one coder whose codings are counted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from codebook.codings import FLAGS, list_coders
from codebook.readings import get_reading
from codebook.schemas import Schema, find_codes, get_code, get_schema, list_schemas
from corpus.errors import InputError, NotFoundError
from corpus.messages import _
from corpus.names import find_named
from corpus.participants import get_participant, list_roles
from corpus.store import Project
from corpus.transcripts import get_transcript

T = TypeVar("T")
NO_ROLE = "–"
"""The group of participants without a role."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; an empty tuple asks for everything. Names are as the user gave them."""

    role: tuple[str, ...] = ()
    participant: tuple[str, ...] = ()
    transcript: tuple[str, ...] = ()
    schema: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    coder: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Filters looked up in a study: None asks for everything, a set for its members only.

    `codes` includes the sub-categories of those named. `schemas` are those asked for, in order.
    """

    roles: frozenset[str] | None
    participants: frozenset[str] | None
    transcripts: frozenset[int] | None
    codes: frozenset[int] | None
    coders: frozenset[str] | None
    flags: frozenset[str] | None
    schemas: tuple[Schema, ...]

    def takes_role(self, role: str) -> bool:
        """Whether a participant's role is asked for."""
        return self.roles is None or role.casefold() in self.roles


def look_up(project: Project, filters: Filters) -> Chosen:
    """Look filters up in a study; NotFoundError or InputError for a name it does not have."""
    schemas = _schemas(project, filters)
    for flag in filters.flag:
        if flag not in FLAGS:
            raise InputError(_("{flag} is no flag; the flags are {flags}.").format(flag=flag, flags=", ".join(FLAGS)))
    return Chosen(
        _roles(project, filters.role),
        _some(get_participant(project, name).label for name in filters.participant),
        _some(get_transcript(project, name).id for name in filters.transcript),
        _some(key for name in filters.code for key in _with_descendants(schemas, name)),
        _coders(project, filters.coder),
        _some(filters.flag),
        schemas,
    )


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


def _with_descendants(schemas: Sequence[Schema], name: str) -> Iterable[int]:
    found = find_codes(schemas, name)
    if not found:
        get_code(schemas, name)
    for code in found:
        schema = next(schema for schema in schemas if schema.name == code.schema)
        yield from schema.descendants(code)


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
