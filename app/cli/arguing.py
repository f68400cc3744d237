"""Episodes and themes: listed, put out, changed."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.common import (
    ALL_FILTERS,
    chosen_format,
    export_language,
    filter_options,
    opened,
    output_options,
    project_argument,
    put_table,
    say,
)
from corpus.errors import InputError
from corpus.messages import N_, _, in_language
from exports.tables.filters import Filters

if TYPE_CHECKING:
    from codebook.codings import Coding
    from corpus.store import Project

FIGURES = ("svg", "pdf", "png")
as_option = click.option("--as", "coder", default="", metavar="NAME", help=_("Who makes the change."))
Place = tuple[str, str, int, int]


@click.command(
    "episodes",
    help=_(
        "List the episodes and who tells them, or change them. Columns: episode, outcome, transcript, turn, participant, role, start, end, text; a telling of two people has two rows."
    ),
)
@project_argument
@click.option("--add", multiple=True, metavar="NAME", help=_("Begin an episode."))
@click.option("--rename", nargs=2, multiple=True, metavar="NAME NEW", help=_("Give one another name."))
@click.option(
    "--outcome", nargs=2, multiple=True, metavar="NAME OUTCOME", help=_("Say what came of one; '' for nothing yet.")
)
@click.option(
    "--tell",
    type=(str, str, int, int),
    multiple=True,
    metavar="NAME TRANSCRIPT START END",
    help=_("Put a passage in one: characters counted from 0, the end after the last."),
)
@click.option(
    "--untell",
    type=(str, str, int, int),
    multiple=True,
    metavar="NAME TRANSCRIPT START END",
    help=_("Take a passage out of one."),
)
@click.option("--remove", multiple=True, metavar="NAME", help=_("Take one away; tusj undo brings it back."))
@click.option("--outcomes", metavar="LIST", help=_("The study's outcomes, parted by ;"))
@filter_options("role", "participant", "transcript")
@as_option
@output_options()
def episodes_command(
    project: Path,
    add: tuple[str, ...],
    rename: tuple[tuple[str, str], ...],
    outcome: tuple[tuple[str, str], ...],
    tell: tuple[Place, ...],
    untell: tuple[Place, ...],
    remove: tuple[str, ...],
    outcomes: str | None,
    filters: Filters,
    coder: str,
    format: str | None,
    output: Path | None,
) -> None:
    """Change what is asked for in one step; with nothing to change, list."""
    from codebook import episodes
    from corpus.transcripts import get_transcript
    from exports.tables.episodes import episodes_table

    changes = bool(add or rename or outcome or tell or untell or remove) or outcomes is not None
    if not changes:
        with opened(project) as study:
            put_table(episodes_table(study, filters), format, output)
        return
    with opened(project, write=True, coder=coder) as study, study.step(N_("changed the episodes")):
        if outcomes is not None:
            episodes.set_outcomes(study, outcomes.split(";"))
        for name in add:
            episodes.add_episode(study, name)
        for name, said in outcome:
            episodes.set_outcome(study, episodes.get_episode(study, name), said)
        for name, transcript, start, end in tell:
            key = get_transcript(study, transcript).id
            episodes.add_telling(study, episodes.get_episode(study, name), key, start, end)
        for place in untell:
            _untell(study, place)
        for name, new in rename:
            episodes.rename_episode(study, episodes.get_episode(study, name), new)
        for name in remove:
            episodes.remove_episode(study, episodes.get_episode(study, name))
    say(_("Done; tusj undo takes it back."))


def _untell(study: "Project", place: Place) -> None:
    from codebook import episodes
    from corpus.transcripts import get_transcript

    name, transcript, start, end = place
    episode, key = episodes.get_episode(study, name), get_transcript(study, transcript).id
    for telling in episodes.list_tellings(study, episode.id):
        if (telling.transcript, telling.start, telling.end) == (key, start, end):
            episodes.remove_telling(study, telling)
            return
    raise InputError(
        _("{episode} has no telling at {start}–{end} of {transcript}.").format(
            episode=episode.name, start=start, end=end, transcript=transcript
        )
    )


@click.command(
    "themes",
    help=_(
        "List the themes with the evidence for and against them, or change them. docx, md and text are a page to read; elsewhere tidy rows: theme, claim, side, schema, code, transcript, turn, participant, role, start, end, text. THEME is a name, or a number in the list."
    ),
)
@project_argument
@click.argument("what", nargs=-1, metavar="[NUMBER|CATEGORY]...")
@click.option("--add", nargs=2, metavar="NAME CLAIM", help=_("Write a theme; an empty name is taken from the claim."))
@click.option("--claim", nargs=2, metavar="THEME CLAIM", help=_("Put a claim in other words."))
@click.option("--rename", nargs=2, metavar="THEME NEW", help=_("Call a theme something else."))
@click.option("--note", nargs=2, metavar="THEME TEXT", help=_("Write the note on a theme; '' takes it away."))
@click.option(
    "--evidence",
    type=(str, click.Choice(["for", "against"])),
    metavar="THEME for|against",
    help=_("Use coded passages as evidence, by the NUMBERs `tusj codings` gives them."),
)
@click.option("--no-evidence", metavar="THEME", help=_("No longer use these coded passages, by their NUMBERs."))
@click.option(
    "--categories", metavar="THEME", help=_("Say which CATEGORYs a theme is raised from; none takes all off.")
)
@click.option("--remove", metavar="THEME", help=_("Take a theme away; tusj undo brings it back."))
@click.option(
    "--lineage", metavar="THEME", help=_("Show where a theme comes from: theme, schema, code, kind, what, time, coder.")
)
@click.option("--map", "as_map", is_flag=True, help=_("Draw the map of themes; -o takes svg, pdf and png too."))
@click.option(
    "--label",
    type=click.Choice(["role", "number", "none"]),
    default="role",
    help=_("Who is said to speak: “En veileder”, “Veileder 3”, or nobody."),
)
@filter_options(*ALL_FILTERS)
@as_option
@output_options(("text", "csv", "json", "xlsx", "md", "docx", *FIGURES))
def themes_command(
    project: Path,
    what: tuple[str, ...],
    add: tuple[str, str] | None,
    claim: tuple[str, str] | None,
    rename: tuple[str, str] | None,
    note: tuple[str, str] | None,
    evidence: tuple[str, str] | None,
    no_evidence: str | None,
    categories: str | None,
    remove: str | None,
    lineage: str | None,
    as_map: bool,
    label: str,
    filters: Filters,
    coder: str,
    format: str | None,
    output: Path | None,
) -> None:
    """Change what is asked for in one step; with nothing to change, list, trace or draw."""
    from codebook import themes

    named = (evidence, no_evidence, categories)
    if what and not any(one is not None for one in named):
        raise click.UsageError(_("Say what these are for: --evidence, --no-evidence or --categories."))
    if sum(one is not None for one in named) > 1:
        raise click.UsageError(_("Say one of --evidence, --no-evidence and --categories at a time."))
    if not any(one is not None for one in (add, claim, rename, note, remove, *named)):
        _put(project, lineage, as_map, label, filters, format, output)
        return
    with opened(project, write=True, coder=coder) as study, study.step(N_("changed the themes")):
        if add:
            themes.add_theme(study, add[1], add[0])
        if claim:
            themes.change_claim(study, themes.get_theme(study, claim[0]), claim[1])
        if note:
            themes.write_theme_memo(study, themes.get_theme(study, note[0]), note[1])
        if evidence:
            drafts = [themes.from_coding(coding) for coding in _codings(study, what)]
            themes.add_evidence(study, themes.get_theme(study, evidence[0]), evidence[1], drafts)
        if no_evidence is not None:
            _take_off(study, no_evidence, what)
        if categories is not None:
            _set_categories(study, categories, what, filters)
        if rename:
            themes.rename_theme(study, themes.get_theme(study, rename[0]), rename[1])
        if remove is not None:
            themes.remove_theme(study, themes.get_theme(study, remove))
    say(_("Done; tusj undo takes it back."))


def _codings(study: "Project", numbers: Sequence[str]) -> "list[Coding]":
    from codebook.codings import get_coding

    if not numbers:
        raise InputError(_("Name at least one coded passage, by the number `tusj codings` gives it."))
    for number in numbers:
        if not (number.isascii() and number.isdecimal()):
            raise InputError(_("{number} is no number of a coded passage.").format(number=number))
    return [get_coding(study, int(number)) for number in dict.fromkeys(numbers)]


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


def _set_categories(study: "Project", name: str, codes: Sequence[str], filters: Filters) -> None:
    from codebook import themes
    from codebook.schemas import get_code, list_schemas

    schemas = [schema for schema in list_schemas(study) if not filters.schema or schema.name in filters.schema]
    themes.set_theme_codes(study, themes.get_theme(study, name), [get_code(schemas, code) for code in codes])


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
        _put_figure(project, as_map, format, output)
        return
    from codebook.lineage import trace_theme
    from codebook.themes import get_theme
    from exports.tables.filters import look_up
    from exports.tables.lineage import lineage_table
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
        with in_language(export_language(study)):
            if theme is not None:
                write_table(lineage_table(trace_theme(study, theme)), chosen, target)
            elif as_map:
                put(map_text(theme_map(study), _columns()).encode(), target)
            elif chosen in ("text", "md", "docx"):
                pages = [(argued, trace_theme(study, argued.theme)) for argued in read_themes(study, filters=filters)]
                write_themes(pages, chosen, target, label)
            else:
                write_table(themes_table(study, filters), chosen, target)


def _put_figure(project: Path, as_map: bool, format: str | None, output: Path | None) -> None:
    from exports.tables.themes import theme_map
    from exports.writers.theme_map import write_theme_map

    if not as_map:
        raise InputError(_("Only the map of themes is a figure; add --map."))
    if output is None:
        raise InputError(
            _("A {format} file cannot be shown in the terminal; name a file with -o.").format(format=format)
        )
    with opened(project) as study, in_language(export_language(study)):
        write_theme_map(theme_map(study), format or output.suffix.lower().lstrip("."), output)


def _columns() -> int:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 100
