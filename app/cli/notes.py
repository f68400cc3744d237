"""Notes on anything, the research diary, and how the study works."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.common import (
    ALL_FILTERS,
    chosen_format,
    export_language,
    filter_options,
    language_option,
    opened,
    output_options,
    project_argument,
    put_table,
    read_standard_input,
    say,
    say_if_nothing,
    worded_for,
)
from app.cli.passages import as_option
from corpus.errors import InputError
from corpus.messages import _, in_language
from exports.tables.filters import Filters

if TYPE_CHECKING:
    from codebook.memos import Target
    from corpus.store import Project
    from exports.tables.notes import Note


@click.command(
    "memos",
    help=_(
        "List notes, or write one with --add: on the interview, participant or category a filter names, else in the diary. Rows: memo, kind, about, transcript, turn, participant, schema, code, theme, coder, created, open, text."
    ),
)
@project_argument
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    help=_("note, diary, expectation, summary, reflection, sampling, comment or chapter."),
)
@click.option("--text", default="", metavar="WORDS", help=_("Only notes with these words."))
@click.option("--open", "waiting", is_flag=True, help=_("Only comments that wait to be settled."))
@click.option("--add", default=None, metavar="TEXT", help=_("Write a note; - reads it from standard input."))
@click.option("--change", default=None, type=(int, str), metavar="NUMBER TEXT", help=_("Rewrite a note."))
@click.option("--settle", type=int, default=None, metavar="NUMBER", help=_("Say that a comment is settled."))
@as_option
@filter_options(
    *ALL_FILTERS,
    meant={
        "role": _("Only notes on participants of this role, or on their interviews."),
        "participant": _("Only notes on this participant, or on their interviews."),
        "transcript": _("Only notes on this interview, or on passages of it."),
        "schema": _("Only notes on categories of this schema, or on passages coded so."),
        "code": _("Only notes on this category and those below it, or on passages coded so."),
        "coder": _("Only notes this coder has written."),
        "flag": _("Only notes on coded passages with this flag: recurs, stands-out or interest."),
        "reading": _("Only notes on categories of the schemas of this reading, or on passages coded so."),
    },
)
@output_options()
def memos_command(
    project: Path,
    kinds: tuple[str, ...],
    text: str,
    waiting: bool,
    add: str | None,
    change: tuple[int, str] | None,
    settle: int | None,
    coder: str,
    filters: Filters,
    format: str | None,
    output: Path | None,
) -> None:
    """Write, change, settle, or list and write out."""
    from codebook.memos import change_memo, settle_memo

    writes = add is not None or change is not None or settle is not None
    with opened(project, write=writes, coder=coder) as study:
        if add is not None:
            _add(study, filters, kinds, read_standard_input() if add == "-" else add)
        if change is not None:
            change_memo(study, *change)
            say(_("Changed; tusj undo takes it back."))
        if settle is not None:
            settle_memo(study, settle)
            say(_("Settled."))
        if not writes:
            _list(study, filters, kinds, text, waiting, format, output)


def _add(study: "Project", filters: Filters, kinds: tuple[str, ...], text: str) -> None:
    from codebook.memos import DIARY, KIND_WORDS, NOTE, STUDY, write_memo

    if not text.strip():
        raise InputError(_("The note has no words."))
    on = _target(study, filters)
    kind = kinds[0] if kinds else DIARY if on == STUDY else NOTE
    if kind not in KIND_WORDS:
        raise InputError(
            _("{kind} is no kind of note; there are {kinds}.").format(kind=kind, kinds=", ".join(KIND_WORDS))
        )
    write_memo(study, on, text, kind)
    say(_("Written; tusj undo takes it back."))


def _target(study: "Project", filters: Filters) -> "Target":
    """What a new note is on: the one interview, participant or category named."""
    from codebook.memos import Target
    from codebook.schemas import get_code, get_schema, list_schemas
    from corpus.participants import get_participant
    from corpus.transcripts import get_transcript

    named = (*filters.transcript, *filters.participant, *filters.code)
    if len(named) > 1:
        raise InputError(_("A note is on one thing: name one interview, participant or category."))
    if filters.transcript:
        return Target(transcript=get_transcript(study, filters.transcript[0]).id)
    if filters.participant:
        return Target(participant=get_participant(study, filters.participant[0]).id)
    if filters.code:
        schemas = [get_schema(study, name) for name in filters.schema] or list_schemas(study)
        return Target(code=get_code(schemas, filters.code[0]).id)
    return Target()


def _list(
    study: "Project",
    filters: Filters,
    kinds: tuple[str, ...],
    text: str,
    waiting: bool,
    format: str | None,
    output: Path | None,
) -> None:
    from exports.tables.notes import find_notes, notes_page, notes_table
    from exports.writers import write_page

    chosen = chosen_format(format, output)

    def find(asked: Filters) -> "list[Note]":
        return find_notes(study, asked, kinds=kinds, text=text, waiting=waiting)

    notes = find(filters)
    if chosen in ("docx", "md"):
        with in_language(export_language(study)):
            write_page(
                notes_page(notes, _("Research notes"), markdown=chosen == "md"), chosen, output or sys.stdout.buffer
            )
    else:
        with worded_for(study, format, output):
            put_table(notes_table(notes), format, output)
    say_if_nothing(study, filters, lambda asked: len(find(asked)))


@click.command("approach", help=_("Say how the study works: reflexive, codebook, content, or none; or show its page."))
@project_argument
@click.argument("name", required=False)
@language_option
def approach_command(project: Path, name: str | None) -> None:
    """Set the approach, or print the page of the one set."""
    from codebook.approach import approach_page, get_approach, set_approach

    with opened(project, write=name is not None) as study:
        if name is not None:
            set_approach(study, name)
            say(_("Kept; tusj undo takes it back."))
            return
        click.echo(approach_page(get_approach(study)))
