"""Excerpts: coded passages to read, with context; filters kept by name."""

import sys
from pathlib import Path

import click

from app.cli.common import (
    ALL_FILTERS,
    FURTHER_FILTERS,
    chosen_format,
    export_language,
    filter_options,
    opened,
    output_options,
    project_argument,
    say_if_nothing,
    say_who_may_be_told,
)
from corpus.messages import _, in_language
from exports.tables.filters import Filters


@click.command(
    "excerpts",
    help=_(
        "Read coded passages with what stands around them. Text, md and docx read as text with source lines; elsewhere tidy rows: coding, transcript, turn, participant, role, schema, code, path, coder, before, text, after, gist, flags, memo, origin, created, start, end."
    ),
)
@project_argument
@click.option(
    "--context", type=click.IntRange(0, 50), default=0, help=_("Turns to show before and after each passage.")
)
@click.option("--kept", metavar="NAME", default="", help=_("Begin with the filter kept under this name."))
@click.option("--keep", metavar="NAME", default="", help=_("Keep these filters under a name."))
@click.option("--drop", metavar="NAME", default="", help=_("Keep the filter of this name no longer."))
@filter_options(*ALL_FILTERS, *FURTHER_FILTERS)
@output_options()
def excerpts_command(
    project: Path,
    context: int,
    kept: str,
    keep: str,
    drop: str,
    filters: Filters,
    format: str | None,
    output: Path | None,
) -> None:
    """Find, keep and write."""
    from codebook.kept_filters import drop_filter, get_kept_filter, keep_filter
    from exports.tables.excerpts import excerpt_page, excerpts_table
    from exports.tables.filters import from_values, look_up, to_values
    from exports.writers import write_table
    from exports.writers.excerpts import PROSE, write_excerpts

    chosen = chosen_format(format, output)
    target = output or sys.stdout.buffer
    with opened(project, write=bool(keep or drop)) as study:
        if drop:
            drop_filter(study, drop)
            return
        if kept:
            filters = from_values({**get_kept_filter(study, kept).values, **to_values(filters)})
        look_up(study, filters)
        if keep:
            keep_filter(study, keep, to_values(filters))
        say_who_may_be_told(study, filters)
        with in_language(export_language(study)):
            if chosen in PROSE:
                write_excerpts(excerpt_page(study, filters, context), chosen, target)
            else:
                write_table(excerpts_table(study, filters, context), chosen, target)
        say_if_nothing(study, filters)
