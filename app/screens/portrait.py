"""An interview's portrait: a strip for each category, from the interview's beginning to its end."""

from typing import Any, ClassVar

from rich.cells import cell_len

from app.actions import bindings_of
from app.reader.cells import clean, fit
from app.screens.counted import CountedScreen
from app.widgets.items import Item, Items, Line, Part
from corpus.messages import _, ngettext
from exports.harmless import line
from exports.tables.filters import Filters
from exports.tables.material import gather, names_of
from exports.tables.portrait import Lane, Portrait, draw_portraits, portrait_table, strip

_PARTS = " ▁▂▃▄▅▆▇█"
_NAME = 38


class PortraitScreen(CountedScreen):
    """One interview at a time; left and right change it, Enter shows a category's passages in it."""

    room = "portrait"
    BINDINGS: ClassVar = bindings_of("portrait")

    def __init__(self) -> None:
        super().__init__()
        self.portraits: list[Portrait] = []
        self._at = 0
        self._names: dict[int, str] = {}
        self._drawn_for = 0

    def title_words(self) -> str:
        """What the screen shows."""
        here = self._here()
        words = _("Where in the interview")
        return f"{words} ▸ {line(here.transcript.name)}" if here else words

    def _here(self) -> Portrait | None:
        return self.portraits[self._at] if self._at < len(self.portraits) else None

    def load(self) -> Any:
        """Place every coding."""
        material = gather(self.project, Filters(coder=self.coders))
        return draw_portraits(material), names_of(material.codes)

    def show_loaded(self, loaded: Any) -> None:
        """Show the interview one was on."""
        self.portraits, self._names = loaded
        self._at = min(self._at, max(0, len(self.portraits) - 1))
        self._draw()

    def _draw(self) -> None:
        here = self._here()
        if here is None:
            self.say_empty(_("No passage is coded yet."))
            return
        self.say_place(f"{self._at + 1} / {len(self.portraits)}")
        items = self.query_one(Items)
        self._drawn_for = self.size.width
        width = max(10, self._drawn_for - 8)
        longest = max(cell_len(clean(self._names[lane.code.id])) for lane in here.lanes) + 1
        name = min(_NAME, longest, width // 2)
        rows = [self._item(lane, name, width - name - 2) for lane in here.lanes]
        items.show(rows, items.cursor if items.items else 0)
        roles = ", ".join(dict.fromkeys(line(role) for role in here.transcript.roles if role))
        self.say_notes([" · ".join(part for part in (roles, _("from the beginning to the end")) if part)])
        self._say_lane()

    def _item(self, lane: Lane, name: int, width: int) -> Item:
        covered = strip(lane.ranges, width)
        drawn = "".join(_PARTS[max(1, round(part * 8))] if part > 0 else "·" for part in covered)
        words = clean(self._names[lane.code.id])
        parts = [Part("▊ ", "", lane.code.colour), Part(fit(words, name - 1) + " ")]
        at = 0
        while at < len(drawn):
            end = at + 1
            while end < len(drawn) and (drawn[end] == "·") == (drawn[at] == "·"):
                end += 1
            quiet = drawn[at] == "·"
            parts.append(Part(drawn[at:end], "quiet" if quiet else "", "" if quiet else lane.code.colour))
            at = end
        return Item((Line(tuple(parts)),))

    def on_resize(self) -> None:
        """Strips are drawn for a width."""
        if self.portraits and self._drawn_for != self.size.width:
            self._draw()

    @property
    def lane(self) -> Lane | None:
        """The category under the cursor."""
        here, at = self._here(), self.query_one(Items).cursor
        return here.lanes[at] if here and at is not None and at < len(here.lanes) else None

    def on_items_moved(self) -> None:
        """Say what the cursor is on."""
        self._say_lane()

    def _say_lane(self) -> None:
        lane = self.lane
        if lane is not None:
            count = len(lane.codings)
            told = ngettext("{n} passage", "{n} passages", count).format(n=count)
            self.say_status(f"{told} · {line(lane.code.path)}")

    def on_items_opened(self) -> None:
        """A second click opens the passages."""
        self.action_open()

    def action_open(self) -> None:
        """Show the category's passages in this interview."""
        lane, here = self.lane, self._here()
        if lane is not None and here is not None:
            self.open_codings(frozenset(lane.codings), [lane.code], f"{lane.code.path} ▸ {here.transcript.name}")

    def action_interview(self, way: int) -> None:
        """Show the next interview, or the one before."""
        if self.portraits:
            self._at = (self._at + way) % len(self.portraits)
            self._draw()

    def action_export(self) -> None:
        """Put the places into a file as rows of every interview, or draw this one."""
        here = self._here()
        filters = Filters(coder=self.coders)
        drawn = Filters(coder=self.coders, transcript=(here.transcript.name,) if here else ())
        self.ask_and_put(
            _("Where in the interview: where to?"),
            _("portrait"),
            lambda: portrait_table(self.project, filters),
            "portrait",
            filters=drawn,
        )
