"""Readings and how far each interview is."""

from pathlib import Path

import click

from app.cli.common import opened, output_options, project_argument, put_table
from corpus.messages import _


@click.command("readings", help=_("Show the readings; add one, use a schema in one, or set an interview's status."))
@project_argument
@click.option("--add", "new", metavar="NAME", help=_("Add a reading."))
@click.option("--use", nargs=2, metavar="READING SCHEMA", help=_("Use a schema in a reading."))
@click.option(
    "--set",
    "setting",
    nargs=3,
    metavar="READING TRANSCRIPT STATUS",
    help=_("Status: “not started”, “under way” or “read”."),
)
@output_options()
def readings_command(
    project: Path,
    new: str | None,
    use: tuple[str, str] | None,
    setting: tuple[str, str, str] | None,
    format: str | None,
    output: Path | None,
) -> None:
    """Change readings where asked, then list them."""
    from codebook.readings import add_reading, get_reading, set_status, use_schema
    from codebook.schemas import get_schema
    from corpus.transcripts import get_transcript
    from exports.tables.listings import readings_table

    with opened(project, write=bool(new or use or setting)) as study:
        if new:
            add_reading(study, new)
        if use:
            use_schema(study, get_schema(study, use[1]), get_reading(study, use[0]))
        if setting:
            reading, transcript, status = setting
            set_status(study, get_reading(study, reading), get_transcript(study, transcript), status)
        put_table(readings_table(study), format, output)
