"""A meeting with the supervisor: a Word file out, its comments back in."""

from pathlib import Path

import click

from app.cli.common import (
    ALL_FILTERS,
    export_language,
    filter_options,
    language_option,
    opened,
    project_argument,
    say,
    say_if_nothing,
    say_who_may_be_told,
    seal_options,
)
from corpus.errors import InputError
from corpus.messages import _, in_language, ngettext
from exports.harmless import line
from exports.tables.filters import Filters


@click.command(
    "meeting",
    help=_(
        "Write a Word file for a meeting with the supervisor (-o FILE.docx), or read the comments of one back (--read): they become notes that wait to be settled."
    ),
)
@project_argument
@click.option("--since", default="", metavar="DATE", help=_("What changed from this day on, as 2026-03-24."))
@click.option("--draw", default=2, type=click.IntRange(0, 50), help=_("Passages drawn at random a category."))
@click.option("--seed", default=1, type=int, help=_("Another number draws others."))
@click.option("--read", "back", type=click.Path(path_type=Path), metavar="FILE", help=_("Read a file's comments."))
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help=_("The Word file to write."))
@filter_options(*ALL_FILTERS)
@seal_options
@language_option
def meeting_command(
    project: Path, since: str, draw: int, seed: int, back: Path | None, output: Path | None, filters: Filters
) -> None:
    """Write the file, or read one back."""
    from exports.meeting import check_date, prepare_meeting
    from exports.writers import put
    from exports.writers.target import written_as

    if back is not None:
        _read_back(project, back)
        return
    if output is None or output.suffix.lower() != ".docx":
        raise InputError(_("Name the Word file to write: -o FILE.docx."))
    check_date(since)
    with opened(project) as study:
        say_who_may_be_told(study, filters)
        with in_language(export_language(study)):
            from exports.writers.meeting import meeting_docx

            data = meeting_docx(prepare_meeting(study, since, filters, draw=draw, seed=seed))
        put(data, output)
        say_if_nothing(study, filters)
    say(_("Written: {path}").format(path=written_as(output)))


def _read_back(project: Path, path: Path) -> None:
    from codebook.comments import bring_in_comments
    from corpus.readers.registry import read_bytes

    with opened(project, write=True) as study:
        report = bring_in_comments(study, read_bytes(path), path.name)
    words = ngettext("{n} new comment.", "{n} new comments.", report.new).format(n=report.new)
    if report.known:
        words += " " + ngettext("{n} was there already.", "{n} were there already.", report.known).format(
            n=report.known
        )
    say(words)
    for comment in report.unplaced:
        say(
            _("No place found, kept on the study: {author}: {words}").format(
                author=comment.author, words=line(comment.words)
            )
        )
