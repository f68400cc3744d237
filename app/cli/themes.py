"""Themes: listed, put out, changed, traced, drawn."""

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from app.cli.common import (
    ALL_FILTERS,
    chosen_format,
    export_language,
    filter_options,
    opened,
    output_options,
    project_argument,
    say,
    say_if_nothing,
    say_who_may_be_told,
)
from corpus.errors import InputError
from corpus.messages import N_, _, in_language
from exports.tables.filters import Filters

if TYPE_CHECKING:
    from codebook.codings import Coding
    from corpus.store import Project

F = TypeVar("F", bound=Callable[..., Any])
FIGURES = ("svg", "pdf", "png")
_SIDES = click.Choice(["for", "against"])
_WITH_WORDS = ("evidence", "no_evidence", "categories")
"""The options that say what the words after PROJECT are for."""


def change_options(command: F) -> F:
    """The options that change something; the command gets them by name."""
    options = (
        click.option(
            "--add", nargs=2, metavar="NAME CLAIM", help=_("Write a theme; an empty name is taken from the claim.")
        ),
        click.option("--claim", nargs=2, metavar="THEME CLAIM", help=_("Put a claim in other words.")),
        click.option("--note", nargs=2, metavar="THEME TEXT", help=_("Write the note on a theme; '' takes it away.")),
        click.option(
            "--chapter",
            nargs=2,
            metavar="THEME TEXT",
            help=_("Write the chapter a theme is argued from; '' takes it away."),
        ),
        click.option(
            "--evidence",
            type=(str, _SIDES),
            metavar="THEME for|against",
            help=_("Use coded passages as evidence, by the NUMBERs `tusj codings` gives them."),
        ),
        click.option("--no-evidence", metavar="THEME", help=_("No longer use these coded passages, by their NUMBERs.")),
        click.option(
            "--passage",
            type=(str, _SIDES, str, int, int),
            metavar="THEME for|against TRANSCRIPT START END",
            help=_("Use any words as evidence: characters counted from 0, the end after the last."),
        ),
        click.option(
            "--no-passage",
            type=(str, str, int, int),
            metavar="THEME TRANSCRIPT START END",
            help=_("No longer use these words, on either side."),
        ),
        click.option(
            "--categories",
            metavar="THEME",
            help=_("Say which CATEGORYs a theme is raised from; none takes all off."),
        ),
        click.option(
            "--position", type=(str, int), metavar="THEME NUMBER", help=_("Put a theme in that place, counted from 1.")
        ),
        click.option("--rename", nargs=2, metavar="THEME NEW", help=_("Call a theme something else.")),
        click.option("--remove", metavar="THEME", help=_("Take a theme away; tusj undo brings it back.")),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command(
    "themes",
    help=_(
        "List the themes with the evidence for and against them, or change them. docx, md and text are a page to read; elsewhere tidy rows: theme, claim, side, schema, code, transcript, turn, participant, role, start, end, text. THEME is a name, or a number in the list."
    ),
)
@project_argument
@click.argument("what", nargs=-1, metavar="[NUMBER|CATEGORY]...")
@change_options
@click.option(
    "--lineage",
    metavar="THEME",
    help=_("Show where a theme comes from: theme, schema, code, kind, what, time, coder."),
)
@click.option("--map", "as_map", is_flag=True, help=_("Draw the map of themes; -o takes svg, pdf and png too."))
@click.option(
    "--label",
    type=click.Choice(["role", "number", "none"]),
    default="role",
    help=_("Who is said to speak: “En veileder”, “Veileder 3”, or nobody."),
)
@filter_options(
    *ALL_FILTERS,
    meant={
        "role": _("Only evidence in the words of this role."),
        "participant": _("Only evidence in the words of this participant."),
        "transcript": _("Only evidence from this interview."),
        "schema": _("Only evidence coded with a category of this schema; with --lineage and --map, its categories."),
        "code": _("Only evidence coded with this category or one below it; with --lineage and --map, these."),
        "coder": _("Only evidence this coder has coded."),
        "flag": _("Only evidence with this flag: recurs, stands-out or interest."),
        "reading": _("Only evidence coded in this reading; with --lineage and --map, its categories."),
    },
)
@click.option("--as", "coder", default="", metavar="NAME", help=_("Who makes the change."))
@output_options(("text", "csv", "json", "xlsx", "md", "docx", *FIGURES))
def themes_command(
    project: Path,
    what: tuple[str, ...],
    lineage: str | None,
    as_map: bool,
    label: str,
    filters: Filters,
    coder: str,
    format: str | None,
    output: Path | None,
    **options: Any,
) -> None:
    """Change what is asked for in one step; with nothing to change, list, trace or draw."""
    changes = {name: value for name, value in options.items() if value is not None}
    with_words = [name for name in _WITH_WORDS if name in changes]
    if what and not with_words:
        raise click.UsageError(_("Say what these are for: --evidence, --no-evidence or --categories."))
    if len(with_words) > 1:
        raise click.UsageError(_("Say one of --evidence, --no-evidence and --categories at a time."))
    if not changes:
        _put(project, lineage, as_map, label, filters, format, output)
        return
    with opened(project, write=True, coder=coder) as study, study.step(N_("changed the themes")):
        _change(study, changes, what, filters)
    say(_("Done; tusj undo takes it back."))


def _change(study: "Project", changes: Mapping[str, Any], what: Sequence[str], filters: Filters) -> None:
    """Do what is asked for, in the order of the options: names as they were are good until --rename."""
    from codebook import themes
    from codebook.memos import CHAPTER

    get = partial(themes.get_theme, study)
    ways: dict[str, Callable[[Any], object]] = {
        "add": lambda pair: themes.add_theme(study, pair[1], pair[0]),
        "claim": lambda pair: themes.change_claim(study, get(pair[0]), pair[1]),
        "note": lambda pair: themes.write_theme_memo(study, get(pair[0]), pair[1]),
        "chapter": lambda pair: themes.write_theme_memo(study, get(pair[0]), pair[1], CHAPTER),
        "evidence": lambda pair: _use(study, pair, what),
        "no_evidence": lambda name: _take_off(study, name, what),
        "passage": lambda place: _use_words(study, *place),
        "no_passage": lambda place: _take_words_off(study, *place),
        "categories": lambda name: _set_categories(study, name, what, filters),
        "position": lambda pair: _put_in_place(study, *pair),
        "rename": lambda pair: themes.rename_theme(study, get(pair[0]), pair[1]),
        "remove": lambda name: themes.remove_theme(study, get(name)),
    }
    for name, way in ways.items():
        if name in changes:
            way(changes[name])


def _codings(study: "Project", numbers: Sequence[str]) -> "list[Coding]":
    from codebook.codings import get_coding

    if not numbers:
        raise InputError(_("Name at least one coded passage, by the number `tusj codings` gives it."))
    for number in numbers:
        if not (number.isascii() and number.isdecimal()):
            raise InputError(_("{number} is no number of a coded passage.").format(number=number))
    return [get_coding(study, int(number)) for number in dict.fromkeys(numbers)]


def _use(study: "Project", pair: tuple[str, str], numbers: Sequence[str]) -> None:
    from codebook import themes

    drafts = [themes.from_coding(coding) for coding in _codings(study, numbers)]
    themes.add_evidence(study, themes.get_theme(study, pair[0]), pair[1], drafts)


def _take_off(study: "Project", name: str, numbers: Sequence[str]) -> None:
    from codebook import themes

    theme, keys = themes.get_theme(study, name), {coding.id for coding in _codings(study, numbers)}
    found = [one for one in themes.list_evidence(study, theme.id) if one.coding in keys]
    missing = keys - {one.coding for one in found}
    if missing:
        number = ", ".join(str(key) for key in sorted(missing))
        raise InputError(_("{theme} does not use the coded passage {number}.").format(theme=theme.name, number=number))
    for one in found:
        themes.remove_evidence(study, one)


def _use_words(study: "Project", name: str, side: str, transcript: str, start: int, end: int) -> None:
    from codebook import themes
    from corpus.transcripts import get_transcript

    draft = themes.EvidenceDraft(get_transcript(study, transcript).id, start, end)
    themes.add_evidence(study, themes.get_theme(study, name), side, [draft])


def _take_words_off(study: "Project", name: str, transcript: str, start: int, end: int) -> None:
    from codebook import themes
    from corpus.transcripts import get_transcript

    theme, place = themes.get_theme(study, name), (get_transcript(study, transcript).id, start, end)
    found = [o for o in themes.list_evidence(study, theme.id) if (o.transcript, o.start, o.end) == place]
    if not found:
        words = _("{theme} does not use {start}–{end} of {transcript}.")
        raise InputError(words.format(theme=theme.name, start=start, end=end, transcript=transcript))
    for one in found:
        themes.remove_evidence(study, one)


def _set_categories(study: "Project", name: str, codes: Sequence[str], filters: Filters) -> None:
    from codebook import themes
    from codebook.schemas import get_code, get_schema, list_schemas

    schemas = [get_schema(study, schema) for schema in filters.schema] or list_schemas(study)
    themes.set_theme_codes(study, themes.get_theme(study, name), [get_code(schemas, code) for code in codes])


def _put_in_place(study: "Project", name: str, number: int) -> None:
    from codebook import themes

    theme = themes.get_theme(study, name)
    keys = [one.id for one in themes.list_themes(study)]
    themes.move_theme(study, theme, number - 1 - keys.index(theme.id))


def _put(
    project: Path,
    lineage: str | None,
    as_map: bool,
    label: str,
    filters: Filters,
    format: str | None,
    output: Path | None,
) -> None:
    if format in FIGURES or (output and output.suffix.lower().lstrip(".") in FIGURES):
        _put_figure(project, as_map, filters, format, output)
        return
    from codebook.lineage import trace_theme
    from codebook.themes import get_theme
    from exports.tables.filters import look_up
    from exports.tables.lineage import lineage_table, narrow_lineage
    from exports.tables.themes import read_themes, theme_map, themes_table
    from exports.writers import put, write_table
    from exports.writers.map_text import map_text
    from exports.writers.write_themes import write_themes

    chosen, target = chosen_format(format, output), output or sys.stdout.buffer
    if as_map and chosen != "text":
        raise InputError(_("A map is drawn as text, svg, pdf or png."))
    with opened(project) as study:
        theme = get_theme(study, lineage) if lineage is not None else None
        look_up(study, filters)  # what is wrong is told in the language of the interface, before that of the export
        if theme is None and not as_map:
            say_who_may_be_told(study, filters)
        with in_language(export_language(study)):
            if theme is not None:
                write_table(lineage_table(narrow_lineage(study, trace_theme(study, theme), filters)), chosen, target)
            elif as_map:
                put(map_text(theme_map(study, filters), _columns()).encode(), target)
            elif chosen in ("text", "md", "docx"):
                pages = [(argued, trace_theme(study, argued.theme)) for argued in read_themes(study, filters=filters)]
                write_themes(pages, chosen, target, label)
            else:
                write_table(themes_table(study, filters), chosen, target)
        say_if_nothing(study, filters, lambda asked: _evidence(study, asked))


def _evidence(study: "Project", filters: Filters) -> int:
    """How much evidence passes."""
    from exports.tables.themes import read_themes

    return sum(len(argued.pieces) for argued in read_themes(study, filters=filters))


def _put_figure(project: Path, as_map: bool, filters: Filters, format: str | None, output: Path | None) -> None:
    from exports.tables.themes import theme_map
    from exports.writers.theme_map import write_theme_map

    if not as_map:
        raise InputError(_("Only the map of themes is a figure; add --map."))
    if output is None:
        raise InputError(
            _("A {format} file cannot be shown in the terminal; name a file with -o.").format(format=format)
        )
    with opened(project) as study, in_language(export_language(study)):
        write_theme_map(theme_map(study, filters), format or output.suffix.lower().lstrip("."), output)


def _columns() -> int:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 100
