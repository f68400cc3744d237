"""Themes: claims in one sentence, argued from passages for them and against them, and the categories behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from codebook.codings import Coding
from codebook.episodes import Telling
from codebook.memos import CHAPTER, EXPECTATION, NOTE, Memo, Target, change_memo, list_memos, write_memo
from codebook.models import EVIDENCE, THEME, THEME_CODE
from codebook.order import shift_row
from codebook.schemas import Code
from codebook.spans import digest_of_range, one_line
from corpus.errors import InputError, NotFoundError
from corpus.messages import N_, _
from corpus.store import Project
from corpus.store.rows import insert_row

FOR, AGAINST = SIDES = ("for", "against")
SIDE_WORDS = {FOR: N_("for"), AGAINST: N_("against")}
"""Each side in words, still to be translated."""
_SHORT = 48


@dataclass(frozen=True, slots=True)
class Theme:
    """One claim. `name` is what it is called for short; `codes` are the keys of its categories, in the order added."""

    id: int
    name: str
    claim: str
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage for a theme or against it: [start, end) in code points of an interview, by its key.

    `coding` or `episode` is the key of what it was taken from, None where it was neither, or where that has gone.
    """

    id: int
    theme: int
    side: str
    transcript: int
    start: int
    end: int
    coding: int | None
    episode: int | None


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """A passage to be used as evidence."""

    transcript: int
    start: int
    end: int
    coding: int | None = None
    episode: int | None = None


def from_coding(coding: Coding) -> EvidenceDraft:
    """A coded passage as evidence."""
    return EvidenceDraft(coding.transcript, coding.start, coding.end, coding=coding.id)


def from_telling(telling: Telling) -> EvidenceDraft:
    """An episode's telling as evidence."""
    return EvidenceDraft(telling.transcript, telling.start, telling.end, episode=telling.episode)


# ---- themes
def list_themes(project: Project) -> list[Theme]:
    """The themes, in order."""
    at, link = THEME.c, THEME_CODE.c
    with project.read() as db:
        codes: dict[int, list[int]] = {}
        for theme, code in db.execute(select(link.theme_id, link.code_id).order_by(link.id)):
            codes.setdefault(theme, []).append(code)
        rows = db.execute(select(at.id, at.name, at.claim).order_by(at.position, at.id))
        return [Theme(*row, tuple(codes.get(row.id, ()))) for row in rows]


def get_theme(project: Project, name: str) -> Theme:
    """One theme by its name, its claim or its number in the list, counted from 1; NotFoundError names some."""
    themes = list_themes(project)
    folded = " ".join(name.split()).casefold()
    for theme in themes:
        if folded in (theme.name.casefold(), theme.claim.casefold()):
            return theme
    if folded.isdecimal() and len(folded) < _SHORT and 0 < int(folded) <= len(themes):
        return themes[int(folded) - 1]
    known = ", ".join(theme.name for theme in themes[:12]) or _("none yet")
    raise NotFoundError(_("The study has no theme {name} (it has: {known}).").format(name=name, known=known))


def add_theme(project: Project, claim: str, name: str = "") -> Theme:
    """Write a theme, last of all; without a name it is called by how its claim begins."""
    claim = one_line(claim, _("A theme needs a claim: one sentence."))
    name = _free_name(project, name) if name.strip() else _short_name(project, claim)
    with project.step(N_("wrote the theme {theme}"), {"theme": name}) as db:
        last = db.execute(select(func.max(THEME.c.position))).scalar()
        position = 0 if last is None else last + 1
        key = insert_row(db, THEME, {"name": name, "claim": claim, "position": position})
    return Theme(key, name, claim, ())


def change_claim(project: Project, theme: Theme, claim: str) -> None:
    """Put a theme's claim in other words."""
    claim = one_line(claim, _("A theme needs a claim: one sentence."))
    if claim != theme.claim:
        with project.step(N_("changed the claim of {theme}"), {"theme": theme.name}) as db:
            _set(db, theme, claim=claim)


def rename_theme(project: Project, theme: Theme, name: str) -> None:
    """Call a theme something else for short."""
    name = _free_name(project, name, theme.id)
    if name != theme.name:
        with project.step(N_("renamed {old} to {new}"), {"old": theme.name, "new": name}) as db:
            _set(db, theme, name=name)


def move_theme(project: Project, theme: Theme, way: int) -> None:
    """Move a theme up (-1) or down (1) among the others; past the ends it stays."""
    with project.step(N_("moved the theme {theme}"), {"theme": theme.name}) as db:
        shift_row(db, THEME, theme.id, way)


def remove_theme(project: Project, theme: Theme) -> None:
    """Take a theme away with its evidence and its notes; passages, codings and categories stay."""
    with project.step(N_("removed the theme {theme}"), {"theme": theme.name}) as db:
        db.execute(delete(THEME).where(THEME.c.id == theme.id))


def _set(db: Connection, theme: Theme, **values: str) -> None:
    if not db.execute(update(THEME).where(THEME.c.id == theme.id).values(**values)).rowcount:
        raise NotFoundError(_("The theme is no longer there."))


def _free_name(project: Project, name: str, key: int = 0) -> str:
    name = one_line(name, _("A theme needs a name."))
    if any(theme.id != key and theme.name.casefold() == name.casefold() for theme in list_themes(project)):
        raise InputError(_("There is a theme {name} already.").format(name=name))
    return name


def _short_name(project: Project, claim: str) -> str:
    """How a claim begins, cut at a word, told apart by a number from a theme that begins the same."""
    name = claim.rstrip(".!")
    if len(name) > _SHORT:
        name = (name[:_SHORT].rsplit(" ", 1)[0]).rstrip(",;:–- ") + " …"
    taken = {theme.name.casefold() for theme in list_themes(project)}
    free, number = name, 2
    while free.casefold() in taken:
        free, number = f"{name} ({number})", number + 1
    return free


# ---- categories
def set_theme_codes(project: Project, theme: Theme, codes: Sequence[Code]) -> None:
    """Say which categories a theme is raised from; those not named are taken off."""
    wanted = list(dict.fromkeys(code.id for code in codes))
    gone = [key for key in theme.codes if key not in wanted]
    new = [key for key in wanted if key not in theme.codes]
    with project.step(N_("set the categories of {theme}"), {"theme": theme.name}) as db:
        at = THEME_CODE.c
        if gone:
            db.execute(delete(THEME_CODE).where((at.theme_id == theme.id) & at.code_id.in_(gone)))
        if new:
            db.execute(insert(THEME_CODE), [{"theme_id": theme.id, "code_id": key} for key in new])


# ---- evidence
def list_evidence(project: Project, theme: int | None = None) -> list[Evidence]:
    """Evidence by theme, interview and place; of one theme, by its key, where asked."""
    at = EVIDENCE.c
    query = select(
        at.id, at.theme_id, at.side, at.transcript_id, at.start, at.end, at.coding_id, at.episode_id
    ).order_by(at.theme_id, at.transcript_id, at.start, at.end, at.id)
    if theme is not None:
        query = query.where(at.theme_id == theme)
    with project.read() as db:
        return [Evidence(*row) for row in db.execute(query)]


def add_evidence(project: Project, theme: Theme, side: str, drafts: Sequence[EvidenceDraft]) -> int:
    """Use passages for a theme or against it, in one step; returns how many are new to that side.

    The same passage may stand on both sides: people are glad and weary in one sentence.
    """
    _check_side(side)
    what = N_("used a passage for {theme}") if side == FOR else N_("used a passage against {theme}")
    new = 0
    with project.step(what, {"theme": theme.name}) as db:
        at = EVIDENCE.c
        there = select(at.transcript_id, at.start, at.end).where((at.theme_id == theme.id) & (at.side == side))
        seen = {tuple(row) for row in db.execute(there)}
        for draft in drafts:
            place = (draft.transcript, draft.start, draft.end)
            words = digest_of_range(db, *place)
            if place not in seen:
                seen.add(place)
                new += 1
                insert_row(db, EVIDENCE, _values(theme, side, draft, words))
    return new


def add_evidence_of_new(project: Project, claim: str, side: str, drafts: Sequence[EvidenceDraft]) -> Theme:
    """Write a theme from passages that speak for its claim or against it, in one step."""
    with project.step(N_("wrote a theme from a passage")):
        theme = add_theme(project, claim)
        add_evidence(project, theme, side, drafts)
    return theme


def _values(theme: Theme, side: str, draft: EvidenceDraft, words: str) -> dict[str, object]:
    return {
        "transcript_id": draft.transcript,
        "start": draft.start,
        "end": draft.end,
        "theme_id": theme.id,
        "side": side,
        "coding_id": draft.coding,
        "episode_id": draft.episode,
        "digest": words,
    }


def move_evidence(project: Project, evidence: Evidence, side: str) -> None:
    """Put a passage on a side of its theme; where it stands there already, the two become one."""
    _check_side(side)
    if side == evidence.side:
        return
    what = N_("moved a passage to the side for a theme") if side == FOR else N_("moved a passage to the side against")
    at = EVIDENCE.c
    twin = (
        (at.theme_id == evidence.theme)
        & (at.side == side)
        & (at.transcript_id == evidence.transcript)
        & (at.start == evidence.start)
        & (at.end == evidence.end)
    )
    with project.step(what) as db:
        if db.execute(select(at.id).where(twin)).first():
            db.execute(delete(EVIDENCE).where(at.id == evidence.id))
        else:
            db.execute(update(EVIDENCE).where(at.id == evidence.id).values(side=side))


def remove_evidence(project: Project, evidence: Evidence) -> None:
    """No longer use a passage as evidence; the words and their codings stay."""
    with project.step(N_("no longer uses a passage as evidence")) as db:
        db.execute(delete(EVIDENCE).where(EVIDENCE.c.id == evidence.id))


def _check_side(side: str) -> None:
    if side not in SIDES:
        raise InputError(_("{side} is no side; say for or against.").format(side=side))


# ---- what is written of a theme
def theme_memo(project: Project, theme: int, kind: str = NOTE) -> Memo | None:
    """The memo on a theme, or with CHAPTER the chapter it is argued from: the one written first; None without."""
    memos = list_memos(project, theme=theme, kind=kind)
    return min(memos, key=lambda memo: memo.id, default=None)


def write_theme_memo(project: Project, theme: Theme, text: str, kind: str = NOTE) -> None:
    """Write the memo or, with CHAPTER, the chapter of a theme anew; an empty one is taken away."""
    if kind not in (NOTE, CHAPTER):
        raise InputError(_("A theme has a note and a chapter, nothing else."))
    memo = theme_memo(project, theme.id, kind)
    if memo is not None:
        if memo.text != text.strip():
            change_memo(project, memo.id, text)
    elif text.strip():
        write_memo(project, Target(theme=theme.id), text, kind)


def what_was_expected(project: Project) -> str:
    """What the diary answered to «What do you expect to find?», the earliest first; empty where nothing."""
    memos = sorted(list_memos(project, kind=EXPECTATION), key=lambda memo: memo.id)
    return "\n\n".join(memo.text for memo in memos if memo.text.strip())
