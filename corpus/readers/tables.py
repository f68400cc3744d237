"""Tables of turns: csv and tsv with a heading row."""

import csv
import io
from collections.abc import Iterator, Sequence

from corpus.cells import find_heading, say_columns
from corpus.errors import ReadError
from corpus.messages import _, ngettext
from corpus.readers.archives import broken
from corpus.readers.draft import Draft, Passage
from corpus.readers.encodings import decode
from corpus.readers.labels import STAMPED, times_of
from corpus.readers.layout import SPEAKER_COLUMNS, TEXT_COLUMNS
from corpus.readers.normalise import change_warnings, normalise
from corpus.readers.passages import split_speakers

_START_COLUMNS = frozenset({"start", "begin", "from", "fra", "start_ms", "start time", "starttid", "tid", "time"})
_END_COLUMNS = frozenset({"end", "stop", "to", "til", "slutt", "end_ms", "end time", "sluttid"})
_NONE = "\x1f"  # parts nothing, as normalised text has no control characters
_MOST_CELL = 100_000_000


def read_csv(data: bytes, name: str, encoding: str | None) -> Draft:
    """Read a csv whose heading row names the column of words; comma, semicolon, tab or bar between cells."""
    return _read_table(data, name, encoding, "")


def read_tsv(data: bytes, name: str, encoding: str | None) -> Draft:
    """Read a csv with tabs between its cells."""
    return _read_table(data, name, encoding, "\t")


def _read_table(data: bytes, name: str, encoding: str | None, delimiter: str) -> Draft:
    decoded = decode(data, name, encoding)
    changed = normalise(decoded.text)
    table, told, blank = find_heading(changed.text)
    delimiter = told or _delimiter(table, delimiter)
    rows = _rows(table, delimiter, name)
    heading = [cell.strip().casefold() for cell in next(rows, [])]
    text = _find(heading, TEXT_COLUMNS)
    if text is None:
        raise _no_words(name, heading)
    speaker, start, end = (_find(heading, names) for names in (SPEAKER_COLUMNS, _START_COLUMNS, _END_COLUMNS))
    passages = []
    bad_rows = bad_times = 0
    for row in rows:
        if len(row) != len(heading):
            row, bad = _mend(row, len(heading), text)
            bad_rows += bad
            if len(row) <= text:
                continue
        times = [_time(row[at]) if at is not None and at < len(row) else None for at in (start, end)]
        bad_times += times.count(-1)
        known = [None if time == -1 else time for time in times]
        label = " ".join(row[speaker].split()).rstrip(": ") if speaker is not None and speaker < len(row) else ""
        passages.append(Passage(label, row[text].strip(), known[0], known[1]))
    warnings = decoded.warnings() + change_warnings(changed) + _bad_warnings(bad_rows, bad_times)
    warnings += _quote_warnings(table, delimiter, blank)
    return Draft(encoding=decoded.encoding, warnings=warnings, passages=tuple(split_speakers(passages)))


def _delimiter(text: str, asked: str) -> str:
    heading = text.partition("\n")[0]
    delimiter = asked or max(",;\t|", key=heading.count)
    return delimiter if delimiter in heading else _NONE


def _rows(text: str, delimiter: str, name: str) -> Iterator[list[str]]:
    bare = delimiter == "\t" and not _is_quoted(text)
    csv.field_size_limit(_MOST_CELL)
    try:
        if bare:
            yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE)
        else:
            yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        raise broken(name) from None


def _mend(row: list[str], width: int, text: int) -> tuple[list[str], bool]:
    """A row with too few or too many cells, and whether something may be wrong with it.

    Where the words stand last, unquoted, they may have been taken for several cells.
    """
    if len(row) > width and text == width - 1:
        return [*row[:text], ", ".join(cell.strip() for cell in row[text:])], False
    return row, any(cell.strip() for cell in row) and (len(row) > width or len(row) <= text)


def _is_quoted(text: str) -> bool:
    """Whether quotation marks wrap cells; programs that write speech to tsv leave them bare."""
    return '\t"' in text and text.count('"') % 2 == 0 and ('"\n' in text or '"\t' in text or text.endswith('"'))


def _quote_warnings(text: str, delimiter: str, blank: int) -> tuple[str, ...]:
    """Where a quotation mark opens a cell and does not end it, rows are taken for words of the one before."""
    if '"' not in text or (delimiter == "\t" and not _is_quoted(text)):
        return ()
    count = 0
    try:
        for _row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            count += 1
    except csv.Error:
        sentence = _(
            "A quotation mark in row {number} is not closed where the cell ends: "
            "rows after it may have been taken for one."
        )
        return (sentence.format(number=count + 1 + blank),)
    return ()


def _find(heading: Sequence[str], names: frozenset[str]) -> int | None:
    return next((at for at, cell in enumerate(heading) if cell in names), None)


def _no_words(name: str, heading: Sequence[str]) -> ReadError:
    columns = say_columns(heading, SPEAKER_COLUMNS | _START_COLUMNS | _END_COLUMNS)
    sentence = _("{name} has no heading row that names the column of words ({names}); it has {columns}.")
    return ReadError(sentence.format(name=name, names=", ".join(sorted(TEXT_COLUMNS)), columns=columns))


def _time(cell: str) -> int | None:
    """Milliseconds of a cell: a whole number of them, or h:mm:ss(.mmm); None where empty, -1 where neither."""
    cell = cell.strip()
    if not cell:
        return None
    if cell.isascii() and cell.isdigit():
        return int(cell[:12])
    match = STAMPED.match(cell)
    start = times_of(cell)[0] if match and match.end() == len(cell) else None
    return -1 if start is None else start


def _bad_warnings(rows: int, times: int) -> tuple[str, ...]:
    found = []
    if rows:
        sentence = ngettext(
            "{count} row has too few or too many cells.",
            "{count} rows have too few or too many cells.",
            rows,
        )
        found.append(sentence.format(count=rows))
    if times:
        sentence = ngettext(
            "{count} time could not be read: use milliseconds or h:mm:ss.",
            "{count} times could not be read: use milliseconds or h:mm:ss.",
            times,
        )
        found.append(sentence.format(count=times))
    return tuple(found)
