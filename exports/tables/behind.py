"""What lies behind a number: the filters that find exactly the passages it counts."""

from dataclasses import replace

from codebook.schemas import get_schema
from corpus.participants import Participant, list_participants
from corpus.store import Project
from corpus.transcripts import list_transcripts
from exports.tables.filters import NO_ROLE, Filters, look_up
from exports.tables.frequencies import ALL, Frequency, as_group


def filters_behind(
    project: Project, row: Frequency, by: str = "role", filters: Filters | None = None
) -> Filters | None:
    """The filters for the passages one number counts, `by` and `filters` being those it was counted with.

    None where the number counts nobody: the category or its schema leaves the group out.
    """
    filters = filters or Filters()
    chosen = look_up(project, filters)
    role = get_schema(project, row.schema).role.casefold()
    left_out = {name.casefold() for name in row.code.without}
    heard = {
        label
        for transcript in list_transcripts(project)
        if chosen.transcripts is None or transcript.id in chosen.transcripts
        for label in transcript.participants
    }
    people = tuple(
        person.label
        for person in list_participants(project)
        if person.label in heard
        and chosen.takes_role(person.role or NO_ROLE)
        and (chosen.participants is None or person.label in chosen.participants)
        and (not role or person.role.casefold() == role)
        and person.role.casefold() not in left_out
        and row.group in (ALL, group_of(person, by))
    )
    if not people:
        return None
    return replace(filters, schema=(row.schema,), code=(row.code.path,), participant=people, role=(), reading=())


def group_of(person: Participant, by: str) -> str:
    """The group a participant is counted in; `–` without one."""
    if by == "role":
        return person.role or NO_ROLE
    if by == "participant":
        return as_group(person.label) or NO_ROLE
    wanted = by.casefold()
    value = next((value for name, value in person.attributes.items() if name.casefold() == wanted), "")
    return as_group(value) or NO_ROLE
