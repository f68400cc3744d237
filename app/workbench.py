"""The App: opens a study and switches screens."""

import gc
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.filter import LineFilter
from textual.screen import Screen

from app.actions import actions_of, bindings_of, keymap
from app.guard import Guard
from app.places import kept_front
from app.settings import keep_settings, read_settings, remember_study
from app.themes import THEMES
from corpus.errors import TusjError
from corpus.messages import _, use_language
from corpus.sample import sample_language
from corpus.transcripts import list_transcripts

if TYPE_CHECKING:
    from corpus.store import Project
    from corpus.store.cipher import Key


class Workbench(App[None]):
    """One window on one study. Screens ask the domain; this only opens, shows and closes."""

    TITLE = "tusj"
    CSS_PATH: ClassVar[str] = "workbench.tcss"
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, path: Path | None = None, *, tour: bool = False, coder: str = "") -> None:
        super().__init__()
        self.path = path
        self.coder = coder
        self.project: Project | None = None
        self._guard = Guard()
        self.settings = read_settings()
        self.tour = tour and not self.settings.tour_seen
        self._home = 1
        for theme in THEMES:
            self.register_theme(theme)

    def on_mount(self) -> None:
        """Take the settings on, then show the study or the start screen."""
        wanted = (os.environ.get("TEXTUAL_THEME", ""), self.settings.theme, THEMES[0].name)
        self.theme = next(name for name in wanted if name in self.available_themes)
        if self.theme == wanted[0]:  # Textual took this name before it knew the theme, and sees no change now
            self._watch_theme(self.theme)
        self.set_keymap(keymap(self.settings.keys, self.settings.vi))
        if self.path is None:
            self._show_start()
        elif self.project is not None:
            self._show_study(self.path)
        else:
            self.open_study(self.path)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through before it is sent: Textual's own filters, and the guard last."""
        return [*super().get_line_filters(), self._guard]

    def _show_start(self) -> None:
        from app.screens.start import StartScreen

        self.push_screen(StartScreen())

    def open_study(
        self, path: Path, bring_in: Iterable[Path] = (), passphrase: str = "", key: "Key | None" = None
    ) -> None:
        """Open a study and show its overview; a problem is said, and nothing is lost.

        `bring_in` are files to show in the import at once. An encrypted study's passphrase is asked for.
        """
        from codebook.project import open_project
        from corpus.store import PassphraseNeededError, damage_told

        files = tuple(bring_in)
        self.close_study()
        try:
            with damage_told(path):
                self.project = open_project(path, coder=self.coder, passphrase=passphrase, key=key)
        except PassphraseNeededError:
            self._ask_passphrase(path, files)
            return
        except TusjError as error:
            self.say_problem(error)
            if len(self.screen_stack) == 1:  # only the App's own blank screen: there must be something to go on from
                self._show_start()
            return
        self._leave_screens()
        self._show_study(path, files)

    def _ask_passphrase(self, path: Path, files: tuple[Path, ...]) -> None:
        from app.widgets.passphrase import PassphraseScreen

        def answered(passphrase: object) -> None:
            if isinstance(passphrase, str) and passphrase:
                self.open_study(path, files, passphrase)

        if len(self.screen_stack) == 1:
            self._show_start()
        self.push_screen(PassphraseScreen(path.name), answered)

    def _show_study(self, path: Path, bring_in: Iterable[Path] = ()) -> None:
        self.call_later(self._settle_memory)
        self.path = path
        remember_study(path)
        self.settings = read_settings()
        self._home = len(self.screen_stack)
        files = tuple(bring_in)
        if files or not self._show_interview():
            from app.screens.overview import OverviewScreen

            self.push_screen(OverviewScreen(files))
        self.call_later(self._warn_where_copied, path)

    def _warn_where_copied(self, path: Path) -> None:
        from corpus.store.snapshots import say_synchronised

        if told := say_synchronised(path):
            self.notify(told, severity="warning", markup=False, timeout=12)

    def _show_interview(self) -> bool:
        """Show the tour's interview or the one in front when the study was left; Escape makes the overview."""
        if self.tour and sample_language(self.study.name):
            from app.screens.tour import start_tour

            if start_tour(self):
                return True
        key = kept_front(self.study)
        name = next((t.name for t in list_transcripts(self.study) if t.id == key), "") if key else ""
        if name:
            from app.screens.coding import CodingScreen

            self.push_screen(CodingScreen(name))
        return bool(name)

    def go_back(self) -> None:
        """Leave the screen in front for the one beneath; from the last one there is nowhere to go."""
        depth = len(self.screen_stack) - 1
        if depth == self._home and getattr(self.screen, "room", "") == "coding":
            from app.screens.overview import OverviewScreen

            self.clear_notifications()
            self.switch_screen(OverviewScreen())
        elif depth > 1:  # the App's own blank screen lies beneath the first
            self.clear_notifications()
            self.pop_screen()

    def _settle_memory(self) -> None:
        """What is loaded stays: keep it out of every later collection."""
        gc.freeze()
        gc.enable()

    def _leave_screens(self) -> None:
        """Take away the screens of the study before; the start screen stays for Escape."""
        while len(self.screen_stack) > 1 and getattr(self.screen, "room", "") != "start":
            self.pop_screen()

    @property
    def study(self) -> "Project":
        """The open study."""
        if self.project is None:
            raise RuntimeError("no study is open")
        return self.project

    def close_study(self) -> None:
        """Close the study; all that was on the screen is on the disk."""
        if self.project is not None:
            if self.project.writable:
                from corpus.store.snapshots import keep_snapshot

                with suppress(TusjError):
                    keep_snapshot(self.project)
            self.project.close()
            self.project = None

    def leave_study(self) -> None:
        """Go to the start screen from a study that is no longer there."""
        self.project = None
        self._leave_screens()
        if getattr(self.screen, "room", "") != "start":
            self._show_start()

    def _fatal_error(self) -> None:
        """Leave after an unforeseen error, telling where in the program it was and none of the values: they may hold
        words of an interview."""
        import sys
        import traceback

        from corpus.store import is_damaged
        from exports.harmless import visible

        error = sys.exc_info()[1]
        place = traceback.extract_tb(error.__traceback__)[-1] if error is not None else None
        where = f"{Path(place.filename).name}:{place.lineno}" if place else "?"
        told = _("tusj had to stop ({kind} at {place}); everything up to the last change is saved.")
        if self.path is not None and is_damaged(self.path):
            told = _("{path} is damaged; use an earlier copy of it.")
        if isinstance(error, TusjError):
            told = error.message
        else:
            told = told.format(kind=type(error).__name__, place=where, path=self.path)
        self._exit_renderables.append(Text(visible(told)))
        self._close_messages_no_wait()

    async def on_unmount(self) -> None:
        """Close the study with the window."""
        self.close_study()

    def say(self, message: str) -> None:
        """Tell what was done, in place of what was told before."""
        from exports.harmless import visible

        self.clear_notifications()
        self.notify(visible(message), markup=False, timeout=4)

    def say_problem(self, error: TusjError) -> None:
        """Tell a problem, in place of what was told before: its sentence and the lines that belong to it."""
        from exports.harmless import visible

        self.clear_notifications()
        text = "\n".join(visible(line) for line in (error.sentence, *error.details))
        self.notify(text, markup=False, severity="error", timeout=10)

    def action_next_theme(self) -> None:
        """Change between dark and light, and remember it."""
        names = [theme.name for theme in THEMES]
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]
        self.settings = keep_settings(theme=self.theme)

    def action_toggle_vi(self) -> None:
        """Switch the vi-like keys on or off, and remember it."""
        self.settings = keep_settings(vi=not self.settings.vi)
        self.set_keymap(keymap(self.settings.keys, self.settings.vi))
        self.say(_("The vi-like keys are on.") if self.settings.vi else _("The vi-like keys are off."))

    def change_language(self, name: str) -> None:
        """Change the interface's language and remember it; screens made from now on speak it."""
        from app.screens.base import WorkScreen
        from app.widgets.keyline import KeyLine

        use_language(name)
        self.settings = keep_settings(language=name)
        screens = WorkScreen.__subclasses__()
        while screens:
            screen = screens.pop()
            screens += screen.__subclasses__()
            if screen.room:
                # Textual merges bindings once per class, and their descriptions are words.
                screen.BINDINGS = bindings_of(screen.room)
                screen._merged_bindings = screen._merge_bindings()
        for line in self.screen.query(KeyLine):
            line.draw()

    def action_command_palette(self) -> None:
        """Show the palette, its prompt in the reader's language."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("Find an action by its name."), id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: every action of the screen in front, by its own keys, and the vi-like keymap."""
        from app.screens.base import shown_keys

        room = getattr(screen, "room", "")
        changed = keymap(self.settings.keys, self.settings.vi)
        for action in actions_of(room):
            if action.name != "palette":
                keys = shown_keys(changed.get(action.id, action.keys))
                yield self._command(_(action.help), keys, action.call, screen)
        if room != "help":
            yield self._command(_("Switch the vi-like keys on or off."), "", "app.toggle_vi", screen)

    def _command(self, words: str, keys: str, call: str, screen: Screen[object]) -> SystemCommand:
        async def run() -> None:
            await self.run_action(call, screen)

        return SystemCommand(words.rstrip("."), keys, run)


def run(path: Path | None, *, first_start: bool = False, coder: str = "", passphrase: str = "") -> None:
    """Run the workbench; a study that cannot be opened is told before the screen is taken.

    `coder` is who codes; empty means the study's first coder.
    """
    workbench = Workbench(path, tour=first_start, coder=coder)
    if path is not None:
        from codebook.project import open_project
        from corpus.store import damage_told

        with damage_told(path):
            workbench.project = open_project(path, coder=coder, passphrase=passphrase)
    workbench.run()
