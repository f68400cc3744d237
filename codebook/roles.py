"""Whose a schema is: its role, and whether anybody in the study has it."""

from dataclasses import replace

from codebook.builtins import twin_roles
from codebook.schemas import SchemaDraft
from corpus.participants import list_participants, list_roles
from corpus.store import Project


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


def fit_to_study(project: Project, draft: SchemaDraft, role: str) -> SchemaDraft:
    """A schema for a role, the roles its categories leave out called as the study calls them."""
    codes = tuple(
        replace(code, without=tuple((is_nobodys(project, r) and likely_role(project, r)) or r for r in code.without))
        if code.without
        else code
        for code in draft.codes
    )
    return replace(draft, role=role, codes=codes)
