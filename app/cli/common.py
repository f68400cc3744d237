"""What the commands share: arguments, filters, formats, and where results go."""

import functools
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from corpus.errors import InputError
from corpus.messages import _
from corpus.messages import language as current_language

if TYPE_CHECKING:
    from corpus.store import Project
    from exports.tables.filters import Filters
    from exports.values import Table
    from exports.writers.seal import Seal

F = TypeVar("F", bound=Callable[..., Any])

project_argument = click.argument("project", type=click.Path(path_type=Path), metavar="PROJECT")


def harmless(text: str) -> str:
    """Text that cannot act on the terminal: control and direction characters are shown, not sent."""
    from exports.harmless import visible

    return visible(text)


def say(text: str) -> None:
    """Tell something that is not the result itself, on standard error."""
    click.echo(harmless(text), err=True)


def read_standard_input() -> str:
    """What is given on standard input; InputError where it is no text."""
    try:
        return sys.stdin.read()
    except UnicodeDecodeError:
        raise InputError(_("What was given on standard input is not text in UTF-8.")) from None


def warn_where_copied(path: Path) -> None:
    """Say it where a study lies in a folder that a service copies."""
    from corpus.store.snapshots import say_synchronised

    if told := say_synchronised(path):
        say(told)


def say_who_may_be_told(study: "Project", filters: "Filters") -> None:
    """Tell which roles, with the backgrounds asked for, few participants share: passages are put out with them."""
    from exports.tables.disclosure import say_of_print

    if words := say_of_print(study, filters):
        say(words)


def language_option(command: F) -> F:
    """`--language`, accepted after the command too; it is read before the command runs."""
    option = click.option(
        "--language",
        type=click.Choice(["en", "nb"]),
        expose_value=False,
        help=_("Language of messages and exports."),
    )
    return option(command)


def output_options(
    formats: Sequence[str] = ("text", "csv", "json", "xlsx", "md", "docx"),
) -> Callable[[F], F]:
    """`--format`, `-o` and `--language`; the command gets `format` (may be None) and `output` (may be None)."""

    def decorate(command: F) -> F:
        command = click.option("--format", type=click.Choice(formats), help=_("How to write the result."))(command)
        command = click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help=_("Write to a file; its ending picks the format."),
        )(command)
        return language_option(seal_options(command))

    return decorate


def seal_options(command: F) -> F:
    """`--seal` and `--password-protect`: what is written to a file is closed with a passphrase before it is."""

    @functools.wraps(command)
    def run(*args: Any, seal: bool, password_protect: bool, **kwargs: Any) -> Any:
        from exports.writers.target import sealing

        with sealing(_seal_for(seal, password_protect)):
            return command(*args, **kwargs)

    wrapped: Any = click.option("--seal", is_flag=True, help=_("Seal the file with a passphrase: FILE.age."))(run)
    return click.option(  # type: ignore[no-any-return]
        "--password-protect", is_flag=True, help=_("Give a Word or Excel file a password of its own.")
    )(wrapped)


def _seal_for(seal: bool, own: bool) -> "Seal | None":
    """How files are sealed, where it is asked for; the passphrase from TUSJ_SEAL_PASSPHRASE, else asked for twice."""
    if not seal and not own:
        return None
    from app.cli.secrets import new_passphrase
    from exports.writers.seal import Seal

    passphrase = new_passphrase("TUSJ_SEAL_PASSPHRASE", of_study=False)
    if not passphrase:
        raise InputError(_("No passphrase was given: run this in a terminal, or set TUSJ_SEAL_PASSPHRASE."))
    return Seal(passphrase, own)


ALL_FILTERS = ("role", "participant", "transcript", "schema", "code", "coder", "flag", "reading")
FURTHER_FILTERS = ("attribute", "origin", "text", "since", "until", "quote", "exact")


def filter_options(*names: str, meant: Mapping[str, str] | None = None) -> Callable[[F], F]:
    """The filters of these names; the command gets one `filters`.

    `meant` says in the help what some of them choose, where that is not simply which coded passages.
    """

    def decorate(command: F) -> F:
        @functools.wraps(command)
        def run(*args: Any, **kwargs: Any) -> Any:
            from exports.tables.filters import Filters

            given: dict[str, Any] = {name: kwargs.pop(f"filter_{name}") for name in names}
            return command(*args, filters=Filters(**given), **kwargs)

        wrapped: Any = run
        for name in reversed(names):
            wrapped = _filter_option(name, (meant or {}).get(name, ""))(wrapped)
        return wrapped  # type: ignore[no-any-return]

    return decorate


def _filter_option(name: str, meant: str) -> Callable[[Any], Any]:
    """One filter's option: most may be given several times, a day once, the others are on or off."""
    words = (
        meant
        or {
            "role": _("Only participants of this role."),
            "participant": _("Only this participant."),
            "transcript": _("Only this interview."),
            "schema": _("Only categories of this schema."),
            "code": _("Only this category and those below it."),
            "coder": _("Only what this coder has coded."),
            "flag": _("Only passages with this flag: recurs, stands-out or interest."),
            "reading": _("Only categories of the schemas of this reading."),
            "attribute": _("Only participants with this background, as NAME=VALUE."),
            "origin": _("Only passages coded by reading (read), or from: search, suggested, imported."),
            "text": _("Only passages with these words in them."),
            "since": _("Only passages coded on this day or later, such as 2026-03-31."),
            "until": _("Only passages coded on this day or before."),
            "quote": _("Only passages chosen as quotes."),
            "exact": _("Only the categories named themselves, without their sub-categories."),
        }[name]
    )
    if name in ("quote", "exact"):
        return click.option(f"--{name}", f"filter_{name}", is_flag=True, help=words)
    if name in ("since", "until"):
        return click.option(f"--{name}", f"filter_{name}", default="", metavar="DAY", help=words)
    words = _("{what} May be given several times.").format(what=words)
    return click.option(f"--{name}", f"filter_{name}", multiple=True, metavar=name.upper(), help=words)


def say_if_nothing(study: "Project", filters: "Filters", count: "Callable[[Filters], int] | None" = None) -> None:
    """Where filters find nothing: say so, and which of them dropped alone would find something.

    `count` tells how much filters find; without it coded passages are counted.
    """
    from exports.tables.filters import Filters
    from exports.tables.passages import find

    if filters == Filters() or (count(filters) if count else len(find(study, filters))):
        return
    say(_("Nothing passes these filters."))
    if not say_what_to_loosen(study, filters, count):
        say(_("Leaving out one of them alone does not help."))


def say_what_to_loosen(study: "Project", filters: "Filters", count: "Callable[[Filters], int] | None" = None) -> bool:
    """Say which filters, each dropped alone, would let something be found, three at most; whether there are any."""
    from exports.tables.conditions import what_to_loosen

    looser = what_to_loosen(study, filters, count)
    for one in looser[:3]:
        say(_("Without “{condition}” there would be {n}.").format(condition=one.condition.words, n=one.passages))
    return bool(looser)


@contextmanager
def opened(path: Path, *, write: bool = False, coder: str = "") -> Iterator["Project"]:
    """The study at a path, open to read or to write."""
    from app.cli.secrets import passphrase_for
    from codebook.project import open_project
    from corpus.store import damage_told
    from corpus.store.manifest import remember_file
    from exports.writers.target import telling

    with damage_told(path):
        project = open_project(path, write=write, coder=coder, passphrase=passphrase_for(path))
        context = click.get_current_context(silent=True)
        what = context.command_path.partition(" ")[2] if context else ""
        people = tuple(context.params.get("filter_participant") or ()) if context else ()
        try:
            with telling(lambda file: remember_file(project, file, what, people)):
                yield project
            if project.writable:
                _keep_todays_first(project)
        finally:
            project.close()


def _keep_todays_first(project: "Project") -> None:
    """A snapshot where today has none yet; the workbench keeps the day's last."""
    from contextlib import suppress

    from corpus.errors import TusjError
    from corpus.store import now
    from corpus.store.snapshots import keep_snapshot, snapshot_folder

    if not (snapshot_folder(project.path) / f"{now()[:10]}.tusj").exists():
        with suppress(TusjError):
            keep_snapshot(project)


def chosen_format(format: str | None, output: Path | None) -> str:
    """The format asked for, else the one a file's ending picks, else text."""
    from exports.writers import format_for, printable

    chosen = format or (format_for(output) if output else "text")
    if output is None and sys.stdout.isatty() and not printable(chosen):
        raise InputError(
            _("A {format} file cannot be shown in the terminal; name a file with -o.").format(format=chosen)
        )
    return chosen


def export_language(project: "Project") -> str:
    """The language of an export: the one asked for on the command line, else the study's."""
    asked = any(word.split("=")[0] == "--language" for word in sys.argv)
    return current_language() if asked else project.language


@contextmanager
def worded_for(project: "Project", format: str | None, output: Path | None) -> Iterator[None]:
    """The language a table is worded in: the export's where it goes into a file or a document, else the interface's."""
    from corpus.messages import in_language

    chosen = chosen_format(format, output)
    with in_language(
        export_language(project) if output is not None or chosen in ("docx", "md") else current_language()
    ):
        yield


def put_table(table: "Table", format: str | None, output: Path | None) -> None:
    """Write a table to a file or to standard output."""
    from exports.writers import write_table

    write_table(table, chosen_format(format, output), output or sys.stdout.buffer)
