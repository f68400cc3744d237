"""Nothing lost: snapshots, bringing one back, checking a study."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.common import language_option, opened, output_options, project_argument, put_table, say, warn_where_copied
from corpus.errors import InputError
from corpus.messages import _

if TYPE_CHECKING:
    from exports.values import Table


@click.command("backup", help=_("Take a snapshot now, or list them: columns snapshot, size, file."))
@project_argument
@click.option("--list", "listing", is_flag=True, help=_("List the snapshots there are."))
@output_options()
def backup_command(project: Path, listing: bool, format: str | None, output: Path | None) -> None:
    """Take or list."""
    from corpus.store import now
    from corpus.store.snapshots import take_snapshot

    if listing:
        put_table(_table(project), format, output)
        return
    with opened(project, write=True) as study:
        path = take_snapshot(study, now()[:10])
    say(_("Written: {path}").format(path=path))


def _table(project: Path) -> "Table":
    from corpus.store.snapshots import list_snapshots
    from exports.values import Column, Table

    columns = (
        Column("snapshot", _("snapshot")),
        Column("size", _("size in bytes"), "int"),
        Column("file", _("file")),
    )
    rows = tuple((found.name, found.size, str(found.path)) for found in list_snapshots(project))
    return Table(_("Snapshots"), columns, rows)


@click.command(
    "restore",
    help=_("Show what differs in a snapshot; with --apply put it in the study's place, keeping what stood there."),
)
@project_argument
@click.argument("snapshot", required=False)
@click.option("--apply", is_flag=True, help=_("Put it in the study's place."))
@language_option
def restore_command(project: Path, snapshot: str | None, apply: bool) -> None:
    """Compare, and put back where asked."""
    from codebook.models import MODELS
    from corpus.store.snapshots import compare, get_snapshot, list_snapshots, restore_snapshot

    names = [found.name for found in list_snapshots(project)]
    if snapshot is None and not names:
        raise InputError(_("There is no snapshot of {path} yet.").format(path=project))
    chosen = get_snapshot(project, names[0] if snapshot is None else snapshot)
    with opened(project) as study:
        difference, key = compare(study, chosen, MODELS), study.key
    click.echo(_("Snapshot {name}:").format(name=chosen.name))
    for words, here, there in difference.counts:
        click.echo(_("  {what}: {there} (now {here})").format(what=words, there=there, here=here))
    click.echo(_("  changes made since: {n}").format(n=difference.steps))
    if not apply:
        click.echo(_("Nothing was done; --apply puts it in the study's place."))
        return
    before = restore_snapshot(project, key, chosen, MODELS)
    say(_("Brought back. What stood there before is kept: {path}").format(path=before))


@click.command(
    "check", help=_("Check a study: columns check, what, remedy, repaired. Exit code 1 where something is wrong.")
)
@project_argument
@click.option("--repair", is_flag=True, help=_("Mend what can be mended."))
@output_options()
def check_command(project: Path, repair: bool, format: str | None, output: Path | None) -> None:
    """Check, and mend where asked."""
    from corpus.store.check import check_project
    from exports.values import Column, Table

    with opened(project, write=repair) as study:
        findings = check_project(study, repair=repair)
    warn_where_copied(project)
    if not findings and format is None and output is None:
        say(_("Nothing is wrong with {path}.").format(path=project))
        return
    columns = (
        Column("check", _("check")),
        Column("what", _("what is wrong")),
        Column("remedy", _("what to do")),
        Column("repaired", _("repaired")),
    )
    rows = tuple((f.check, f.what, f.remedy, f.repaired) for f in findings)
    put_table(Table(_("Check"), columns, rows), format, output)
    if any(not finding.repaired for finding in findings):
        sys.exit(1)
