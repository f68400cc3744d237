"""Interviews in and out: import, transcripts, show, correct, remove."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.common import harmless, language_option, opened, output_options, project_argument, put_table, say
from corpus.errors import InputError, TusjError
from corpus.messages import _, ngettext
from exports.values import Column, Table

if TYPE_CHECKING:
    from codebook.corrections import CorrectionReport
    from corpus.store import Project
    from corpus.transcripts import Transcript


@click.command(
    "import",
    help=_("Bring interviews in: txt, md, docx, odt, rtf, pdf, vtt, srt, csv, tsv, or folders of them."),
)
@project_argument
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--role", default="", metavar="ROLE", help=_("The role of those interviewed."))
@click.option(
    "--participant",
    default="",
    metavar="LABEL",
    help=_("Whose interview it is: somebody who is in the study already."),
)
@click.option(
    "--interviewer",
    "interviewers",
    multiple=True,
    metavar="LABEL",
    help=_("A speaker who asks the questions; may be given several times. Without it a guess is made and said."),
)
@click.option("--encoding", metavar="NAME", help=_("The files' encoding, where the guess is wrong."))
@click.option("--keep-names", is_flag=True, help=_("Name interviews after their files."))
@click.option("--dry-run", is_flag=True, help=_("Show what would be stored, and store nothing."))
@output_options()
def import_command(
    project: Path,
    files: tuple[Path, ...],
    role: str,
    participant: str,
    interviewers: tuple[str, ...],
    encoding: str | None,
    keep_names: bool,
    dry_run: bool,
    format: str | None,
    output: Path | None,
) -> None:
    """Read the files, store the good ones in one step, and report on each."""
    from corpus.imports import find_files, import_candidates, read_candidates, summary
    from corpus.participants import get_participant

    with opened(project, write=not dry_run) as study:
        paths = find_files(files)
        if not paths:
            raise InputError(_("There is no file there that tusj can read."))
        if participant:
            participant = get_participant(study, participant).label
        candidates = read_candidates(
            study,
            paths,
            encoding=encoding,
            interviewers=interviewers or None,
            role=role,
            participant=participant,
            progress=_show_progress if sys.stderr.isatty() and len(paths) > 1 else None,
        )
        stored = (
            {}
            if dry_run
            else {id(done.candidate): done for done in import_candidates(study, candidates, keep_names=keep_names)}
        )
        missing = _say_no_schema(study, role) if stored else ""
    rows = [summary(c, stored.get(id(c))) for c in candidates if c.ready]
    if rows or format or output:
        put_table(_report(rows), format, output)
    for candidate in candidates:
        if candidate.known_as:
            say(
                _("{file} is in the study already, as {name}: skipped.").format(
                    file=candidate.path.name, name=candidate.known_as
                )
            )
    if missing:
        say(missing)
    problems = [candidate.problem for candidate in candidates if candidate.problem]
    if problems:
        raise TusjError(*_told(problems, len(candidates)))


def _say_no_schema(study: "Project", role: str) -> str:
    """That interviews of a role are in no reading; empty where a schema is for it, or there is none at all."""
    from codebook.schemas import list_schemas

    roles = [schema.role for schema in list_schemas(study)]
    if not role or not roles or any(not known or known.casefold() == role.casefold() for known in roles):
        return ""
    words = _(
        "No schema of the study is for the role {role} (they are for: {known}); tusj codebook schema changes that."
    )
    return words.format(role=role, known=", ".join(roles))


def _told(problems: Sequence[str], count: int) -> tuple[str, Sequence[str]]:
    if count == 1:
        return problems[0], ()
    return _("{bad} of {count} files were not brought in:").format(bad=len(problems), count=count), problems


def _show_progress(done: int, total: int) -> None:
    click.echo(f"\r{done}/{total}" + ("\n" if done == total else ""), err=True, nl=False)


def _report(rows: Sequence[dict[str, str | int]]) -> Table:
    columns = (
        Column("transcript", _("interview")),
        Column("participant", _("participant")),
        Column("speakers", _("speakers")),
        Column("turns", _("turns"), "int"),
        Column("words", _("words"), "int"),
        Column("language", _("language")),
        Column("encoding", _("encoding")),
        Column("warnings", _("warnings")),
    )
    notes = (_("* asks the questions"),) if any("*" in str(row["speakers"]) for row in rows) else ()
    return Table(
        _("Interviews"),
        columns,
        tuple(tuple(row[c.name] for c in columns) for row in rows),
        notes,
    )


@click.command("transcripts", help=_("List the interviews."))
@project_argument
@click.option(
    "--reading",
    default="",
    metavar="READING",
    help=_("Whose status to show; without it the first not read through."),
)
@output_options()
def transcripts_command(project: Path, reading: str, format: str | None, output: Path | None) -> None:
    """List the interviews with their sizes and status."""
    from exports.tables.listings import transcripts_table

    with opened(project) as study:
        put_table(transcripts_table(study, reading), format, output)


@click.command("show", help=_("Show one interview exactly as it is stored."))
@project_argument
@click.argument("transcript")
@output_options(("text", "json"))
def show_command(project: Path, transcript: str, format: str | None, output: Path | None) -> None:
    """Print the stored text, or text and turns as JSON."""
    from corpus.transcripts import get_transcript, read_transcript
    from exports.tables.listings import transcript_document
    from exports.writers.target import put

    with opened(project) as study:
        read = read_transcript(study, get_transcript(study, transcript))
        if format == "json" or (format is None and output and output.suffix.lower() == ".json"):
            data = json.dumps(transcript_document(read), ensure_ascii=False, indent=1) + "\n"
        elif output is None and sys.stdout.isatty():
            data = "\n".join(harmless(line) for line in read.text.split("\n"))
        else:
            data = read.text
        put(data.encode("utf-8", "replace"), output or sys.stdout.buffer)


@click.command(
    "correct",
    help=_(
        "Correct an interview: replace the characters from --start to --end by --text, or read a corrected copy of the whole from FILE. Codings move with the text."
    ),
)
@project_argument
@click.argument("transcript")
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("--start", type=int, help=_("First character, counted from 0."))
@click.option("--end", type=int, help=_("The character after the last."))
@click.option("--text", "new", help=_("What shall stand there."))
@click.option("--as", "coder", default="", metavar="NAME", help=_("Who does it."))
@click.option("--dry-run", is_flag=True, help=_("Say how many places would change, and change nothing."))
@language_option
def correct_command(
    project: Path,
    transcript: str,
    file: Path | None,
    start: int | None,
    end: int | None,
    new: str | None,
    coder: str,
    dry_run: bool,
) -> None:
    """Apply a correction and say what it did."""
    from corpus.corrections import edits_of_span
    from corpus.transcripts import get_transcript

    with opened(project, write=not dry_run, coder=coder) as study:
        found = get_transcript(study, transcript)
        if file is not None:
            _correct_from_file(study, found, file, dry_run)
        elif start is None or end is None or new is None:
            raise click.UsageError(_("Give a FILE, or --start, --end and --text."))
        elif dry_run:
            _say_places(len(edits_of_span(study, found, start, end, new)))
        else:
            _correct_span(study, found, start, end, new)


def _correct_from_file(study: "Project", transcript: "Transcript", file: Path, dry_run: bool) -> None:
    from codebook.corrections import apply_correction
    from corpus.corrections import doubt_edits, edits_from_file
    from corpus.transcripts import read_transcript

    text = read_transcript(study, transcript)
    edits = edits_from_file(text, file)
    if dry_run:
        _say_places(len(edits))
        for doubt in doubt_edits(text, edits, copied=True):
            say(doubt)
    else:
        _say_report(apply_correction(study, transcript, edits, copied=True))


def _correct_span(study: "Project", transcript: "Transcript", start: int, end: int, new: str) -> None:
    from codebook.corrections import apply_correction
    from corpus.corrections import edits_of_span

    _say_report(apply_correction(study, transcript, edits_of_span(study, transcript, start, end, new)))


def _say_places(count: int) -> None:
    say(ngettext("{count} place would change.", "{count} places would change.", count).format(count=count))


def _say_report(report: "CorrectionReport") -> None:
    say(ngettext("{count} place changed.", "{count} places changed.", report.places).format(count=report.places))
    for line in (*report.gone, *report.doubts):
        say(line)


@click.command("remove", help=_("Take an interview out of the study, with its codings; undo brings it back."))
@project_argument
@click.argument("transcript")
@language_option
def remove_command(project: Path, transcript: str) -> None:
    """Remove an interview."""
    from corpus.transcripts import get_transcript, remove_transcript

    with opened(project, write=True) as study:
        found = get_transcript(study, transcript)
        remove_transcript(study, found)
        say(_("{transcript} is out of the study; tusj undo brings it back.").format(transcript=found.name))
