"""The matrix: participants × categories, on paper and as rows."""

import sys
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
    say_if_nothing,
    say_who_may_be_told,
)
from corpus.errors import InputError
from corpus.messages import N_, _, in_language
from exports.tables.filters import Filters

if TYPE_CHECKING:
    from codebook.schemas import Code
    from corpus.participants import Participant
    from corpus.store import Project

_Three = tuple[tuple[str, str, str], ...]
_NOTHING = "none"


@click.command(
    "matrix",
    help=_(
        "Lay out participants × categories: A3 sheets, one a role, in docx, xlsx and html; elsewhere tidy rows: participant, role, schema, code, path, summary, status, gists, segments, passages."
    ),
)
@project_argument
@click.option(
    "--table",
    "printed",
    is_flag=True,
    help=_(
        "The table for the thesis instead: passage, gist, category, theme; in text, csv and json also participant, role, transcript, turn."
    ),
)
@click.option(
    "--set",
    "summaries",
    nargs=3,
    multiple=True,
    metavar="PARTICIPANT CATEGORY TEXT",
    help=_("Write the summary of a cell; an empty text takes it away. Then only the cells changed are shown."),
)
@click.option(
    "--empty",
    "statuses",
    nargs=3,
    multiple=True,
    metavar="PARTICIPANT CATEGORY STATUS",
    help=_("Say what an empty cell means: not-asked, silent (asked, said nothing), not-applicable, or none."),
)
@filter_options(*ALL_FILTERS)
@output_options(("text", "csv", "json", "xlsx", "md", "docx", "html"))
def matrix_command(
    project: Path,
    printed: bool,
    summaries: _Three,
    statuses: _Three,
    filters: Filters,
    format: str | None,
    output: Path | None,
) -> None:
    """Write in cells where asked, then lay out."""
    from exports.writers.matrix import matrix_format

    if format is None and output is not None:
        format = matrix_format(output)
    if printed and format == "html":
        raise InputError(_("The table for the thesis is written as text, csv, json, xlsx, md or docx."))
    chosen = chosen_format(format, output)
    writes = bool(summaries or statuses)
    with opened(project, write=writes) as study:
        changed = _change(study, summaries, statuses) if writes else []
        _put(study, changed, filters, chosen, printed, output)
        if not changed:
            say_if_nothing(study, filters)


def _put(
    study: "Project",
    changed: "list[tuple[Participant, Code]]",
    filters: Filters,
    format: str,
    printed: bool,
    output: Path | None,
) -> None:
    from exports.tables.filters import look_up
    from exports.tables.matrix import lay_out_matrix, matrix_table
    from exports.tables.theme_rows import theme_table
    from exports.writers import write_table
    from exports.writers.matrix import SHEETS, write_matrix

    target = output or sys.stdout.buffer
    if not changed:
        say_who_may_be_told(study, filters)
    if printed:
        look_up(study, filters)  # what is wrong with the filters is told in the language of the interface
        with in_language(export_language(study)):
            write_table(theme_table(study, filters, printed=format in ("docx", "md", "xlsx")), format, target)
        return
    matrix = lay_out_matrix(study, filters)
    with in_language(export_language(study)):
        if changed and format not in SHEETS:
            cells = [matrix.entry(person, code) for person, code in changed]
            write_table(matrix_table(cell for cell in cells if cell is not None), format, target)
        else:
            write_matrix(matrix, study.name, format, target)


def _change(study: "Project", summaries: _Three, statuses: _Three) -> "list[tuple[Participant, Code]]":
    """Write in the cells named, in one step; returns them."""
    from codebook.cells import set_cell_status, set_summary
    from codebook.questions import find_tied
    from codebook.schemas import list_schemas
    from corpus.participants import get_participant

    schemas = list_schemas(study)
    codes = {code.id: code for schema in schemas for code in schema.codes}

    def cell(label: str, name: str) -> "tuple[Participant, Code]":
        person = get_participant(study, label)
        return person, codes[find_tied(schemas, [name], person.role)[0]]

    changed = []
    with study.step(N_("wrote in the matrix")):
        for label, name, text in summaries:
            changed.append(cell(label, name))
            set_summary(study, *changed[-1], text)
        for label, name, status in statuses:
            changed.append(cell(label, name))
            set_cell_status(study, *changed[-1], "" if status == _NOTHING else status)
    return list({(person.label, code.id): (person, code) for person, code in changed}.values())
