"""Frequencies: every category of every schema × every group, zeros included, people first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from codebook.cells import NOT_ASKED, cell_meanings, list_cells
from codebook.readings import READ, list_readings
from codebook.roles import is_nobodys
from codebook.schemas import Code, Schema
from corpus.errors import InputError
from corpus.messages import _, in_interface_language
from corpus.participants import (
    NO_VALUE,
    Participant,
    is_everyone,
    list_attributes,
    list_participants,
    list_roles,
    natural_key,
)
from corpus.store import Project
from corpus.transcripts import Transcript, list_transcripts
from exports.tables.counting import Counts, count_covered, cover
from exports.tables.filters import NO_ROLE, Chosen, Filters, look_up, one_coder
from exports.tables.sampling import sampling_notes
from exports.values import Cell, Column, FrequencyPage, FrequencyRow, RoleCell, Table

ALL = "all"


@dataclass(frozen=True, slots=True)
class Frequency:
    """One category in one group. `of` is 0 where the schema or the category leaves the group out.

    `not_asked` counts those without a passage whose cell in the matrix, or that of a category above, says that they
    were not asked.
    """

    schema: str
    code: Code
    group: str
    informants: int
    of: int
    segments: int
    words: int
    not_asked: int = 0

    @property
    def share(self) -> float:
        """Informants out of those who could have spoken of it, 0–1."""
        return self.informants / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The frequencies of a study: rows by schema, category and group; group names in order, `all` last.

    `notes` are of each schema; `sampling` says why participants were recruited, where that was noted.
    """

    rows: tuple[Frequency, ...]
    groups: tuple[str, ...]
    schemas: tuple[Schema, ...]
    notes: Mapping[str, tuple[str, ...]]
    sampling: tuple[str, ...] = ()


def count_frequencies(project: Project, filters: Filters | None = None, by: str = "role") -> Frequencies:
    """Count every category of the schemas asked for, by `role`, `participant` or an attribute's name.

    Only participants who have an interview count; those without a role or value form the group `–`. Raises InputError
    where several coders have coded and none is named, or `by` names nothing.
    """
    chosen = look_up(project, filters or Filters())
    coder = one_coder(project, chosen)
    transcripts = [t for t in list_transcripts(project) if chosen.transcripts is None or t.id in chosen.transcripts]
    heard = {label for transcript in transcripts for label in transcript.participants}
    people = [
        person
        for person in list_participants(project)
        if person.label in heard
        and chosen.takes_role(person.role or NO_ROLE)
        and (chosen.participants is None or person.label in chosen.participants)
    ]
    groups = _group(project, people, by)
    counts = _count(project, chosen, coder, transcripts)
    meanings = cell_meanings(list_cells(project), chosen.schemas)
    rows = tuple(
        row for schema in chosen.schemas for row in _count_schema(schema, chosen, groups, people, (counts, meanings))
    )
    notes = {
        schema.name: (*_role_notes(project, schema), *_reading_notes(project, schema, transcripts))
        for schema in chosen.schemas
    }
    sampling = sampling_notes(project, (person.label for person in people))
    return Frequencies(rows, (*groups, ALL), chosen.schemas, notes, sampling)


def _group(project: Project, people: Sequence[Participant], by: str) -> dict[str, set[str]]:
    """Labels by group, in the groups' order; those without one last."""
    name: Callable[[Participant], str]
    if by == "role":
        order = list_roles(project)
        name = lambda person: person.role  # noqa: E731
    elif by == "participant":
        order = [as_group(person.label) for person in people]
        name = lambda person: as_group(person.label)  # noqa: E731
    else:
        known = {attribute.name.casefold(): attribute.name for attribute in list_attributes(project)}
        if by.casefold() not in known:
            with in_interface_language():
                raise InputError(
                    _("{by} is neither role, participant nor an attribute (there are: {known}).").format(
                        by=by, known=", ".join(known.values()) or _("none yet")
                    )
                )
        attribute = known[by.casefold()]
        name = lambda person: as_group(person.attributes.get(attribute, ""))  # noqa: E731
        order = sorted({name(person) for person in people} - {""}, key=natural_key)
    groups = {key: {person.label for person in people if name(person) == key} for key in order}
    if any(not name(person) for person in people):
        groups[NO_ROLE] = {person.label for person in people if not name(person)}
    return {key: members for key, members in groups.items() if members}


def as_group(value: str) -> str:
    """What the group of a label or background is called, empty for none.

    Earlier studies may hold values that tables use for everybody and for nobody's group.
    """
    if value in NO_VALUE:
        return ""
    return f"“{value}”" if is_everyone(value) else value


def _count(project: Project, chosen: Chosen, coder: str | None, transcripts: Sequence[Transcript]) -> Counts:
    if coder is None:
        return {}
    inside = {transcript.id for transcript in transcripts}
    with project.read() as db:
        rows = db.exec_driver_sql(
            'SELECT c.id, c.transcript_id, c."start", c."end", c.code_id, c.flags FROM coding c '
            "JOIN coder k ON k.id = c.coder_id WHERE k.name = ?",
            (coder,),
        ).fetchall()
        codings = [
            (key, transcript, start, end, code)
            for key, transcript, start, end, code, flags in rows
            if transcript in inside and (chosen.flags is None or chosen.flags & set(flags.split(";")))
        ]
        return cover(db, codings, {t.id: t.participants for t in transcripts})


def _count_schema(
    schema: Schema,
    chosen: Chosen,
    groups: Mapping[str, set[str]],
    people: Sequence[Participant],
    found: tuple[Counts, Mapping[int, Mapping[str, str]]],
) -> Iterator[Frequency]:
    counts, meanings = found
    for code in schema.codes:
        if chosen.codes is not None and code.id not in chosen.codes:
            continue
        below = schema.descendants(code)
        silent = {label for label, status in meanings[code.id].items() if status == NOT_ASKED}
        left_out = {role.casefold() for role in code.without}
        meant = {
            person.label
            for person in people
            if (not schema.role or person.role.casefold() == schema.role.casefold())
            and person.role.casefold() not in left_out
        }
        everyone = {person.label for person in people}
        for group, members in {**groups, ALL: everyone}.items():
            counted = members & meant
            informants, segments, words = count_covered(below, counted, counts)
            unasked = [p for p in counted & silent if not any((c, p) in counts for c in below)]
            yield Frequency(schema.name, code, group, informants, len(counted), segments, words, len(unasked))


def _role_notes(project: Project, schema: Schema) -> Iterator[str]:
    """That nobody can be counted under a schema whose role nobody has."""
    if is_nobodys(project, schema.role):
        yield _("Nobody has the role “{role}”, which {schema} is for.").format(role=schema.role, schema=schema.name)


def _reading_notes(project: Project, schema: Schema, transcripts: Sequence[Transcript]) -> Iterator[str]:
    """How many interviews are read in the readings that use a schema, where some are not."""
    meant = [
        t for t in transcripts if not schema.role or any(role.casefold() == schema.role.casefold() for role in t.roles)
    ]
    for reading in list_readings(project):
        if schema.id not in reading.schemas or not meant:
            continue
        read = sum(reading.status(t.id) == READ for t in meant)
        if read < len(meant):
            yield _("{read} of {of} interviews read in reading {reading}: preliminary.").format(
                read=read, of=len(meant), reading=reading.name
            )
        else:
            yield _("All {of} interviews are read in reading {reading}.").format(of=len(meant), reading=reading.name)


def frequency_table(frequencies: Frequencies) -> Table:
    """Tidy rows: `schema,code,path,group,informants,of,share,segments,words`."""
    columns = (
        Column("schema", _("schema")),
        Column("code", _("category")),
        Column("path", _("path")),
        Column("group", _("group"), said={ALL: _("all")}),
        Column("informants", _("participants"), "int"),
        Column("of", _("of"), "int"),
        Column("share", _("share"), "share"),
        Column("segments", _("passages"), "int"),
        Column("words", _("words"), "int"),
    )
    rows = tuple(_tidy(row) for row in frequencies.rows)
    notes = tuple(dict.fromkeys(f"{s}: {n}" for s, found in frequencies.notes.items() for n in found))
    return Table(_("Frequencies"), columns, rows, (*notes, *frequencies.sampling))


def _tidy(row: Frequency) -> tuple[Cell, ...]:
    head: tuple[Cell, ...] = (row.schema, row.code.name, row.code.path, row.group)
    if not row.of:
        return (*head, None, None, None, None, None)
    return (*head, row.informants, row.of, row.share, row.segments, row.words)


def frequency_pages(frequencies: Frequencies, show: frozenset[str] = frozenset()) -> list[FrequencyPage]:
    """The tables for the thesis, one a schema: informants per group, N in the head.

    Groups a schema has nothing to do with are left out of its table.
    """
    return [_page(schema, frequencies, show) for schema in frequencies.schemas]


def _page(schema: Schema, frequencies: Frequencies, show: frozenset[str]) -> FrequencyPage:
    by_code: dict[int, dict[str, Frequency]] = {}
    for row in frequencies.rows:
        if row.schema == schema.name:
            by_code.setdefault(row.code.id, {})[row.group] = row
    sizes = {group: max((cells[group].of for cells in by_code.values()), default=0) for group in frequencies.groups}
    groups = [group for group in frequencies.groups if sizes[group]]
    if len(groups) == 2:
        groups = groups[:1]
    rows = tuple(
        FrequencyRow(code.path, code.depth, code.fact, tuple(_cell(by_code[code.id][g]) for g in groups))
        for code in schema.codes
        if code.id in by_code
    )
    heads = tuple((_("all") if group == ALL else group, sizes[group]) for group in groups)
    meaning = _("The numbers are participants, not statements; they show spread in the sample, not weight.")
    notes = (meaning, *frequencies.notes[schema.name], *frequencies.sampling)
    return FrequencyPage(schema.name, schema.title or schema.name, heads, rows, notes, show)


def _cell(row: Frequency) -> RoleCell:
    if not row.of:
        return RoleCell(None, 0, None, None)
    return RoleCell(row.informants, row.of, row.segments, row.words, row.not_asked)
