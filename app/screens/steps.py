"""Every change that stands, the newest first: what was done, by whom, when."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from app.actions import bindings_of
from app.screens.base import WorkScreen
from app.screens.overview_rows import cut, grouped
from app.times import say_time
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from corpus.messages import _, ngettext
from corpus.store import Step
from exports.harmless import line, wrap

SHOWN = 1000
_SET_IN = 32


class StepsScreen(WorkScreen):
    """The journal; u takes back the topmost change."""

    room = "steps"
    BINDINGS: ClassVar = bindings_of("steps")
    CSS_PATH = "steps.tcss"

    def compose(self) -> ComposeResult:
        """The changes, and how many there are."""
        yield TitleLine()
        yield OptionList(id="steps", markup=False)
        yield Static(id="count", markup=False)
        yield KeyLine(self.room)

    def on_mount(self) -> None:
        """Show the journal."""
        self.refresh_content()

    def on_resize(self) -> None:
        """Lines are drawn for a width."""
        self.refresh_content()

    def refresh_content(self) -> None:
        """Read the journal again."""
        steps = self.project.steps()
        self.query_one(TitleLine).show(
            _("{study} ▸ Changes").format(study=self.project.name), _("u undoes, ctrl+r redoes")
        )
        shown = self.query_one("#steps", OptionList)
        shown.clear_options()
        newest = steps[: -SHOWN - 1 : -1]
        width = self.size.width - 4
        shown.add_options([Option(_row(step, width, first=n == 0)) for n, step in enumerate(newest)])
        shown.highlighted = 0 if newest else None
        shown.focus()
        self.query_one("#count", Static).update(Content(_say_count(len(steps))))


def _row(step: Step, width: int, *, first: bool) -> Content:
    when, who = (cut(say_time(step.time), 18), "$secondary"), (cut(step.coder, 14), "$secondary")
    rows = [Content(text) for text in wrap(line(step.what), max(20, width - _SET_IN))]
    if first:
        rows[-1] = Content.assemble(rows[-1], (_("   u undoes this"), "$accent"))
    return Content.assemble(when, who, Content("\n" + " " * _SET_IN).join(rows))


def _say_count(count: int) -> str:
    if not count:
        return _("No change yet. Everything you do stands here, and can be undone in order, also after closing tusj.")
    said = ngettext("{count} change, all can be undone.", "{count} changes, all can be undone.", count)
    text = said.format(count=grouped(count))
    if count > SHOWN:
        text += " " + _("The newest {shown} are shown; tusj steps lists all.").format(shown=grouped(SHOWN))
    return text
