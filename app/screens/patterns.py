"""Patterns: n of N for each category and group with the words that honestly fit, and the way to every other pattern."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from app.actions import bindings_of
from app.screens.frequencies import FrequenciesScreen
from app.widgets.grid import GridCell, GridRow
from codebook.thresholds import NAMES, get_thresholds, set_thresholds
from corpus.messages import _, in_language
from exports.harmless import line
from exports.tables.figures import make_figure
from exports.tables.filters import Filters
from exports.tables.frequencies import Frequency
from exports.tables.patterns import Pattern, find_patterns, patterns_table, with_words
from exports.tables.quantifiers import WORD_TEXTS, meanings, offer
from exports.writers.figures import FIGURE_FORMATS, write_figure
from exports.writers.thesis import FACT_MARK
from exports.writers.write import write_table


class PatternsScreen(FrequenciesScreen):
    """The frequencies with the words that fit; keys lead to who speaks, the heat map, and every other pattern."""

    room = "patterns"
    BINDINGS: ClassVar = bindings_of("patterns")

    def __init__(self, schema: str = "", by: str = "role") -> None:
        super().__init__(schema, by)
        self._patterns: dict[tuple[int, str], Pattern] = {}

    def _place(self, *further: str) -> str:
        return " ▸ ".join((line(self.project.name), _("Patterns"), *(line(text) for text in further)))

    def _count_one(self, schema: str, by: str, coders: tuple[str, ...]) -> Any:
        shown = super()._count_one(schema, by, coders)
        found = with_words(self.project, shown.frequencies, Filters(coder=coders), by)
        self._patterns = {(p.row.code.id, p.row.group): p for p in found.rows}
        return shown

    def _pattern(self, cell: Frequency) -> Pattern:
        return self._patterns.get((cell.code.id, cell.group)) or Pattern(cell, 0, ())

    def _row(self, cells: Sequence[Frequency]) -> GridRow:
        code = cells[0].code
        name = f"{code.name}\u00a0{FACT_MARK}" if code.fact else code.name
        return GridRow(name, code.depth, code.colour, code.fact, tuple(self._drawn(cell) for cell in cells))

    def _drawn(self, cell: Frequency) -> GridCell:
        if not cell.of:
            return GridCell(None, 0)
        measures = (cell.segments, cell.words) if self._measures else ()
        pattern = self._pattern(cell)
        missing = _("{n} not asked").format(n=pattern.unasked)
        said = _(WORD_TEXTS[pattern.words[0]]) if pattern.words else missing
        return GridCell(cell.informants, cell.of, measures, said)

    def _say_numbers(self, cell: Frequency) -> str:
        pattern = self._pattern(cell)
        told = [super()._say_numbers(cell)]
        if pattern.unasked > cell.not_asked:
            told.append(_("{n} not asked").format(n=pattern.unasked))
        if pattern.words:
            told.append(offer(pattern.words))
        return " · ".join(told)

    def _notes(self, shown: Any) -> list[str]:
        notes = super()._notes(shown)
        sampling = shown.frequencies.sampling
        return [*notes, *([" · ".join(line(note) for note in sampling)] if sampling else [])]

    # ---- the other patterns
    def action_side_by_side(self) -> None:
        """Show aligned categories, role beside role."""
        from app.screens.aligned import AlignedScreen

        self.app.push_screen(AlignedScreen())

    def action_heatmap(self) -> None:
        """Show participants and categories."""
        from app.screens.heatmap import HeatmapScreen

        self.app.push_screen(HeatmapScreen(self._schema))

    def action_together(self) -> None:
        """Show what stands together."""
        from app.screens.cooccurrence import CooccurrenceScreen

        self.app.push_screen(CooccurrenceScreen())

    def action_portrait(self) -> None:
        """Show where in an interview each category falls."""
        from app.screens.portrait import PortraitScreen

        self.app.push_screen(PortraitScreen())

    def action_saturation(self) -> None:
        """Show saturation, once it is asked for; a reflexive analysis has none."""
        from app.screens.saturation import SaturationScreen
        from codebook.approach import counts_in_margins

        if not counts_in_margins(self.project):
            self.workbench.say(
                _("Reflexive thematic analysis does not use saturation; c in the overview says how you work.")
            )
            return

        self.app.push_screen(SaturationScreen())

    def action_who(self) -> None:
        """Show who speaks of the category under the cursor."""
        from app.screens.voices import VoicesScreen

        cell = self.cell
        if cell is not None:
            self.app.push_screen(VoicesScreen(cell.code))

    def action_deviations(self) -> None:
        """Show who stands against their role's majority."""
        from app.screens.voices import DeviationsScreen

        self.app.push_screen(DeviationsScreen(self._schema))

    def action_thresholds(self) -> None:
        """Show when each word fits, and set it otherwise."""
        now, said = get_thresholds(self.project), meanings()
        options = [f"{said[name]}: {getattr(now, name):g}" for name in NAMES]
        self.ask_which(_("When may a word be used?"), options, self._ask_threshold)

    def _ask_threshold(self, index: int) -> None:
        name = NAMES[index]
        now = f"{getattr(get_thresholds(self.project), name):g}"
        self.ask_line(f"{meanings()[name]}:", lambda value: self._set_threshold(name, value), now)

    def _set_threshold(self, name: str, value: str) -> None:
        if self.attempt(lambda: set_thresholds(self.project, {name: value})):
            self.refresh_content()
            self.workbench.say(_("Set; u undoes."))

    def action_export(self) -> None:
        """Put the table with its words into a file, or its bars as a figure."""
        shown = self._shown
        if shown is None:
            self.workbench.say(_("There is nothing to put out yet."))
            return
        project, filters = self.project, Filters(coder=shown.coders, schema=(shown.schema,))

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                if format in FIGURE_FORMATS:
                    write_figure(make_figure(project, "frequencies", filters, by=shown.by), format, path)
                else:
                    write_table(patterns_table(find_patterns(project, filters, shown.by)), format, path)

        formats = ("csv", "xlsx", "docx", "md", "json", "txt", *FIGURE_FORMATS)
        question = _("Patterns of {schema}: where to?").format(schema=line(shown.schema))
        self.ask_and_export(question, _("patterns"), write, formats)
