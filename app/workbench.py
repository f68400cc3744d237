"""The App: opens a study and switches screens."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.screen import Screen

from app.actions import actions_of, keymap
from app.settings import keep_settings, read_settings, remember_study
from app.themes import THEMES
from corpus.errors import TusjError
from corpus.messages import _

if TYPE_CHECKING:
    from corpus.store import Project


class Workbench(App[None]):
    """One window on one study. Screens ask the domain; this only opens, shows and closes."""

    TITLE = "tusj"
    CSS_PATH: ClassVar[str] = "workbench.tcss"
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, path: Path | None = None, *, tour: bool = False) -> None:
        super().__init__()
        self.path = path
        self.project: Project | None = None
        self.settings = read_settings()
        self.tour = tour and not self.settings.tour_seen
        for theme in THEMES:
            self.register_theme(theme)

    def on_mount(self) -> None:
        """Take the settings on, then show the study or the start screen."""
        import os

        self.theme = os.environ.get("TEXTUAL_THEME") or self.settings.theme or THEMES[0].name
        self.set_keymap(keymap(self.settings.keys, self.settings.vi))
        if self.path is None:
            from app.screens.start import StartScreen

            self.push_screen(StartScreen())
        else:
            self.open_study(self.path)

    def open_study(self, path: Path) -> None:
        """Open a study and show its overview; a problem is said, and nothing is lost."""
        from app.screens.overview import OverviewScreen
        from codebook.project import open_project

        try:
            project = open_project(path)
        except TusjError as error:
            self.say_problem(error)
            return
        self.close_study()
        self.project, self.path = project, path
        remember_study(path)
        self.push_screen(OverviewScreen())

    @property
    def study(self) -> "Project":
        """The open study."""
        if self.project is None:
            raise RuntimeError("no study is open")
        return self.project

    def close_study(self) -> None:
        """Close the study; all that was on the screen is on the disk."""
        if self.project is not None:
            self.project.close()
            self.project = None

    async def on_unmount(self) -> None:
        """Close the study with the window."""
        self.close_study()

    def say(self, message: str) -> None:
        """Tell what was done."""
        self.notify(message, markup=False, timeout=4)

    def say_problem(self, error: TusjError) -> None:
        """Tell a problem: its sentence and the lines that belong to it."""
        from exports.writers.harmless import visible

        text = "\n".join(visible(line) for line in (error.message, *error.details))
        self.notify(text, markup=False, severity="error", timeout=10)

    def action_next_theme(self) -> None:
        """Change between dark and light, and remember it."""
        names = [theme.name for theme in THEMES]
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]
        self.settings = keep_settings(theme=self.theme)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: every action of the screen in front."""
        room = getattr(screen, "room", "")
        for action in actions_of(room):
            call = action.call

            async def run(call: str = call) -> None:
                await self.run_action(call, screen)

            yield SystemCommand(_(action.help).rstrip("."), action.keys.split(",")[0], run)


def run(path: Path | None, *, first_start: bool = False) -> None:
    """Run the workbench; a study that cannot be opened is told before the screen is taken."""
    if path is not None:
        from codebook.project import open_project

        open_project(path).close()
    Workbench(path, tour=first_start).run()
