"""The map of themes, drawn in characters: themes, their categories, and which evidence stands against which."""

from pathlib import Path

from textual import events, work
from textual.app import ComposeResult

from app.actions import bindings_of
from app.widgets.export import ExportingScreen
from app.widgets.items import Item, Items, Line, Part
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from corpus.messages import _, in_language
from exports.harmless import line
from exports.tables.themes import ThemeMap, theme_map
from exports.writers.map_text import map_rows, map_text


class ThemeMapScreen(ExportingScreen):
    """The map; as a figure it is put out to svg, pdf or png."""

    room = "theme_map"
    CSS_PATH = "theme_map.tcss"
    BINDINGS = bindings_of("theme_map")
    AUTO_FOCUS = "Items"

    def __init__(self) -> None:
        super().__init__()
        self.map: ThemeMap | None = None

    def compose(self) -> ComposeResult:
        """The place, the map, the keys."""
        yield TitleLine()
        yield Items()
        yield KeyLine(self.room)

    def refresh_content(self) -> None:
        """Read the themes again."""
        self._read()

    @work(thread=True, exclusive=True, group="find")
    def _read(self) -> None:
        found = theme_map(self.project)
        self.app.call_from_thread(self._take, found)

    def _take(self, found: ThemeMap) -> None:
        if self.is_mounted:
            self.map = found
            where = (line(self.project.name), _("Themes"), _("Map"))
            self.query_one(TitleLine).show(" ▸ ".join(where))
            self._draw(self.size.width)

    def on_resize(self, event: events.Resize) -> None:
        """Draw it for the width there is."""
        self._draw(event.size.width)

    def _draw(self, width: int) -> None:
        if self.map is not None:
            rows = map_rows(self.map, max(40, width - 6))
            items = self.query_one(Items)
            drawn = [Item((Line(tuple(Part(p.text, p.look, p.colour) for p in row)),)) for row in rows]
            items.show(drawn, items.cursor)

    def action_export(self) -> None:
        """Put the map into a file."""
        project = self.project

        def write(path: Path, format: str) -> None:
            from exports.writers import put
            from exports.writers.theme_map import write_theme_map

            with in_language(project.language):
                if format == "text":
                    put(map_text(theme_map(project)).encode(), path)
                else:
                    write_theme_map(theme_map(project), format, path)

        self.ask_and_export(_("The map: where to?"), _("map of themes"), write, ("svg", "pdf", "png", "txt"))
