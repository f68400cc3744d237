"""The first-start tour's card: one sentence at a time, which goes on by what the user does."""

from collections.abc import Callable
from typing import ClassVar

from textual.content import Content
from textual.widgets import Static

from codebook.schemas import Code
from corpus.messages import _
from exports.harmless import line

SELECT, CODE, QUOTE, DRAFT, COUNT = range(5)


class TourCard(Static):
    """Stands over the status line. The screen tells it what was done; `count` gives how many now speak of a category.

    It has no margin: the text above would be narrower by it, and wrapped anew when the card goes. `leave` takes it away
    at any step; nothing depends on its end.
    """

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    TourCard {
        height: auto; padding: 0 1; border: round $accent; background: $surface; color: $text;
    }
    """

    def __init__(self, key: str, name: str, count: Callable[[Code], str], left: Callable[[], None]) -> None:
        """`key` and `name` are the category to be tried; `left` is called when the card goes."""
        super().__init__("", markup=False)
        self.step = SELECT
        self._key, self._category, self._count, self._left = key, name, count, left
        self._code: Code | None = None
        self._draft = ""

    def on_mount(self) -> None:
        """Show the first step."""
        self._show(_("Nobody has coded this interview yet. Press Space: it selects the sentence at the caret."))

    def _show(self, words: str) -> None:
        foot = _("Escape leaves the tour") if self.step < COUNT else _("Enter or Escape: on your own now")
        self.update(Content.assemble((f"{self.step + 1}/5  ", "dim"), line(words), ("   " + foot, "dim")))

    def selected(self) -> None:
        """Words were selected."""
        if self.step == SELECT:
            self.step = CODE
            words = _("A digit codes them. Press {key} for “{name}”.")
            self._show(words.format(key=self._key, name=self._category))

    def coded(self, code: Code) -> None:
        """Something was coded."""
        if self.step <= QUOTE:
            self.step, self._code = QUOTE, code
            self._show(_("Coloured, and saved already; u undoes. Now press q: it chooses the passage as a quote."))

    def replayed(self, code: Code | None) -> None:
        """A coding was taken back (None), or made again."""
        if code is not None and self.step == CODE:
            self.coded(code)
        elif code is None and self.step == QUOTE:
            self.step = CODE
            self._show(_("Taken back: nothing is lost by trying. Press {key} again.").format(key=self._key))

    def chosen(self, draft: str) -> None:
        """A quote was chosen."""
        if self.step == QUOTE:
            self.step, self._draft = DRAFT, draft
            self._show(_("So it will stand in Word: {quote}  Press Enter.").format(quote=draft))

    def go_on(self) -> None:
        """Enter: the next step where nothing else is waited for; from the last one, leave."""
        if self.step == DRAFT and self._code is not None:
            self.step = COUNT
            said = self._count(self._code)
            words = _("{count} now speak of “{name}”. That is the table for your thesis (Escape, then f).")
            self._show(words.format(count=said, name=self._code.name))
        elif self.step == COUNT:
            self.leave()

    def leave(self) -> None:
        """Take the card away."""
        self._left()
        self.remove()
