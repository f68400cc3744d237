"""An interview's portrait: where in it each category falls, from its beginning (0) to its end (1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from codebook.schemas import Code
from corpus.messages import _
from corpus.store import Project
from corpus.transcripts import Transcript
from exports.tables.filters import Filters
from exports.tables.material import Material, gather
from exports.values import Cell, Column, Table

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Lane:
    """One category in one interview: its codings' places, as shares of the text, and their keys."""

    code: Code
    ranges: tuple[Range, ...]
    codings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """One interview: a lane for each category that is coded in it, itself or below it, in the codebook's order."""

    transcript: Transcript
    lanes: tuple[Lane, ...]


def portraits(project: Project, filters: Filters | None = None) -> list[Portrait]:
    """The portraits of the interviews that have a coding, by name."""
    return draw_portraits(gather(project, filters))


def draw_portraits(material: Material) -> list[Portrait]:
    """The portraits of some material."""
    lengths = {t.id: max(1, t.length) for t in material.transcripts}
    lanes: dict[int, dict[int, list[tuple[float, float, int]]]] = {}
    for mark in material.marks:
        length = lengths[mark.transcript]
        place = (mark.start / length, min(1.0, mark.end / length), mark.coding)
        mine = lanes.setdefault(mark.transcript, {})
        for code in material.lineage[mark.code]:
            mine.setdefault(code, []).append(place)
    found = []
    for transcript in material.transcripts:
        mine = lanes.get(transcript.id, {})
        drawn = [_lane(code, mine[key]) for key, code in material.codes.items() if key in mine]
        if drawn:
            found.append(Portrait(transcript, tuple(drawn)))
    return found


def _lane(code: Code, places: Sequence[tuple[float, float, int]]) -> Lane:
    return Lane(code, tuple(place[:2] for place in places), tuple(place[2] for place in places))


def strip(ranges: Iterable[Range], width: int) -> list[float]:
    """How much of each of `width` equal parts is covered, 0-1; what is covered twice counts once."""
    parts = [0.0] * width
    for start, end in merge(sorted(ranges)):
        first, last = int(start * width), min(width - 1, int(end * width))
        for part in range(first, last + 1):
            parts[part] += max(0.0, min(end * width, part + 1) - max(start * width, part))
    return [min(1.0, part) for part in parts]


def merge(ranges: Sequence[Range]) -> list[Range]:
    """Ranges in order, those that touch made one."""
    merged: list[Range] = []
    for start, end in ranges:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def portrait_table(project: Project, filters: Filters | None = None) -> Table:
    """Tidy rows, one a coding: `transcript,schema,code,path,coding,from,to`; places are shares of the interview."""
    material = gather(project, filters)
    columns = (
        Column("transcript", _("interview")),
        Column("schema", _("schema")),
        Column("code", _("category")),
        Column("path", _("path")),
        Column("coding", _("passage"), "int"),
        Column("from", _("from"), "share", digits=3),
        Column("to", _("to"), "share", digits=3),
    )
    about = {t.id: (t.name, max(1, t.length)) for t in material.transcripts}
    heads = {key: (code.schema, code.name, code.path) for key, code in material.codes.items()}
    by_transcript: dict[int, list[tuple[Cell, ...]]] = {key: [] for key in about}
    for coding, key, start, end, code, _people in material.marks:
        name, length = about[key]
        by_transcript[key].append((name, *heads[code], coding, start / length, min(1.0, end / length)))
    rows = tuple(row for found in by_transcript.values() for row in found)
    return Table(_("Where in the interview"), columns, rows, (_("0 is where an interview begins, 1 where it ends."),))
