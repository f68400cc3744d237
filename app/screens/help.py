"""Every key of a screen, from the one registry, and how keys are changed."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from app.actions import ACTIONS, EVERYWHERE, Action, bindings_of, keymap
from app.screens.base import WorkScreen, shown_keys
from app.settings import settings_path
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from corpus.messages import N_, _
from exports.harmless import pad, wrap

TITLES = {
    "coding": N_("Coding"),
    "overview": N_("Overview"),
    "frequencies": N_("Frequencies"),
    "excerpts": N_("Excerpts"),
    "sorting": N_("Sorting"),
    "matrix": N_("Matrix"),
    "patterns": N_("Patterns"),
    "aligned": N_("Roles side by side"),
    "voices": N_("Who speaks of it"),
    "deviations": N_("Against the majority"),
    "heatmap": N_("Heat map"),
    "cooccurrence": N_("What stands together"),
    "portrait": N_("Portrait of an interview"),
    "saturation": N_("Saturation"),
    "questions": N_("Interview guide"),
    "unasked": N_("What came up unasked"),
    "quotes": N_("Quotes"),
    "import": N_("Bringing interviews in"),
    "codebook": N_("Categories"),
    "choosing": N_("Choosing passages"),
    "scores": N_("Scores"),
    "participants": N_("Participants"),
    "notes": N_("All notes"),
    "diary": N_("Research diary"),
    "approach": N_("How the study works"),
    "meeting": N_("Meeting"),
    "safety": N_("Safety"),
    "search": N_("Search"),
    "suggestions": N_("Suggestions"),
    "episodes": N_("Episodes"),
    "episode": N_("Episode"),
    "themes": N_("Themes"),
    "theme": N_("Theme"),
    "lineage": N_("Where a theme comes from"),
    "theme_map": N_("Map of themes"),
    "deidentify": N_("De-identify"),
    "start": N_("Start"),
    "help": N_("On this page"),
    EVERYWHERE: N_("Everywhere"),
}
_KEYS, _COLUMN = 12, 50


class HelpScreen(WorkScreen):
    """The keys of one room, then those found everywhere, as they are set now."""

    room = "help"
    BINDINGS: ClassVar = bindings_of("help")
    CSS_PATH = "help.tcss"

    def __init__(self, shown: str) -> None:
        super().__init__()
        self.shown = shown

    def compose(self) -> ComposeResult:
        """Columns of keys, then how to change them."""
        yield TitleLine()
        with VerticalScroll(id="page"):
            yield Horizontal(id="columns")
            yield Static(id="change", markup=False)
        yield KeyLine(self.room)

    def on_mount(self) -> None:
        """Write the page for this width."""
        self.query_one("#page").focus()
        self.query_one(TitleLine).show(
            _("Keys: {room}").format(room=_(TITLES.get(self.shown, "tusj"))), _("Esc goes back")
        )
        self.refresh_content()

    def on_resize(self) -> None:
        """Columns depend on the width."""
        self.refresh_content()

    def refresh_content(self) -> None:
        """Write the keys as they are now."""
        count = max(1, min(3, (self.size.width - 4) // _COLUMN))
        width = max(30, (self.size.width - 6) // count - 2)
        columns = self.query_one("#columns", Horizontal)
        columns.remove_children()
        columns.mount(*(Static(text, classes="column", markup=False) for text in self.columns(count, width)))
        self.query_one("#change", Static).update(Content(self.say_change()))

    def columns(self, count: int, width: int) -> list[Content]:
        """The lines in columns of about the same height."""
        lines = self._lines(width)
        height = -(-len(lines) // count)
        return [Content("\n").join(lines[at : at + height]) for at in range(0, len(lines), height)]

    def _lines(self, width: int) -> list[Content]:
        settings = self.workbench.settings
        changed = keymap(settings.keys, settings.vi)
        lines: list[Content] = []
        for room in dict.fromkeys((self.shown, EVERYWHERE, "help")):
            actions = [action for action in ACTIONS if action.room == room]
            if actions:
                lines += [Content.styled(_(TITLES[room]), "bold"), *_group(actions, changed, width), Content("")]
        return lines

    def say_change(self) -> str:
        """How keys are remapped and the vi-like keymap is switched on."""
        vi = self.workbench.settings.vi
        return "\n".join(
            (
                _("The vi-like keys (h j k l and more) are on; v switches them off.")
                if vi
                else _("The vi-like keys (h j k l and more) are off; v switches them on."),
                _("Any key can be changed: write its name and your key under “keys” in {path}").format(
                    path=settings_path()
                ),
                _('for example  "keys": {example}  and start tusj again.').format(example='{"coding.pick": "f6"}'),
                _("A name is the screen and the action: {names}.").format(names=", ".join(self._names())),
            )
        )

    def _names(self) -> list[str]:
        rooms = (self.shown, EVERYWHERE)
        ids = [action.id for action in ACTIONS if action.room in rooms]
        return [name for name in ids if not name[-1].isdecimal()]


def _group(actions: Sequence[Action], changed: dict[str, str], width: int) -> list[Content]:
    """A line per action; the nine category keys share one."""
    lines: list[Content] = []
    for action in actions:
        digit = action.id.startswith(("coding.code", "sorting.pile")) and action.keys.isdecimal()
        if digit and action.keys != "1":
            continue
        keys = "1–9" if digit and action.id not in changed else shown_keys(changed.get(action.id, action.keys))
        room = max(10, width - max(_KEYS, len(keys) + 1))
        first, *rest = wrap(_(action.help), room)
        lines.append(Content.assemble((pad(keys, _KEYS), "$accent"), " " * (len(keys) >= _KEYS), first))
        lines += [Content(" " * _KEYS + more) for more in rest]
    return lines
