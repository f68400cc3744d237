"""Saturation, off until it is asked for: how much new the last interviews brought, per role, with its caveat."""

from collections.abc import Iterator
from typing import Any, ClassVar

from app.actions import bindings_of
from app.screens.counted import CountedScreen
from app.widgets.items import Item, Items, Line, Part, Prose
from corpus.messages import _
from exports.harmless import line
from exports.tables.filters import Filters
from exports.tables.saturation import (
    Rule,
    Saturation,
    Saturations,
    Window,
    caveat,
    count_saturation,
    orders_note,
    saturation_table,
    say_saturation,
)

_BAR = 24


class SaturationScreen(CountedScreen):
    """A window an item; Enter on one shows the passages of its new categories."""

    room = "saturation"
    BINDINGS: ClassVar = bindings_of("saturation")

    def __init__(self) -> None:
        super().__init__()
        self.asked_for = False
        self.rule = Rule()
        self.found: Saturations | None = None
        self._windows: list[tuple[Saturation, Window] | None] = []

    def title_words(self) -> str:
        """What the screen shows."""
        return _("Saturation")

    def refresh_content(self) -> None:
        """Reckon it, once it is asked for."""
        if self.asked_for:
            super().refresh_content()
            return
        self.say_place()
        how = _("Enter reckons it all the same; Escape leaves it.")
        self.say_empty(f"{caveat()}\n\n{how}")

    def load(self) -> Any:
        """Reckon each role's."""
        return count_saturation(self.project, Filters(coder=self.coders), self.rule)

    def show_loaded(self, loaded: Any) -> None:
        """Show the windows of each role."""
        self.found = loaded
        items: list[Item] = []
        self._windows = []
        for group in loaded.groups:
            items.append(Item((Prose(say_saturation(group, self.rule), "strong"), Line()), choosable=False))
            self._windows.append(None)
            for drawn, window in self._drawn(group):
                items.append(drawn)
                self._windows.append((group, window))
            items.append(Item((Line(),), choosable=False))
            self._windows.append(None)
        body = self.query_one(Items)
        body.show(items, body.cursor)
        rule = self.rule
        told = _("base {base} · run {run} · threshold {percent} %").format(
            base=rule.base, run=rule.run, percent=f"{100 * rule.threshold:g}"
        )
        self.say_place(told)
        self.say_notes([caveat(), orders_note(rule)])

    def _drawn(self, group: Saturation) -> Iterator[tuple[Item, Window]]:
        for at, (window, (low, high)) in enumerate(zip(group.windows, group.band, strict=True)):
            first, last = group.interviews[window.before], group.interviews[window.before + self.rule.run - 1]
            bar = "█" * min(_BAR, round(window.ratio * _BAR))
            told = _(
                "{n}+{run}   {first}–{last}   {new} new of {base}   {percent} %   other orders {low}–{high} %"
            ).format(
                n=window.before,
                run=self.rule.run,
                first=line(first.name),
                last=line(last.name),
                new=window.new,
                base=group.base_codes,
                percent=f"{100 * window.ratio:.0f}",
                low=f"{100 * low:.0f}",
                high=f"{100 * high:.0f}",
            )
            reached = (Part("  " + _("reached"), "accent"),) if at == group.reached else ()
            yield Item((Line((Part(told), Part("  " + bar, "quiet"), *reached)),)), window

    def on_items_opened(self) -> None:
        """A second click opens the passages."""
        self.action_open()

    def action_open(self) -> None:
        """Reckon it; then show the passages of a window's new categories."""
        if not self.asked_for:
            self.asked_for = True
            self.refresh_content()
            return
        at = self.query_one(Items).cursor
        here = self._windows[at] if at is not None and at < len(self._windows) else None
        if here is not None:
            group, window = here
            keys = group.new_codings(window, self.rule.run)
            self.open_codings(keys, (), f"{group.group} ▸ {window.before}+{self.rule.run}")

    def _change(self, **values: Any) -> None:
        from dataclasses import replace

        if not self.asked_for:
            return
        self.rule = replace(self.rule, **values)
        self.refresh_content()

    def action_base(self) -> None:
        """A base of 4, 5 or 6 interviews."""
        self._change(base=self.rule.base + 1 if self.rule.base < 6 else 4)

    def action_run(self) -> None:
        """A run of 2 or 3 interviews."""
        self._change(run=5 - self.rule.run)

    def action_threshold(self) -> None:
        """A threshold of 5 % or of none."""
        self._change(threshold=0.0 if self.rule.threshold else 0.05)

    def action_export(self) -> None:
        """Put the windows into a file, or draw them."""
        if not self.asked_for:
            return
        filters, rule = Filters(coder=self.coders), self.rule

        def table() -> Any:
            return saturation_table(count_saturation(self.project, filters, rule))

        self.ask_and_put(_("Saturation: where to?"), _("saturation"), table, "saturation", filters=filters, rule=rule)
