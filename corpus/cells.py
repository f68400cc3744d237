"""Cells of a CSV that a spreadsheet would take for a formula: guarded on the way out, opened on the way in.

A cell that begins, after any apostrophes, with a character of `STARTS` gets one apostrophe in front. Reading
takes one away from exactly those cells, so that unguard gives back every text that guard was given.
"""

import re

STARTS = "=+-@\t\r\n＝＋－＠"
_GUARDABLE = re.compile(f"'*[{re.escape(STARTS)}]")
_GUARDED = re.compile(f"'+[{re.escape(STARTS)}]")


def guard(cell: str) -> str:
    """The cell as it may stand in a CSV."""
    return f"'{cell}" if _GUARDABLE.match(cell) else cell


def unguard(cell: str) -> str:
    """The cell as it was before `guard`."""
    return cell[1:] if _GUARDED.match(cell) else cell
