"""Who speaks of a category, who does not, who was coded the opposite way; and who stands against a role's majority."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from codebook.cells import CELL_WORDS, NOT_APPLICABLE, NOT_ASKED, SILENT, cell_meanings, list_cells
from codebook.links import OPPOSITE, list_links
from codebook.readings import NOT_STARTED, list_readings
from codebook.schemas import Code, get_code
from corpus.messages import N_, _
from corpus.participants import Participant, list_roles
from corpus.store import Project
from exports.tables.filters import NO_ROLE, Filters
from exports.tables.material import Material, gather
from exports.tables.sampling import sampling_notes
from exports.values import Cell, Column, Table

SPEAKS, BOTH_WAYS, OPPOSITE_WAY, WITHOUT = ("speaks", "both-ways", "opposite", "without")
UNREAD = "unread"
SIDES = (SPEAKS, BOTH_WAYS, OPPOSITE_WAY, WITHOUT, SILENT, NOT_ASKED, NOT_APPLICABLE, UNREAD)
"""Where a participant can stand: the first three are coded, `silent` to `not-applicable` are said of an empty cell, and
of the unread no interview is begun in a reading that uses the schema."""

SIDE_WORDS = {
    SPEAKS: N_("speaks of it"),
    BOTH_WAYS: N_("speaks of it, and the opposite way"),
    OPPOSITE_WAY: N_("was coded the opposite way"),
    WITHOUT: N_("does not speak of it"),
    **CELL_WORDS,
    UNREAD: N_("not read yet"),
}
"""Each side in words, still to be translated."""

_UNASKED = (NOT_ASKED, NOT_APPLICABLE)
APART = (*_UNASKED, UNREAD)
"""The sides of which nothing can be said: they are counted neither for nor against."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One participant under one category: `side` is one of SIDES; codings by key, of it and of its opposites."""

    person: Participant
    side: str
    codings: tuple[int, ...]
    opposite: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Deviation:
    """One participant against a role's majority on a category: `speaks` says what the majority does, `n` of `asked`.

    Those never asked, to whom it does not apply, or not read yet are listed too, by their side: against nobody.
    """

    code: Code
    role: str
    speaks: bool
    n: int
    asked: int
    voice: Voice

    @property
    def apart(self) -> bool:
        """Whether it is no deviation: the person was never asked, it does not apply, or nobody has read yet."""
        return self.voice.side in APART


def opposites_of(project: Project, code: Code) -> list[int]:
    """The keys of the categories declared opposites of one; an opposite's opposite is none."""
    links = list_links(project, OPPOSITE)
    return [link.other if link.code == code.id else link.code for link in links if code.id in (link.code, link.other)]


class _Listener:
    """What voices are told from, looked up once."""

    def __init__(self, project: Project, material: Material, whole: Material) -> None:
        self.material = material
        self._spoken = whole.spoken
        self._meanings = cell_meanings(list_cells(project), material.schemas)
        self._opposites: dict[int, list[int]] = {}
        for link in list_links(project, OPPOSITE):
            self._opposites.setdefault(link.code, []).append(link.other)
            self._opposites.setdefault(link.other, []).append(link.code)
        self._begun = begun(project, material)

    def voices(self, code: Code) -> Iterator[Voice]:
        against = [self._spoken.get(key, {}) for key in self._opposites.get(code.id, ())]
        spoken, meanings = self._spoken.get(code.id, {}), self._meanings[code.id]
        for person in self.material.meant(code):
            codings = tuple(spoken.get(person.label, ()))
            opposite = tuple(key for found in against for key in found.get(person.label, ()))
            status = meanings.get(person.label, "")
            if not status and person.label not in self._begun[code.schema]:
                status = UNREAD
            yield Voice(person, _side(codings, opposite, status), codings, opposite)


def begun(project: Project, material: Material) -> dict[str, set[str]]:
    """Those of whom an interview is begun, by schema; everybody where no reading uses it."""
    readings = list_readings(project)
    found: dict[str, set[str]] = {}
    for schema in material.schemas:
        using = [reading for reading in readings if schema.id in reading.schemas]
        found[schema.name] = {
            label
            for transcript in material.transcripts
            if not using or any(reading.status(transcript.id) != NOT_STARTED for reading in using)
            for label in transcript.participants
        }
    return found


def _side(codings: Sequence[int], opposite: Sequence[int], status: str) -> str:
    if codings:
        return BOTH_WAYS if opposite else SPEAKS
    return OPPOSITE_WAY if opposite else status or WITHOUT


def _listen(project: Project, filters: Filters) -> _Listener:
    """The categories asked for, heard against the whole codebook: an opposite may stand in another schema."""
    material = gather(project, filters)
    narrowed = bool(filters.code or filters.schema or filters.reading)
    whole = material
    if narrowed and list_links(project, OPPOSITE):
        whole = gather(project, replace(filters, code=(), schema=(), reading=()))
    return _Listener(project, material, whole)


def find_voices(project: Project, code: Code, filters: Filters | None = None) -> list[Voice]:
    """Everyone who could have spoken of a category, by role and label."""
    wanted = replace(filters or Filters(), code=(code.path,), schema=(code.schema,))
    voices = list(_listen(project, wanted).voices(code))
    order = {role: place for place, role in enumerate([*list_roles(project), ""])}
    return sorted(voices, key=lambda voice: order.get(voice.person.role, len(order)))


def find_deviations(project: Project, filters: Filters | None = None) -> list[Deviation]:
    """Those coded against their role's majority, then those never asked, by category and role; facts are left out.

    The majority is more than half of those asked; where half speak, there is none.
    """
    listener = _listen(project, filters or Filters())
    roles = [*list_roles(project), ""]
    found: list[Deviation] = []
    for code in listener.material.codes.values():
        if code.fact:
            continue
        voices = list(listener.voices(code))
        for role in roles:
            found += _deviations(code, role, [voice for voice in voices if voice.person.role == role])
    return [*(one for one in found if not one.apart), *(one for one in found if one.apart)]


def _deviations(code: Code, role: str, voices: Sequence[Voice]) -> Iterator[Deviation]:
    asked = [voice for voice in voices if voice.side not in APART]
    speakers = sum(bool(voice.codings) for voice in asked)
    if not speakers:
        return
    speaks = 2 * speakers > len(asked)
    if not speaks and 2 * speakers == len(asked):
        return
    for voice in voices:
        mine = bool(voice.codings)
        if voice.side in APART or voice.side == BOTH_WAYS or mine != speaks:
            yield Deviation(code, role or NO_ROLE, speaks, speakers, len(asked), voice)


def unasked(project: Project, material: Material | None = None) -> Mapping[int, frozenset[str]]:
    """Those never asked about a category, or to whom it does not apply, and who do not speak of it, by its key."""
    cells = list_cells(project)
    if not any(cell.status in _UNASKED for cell in cells):
        return {}
    material = material or gather(project)
    meanings, spoken = cell_meanings(cells, material.schemas), material.spoken
    found = {
        key: frozenset(
            label for label, status in meanings[key].items() if status in _UNASKED and label not in by_person
        )
        for key, by_person in spoken.items()
    }
    return {key: people for key, people in found.items() if people}


def voices_table(project: Project, name: str, filters: Filters | None = None) -> Table:
    """Tidy rows: `schema,code,path,role,participant,side,passages,opposite`, the last two numbers of codings."""
    filters = filters or Filters()
    material = gather(project, filters)
    code = get_code(material.schemas, name)
    voices = find_voices(project, code, filters)
    columns = (
        *_code_columns(),
        Column("role", _("role")),
        Column("participant", _("participant")),
        Column("side", _("side"), said=_said()),
        Column("passages", _("passages"), "int"),
        Column("opposite", _("opposite passages"), "int"),
    )
    rows = tuple(
        (*_named(code), v.person.role or NO_ROLE, v.person.label, v.side, len(v.codings), len(v.opposite))
        for v in voices
    )
    title = _("Who speaks of “{code}”").format(code=code.name)
    return Table(title, columns, rows, sampling_notes(project, (v.person.label for v in voices)))


def deviations_table(project: Project, filters: Filters | None = None) -> Table:
    """Tidy rows: `schema,code,path,role,majority,n,of,participant,side,passages,opposite`; `of` counts those asked."""
    found = find_deviations(project, filters)
    columns = (
        *_code_columns(),
        Column("role", _("role")),
        Column("majority", _("the majority"), said={"speaks": _("speaks of it"), "without": _("does not speak of it")}),
        Column("n", _("speak of it"), "int"),
        Column("of", _("of those asked"), "int"),
        Column("participant", _("participant")),
        Column("side", _("side"), said=_said()),
        Column("passages", _("passages"), "int"),
        Column("opposite", _("opposite passages"), "int"),
    )
    rows = tuple(
        (
            *_named(one.code),
            one.role,
            SPEAKS if one.speaks else WITHOUT,
            one.n,
            one.asked,
            one.voice.person.label,
            one.voice.side,
            len(one.voice.codings),
            len(one.voice.opposite),
        )
        for one in found
    )
    notes = (
        _(
            "The majority is more than half of those asked; those never asked, and those not read yet, "
            "are listed last and are against nobody."
        ),
        *sampling_notes(project, (one.voice.person.label for one in found)),
    )
    return Table(_("Against the majority"), columns, rows, notes)


def _code_columns() -> tuple[Column, ...]:
    return Column("schema", _("schema")), Column("code", _("category")), Column("path", _("path"))


def _named(code: Code) -> tuple[Cell, ...]:
    return code.schema, code.name, code.path


def _said() -> dict[str, str]:
    return {side: _(words) for side, words in SIDE_WORDS.items()}
