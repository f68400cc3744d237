"""People's rights: what is known of a participant, their consent, their words given and corrected; withdrawal."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.common import (
    chosen_format,
    export_language,
    language_option,
    opened,
    output_options,
    project_argument,
    put_table,
    say,
    seal_options,
)
from corpus.errors import InputError, NotFoundError
from corpus.messages import _, in_language, ngettext

if TYPE_CHECKING:
    from corpus.store import Project

_READABLE = {".docx": "docx", ".txt": "text", ".md": "md"}


@click.command(
    "participant",
    help=_(
        "Show what is known of a participant: columns what, said, date. Record consent, give them their own interview, read their corrections back."
    ),
)
@project_argument
@click.argument("label", metavar="PARTICIPANT")
@click.option(
    "--consent", nargs=2, metavar="DATE TEXT", help=_("Record what was agreed, and when, as 2026-03-24; empty: today.")
)
@click.option(
    "--give",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("Write their own interview to a docx, txt or md file, and nothing else of the study."),
)
@click.option(
    "--correct",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=_("Read the file they were given, corrected, back in."),
)
@output_options()
def participant_command(
    project: Path,
    label: str,
    consent: tuple[str, str] | None,
    give: Path | None,
    correct: Path | None,
    format: str | None,
    output: Path | None,
) -> None:
    """Do what is asked, else show what is known."""
    from corpus.consent import add_consent, read_day
    from exports.tables.people import person_table

    if give:
        _check_given(give)
    with opened(project, write=bool(consent or give or correct)) as study:
        if consent:
            read_day(consent[0] or "1.1.2000")
        if correct:  # first, since it may be refused
            _correct(study, label, correct)
        if consent:
            add_consent(study, label, *consent)
            say(_("Recorded."))
        if give:
            _give(study, label, give)
        if not (consent or give or correct):
            put_table(person_table(study, label), format, output)


def _check_given(path: Path) -> None:
    from exports.writers.target import check_target

    if path.suffix.lower() not in _READABLE:
        raise InputError(_("Name a docx, txt or md file."))
    check_target(path)


def _give(study: "Project", label: str, path: Path) -> None:
    from codebook.given import record_giving
    from corpus.participants import get_participant
    from corpus.store.manifest import remember_file
    from exports.given import given_page
    from exports.writers import write_page
    from exports.writers.target import telling, written_as

    format = _READABLE[path.suffix.lower()]
    person = get_participant(study, label).label
    with (
        in_language(export_language(study)),
        telling(lambda file: remember_file(study, file, "participant --give", (person,))),
    ):
        write_page(given_page(study, person), format, path)
    record_giving(study, person)
    say(_("Written: {path}").format(path=written_as(path)))


def _correct(study: "Project", label: str, path: Path) -> None:
    from codebook.given import say_missing, take_back

    back = take_back(study, label, path)
    say(ngettext("{count} place changed.", "{count} places changed.", back.places).format(count=back.places))
    for sentence in back.gone:
        say(sentence)
    if back.missing:
        say(say_missing(back.missing))
    if back.others:
        say(
            _("The interviewer's words were changed too, and stand as they were: {list}.").format(
                list=", ".join(back.others)
            )
        )


@click.command("files", help=_("List every file written from a study: columns path, time, what, participants, there."))
@project_argument
@output_options()
def files_command(project: Path, format: str | None, output: Path | None) -> None:
    """List the manifest."""
    from exports.tables.people import files_table

    with opened(project) as study:
        put_table(files_table(study), format, output)


@click.command(
    "withdraw",
    help=_(
        "Take a participant out of the study for good, with everything of theirs, and say what must be redone. A terminal shows what will go, and asks first."
    ),
)
@project_argument
@click.argument("label", metavar="PARTICIPANT")
@click.option("--dry-run", is_flag=True, help=_("Only say what will go and what must be redone."))
@click.option("--yes", is_flag=True, help=_("Do not ask. It cannot be undone."))
@click.option("--whole", is_flag=True, help=_("Let interviews of several go whole where turns are not told apart."))
@click.option(
    "--key-list", type=click.Path(path_type=Path), metavar="FILE", help=_("Delete their lines in this key list too.")
)
@click.option("--keep-files", is_flag=True, help=_("Leave exports where they are; only list them."))
@click.option("--receipt", type=click.Path(path_type=Path), metavar="FILE", help=_("Write the receipt to a file too."))
@click.option(
    "--format", type=click.Choice(["text", "md", "docx"]), help=_("How to write what will go; docx goes to a file.")
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help=_("Write what will go to a file.")
)
@seal_options
@language_option
def withdraw_command(
    project: Path,
    label: str,
    dry_run: bool,
    yes: bool,
    whole: bool,
    key_list: Path | None,
    keep_files: bool,
    receipt: Path | None,
    format: str | None,
    output: Path | None,
) -> None:
    """Say what will go, and erase it."""
    import sys

    from codebook.withdraw import plan_withdrawal, withdraw
    from exports.tables.withdrawal import withdrawal_page
    from exports.writers import put, write_page
    from exports.writers.target import check_target, telling

    if receipt is not None:
        check_target(receipt)
    with opened(project, write=True) as study:
        plan = plan_withdrawal(study, label, whole=whole)
        write_page(
            withdrawal_page(study, plan, keep_files=keep_files),
            chosen_format(format, output),
            output or sys.stdout.buffer,
        )
        if dry_run or not (yes or _agreed(plan.person.label)):
            say(_("Nothing was done."))
            return
        forget = _ready_to_forget(study, plan.person.label, key_list)
        done = withdraw(study, plan, keep_files=keep_files)
        for path in (*(plan.holding if keep_files else ()), *(plan.unknown if keep_files else ()), *done.left):
            say(_("Still there: {path}").format(path=path))
        click.echo(f"\n{done.receipt}")
        forget()
        if receipt is not None:
            with telling(lambda _file: None):  # a receipt holds nobody, and outlives the study
                put(f"{done.receipt}\n".encode(), receipt)
        if done.found:
            raise InputError(_("Words were found on {n} pages afterwards: see above.").format(n=done.found))


def _agreed(label: str) -> bool:
    """Whether who sits at the terminal types the label; without a terminal the command itself was the word."""
    from app.cli.secrets import can_ask

    asked = _("This cannot be undone. Type {label} to go on").format(label=label)
    return not can_ask() or str(click.prompt(asked, default="", show_default=False, err=True)).strip() == label


def _ready_to_forget(study: "Project", label: str, key_list: Path | None) -> Callable[[], None]:
    """What deletes the participant's lines in the key list; a wrong passphrase is told before anything is done."""
    if key_list is None:
        return lambda: say(
            _("Delete their line in the key list too: tusj keylist {study} FILE {label} --forget").format(
                study=study.path, label=label
            )
        )
    from app.cli.secrets import key_list_passphrase
    from corpus.deidentify.keylist import check_place, read_key_list, write_key_list

    check_place(study.path, key_list)
    if not key_list.is_file():
        raise NotFoundError(_("There is no file {name}.").format(name=key_list))
    passphrase = key_list_passphrase(key_list)
    held = read_key_list(study.path, key_list, passphrase)

    def forget() -> None:
        write_key_list(study.path, key_list, passphrase, held.without(label))
        say(_("Deleted from the key list: {label}.").format(label=label))

    return forget
