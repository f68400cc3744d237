"""Themes: the claims of the study, in order."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from app.actions import bindings_of
from app.widgets.export import ExportingScreen
from app.widgets.items import Item, Items, Line, Part, Prose
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.memos import CHAPTER, NOTE
from codebook.schemas import Code, list_schemas
from codebook.themes import (
    Theme,
    add_theme,
    change_claim,
    list_themes,
    move_theme,
    remove_theme,
    rename_theme,
    set_theme_codes,
    theme_memo,
    what_was_expected,
    write_theme_memo,
)
from corpus.messages import _, in_language, ngettext
from exports.harmless import line

if TYPE_CHECKING:
    from app.screens.base import WorkScreen as _Part
else:
    _Part = object

_GAP = Line()
_MOST = 6


def category_parts(codes: Sequence[Code]) -> tuple[Part, ...]:
    """Categories on one line, each with its colour; the first few where there are many."""
    parts: list[Part] = []
    for code in codes[:_MOST]:
        parts += [Part("  " if parts else ""), Part("▊ ", "", code.colour), Part(category_name(code, codes), "quiet")]
    more = len(codes) - _MOST
    if more > 0:
        parts.append(Part("  " + ngettext("and {n} more", "and {n} more", more).format(n=more), "quiet"))
    return tuple(parts)


def category_name(code: Code, codes: Sequence[Code]) -> str:
    """A category's name, with its schema where another of them is called the same."""
    alike = any(other.id != code.id and other.name == code.name for other in codes)
    return line(f"{code.name} ({code.schema})" if alike else code.name)


class ThemeWork(_Part):
    """What is done with one theme, in the list and on its own page; the screen says which in `theme_in_hand`."""

    @property
    def theme_in_hand(self) -> Theme | None:
        """The theme an action is meant for."""
        raise NotImplementedError

    def change(self, work: Callable[[], object]) -> bool:
        """Do something and show the study as it is after it."""
        done = self.attempt(work)
        if done:
            self.refresh_content()
        return done

    def action_claim(self) -> None:
        """Change the claim, with what was expected in view."""
        theme = self.theme_in_hand
        if theme is not None:
            ask_claim(self, lambda claim: self.change(lambda: change_claim(self.project, theme, claim)), theme.claim)

    def action_rename(self) -> None:
        """Call it something else for short."""
        theme = self.theme_in_hand
        if theme is not None:
            question = _("What is the theme called for short?")
            keep = lambda name: self.change(lambda: rename_theme(self.project, theme, name))  # noqa: E731
            self.ask_line(question, keep, theme.name)

    def action_note(self) -> None:
        """Write the note on the theme."""
        self._write(NOTE, _("Note on {theme}"))

    def action_chapter(self) -> None:
        """Write or paste the chapter it is argued from."""
        self._write(CHAPTER, _("The chapter {theme} is argued from"))

    def _write(self, kind: str, question: str) -> None:
        theme = self.theme_in_hand
        if theme is not None:
            memo = theme_memo(self.project, theme.id, kind)
            keep = lambda text: self.change(lambda: write_theme_memo(self.project, theme, text, kind))  # noqa: E731
            self.ask_text(question.format(theme=line(theme.name)), keep, memo.text if memo else "")

    def action_categories(self) -> None:
        """Add a category it is raised from, or take one off."""
        theme = self.theme_in_hand
        codes = [code for schema in list_schemas(self.project) for code in schema.codes]
        if theme is None:
            return
        if not codes:
            self.workbench.say(_("There are no categories yet: k in the overview makes some."))
            return
        from app.widgets.picker import Choice, PickerScreen

        own = set(theme.codes)
        choices = [Choice(c, "✓" if c.id in own else " ", c.colour, f"({c.schema})") for c in codes]
        choices.sort(key=lambda choice: choice.code.id not in own)

        def chosen(answer: object) -> None:
            if isinstance(answer, Code):
                keys = own ^ {answer.id}
                wanted = [code for code in codes if code.id in keys]
                self.change(lambda: set_theme_codes(self.project, theme, wanted))
            elif answer is not None:
                self.workbench.say(_("A new category is made in the overview with k, or where you code."))

        question = _("Raised from which category? Enter adds it, or takes it off where it has ✓")
        self.app.push_screen(PickerScreen(question, choices, ""), chosen)

    def action_lineage(self) -> None:
        """Show where it comes from."""
        if self.theme_in_hand is not None:
            from app.screens.lineage import LineageScreen

            self.app.push_screen(LineageScreen(self.theme_in_hand.id))


def ask_claim(screen: _Part, then: Callable[[str], object], value: str = "") -> None:
    """Ask for a claim, with what the diary expected in view."""
    from app.widgets.named import ClaimScreen, expected_words

    def answered(claim: object) -> None:
        if isinstance(claim, str) and claim.strip():
            then(claim)

    aside = expected_words(what_was_expected(screen.project))
    screen.app.push_screen(ClaimScreen(_("What do you claim? One sentence."), value, aside), answered)


def export_themes(screen: ExportingScreen, theme: int | None = None) -> None:
    """Put the themes, or one, into a file: a page to read, or rows."""
    project = screen.project

    def write(path: Path, format: str) -> None:
        from codebook.lineage import trace_theme
        from exports.tables.themes import read_themes, themes_table
        from exports.writers.write import write_table
        from exports.writers.write_themes import FORMATS, write_themes

        with in_language(project.language):
            if format in FORMATS:
                pages = [(argued, trace_theme(project, argued.theme)) for argued in read_themes(project, theme)]
                write_themes(pages, format, path)
            else:
                write_table(themes_table(project), format, path)

    formats = ("docx", "md", "txt", "csv", "xlsx", "json") if theme is None else ("docx", "md", "txt")
    question = _("The themes: where to?") if theme is None else _("This theme: where to?")
    screen.ask_and_export(question, _("themes"), write, formats)


class ThemesScreen(ThemeWork, ExportingScreen):
    """Every theme of the study."""

    room = "themes"
    CSS_PATH = "themes.tcss"
    BINDINGS = bindings_of("themes")
    AUTO_FOCUS = "Items"

    def __init__(self) -> None:
        super().__init__()
        self.themes: list[Theme] = []

    def compose(self) -> ComposeResult:
        """The place, the claims, the keys."""
        yield TitleLine()
        yield Items()
        yield Static(id="empty", markup=False)
        yield KeyLine(self.room)

    def refresh_content(self) -> None:
        """Read the themes again, staying where one is."""
        items, before = self.query_one(Items), self.theme_in_hand
        self.themes = list_themes(self.project)
        codes = {code.id: code for schema in list_schemas(self.project) for code in schema.codes}
        at = next((n for n, one in enumerate(self.themes) if before and one.id == before.id), items.cursor)
        items.show([_item(n, one, codes) for n, one in enumerate(self.themes, start=1)], at or 0)
        items.display = bool(self.themes)
        empty = self.query_one("#empty", Static)
        empty.display = not self.themes
        empty.update(Content(_("No theme yet. n writes one: a claim, in one sentence. T uses a passage for one.")))
        self.query_one(TitleLine).show(f"{line(self.project.name)} ▸ {_('Themes')}", _("saved"))
        if self.themes and self.is_current:
            items.focus()

    @property
    def theme_in_hand(self) -> Theme | None:
        """The theme under the cursor."""
        cursor = self.query_one(Items).cursor
        return self.themes[cursor] if cursor is not None and cursor < len(self.themes) else None

    def on_items_opened(self) -> None:
        """A second click opens it."""
        self.action_open()

    # ---- actions
    def action_open(self) -> None:
        """Show what speaks for it and against it."""
        if self.theme_in_hand is not None:
            from app.screens.theme import ThemeScreen

            self.app.push_screen(ThemeScreen(self.theme_in_hand.id))

    def action_add(self) -> None:
        """Write a theme, and go to it."""

        def keep(claim: str) -> None:
            made: list[Theme] = []
            if self.attempt(lambda: made.append(add_theme(self.project, claim))):
                from app.screens.theme import ThemeScreen

                self.app.push_screen(ThemeScreen(made[0].id))

        ask_claim(self, keep)

    def action_map(self) -> None:
        """Draw the map of themes."""
        from app.screens.theme_map import ThemeMapScreen

        self.app.push_screen(ThemeMapScreen())

    def action_shift(self, way: int) -> None:
        """Move it up or down."""
        theme = self.theme_in_hand
        if theme is not None:
            self.change(lambda: move_theme(self.project, theme, way))

    def action_remove(self) -> None:
        """Take it away; the passages stay."""
        theme = self.theme_in_hand
        if theme is not None and self.change(lambda: remove_theme(self.project, theme)):
            self.workbench.say(_("Took {name} away; u brings it back.").format(name=line(theme.name)))

    def action_export(self) -> None:
        """Put the themes into a file."""
        export_themes(self)


def _item(number: int, theme: Theme, codes: dict[int, Code]) -> Item:
    own = [codes[key] for key in theme.codes if key in codes]
    name = Line((Part(f"{number} {line(theme.name)}", "quiet"),))
    return Item((name, Prose(theme.claim, "strong", 2), Line((Part("  "), *category_parts(own))), _GAP))
