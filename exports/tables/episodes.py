"""Episodes with who tells them: the tidy rows of `tusj episodes`, and what a screen shows side by side."""

from dataclasses import dataclass

from codebook.episodes import Episode, Telling, list_episodes, list_outcomes, list_tellings, outcome_word
from corpus.messages import _
from corpus.participants import list_roles
from corpus.store import Project
from exports.tables.coded import find_coded
from exports.tables.filters import Filters, look_up
from exports.tables.heard import Words, hear_ranges, only, roles_in_order
from exports.values import Cell, Column, Table


@dataclass(frozen=True, slots=True)
class ToldEpisode:
    """An episode with its tellings, by interview and place; `roles` are those who tell it, in the study's order."""

    episode: Episode
    tellings: tuple[tuple[Telling, Words], ...]
    roles: tuple[str, ...]

    @property
    def tellers(self) -> tuple[str, ...]:
        """The participants who tell it, in the order heard."""
        heard = (voice.participant for _telling, words in self.tellings for voice in words.voices)
        return tuple(dict.fromkeys(heard))


def read_episodes(project: Project, episode: int | None = None, filters: Filters | None = None) -> list[ToldEpisode]:
    """Every episode, or one by its key, with the words of its tellings, of those that filters ask for.

    They ask for interviews and people, and for tellings some of whose words are coded as they say.
    """
    chosen, coded = (look_up(project, filters), find_coded(project, filters)) if filters else (None, None)
    tellings = list_tellings(project, episode)
    heard = hear_ranges(project, ((one.transcript, one.start, one.end) for one in tellings))
    known = list_roles(project)
    by_episode: dict[int, list[tuple[Telling, Words]]] = {}
    order = {words.transcript.id: place for place, words in enumerate(heard.values())}
    for one in sorted(tellings, key=lambda t: (order.get(t.transcript, 0), t.start, t.end)):
        all_words = heard.get((one.transcript, one.start, one.end))
        words = only(all_words, chosen) if all_words else None
        if words is not None and (coded is None or coded.holds(one.transcript, one.start, one.end)):
            by_episode.setdefault(one.episode, []).append((one, words))
    found = []
    for story in list_episodes(project):
        if episode in (None, story.id):
            told = by_episode.get(story.id, [])
            roles = roles_in_order(known, (words for _telling, words in told))
            found.append(ToldEpisode(story, tuple(told), tuple(roles)))
    return found


def episodes_table(project: Project, filters: Filters | None = None) -> Table:
    """Tidy rows, one a telling and participant: an episode without tellings has one row, empty where they would be."""
    outcomes = {outcome: outcome_word(outcome) for outcome in list_outcomes(project)}
    columns = (
        Column("episode", _("episode")),
        Column("outcome", _("outcome"), said=outcomes),
        Column("transcript", _("interview")),
        Column("turn", _("turn"), "int"),
        Column("participant", _("participant")),
        Column("role", _("role")),
        Column("start", _("start"), "int"),
        Column("end", _("end"), "int"),
        Column("text", _("text")),
    )
    rows = tuple(row for told in read_episodes(project, filters=filters) for row in _rows(told))
    return Table(_("Episodes"), columns, rows)


def _rows(told: ToldEpisode) -> list[tuple[Cell, ...]]:
    head = (told.episode.name, told.episode.outcome)
    rows: list[tuple[Cell, ...]] = [
        (
            *head,
            words.transcript.name,
            voice.turns[0],
            voice.participant,
            voice.role,
            words.start,
            words.end,
            words.text,
        )
        for _telling, words in told.tellings
        for voice in words.voices
    ]
    return rows or [(*head, "", None, "", "", None, None, "")]
