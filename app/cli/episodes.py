"""Episodes: listed, put out, changed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.common import (
    ALL_FILTERS,
    filter_options,
    opened,
    output_options,
    project_argument,
    put_table,
    say,
    say_if_nothing,
    worded_for,
)
from corpus.errors import InputError
from corpus.messages import N_, _
from exports.tables.filters import Filters

if TYPE_CHECKING:
    from corpus.store import Project

as_option = click.option("--as", "coder", default="", metavar="NAME", help=_("Who makes the change."))
Place = tuple[str, str, int, int]


@click.command(
    "episodes",
    help=_(
        "List the episodes and who tells them, or change them. Columns: episode, outcome, transcript, turn, participant, role, start, end, text; a telling of two people has two rows."
    ),
)
@project_argument
@click.option("--add", multiple=True, metavar="NAME", help=_("Begin an episode."))
@click.option("--rename", nargs=2, multiple=True, metavar="NAME NEW", help=_("Give one another name."))
@click.option(
    "--outcome", nargs=2, multiple=True, metavar="NAME OUTCOME", help=_("Say what came of one; '' for nothing yet.")
)
@click.option(
    "--tell",
    type=(str, str, int, int),
    multiple=True,
    metavar="NAME TRANSCRIPT START END",
    help=_("Put a passage in one: characters counted from 0, the end after the last."),
)
@click.option(
    "--untell",
    type=(str, str, int, int),
    multiple=True,
    metavar="NAME TRANSCRIPT START END",
    help=_("Take a passage out of one."),
)
@click.option(
    "--position",
    type=(str, int),
    multiple=True,
    metavar="NAME NUMBER",
    help=_("Put one in that place, counted from 1."),
)
@click.option("--remove", multiple=True, metavar="NAME", help=_("Take one away; tusj undo brings it back."))
@click.option("--outcomes", metavar="LIST", help=_("The study's outcomes, parted by ;"))
@filter_options(
    *ALL_FILTERS,
    meant={
        "role": _("Only what participants of this role tell."),
        "participant": _("Only what this participant tells."),
        "schema": _("Only tellings some of whose words are coded with a category of this schema."),
        "code": _("Only tellings some of whose words are coded with this category or one below it."),
        "coder": _("Only tellings some of whose words this coder has coded."),
        "flag": _("Only tellings with a coded passage of this flag: recurs, stands-out or interest."),
        "reading": _("Only tellings some of whose words are coded in this reading."),
    },
)
@as_option
@output_options()
def episodes_command(
    project: Path,
    add: tuple[str, ...],
    rename: tuple[tuple[str, str], ...],
    outcome: tuple[tuple[str, str], ...],
    tell: tuple[Place, ...],
    untell: tuple[Place, ...],
    position: tuple[tuple[str, int], ...],
    remove: tuple[str, ...],
    outcomes: str | None,
    filters: Filters,
    coder: str,
    format: str | None,
    output: Path | None,
) -> None:
    """Change what is asked for in one step; with nothing to change, list."""
    from codebook import episodes
    from corpus.transcripts import get_transcript
    from exports.tables.episodes import episodes_table

    changes = bool(add or rename or outcome or tell or untell or position or remove) or outcomes is not None
    if not changes:
        with opened(project) as study, worded_for(study, format, output):
            put_table(episodes_table(study, filters), format, output)
            say_if_nothing(study, filters, lambda asked: _tellings(study, asked))
        return
    with opened(project, write=True, coder=coder) as study, study.step(N_("changed the episodes")):
        if outcomes is not None:
            episodes.set_outcomes(study, outcomes.split(";"))
        for name in add:
            episodes.add_episode(study, name)
        for name, said in outcome:
            episodes.set_outcome(study, episodes.get_episode(study, name), said)
        for name, transcript, start, end in tell:
            key = get_transcript(study, transcript).id
            episodes.add_telling(study, episodes.get_episode(study, name), key, start, end)
        for place in untell:
            _untell(study, place)
        for name, number in position:
            episode = episodes.get_episode(study, name)
            keys = [one.id for one in episodes.list_episodes(study)]
            episodes.move_episode(study, episode, number - 1 - keys.index(episode.id))
        for name, new in rename:
            episodes.rename_episode(study, episodes.get_episode(study, name), new)
        for name in remove:
            episodes.remove_episode(study, episodes.get_episode(study, name))
    say(_("Done; tusj undo takes it back."))


def _tellings(study: "Project", filters: Filters) -> int:
    """How many tellings pass."""
    from exports.tables.episodes import read_episodes

    return sum(len(told.tellings) for told in read_episodes(study, filters=filters))


def _untell(study: "Project", place: Place) -> None:
    from codebook import episodes
    from corpus.transcripts import get_transcript

    name, transcript, start, end = place
    episode, key = episodes.get_episode(study, name), get_transcript(study, transcript).id
    for telling in episodes.list_tellings(study, episode.id):
        if (telling.transcript, telling.start, telling.end) == (key, start, end):
            episodes.remove_telling(study, telling)
            return
    raise InputError(
        _("{episode} has no telling at {start}–{end} of {transcript}.").format(
            episode=episode.name, start=start, end=end, transcript=transcript
        )
    )
