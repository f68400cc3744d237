"""Undo, redo and the journal."""

from pathlib import Path

import click

from app.cli.common import language_option, opened, output_options, project_argument, put_table, say
from corpus.messages import _

as_option = click.option("--as", "coder", default="", metavar="NAME", help=_("Who undoes it."))


@click.command("undo", help=_("Take back the last change."))
@project_argument
@click.option("--any-coder", is_flag=True, help=_("Also where another coder made it."))
@as_option
@language_option
def undo_command(project: Path, any_coder: bool, coder: str) -> None:
    """Take back one step and say what it was."""
    with opened(project, write=True, coder=coder) as study:
        step = study.undo(other_coders=any_coder)
    say(_("Undone: {what}").format(what=step.what) if step else _("There is nothing to undo."))


@click.command("redo", help=_("Do the change last undone again."))
@project_argument
@language_option
def redo_command(project: Path) -> None:
    """Do one step again and say what it is."""
    with opened(project, write=True) as study:
        step = study.redo()
    say(_("Done again: {what}").format(what=step.what) if step else _("There is nothing to redo."))


@click.command("steps", help=_("List every change, the first first."))
@project_argument
@output_options()
def steps_command(project: Path, format: str | None, output: Path | None) -> None:
    """List the journal."""
    from exports.tables.listings import steps_table

    with opened(project) as study:
        put_table(steps_table(study), format, output)
