"""Cells of a CSV: those a spreadsheet would take for a formula, rows that do not fit, columns that may be told.

Formulas are guarded on the way out, opened on the way in: a cell that begins, after any apostrophes, with a character
of `STARTS` gets one apostrophe in front. Reading takes one away from exactly those cells, so that unguard gives back
every text that guard was given.
"""

import re
from collections.abc import Collection, Sequence

from corpus.messages import _, ngettext
from corpus.names import folded

STARTS = "=+-@\t\r\n＝＋－＠"
_GUARDABLE = re.compile(f"'*[{re.escape(STARTS)}]")
_BLANK = re.compile(r"[ \t,;|]*(?:\r\n|\r|\n)")
_TOLD = re.compile(r'[ \t]*"?sep=([,;|:\t])"?[ \t]*(?:\r\n|\r|\n)', re.IGNORECASE)
_GUARDED = re.compile(f"'+[{re.escape(STARTS)}]")


def guard(cell: str) -> str:
    """The cell as it may stand in a CSV."""
    return f"'{cell}" if _GUARDABLE.match(cell) else cell


def unguard(cell: str) -> str:
    """The cell as it was before `guard`."""
    return cell[1:] if _GUARDED.match(cell) else cell


def find_heading(text: str) -> tuple[str, str, int]:
    """A table from its heading on; what a line `sep=;` above says parts cells, if any; how many lines there are blank.

    Excel writes and reads such a line, and does not count it.
    """
    at = blank = 0
    told = ""
    while True:
        if match := _BLANK.match(text, at):
            blank += 1
        elif not told and (match := _TOLD.match(text, at)):
            told = match[1]
        else:
            return text[at:], told, blank
        at = match.end()


class TableRow(dict[str, str]):
    """A row's cells by column; `number` counts it as a spreadsheet does, the heading being 1.

    `whole` says that it had a cell for every column: where it had not, an unquoted comma may have brought the words of
    an interview to any of them.
    """

    def __init__(self, columns: Sequence[str], cells: Sequence[str], number: int) -> None:
        super().__init__(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=False))
        self.number = number
        self.whole = len(cells) >= len(columns)


def overflow(cells: Sequence[str], heading: int) -> str:
    """What is wrong with a row of more cells than its heading has, empty ones at the end aside; else empty."""
    count = len(cells)
    while count > heading and not cells[count - 1].strip():
        count -= 1
    if count <= heading:
        return ""
    sentence = _("it has {count} cells, and the heading {heading}; a cell with a comma in it needs quotation marks")
    return sentence.format(count=count, heading=heading)


def say_columns(columns: Sequence[str], known: Collection[str]) -> str:
    """The columns of a table as they may be told: those of known names, and how many others there are.

    A table without a heading begins with the words of an interview: those are not told.
    """
    names = {folded(name) for name in known}
    given = [column.strip() for column in columns if column.strip()]
    told = [column for column in given if folded(column) in names]
    others = len(given) - len(told)
    if not told:
        sentence = ngettext("{count} column of another name", "{count} columns of other names", others)
        return sentence.format(count=others)
    if others:
        told.append(ngettext("{count} other", "{count} others", others).format(count=others))
    return ", ".join(told)
