"""The codebook: every schema's categories as a tree, made, named, coloured, moved, merged and taken away."""

from collections.abc import Callable
from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from app.actions import bindings_of
from app.screens.codebook_rows import Row, key_of, meaning_of, name_cells, row_item, tree_rows
from app.screens.codebook_working import WorkingActions
from app.widgets.describe import DescribeScreen
from app.widgets.dialogs import LineScreen
from app.widgets.items import Item, Items
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.approach import counts_in_margins
from codebook.codes import (
    add_code,
    count_codings,
    delete_code,
    delete_schema,
    describe_code,
    move_code,
    recolour_code,
    rename_code,
    rename_schema,
    set_key,
)
from codebook.codings import codings_per_code
from codebook.files import codebook_bytes
from codebook.ranges import bands_as_text
from codebook.schemas import PALETTE, Code, CodeDraft, Schema, list_schemas
from corpus.messages import _, in_language, ngettext
from exports.harmless import cut, line, visible
from exports.tables.codebook_pages import codebook_pages
from exports.tables.filters import Filters
from exports.writers.target import put
from exports.writers.write import write_codebook

_SHARE = 0.28
"""So much of the height what a category means may take: as in the style sheet, a row of it empty."""


class CodebookScreen(WorkingActions):
    """All schemas with their categories. Everything done here is one step, and `u` takes it back."""

    room = "codebook"
    CSS_PATH = "codebook.tcss"
    BINDINGS = bindings_of("codebook")
    AUTO_FOCUS = "Items"

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def compose(self) -> ComposeResult:
        """The place, the tree, what the category means, the keys."""
        yield TitleLine()
        yield Items()
        yield Static(id="empty", markup=False)
        yield Static(id="meaning", markup=False)
        yield KeyLine(self.room)

    # ---- showing
    def _drawn(self) -> list[Item]:
        """The lines of the tree; a reflexive analysis leaves how often each is used out of the margin."""
        width, counted = self._name_width(), counts_in_margins(self.project)
        return [row_item(row, width, counted=counted) for row in self.rows]

    def refresh_content(self) -> None:
        """Show the codebook as it is now, staying where one is."""
        before = self.row
        cursor = self.query_one(Items).cursor
        schemas = list_schemas(self.project)
        self.rows = list(tree_rows(schemas, codings_per_code(self.project)))
        same = next((i for i, row in enumerate(self.rows) if before and key_of(row) == key_of(before)), cursor)
        first = 1 if same is None and len(self.rows) > 1 else same
        self.query_one(Items).show(self._drawn(), first)
        self.query_one(Items).display = bool(self.rows)
        empty = self.query_one("#empty", Static)
        empty.display = not self.rows
        empty.update(
            Content(
                _(
                    "There are no categories yet.\n\n"
                    "  s   take a schema: a built-in one, pasted lines, a file\n"
                    "  n   make the first category yourself"
                )
            )
        )
        codes = sum(row.code is not None for row in self.rows)
        told = ngettext("{n} category", "{n} categories", codes).format(n=codes)
        self.query_one(TitleLine).show(f"{line(self.project.name)} ▸ {_('Categories')}", told)
        self._say_meaning()

    def _name_width(self) -> int:
        """The cells names get: as many as the longest needs, but half of the line at most."""
        names = [name_cells(row.code) for row in self.rows if row.code]
        return min(max(names, default=20), max(20, self.size.width // 2 - 4))

    def on_resize(self) -> None:
        """Give the names the room there is now."""
        if self.rows:
            items = self.query_one(Items)
            items.show(self._drawn(), items.cursor)
            self._say_meaning()

    def go_to(self, code: Code | None) -> None:
        """Put the cursor on a category."""
        at = next((i for i, row in enumerate(self.rows) if code and row.code and row.code.id == code.id), None)
        if at is not None:
            self.query_one(Items).go_to(at)

    @property
    def row(self) -> Row | None:
        """The line under the cursor."""
        cursor = self.query_one(Items).cursor
        return self.rows[cursor] if cursor is not None and cursor < len(self.rows) else None

    def code_here(self) -> Code | None:
        """The category under the cursor; says so where there is none."""
        row = self.row
        if row is None or row.code is None:
            self.workbench.say(_("Put the cursor on a category first."))
            return None
        return row.code

    def _say_meaning(self) -> None:
        row = self.row
        said: list[str] = []
        if row is not None and row.code is not None:
            said = list(meaning_of(row.code, {other.code.guid: other.code for other in self.rows if other.code}))
        elif row is not None and row.schema.bands:
            said = [_("sum: {bands}").format(bands=line(bands_as_text(row.schema.bands)))]
        rows = max(2, int(self.size.height * _SHARE) - 1)
        self.query_one("#meaning", Static).update(Content(cut("\n".join(said), max(20, self.size.width - 4), rows)))

    def on_items_moved(self) -> None:
        """Say what the category means."""
        self._say_meaning()

    def on_items_opened(self) -> None:
        """A second click shows the passages."""
        self.action_open()

    def change(self, work: Callable[[], object], done: str = "") -> bool:
        """Do one step and show the codebook after it; a problem is said."""
        kept: list[object] = []
        if not self.attempt(lambda: kept.append(work())):
            return False
        self.refresh_content()
        if kept and isinstance(kept[0], Code):
            self.go_to(kept[0])
        if done:
            self.workbench.say(done)
        return True

    # ---- making
    def action_add(self) -> None:
        """Make a category beside the one under the cursor."""
        row = self.row
        if row is None:
            self.add_empty_schema()
            return
        parent = row.code.path.rpartition(" > ")[0] if row.code else ""
        self._ask_name(row.schema, parent)

    def action_add_below(self) -> None:
        """Make a sub-category."""
        code, row = self.code_here(), self.row
        if code is not None and row is not None:
            self._ask_name(row.schema, code.path)

    def _ask_name(self, schema: Schema, parent: str) -> None:
        place = line(f"{schema.name} > {parent}" if parent else schema.name)

        def named(name: object) -> None:
            if isinstance(name, str) and name.strip():
                draft = CodeDraft(name, parent)
                self.change(lambda: add_code(self.project, schema, draft), _("Made; u undoes."))

        self.app.push_screen(LineScreen(_("New category in {place}").format(place=place)), named)

    # ---- changing
    def action_rename(self) -> None:
        """Rename the category or the schema."""
        row = self.row
        if row is None:
            return
        old = row.code.name if row.code else row.schema.name

        def named(name: str, why: str = "") -> None:
            if not name.strip() or name in (old, visible(old)):
                return
            code = row.code
            if code is not None:
                self.change(lambda: rename_code(self.project, code, name, why), _("Renamed; u undoes."))
            else:
                self.change(lambda: rename_schema(self.project, row.schema, name), _("Renamed; u undoes."))

        question = _("Rename {name}").format(name=line(old))
        if row.code is None:
            self.ask_line(question, named, old)
        else:
            self.ask_reasoned(question, named, old)

    def action_describe(self) -> None:
        """Say what the category means, when to use it, when not."""
        code = self.code_here()
        if code is None:
            return

        def described(words: object) -> None:
            if isinstance(words, dict):
                roles = [role for role in str(words.pop("without", "")).split(";") if role.strip()]
                self.change(lambda: describe_code(self.project, code, without=roles, **words), _("Kept; u undoes."))

        self.app.push_screen(DescribeScreen(code), described)

    def action_fact(self) -> None:
        """Mark the category as plain fact, or no longer."""
        code = self.code_here()
        if code is not None:
            done = _("No longer plain fact; u undoes.") if code.fact else _("Plain fact; u undoes.")
            self.change(lambda: describe_code(self.project, code, fact=not code.fact), done)

    def action_colour(self) -> None:
        """Give the category the next colour."""
        code = self.code_here()
        if code is not None:
            at = PALETTE.index(code.colour) if code.colour in PALETTE else -1
            self.change(lambda: recolour_code(self.project, code, PALETTE[(at + 1) % len(PALETTE)]))

    def action_type_colour(self) -> None:
        """Give the category a colour by its number."""
        code = self.code_here()
        if code is None:
            return

        def typed(colour: object) -> None:
            if isinstance(colour, str) and colour.strip():
                written = colour.strip() if colour.strip().startswith("#") else f"#{colour.strip()}"
                self.change(lambda: recolour_code(self.project, code, written))

        question = _("Colour of {name}, such as #E69F00").format(name=line(code.name))
        self.app.push_screen(LineScreen(question, code.colour), typed)

    def action_key(self) -> None:
        """Set the category's key."""
        code = self.code_here()
        if code is None:
            return

        def typed(key: object) -> None:
            if isinstance(key, str):
                self.change(lambda: set_key(self.project, code, key))

        question = _("Key of {name}: 1 to 9; empty for none").format(name=line(code.name))
        self.app.push_screen(LineScreen(question, code.key), typed)

    # ---- placing
    def action_shift(self, way: int) -> None:
        """Move the category up or down among those beside it."""
        code, row = self.code_here(), self.row
        if code is None or row is None:
            return
        beside = [other for other in row.schema.codes if other.parent == code.parent]
        at = next(i for i, other in enumerate(beside) if other.id == code.id)
        parent = next((other for other in row.schema.codes if other.id == code.parent), None)
        if 0 <= at + way < len(beside):
            self.change(lambda: move_code(self.project, code, parent, at + way))

    def action_delete(self) -> None:
        """Delete the category or schema; where codings go with it, their number is said first, and a why offered."""
        from app.widgets.reasons import WhyScreen

        row = self.row
        if row is None:
            return
        code = row.code
        name = line(code.name if code else row.schema.name)
        gone = count_codings(self.project, code) if code else row.codings

        def delete(why: object) -> None:
            if isinstance(why, str) and code is not None:
                self.change(lambda: delete_code(self.project, code, why), _deleted(name, gone))
            elif isinstance(why, str):
                self.change(lambda: delete_schema(self.project, row.schema, why), _deleted(name, gone))

        if not gone:
            delete("")
            return
        question = ngettext(
            "{n} coded passage goes with {name}. u brings it back.",
            "{n} coded passages go with {name}. u brings them back.",
            gone,
        ).format(n=gone, name=name)
        self.app.push_screen(WhyScreen(question, _("delete it")), delete)

    # ---- leaving
    def action_open(self) -> None:
        """Show the passages coded with the category."""
        from app.screens.excerpts import ExcerptsScreen

        code = self.code_here()
        if code is None:
            return
        if not count_codings(self.project, code):
            self.workbench.say(_("Nothing is coded with it yet."))
            return
        self.app.push_screen(ExcerptsScreen(Filters(schema=(code.schema,), code=(code.path,)), code.path))

    def action_sort(self) -> None:
        """Sort the passages coded with the category into piles."""
        code = self.code_here()
        if code is not None:
            from app.screens.sorting import SortingScreen

            self.app.push_screen(SortingScreen(code.id))

    def action_export(self) -> None:
        """Write the codebook to a file."""
        schemas = list_schemas(self.project)
        if not schemas:
            self.workbench.say(_("There are no categories yet."))
            return

        language = self.project.language

        def write(path: Path, format: str) -> None:
            if format in ("toml", "csv"):
                put(codebook_bytes(schemas, format), path)
                return
            with in_language(language):
                write_codebook(codebook_pages(schemas), format, path)

        formats = ("toml", "csv", "docx", "xlsx", "md")
        self.ask_and_export(_("The codebook: where to?"), _("codebook"), write, formats)

    def action_suggest(self) -> None:
        """Suggest sentences like those coded with the category."""
        code = self.code_here()
        if code is not None:
            from app.screens.suggestions import SuggestionsScreen

            self.app.push_screen(SuggestionsScreen(code))


def _deleted(name: str, gone: int) -> str:
    if not gone:
        return _("{name} deleted; u brings it back.").format(name=name)
    return ngettext(
        "{name} deleted, with {n} coded passage; u brings it back.",
        "{name} deleted, with {n} coded passages; u brings them back.",
        gone,
    ).format(name=name, n=gone)
