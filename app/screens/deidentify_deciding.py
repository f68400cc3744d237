"""Deciding on suggestions: for a string everywhere, or for one of its places by itself."""

from textual.content import Content
from textual.widgets import Static

from app.screens.deidentify_rows import SHOWN, Decision, Decisions, Row, group_rows, place_items, string_item
from app.widgets.export import ExportingScreen
from app.widgets.items import Items
from corpus.deidentify.finding import GROUPS
from corpus.deidentify.replace import Replacements
from corpus.deidentify.review import keep_string
from corpus.deidentify.suggestions import Place, Suggestion, fold
from corpus.messages import _, ngettext
from exports.harmless import line


class DecidingScreen(ExportingScreen):
    """The keys that decide act on the string while the strings have the focus, on a place while the places have it."""

    def __init__(self) -> None:
        super().__init__()
        self.suggestions: list[Suggestion] = []
        self.decided = Decisions()
        self._rows: list[Row] = []

    @property
    def current(self) -> Suggestion | None:
        """The suggestion under the cursor."""
        cursor = self.query_one("#groups", Items).cursor
        return self._rows[cursor].suggestion if cursor is not None and cursor < len(self._rows) else None

    @property
    def current_place(self) -> Place | None:
        """The place under the cursor of the places, in an interview."""
        one, at = self.current, (self.query_one("#places", Items).cursor or 1) - 1  # after the head
        return one.places[at] if one and at < min(len(one.places), SHOWN) else None

    @property
    def by_place(self) -> bool:
        """Whether the places have the focus."""
        return self.focused is not None and self.focused.id == "places"

    # ---- showing
    def draw(self, text: str = "") -> None:
        """Show the groups, the cursor on a string."""
        self._rows = group_rows(self.suggestions, self.decided)
        groups = self.query_one("#groups", Items)
        at = next((n for n, row in enumerate(self._rows) if row.suggestion and fold(row.suggestion.text) == text), None)
        cursor = at if at is not None else min(groups.cursor or 0, max(0, len(self._rows) - 1))
        groups.show([row.item for row in self._rows], cursor)
        self.show_places()

    def show_places(self) -> None:
        """Show the places of the string under the cursor."""
        one = self.current
        self.query_one("#places", Items).show(place_items(one, self.decided.places_of(one)) if one else [])
        self.say_counts()

    def say_counts(self) -> None:
        """Say how much is decided, and what the keys decide on."""
        if not self.suggestions:
            self.say_status("")
            return
        accepted, places = len(self.decided.strings), len(self.decided.alone)
        by_place = [one for one in self.suggestions if self.decided.places_of(one)] if places else []
        settled = sum(self.decided.of(one) is None and self.decided.is_settled(one) for one in by_place)
        left = len(self.suggestions) - accepted - settled
        words = ngettext("{n} suggestion", "{n} suggestions", len(self.suggestions)).format(n=len(self.suggestions))
        decided = _("{accepted} accepted, {left} to decide").format(accepted=accepted, left=left)
        if places:
            decided += " · " + ngettext("{n} place by itself", "{n} places by themselves", places).format(n=places)
        if self.by_place:
            self.say_status(_("Keys decide for this place only; Tab goes back.") + f" · {decided}")
            return
        hint = _("ctrl+s replaces what is accepted") if self.decided else _("Tab: place by place")
        self.say_status(f"{words} · {decided} · {hint}")

    def say_status(self, words: str) -> None:
        """Say how far what runs is, or how much is decided."""
        self.query_one("#status", Static).update(Content(words), layout=False)

    def _mark(self, one: Suggestion) -> None:
        """Show what was decided for the string under the cursor; the other rows are as they were."""
        groups = self.query_one("#groups", Items)
        at = groups.cursor or 0
        if self._rows[at].suggestion is one:
            self._rows[at] = Row(string_item(one, self.decided), one)
            groups.replace(at, self._rows[at].item)
        else:
            self.draw(fold(one.text))

    # ---- one place
    def _decide_place(self, replacement: str | None) -> None:
        """Decide for the place under the cursor: a replacement, empty where it stays, None for no decision."""
        one, place = self.current, self.current_place
        if one is None or place is None:
            self.workbench.say(
                _("Outside the interviews a string is decided as a whole: Tab goes back to the strings.")
            )
            return

        def check() -> None:
            if replacement:
                Replacements({one.text: replacement})

        if not self.attempt(check):
            return
        self.decided.decide_place(one, place, replacement)
        places = self.query_one("#places", Items)
        at = places.cursor or 0
        self._mark(one)
        self.show_places()
        places.go_to(min(at + (replacement is not None), len(one.places)))

    def _stands_for(self, one: Suggestion) -> str:
        """What will stand for a string, as decided or proposed."""
        decision = self.decided.of(one)
        return decision.replacement if decision else one.replacement

    # ---- keys
    def action_accept(self) -> None:
        """Accept what is proposed, for the string or at this place."""
        if one := self.current:
            if self.by_place:
                self._decide_place(self._stands_for(one))
            else:
                self._decide(one, self._stands_for(one))

    def _decide(self, one: Suggestion, replacement: str) -> None:
        def check() -> None:
            Replacements({one.text: replacement})
            self.decided.strings[fold(one.text)] = Decision(one.text, " ".join(replacement.split()))

        if self.attempt(check):
            self._mark(one)
            self.action_next()

    def action_edit(self) -> None:
        """Write another replacement, for the string or at this place."""
        one = self.current
        if one is None:
            return
        stands = self._stands_for(one)
        if not self.by_place:
            question = _("What is to stand for “{text}”?").format(text=line(one.text))
            self.ask_line(question, lambda words: self._decide(one, words), stands)
        elif place := self.current_place:
            question = _("What is to stand for “{text}” at this place?").format(text=line(one.text))
            stands = self.decided.places_of(one).get(place) or stands
            self.ask_line(question, lambda words: self._decide_place(words or stands), stands)
        else:
            self._decide_place("")  # says why not

    def action_keep(self) -> None:
        """Let the string stay, to be suggested no more; or let it stay at this place, this time."""
        one = self.current
        if self.by_place:
            self._decide_place("")
        elif one and self.attempt(lambda: keep_string(self.project, one.text)):
            self.decided.forget(one)
            at = self.query_one("#groups", Items).cursor or 0
            self.suggestions = [other for other in self.suggestions if other is not one]
            self.draw()
            self.query_one("#groups", Items).go_to(at)
            self.show_places()
            self.workbench.say(_("“{text}” stays as it is; u undoes.").format(text=line(one.text)))

    def action_group(self) -> None:
        """Accept every suggestion of the group under the cursor."""
        if one := self.current:
            for other in self.suggestions:
                if other.group == one.group:
                    self.decided.strings.setdefault(fold(other.text), Decision(other.text, other.replacement))
            self.draw(fold(one.text))
            self.workbench.say(_("Accepted: {group}").format(group=_(GROUPS[one.group])))

    def action_leave_be(self) -> None:
        """Take the decision back, for the string and its places, or at this place."""
        one = self.current
        if self.by_place:
            self._decide_place(None)
        elif one and self.decided.forget(one):
            self._mark(one)
            self.show_places()

    def action_next(self) -> None:
        """Go to the next suggestion that is not decided."""
        groups = self.query_one("#groups", Items)
        start = (groups.cursor or 0) + 1
        for at in [*range(start, len(self._rows)), *range(start)]:
            one = self._rows[at].suggestion
            if one and not self.decided.is_settled(one):
                groups.go_to(at)
                break
        self.show_places()
