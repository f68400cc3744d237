"""Patterns: who speaks of what, which words fit, what stands together, where in an interview; and figures of these."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    say_if_nothing,
)
from corpus.errors import InputError
from corpus.messages import _, in_language
from exports.tables.filters import Filters

if TYPE_CHECKING:
    from corpus.store import Project
    from exports.values import Table

by_option = click.option(
    "--by", default="role", metavar="GROUP", help=_("role, participant, or the name of a background.")
)


@contextmanager
def _counting(
    study: "Project",
    filters: Filters,
    format: str | None,
    output: Path | None,
    count: Callable[[Filters], int] | None = None,
) -> Iterator[None]:
    """The language of the export; what is wrong with the filters or the format is told in the interface's before.

    Where nothing is found that is said after; `count` tells how much filters find, else passages are counted.
    """
    from exports.tables.filters import look_up, one_coder

    chosen_format(format, output)
    one_coder(study, look_up(study, filters))
    with in_language(export_language(study)):
        yield
    say_if_nothing(study, filters, count)


@click.group("patterns", help=_("Who speaks of what, with the words that fit each number; who stands apart."))
def patterns_command() -> None:
    """The family of patterns."""


@patterns_command.command(
    "show",
    help=_(
        "n of N for each category and group, with the words that fit: schema, code, path, group, informants, of, share, segments, words, not_asked, said."
    ),
)
@project_argument
@by_option
@filter_options(*ALL_FILTERS)
@output_options()
def show_command(project: Path, by: str, filters: Filters, format: str | None, output: Path | None) -> None:
    """Count, and find the words."""
    from exports.tables.patterns import find_patterns, patterns_table

    with opened(project) as study, _counting(study, filters, format, output):
        put_table(patterns_table(find_patterns(study, filters, by)), format, output)


@patterns_command.command(
    "aligned",
    help=_(
        "Roles side by side where categories of two schemas ask the same: category, kind, role, codes, informants, of, share, segments, said."
    ),
)
@project_argument
@filter_options(*ALL_FILTERS)
@output_options()
def aligned_command(project: Path, filters: Filters, format: str | None, output: Path | None) -> None:
    """Count across aligned categories."""
    from exports.tables.patterns import aligned_table

    with opened(project) as study, _counting(study, filters, format, output):
        put_table(aligned_table(study, filters), format, output)


@patterns_command.command(
    "who",
    help=_(
        "Who speaks of a category, who does not, who was coded the opposite way: schema, code, path, role, participant, side, passages, opposite."
    ),
)
@project_argument
@click.argument("category", metavar="CATEGORY")
@filter_options(*ALL_FILTERS)
@output_options()
def who_command(project: Path, category: str, filters: Filters, format: str | None, output: Path | None) -> None:
    """Tell everyone's side."""
    from dataclasses import replace

    from codebook.schemas import get_code
    from exports.tables.filters import look_up
    from exports.tables.voices import voices_table

    with opened(project) as study:
        get_code(look_up(study, replace(filters, code=(*filters.code, category))).schemas, category)
        with _counting(study, filters, format, output):
            put_table(voices_table(study, category, filters), format, output)


@patterns_command.command(
    "deviations",
    help=_(
        "Participants against their role's majority, apart from those never asked: schema, code, path, role, majority, n, of, participant, side, passages, opposite."
    ),
)
@project_argument
@filter_options(*ALL_FILTERS)
@output_options()
def deviations_command(project: Path, filters: Filters, format: str | None, output: Path | None) -> None:
    """List who deviates."""
    from exports.tables.voices import deviations_table

    with opened(project) as study, _counting(study, filters, format, output):
        put_table(deviations_table(study, filters), format, output)


@patterns_command.command("words", help=_("When words such as “most” fit a number: threshold, value, meaning."))
@project_argument
@click.option(
    "--set",
    "settings",
    nargs=2,
    multiple=True,
    metavar="THRESHOLD VALUE",
    help=_("Set a threshold, by its name; shares as 0.5 or 50%."),
)
@output_options()
def words_command(
    project: Path, settings: tuple[tuple[str, str], ...], format: str | None, output: Path | None
) -> None:
    """Set thresholds where asked, then show them."""
    from codebook.thresholds import get_thresholds, set_thresholds
    from exports.tables.quantifiers import thresholds_table

    with opened(project, write=bool(settings)) as study:
        if settings:
            set_thresholds(study, dict(settings))
        with in_language(export_language(study)):
            put_table(thresholds_table(get_thresholds(study)), format, output)


within_option = click.option(
    "--within",
    type=click.Choice(["overlap", "turn", "interview"]),
    default="overlap",
    show_default=True,
    help=_("What counts as together: passages that overlap, or that share a turn or an interview."),
)


@click.command(
    "cooccurrence",
    help=_(
        "Which categories stand together: code_a, code_b, n_a, n_b, together, c. c = together / (n_a + n_b - together)."
    ),
)
@project_argument
@within_option
@click.option("--zeros", is_flag=True, help=_("Pairs that never stand together too."))
@filter_options(*ALL_FILTERS)
@output_options()
def cooccurrence_command(
    project: Path, within: str, zeros: bool, filters: Filters, format: str | None, output: Path | None
) -> None:
    """Count pairs."""
    from exports.tables.cooccurrence import cooccurrence_table, count_cooccurrence

    with opened(project) as study:

        def table(asked: Filters) -> "Table":
            return cooccurrence_table(count_cooccurrence(study, asked, within, zeros=zeros))

        with _counting(study, filters, format, output, lambda asked: len(table(asked).rows)):
            put_table(table(filters), format, output)


def rule_options(command: Any) -> Any:
    """How saturation is reckoned; the command gets `base`, `run`, `threshold`, `orders`, `seed`."""
    for option in (
        click.option("--seed", type=int, default=1, show_default=True, help=_("The seed of the random orders.")),
        click.option(
            "--orders",
            type=click.IntRange(0, 100_000),
            default=200,
            show_default=True,
            help=_("How many random orders the band is made of."),
        ),
        click.option(
            "--threshold",
            type=float,
            default=0.05,
            show_default=True,
            help=_("The share of new categories at which it is reached, 0 to 1."),
        ),
        click.option(
            "--run",
            type=click.IntRange(2, 3),
            default=2,
            show_default=True,
            help=_("Interviews in a run, 2 or 3."),
        ),
        click.option(
            "--base",
            type=click.IntRange(4, 6),
            default=4,
            show_default=True,
            help=_("Interviews in the base, 4 to 6."),
        ),
    ):
        command = option(command)
    return command


@click.command(
    "saturation",
    help=_(
        "How much new the last interviews brought, per role (Guest, Namey & Chen 2020): group, before, run, first, last, new, base, ratio, low, high, reached."
    ),
)
@project_argument
@rule_options
@filter_options(*ALL_FILTERS)
@output_options()
def saturation_command(
    project: Path,
    base: int,
    run: int,
    threshold: float,
    orders: int,
    seed: int,
    filters: Filters,
    format: str | None,
    output: Path | None,
) -> None:
    """Reckon each role's."""
    from exports.tables.saturation import Rule, count_saturation, saturation_table

    rule = Rule(base, run, threshold, orders, seed)
    with opened(project) as study:

        def table(asked: Filters) -> "Table":
            return saturation_table(count_saturation(study, asked, rule))

        with _counting(study, filters, format, output, lambda asked: len(table(asked).rows)):
            put_table(table(filters), format, output)


@click.command(
    "portrait",
    help=_("Where in an interview each category falls, from 0 to 1: transcript, schema, code, path, coding, from, to."),
)
@project_argument
@filter_options(*ALL_FILTERS)
@output_options()
def portrait_command(project: Path, filters: Filters, format: str | None, output: Path | None) -> None:
    """Place every passage."""
    from exports.tables.portrait import portrait_table

    with opened(project) as study, _counting(study, filters, format, output):
        put_table(portrait_table(study, filters), format, output)


@click.command("figure", help=_("Draw a figure, as SVG, PDF or PNG by the ending of FILE."))
@project_argument
@click.argument(
    "kind",
    type=click.Choice(["frequencies", "heatmap", "cooccurrence", "portrait", "saturation", "themes"]),
    metavar="KIND",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("Write to a file; its ending picks the format."),
)
@click.option("--format", type=click.Choice(["svg", "pdf", "png"]), help=_("How to write the result."))
@by_option
@within_option
@rule_options
@filter_options(*ALL_FILTERS)
@language_option
def figure_command(
    project: Path,
    kind: str,
    output: Path | None,
    format: str | None,
    by: str,
    within: str,
    base: int,
    run: int,
    threshold: float,
    orders: int,
    seed: int,
    filters: Filters,
) -> None:
    """Count and draw; without a file, an SVG goes to standard output."""
    from exports.tables.figures import make_figure
    from exports.tables.filters import look_up, one_coder
    from exports.tables.saturation import Rule
    from exports.writers.figures import figure_format, write_figure

    chosen = format or (figure_format(output) if output else "svg")
    if output is None and chosen != "svg":
        raise InputError(
            _("A {format} file cannot be shown in the terminal; name a file with -o.").format(format=chosen)
        )
    rule = Rule(base, run, threshold, orders, seed)
    with opened(project) as study:
        if kind == "themes":
            from exports.tables.themes import theme_map
            from exports.writers.theme_map import write_theme_map

            drawn = theme_map(study, filters)
            write_theme_map(drawn, chosen, output or sys.stdout.buffer, language=export_language(study))
            say_if_nothing(study, filters)
            return
        one_coder(study, look_up(study, filters))
        say_if_nothing(study, filters)
        with in_language(export_language(study)):
            figure = make_figure(study, kind, filters, by=by, within=within, rule=rule)
            write_figure(figure, chosen, output or sys.stdout.buffer)
