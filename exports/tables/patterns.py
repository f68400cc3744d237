"""Patterns: n of N for each category and group with the words that fit, and roles side by side across schemas."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from codebook.cells import list_cells
from codebook.links import PARALLEL, SAME, linked_to, list_links
from codebook.schemas import Code
from codebook.thresholds import Thresholds, get_thresholds
from corpus.messages import _
from corpus.participants import list_roles
from corpus.store import Project
from exports.tables.behind import group_of
from exports.tables.filters import NO_ROLE, Filters
from exports.tables.frequencies import ALL, Frequencies, Frequency, count_frequencies
from exports.tables.material import Material, gather
from exports.tables.quantifiers import WORD_TEXTS, words_for
from exports.tables.sampling import sampling_notes
from exports.tables.voices import unasked
from exports.values import Cell, Column, Table


@dataclass(frozen=True, slots=True)
class Pattern:
    """One category in one group: the count, how many of those silent were never asked, and the words that fit."""

    row: Frequency
    unasked: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of a study, in the order of the frequencies they come from."""

    rows: tuple[Pattern, ...]
    frequencies: Frequencies


@dataclass(frozen=True, slots=True)
class AlignedCell:
    """One role's part of aligned categories: informants of those who could speak, and the codings behind."""

    role: str
    informants: int
    of: int
    codings: frozenset[int]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Categories that ask the same of different roles (`same`), or nearly (`parallel`), with a cell a role."""

    kind: str
    codes: tuple[Code, ...]
    cells: tuple[AlignedCell, ...]

    @property
    def name(self) -> str:
        """The categories' names, once where they are alike, else with = or ≈ between."""
        names = tuple(dict.fromkeys(code.name for code in self.codes))
        return (" = " if self.kind == SAME else " ≈ ").join(names)


def find_patterns(project: Project, filters: Filters | None = None, by: str = "role") -> Patterns:
    """Count by role, participant or a background, with the words for each count; raises as count_frequencies does."""
    frequencies = count_frequencies(project, filters, by)
    return with_words(project, frequencies, filters, by)


def with_words(
    project: Project, frequencies: Frequencies, filters: Filters | None = None, by: str = "role"
) -> Patterns:
    """The words for frequencies that are counted already."""
    thresholds = get_thresholds(project)
    silent = _unasked_by_group(project, filters, by)
    rows = tuple(
        Pattern(row, missing, words_for(row.informants, row.of, thresholds, missing))
        for row in frequencies.rows
        for missing in (silent.get((row.code.id, row.group), 0),)
    )
    return Patterns(rows, frequencies)


def _unasked_by_group(project: Project, filters: Filters | None, by: str) -> Mapping[tuple[int, str], int]:
    """How many do not speak of a category because they were never asked, by its key and group."""
    if not any(cell.status for cell in list_cells(project)):
        return {}
    material = gather(project, filters)
    found: dict[tuple[int, str], int] = {}
    for key, labels in unasked(project, material).items():
        for person in material.meant(material.codes[key]) if key in material.codes else ():
            if person.label in labels:
                for group in (group_of(person, by), ALL):
                    found[key, group] = found.get((key, group), 0) + 1
    return found


def patterns_table(patterns: Patterns) -> Table:
    """Tidy rows: `schema,code,path,group,informants,of,share,segments,words,not_asked,said`.

    `said` are the words that fit, joined by `;`, the most telling first.
    """
    columns = (
        Column("schema", _("schema")),
        Column("code", _("category")),
        Column("path", _("path")),
        Column("group", _("group"), said={ALL: _("all")}),
        Column("informants", _("speak of it"), "int"),
        Column("of", _("of"), "int"),
        Column("share", _("share"), "share"),
        Column("segments", _("passages"), "int"),
        Column("words", _("words"), "int"),
        Column("not_asked", _("not asked"), "int"),
        Column("said", _("may be called"), said=_said()),
    )
    rows = tuple(_tidy(pattern) for pattern in patterns.rows)
    notes = dict.fromkeys(f"{schema}: {note}" for schema, told in patterns.frequencies.notes.items() for note in told)
    return Table(_("Patterns"), columns, rows, (speak_note(), *notes, *patterns.frequencies.sampling))


def speak_note() -> str:
    """What the numbers are of, and what the words are."""
    return _(
        "People who speak of it, whatever they think of it. The words fit the numbers by the study's thresholds; "
        "they are offered, not concluded."
    )


def _said() -> dict[str, str]:
    return {word: _(text) for word, text in WORD_TEXTS.items()}


def _tidy(pattern: Pattern) -> tuple[Cell, ...]:
    row = pattern.row
    head: tuple[Cell, ...] = (row.schema, row.code.name, row.code.path, row.group)
    if not row.of:
        return (*head, None, None, None, None, None, None, "")
    counted = (row.informants, row.of, row.share, row.segments, row.words)
    return (*head, *counted, pattern.unasked, ";".join(pattern.words))


def find_aligned(project: Project, filters: Filters | None = None) -> list[Aligned]:
    """The categories declared the same or parallel, by the codebook's order, each with a cell for every role."""
    links = list_links(project, SAME, PARALLEL)
    material = gather(project, filters)
    roles = [role for role in [*list_roles(project), ""] if any(p.role == role for p in material.people)]
    missing = unasked(project, material) if links else {}
    thresholds = get_thresholds(project)
    near = [link for link in links if link.kind == PARALLEL]
    found, seen = [], set[int]()
    for key, code in material.codes.items():
        others = linked_to(links, key) if key not in seen else set()
        cluster = [code, *(material.codes[other] for other in material.codes if other in others and other != key)]
        if len(cluster) < 2:
            continue
        keys = {one.id for one in cluster}
        seen |= keys
        kind = PARALLEL if any(link.code in keys for link in near) else SAME
        cells = tuple(_aligned_cell(material, cluster, role, missing, thresholds) for role in roles)
        found.append(Aligned(kind, tuple(cluster), cells))
    return found


def _aligned_cell(
    material: Material,
    cluster: Sequence[Code],
    role: str,
    missing: Mapping[int, frozenset[str]],
    thresholds: Thresholds,
) -> AlignedCell:
    meant: set[str] = set()
    speakers: set[str] = set()
    codings: set[int] = set()
    silent: set[str] = set()
    for code in cluster:
        mine = {person.label for person in material.meant(code) if person.role == role}
        meant |= mine
        silent |= mine & missing.get(code.id, frozenset())
        for label, keys in material.spoken[code.id].items():
            if label in mine:
                speakers.add(label)
                codings.update(keys)
    words = words_for(len(speakers), len(meant), thresholds, len(silent - speakers))
    return AlignedCell(role or NO_ROLE, len(speakers), len(meant), frozenset(codings), words)


def aligned_table(project: Project, filters: Filters | None = None) -> Table:
    """Tidy rows, one an alignment and role: `category,kind,role,codes,informants,of,share,segments,said`.

    `codes` are the categories of that alignment the role could speak of, as `schema: path`, joined by `;`.
    """
    columns = (
        Column("category", _("category")),
        Column("kind", _("alike"), said={SAME: _("the same"), PARALLEL: _("parallel")}),
        Column("role", _("role")),
        Column("codes", _("categories")),
        Column("informants", _("speak of it"), "int"),
        Column("of", _("of"), "int"),
        Column("share", _("share"), "share"),
        Column("segments", _("passages"), "int"),
        Column("said", _("may be called"), said=_said()),
    )
    material = gather(project, filters)
    rows = tuple(row for aligned in find_aligned(project, filters) for row in _aligned_rows(material, aligned))
    notes = (speak_note(), *sampling_notes(project, (person.label for person in material.people)))
    return Table(_("Roles side by side"), columns, rows, notes)


def _aligned_rows(material: Material, aligned: Aligned) -> Iterator[tuple[Cell, ...]]:
    for cell in aligned.cells:
        role = "" if cell.role == NO_ROLE else cell.role
        codes = ";".join(
            f"{code.schema}: {code.path}"
            for code in aligned.codes
            if any(person.role == role for person in material.meant(code))
        )
        head: tuple[Cell, ...] = (aligned.name, aligned.kind, cell.role, codes)
        if cell.of:
            counted = (cell.informants, cell.of, cell.informants / cell.of, len(cell.codings))
            yield (*head, *counted, ";".join(cell.words))
        else:
            yield (*head, None, None, None, None, "")
