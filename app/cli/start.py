"""Making and opening studies."""

import gc
import os
import sys
from pathlib import Path

import click

from app.cli.common import language_option, opened, project_argument, say, warn_where_copied
from corpus.errors import InputError, ProjectError
from corpus.messages import _
from corpus.messages import language as current_language


@click.command("demo", help=_("Make the sample study in a folder and open it; Norwegian unless --language en."))
@click.argument("folder", default=".", type=click.Path(path_type=Path), metavar="[FOLDER]")
@click.option("--no-open", is_flag=True, help=_("Only make it, and print its path."))
@click.option("--language", type=click.Choice(["en", "nb"]), help=_("Language of the sample."))
def demo_command(folder: Path, no_open: bool, language: str | None) -> None:
    """Make the sample where it is not there, then open it."""
    path = folder / "demo.tusj"
    asked = any(word.split("=")[0] == "--language" for word in sys.argv)
    wanted = language or (current_language() if asked else "")
    if os.path.exists(path):
        if wanted and path.is_file():
            _say_other_language(path, wanted)
    else:
        from codebook.sample import make_sample

        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            raise ProjectError(_("The folder {path} cannot be made.").format(path=folder)) from None
        make_sample(path, wanted or "nb").close()
    if no_open or not sys.stdout.isatty():
        click.echo(str(path))
        return
    open_workbench(path, first_start=True)


def _say_other_language(path: Path, wanted: str) -> None:
    """A sample that is there already is opened as it is; in the other language it needs a folder of its own."""
    with opened(path) as study:
        if study.language != wanted:
            say(
                _("{path} is there already, in the other language; name another folder for a new one.").format(
                    path=path
                )
            )


@click.command(
    "new",
    help=_(
        "Make a new study; its name ends in .tusj. It speaks the language of the interface, or the one a built-in schema is named in, unless --language is given."
    ),
)
@project_argument
@click.option(
    "--schema",
    "schemas",
    multiple=True,
    metavar="NAME",
    help=_("Start with a built-in schema; may be given several times."),
)
@click.option("--name", default="", help=_("The study's name; without it the file's."))
@click.option("--no-encrypt", is_flag=True, help=_("Without a passphrase: anybody with the file can read it."))
@click.option(
    "--recovery", type=click.Path(path_type=Path), metavar="FILE", help=_("Write a recovery file, in another folder.")
)
@language_option
def new_command(project: Path, schemas: tuple[str, ...], name: str, no_encrypt: bool, recovery: Path | None) -> None:
    """Make a study, encrypted unless told otherwise, with schemas where asked.

    Its language is the one asked for with --language, else the one its first built-in schema is named in, else the
    interface's.
    """
    from app.cli.secrets import passphrase_of_new_study, recovery_asked_for
    from codebook.builtins import get_builtin, language_of
    from codebook.project import create_project
    from codebook.readings import add_schema_in_use
    from corpus.store.making import check_free

    if project.suffix != ".tusj":
        raise InputError(_("A study's file ends in .tusj: {path}.tusj").format(path=project))
    if no_encrypt and recovery is not None:
        raise click.UsageError(_("A study without a passphrase has no recovery file."))
    check_free(project)
    asked = any(word.split("=")[0] == "--language" for word in sys.argv)
    named = next((found for schema in schemas if (found := language_of(schema))), "")
    language = current_language() if asked or not named else named
    drafts = [get_builtin(schema, language) for schema in schemas]
    passphrase = "" if no_encrypt else passphrase_of_new_study()
    if passphrase:
        recovery = recovery_asked_for(project, recovery)
    with create_project(project, name, language, passphrase=passphrase) as study:
        for draft in drafts:
            add_schema_in_use(study, draft)
        if recovery is not None and study.key is not None:
            from corpus.store.cipher import write_recovery

            write_recovery(study.key, project, recovery)
            say(_("Written: {path}").format(path=recovery))
    say(_("Made {path}.").format(path=project))
    warn_where_copied(project)


@click.command("open", hidden=True)
@project_argument
@click.option("--as", "coder", default="", metavar="NAME", help=_("Who codes."))
@language_option
def open_command(project: Path, coder: str) -> None:
    """Open a study in the workbench."""
    open_workbench(project, coder=coder)


def open_workbench(path: Path, *, first_start: bool = False, coder: str = "") -> None:
    """Run the workbench on a study; refused without a terminal."""
    _need_terminal()
    # Until the first screen stands nothing is garbage, and looking for it takes a tenth of the time to get there.
    gc.disable()
    from app.cli.secrets import passphrase_for
    from app.workbench import run

    run(path, first_start=first_start, coder=coder, passphrase=passphrase_for(path))


def open_start() -> None:
    """Run the start screen: my studies, the sample, a new one."""
    _need_terminal()
    from app.workbench import run

    run(None, first_start=True)


def _need_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(_("The workbench needs a terminal; tusj --help lists the commands that do not."))
