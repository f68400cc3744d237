"""Passphrases: asked for, never taken from the command line, never shown."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.common import language_option, project_argument, say
from corpus.errors import InputError
from corpus.messages import _

if TYPE_CHECKING:
    from corpus.store.cipher import Key


def passphrase_for(path: Path) -> str:
    """The passphrase of a study that needs one: from TUSJ_PASSPHRASE, else asked for; empty where it needs none.

    Without a terminal nothing is asked for: opening the study then says what is missing.
    """
    from corpus.store import is_encrypted

    if not is_encrypted(path):
        return ""
    given = os.environ.get("TUSJ_PASSPHRASE", "")
    if given or not can_ask():
        return given
    return str(click.prompt(_("Passphrase of {path}").format(path=path.name), hide_input=True, err=True))


def new_passphrase(variable: str = "TUSJ_PASSPHRASE", *, of_study: bool = True) -> str:
    """A passphrase for what has none yet: from a variable, else asked for twice; empty where neither can be."""
    given = os.environ.get(variable, "")
    if given or not can_ask():
        return given
    if of_study:
        say(_("A passphrase that is lost cannot be found again, by anybody: without it the study is gone."))
    else:
        say(_("A passphrase that is lost cannot be found again, by anybody: without it nobody opens the file."))
    first = click.prompt(_("New passphrase"), hide_input=True, err=True)
    if click.prompt(_("Once more"), hide_input=True, err=True) != first:
        raise InputError(_("The two passphrases differ; nothing was done."))
    return str(first)


def passphrase_of_new_study() -> str:
    """The passphrase of a study to be made; InputError where none is given and nobody can be asked."""
    passphrase = new_passphrase()
    if not passphrase:
        raise InputError(
            _(
                "No passphrase was given, and nothing was made: run this in a terminal, set TUSJ_PASSPHRASE, or say --no-encrypt."
            )
        )
    return passphrase


def recovery_asked_for(study: Path, recovery: Path | None, variable: str = "TUSJ_PASSPHRASE") -> Path | None:
    """Where a recovery file goes: as the option says, else who was asked for the passphrase; None for nowhere."""
    from corpus.store.cipher import check_recovery_place

    if recovery is None and can_ask() and not os.environ.get(variable):
        say(_("A recovery file opens the study where its passphrase is lost: whoever has it needs no passphrase."))
        asked = _("A recovery file, in another folder (empty: none)")
        named = str(click.prompt(asked, default="", show_default=False, err=True)).strip()
        recovery = Path(named).expanduser() if named else None
    if recovery is not None:
        check_recovery_place(study, recovery)
    return recovery


def key_list_passphrase(key_list: Path) -> str:
    """The key list's own passphrase: from its variable, else asked for, twice where the file is new."""
    variable = "TUSJ_KEYLIST_PASSPHRASE"
    given = os.environ.get(variable, "")
    if given:
        return given
    if key_list.exists():
        asked = _("Passphrase of {path}").format(path=key_list.name)
        return str(click.prompt(asked, hide_input=True, err=True)) if can_ask() else ""
    return new_passphrase(variable, of_study=False)


def can_ask() -> bool:
    """Whether somebody sits at a terminal to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


@click.command(
    "passphrase",
    help=_(
        "Give a study a passphrase, or another one; the new one is asked for twice, or taken from TUSJ_NEW_PASSPHRASE."
    ),
)
@project_argument
@click.option("--remove", is_flag=True, help=_("Take the passphrase off: the study is no longer encrypted."))
@click.option(
    "--recovery",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("Write a recovery file, in another folder; with nothing to change, for the passphrase there is."),
)
@click.option("--recover", type=click.Path(path_type=Path), metavar="FILE", help=_("Open by a recovery file instead."))
@language_option
def passphrase_command(project: Path, remove: bool, recovery: Path | None, recover: Path | None) -> None:
    """Change, add or remove a passphrase; write a recovery file."""
    from corpus.store.cipher import check_recovery_place, write_recovery
    from corpus.store.rekey import change_passphrase

    if recovery is not None:
        check_recovery_place(project, recovery)
    key = _key_for_change(project, recover)
    if remove:
        change_passphrase(project, key, "")
        say(
            _("{path} is no longer encrypted. Copies and snapshots made before keep their passphrase.").format(
                path=project
            )
        )
        return
    alone = recovery is not None and recover is None and key is not None
    if not alone or os.environ.get("TUSJ_NEW_PASSPHRASE"):
        given = new_passphrase("TUSJ_NEW_PASSPHRASE")
        if not given:
            raise InputError(_("No new passphrase was given: run this in a terminal, or set TUSJ_NEW_PASSPHRASE."))
        recovery = recovery_asked_for(project, recovery, "TUSJ_NEW_PASSPHRASE")
        key = change_passphrase(project, key, given)
        say(
            _(
                "The passphrase of {path} is set. Copies, snapshots and recovery files made before keep the old one."
            ).format(path=project)
        )
    if recovery is not None and key is not None:
        write_recovery(key, project, recovery)
        say(_("Written: {path}").format(path=recovery))


def _key_for_change(project: Path, recover: Path | None) -> "Key | None":
    """The key a study has now, by its recovery file or its passphrase; None where it is plain."""
    from corpus.store import PassphraseError, PassphraseNeededError, is_encrypted
    from corpus.store.cipher import key_of, recovered_key
    from corpus.store.sqlite import check_header

    key = None
    if recover is not None:
        key = recovered_key(project, recover)
    elif is_encrypted(project):
        given = passphrase_for(project)
        if not given:
            raise PassphraseNeededError(_("{path} is encrypted; it needs its passphrase.").format(path=project))
        key = key_of(project, given)
    try:
        check_header(project, key)
    except PassphraseError:
        if recover is None:
            raise
        raise PassphraseError(
            _(
                "{recovery} does not open {path}: it was written for another study or an earlier passphrase, "
                "or a file is damaged."
            ).format(recovery=recover, path=project)
        ) from None
    return key
