"""Themes with their evidence: the tidy rows of `tusj themes`, the page read by people, and the map of themes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from codebook.codings import Coding, list_codings
from codebook.episodes import list_episodes
from codebook.memos import CHAPTER, NOTE
from codebook.schemas import Code, list_schemas
from codebook.themes import AGAINST, FOR, SIDE_WORDS, SIDES, Evidence, Theme, list_evidence, list_themes, theme_memo
from corpus.messages import _
from corpus.participants import list_roles
from corpus.store import Project
from exports.tables.coded import find_categories
from exports.tables.filters import Chosen, Filters, look_up
from exports.tables.heard import Words, hear_ranges, only, quote_words, roles_in_order, who
from exports.values import Cell, Column, QuotePassage, Table


@dataclass(frozen=True, slots=True)
class Piece:
    """One passage of evidence with its words.

    `coding` is the coding it was taken from, `code` that one's category, `episode` the name of the one it tells of.
    """

    evidence: Evidence
    words: Words
    coding: Coding | None
    code: Code | None
    episode: str


@dataclass(frozen=True, slots=True)
class Argued:
    """A theme as it is argued: its categories, memo and chapter (empty without), evidence by interview and place.

    `roles` are those heard in the evidence, in the study's order; the empty one is nobody's or has no role.
    """

    theme: Theme
    codes: tuple[Code, ...]
    memo: str
    chapter: str
    pieces: tuple[Piece, ...]
    roles: tuple[str, ...]

    def side(self, side: str, role: str) -> list[Piece]:
        """The evidence on a side in which a role is heard."""
        return [piece for piece in self.pieces if piece.evidence.side == side and who(piece.words, role)]


def read_themes(project: Project, theme: int | None = None, filters: Filters | None = None) -> list[Argued]:
    """Every theme, or one by its key, with its evidence, or that which filters ask for."""
    chosen = look_up(project, filters) if filters else None
    evidence = list_evidence(project, theme)
    heard = hear_ranges(project, ((one.transcript, one.start, one.end) for one in evidence))
    order = {words.transcript.id: place for place, words in enumerate(heard.values())}
    keys = {one.coding for one in evidence if one.coding is not None}
    codings = {coding.id: coding for coding in (list_codings(project, keys=keys) if keys else [])}
    codes = {code.id: code for schema in list_schemas(project) for code in schema.codes}
    episodes = {episode.id: episode.name for episode in list_episodes(project)}
    by_theme: dict[int, list[Piece]] = {}
    for one in sorted(evidence, key=lambda e: (order.get(e.transcript, 0), e.start, e.end, e.id)):
        words = heard.get((one.transcript, one.start, one.end))
        words = only(words, chosen) if words else None
        coding = codings.get(one.coding or 0)
        if words is not None and _asked_for(coding, filters, chosen):
            code = codes.get(coding.code) if coding else None
            by_theme.setdefault(one.theme, []).append(
                Piece(one, words, coding, code, episodes.get(one.episode or 0, ""))
            )
    known = list_roles(project)
    return [
        _argue(project, one, by_theme.get(one.id, []), codes, known)
        for one in list_themes(project)
        if theme in (None, one.id)
    ]


def _asked_for(coding: Coding | None, filters: Filters | None, chosen: Chosen | None) -> bool:
    """Whether evidence has the coding that filters ask for; what was never coded has none."""
    if filters is None or chosen is None:
        return True
    if filters.schema or filters.code or filters.reading:
        wanted = {code.id for schema in chosen.schemas for code in schema.codes}
        wanted = wanted if chosen.codes is None else wanted & chosen.codes
        if coding is None or coding.code not in wanted:
            return False
    if chosen.coders is not None and (coding is None or coding.coder not in chosen.coders):
        return False
    return chosen.flags is None or (coding is not None and bool(chosen.flags & set(coding.flags)))


def _argue(
    project: Project, theme: Theme, pieces: list[Piece], codes: Mapping[int, Code], known: Iterable[str]
) -> Argued:
    memo, chapter = theme_memo(project, theme.id, NOTE), theme_memo(project, theme.id, CHAPTER)
    return Argued(
        theme,
        tuple(codes[key] for key in theme.codes if key in codes),
        memo.text if memo else "",
        chapter.text if chapter else "",
        tuple(pieces),
        tuple(roles_in_order([*known], (piece.words for piece in pieces))),
    )


def as_quote(piece: Piece, role: str) -> QuotePassage:
    """Evidence as it may be quoted, in the words of the first of a role who is heard in it."""
    quote = quote_words(piece.words, who(piece.words, role)[0])
    code = piece.code
    return replace(quote, code_path=code.path, schema=code.schema) if code else quote


# ---- tidy rows
def themes_table(project: Project, filters: Filters | None = None) -> Table:
    """Tidy rows, one a passage and participant; a theme without evidence has one row, empty where it would be."""
    columns = (
        Column("theme", _("theme")),
        Column("claim", _("claim")),
        Column("side", _("side"), said={side: _(word) for side, word in SIDE_WORDS.items()}),
        Column("schema", _("schema")),
        Column("code", _("category")),
        Column("transcript", _("interview")),
        Column("turn", _("turn"), "int"),
        Column("participant", _("participant")),
        Column("role", _("role")),
        Column("start", _("start"), "int"),
        Column("end", _("end"), "int"),
        Column("text", _("text")),
    )
    rows = tuple(row for argued in read_themes(project, filters=filters) for row in _rows(argued))
    return Table(_("Themes"), columns, rows)


def _rows(argued: Argued) -> list[tuple[Cell, ...]]:
    head = (argued.theme.name, argued.theme.claim)
    rows: list[tuple[Cell, ...]] = []
    for side in SIDES:
        for piece in argued.pieces:
            if piece.evidence.side == side:
                code, words = piece.code, piece.words
                coded = (code.schema, code.name) if code else ("", "")
                for voice in words.voices:
                    place = (words.transcript.name, voice.turns[0], voice.participant, voice.role)
                    rows.append((*head, side, *coded, *place, words.start, words.end, words.text))
    return rows or [(*head, "", "", "", "", None, "", "", None, None, "")]


# ---- the map
@dataclass(frozen=True, slots=True)
class MapLine:
    """A theme and a category, by their places in the map.

    `named`: the theme is raised from it. `sides`: evidence coded with it stands for the theme, against it, or both.
    """

    theme: int
    code: int
    named: bool
    sides: frozenset[str]


@dataclass(frozen=True, slots=True)
class ThemeMap:
    """Themes, the categories they are argued from, and what joins them.

    `tensions` are pairs of themes, by place, of which the same words speak for the first and against the second.
    """

    themes: tuple[Theme, ...]
    codes: tuple[Code, ...]
    lines: tuple[MapLine, ...]
    tensions: tuple[tuple[int, int], ...]


def theme_map(project: Project, filters: Filters | None = None) -> ThemeMap:
    """The map of themes: categories in the order the themes first need them.

    Filters choose the evidence and the categories; without them no text is read.
    """
    themes, evidence = list_themes(project), list_evidence(project)
    asked = None
    if filters is not None and filters != Filters():
        asked = find_categories(project, filters)
        evidence = [piece.evidence for argued in read_themes(project, filters=filters) for piece in argued.pieces]
    keys = {one.coding for one in evidence if one.coding is not None}
    codings = {coding.id: coding.code for coding in (list_codings(project, keys=keys) if keys else [])}
    codes = {code.id: code for schema in list_schemas(project) for code in schema.codes}
    by_theme: dict[int, list[Evidence]] = {}
    for one in evidence:
        by_theme.setdefault(one.theme, []).append(one)
    used: dict[int, int] = {}
    lines: list[MapLine] = []
    for place, theme in enumerate(themes):
        named = [key for key in theme.codes if key in codes and (asked is None or key in asked)]
        sides: dict[int, set[str]] = {key: set() for key in named}
        for one in by_theme.get(theme.id, ()):
            key = codings.get(one.coding or 0)
            if key is not None:
                sides.setdefault(key, set()).add(one.side)
        for key, found in sides.items():
            at = used.setdefault(key, len(used))
            lines.append(MapLine(place, at, key in named, frozenset(found)))
    tensions = _tensions([by_theme.get(theme.id, []) for theme in themes])
    return ThemeMap(tuple(themes), tuple(codes[key] for key in used), tuple(lines), tuple(tensions))


def _tensions(by_theme: list[list[Evidence]]) -> Iterable[tuple[int, int]]:
    """Pairs of themes, by place, of which the same range speaks for the first and against the second."""
    against: dict[tuple[int, int, int], list[int]] = {}
    for place, evidence in enumerate(by_theme):
        for one in evidence:
            if one.side == AGAINST:
                against.setdefault((one.transcript, one.start, one.end), []).append(place)
    found = {
        (place, other)
        for place, evidence in enumerate(by_theme)
        for one in evidence
        if one.side == FOR
        for other in against.get((one.transcript, one.start, one.end), ())
        if other != place
    }
    return sorted(found)
