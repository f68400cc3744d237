"""Participants, their roles and backgrounds."""

from pathlib import Path

import click

from app.cli.common import opened, output_options, project_argument, put_table, say
from corpus.messages import _, ngettext


@click.command("participants", help=_("Show participants, or set them: from a table, or one by one."))
@project_argument
@click.option(
    "--import",
    "table",
    type=click.Path(path_type=Path),
    metavar="TABLE.csv",
    help=_("Roles and backgrounds from a table with a column participant; it may also map transcript and speaker."),
)
@click.option(
    "--set",
    "settings",
    nargs=3,
    multiple=True,
    metavar="PARTICIPANT NAME VALUE",
    help=_("Set a participant's role or background; an empty value takes it away."),
)
@click.option(
    "--kind",
    "kinds",
    nargs=2,
    multiple=True,
    metavar="NAME KIND",
    help=_("Say what a background is: “text”, “number”, “date” or “yes/no”."),
)
@click.option(
    "--interviewer",
    "interviewers",
    nargs=2,
    multiple=True,
    metavar="TRANSCRIPT LABEL",
    help=_("Say who asks the questions in an interview that is stored."),
)
@click.option(
    "--recruited",
    "reasons",
    nargs=2,
    multiple=True,
    metavar="PARTICIPANT WHY",
    help=_("Write why a participant was recruited; it follows them under every table. Empty takes it away."),
)
@click.option("--disclosure", is_flag=True, help=_("Show which roles and backgrounds tell few participants apart."))
@click.option(
    "--threshold",
    type=click.IntRange(0, 1000),
    help=_("Groups of this many or fewer are too small; the study remembers it (5 until then)."),
)
@output_options()
def participants_command(
    project: Path,
    table: Path | None,
    settings: tuple[tuple[str, str, str], ...],
    kinds: tuple[tuple[str, str], ...],
    interviewers: tuple[tuple[str, str], ...],
    reasons: tuple[tuple[str, str], ...],
    disclosure: bool,
    threshold: int | None,
    format: str | None,
    output: Path | None,
) -> None:
    """Change participants where asked, then list them."""
    from codebook.bulk import read_table
    from codebook.sampling import set_sampling
    from corpus.messages import N_
    from corpus.participants import get_participant, import_participants, set_attribute, set_attribute_kind, set_role
    from corpus.transcripts import get_transcript, set_interviewers
    from exports.tables.disclosure import disclosure_table, set_disclosure_threshold
    from exports.tables.listings import participants_table

    writes = bool(table or settings or kinds or interviewers or reasons or threshold is not None)
    with opened(project, write=writes) as study:
        if writes:
            with study.step(N_("set participants")):
                if table:
                    columns, rows = read_table(table)
                    count = import_participants(study, rows, columns)
                    said = ngettext(
                        "{count} participant set from the table.", "{count} participants set from the table.", count
                    )
                    say(said.format(count=count))
                for label, name, value in settings:
                    if name.casefold() in ("role", "rolle"):
                        set_role(study, label, value)
                    else:
                        set_attribute(study, label, name, value)
                for label, why in reasons:
                    set_sampling(study, get_participant(study, label), why)
                for name, kind in kinds:
                    set_attribute_kind(study, name, kind)
                for transcript in dict.fromkeys(name for name, _label in interviewers):
                    labels = [label for name, label in interviewers if name == transcript and label]
                    set_interviewers(study, get_transcript(study, transcript), labels)
        if threshold is not None:
            set_disclosure_threshold(study, threshold)
        put_table(disclosure_table(study) if disclosure else participants_table(study), format, output)
