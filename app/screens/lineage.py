"""Where a theme comes from: its categories, their merges and piles, the readings, whose codings."""

from pathlib import Path

from textual.app import ComposeResult

from app.actions import bindings_of
from app.widgets.export import ExportingScreen
from app.widgets.items import Item, Items, Line, Part, Prose
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.lineage import Lineage, trace_theme
from codebook.themes import list_themes
from corpus.messages import _, in_language
from exports.harmless import line
from exports.tables.lineage import LineageLine, lineage_lines, lineage_table
from exports.writers.write import write_table


class LineageScreen(ExportingScreen):
    """The lineage of one theme, by its key."""

    room = "lineage"
    CSS_PATH = "lineage.tcss"
    BINDINGS = bindings_of("lineage")
    AUTO_FOCUS = "Items"

    def __init__(self, theme: int) -> None:
        super().__init__()
        self._key = theme
        self.lineage: Lineage | None = None

    def compose(self) -> ComposeResult:
        """The place, the lines, the keys."""
        yield TitleLine()
        yield Items()
        yield KeyLine(self.room)

    def refresh_content(self) -> None:
        """Trace the theme again."""
        theme = next((one for one in list_themes(self.project) if one.id == self._key), None)
        if theme is None:
            self.workbench.go_back()
            return
        self.lineage = trace_theme(self.project, theme)
        where = (line(self.project.name), _("Themes"), line(theme.name), _("where it comes from"))
        self.query_one(TitleLine).show(" ▸ ".join(where))
        claim = Item((Prose(theme.claim, "strong"), Line()), choosable=False)
        items = self.query_one(Items)
        items.show([claim, *(_item(one) for one in lineage_lines(self.lineage))], items.cursor)

    def action_export(self) -> None:
        """Put the lineage into a file."""
        project, lineage = self.project, self.lineage

        def write(path: Path, format: str) -> None:
            if lineage is not None:
                with in_language(project.language):
                    write_table(lineage_table(lineage), format, path)

        formats = ("docx", "csv", "xlsx", "md", "json", "txt")
        self.ask_and_export(_("Where it comes from: where to?"), _("lineage"), write, formats)


def _item(one: LineageLine) -> Item:
    if one.depth:
        return Item((Prose(one.text, "quiet", 4),))
    mark = (Part("▊ ", "", one.colour),) if one.colour else ()
    return Item((Line(), Line((*mark, Part(line(one.text), "strong" if one.colour else "")))))
