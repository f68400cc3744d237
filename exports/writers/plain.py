"""Text for the terminal: aligned by display width, without colours or escape sequences."""

from collections.abc import Sequence

from exports.harmless import display_width, line, pad, wrap
from exports.values import NOT_APPLICABLE, Cell, Column, FrequencyPage, QuotePage, QuoteSection, Table
from exports.writers import passages, thesis

_GAP = "  "
_PROSE = 88
_NARROWEST = 8


def table_text(table: Table, width: int | None = None) -> str:
    """The table aligned, its notes beneath; text columns are wrapped where it would be wider than `width`."""
    heads = [line(column.title) for column in table.columns]
    body = [[_shown(cell, column) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows]
    numbers = [column.kind != "text" for column in table.columns]
    return "\n".join([*_grid(heads, body, numbers, width), *_notes(table.notes, width)]) + "\n"


def _shown(cell: Cell, column: Column) -> str:
    if cell is None:
        return NOT_APPLICABLE
    if column.kind == "share" and isinstance(cell, float):
        return f"{cell:.2f}"
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
    widths = _fitted(widths, numbers, width)
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


def _fitted(widths: list[int], numbers: list[bool], width: int | None) -> list[int]:
    """The widths with the widest text columns narrowed until the table fits, as far as that goes."""
    fitted = list(widths)
    if width is None:
        return fitted
    over = sum(fitted) + len(_GAP) * (len(fitted) - 1) - width
    while over > 0:
        texts = [index for index, number in enumerate(numbers) if not number and fitted[index] > _NARROWEST]
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
                lines += [indent + text for text in wrap(line(passages.source(passage)), width - 2 * len(indent))]
            lines.append("")
    return lines
