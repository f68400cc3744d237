"""The page of themes: in which format, to where, in which language."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from codebook.lineage import Lineage
from corpus.errors import InputError
from corpus.messages import _, in_language
from corpus.messages import language as current_language
from exports.tables.themes import Argued
from exports.writers.target import Target, put
from exports.writers.theme_pages import page_blocks, themes_docx, themes_markdown, themes_text

FORMATS = ("docx", "md", "text")


def write_themes(
    themes: Sequence[tuple[Argued, Lineage]],
    format: str,
    target: Target,
    label: str = "role",
    *,
    language: str | None = None,
) -> None:
    """Write the page of themes to docx, md or text; rows for programs are `themes_table`.

    Raises InputError on another format or label, TusjError where the target cannot be written.
    """
    if format not in FORMATS:
        raise InputError(
            _("There is no format {format}; there are {formats}.").format(format=format, formats=", ".join(FORMATS))
        )
    with in_language(language or current_language()):
        blocks = page_blocks(themes, label)
        if format == "docx":
            data = themes_docx(blocks)
        elif format == "md":
            data = themes_markdown(blocks).encode()
        else:
            terminal = not isinstance(target, Path) and target.isatty()
            data = themes_text(blocks, shutil.get_terminal_size().columns if terminal else None).encode()
    put(data, target)
