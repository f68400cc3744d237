"""Markdown that every reader of it shows alike: pipe tables, headings, block quotes; text is escaped."""

import re
from collections.abc import Sequence

from corpus.messages import _
from exports.harmless import line
from exports.values import NOT_APPLICABLE, Cell, CodebookPage, Column, FrequencyPage, QuotePage, QuoteSection, Table
from exports.writers import passages, thesis

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~^$&@#]|(?<=\w):(?=//)")
_AT_START = re.compile(r"^([-+=:!]|\d+[.)](?=\s|$))")


def escaped(text: str) -> str:
    """Text on one line that Markdown shows as it is."""
    text = _SPECIAL.sub(lambda found: "\\" + found.group(), line(text))
    return _AT_START.sub(lambda found: f"{found.group()[:-1]}\\{found.group()[-1]}", text)


def table_markdown(table: Table) -> str:
    """The table as a pipe table, its notes beneath."""
    heads = [escaped(column.title) for column in table.columns]
    body = [[_shown(cell, column) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows]
    numbers = [column.kind != "text" for column in table.columns]
    return "\n".join([*_pipe(heads, body, numbers), *_notes(table.notes)]) + "\n"


def _shown(cell: Cell, column: Column) -> str:
    if cell is None:
        return NOT_APPLICABLE
    if column.kind == "share" and isinstance(cell, float):
        return f"{cell:.{column.digits}f}"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return escaped(str(cell))


def _pipe(heads: list[str], body: list[list[str]], numbers: list[bool]) -> list[str]:
    rule = ["---:" if number else ":---" for number in numbers]
    return ["| " + " | ".join(cells) + " |" for cells in (heads, rule, *body)]


def _notes(notes: Sequence[str]) -> list[str]:
    return [text for note in notes for text in ("", escaped(note))]


def frequencies_markdown(pages: Sequence[FrequencyPage]) -> str:
    """The frequency tables, each under its title, sub-categories set in, the note beneath."""
    return "\n\n".join(_frequency_page(page) for page in pages) + "\n"


def _frequency_page(page: FrequencyPage) -> str:
    columns = thesis.figures(page)
    heads = [_("Category"), *(escaped(thesis.figure_head(page, figure)) for figure in columns)]
    body = [
        [
            "&emsp;" * row.depth + escaped(thesis.row_name(row.path, row.fact)),
            *(thesis.figure_text(page, row.cells[figure.group], figure) for figure in columns),
        ]
        for row in page.rows
    ]
    numbers = [False, *(figure.measure != "bars" for figure in columns)]
    title = f"**{escaped(page.title)}**"
    note = thesis.note(page)
    return "\n".join([title, "", *_pipe(heads, body, numbers), *_notes([note] if note else [])])


def codebook_markdown(pages: Sequence[CodebookPage]) -> str:
    """The codebook: a heading and a pipe table a schema, a dot before a category for each one above it."""
    parts: list[str] = []
    for page in pages:
        table = page.table
        body = [
            ["· " * depth + escaped(str(row[0])), *(escaped(str(cell)) for cell in row[1:])]
            for row, depth in zip(table.rows, page.depths, strict=True)
        ]
        heads = [escaped(column.title) for column in table.columns]
        parts += [f"## {escaped(table.name)}", "", *_pipe(heads, body, [False] * len(heads)), *_notes(table.notes), ""]
    return "\n".join([f"# {_('Codebook')}", "", *parts]).rstrip("\n") + "\n"


def quotes_markdown(page: QuotePage, label: str, sources: bool) -> str:
    """The page of quotes: category, role, quotes; sources in italics beneath where asked for."""
    paragraphs = [f"# {escaped(page.title)}"]
    if passages.is_empty(page):
        paragraphs.append(passages.no_passages())
    for section in page.sections:
        paragraphs += _section(section, label, sources)
    paragraphs += [escaped(note) for note in page.notes]
    return "\n\n".join(paragraphs) + "\n"


def _section(section: QuoteSection, label: str, sources: bool) -> list[str]:
    paragraphs = [f"## {escaped(section.heading)}"]
    if section.definition:
        paragraphs.append(f"*{escaped(section.definition)}*")
    for group in section.groups:
        paragraphs.append(f"### {escaped(passages.group_head(group))}")
        for passage in group.passages:
            quote = passages.quoted(passage, label)
            paragraphs.append(("> " if quote.block else "") + escaped(quote.draft))
            if sources:
                paragraphs.append(f"*{escaped(passages.source(passage, label))}*")
    return paragraphs
