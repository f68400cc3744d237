"""The table Nordic theses print: passage, gist, category, theme."""

from codebook.models import EVIDENCE, THEME, THEME_CODE
from codebook.schemas import list_schemas
from corpus.messages import _
from corpus.store import Project
from exports.tables.filters import Filters
from exports.tables.passages import Passage, find_passages
from exports.values import Cell, Column, Table


def passage_rows(project: Project, filters: Filters | None = None) -> list[tuple[Passage, str]]:
    """The passages by category, each with the themes it is evidence of, else those raised from its category."""
    passages = find_passages(project, filters)
    of_coding, of_code = _themes(project)
    place = {code.id: place for place, code in enumerate(c for s in list_schemas(project) for c in s.codes)}
    passages.sort(key=lambda passage: place[passage.code.id])
    return [(p, "; ".join(of_coding.get(p.coding.id) or of_code.get(p.code.id) or ())) for p in passages]


def _themes(project: Project) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """The themes by the coding that is evidence, and by the category they are raised from, those below it too."""
    from sqlalchemy import select

    of_coding: dict[int, list[str]] = {}
    of_code: dict[int, list[str]] = {}
    below = {code.id: schema.descendants(code) for schema in list_schemas(project) for code in schema.codes}
    theme = THEME.c
    evidence = select(EVIDENCE.c.coding_id, EVIDENCE.c.side, theme.name).join(THEME, theme.id == EVIDENCE.c.theme_id)
    raised = select(THEME_CODE.c.code_id, theme.name).join(THEME, theme.id == THEME_CODE.c.theme_id)
    with project.read() as db:
        for key, side, name in db.execute(
            evidence.where(EVIDENCE.c.coding_id.is_not(None)).order_by(theme.position, EVIDENCE.c.id)
        ):
            said = _("{theme} (against)").format(theme=name) if side == "against" else name
            if said not in of_coding.setdefault(key or 0, []):
                of_coding[key or 0].append(said)
        for key, name in db.execute(raised.order_by(theme.position, theme.id)):
            for code in below[key]:
                if name not in of_code.setdefault(code, []):
                    of_code[code].append(name)
    return of_coding, of_code


def theme_table(project: Project, filters: Filters | None = None, *, printed: bool = False) -> Table:
    """Tidy rows `participant,role,transcript,turn,passage,gist,category,theme`; one a passage and participant.

    `printed` is the table for the thesis: `passage,gist,category,theme`, the passage with who says it and where.
    """
    last = (
        Column("passage", _("Passage")),
        Column("gist", _("Gist")),
        Column("category", _("Category")),
        Column("theme", _("Theme")),
    )
    found = passage_rows(project, filters)
    if printed:
        shown: tuple[tuple[Cell, ...], ...] = tuple(
            (f"{p.said} ({_source(p)})", p.coding.gist, p.code.name, theme) for p, theme in found
        )
        return Table(_("Passages, gists, categories and themes"), last, shown)
    first = (
        Column("participant", _("Participant")),
        Column("role", _("Role")),
        Column("transcript", _("Interview")),
        Column("turn", _("Turn"), "int"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (p.participant, p.role, p.transcript.name, p.turns[0], p.said, p.coding.gist, p.code.name, theme)
        for p, theme in found
    )
    return Table(_("Passages, gists, categories and themes"), (*first, *last), rows)


def _source(passage: Passage) -> str:
    return _("{interview}, turn {turn}").format(interview=passage.transcript.name, turn=passage.place)
