"""Interview guides from files and from pasted lines: txt, md, docx, csv, tsv."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from codebook.bulk import parse_table
from codebook.files.office import docx_parts
from codebook.files.pasted import clean_line, number_lines
from codebook.questions import QuestionDraft, find_tied, take_questions
from codebook.schemas import Schema, list_schemas
from corpus.cells import say_columns
from corpus.errors import InputError, ReadError, TusjError
from corpus.messages import _
from corpus.participants import list_roles
from corpus.readers.encodings import decode
from corpus.store import Project

ENDINGS = (".txt", ".md", ".docx", ".csv", ".tsv")
"""The endings of files a guide can be read from."""
_HEADINGS = {
    "role": ("role", "rolle"),
    "number": ("number", "no", "nr", "nummer", "#"),
    "question": ("question", "questions", "spørsmål", "text", "tekst"),
    "categories": ("categories", "category", "codes", "kategorier", "kategori", "koder"),
}
_FIELDS = {heading: field for field, headings in _HEADINGS.items() for heading in headings}
_BULLET = re.compile(r"(?:[-–—*+•·▪◦‣●○■□➢\uf0b7\uf0a7][ \t]+|#{1,6}[ \t]+)")
_NUMBER = re.compile(r"\(?(\d{1,3})[.):]\s+")
_CATEGORIES = re.compile(r"\t+| \| ")
_Row = tuple[str, dict[str, str]]


def parse_guide(project: Project, text: str, role: str) -> list[QuestionDraft]:
    """Questions from lines: one each, its number in front if it has one; a TAB or ` | ` parts off its categories,
    which are joined by `;`. A line that names a role begins that role's guide.

    Raises InputError naming every line with a category the study does not have.
    """
    return _drafts(project, _line_rows(project, number_lines(text)), role)


def read_guide(project: Project, path: Path, role: str = "") -> list[QuestionDraft]:
    """The questions a file holds: a table with `question` and any of `role`, `number`, `categories`, or else lines.

    `role` is that of questions the file says no role of. Raises ReadError for a file that cannot be read, InputError
    naming every bad row.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise ReadError(
            _("{name} cannot be read as an interview guide: tusj reads {endings}.").format(
                name=path.name, endings=", ".join(ENDINGS)
            )
        )
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(_("There is no file {name}.").format(name=path)) from None
    except OSError:
        raise ReadError(_("{name} cannot be read.").format(name=path.name)) from None
    drafts = _drafts(project, _rows(project, data, path.name, ending), role)
    if not drafts:
        raise InputError(_("{name} holds no questions.").format(name=path.name))
    return drafts


def import_guide(project: Project, path: Path, role: str = "") -> int:
    """Bring the questions of a file into the study, in one step; returns how many are new or changed."""
    return take_questions(project, read_guide(project, path, role))


def _rows(project: Project, data: bytes, name: str, ending: str) -> Iterator[_Row]:
    if ending in (".csv", ".tsv"):
        columns, rows = parse_table(data, name)
        yield from _table_rows(name, columns, ([row.get(c, "") for c in columns] for row in rows))
    elif ending == ".docx":
        tables, lines = docx_parts(data, name)
        meant = next((t for t in tables if "question" in _columns(t[0].cells)), None)
        if meant is not None:
            yield from _table_rows(name, meant[0].cells, (row.cells for row in meant[1:]))
        else:
            yield from _line_rows(project, enumerate((line for _place, line in lines), start=1))
    else:
        yield from _line_rows(project, number_lines(decode(data, name).text))


def _columns(heading: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, cell in enumerate(heading):
        field = _FIELDS.get(clean_line(cell).rstrip(":.*").casefold())
        if field:
            found.setdefault(field, index)
    return found


def _table_rows(name: str, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[_Row]:
    columns = _columns(heading)
    if "question" not in columns:
        raise InputError(
            _("{name} has no column question (it has: {columns}).").format(
                name=name, columns=say_columns(heading, _FIELDS)
            )
        )
    for number, cells in enumerate(rows, start=2):
        said = {field: cells[at].strip() for field, at in columns.items() if at < len(cells)}
        if any(said.values()):
            yield _("row {number}").format(number=number), said


def _line_rows(project: Project, lines: Iterable[tuple[int, str]]) -> Iterator[_Row]:
    roles = {role.casefold(): role for role in list_roles(project)}
    role: str | None = None
    for number, line in lines:
        words = _BULLET.sub("", line.strip(), count=1)
        named = roles.get(words.strip(" :*_").casefold())
        if named is not None:
            role = named
            continue
        counted = _NUMBER.match(words)
        question, *categories = _CATEGORIES.split(words[counted.end() :] if counted else words)
        said = {"question": question, "number": counted[1] if counted else ""}
        if role is not None:
            said["role"] = role
        if categories:
            said["categories"] = ";".join(categories)
        yield _("line {number}").format(number=number), said


def _drafts(project: Project, rows: Iterable[_Row], role: str) -> list[QuestionDraft]:
    schemas, known = list_schemas(project), {r.casefold(): r for r in list_roles(project)}
    drafts, problems = [], []
    for place, said in rows:
        try:
            drafts.append(_draft(schemas, said, known, role))
        except TusjError as error:
            problems.append(f"{place}: {clean_line(error.message).rstrip('.')}")
    if problems:
        raise InputError(_("No questions were brought in, because of these rows:"), problems)
    return drafts


def _draft(schemas: Sequence[Schema], said: dict[str, str], roles: dict[str, str], role: str) -> QuestionDraft:
    question = clean_line(said.get("question", ""))
    if not question:
        raise InputError(_("a question needs words"))
    number = said.get("number", "").strip(" .)")
    if number and not (number.isdecimal() and len(number) < 5 and 0 < int(number) < 1000):
        raise InputError(_("{number} is no number of a question").format(number=number[:20]))
    meant = clean_line(said.get("role", "")) or role
    meant = roles.get(meant.casefold(), meant)
    codes = None
    if "categories" in said:
        names = [part.strip() for part in said["categories"].split(";") if part.strip()]
        codes = find_tied(schemas, names, meant)
    return QuestionDraft(meant, question, int(number or 0), codes)
