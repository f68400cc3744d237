"""Episodes: stories told in interviews, the same one perhaps by several people, and what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select, update

from codebook.models import EPISODE, TELLING
from codebook.order import shift_row
from codebook.settings import get_setting, set_setting
from codebook.spans import digest_of_range, one_line
from corpus.errors import InputError, NotFoundError
from corpus.messages import N_, _
from corpus.store import Project
from corpus.store.rows import insert_row

OUTCOMES = ("worked", "did-not-work", "ongoing")
OUTCOME_WORDS = dict(zip(OUTCOMES, (N_("worked"), N_("did not work"), N_("ongoing")), strict=True))
"""The outcomes a study has until it defines its own, in words still to be translated."""
_SETTING = "outcomes"


@dataclass(frozen=True, slots=True)
class Episode:
    """One story; `outcome` is one of the study's outcomes, empty while nobody has said it."""

    id: int
    name: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A passage in which an episode is told; [start, end) in code points of an interview, by its key."""

    id: int
    episode: int
    transcript: int
    start: int
    end: int


# ---- outcomes
def list_outcomes(project: Project) -> list[str]:
    """The outcomes an episode may have: the study's own, else OUTCOMES."""
    return [str(name) for name in get_setting(project, _SETTING, OUTCOMES)]


def outcome_word(outcome: str) -> str:
    """An outcome in the reader's words; the study's own are words already."""
    return _(OUTCOME_WORDS[outcome]) if outcome in OUTCOME_WORDS else outcome


def set_outcomes(project: Project, names: Sequence[str]) -> None:
    """Define the study's outcomes, in order; a default's word in the language in use stays that default.

    InputError where none is left, where two are the same, or where one that an episode has would go.
    """
    defaults = {outcome_word(slug).casefold(): slug for slug in OUTCOMES}
    folded = [" ".join(name.split()) for name in names]
    wanted = [defaults.get(name.casefold(), name) for name in folded if name]
    if not wanted:
        raise InputError(_("A study needs at least one outcome."))
    if len({name.casefold() for name in wanted}) < len(wanted):
        raise InputError(_("Two outcomes cannot have the same name."))
    for episode in list_episodes(project):
        if episode.outcome and episode.outcome not in wanted:
            raise InputError(
                _("“{outcome}” is the outcome of {episode}; give that another first.").format(
                    outcome=outcome_word(episode.outcome), episode=episode.name
                )
            )
    if wanted != list_outcomes(project):
        set_setting(project, _SETTING, wanted, N_("defined the outcomes of episodes"))


def find_outcome(project: Project, name: str) -> str:
    """An outcome by its slug or word, in any case; empty for an empty name. InputError names those there are."""
    name = " ".join(name.split())
    known = list_outcomes(project)
    for outcome in known:
        if name.casefold() in (outcome.casefold(), outcome_word(outcome).casefold()):
            return outcome
    if name:
        told = ", ".join(outcome_word(outcome) for outcome in known)
        raise InputError(_("{name} is no outcome; the study's outcomes are: {known}.").format(name=name, known=told))
    return ""


# ---- episodes
def list_episodes(project: Project) -> list[Episode]:
    """The episodes, in order."""
    at = EPISODE.c
    with project.read() as db:
        rows = db.execute(select(at.id, at.name, at.outcome).order_by(at.position, at.id))
        return [Episode(*row) for row in rows]


def get_episode(project: Project, name: str) -> Episode:
    """One episode by its name, in any case; NotFoundError names some there are."""
    episodes = list_episodes(project)
    folded = " ".join(name.split()).casefold()
    for episode in episodes:
        if episode.name.casefold() == folded:
            return episode
    known = ", ".join(episode.name for episode in episodes[:12]) or _("none yet")
    raise NotFoundError(_("The study has no episode {name} (it has: {known}).").format(name=name, known=known))


def add_episode(project: Project, name: str, outcome: str = "") -> Episode:
    """Begin an episode, last of all; InputError where one has that name."""
    name = _free_name(project, name)
    outcome = find_outcome(project, outcome)
    with project.step(N_("began the episode {episode}"), {"episode": name}) as db:
        last = db.execute(select(func.max(EPISODE.c.position))).scalar()
        position = 0 if last is None else last + 1
        key = insert_row(db, EPISODE, {"name": name, "outcome": outcome, "position": position})
    return Episode(key, name, outcome)


def rename_episode(project: Project, episode: Episode, name: str) -> Episode:
    """Give an episode another name."""
    name = _free_name(project, name, episode.id)
    if name != episode.name:
        with project.step(N_("renamed {old} to {new}"), {"old": episode.name, "new": name}) as db:
            _set(db, episode, name=name)
    return Episode(episode.id, name, episode.outcome)


def set_outcome(project: Project, episode: Episode, outcome: str) -> Episode:
    """Say what came of an episode; an empty outcome says that nobody has said it."""
    outcome = find_outcome(project, outcome)
    if outcome != episode.outcome:
        with project.step(N_("said what came of {episode}"), {"episode": episode.name}) as db:
            _set(db, episode, outcome=outcome)
    return Episode(episode.id, episode.name, outcome)


def move_episode(project: Project, episode: Episode, way: int) -> None:
    """Move an episode up (-1) or down (1) among the others; past the ends it stays."""
    with project.step(N_("moved the episode {episode}"), {"episode": episode.name}) as db:
        shift_row(db, EPISODE, episode.id, way)


def remove_episode(project: Project, episode: Episode) -> None:
    """Take an episode away with its tellings; the words stay, and evidence taken from it only forgets it."""
    with project.step(N_("removed the episode {episode}"), {"episode": episode.name}) as db:
        db.execute(delete(EPISODE).where(EPISODE.c.id == episode.id))


def _set(db: Connection, episode: Episode, **values: str) -> None:
    if not db.execute(update(EPISODE).where(EPISODE.c.id == episode.id).values(**values)).rowcount:
        raise NotFoundError(_("The episode is no longer there."))


def _free_name(project: Project, name: str, key: int = 0) -> str:
    name = one_line(name, _("An episode needs a name."))
    if any(e.id != key and e.name.casefold() == name.casefold() for e in list_episodes(project)):
        raise InputError(_("There is an episode {name} already.").format(name=name))
    return name


# ---- tellings
def list_tellings(project: Project, episode: int | None = None) -> list[Telling]:
    """Tellings by interview and place; of one episode, by its key, where asked."""
    at = TELLING.c
    query = select(at.id, at.episode_id, at.transcript_id, at.start, at.end).order_by(
        at.transcript_id, at.start, at.end, at.id
    )
    if episode is not None:
        query = query.where(at.episode_id == episode)
    with project.read() as db:
        return [Telling(*row) for row in db.execute(query)]


def add_telling(project: Project, episode: Episode, transcript: int, start: int, end: int) -> Telling:
    """Put a range of an interview in an episode; the same range again is the telling that is there."""
    at = TELLING.c
    with project.step(N_("put a passage in the episode {episode}"), {"episode": episode.name}) as db:
        words = digest_of_range(db, transcript, start, end)
        same = (at.episode_id == episode.id) & (at.transcript_id == transcript) & (at.start == start) & (at.end == end)
        key = db.execute(select(at.id).where(same)).scalar()
        if key is None:
            place = {"transcript_id": transcript, "start": start, "end": end}
            key = insert_row(db, TELLING, {**place, "episode_id": episode.id, "digest": words})
    return Telling(key, episode.id, transcript, start, end)


def add_tellings(project: Project, episode: Episode | str, places: Sequence[tuple[int, int, int]]) -> Episode:
    """Put ranges (interview's key, start, end) in an episode, or in a new one of a name, in one step."""
    with project.step(N_("put passages in an episode")):
        if isinstance(episode, str):
            episode = add_episode(project, episode)
        for place in places:
            add_telling(project, episode, *place)
    return episode


def remove_telling(project: Project, telling: Telling) -> None:
    """Take a passage out of its episode; the words and their codings stay."""
    with project.step(N_("took a passage out of an episode")) as db:
        db.execute(delete(TELLING).where(TELLING.c.id == telling.id))
