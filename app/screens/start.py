"""The start screen: my studies, the sample, a new one. Nothing is asked before one of them is chosen."""

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from app.actions import bindings_of
from app.screens.base import WorkScreen
from app.settings import settings_path
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from corpus.errors import TusjError
from corpus.imports import dropped_paths
from corpus.messages import _, language
from exports.harmless import line, pad

if TYPE_CHECKING:
    from app.workbench import Workbench
    from corpus.store.cipher import Key

SAMPLE, NEW = "sample", "new"
ENDING = ".tusj"


class StartScreen(WorkScreen):
    """Where bare `tusj` begins."""

    room = "start"
    BINDINGS: ClassVar = bindings_of("start")
    CSS_PATH = "start.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._bring_in: tuple[Path, ...] = ()

    def compose(self) -> ComposeResult:
        """What tusj is, and what to open."""
        yield TitleLine()
        yield Static(id="welcome", markup=False)
        yield OptionList(id="studies", markup=False)
        yield Static(id="hint", markup=False)
        yield KeyLine(self.room)

    def on_screen_resume(self) -> None:
        """Back from a study: it is closed, so that another program may open it."""
        if self.app.screen is self:
            self.workbench.close_study()
            self.refresh_content()

    def on_resize(self) -> None:
        """Lines are drawn for a width."""
        self.refresh_content()

    def refresh_content(self) -> None:
        """The studies opened last, the sample, a new one; before the tour was seen the sample comes first."""
        self.query_one(TitleLine).show("tusj", _("nothing leaves this computer"))
        words = _("Code interviews as quickly as with marker pens, then count and quote.")
        self.query_one("#welcome", Static).update(Content(words))
        hint = _(
            "Drop or paste interview files here to begin a new study with them. ? shows all keys, F9 dark or light."
        )
        self.query_one("#hint", Static).update(Content(hint))
        sample = Option(
            self._offer(_("Look round the sample study"), _("partly coded; you can do no harm there")), SAMPLE
        )
        new = Option(self._offer(_("Make a new study"), _("for your own interviews")), NEW)
        recent = [
            Option(self._offer(Path(name).stem, _folder(Path(name).parent)), f"study:{name}") for name in self._recent()
        ]
        studies = self.query_one("#studies", OptionList)
        at = studies.highlighted or 0
        studies.clear_options()
        studies.add_options([sample, *recent, new] if self.workbench.tour else [*recent, sample, new])
        studies.highlighted = min(at, studies.option_count - 1)
        studies.focus()

    def _offer(self, name: str, about: str) -> Content:
        offer = Content.assemble((pad(line(name), 30), "bold"), "  ", (line(about), "$secondary"))
        return offer.truncate(max(30, self.size.width - 6), ellipsis=True)

    def _recent(self) -> list[str]:
        return [name for name in self.workbench.settings.recent if Path(name).is_file()]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click opens what is under the bar."""
        event.stop()
        self._open(event.option_id or "")

    def _open(self, chosen: str) -> None:
        if chosen == SAMPLE:
            self.action_sample()
        elif chosen == NEW:
            self.action_new()
        else:
            self.workbench.open_study(Path(chosen.removeprefix("study:")))

    def on_paste(self, event: events.Paste) -> None:
        """A study dropped is opened; other files begin a new study."""
        event.stop()
        paths = [path for path in dropped_paths(event.text) if path.exists()]
        if not paths:
            self.workbench.say(_("There is no file by that name."))
        elif paths[0].suffix == ENDING:
            self.workbench.open_study(paths[0])
        else:
            self._bring_in = tuple(paths)
            self.action_new()

    def action_open(self) -> None:
        """Open what is under the bar."""
        studies = self.query_one("#studies", OptionList)
        if studies.highlighted is not None:
            self._open(studies.get_option_at_index(studies.highlighted).id or "")

    def action_sample(self) -> None:
        """Open the sample study, made where it is not there."""
        open_sample(self)

    def action_new(self) -> None:
        """Ask what the new study is called, make it, and open it."""
        from app.widgets.dialogs import LineScreen

        question = _("What is the new study called? Its file goes into {folder}.").format(folder=_folder(Path.cwd()))
        hint = _("a name, or a path of your own   Enter: make it   Escape: leave it")
        self.app.push_screen(LineScreen(question, hint=hint), self._new)

    def _new(self, answer: object) -> None:
        bring_in, self._bring_in = self._bring_in, ()
        if not isinstance(answer, str) or not answer.strip():
            return
        path = study_path(answer)

        from app.widgets.passphrase import NewPassphraseScreen, RecoveryScreen

        def make(passphrase: object) -> None:
            keys: list[Key | None] = []
            if not isinstance(passphrase, str) or not self.attempt(lambda: keys.append(_create(path, passphrase))):
                return
            (key,) = keys
            if key is None:
                self.workbench.open_study(path, bring_in)
            else:
                self.app.push_screen(
                    RecoveryScreen(path, key), lambda _written: self.workbench.open_study(path, bring_in, key=key)
                )

        if path.exists():
            self.attempt(partial(_create, path, ""))
            return
        self.app.push_screen(NewPassphraseScreen(), make)

    def action_language(self) -> None:
        """Change between English and Norwegian."""
        self.workbench.change_language("nb" if language() == "en" else "en")
        self.app.switch_screen(StartScreen())


def study_path(answer: str) -> Path:
    """The file a study's name or path stands for."""
    path = Path(answer.strip().strip("'\"")).expanduser()
    return path if path.suffix == ENDING else path.with_name(path.name + ENDING)


def _create(path: Path, passphrase: str) -> "Key | None":
    """Make an empty study; its key, None where it is plain."""
    from codebook.project import create_project
    from corpus.errors import InputError, ProjectError

    if not path.name.removesuffix(ENDING).strip(". "):
        raise InputError(_("A study needs a name."))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise ProjectError(_("The folder {path} cannot be made.").format(path=path.parent)) from None
    with create_project(path, language=language(), passphrase=passphrase) as study:
        return study.key


def _folder(folder: Path) -> str:
    """A folder as one says it: ~ for the home folder."""
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)


def sample_path() -> Path:
    """Where the sample is made: this folder, as `tusj demo` does, else beside the settings."""
    here = Path.cwd() / f"demo{ENDING}"
    return here if here.exists() or os.access(here.parent, os.W_OK) else settings_path().parent / here.name


def open_sample(screen: WorkScreen) -> None:
    """Open the sample study in front of a screen, made first where it is not there."""
    path = sample_path()
    if path.exists():
        screen.workbench.open_study(path)
        return
    screen.workbench.say(_("Making the sample study…"))
    _make_sample(screen, path)


@work(thread=True, exclusive=True, group="sample")
def _make_sample(screen: WorkScreen, path: Path) -> None:
    from codebook.sample import make_sample

    app = screen.workbench
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        make_sample(path, language()).close()
    except TusjError as error:
        app.call_from_thread(app.say_problem, error)
    else:
        app.call_from_thread(_open_made, app, path)


def _open_made(app: "Workbench", path: Path) -> None:
    """Open the sample made just now; that it is being made is no longer so, and would lie over the tour's words."""
    app.clear_notifications()
    app.open_study(path)
