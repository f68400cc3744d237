"""Using passages where one is: as evidence for a theme or against it, or as tellings of an episode."""

from collections.abc import Callable

from app.widgets.arguing import Arguing, Drafts
from codebook.episodes import add_tellings, list_episodes
from codebook.themes import (
    AGAINST,
    FOR,
    SIDES,
    add_evidence,
    add_evidence_of_new,
    list_themes,
    what_was_expected,
)
from corpus.messages import _
from exports.harmless import line


def use_as_evidence(screen: Arguing, drafts: Drafts) -> None:
    """Ask which theme, or for a new claim, then on which side; and use the passages there."""
    from app.widgets.named import NamedScreen, expected_words

    themes = list_themes(screen.project)
    names = [f"{number} {theme.claim}" for number, theme in enumerate(themes, start=1)]

    def chosen(answer: object) -> None:
        if isinstance(answer, int) or (isinstance(answer, str) and answer.strip()):
            screen.ask_which(_("Does it speak for the claim?"), sides, lambda side: use(answer, SIDES[side]))

    def use(answer: int | str, side: str) -> None:
        new: list[int] = []

        def work() -> None:
            if isinstance(answer, int):
                new.append(add_evidence(screen.project, themes[answer], side, drafts))
            else:
                add_evidence_of_new(screen.project, answer, side, drafts)
                new.append(len(drafts))

        if screen.attempt(work):
            said = _("Evidence for: {theme}; u undoes.") if side == FOR else _("Evidence against: {theme}; u undoes.")
            said = said if new[0] else _("It stands there already: {theme}")
            screen.argued(said.format(theme=line(themes[answer].name if isinstance(answer, int) else answer)))

    sides = [{FOR: _("for it"), AGAINST: _("against it")}[side] for side in SIDES]
    question = _("Evidence for or against which claim?")
    aside = expected_words(what_was_expected(screen.project))
    screen.app.push_screen(NamedScreen(question, names, _("+ new theme: {name}"), aside), chosen)


def put_in_episode(screen: Arguing, drafts: Drafts) -> None:
    """Ask which episode, or for the name of a new one, and put the passages in it."""
    from app.widgets.named import NamedScreen

    episodes = list_episodes(screen.project)
    places = [(draft.transcript, draft.start, draft.end) for draft in drafts]

    def chosen(answer: object) -> None:
        if isinstance(answer, int):
            put(episodes[answer].name, lambda: add_tellings(screen.project, episodes[answer], places))
        elif isinstance(answer, str) and answer.strip():
            put(answer, lambda: add_tellings(screen.project, answer, places))

    def put(name: str, work: Callable[[], object]) -> None:
        if screen.attempt(work):
            screen.argued(_("Now told in the episode {episode}; u undoes.").format(episode=line(name)))

    names = [episode.name for episode in episodes]
    screen.app.push_screen(NamedScreen(_("In which episode?"), names, _("+ new episode: {name}")), chosen)
