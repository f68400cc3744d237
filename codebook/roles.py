"""Whose a schema is: its role, and whether anybody in the study has it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from codebook.builtins import twin_roles
from codebook.codings import CodingDraft
from codebook.schemas import Code, Schema, SchemaDraft, list_schemas
from corpus.messages import ngettext
from corpus.participants import list_participants, list_roles
from corpus.store import Project
from corpus.transcripts import list_transcripts


def heard_roles(project: Project) -> list[str]:
    """The roles somebody has, in the study's order."""
    had = {person.role for person in list_participants(project)}
    return [role for role in list_roles(project) if role in had]


def is_nobodys(project: Project, role: str) -> bool:
    """Whether a role is named that nobody has, in a study whose participants have roles."""
    heard = {known.casefold() for known in heard_roles(project)}
    return bool(role and heard) and role.casefold() not in heard


def likely_role(project: Project, role: str) -> str:
    """The study's role that means the same in the other language; empty where there is none."""
    heard = {known.casefold(): known for known in heard_roles(project)}
    return heard.get(twin_roles().get(role.casefold(), "").casefold(), "")


def is_counted(schema: Schema, code: Code, roles: Sequence[str]) -> bool:
    """Whether a category is counted for somebody in an interview of these roles; a role not set yet may be any."""
    return not roles or any(
        not role
        or (
            (not schema.role or role.casefold() == schema.role.casefold())
            and role.casefold() not in {name.casefold() for name in code.without}
        )
        for role in roles
    )


def say_uncounted(project: Project, drafts: Sequence[CodingDraft]) -> list[str]:
    """A sentence for each category put on interviews of a role that it, or its schema, is not for."""
    codes = {code.id: (schema, code) for schema in list_schemas(project) for code in schema.codes}
    roles = {transcript.id: transcript.roles for transcript in list_transcripts(project)}
    found: dict[tuple[str, str, str], int] = {}
    for (transcript, key), number in Counter((draft.transcript, draft.code) for draft in drafts).items():
        schema, code = codes[key]
        if not is_counted(schema, code, roles[transcript]):
            place = (schema.name, code.path, ", ".join(dict.fromkeys(roles[transcript])))
            found[place] = found.get(place, 0) + number
    return [
        ngettext(
            "{schema}: {code} leaves out {role}: {n} passage is coded but not counted.",
            "{schema}: {code} leaves out {role}: {n} passages are coded but not counted.",
            number,
        ).format(schema=name, code=path, role=role, n=number)
        for (name, path, role), number in found.items()
    ]


def fit_to_study(project: Project, draft: SchemaDraft, role: str) -> SchemaDraft:
    """A schema for a role, the roles its categories leave out called as the study calls them."""
    codes = tuple(
        replace(code, without=tuple((is_nobodys(project, r) and likely_role(project, r)) or r for r in code.without))
        if code.without
        else code
        for code in draft.codes
    )
    return replace(draft, role=role, codes=codes)
