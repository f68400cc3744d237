"""How the study works: an approach chosen, and a page on its steps in tusj."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Markdown, OptionList
from textual.widgets.option_list import Option

from app.actions import bindings_of
from app.screens.base import WorkScreen
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.approach import (
    APPROACH_WORDS,
    APPROACHES,
    NONE,
    PAGE_WORDS,
    PAGES,
    approach_page,
    get_approach,
    set_approach,
)
from corpus.messages import _


class ApproachScreen(WorkScreen):
    """The approaches above, the page of the one under the bar beneath; Enter chooses."""

    room = "approach"
    BINDINGS: ClassVar = bindings_of("approach")
    CSS_PATH = "approach.tcss"
    AUTO_FOCUS = "OptionList"

    def compose(self) -> ComposeResult:
        """The approaches, the page, the keys."""
        yield TitleLine()
        yield OptionList(id="approaches", markup=False)
        with VerticalScroll(id="page"):
            yield Markdown("", open_links=False)
        yield KeyLine(self.room)

    @property
    def _offered(self) -> tuple[str, ...]:
        return (*PAGES, NONE)

    def refresh_content(self) -> None:
        """Mark what is chosen now."""
        chosen = get_approach(self.project)
        shown = self.query_one("#approaches", OptionList)
        at = shown.highlighted
        shown.clear_options()
        for name in self._offered:
            mark = "●" if name == chosen else " "
            words = _(PAGE_WORDS[name]) if name != NONE else _("none of these")
            shown.add_option(Option(Content(f" {mark} {words}"), id=name))
        shown.highlighted = self._offered.index(chosen) if at is None else at
        title = _("{study} ▸ How the study works").format(study=self.project.name)
        self.query_one(TitleLine).show(title, _(APPROACH_WORDS[chosen]))

    async def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the page of the approach under the bar."""
        name = str(event.option.id)
        told = approach_page(name) if name in PAGES else _("Nothing is hidden, nothing is suggested.")
        await self.query_one(Markdown).update(told)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose the approach; the two textbook methods are pages to read, not settings."""
        name = str(event.option.id)
        if name not in APPROACHES:
            self.workbench.say(_("This is a page to read; choose one of the others for what tusj shows."))
        elif self.attempt(lambda: set_approach(self.project, name)):
            self.refresh_content()
            self.workbench.say(_("Kept; u undoes."))

    def action_page(self, way: int) -> None:
        """Scroll the page."""
        page = self.query_one("#page", VerticalScroll)
        page.scroll_relative(y=way * max(1, page.size.height - 2), animate=False)
