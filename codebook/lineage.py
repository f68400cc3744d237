"""Where a theme comes from: its categories, what they were made of, from which readings, and whose codings."""

from collections.abc import Mapping
from dataclasses import dataclass

from codebook.codings import Coding, list_codings
from codebook.episodes import list_episodes
from codebook.history import CodeEvent, list_events
from codebook.memos import CHAPTER
from codebook.readings import Reading, list_readings
from codebook.schemas import SEPARATOR, Code, Schema, list_schemas
from codebook.themes import Theme, list_evidence, theme_memo
from corpus.store import Project


@dataclass(frozen=True, slots=True)
class Strand:
    """One category a theme comes from.

    `named` says that the researcher put it there, not only that evidence is coded with it. `piles` are the names of
    its sub-categories, paths below it; `events` its merges and other turns, the first first; `readings` where it is
    used; `coders` whose codings the evidence with it is.
    """

    code: Code
    named: bool
    piles: tuple[str, ...]
    events: tuple[CodeEvent, ...]
    readings: tuple[str, ...]
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where a theme comes from. `uncoded`: some evidence is straight from the text; `chapter`: one is written."""

    theme: Theme
    strands: tuple[Strand, ...]
    episodes: tuple[str, ...]
    uncoded: bool
    chapter: bool


def trace_theme(project: Project, theme: Theme) -> Lineage:
    """The lineage of a theme: its own categories in their order, then those its evidence is coded with."""
    schemas, readings, events = list_schemas(project), list_readings(project), _events_by_code(project)
    evidence = list_evidence(project, theme.id)
    keys = {one.coding for one in evidence if one.coding is not None}
    codings = list_codings(project, keys=keys) if keys else []
    places = {code.id: (schema, code) for schema in schemas for code in schema.codes}
    used = dict.fromkeys([*theme.codes, *(coding.code for coding in codings)])
    strands = [_strand(*places[key], key in theme.codes, codings, events, readings) for key in used if key in places]
    names = {episode.id: episode.name for episode in list_episodes(project)}
    told = dict.fromkeys(names[one.episode] for one in evidence if one.episode is not None)
    return Lineage(
        theme,
        tuple(strands),
        tuple(told),
        any(one.coding is None and one.episode is None for one in evidence),
        theme_memo(project, theme.id, CHAPTER) is not None,
    )


def _strand(
    schema: Schema,
    code: Code,
    named: bool,
    codings: list[Coding],
    events: Mapping[int, list[CodeEvent]],
    readings: list[Reading],
) -> Strand:
    inside = schema.descendants(code)
    below = [other for other in schema.codes if other.id in inside and other.id != code.id]
    piles = tuple(other.path.removeprefix(f"{code.path}{SEPARATOR}") for other in below)
    coders = dict.fromkeys(coding.coder for coding in codings if coding.code in inside)
    used = tuple(reading.name for reading in readings if schema.id in reading.schemas)
    return Strand(code, named, piles, tuple(events.get(code.id, ())), used, tuple(coders))


def _events_by_code(project: Project) -> dict[int, list[CodeEvent]]:
    found: dict[int, list[CodeEvent]] = {}
    for event in list_events(project):
        found.setdefault(event.code, []).append(event)
    return found
