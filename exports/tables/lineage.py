"""A theme's lineage told to people, line by line, and as tidy rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from codebook.lineage import Lineage, Strand
from corpus.messages import _
from corpus.store import Project
from exports.tables.coded import find_categories
from exports.tables.filters import Filters
from exports.values import Cell, Column, Table


@dataclass(frozen=True, slots=True)
class LineageLine:
    """One line: `depth` 0 is a category (with its colour) or a sentence of its own, 1 what belongs to the category."""

    depth: int
    text: str
    colour: str = ""


def lineage_lines(lineage: Lineage) -> list[LineageLine]:
    """The lineage in lines; one sentence where the theme comes from nothing yet."""
    lines = [line for strand in lineage.strands for line in _strand_lines(strand)]
    if lineage.episodes:
        lines.append(LineageLine(0, _("from the episodes: {names}").format(names=" · ".join(lineage.episodes))))
    if lineage.uncoded:
        lines.append(LineageLine(0, _("some evidence is taken straight from the text, without a category")))
    if lineage.chapter:
        lines.append(LineageLine(0, _("argued from a written chapter too")))
    return lines or [LineageLine(0, _("The theme has no categories and no evidence yet."))]


def _strand_lines(strand: Strand) -> Iterator[LineageLine]:
    code = strand.code
    name = f"{code.schema} ▸ {code.path.replace(' > ', ' ▸ ')}"
    yield LineageLine(0, name if strand.named else _("{category} (by its evidence)").format(category=name), code.colour)
    for _kind, told in _facts(strand):
        yield LineageLine(1, told)


def _facts(strand: Strand) -> Iterator[tuple[str, str]]:
    """What is known of a category's way into the theme: the kind of fact, and the fact told."""
    if strand.readings:
        yield "reading", _("from reading {readings}").format(readings=", ".join(strand.readings))
    if strand.coders:
        yield "coder", _("coded by {coders}").format(coders=", ".join(strand.coders))
    if strand.piles:
        yield "piles", _("sorted into {piles}").format(piles=", ".join(f"«{pile}»" for pile in strand.piles))
    for event in strand.events:
        yield "change", event.sentence


def narrow_lineage(project: Project, lineage: Lineage, filters: Filters) -> Lineage:
    """The lineage with only the categories filters ask for; what is of no category is left out then."""
    if filters == Filters():
        return lineage
    kept = find_categories(project, filters)
    strands = tuple(strand for strand in lineage.strands if strand.code.id in kept)
    return Lineage(lineage.theme, strands, (), uncoded=False, chapter=False)


def lineage_table(lineage: Lineage) -> Table:
    """Tidy rows: a category's own row (`kind` category; evidence where only evidence is coded so), then its facts."""
    columns = (
        Column("theme", _("theme")),
        Column("schema", _("schema")),
        Column("code", _("category")),
        Column("kind", _("kind"), said=_kind_words()),
        Column("what", _("what")),
        Column("time", _("time")),
        Column("coder", _("coder")),
    )
    return Table(_("Where {theme} comes from").format(theme=lineage.theme.name), columns, tuple(_rows(lineage)))


def _kind_words() -> dict[str, str]:
    return {
        "category": _("category"),
        "evidence": _("by its evidence"),
        "reading": _("reading"),
        "coder": _("coder"),
        "pile": _("sub-category"),
        "change": _("change"),
        "episode": _("episode"),
        "text": _("straight from the text"),
        "chapter": _("chapter"),
    }


def _rows(lineage: Lineage) -> Iterator[tuple[Cell, ...]]:
    name = lineage.theme.name
    for strand in lineage.strands:
        head = (name, strand.code.schema, strand.code.path)
        yield (*head, "category" if strand.named else "evidence", "", "", "")
        yield from ((*head, "reading", reading, "", "") for reading in strand.readings)
        yield from ((*head, "coder", coder, "", coder) for coder in strand.coders)
        yield from ((*head, "pile", pile, "", "") for pile in strand.piles)
        for event in strand.events:
            told = f"{event.told}: {event.why}" if event.why else event.told
            yield (*head, "change", told, event.time, event.coder)
    yield from ((name, "", "", "episode", episode, "", "") for episode in lineage.episodes)
    if lineage.uncoded:
        yield (name, "", "", "text", "", "", "")
    if lineage.chapter:
        yield (name, "", "", "chapter", "", "", "")
