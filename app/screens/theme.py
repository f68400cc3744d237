"""One theme: its claim, what speaks for it and against it side by side per role, its note, and what was expected."""

from collections.abc import Callable, Sequence

from textual import events, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from app.actions import bindings_of
from app.screens.themes import ThemeWork, category_name, export_themes
from app.widgets.arguing import Arguing, Drafts
from app.widgets.columns import Columns, Entry, Section
from app.widgets.export import ExportingScreen
from app.widgets.ground import palette_of
from app.widgets.items import Item, Line, Part, Prose
from app.widgets.keyline import KeyLine
from app.widgets.named import expected_words
from app.widgets.title import TitleLine
from codebook.themes import (
    AGAINST,
    FOR,
    Evidence,
    EvidenceDraft,
    Theme,
    list_themes,
    move_evidence,
    remove_evidence,
    what_was_expected,
)
from corpus.messages import _, ngettext
from exports.harmless import cut, display_width, line
from exports.quotes.style import draft_text
from exports.tables.filters import NO_ROLE
from exports.tables.heard import quote_words, who
from exports.tables.passages import place_words
from exports.tables.themes import Argued, Piece, read_themes

_GAP = Line()
_TALL, _SEEN = 32, 2_000
_ROWS, _APART, _MARK = 2, 3, 2


class ThemeScreen(Arguing, ThemeWork, ExportingScreen):
    """One theme, by its key."""

    room = "theme"
    CSS_PATH = "theme.tcss"
    BINDINGS = bindings_of("theme")
    AUTO_FOCUS = "Items"

    def __init__(self, theme: int) -> None:
        super().__init__()
        self._key = theme
        self.argued_theme: Argued | None = None
        self._expected = ""

    def compose(self) -> ComposeResult:
        """The place, the claim and what is written of it, the evidence, the keys."""
        yield TitleLine()
        for name in ("claim", "categories", "memo", "expected"):
            yield Static(id=name, markup=False)
        yield Columns()
        yield Static(id="empty", markup=False)
        yield KeyLine(self.room)

    def refresh_content(self) -> None:
        """Read the theme again."""
        self._read(self._key)

    @work(thread=True, exclusive=True, group="find")
    def _read(self, key: int) -> None:
        found = read_themes(self.project, key)
        expected = what_was_expected(self.project)
        self.app.call_from_thread(self._take, found[0] if found else None, expected)

    def _take(self, argued: Argued | None, expected: str) -> None:
        if not self.is_mounted:
            return
        if argued is None:
            self.workbench.go_back()
            return
        self.argued_theme, self._expected = argued, expected
        self._draw_head()
        self._draw_evidence()

    def on_resize(self, event: events.Resize) -> None:
        """What is written is cut for the room there is."""
        if self.argued_theme is not None:
            self._draw_head()

    def _draw_head(self) -> None:
        argued = self.argued_theme
        if argued is None:
            return
        theme = argued.theme
        place = f"{line(self.project.name)} ▸ {_('Themes')} ▸ {line(theme.name)}"
        self.query_one(TitleLine).show(place, _("saved"))
        tall = self.size.height >= _TALL
        width = max(20, self.size.width - 4)
        self._say("#claim", Content(cut(line(theme.claim), width, 4)))
        self._say("#categories", self._categories(argued, width))
        memo = _("Note: {text}").format(text=line(argued.memo[:_SEEN])) if argued.memo else ""
        chapter = _("Chapter (w): {text}").format(text=line(argued.chapter[:_SEEN])) if argued.chapter else ""
        written = [cut(memo, width, 3 if tall else 1), cut(chapter, width, 1)]
        self._say("#memo", Content("\n".join(text for text in written if text)))
        self._say("#expected", Content(cut(expected_words(self._expected), width, 2 if tall else 1)))

    def _draw_evidence(self) -> None:
        argued = self.argued_theme
        if argued is None:
            return
        columns, empty = self.query_one(Columns), self.query_one("#empty", Static)
        columns.display, empty.display = bool(argued.pieces), not argued.pieces
        empty.update(Content(_("No passage yet, for it or against it. T uses one, where you read or code.")))
        columns.show(for_and_against(argued))

    def _say(self, where: str, words: Content) -> None:
        static = self.query_one(where, Static)
        static.display = bool(words.plain.strip())
        static.update(words)

    def _categories(self, argued: Argued, width: int) -> Content:
        if not argued.codes:
            return Content(_("No category yet; k says which it is raised from."))
        palette = palette_of(self.query_one(Columns))
        rows = in_rows([category_name(code, argued.codes) for code in argued.codes], width, _ROWS)
        parts: list[tuple[str, str]] = []
        for number, row in enumerate(rows):
            for place, (index, words) in enumerate(row):
                parts.append((" " * _APART if place else "\n" * bool(number), ""))
                if index is not None:
                    parts.append(("▊ ", palette.lane(argued.codes[index].colour) or ""))
                parts.append((words, ""))
        return Content.assemble(*parts)

    @property
    def theme_in_hand(self) -> Theme | None:
        """The theme shown."""
        return self.argued_theme.theme if self.argued_theme else None

    @property
    def piece(self) -> Piece | None:
        """The evidence under the cursor."""
        if self.argued_theme is None:
            return None
        value = self.query_one(Columns).value
        evidence = value[0] if isinstance(value, tuple) else None
        return next((piece for piece in self.argued_theme.pieces if piece.evidence.id == evidence), None)

    def on_columns_opened(self) -> None:
        """A second click goes there."""
        self.action_open()

    # ---- actions
    def in_hand(self, question: str, then: Callable[[Drafts], object]) -> None:
        """Go on with the evidence under the cursor."""
        if self.piece is not None:
            one: Evidence = self.piece.evidence
            then([EvidenceDraft(one.transcript, one.start, one.end, one.coding, one.episode)])

    def action_open(self) -> None:
        """Go to the place in the interview."""
        if self.piece is not None:
            from app.screens.coding import CodingScreen

            words = self.piece.words
            self.app.push_screen(CodingScreen(words.transcript.name, words.start, words.end))

    def action_side(self) -> None:
        """Move the passage to the other side."""
        piece = self.piece
        if piece is not None:
            side = AGAINST if piece.evidence.side == FOR else FOR
            if self.change(lambda: move_evidence(self.project, piece.evidence, side)):
                words = _("Now against the claim; u undoes.") if side == AGAINST else _("Now for the claim; u undoes.")
                self.workbench.say(words)

    def action_remove(self) -> None:
        """No longer use the passage."""
        piece = self.piece
        if piece is not None and self.change(lambda: remove_evidence(self.project, piece.evidence)):
            self.workbench.say(_("Taken off; u puts it back."))

    def action_copy(self) -> None:
        """Copy the passage as it will stand in the draft."""
        from app.widgets.clipboard import copy_text

        if self.piece is not None:
            text = draft_text(quote_words(self.piece.words), "role", self.project.language)
            self.workbench.say(copy_text(self.app, text, self.project.path))

    def action_next(self, way: int) -> None:
        """Go to the next theme or the one before."""
        keys = [theme.id for theme in list_themes(self.project)]
        if self._key in keys:
            self._key = keys[(keys.index(self._key) + way) % len(keys)]
            self.refresh_content()

    def action_export(self) -> None:
        """Put the theme into a file."""
        export_themes(self, self._key)


def in_rows(names: Sequence[str], width: int, rows: int) -> list[list[tuple[int | None, str]]]:
    """Names laid in so many rows, each with its place in the list; a last one without says how many have no room.

    There is room for a mark before each. A name wider than a row is cut.
    """
    whole = _laid(names, len(names), width)
    if len(whole) <= rows:
        return whole
    tries = (_laid(names, shown, width) for shown in range(min(len(names) - 1, rows * width), 0, -1))
    return next((found for found in tries if len(found) <= rows), _laid(names, 0, width))


def _laid(names: Sequence[str], shown: int, width: int) -> list[list[tuple[int | None, str]]]:
    items: list[tuple[int | None, str]] = [(i, cut(name, width - _MARK, 1)) for i, name in enumerate(names[:shown])]
    if more := len(names) - shown:
        items.append((None, ngettext("… and {n} more", "… and {n} more", more).format(n=more)))
    laid: list[list[tuple[int | None, str]]] = []
    used = width
    for index, words in items:
        needs = display_width(words) + (0 if index is None else _MARK)
        if used + _APART + needs > width:
            laid.append([])
            used = -_APART
        laid[-1].append((index, words))
        used += _APART + needs
    return laid


def for_and_against(argued: Argued) -> list[Section]:
    """A section a role: what speaks for the claim on the left, what against it on the right."""
    sections = []
    for role in argued.roles:
        name = line(role) or NO_ROLE
        sides = [
            tuple(Entry(piece_item(piece, role), (piece.evidence.id, role)) for piece in argued.side(side, role))
            for side in (FOR, AGAINST)
        ]
        heads = (_("{role}: for").format(role=name), _("{role}: against").format(role=name))
        sections.append(Section(heads, (sides[0], sides[1]), _("no passage")))
    return sections


def piece_item(piece: Piece, role: str) -> Item:
    """A passage of evidence as it is read, with where it stands."""
    words, voices = piece.words, who(piece.words, role)
    name = words.transcript.name
    parts = [line(v.participant) for v in voices if v.participant and not name.startswith(v.participant)]
    parts.append(line(place_words(name, voices[0].place)))
    if piece.code is not None:
        parts.append(line(piece.code.name))
    if piece.coding is not None and piece.coding.gist:
        parts.append(line(piece.coding.gist))
    if piece.episode:
        parts.append(_("episode: {name}").format(name=line(piece.episode)))
    colour = piece.code.colour if piece.code else ""
    mark = Part("▊ ", "", colour) if colour else Part("  ")
    return Item((Prose(words.text), Line((mark, Part(" · ".join(parts), "quiet"))), _GAP))
