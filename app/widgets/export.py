"""Putting what is shown into a file: where to and in which format, asked in one small box."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from app.screens.base import WorkScreen
from app.widgets.dialogs import AskScreen, Dialog
from app.widgets.passphrase import SealScreen
from corpus.errors import TusjError
from corpus.messages import _
from corpus.store.manifest import remember_file
from exports.harmless import visible
from exports.tables.disclosure import say_of_print
from exports.writers.seal import Seal
from exports.writers.target import sealing, telling

FORMATS = ("docx", "md", "csv", "xlsx", "json", "txt")
_PRINT_ROLES = frozenset(
    ("excerpts", "matrix", "meeting", "themes", "theme", "episodes", "episode", "search", "suggestions", "sorting")
)
"""Rooms that print passages, each with the participant and the role."""
_agreed: set[Path] = set()
"""Files the user has said may be replaced, until the program ends: exports are made again and again."""


def format_words(format: str) -> str:
    """What a format is good for."""
    return {
        "docx": _("Word, to work on in the thesis"),
        "md": _("Markdown"),
        "csv": _("rows for any program"),
        "xlsx": _("Excel"),
        "json": _("rows for programs"),
        "txt": _("plain text"),
        "html": _("a page for the browser, to read and to print"),
        "svg": _("a figure that stays sharp"),
        "pdf": _("a figure to print"),
        "png": _("a picture"),
        "toml": _("the whole codebook, to read back in"),
    }[format]


class ExportScreen(Dialog):
    """Asks for a path; up and down change the format, which is the path's ending. Answers the path, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("down", "format(1)", ""),
        ("up", "format(-1)", ""),
        ("f2", "seal", ""),
    ]

    def __init__(self, question: str, path: Path, formats: Sequence[str] = FORMATS) -> None:
        super().__init__()
        self._question, self._path, self._formats = question, path, tuple(formats)
        self.sealed = False

    def compose(self) -> ComposeResult:
        """The path, the formats, and what the keys do."""
        with Vertical():
            yield Static(Content(visible(self._question)), classes="question")
            yield Input(visible(str(self._path)), select_on_focus=False)
            formats = OptionList(*(Option(Content(f".{f:<6}{format_words(f)}")) for f in self._formats))
            formats.can_focus = False
            yield formats
            yield Static(Content(self._hint()), classes="hint")

    def _hint(self) -> str:
        if self.sealed:
            return _("Enter: write it, sealed, as .age   ↑↓: format   F2: do not seal it   Escape: leave it")
        return _("Enter: write it   ↑↓: format   F2: seal it   Escape: leave it")

    def action_seal(self) -> None:
        """Seal the file, or not."""
        self.sealed = not self.sealed
        self.query_one(".hint", Static).update(Content(self._hint()))

    def on_mount(self) -> None:
        """Show which format the path asks for."""
        field = self.query_one(Input)
        field.cursor_position = len(field.value)
        self._show_format()

    def _show_format(self) -> None:
        ending = Path(self.query_one(Input).value).suffix.lower().lstrip(".")
        known = self._formats.index(ending) if ending in self._formats else None
        self.query_one(OptionList).highlighted = known

    def on_input_changed(self) -> None:
        """The ending may name another format now."""
        if self.is_mounted:
            self._show_format()

    def action_format(self, way: int) -> None:
        """Take the next format."""
        at = self.query_one(OptionList).highlighted
        self._take_format(0 if at is None else (at + way) % len(self._formats))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the format clicked on."""
        self._take_format(event.option_index)

    def _take_format(self, index: int) -> None:
        field = self.query_one(Input)
        stem, ending = os.path.splitext(field.value)
        stem = stem if ending.lower().lstrip(".") in (*FORMATS, *self._formats) else field.value
        field.value = f"{stem}.{self._formats[index]}"
        field.cursor_position = len(field.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with the path; without an ending it gets that of the first format."""
        name = event.value.strip().strip("\"'")
        if not name:
            return
        path = self._path.parent / Path(os.path.expanduser(name))
        ending = path.suffix.lower().lstrip(".")
        if not ending:
            path = path.with_name(f"{path.name}.{self._formats[0]}")
        elif ending not in self._formats:
            self.query_one(".hint", Static).update(
                Content(_("There are: {formats}.").format(formats=", ".join(f".{f}" for f in self._formats)))
            )
            return
        self.dismiss(path)


class ExportingScreen(WorkScreen):
    """A screen whose content can be put into a file."""

    def ask_and_export(
        self, question: str, word: str, write: Callable[[Path, str], None], formats: Sequence[str] = FORMATS
    ) -> None:
        """Ask where to, then call `write(path, format)` in a thread; a file that is there is replaced when agreed to.

        `word` names the export in the file's name that is offered. `format` is one of the writers' (text for .txt).
        """
        study = self.project.path
        path = study.resolve().with_name(f"{study.stem}-{word}.{formats[0]}")

        screen = ExportScreen(question, path, formats)

        def chosen(answer: object) -> None:
            if isinstance(answer, Path) and screen.sealed:
                self.app.push_screen(SealScreen(), partial(self._seal, answer, write))
            elif isinstance(answer, Path):
                self._agree(answer, write)

        self.app.push_screen(screen, chosen)

    def _seal(self, path: Path, write: Callable[[Path, str], None], passphrase: object) -> None:
        if isinstance(passphrase, str) and passphrase:
            self._agree(path, write, Seal(passphrase))

    def _agree(self, path: Path, write: Callable[[Path, str], None], seal: Seal | None = None) -> None:
        target = seal.named(path) if seal else path
        if path.resolve() == self.project.path.resolve():
            self.app.notify(_("That is the study itself."), severity="error", markup=False)
            return
        if not target.exists() or target.resolve() in _agreed:
            self._start(path, write, seal)
            return

        def answered(agreed: object) -> None:
            if agreed:
                self._start(path, write, seal)

        question = _("{file} is there already.").format(file=visible(target.name))
        self.app.push_screen(AskScreen(question, _("replace it")), answered)

    def _start(self, path: Path, write: Callable[[Path, str], None], seal: Seal | None) -> None:
        ending = path.suffix.lower().lstrip(".")
        format = "text" if ending == "txt" else ending
        app, project, room = self.workbench, self.project, self.room

        def work() -> None:
            try:
                with sealing(seal), telling(lambda file: remember_file(project, file, room)):
                    write(path, format)
            except TusjError as error:
                app.call_from_thread(app.say_problem, error)
                return
            target = seal.named(path) if seal else path
            _agreed.add(target.resolve())
            words = [_("Written: {path}").format(path=visible(str(target)))]
            if room in _PRINT_ROLES and (told := say_of_print(project)):
                words.append(visible(told))
            app.call_from_thread(app.say, " ".join(words))

        app.run_worker(work, thread=True, group="export")
