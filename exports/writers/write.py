"""One door for every export: what, in which format, to where, in which language."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.errors import InputError
from corpus.messages import _, in_interface_language, in_language
from corpus.messages import language as current_language
from exports.quotes.style import LABELS
from exports.values import CodebookPage, FrequencyPage, QuotePage, Table, in_words
from exports.writers import markdown, passages, plain, thesis, tidy
from exports.writers.lean import for_paper
from exports.writers.page import Page, page_docx, page_markdown, page_text
from exports.writers.target import Target, put

FORMATS = ("text", "csv", "json", "xlsx", "md", "docx")
_ENDINGS = {f".{name}": name for name in FORMATS[1:]} | {".txt": "text"}


def format_for(path: Path) -> str:
    """The format a file's ending asks for. Raises InputError on an unknown one."""
    try:
        return _ENDINGS[path.suffix.lower()]
    except KeyError:
        with in_interface_language():
            raise InputError(
                _("The ending of {file} names no format; there are {endings}.").format(
                    file=path.name, endings=", ".join(_ENDINGS)
                )
            ) from None


def printable(format: str) -> bool:
    """Whether a format can be shown in a terminal; xlsx and docx cannot."""
    return format not in ("xlsx", "docx")


def write_table(table: Table, format: str, target: Target, *, language: str | None = None) -> None:
    """Write one tidy table. `language` is that of messages unless given.

    Raises InputError on an unknown format, TusjError where the target cannot be written.
    """

    def excel() -> bytes:
        from exports.writers.excel import table_xlsx

        return table_xlsx(in_words(table))

    def word() -> bytes:
        from exports.writers.word import table_docx

        return table_docx(in_words(for_paper(table)))

    _write(
        {
            "text": lambda: plain.table_text(in_words(table), _columns(target)).encode(),
            "csv": lambda: tidy.csv_bytes(table, _is_terminal(target)),
            "json": lambda: tidy.json_bytes(table),
            "md": lambda: markdown.table_markdown(in_words(table)).encode(),
            "xlsx": excel,
            "docx": word,
        },
        format,
        target,
        language,
    )


def write_frequencies(
    pages: Sequence[FrequencyPage], format: str, target: Target, *, language: str | None = None
) -> None:
    """Write frequency tables for the thesis; csv and json get the same figures as tidy rows.

    Raises InputError on an unknown format, TusjError where the target cannot be written.
    """

    def excel() -> bytes:
        from exports.writers.excel import frequencies_xlsx

        return frequencies_xlsx(pages)

    def word() -> bytes:
        from exports.writers.word import frequencies_docx

        return frequencies_docx(pages)

    _write(
        {
            "text": lambda: plain.frequencies_text(pages, _columns(target)).encode(),
            "csv": lambda: tidy.csv_bytes(thesis.tidy(pages), _is_terminal(target)),
            "json": lambda: tidy.json_bytes(thesis.tidy(pages)),
            "md": lambda: markdown.frequencies_markdown(pages).encode(),
            "xlsx": excel,
            "docx": word,
        },
        format,
        target,
        language,
    )


def write_codebook(pages: Sequence[CodebookPage], format: str, target: Target, *, language: str | None = None) -> None:
    """Write the codebook as it is printed: docx, xlsx or md.

    Raises InputError on another format, TusjError where the target cannot be written.
    """

    def excel() -> bytes:
        from exports.writers.excel import codebook_xlsx

        return codebook_xlsx(pages)

    def word() -> bytes:
        from exports.writers.word import codebook_docx

        return codebook_docx(pages)

    made = {"md": lambda: markdown.codebook_markdown(pages).encode(), "xlsx": excel, "docx": word}
    _write(made, format, target, language)


def write_quotes(
    page: QuotePage,
    format: str,
    target: Target,
    label: str = "role",
    *,
    sources: bool = False,
    language: str | None = None,
) -> None:
    """Write a page of quotes, labelled by style; sources stand in comments in docx, else only with `sources`.

    Raises InputError on an unknown format or label, TusjError where the target cannot be written.
    """
    if label not in LABELS:
        with in_interface_language():
            raise InputError(
                _("There is no label {label}; there are {labels}.").format(label=label, labels=", ".join(LABELS))
            )

    def excel() -> bytes:
        from exports.writers.excel import table_xlsx

        return table_xlsx(in_words(passages.tidy(page, label, sources)))

    def word() -> bytes:
        from exports.writers.word import quotes_docx

        return quotes_docx(page, label)

    _write(
        {
            "text": lambda: plain.quotes_text(page, label, sources, _columns(target)).encode(),
            "csv": lambda: tidy.csv_bytes(passages.tidy(page, label, sources), _is_terminal(target)),
            "json": lambda: tidy.json_bytes(passages.tidy(page, label, sources)),
            "md": lambda: markdown.quotes_markdown(page, label, sources).encode(),
            "xlsx": excel,
            "docx": word,
        },
        format,
        target,
        language,
    )


def write_page(page: Page, format: str, target: Target, *, language: str | None = None) -> None:
    """Write a page of prose as text, md or docx.

    Raises InputError on an unknown format, TusjError where the target cannot be written.
    """
    _write(
        {
            "text": lambda: page_text(page, _columns(target)).encode(),
            "md": lambda: page_markdown(page).encode(),
            "docx": lambda: page_docx(page),
        },
        format,
        target,
        language,
    )


def _write(makers: dict[str, Callable[[], bytes]], format: str, target: Target, language: str | None) -> None:
    if format not in makers:
        with in_interface_language():
            raise InputError(
                _("There is no format {format}; there are {formats}.").format(format=format, formats=", ".join(FORMATS))
            )
    with in_language(language or current_language()):
        data = makers[format]()
    put(data, target)


def _is_terminal(target: Target) -> bool:
    return not isinstance(target, Path) and target.isatty()


def _columns(target: Target) -> int | None:
    """The terminal's width; None where lines may be as long as they are."""
    return shutil.get_terminal_size().columns if _is_terminal(target) else None
