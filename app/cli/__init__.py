"""The `tusj` command. Each command's module is imported only when the command is run."""

import contextlib
import importlib
import io
import os
import sys
from collections.abc import Sequence

try:
    import click
except KeyboardInterrupt:  # the longest part of the start, before `main` can see to it
    sys.exit(130)

from corpus.errors import TusjError
from corpus.messages import N_, _, language_from_environment, use_language, use_language_in_libraries

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("start", N_("Make the sample study and open it.")),
    "new": ("start", N_("Make a new study.")),
    "passphrase": ("secrets", N_("Set, change or remove a study's passphrase; write a recovery file.")),
    "backup": ("safety", N_("Take a snapshot now, or list them.")),
    "restore": ("safety", N_("Bring a snapshot back, after showing what differs.")),
    "check": ("safety", N_("Check a study, and mend it.")),
    "schemas": ("codebook", N_("List the schemas that ship with tusj.")),
    "codebook": ("codebook", N_("Show, bring in, put out or change the categories of a study.")),
    "scores": ("scales", N_("List or give the numbers of participants, their sums and bands.")),
    "import": ("interviews", N_("Bring interviews in.")),
    "participants": ("people", N_("Show or set participants, their roles and backgrounds.")),
    "participant": ("rights", N_("Show one participant; consent, their own interview given, their corrections.")),
    "withdraw": ("rights", N_("Take a participant out for good, with everything of theirs.")),
    "transcripts": ("interviews", N_("List the interviews.")),
    "show": ("interviews", N_("Show one interview exactly as it is stored.")),
    "deidentify": ("deidentify", N_("Suggest what may identify somebody, and replace what is accepted.")),
    "keylist": ("keylist", N_("Show or write who is who, in the key list.")),
    "correct": ("interviews", N_("Correct the text of an interview.")),
    "remove": ("interviews", N_("Take an interview out of the study.")),
    "codings": ("passages", N_("List the coded passages.")),
    "excerpts": ("excerpts", N_("Read coded passages, with as much around them as you ask for.")),
    "sort": ("sorting", N_("Sort the passages of a category into piles.")),
    "code": ("passages", N_("Code passages from a table.")),
    "uncode": ("passages", N_("Take codings away.")),
    "mark": (
        "passages",
        N_("Set gist, flags, note, category or place of a coded passage, or choose it as a quote."),
    ),
    "note": ("passages", N_("Write a note on a passage.")),
    "meeting": ("meeting", N_("Write a file for a meeting with the supervisor, or read its comments back.")),
    "memos": ("notes", N_("List, search or write notes and the research diary.")),
    "approach": ("notes", N_("Say how the study works, or show its page.")),
    "readings": ("readings", N_("Show or set how far each interview is in each reading.")),
    "guide": ("guide", N_("Show or change the interview guide, and who was asked what.")),
    "matrix": ("matrix", N_("Lay out participants × categories: summaries, gists and passages.")),
    "frequencies": ("tables", N_("Count who speaks of what, per role or another group.")),
    "quotes": ("tables", N_("Put out the quotes per category and role.")),
    "search": ("search", N_("Search what was said; code what is found.")),
    "suggest": ("search", N_("Suggest passages like those coded with a category.")),
    "episodes": ("episodes", N_("List or change the episodes, and who tells them.")),
    "themes": ("themes", N_("List, change, trace or draw the themes and what speaks for and against them.")),
    "patterns": ("patterns", N_("Who speaks of what, with the words that fit each number; who stands apart.")),
    "cooccurrence": ("patterns", N_("Which categories stand together, and how strongly.")),
    "saturation": ("patterns", N_("How much new the last interviews brought, per role.")),
    "portrait": ("patterns", N_("Where in an interview each category falls.")),
    "figure": ("patterns", N_("Draw a figure: frequencies, heatmap, cooccurrence, portrait, saturation or themes.")),
    "files": ("rights", N_("List every file written from a study.")),
    "about": ("ending", N_("Facts of the project: approval, supervisor, end date, what happens then.")),
    "close": ("ending", N_("Walk through the end of a project.")),
    "undo": ("journal", N_("Take back the last change.")),
    "redo": ("journal", N_("Do the change last undone again.")),
    "steps": ("journal", N_("List every change, with who made it and when.")),
}


_LONGEST_LINE = 2_000  # a sentence that names what a table holds may hold as much as a cell does


class Family(click.Group):
    """The commands by name; a path in their place opens the workbench."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"app.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language chosen by now, which was not known when the words were declared."""
        self.help, self.epilog = _(self.help or ""), _(self.epilog or "")
        for option in self.params:
            if isinstance(option, click.Option):
                option.help = _(option.help or "") or None
        super().format_help(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(line)) for name, (_module, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A first word that is no command but names a study opens it."""
        if args and args[0] not in COMMANDS and (args[0].endswith(".tusj") or os.path.exists(args[0])):
            module = importlib.import_module("app.cli.start")
            return args[0], module.open_command, args
        return super().resolve_command(ctx, args)


@click.group(
    cls=Family,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=N_("tusj codes interview transcripts in the terminal: quick as marker pens, and it counts."),
    epilog=N_("tusj PROJECT opens a study in the workbench; tusj alone offers your studies and the sample."),
)
@click.option("--language", type=click.Choice(["en", "nb"]), help=N_("Language of messages and exports."))
@click.version_option(package_name="tusj", message="%(prog)s %(version)s", help=_("Show the version and exit."))
@click.pass_context
def family(ctx: click.Context, language: str | None) -> None:
    """Choose the language; with nothing to do, open the start screen."""
    if language:
        use_language(language)
    if ctx.invoked_subcommand is None:
        from app.cli.start import open_start

        open_start()


def _language_asked_for(arguments: Sequence[str]) -> str:
    for word, following in zip(arguments, [*arguments, ""][1:], strict=True):
        if word == "--language" and following in ("en", "nb"):
            return following
        if word in ("--language=en", "--language=nb"):
            return word[-2:]
    if not os.environ.get("TUSJ_LANGUAGE") and (kept := _language_kept()):
        return kept
    return language_from_environment()


def _language_kept() -> str:
    """The language last chosen in the workbench; empty where none was."""
    from app.settings import read_settings

    return read_settings().language


def main() -> None:
    """Run the command; a problem is one sentence on standard error and exit code 1."""
    _prepare_streams()
    use_language(_language_asked_for(sys.argv[1:]))
    use_language_in_libraries()
    try:
        family.main(prog_name="tusj", standalone_mode=False)
    except TusjError as error:
        tell(error)
        sys.exit(1)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        sys.exit(1)
    except click.ClickException as error:
        _show(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        tell(_unforeseen(error))
        _leave(1)


def _show(error: click.ClickException) -> None:
    """Tell of wrong usage: it quotes what was typed, and a shell types the names of files."""
    from app.cli.common import harmless

    told = io.StringIO()
    error.show(told)
    click.echo(harmless(told.getvalue()), err=True, nl=False)


def _prepare_streams() -> None:
    """Write UTF-8 whatever the locale; a stream that was closed before the start takes what is written to nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - open to the end
        elif mode == "w" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _unforeseen(error: Exception) -> TusjError:
    """One sentence on an error nobody foresaw, with none of its values: they may hold words of an interview."""
    import errno
    import traceback

    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return TusjError(_("The output could not be written: {reason}.").format(reason=_("the disk is full")))
    if isinstance(error, RuntimeError) and str(error).startswith("Symlink loop"):  # Python before 3.13
        return TusjError(_("A link in the path leads back to itself."))
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(place.filename)}:{place.lineno}"
    told = _("tusj had to stop ({kind} at {place}); everything up to the last change is saved.")
    return TusjError(told.format(kind=type(error).__name__, place=where))


def _leave(code: int) -> None:
    """End now: what a stream could not take is not tried again, with a traceback of its own."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code)


def tell(error: TusjError) -> None:
    """Write a problem to standard error: one sentence, and a line for each of its details."""
    from app.cli.common import harmless

    for line in (error.sentence, *error.details):
        click.echo(harmless(" ".join(line.split()))[:_LONGEST_LINE], err=True)
