"""Who is who: the key list shown, and a participant's line in it written or deleted."""

from pathlib import Path

import click

from app.cli.common import language_option, opened, project_argument, put_table, read_standard_input, say
from app.cli.secrets import can_ask, key_list_passphrase
from corpus.errors import InputError, NotFoundError
from corpus.messages import _


@click.command(
    "keylist",
    help=_(
        "Show who is who from the key list, a file in another folder than the study's, with a passphrase of its own: columns participant, name, contact, time."
    ),
)
@project_argument
@click.argument("key_list", type=click.Path(path_type=Path), metavar="FILE")
@click.argument("label", default="", metavar="[PARTICIPANT]")
@click.option(
    "--set",
    "sets",
    is_flag=True,
    help=_(
        "Write who the participant is. A terminal asks for name and contact; else standard input gives them, a line each."
    ),
)
@click.option("--forget", is_flag=True, help=_("Delete the participant's lines, as when they have withdrawn."))
@click.option("--replaced", is_flag=True, help=_("Show what was replaced instead: columns was, now, kind, time."))
@click.option("--format", type=click.Choice(["text", "csv", "json"]), help=_("How to show it."))
@language_option
def keylist_command(
    project: Path, key_list: Path, label: str, sets: bool, forget: bool, replaced: bool, format: str | None
) -> None:
    """Write or delete where asked, else show."""
    from corpus.deidentify.keylist import KeyList, check_place, read_key_list, write_key_list
    from exports.tables.key_list import people_table, replaced_table

    if (sets or forget) and (not label or replaced or (sets and forget)):
        raise click.UsageError(_("Name a participant, and either --set or --forget."))
    check_place(project, key_list)
    if sets:
        label = _label_in(project, label)
    elif not key_list.exists():
        raise NotFoundError(_("There is no file {name}.").format(name=key_list))
    passphrase = key_list_passphrase(key_list)
    held = read_key_list(project, key_list, passphrase)
    if sets:
        write_key_list(project, key_list, passphrase, held.with_person(label, *_who(label)))
        say(_("Written: {path}").format(path=key_list))
    elif forget:
        less = held.without(label)
        if less == held:
            raise NotFoundError(_("The key list has no {label}.").format(label=label))
        write_key_list(project, key_list, passphrase, less)
        say(_("Deleted from the key list: {label}.").format(label=label))
    else:
        person = held.find(label) if label else None
        if label and person is None:
            raise NotFoundError(_("The key list has no {label}.").format(label=label))
        shown = KeyList((person,), held.replaced) if person else held
        put_table(replaced_table(shown) if replaced else people_table(shown), format, None)


def _label_in(project: Path, label: str) -> str:
    """The participant's label as the study spells it."""
    from corpus.participants import get_participant

    with opened(project) as study:
        return get_participant(study, label).label


def _who(label: str) -> tuple[str, str]:
    """Name and contact, never from the command line, which others can read."""
    if can_ask():
        name = click.prompt(_("Who is {label}?").format(label=label), err=True)
        contact = click.prompt(_("How to reach them (may be empty)"), default="", show_default=False, err=True)
        return str(name), str(contact)
    lines = [*read_standard_input().splitlines(), "", ""]
    if not lines[0].strip():
        raise InputError(_("No name was given: run this in a terminal, or give it on standard input."))
    return lines[0], lines[1]
