"""Sorting a category: its passages go into piles, which are its sub-categories, or get categories of another schema."""

from collections.abc import Sequence

from sqlalchemy import Connection

from codebook.codes import add_code
from codebook.codings import Coding, add_coding, list_codings, remove_codings
from codebook.history import add_event, list_events
from codebook.schemas import PALETTE, SEPARATOR, Code, CodeDraft, Schema, clean_name, list_schemas
from codebook.several import move_codings
from corpus.errors import InputError
from corpus.messages import N_, _
from corpus.store import Project
from corpus.transcripts import TranscriptText

_SPLIT = N_("took in passages of {code} that were split")


def piles_of(schema: Schema, category: Code) -> tuple[Code, ...]:
    """The piles of a category: the categories right under it, in order."""
    return tuple(code for code in schema.codes if code.parent == category.id)


def pile_by_code(schema: Schema, category: Code) -> dict[int, Code]:
    """The pile each category below belongs to, by key: a pile's own and all under it."""
    return {key: pile for pile in piles_of(schema, category) for key in schema.descendants(pile)}


def add_pile(project: Project, schema: Schema, category: Code, name: str) -> Code:
    """Make a pile of a category, in a colour of its own; one of that name is used as it is."""
    name = clean_name(name)
    piles = piles_of(schema, category)
    there = next((pile for pile in piles if pile.name.casefold() == name.casefold()), None)
    if there is not None:
        return there
    colours = [colour for colour in PALETTE if colour != category.colour]
    colour = colours[len(piles) % len(colours)]
    with project.step(N_("made the pile {pile} of {code}"), {"pile": name, "code": category.name}) as db:
        pile = add_code(project, schema, CodeDraft(name, category.path, colour))
        coder = project.coder_name(db)
        add_event(db, pile.id, N_("made as a pile of {code}"), {"code": _place(category)}, "", coder)
        add_event(db, category.id, N_("sorted into the pile {pile}"), {"pile": name}, "", coder)
        return pile


def put_in_pile(project: Project, codings: Sequence[Coding], pile: Code) -> None:
    """Put passages of a category in a pile: their codings move to the sub-category."""
    several = N_("put {count} passages in the pile {pile}")
    what = N_("put a passage in the pile {pile}") if len(codings) == 1 else several
    with project.step(what, {"count": len(codings), "pile": pile.name}):
        move_codings(project, codings, pile)


def take_out(project: Project, codings: Sequence[Coding], category: Code) -> None:
    """Take passages out of their piles: their codings go back to the category itself."""
    several = N_("took {count} passages of {code} out of their piles")
    what = N_("took a passage of {code} out of its pile") if len(codings) == 1 else several
    with project.step(what, {"count": len(codings), "code": category.name}):
        move_codings(project, codings, category)


def also_coded(project: Project, coding: Coding, schema: Schema) -> list[Coding]:
    """The codings of a schema that the same coder made on exactly the words of a coding."""
    inside = {code.id for code in schema.codes}
    return [
        other
        for other in list_codings(project, transcript=coding.transcript)
        if (other.start, other.end) == (coding.start, coding.end)
        and other.coder == coding.coder
        and other.code in inside
    ]


def split_to(project: Project, text: TranscriptText, coding: Coding, code: Code, *, on: bool) -> None:
    """Code the words of a coding with a category of another schema too, or no longer; the coding itself stays.

    The new coding is made by whoever made the first.
    """
    same = [
        other
        for other in list_codings(project, transcript=coding.transcript)
        if (other.start, other.end, other.code) == (coding.start, coding.end, code.id) and other.coder == coding.coder
    ]
    if coding.code == code.id:
        raise InputError(
            _("“{code}” is what is being split; choose a category of another schema.").format(code=code.name)
        )
    if on and not same:
        with project.step(N_("split a passage to {code}"), {"code": code.name}) as db:
            _add_as(project, text, coding, code)
            _tell_split(project, db, coding.code, code)
    elif not on and same:
        with project.step(N_("took {code} off a passage"), {"code": code.name}):
            remove_codings(project, same)


def _add_as(project: Project, text: TranscriptText, coding: Coding, code: Code) -> None:
    """Add a coding as the coder of another: steps keep the name of who acts."""
    acting = project.coder
    try:
        project.coder = coding.coder
        add_coding(project, text, coding.start, coding.end, code)
    finally:
        project.coder = acting


def _tell_split(project: Project, db: Connection, source: int, code: Code) -> None:
    """Keep in a category's history, once, that passages of another were split to it."""
    origin = next(known for schema in list_schemas(project) for known in schema.codes if known.id == source)
    details = {"code": _place(origin)}
    if not any((event.what, event.details) == (_SPLIT, details) for event in list_events(project, code)):
        add_event(db, code.id, _SPLIT, details, "", project.coder_name(db))


def _place(code: Code) -> str:
    """A category as a history names it: its schema and path."""
    return f"{code.schema}{SEPARATOR}{code.path}"
