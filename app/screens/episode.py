"""One episode: its tellings side by side, with what was said around them."""

from collections.abc import Callable

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from app.actions import bindings_of
from app.screens.episodes import ask_name, ask_outcome, export_episodes, outcome_words, tellings_words
from app.widgets.arguing import Arguing, Drafts
from app.widgets.columns import Columns, Entry, Section
from app.widgets.export import ExportingScreen
from app.widgets.items import Item, Line, Part, Prose
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.episodes import Telling, list_episodes, remove_telling
from codebook.themes import from_telling
from corpus.messages import _
from exports.harmless import line
from exports.quotes.style import draft_text
from exports.tables.episodes import ToldEpisode, read_episodes
from exports.tables.filters import NO_ROLE
from exports.tables.heard import Interview, Words, quote_words
from exports.tables.passages import place_words

_GAP = Line()
CONTEXTS = ("turn", "question", "none")
"""How much is shown around a telling: the rest of its turns, the question before too, nothing."""


class EpisodeScreen(Arguing, ExportingScreen):
    """One episode, by its key."""

    room = "episode"
    CSS_PATH = "episode.tcss"
    BINDINGS = bindings_of("episode")
    AUTO_FOCUS = "Items"

    def __init__(self, episode: int) -> None:
        super().__init__()
        self._key = episode
        self._around = CONTEXTS[0]
        self.told: ToldEpisode | None = None

    def compose(self) -> ComposeResult:
        """The place, what came of it, the tellings, the keys."""
        yield TitleLine()
        yield Static(id="about", markup=False)
        yield Columns()
        yield Static(id="empty", markup=False)
        yield KeyLine(self.room)

    def refresh_content(self) -> None:
        """Read the episode again."""
        self._read(self._key)

    @work(thread=True, exclusive=True, group="find")
    def _read(self, key: int) -> None:
        found = read_episodes(self.project, key)
        self.app.call_from_thread(self._take, found[0] if found else None)

    def _take(self, told: ToldEpisode | None) -> None:
        if not self.is_mounted:
            return
        if told is None:
            self.workbench.go_back()
            return
        self.told = told
        name = line(told.episode.name)
        self.query_one(TitleLine).show(f"{line(self.project.name)} ▸ {_('Episodes')} ▸ {name}", _("saved"))
        about = f"{outcome_words(told.episode)} · {tellings_words(told)}"
        self.query_one("#about", Static).update(Content(about))
        columns, empty = self.query_one(Columns), self.query_one("#empty", Static)
        columns.display, empty.display = bool(told.tellings), not told.tellings
        empty.update(Content(_("Nobody tells it yet. O puts a passage here, where you read or code.")))
        columns.show(side_by_side(told, self._around))

    @property
    def telling(self) -> Telling | None:
        """The telling under the cursor."""
        value = self.query_one(Columns).value if self.told is not None else None
        return value if isinstance(value, Telling) else None

    def _words(self) -> Words | None:
        telling = self.telling
        return next((w for one, w in self.told.tellings if one == telling), None) if self.told and telling else None

    def on_columns_opened(self) -> None:
        """A second click goes there."""
        self.action_open()

    # ---- actions
    def in_hand(self, question: str, then: Callable[[Drafts], object]) -> None:
        """Go on with the telling under the cursor."""
        if self.telling is not None:
            then([from_telling(self.telling)])

    def action_open(self) -> None:
        """Go to the place in the interview."""
        words = self._words()
        if words is not None:
            from app.screens.coding import CodingScreen

            self.app.push_screen(CodingScreen(words.transcript.name, words.start, words.end))

    def action_context(self) -> None:
        """Show more or less around the tellings."""
        self._around = CONTEXTS[(CONTEXTS.index(self._around) + 1) % len(CONTEXTS)]
        if self.told is not None:
            self.query_one(Columns).show(side_by_side(self.told, self._around))

    def action_outcome(self) -> None:
        """Say what came of it."""
        if self.told is not None:
            ask_outcome(self, self.told.episode)

    def action_rename(self) -> None:
        """Give it another name."""
        if self.told is not None:
            ask_name(self, self.told.episode)

    def action_remove(self) -> None:
        """Take the passage out."""
        telling = self.telling
        if telling is not None and self.attempt(lambda: remove_telling(self.project, telling)):
            self.refresh_content()
            self.workbench.say(_("Taken out; u puts it back."))

    def action_copy(self) -> None:
        """Copy the passage as it will stand in the draft."""
        from app.widgets.clipboard import copy_text

        words = self._words()
        if words is not None:
            text = draft_text(quote_words(words), "role", self.project.language)
            self.workbench.say(copy_text(self.app, text, self.project.path))

    def action_next(self, way: int) -> None:
        """Go to the next episode or the one before."""
        keys = [episode.id for episode in list_episodes(self.project)]
        if self._key in keys:
            self._key = keys[(keys.index(self._key) + way) % len(keys)]
            self.refresh_content()

    def action_export(self) -> None:
        """Put the episodes into a file."""
        export_episodes(self)


def side_by_side(told: ToldEpisode, context: str) -> list[Section]:
    """The tellers side by side: the first role's on the left, the others' on the right; with one role, in turn."""
    tellers: dict[Interview, list[Entry]] = {}
    roles: dict[Interview, str] = {}
    for telling, words in told.tellings:
        tellers.setdefault(words.transcript, []).append(Entry(telling_item(words, context), telling))
        roles.setdefault(words.transcript, words.voices[0].role)
    several = len(told.roles) > 1
    sides: tuple[list[Interview], list[Interview]] = ([], [])
    for number, transcript in enumerate(tellers):
        sides[int(roles[transcript] != told.roles[0]) if several else number % 2].append(transcript)
    sections = []
    for level in range(max(len(side) for side in sides)):
        pair = [side[level] if level < len(side) else None for side in sides]
        heads = tuple(_head(one, roles[one]) if one else "" for one in pair)
        entries = tuple(tuple(tellers[one]) if one else () for one in pair)
        sections.append(Section((heads[0], heads[1]), (entries[0], entries[1])))
    return sections


def _head(transcript: Interview, role: str) -> str:
    return f"{line(transcript.name)} · {line(role) or NO_ROLE}"


def telling_item(words: Words, context: str) -> Item:
    """A telling with what was said around it, quiet."""
    blocks: list[Prose | Line] = []
    if context == "question" and words.asked:
        blocks.append(Prose(words.asked, "quiet", 2))
    if context != "none" and words.before.strip():
        blocks.append(Prose(words.before, "quiet"))
    blocks.append(Prose(words.text))
    if context != "none" and words.after.strip():
        blocks.append(Prose(words.after, "quiet"))
    voices = [voice for voice in words.voices if voice.participant]
    place = words.voices[0].place if words.voices else ""
    who = [line(v.participant) for v in voices if not words.transcript.name.startswith(v.participant)]
    blocks.append(Line((Part(" · ".join([*who, line(place_words(words.transcript.name, place))]), "quiet"),)))
    return Item((*blocks, _GAP))
