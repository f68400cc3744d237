"""Text for the terminal: aligned by display width, without colours or escape sequences."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.messages import _
from exports.harmless import display_width, line, pad, wrap
from exports.values import NOT_APPLICABLE, Cell, Column, FrequencyPage, QuotePage, QuoteSection, Table
from exports.writers import passages, thesis
from exports.writers.lean import for_terminal

_GAP = "  "
_PROSE = 88
_NARROWEST = 8
_LONGEST_WORD = 26
"""A longer word may be broken: no language's, but an address or the like."""
_LONGEST_CELL = 2_000
"""So many characters of a cell are shown: nobody reads a chapter in a table."""


def table_text(table: Table, width: int | None = None) -> str:
    """The table aligned, its notes beneath.

    With a `width` it is for reading: text is wrapped between words, a path that only repeats the category is left out,
    and a table too wide for its words is parted by schema, or else told row by row. Overlong cells are cut and told.
    """
    table = _shortened(table)
    if width is None:
        return "\n".join([*_table_lines(table, None), *_notes(table.notes, None)]) + "\n"
    table = for_terminal(table)
    lines = _table_lines(table, width)
    if not _fits(table, width):
        parts = _by_schema(table)
        if parts and all(_fits(part, width) for _name, part in parts):
            lines = [text for name, part in parts for text in (*_underlined(name, "═"), *_table_lines(part, width), "")]
        elif table.rows:
            lines = _records(table, width)
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join([*lines, *_notes(table.notes, width)]) + "\n"


def _shortened(table: Table) -> Table:
    """The table with no cell longer than can be read in one; a note says so where one was."""
    rows = tuple(tuple(_short(cell) for cell in row) for row in table.rows)
    if rows == table.rows:
        return table
    note = _("A text longer than {n} characters is cut at “…” here; csv, json and xlsx have it whole.")
    return replace(table, rows=rows, notes=(*table.notes, note.format(n=_LONGEST_CELL)))


def _short(cell: Cell) -> Cell:
    return f"{cell[:_LONGEST_CELL]}…" if isinstance(cell, str) and len(cell) > _LONGEST_CELL else cell


def _table_lines(table: Table, width: int | None) -> list[str]:
    return _grid(*_cells(table), width)


def _cells(table: Table) -> tuple[list[str], list[list[str]], list[bool]]:
    """Heads, rows and which columns are numbers, as they are shown."""
    heads = [line(column.title) for column in table.columns]
    body = [[_shown(cell, column) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows]
    return heads, body, [column.kind != "text" for column in table.columns]


def _fits(table: Table, width: int) -> bool:
    """Whether the table fits a width with no word broken."""
    heads, body, numbers = _cells(table)
    columns = list(zip(heads, *body, strict=True))
    least = [
        max(map(display_width if number else _longest_word, c)) for c, number in zip(columns, numbers, strict=True)
    ]
    return sum(least) + len(_GAP) * (len(least) - 1) <= width


def _longest_word(cell: str) -> int:
    return min(_LONGEST_WORD, max(map(display_width, cell.split()), default=0))


def _by_schema(table: Table) -> list[tuple[str, Table]]:
    """The table in parts, one a schema, without the column that names it; empty where it names none."""
    if len(table.columns) < 2 or table.columns[0].name != "schema":
        return []
    parts: dict[str, list[tuple[Cell, ...]]] = {}
    for row in table.rows:
        parts.setdefault(line(str(row[0])), []).append(row[1:])
    return [(name, Table(name, table.columns[1:], tuple(rows))) for name, rows in parts.items()]


def _records(table: Table, width: int) -> list[str]:
    """Each row by itself, a line or more a cell; cells with nothing in them are passed over."""
    heads, body, _numbers = _cells(table)
    room = max(display_width(head) for head in heads)
    lines: list[str] = []
    for row in body:
        for head, cell in zip(heads, row, strict=True):
            if cell:
                first, *rest = wrap(cell, max(_NARROWEST, width - room - len(_GAP)))
                lines.append(f"{pad(head, room)}{_GAP}{first}")
                lines += [" " * (room + len(_GAP)) + text for text in rest]
        lines.append("")
    return lines


def _shown(cell: Cell, column: Column) -> str:
    if cell is None:
        return NOT_APPLICABLE
    if column.kind == "share" and isinstance(cell, float):
        return f"{cell:.{column.digits}f}"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return line(str(cell))


def _grid(
    heads: list[str],
    body: list[list[str]],
    numbers: list[bool],
    width: int | None,
    *,
    indents: Sequence[int] = (),
    groups: Sequence[str] = (),
) -> list[str]:
    """Head, rule and rows; `indents` sets in each row's first cell, `groups` stand above equal shares."""
    if indents:
        body = [[" " * indent + row[0], *row[1:]] for row, indent in zip(body, indents, strict=True)]
    widths = [max(display_width(cell) for cell in cells) for cells in zip(heads, *body, strict=True)]
    least = [max(map(_longest_word, cells)) for cells in zip(heads, *body, strict=True)]
    widths = _fitted(widths, least, numbers, width)
    above = [_group_line(groups, widths)] if groups else []
    rule = _GAP.join("─" * columns for columns in widths)
    rows = [text for row in body for text in _lines(row, widths, numbers)]
    return [*above, *_lines(heads, widths, numbers), rule, *rows]


def _group_line(groups: Sequence[str], widths: list[int]) -> str:
    """The groups' names, each over its columns, the last of which is widened where a name needs it."""
    each = (len(widths) - 1) // len(groups)
    cells = [" " * widths[0]]
    for index, name in enumerate(groups):
        last = (index + 1) * each
        room = sum(widths[last - each + 1 : last + 1]) + len(_GAP) * (each - 1)
        widths[last] += max(0, display_width(name) - room)
        cells.append(pad(name, max(room, display_width(name))))
    return _GAP.join(cells).rstrip()


def _fitted(widths: list[int], least: list[int], numbers: list[bool], width: int | None) -> list[int]:
    """The widths with the widest text columns narrowed until the table fits: to their longest words, then further."""
    fitted = list(widths)
    if width is None:
        return fitted
    over = sum(fitted) + len(_GAP) * (len(fitted) - 1) - width
    for smallest in (least, [_NARROWEST] * len(least)):
        while over > 0:
            texts = [i for i, number in enumerate(numbers) if not number and fitted[i] > max(smallest[i], _NARROWEST)]
            if not texts:
                break
            fitted[max(texts, key=lambda index: fitted[index])] -= 1
            over -= 1
    return fitted


def _lines(row: list[str], widths: list[int], numbers: list[bool]) -> list[str]:
    cells = []
    for cell, columns in zip(row, widths, strict=True):
        indent = len(cell) - len(cell.lstrip(" "))
        if display_width(cell) <= columns:
            cells.append([cell])
        else:
            cells.append([" " * indent + part for part in wrap(cell, max(1, columns - indent))])
    height = max(len(parts) for parts in cells)
    return [
        _GAP.join(
            pad(parts[index] if index < len(parts) else "", columns, right=number)
            for parts, columns, number in zip(cells, widths, numbers, strict=True)
        ).rstrip()
        for index in range(height)
    ]


def _notes(notes: Sequence[str], width: int | None) -> list[str]:
    return ["", *(text for note in notes for text in wrap(line(note), width or _PROSE))] if notes else []


def frequencies_text(pages: Sequence[FrequencyPage], width: int | None = None) -> str:
    """The frequency tables one after the other, each with its title and its note."""
    return "\n\n".join("\n".join(_frequency_lines(page, width)) for page in pages) + "\n"


def _frequency_lines(page: FrequencyPage, width: int | None) -> list[str]:
    columns = thesis.figures(page)
    several = len(columns) > len(page.groups)
    head = thesis.measure_head if several else None
    heads = ["", *(head(at.measure) if head else line(thesis.figure_head(page, at)) for at in columns)]
    body = [
        [
            line(thesis.row_name(row.path, row.fact)),
            *(thesis.figure_text(page, row.cells[figure.group], figure) for figure in columns),
        ]
        for row in page.rows
    ]
    numbers = [False, *(figure.measure != "bars" for figure in columns)]
    groups = [line(thesis.group_head(page, group)) for group in range(len(page.groups))] if several else []
    grid = _grid(heads, body, numbers, width, indents=[2 * row.depth for row in page.rows], groups=groups)
    return [line(page.title), "", *grid, *_notes(thesis.page_notes(page), width)]


def quotes_text(page: QuotePage, label: str, sources: bool, width: int | None = None) -> str:
    """The page of quotes as it reads in a draft: blocks set in, sources beneath where asked for."""
    lines = [*_underlined(line(page.title), "═"), ""]
    if passages.is_empty(page):
        lines += [passages.no_passages(), ""]
    for section in page.sections:
        lines += _section_lines(section, label, sources, min(width or _PROSE, _PROSE))
    for note in page.notes:
        lines += wrap(line(note), min(width or _PROSE, _PROSE))
    return "\n".join(lines).rstrip("\n") + "\n"


def _underlined(text: str, mark: str) -> list[str]:
    return [text, mark * display_width(text)]


def _section_lines(section: QuoteSection, label: str, sources: bool, width: int) -> list[str]:
    lines = _underlined(line(section.heading), "─")
    if section.definition:
        lines += wrap(line(section.definition), width)
    lines.append("")
    for group in section.groups:
        lines += [line(passages.group_head(group)), ""]
        for passage in group.passages:
            quote = passages.quoted(passage, label)
            indent = " " * (6 if quote.block else 2)
            lines += [indent + text for text in wrap(line(quote.draft), width - 2 * len(indent))]
            if sources:
                lines += [
                    indent + text for text in wrap(line(passages.source(passage, label)), width - 2 * len(indent))
                ]
            lines.append("")
    return lines
