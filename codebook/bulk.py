"""Codings from a table: read, checked against the interviews, and made all together or not at all."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from codebook.codings import FLAGS, CodingDraft, add_codings, check_range, current_coder, split_flags
from codebook.schemas import Schema, find_codes, get_code, list_schemas
from corpus.cells import TableRow, find_heading, overflow, say_columns, unguard
from corpus.errors import InputError, NotFoundError, TusjError
from corpus.messages import _
from corpus.names import find_named
from corpus.readers.encodings import find_wide
from corpus.store import Project
from corpus.store.anchors import digest
from corpus.transcripts import Transcript, TranscriptText, list_transcripts, read_transcript

_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBERLIKE = re.compile(r"[-+\d.,\s]{0,30}")
_HIDDEN = "…"  # what stands in an error for a cell that may hold the words of an interview
_MOST_BYTES = 200_000_000
REQUIRED = ("transcript", "start", "end", "code")
COLUMNS = (*REQUIRED, "schema", "coder", "gist", "flags", "memo", "text", "quote")


def read_table(path: Path) -> tuple[list[str], list[TableRow]]:
    """The columns and rows of a CSV or TSV file: UTF-8, UTF-16 or cp1252; comma, semicolon or tab.

    A row without anything in it is there too, so that the first is row 2 as a spreadsheet counts them.
    Raises InputError where it is missing, empty or no table, and for rows of more cells than the heading. A leading
    apostrophe that keeps a spreadsheet from reading a cell as a formula is taken off.
    """
    try:
        with path.open("rb") as file:  # a device may never end
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise InputError(_("There is no file {name}.").format(name=path)) from None
    except OSError:
        raise InputError(_("{name} cannot be read.").format(name=path)) from None
    if len(data) > _MOST_BYTES:
        raise InputError(_("{name} is far larger than any table.").format(name=path.name))
    return parse_table(data, path.name)


def parse_table(data: bytes, name: str) -> tuple[list[str], list[TableRow]]:
    """The same from bytes."""
    wide = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else find_wide(data)
    try:
        text = data.decode(wide or "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if not text.strip() or "\0" in text:
        raise InputError(_("{name} is empty or no table.").format(name=name))
    text, told, blank = find_heading(text)
    head = next(iter(text.splitlines()), "")
    delimiter = told or max(",;\t", key=head.count)
    csv.field_size_limit(2**31 - 1)
    rows, faults = _take_apart(unicodedata.normalize("NFC", text), delimiter, blank)
    columns = [cell.strip() for cell in rows[0]] if rows else []
    numbered = list(enumerate(rows[1:], start=2 + blank))
    for number, row in numbered:
        if wrong := overflow(row, len(columns)):
            faults.append(_("row {number}: {problem}").format(number=number, problem=wrong))
    if faults:
        raise InputError(_("{name} was not read, because of these rows:").format(name=name), faults)
    return columns, [TableRow(columns, [unguard(cell) for cell in row], number) for number, row in numbered]


def _take_apart(text: str, delimiter: str, blank: int) -> tuple[list[list[str]], list[str]]:
    """The rows of a table up to one that cannot be taken apart, and a sentence on that; `blank` lines stood above."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)
    except csv.Error:
        problem = _("a quotation mark is not closed where the cell ends")
        return rows, [_("row {number}: {problem}").format(number=len(rows) + 1 + blank, problem=problem)]
    return rows, []


def code_from_table(project: Project, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> tuple[int, int]:
    """Make the codings of a table, in one step; returns how many rows there are and how many codings are new."""
    drafts = read_drafts(project, columns, rows)
    return len(drafts), add_codings(project, drafts)


def read_drafts(project: Project, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> list[CodingDraft]:
    """The codings a table asks for, each checked against its interview.

    Columns: `transcript,start,end,code` and optionally `schema,coder,gist,flags,memo,text,quote`; others are ignored.
    `text`, where given, must be the very words at that place. Raises InputError naming every bad row.
    """
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        raise InputError(
            _("The table lacks the column {missing} (it has: {columns}).").format(
                missing=", ".join(missing), columns=say_columns(columns, COLUMNS)
            )
        )
    reader = _Rows(project)
    drafts: list[CodingDraft] = []
    problems: list[str] = []
    for place, row in enumerate(rows, start=2):
        number = row.number if isinstance(row, TableRow) else place
        if not any(cell.strip() for cell in row.values()):
            continue
        try:
            drafts.append(reader.draft(row))
        except TusjError as error:
            problems.append(_("row {number}: {problem}").format(number=number, problem=error.message.rstrip(".")))
    if problems:
        raise InputError(_("Nothing was coded, because of these rows:"), problems)
    return drafts


class _Rows:
    """Looks up what rows name, each interview and code once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._transcripts = list_transcripts(project)
        self._named: dict[str, Transcript | None] = {}
        self._schemas: list[Schema] = list_schemas(project)
        self._codes: dict[tuple[str, str], int] = {}
        self._texts: dict[int, TranscriptText] = {}
        self._coder = current_coder(project)

    def draft(self, row: Mapping[str, str]) -> CodingDraft:
        whole = not isinstance(row, TableRow) or row.whole
        text = self._text(row["transcript"], whole)
        start, end = _whole(row["start"], "start"), _whole(row["end"], "end")
        check_range(text, start, end)
        words = text.text[start:end]
        if row.get("text") and row["text"] not in (words, unguard(words)):
            raise InputError(_("the text is not what stands at {start}–{end}").format(start=start, end=end))
        return CodingDraft(
            text.transcript.id,
            start,
            end,
            self._code(row["code"], row.get("schema", ""), whole),
            digest(words),
            " ".join(row.get("coder", "").split()) or self._coder,
            " ".join(row.get("gist", "").split()),
            _flags(row.get("flags", ""), whole),
            row.get("quote", "").strip().casefold() in ("1", "yes", "true", "ja"),
            row.get("memo", "").strip(),
            "imported",
        )

    def _text(self, name: str, whole: bool) -> TranscriptText:
        if name not in self._named:
            self._named[name] = find_named(self._transcripts, name, lambda transcript: transcript.name)
        transcript = self._named[name]
        if transcript is None:
            raise InputError(_("the study has no interview {name}").format(name=name if whole else _HIDDEN))
        if transcript.id not in self._texts:
            self._texts[transcript.id] = read_transcript(self._project, transcript)
        return self._texts[transcript.id]

    def _code(self, code: str, schema: str, whole: bool) -> int:
        key = (code, schema)
        if key not in self._codes:
            if not whole and not find_codes(self._schemas, code, schema):
                raise NotFoundError(_("{place} has no category “{code}”").format(place=_("the study"), code=_HIDDEN))
            self._codes[key] = get_code(self._schemas, code, schema).id
        return self._codes[key]


def _flags(cell: str, whole: bool) -> tuple[str, ...]:
    try:
        return split_flags(cell)
    except InputError:
        if whole:
            raise
    sentence = _("{flag} is no flag; the flags are {flags}")
    raise InputError(sentence.format(flag=_HIDDEN, flags=", ".join(FLAGS)))


def _whole(value: str, name: str) -> int:
    if _WHOLE.fullmatch(value.strip()):
        return int(value)
    # unquoted commas can bring the words of an interview here: only what looks like a number is shown
    shown = value if _NUMBERLIKE.fullmatch(value) else _HIDDEN
    raise InputError(_("{name} must be a whole number, not “{value}”").format(name=name, value=shown))
