"""The numbers of participants, and of passages."""

from pathlib import Path

import click

from app.cli.codebook_group import chosen_schemas
from app.cli.common import ALL_FILTERS, filter_options, opened, output_options, project_argument, put_table, worded_for
from corpus.messages import _
from exports.tables.filters import Filters

_FILTERS = tuple(name for name in ALL_FILTERS if name not in ("transcript", "flag"))


@click.command(
    "scores",
    help=_(
        "List the numbers given to participants, their sums per group and schema, and what a full sum is called; or "
        "give one with --set. Columns: participant, role, coder, schema, code, path, score, given, of, band."
    ),
)
@project_argument
@click.option(
    "--set",
    "given",
    nargs=3,
    multiple=True,
    metavar="PARTICIPANT CATEGORY NUMBER",
    help=_("Give a participant a number on a category; '' as the number takes it away. May be given several times."),
)
@click.option(
    "--passages",
    is_flag=True,
    help=_(
        "List the numbers of passages instead. Columns: coding, transcript, turn, participant, role, schema, code, "
        "path, coder, number, text."
    ),
)
@click.option("--as", "coder_name", default="", metavar="NAME", help=_("Who gives the number."))
@filter_options(*_FILTERS)
@output_options()
def scores_command(
    project: Path,
    given: tuple[tuple[str, str, str], ...],
    passages: bool,
    coder_name: str,
    filters: Filters,
    format: str | None,
    output: Path | None,
) -> None:
    """Set, or list."""
    from exports.tables.scores import numbers_table, scores_table

    if given:
        _set(project, given, filters, coder_name)
        return
    with opened(project) as study, worded_for(study, format, output):
        put_table(numbers_table(study, filters) if passages else scores_table(study, filters), format, output)


def _set(project: Path, given: tuple[tuple[str, str, str], ...], filters: Filters, coder: str) -> None:
    """Give the numbers, all or none, as one change."""
    from codebook.ranges import read_number
    from codebook.scales import score
    from codebook.schemas import get_code
    from corpus.messages import N_
    from corpus.participants import get_participant

    with (
        opened(project, write=True, coder=coder) as study,
        study.step(N_("gave {count} numbers"), {"count": len(given)}),
    ):
        schemas = chosen_schemas(study, filters.schema)
        for label, code, number in given:
            value = read_number(number) if number.strip() else None
            score(study, get_participant(study, label), get_code(schemas, code), value)
