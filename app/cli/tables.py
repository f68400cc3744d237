"""Frequencies and quotes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
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
    say,
    say_if_nothing,
)
from corpus.messages import _, in_interface_language, in_language
from exports.tables.filters import Filters

if TYPE_CHECKING:
    from corpus.store import Project


@contextmanager
def _writing(study: "Project", filters: Filters) -> Iterator[None]:
    """The language of the export; what is wrong with the filters is told in that of the interface before."""
    from exports.tables.filters import look_up, one_coder

    one_coder(study, look_up(study, filters))
    with in_language(export_language(study)):
        yield
    say_if_nothing(study, filters)


@click.command(
    "frequencies",
    help=_(
        "Count who speaks of what. In docx and md this is the table for the thesis; elsewhere tidy rows: schema, code, path, group, informants, of, share, segments, words."
    ),
)
@project_argument
@click.option("--by", default="role", metavar="GROUP", help=_("role, participant, or the name of a background."))
@click.option("--segments", is_flag=True, help=_("Show passages in the thesis table too."))
@click.option("--words", is_flag=True, help=_("Show words in the thesis table too."))
@click.option("--bars", is_flag=True, help=_("Show bars in the thesis table too."))
@filter_options(*ALL_FILTERS)
@output_options()
def frequencies_command(
    project: Path,
    by: str,
    segments: bool,
    words: bool,
    bars: bool,
    filters: Filters,
    format: str | None,
    output: Path | None,
) -> None:
    """Count and write."""
    from exports.tables.frequencies import count_frequencies, frequency_pages, frequency_table
    from exports.writers import write_frequencies, write_table

    chosen = chosen_format(format, output)
    target = output or sys.stdout.buffer
    shown = {"segments": segments, "words": words, "bars": bars}
    with opened(project) as study, _writing(study, filters):
        counted = count_frequencies(study, filters, by)
        if chosen in ("docx", "md"):
            pages = frequency_pages(counted, frozenset(name for name, on in shown.items() if on))
            write_frequencies(pages, chosen, target)
        else:
            write_table(frequency_table(counted), chosen, target)


@click.command("quotes", help=_("Put out the passages chosen as quotes, per category and role."))
@project_argument
@click.option("--all", "everything", is_flag=True, help=_("Every coded passage, not only those chosen."))
@click.option(
    "--label",
    type=click.Choice(["role", "number", "none"]),
    default="role",
    help=_("Who is said to speak: “En veileder”, “Veileder 3”, or nobody."),
)
@click.option("--sources", is_flag=True, help=_("Say where each quote stands; in docx that is in comments always."))
@filter_options(*ALL_FILTERS)
@output_options()
def quotes_command(
    project: Path,
    everything: bool,
    label: str,
    sources: bool,
    filters: Filters,
    format: str | None,
    output: Path | None,
) -> None:
    """Collect and write."""
    from exports.quotes.pages import quote_page
    from exports.tables.disclosure import say_of_roles
    from exports.writers import write_quotes

    chosen = chosen_format(format, output)
    with opened(project) as study, _writing(study, filters):
        page = quote_page(study, filters, everything=everything)
        shown = (passage for section in page.sections for group in section.groups for passage in group.passages)
        with in_interface_language():
            for few in dict.fromkeys(passage.few for passage in shown if passage.few and label != "none"):
                say(say_of_roles(few))
        write_quotes(page, chosen, output or sys.stdout.buffer, label, sources=sources)
