"""Coded passages: list, make, change, take away; notes on passages."""

from pathlib import Path

import click

from app.cli.common import (
    ALL_FILTERS,
    FURTHER_FILTERS,
    filter_options,
    language_option,
    opened,
    output_options,
    project_argument,
    put_table,
    say,
    worded_for,
)
from corpus.messages import _, ngettext
from exports.tables.filters import Filters

as_option = click.option("--as", "coder", default="", metavar="NAME", help=_("Who codes."))


@click.command("codings", help=_("List the coded passages; start and end are characters counted from 0."))
@project_argument
@filter_options(*ALL_FILTERS, *FURTHER_FILTERS)
@output_options()
def codings_command(project: Path, filters: Filters, format: str | None, output: Path | None) -> None:
    """List the passages asked for."""
    from exports.tables.passages import codings_table

    with opened(project) as study, worded_for(study, format, output):
        put_table(codings_table(study, filters), format, output)


@click.command(
    "code",
    help=_(
        "Code passages from a table with the columns transcript, start, end, code and optionally schema, coder, gist, flags, memo, text; all rows or none."
    ),
)
@project_argument
@click.option(
    "--from",
    "table",
    required=True,
    type=click.Path(path_type=Path),
    metavar="CODINGS.csv",
    help=_("The table."),
)
@as_option
@language_option
def code_command(project: Path, table: Path, coder: str) -> None:
    """Apply the codings of a table."""
    from codebook.bulk import read_drafts, read_table
    from codebook.codings import add_codings
    from codebook.roles import say_uncounted
    from corpus.deidentify.review import count_unreviewed

    with opened(project, write=True, coder=coder) as study:
        columns, rows = read_table(table)
        drafts = read_drafts(study, columns, rows)
        count, new = len(drafts), add_codings(study, drafts)
        for warning in say_uncounted(study, drafts):
            say(warning)
        if left := count_unreviewed(study, {draft.transcript for draft in drafts}):
            say(
                ngettext(
                    "{n} interview coded here is not looked at: tusj deidentify lists suggestions for it.",
                    "{n} interviews coded here are not looked at: tusj deidentify lists suggestions for them.",
                    left,
                ).format(n=left)
            )
    read = ngettext("{count} row read", "{count} rows read", count).format(count=count)
    made = ngettext("{count} new coded passage", "{count} new coded passages", new).format(count=new)
    say(f"{read}, {made}.")


@click.command("uncode", help=_("Take codings away, by the number `tusj codings` gives them."))
@project_argument
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="NUMBER...")
@as_option
@language_option
def uncode_command(project: Path, numbers: tuple[int, ...], coder: str) -> None:
    """Remove codings."""
    from codebook.codings import get_coding, remove_codings

    with opened(project, write=True, coder=coder) as study:
        remove_codings(study, [get_coding(study, number) for number in dict.fromkeys(numbers)])
    say(_("Taken away; tusj undo brings it back."))


@click.command("mark", help=_("Change one coded passage, by the number `tusj codings` gives it."))
@project_argument
@click.argument("number", type=int)
@click.option("--gist", help=_("One line on what is said."))
@click.option("--flags", metavar="FLAGS", help=_("recurs, stands-out, interest; joined by ;"))
@click.option("--quote/--no-quote", default=None, help=_("Choose it as a quote, or no longer."))
@click.option("--note", metavar="TEXT", help=_("Write a note on it."))
@click.option("--code", metavar="NAME", help=_("Give it another category."))
@click.option("--number", "value", help=_("Give it the number its category asks for; '' takes it away."))
@click.option("--start", type=int, help=_("Fit it: first character."))
@click.option("--end", type=int, help=_("Fit it: the character after the last."))
@as_option
@language_option
def mark_command(
    project: Path,
    number: int,
    gist: str | None,
    flags: str | None,
    quote: bool | None,
    note: str | None,
    code: str | None,
    value: str | None,
    start: int | None,
    end: int | None,
    coder: str,
) -> None:
    """Apply the changes asked for, as one step."""
    from codebook import codings
    from codebook.memos import add_memo
    from codebook.ranges import read_number
    from codebook.scales import set_number
    from codebook.schemas import get_code, list_schemas
    from corpus.messages import N_
    from corpus.transcripts import list_transcripts, read_transcript

    with opened(project, write=True, coder=coder) as study, study.step(N_("changed a coded passage")):
        coding = codings.get_coding(study, number)
        transcript = next(t for t in list_transcripts(study) if t.id == coding.transcript)
        text = read_transcript(study, transcript)
        if gist is not None:
            codings.set_gist(study, coding, gist)
        if flags is not None:
            codings.set_flags(study, coding, codings.split_flags(flags))
        if quote is not None:
            codings.choose_quote(study, coding, quote)
        if code is not None:
            codings.recode(study, coding, get_code(list_schemas(study), code))
        if value is not None:
            set_number(study, codings.get_coding(study, number), read_number(value) if value.strip() else None)
        if start is not None or end is not None:
            place = coding.start if start is None else start, coding.end if end is None else end
            codings.fit_coding(study, text, coding, *place)
        if note:
            fitted = codings.get_coding(study, number)
            add_memo(study, text, fitted.start, fitted.end, note, fitted)


@click.command("note", help=_("Write a note on a passage, from --start to --end of an interview."))
@project_argument
@click.argument("transcript")
@click.argument("text")
@click.option("--start", type=int, required=True, help=_("First character, counted from 0."))
@click.option("--end", type=int, required=True, help=_("The character after the last."))
@as_option
@language_option
def note_command(project: Path, transcript: str, text: str, start: int, end: int, coder: str) -> None:
    """Write a note."""
    from codebook.codings import check_range
    from codebook.memos import add_memo
    from corpus.transcripts import get_transcript, read_transcript

    with opened(project, write=True, coder=coder) as study:
        read = read_transcript(study, get_transcript(study, transcript))
        check_range(read, start, end)
        add_memo(study, read, start, end, text)
