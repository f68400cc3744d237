"""The table Nordic theses print: passage, gist, category, theme."""

from codebook.models import EVIDENCE, THEME, THEME_CODE
from corpus.messages import _
from corpus.store import Project
from exports.tables.filters import Filters
from exports.tables.passages import Passage, find_passages
from exports.values import Cell, Column, Table


def passage_rows(project: Project, filters: Filters | None = None) -> list[tuple[Passage, str]]:
    """The passages by category, each with the themes it is evidence of, else those raised from its category."""
    passages = find_passages(project, filters)
    of_coding, of_code = _themes(project)
    schemas = list(dict.fromkeys(passage.code.schema for passage in passages))
    order: dict[str, int] = {}
    for passage in passages:
        order.setdefault(passage.code.path, len(order))
    passages.sort(key=lambda p: (schemas.index(p.code.schema), order[p.code.path]))
    return [(p, "; ".join(of_coding.get(p.coding.id) or of_code.get(p.code.id) or ())) for p in passages]


def _themes(project: Project) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """The names of themes by the coding they argue from, and by the category they are raised from."""
    from sqlalchemy import select

    of_coding: dict[int, list[str]] = {}
    of_code: dict[int, list[str]] = {}
    theme = THEME.c
    with project.read() as db:
        evidence = select(EVIDENCE.c.coding_id, theme.name).join(THEME, theme.id == EVIDENCE.c.theme_id)
        for key, name in db.execute(evidence.where(EVIDENCE.c.coding_id.is_not(None)).order_by(theme.position)):
            if name not in of_coding.setdefault(key or 0, []):
                of_coding[key or 0].append(name)
        raised = select(THEME_CODE.c.code_id, theme.name).join(THEME, theme.id == THEME_CODE.c.theme_id)
        for key, name in db.execute(raised.order_by(theme.position)):
            of_code.setdefault(key, []).append(name)
    return of_coding, of_code


def theme_table(project: Project, filters: Filters | None = None, *, printed: bool = False) -> Table:
    """Tidy rows `participant,role,transcript,turn,passage,gist,category,theme`; one a passage and participant.

    `printed` is the table for the thesis: `passage,gist,category,theme`, the passage with who says it and where.
    """
    last = (
        Column("passage", _("passage")),
        Column("gist", _("gist")),
        Column("category", _("category")),
        Column("theme", _("theme")),
    )
    found = passage_rows(project, filters)
    if printed:
        shown: tuple[tuple[Cell, ...], ...] = tuple(
            (f"{p.text} ({_source(p)})", p.coding.gist, p.code.name, theme) for p, theme in found
        )
        return Table(_("Passages, gists, categories and themes"), last, shown)
    first = (
        Column("participant", _("participant")),
        Column("role", _("role")),
        Column("transcript", _("interview")),
        Column("turn", _("turn"), "int"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (p.participant, p.role, p.transcript.name, p.turns[0], p.text, p.coding.gist, p.code.name, theme)
        for p, theme in found
    )
    return Table(_("Passages, gists, categories and themes"), (*first, *last), rows)


def _source(passage: Passage) -> str:
    return _("{interview}, turn {turn}").format(interview=passage.transcript.name, turn=passage.place)
