"""Commands on how a codebook came to be as it is, and how its categories belong together."""

import sys
from pathlib import Path

import click

from app.cli.codebook_group import chosen_schemas, codebook_command, schema_option
from app.cli.common import chosen_format, opened, output_options, project_argument, put_table
from corpus.messages import _


@codebook_command.command(
    "history", help=_("Tell what happened to a category, when and why. Columns: time, coder, what, why.")
)
@project_argument
@click.argument("code", metavar="CATEGORY")
@schema_option
@output_options()
def history_command(project: Path, code: str, schema: str, format: str | None, output: Path | None) -> None:
    """Tell a category's history: sentences in text, rows elsewhere."""
    from codebook.history import list_events
    from codebook.schemas import get_code
    from exports.harmless import line
    from exports.tables.codebooks import history_table
    from exports.writers import put

    with opened(project) as study:
        found = get_code(chosen_schemas(study), code, schema)
        if chosen_format(format, output) == "text":
            told = [event.sentence for event in list_events(study, found)] or [_("Nothing has happened to it.")]
            put("".join(f"{line(sentence)}\n" for sentence in told).encode(), output or sys.stdout.buffer)
        else:
            put_table(history_table(study, found), format, output)
