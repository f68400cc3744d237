"""The project as a whole: its facts, and its end."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.common import language_option, opened, output_options, project_argument, put_table, say
from corpus.errors import InputError
from corpus.messages import N_, _, ngettext

if TYPE_CHECKING:
    from corpus.store import Project
    from exports.values import Table


@click.command(
    "about",
    help=_(
        "Show or set facts of the project: approval, supervisor, end, afterwards; columns name, what, value. The last rows say the days left and what was erased."
    ),
)
@project_argument
@click.option(
    "--set",
    "settings",
    nargs=2,
    multiple=True,
    metavar="NAME VALUE",
    help=_("Set a fact; an empty value takes it away."),
)
@output_options()
def about_command(
    project: Path, settings: tuple[tuple[str, str], ...], format: str | None, output: Path | None
) -> None:
    """Set where asked, then show."""
    from codebook.facts import set_fact

    with opened(project, write=bool(settings)) as study:
        if settings:
            with study.step(N_("set facts of the project")):
                for name, value in settings:
                    set_fact(study, name, value)
        put_table(_facts_table(study), format, output)


def _facts_table(study: "Project") -> "Table":
    from codebook.facts import NAMES, get_facts
    from corpus.store.erase import list_receipts
    from exports.values import Column, Table

    facts = get_facts(study)
    rows = [(name, _(words), str(getattr(facts, name))) for name, words in NAMES.items()]
    left = facts.days_left()
    if left is not None:
        rows.append(("days-left", _("days left"), str(left)))
    rows += [("receipt", receipt.time, receipt.text) for receipt in list_receipts(study)]
    columns = (Column("name", _("name")), Column("what", _("what")), Column("value", _("value")))
    return Table(_("About the project"), columns, tuple(rows))


@click.command(
    "close",
    help=_(
        "Walk through the end of a project: the key list, the backgrounds, erase everything or keep what is de-identified. In a terminal it asks; else the options say. Nothing is done without --yes."
    ),
)
@project_argument
@click.option("--key-list", type=click.Path(path_type=Path), metavar="FILE", help=_("Delete this key list."))
@click.option("--group", multiple=True, metavar="NAME", help=_("Group a background: numbers by tens, dates by year."))
@click.option("--drop", multiple=True, metavar="NAME", help=_("Drop a background."))
@click.option("--erase", is_flag=True, help=_("Erase the study, its snapshots and every file written from it."))
@click.option("--keep", is_flag=True, help=_("Keep what is de-identified; what was before goes, with every copy."))
@click.option("--receipt", type=click.Path(path_type=Path), metavar="FILE", help=_("Write the receipt to a file too."))
@click.option("--yes", is_flag=True, help=_("Do it. It cannot be undone."))
@language_option
def close_command(
    project: Path,
    key_list: Path | None,
    group: tuple[str, ...],
    drop: tuple[str, ...],
    erase: bool,
    keep: bool,
    receipt: Path | None,
    yes: bool,
) -> None:
    """Ask, or take the options' word; say what will be done; do it."""
    from codebook.close import check_key_list
    from exports.writers.target import check_target

    if erase and keep:
        raise click.UsageError(_("Choose --erase or --keep."))
    if (group or drop) and not keep:
        raise click.UsageError(_("--group and --drop go with --keep."))
    if receipt is not None:
        check_target(receipt)
    asks = not (key_list or erase or keep) and sys.stdin.isatty() and sys.stderr.isatty()
    with opened(project, write=True) as study:
        if asks:
            key_list, erase, group, drop = _ask(study)
            keep = not erase
        if key_list:
            check_key_list(study, key_list)
        _say_plan(study, key_list, erase, keep)
        if not (yes or (asks and _agreed(study))):
            say(_("Nothing was done; --yes does it, for good."))
            return
        said, found = _close(study, key_list, erase, keep, (group, drop))
    click.echo(said)
    if receipt is not None and said:
        from exports.writers import put

        put(f"{said}\n".encode(), receipt)
    if found:
        raise InputError(_("Words were found on {n} pages afterwards: see above.").format(n=found))


def _ask(study: "Project") -> tuple[Path | None, bool, tuple[str, ...], tuple[str, ...]]:
    """The walk, with a terminal: the key list, then everything or not, then each background."""
    from corpus.participants import list_attributes

    named = click.prompt(_("Where is the key list? (empty: there is none)"), default="", show_default=False, err=True)
    key_list = Path(named).expanduser() if named.strip() else None
    if click.confirm(_("Erase everything: the study, its snapshots, every file written from it?"), err=True):
        return key_list, True, (), ()
    group: list[str] = []
    drop: list[str] = []
    for attribute in list_attributes(study):
        ways = ["k", "d"] if attribute.kind == "text" else ["k", "g", "d"]  # words fall into no groups
        question = _("{name}: (k)eep, (d)rop?") if attribute.kind == "text" else _("{name}: (k)eep, (g)roup, (d)rop?")
        answer = click.prompt(question.format(name=attribute.name), type=click.Choice(ways), default="k", err=True)
        if answer != "k":
            (group if answer == "g" else drop).append(attribute.name)
    return key_list, False, tuple(group), tuple(drop)


def _agreed(study: "Project") -> bool:
    typed = click.prompt(
        _("This cannot be undone. Type the study's name to do it"), default="", show_default=False, err=True
    )
    return bool(typed.strip() == study.name)


def _say_plan(study: "Project", key_list: Path | None, erase: bool, keep: bool) -> None:
    from codebook.close import everything_of
    from codebook.facts import get_facts, say_end
    from corpus.store.manifest import copies_of, list_files

    facts = get_facts(study)
    for line in (say_end(facts), facts.afterwards):
        if line:
            click.echo(line)
    if key_list:
        click.echo(_("Goes: the key list {path}").format(path=key_list))
    if erase:
        for path in everything_of(study):
            click.echo(_("Goes: {path}").format(path=path))
    elif keep:
        count = len(copies_of(study))
        click.echo(ngettext("Goes: {n} snapshot.", "Goes: {n} snapshots.", count).format(n=count))
        click.echo(_("Stays: the interviews and what is coded, without the journal's words."))
    else:
        click.echo(_("Say what shall happen: --key-list FILE, --erase, or --keep with --group and --drop."))
    for file in list_files(study):
        if not file.there:
            click.echo(_("Not where it was, look for it yourself: {path}").format(path=file.path))


def _close(
    study: "Project", key_list: Path | None, erase: bool, keep: bool, grouped: tuple[tuple[str, ...], tuple[str, ...]]
) -> tuple[str, int]:
    """Do it; returns what is said, and how many pages still held words that were taken out."""
    from codebook.close import delete_key_list, erase_everything, keep_deidentified

    said, found = [], 0
    if keep:  # first, since it may be refused
        done = keep_deidentified(study, *grouped)
        said.append(done.receipt)
        found = done.found or 0
    if key_list:
        delete_key_list(study, key_list)
        said.insert(0, _("The key list was deleted; delete its copies and the recovery file too."))
    if erase:
        ending = erase_everything(study)
        for path in ending.left:
            say(_("Still there: {path}").format(path=path))
        said.append(ending.receipt)
    if not said:
        raise InputError(_("Say what shall happen: --key-list FILE, --erase, or --keep with --group and --drop."))
    return "\n".join(said), found
