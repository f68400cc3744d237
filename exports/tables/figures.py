"""What the figures show, counted and named, ready to be drawn: bars, heat, strips along an interview, curves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from codebook.schemas import Code
from corpus.errors import InputError
from corpus.messages import N_, _, in_interface_language
from corpus.participants import list_roles
from corpus.store import Project
from exports.tables.cooccurrence import OVERLAP, count_cooccurrence, within_words
from exports.tables.filters import NO_ROLE, Filters
from exports.tables.frequencies import ALL, Frequency, count_frequencies
from exports.tables.material import Material, gather, names_of
from exports.tables.portrait import draw_portraits, merge
from exports.tables.saturation import Rule, answer, caveat, count_saturation, orders_note
from exports.tables.voices import begun, unasked

KINDS = ("frequencies", "heatmap", "cooccurrence", "portrait", "saturation")
MOST_GROUPS, MOST_INTERVIEWS, MOST_COLUMNS, MOST_ROWS = 8, 40, 60, 120
"""What one figure holds: groups of bars, portraits, columns and rows. More could not be read on any page."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows of bars: `rows` are (name, depth, (group's index, number, of) for each group the schema is about).

    A row without cells is a heading; `of` 0 is a group the category leaves out.
    """

    title: str
    groups: tuple[str, ...]
    rows: tuple[tuple[str, int, tuple[tuple[int, int, int], ...]], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell: how dark it is, 0-1, and what is written in it; `shade` None is a cell that is left out."""

    shade: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Heat:
    """Shaded cells, rows by columns; `groups` name runs of columns: (name, how many)."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[HeatCell, ...], ...]
    groups: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Strips:
    """For each interview its lanes: a category's name and the stretches (0-1) in which it falls."""

    title: str
    interviews: tuple[tuple[str, tuple[tuple[str, tuple[tuple[float, float], ...]], ...]], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Curve:
    """One group's windows: their labels («4+2»), ratios and bands (0-1), and which was reached (an index)."""

    group: str
    labels: tuple[str, ...]
    ratios: tuple[float, ...]
    band: tuple[tuple[float, float], ...]
    reached: int | None


@dataclass(frozen=True, slots=True)
class Curves:
    """The groups' curves, with the threshold (0-1) they are held against."""

    title: str
    curves: tuple[Curve, ...]
    threshold: float
    notes: tuple[str, ...] = ()


Figure = Bars | Heat | Strips | Curves


def make_figure(
    project: Project,
    kind: str,
    filters: Filters | None = None,
    *,
    by: str = "role",
    within: str = OVERLAP,
    rule: Rule | None = None,
) -> Figure:
    """What a figure of some kind shows; InputError where there is nothing to show, or too much for one figure."""
    filters = filters or Filters()
    match kind:
        case "frequencies":
            return _bars(project, filters, by)
        case "heatmap":
            return _heatmap(project, filters)
        case "cooccurrence":
            return _pairs(project, filters, within)
        case "portrait":
            return _strips(project, filters)
        case "saturation":
            return _curves(project, filters, rule or Rule())
    raise _refusal(N_("There is no figure {kind}; there are {kinds}."), kind=kind, kinds=", ".join(KINDS))


def _check_size(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        words = N_("A figure holds {rows} rows and {columns} columns; choose fewer with filters.")
        raise _refusal(words, rows=MOST_ROWS, columns=MOST_COLUMNS)


def _refusal(words: str, **values: object) -> InputError:
    """A figure is worded for the export; why there is none, for who asked."""
    with in_interface_language():
        return InputError(_(words).format(**values))


def _nothing() -> InputError:
    return _refusal(N_("There is nothing to draw: no coded passage fits. Ask for more with fewer filters."))


def _bars(project: Project, filters: Filters, by: str) -> Bars:
    found = count_frequencies(project, filters, by)
    rows: list[tuple[str, int, tuple[tuple[int, int, int], ...]]] = []
    notes: list[str] = []
    shown = [g for g in found.groups if g != ALL] or list(found.groups)
    if len(shown) > MOST_GROUPS:
        words = N_("A figure of bars holds {most} groups, and these are {n}: the heat map shows participants.")
        raise _refusal(words, most=MOST_GROUPS, n=len(shown))
    for schema in found.schemas:
        by_code: dict[int, dict[str, Frequency]] = {}
        for row in found.rows:
            if row.schema == schema.name:
                by_code.setdefault(row.code.id, {})[row.group] = row
        if not any(row.segments for cells in by_code.values() for row in cells.values()):
            continue
        if len(found.schemas) > 1:
            rows.append((schema.name, 0, ()))
        about = [g for g in shown if any(cells[g].of for cells in by_code.values())]
        for cells in by_code.values():
            code = cells[shown[0]].code
            drawn = tuple((shown.index(g), cells[g].informants, cells[g].of) for g in about)
            rows.append((code.name, code.depth, drawn))
        notes += [f"{schema.name}: {note}" for note in found.notes.get(schema.name, ())]
    if not rows:
        raise _nothing()
    _check_size(len(rows), 1)
    notes.insert(0, _("People who speak of it, of those who could have."))
    return Bars(_("Who speaks of what"), tuple(_("all") if g == ALL else g for g in shown), tuple(rows), tuple(notes))


def heat_columns(project: Project, material: Material) -> tuple[list[str], list[tuple[str, int]]]:
    """The participants of a heat map by role, and how many each role has; those no category is about are left out."""
    order = {role: place for place, role in enumerate([*list_roles(project), ""])}
    about = {schema.role.casefold() for schema in material.schemas if any(c.id in material.codes for c in schema.codes)}
    people = [person for person in material.people if "" in about or person.role.casefold() in about]
    people.sort(key=lambda person: order.get(person.role, len(order)))
    groups: dict[str, int] = {}
    for person in people:
        groups[person.role or NO_ROLE] = groups.get(person.role or NO_ROLE, 0) + 1
    return [person.label for person in people], list(groups.items())


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One category over all participants: the number of passages each has, None where it leaves them out.

    `unasked` and `unread` are those of whom nothing can be said yet.
    """

    code: Code
    passages: tuple[int | None, ...]
    unasked: frozenset[str]
    unread: frozenset[str]


def heat_rows(project: Project, material: Material, labels: Sequence[str]) -> list[HeatRow]:
    """The rows of a heat map, of the schemas that are coded at all, for participants in some order."""
    missing: Mapping[int, frozenset[str]] = unasked(project, material)
    used = {material.codes[mark.code].schema for mark in material.marks}
    started = begun(project, material)
    everyone = frozenset(labels)
    rows = []
    for key, code in material.codes.items():
        if code.schema not in used:
            continue
        meant = {person.label for person in material.meant(code)}
        spoken = material.spoken[key]
        passages = tuple(len(spoken.get(label, ())) if label in meant else None for label in labels)
        rows.append(HeatRow(code, passages, missing.get(key, frozenset()), everyone - started[code.schema]))
    return rows


UNASKED_MARK, UNREAD_MARK = "×", "…"


def _heatmap(project: Project, filters: Filters) -> Heat:
    material = gather(project, filters)
    labels, groups = heat_columns(project, material)
    rows = heat_rows(project, material, labels)
    if not rows or not labels:
        raise _nothing()
    _check_size(len(rows), len(labels))
    names = names_of(material.codes)
    most = max((number or 0 for row in rows for number in row.passages), default=0) or 1
    cells = tuple(
        tuple(_heat_cell(row, label, number, most) for label, number in zip(labels, row.passages, strict=True))
        for row in rows
    )
    notes = [_("Passages of each participant; an empty cell: none.")]
    if any(row.unasked for row in rows):
        notes.append(_("× was not asked, or it does not apply."))
    if any(cell.text == UNREAD_MARK for line in cells for cell in line):
        notes.append(_("… is not read yet."))
    if any(number is None for row in rows for number in row.passages):
        notes.append(_("Hatched: the category leaves the role out."))
    title = _("Participants and categories")
    return Heat(title, tuple(names[r.code.id] for r in rows), tuple(labels), cells, tuple(groups), tuple(notes))


def _heat_cell(row: HeatRow, label: str, number: int | None, most: int) -> HeatCell:
    if number is None:
        return HeatCell(None, "")
    if number == 0:
        return HeatCell(0.0, UNASKED_MARK if label in row.unasked else UNREAD_MARK if label in row.unread else "")
    return HeatCell(number / most, str(number))


def _pairs(project: Project, filters: Filters, within: str) -> Heat:
    found = count_cooccurrence(project, filters, within)
    pairs = {(pair.a.id, pair.b.id): pair for pair in found.pairs}
    codes = {key: code for key, code in found.material.codes.items() if any(key in pair for pair in pairs)}
    if not codes:
        raise _nothing()
    names = names_of(found.material.codes)
    keys = list(codes)
    _check_size(len(keys), len(keys))
    most = max(pair.c for pair in pairs.values()) or 1.0
    cells = []
    for place, row in enumerate(keys[1:], start=1):
        line = []
        for column in keys[:-1][:place]:
            pair = pairs.get((column, row))
            line.append(HeatCell(pair.c / most, str(pair.together)) if pair else HeatCell(0.0, ""))
        line += [HeatCell(0.0, "")] * (len(keys) - 1 - place)
        cells.append(tuple(line))
    notes = [
        _("Together: {place}. c = together / (first + other − together).").format(place=within_words(within)),
        _("Numbers are how many stand together; the darker, the greater c (at most {c}).").format(c=f"{most:.3f}"),
    ]
    return Heat(
        _("Co-occurrence"),
        tuple(names[key] for key in keys[1:]),
        tuple(names[key] for key in keys[:-1]),
        tuple(cells),
        (),
        tuple(notes),
    )


def _strips(project: Project, filters: Filters) -> Strips:
    material = gather(project, filters)
    found = draw_portraits(material)
    if not found:
        raise _nothing()
    if len(found) > MOST_INTERVIEWS:
        words = N_(
            "A figure holds the portraits of {most} interviews, and these are {n}: choose some with --transcript."
        )
        raise _refusal(words, most=MOST_INTERVIEWS, n=len(found))
    names = names_of(material.codes)
    interviews = tuple(
        (
            portrait.transcript.name,
            tuple((names[lane.code.id], tuple(merge(sorted(lane.ranges)))) for lane in portrait.lanes),
        )
        for portrait in found
    )
    return Strips(_("Where in the interview"), interviews, (_("From the beginning of the interview to its end."),))


def _curves(project: Project, filters: Filters, rule: Rule) -> Curves:
    found = count_saturation(project, filters, rule)
    curves = tuple(
        Curve(
            ": ".join((group.group, answer(group, rule) or _("not reached"))),
            tuple(f"{window.before}+{rule.run}" for window in group.windows),
            tuple(window.ratio for window in group.windows),
            group.band,
            group.reached,
        )
        for group in found.groups
        if group.windows
    )
    if not curves:
        words = N_("There are too few coded interviews: {needed} of a role are needed.")
        raise _refusal(words, needed=rule.base + rule.run)
    return Curves(_("Saturation"), curves, rule.threshold, (orders_note(rule), caveat()))
