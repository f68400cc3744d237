"""Episodes: the stories told in the interviews, what came of them, and who tells them."""

from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from app.actions import bindings_of
from app.widgets.export import ExportingScreen
from app.widgets.items import Item, Items, Line, Part, Prose
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.episodes import (
    Episode,
    add_episode,
    list_outcomes,
    move_episode,
    outcome_word,
    remove_episode,
    rename_episode,
    set_outcome,
    set_outcomes,
)
from corpus.messages import _, in_language, ngettext
from exports.harmless import line
from exports.tables.episodes import ToldEpisode, episodes_table, read_episodes
from exports.tables.filters import NO_ROLE
from exports.writers.write import write_table

_GAP = Line()


def tellings_words(told: ToldEpisode) -> str:
    """How many tellings an episode has, and who tells it: by role, the people by label."""
    number = len(told.tellings)
    if not number:
        return _("nobody tells it yet")
    parts = [ngettext("{n} telling", "{n} tellings", number).format(n=number)]
    for role in told.roles:
        people = dict.fromkeys(v.participant for _t, words in told.tellings for v in words.voices if v.role == role)
        names = ", ".join(line(name) for name in people if name)
        parts.append(f"{line(role) or NO_ROLE} {names}".rstrip())
    return " · ".join(parts)


def outcome_words(episode: Episode) -> str:
    """What came of an episode, in words; that nobody has said it, where so."""
    return line(outcome_word(episode.outcome)) if episode.outcome else _("no outcome yet")


def ask_outcome(screen: ExportingScreen, episode: Episode) -> None:
    """Ask what came of an episode, and say so."""
    outcomes = [*list_outcomes(screen.project), ""]
    words = [outcome_word(outcome) if outcome else _("no outcome yet") for outcome in outcomes]

    def chosen(index: int) -> None:
        if screen.attempt(lambda: set_outcome(screen.project, episode, outcomes[index])):
            screen.refresh_content()

    question = _("What came of {episode}?").format(episode=line(episode.name))
    at = outcomes.index(episode.outcome) if episode.outcome in outcomes else len(outcomes) - 1
    screen.ask_which(question, words, chosen, at)


def ask_name(screen: ExportingScreen, episode: Episode) -> None:
    """Ask for an episode's name."""

    def keep(name: str) -> None:
        if screen.attempt(lambda: rename_episode(screen.project, episode, name)):
            screen.refresh_content()

    screen.ask_line(_("What is the episode called?"), keep, episode.name)


def export_episodes(screen: ExportingScreen) -> None:
    """Put all episodes with their tellings into a file."""
    project = screen.project

    def write(path: Path, format: str) -> None:
        with in_language(project.language):
            write_table(episodes_table(project), format, path)

    formats = ("docx", "csv", "xlsx", "md", "json", "txt")
    screen.ask_and_export(_("The episodes: where to?"), _("episodes"), write, formats)


class EpisodesScreen(ExportingScreen):
    """Every episode of the study."""

    room = "episodes"
    CSS_PATH = "episodes.tcss"
    BINDINGS = bindings_of("episodes")
    AUTO_FOCUS = "Items"

    def __init__(self) -> None:
        super().__init__()
        self.told: list[ToldEpisode] | None = None

    def compose(self) -> ComposeResult:
        """The place, the episodes, the keys."""
        yield TitleLine()
        yield Items()
        yield Static(id="empty", markup=False)
        yield KeyLine(self.room)

    def refresh_content(self) -> None:
        """Read the episodes again, staying where one is."""
        self._read()

    @work(thread=True, exclusive=True, group="find")
    def _read(self) -> None:
        told = read_episodes(self.project)
        self.app.call_from_thread(self._take, told)

    def _take(self, told: list[ToldEpisode]) -> None:
        if not self.is_mounted:
            return
        items, before = self.query_one(Items), self.episode
        at = next((n for n, one in enumerate(told) if before and one.episode.id == before.id), items.cursor)
        self.told = told
        items.show([_item(one) for one in told], min(at or 0, len(told)))
        items.display = bool(told)
        empty = self.query_one("#empty", Static)
        empty.display = not told
        empty.update(Content(_("No episode yet. n begins one; O puts a passage in one, where you read or code.")))
        number = ngettext("{n} episode", "{n} episodes", len(told)).format(n=len(told))
        self.query_one(TitleLine).show(f"{line(self.project.name)} ▸ {_('Episodes')}", number)
        if told and self.is_current:
            items.focus()

    @property
    def episode(self) -> Episode | None:
        """The episode under the cursor."""
        cursor = self.query_one(Items).cursor
        return self.told[cursor].episode if self.told and cursor is not None and cursor < len(self.told) else None

    def on_items_opened(self) -> None:
        """A second click opens it."""
        self.action_open()

    # ---- actions
    def action_open(self) -> None:
        """Show its tellings side by side."""
        if self.episode is not None:
            from app.screens.episode import EpisodeScreen

            self.app.push_screen(EpisodeScreen(self.episode.id))

    def action_add(self) -> None:
        """Begin an episode."""

        def keep(name: str) -> None:
            made: list[Episode] = []
            if name.strip() and self.attempt(lambda: made.append(add_episode(self.project, name))):
                self.refresh_content()
                self.workbench.say(_("O puts a passage in it, where you read or code."))

        self.ask_line(_("What is the episode called?"), keep)

    def action_rename(self) -> None:
        """Give it another name."""
        if self.episode is not None:
            ask_name(self, self.episode)

    def action_outcome(self) -> None:
        """Say what came of it."""
        if self.episode is not None:
            ask_outcome(self, self.episode)

    def action_outcomes(self) -> None:
        """Define the study's outcomes, one a line."""

        def keep(text: str) -> None:
            if self.attempt(lambda: set_outcomes(self.project, text.split("\n"))):
                self.refresh_content()

        known = "\n".join(outcome_word(outcome) for outcome in list_outcomes(self.project))
        self.ask_text(_("What may come of an episode? One a line."), keep, known)

    def action_shift(self, way: int) -> None:
        """Move it up or down."""
        episode = self.episode
        if episode is not None and self.attempt(lambda: move_episode(self.project, episode, way)):
            self.refresh_content()

    def action_remove(self) -> None:
        """Take it away; the passages stay."""
        episode = self.episode
        if episode is not None and self.attempt(lambda: remove_episode(self.project, episode)):
            self.refresh_content()
            self.workbench.say(_("Took {name} away; u brings it back.").format(name=line(episode.name)))

    def action_export(self) -> None:
        """Put the episodes into a file."""
        export_episodes(self)


def _item(told: ToldEpisode) -> Item:
    outcome = outcome_words(told.episode)
    look = "accent" if told.episode.outcome else "quiet"
    about = Line((Part(outcome, look), Part(f" · {tellings_words(told)}", "quiet")))
    return Item((Prose(line(told.episode.name), "strong"), about, _GAP))
