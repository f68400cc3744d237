"""Which file holds a codebook in which format; codebooks in and out."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from codebook.files.comma import csv_text, read_csv
from codebook.files.office import read_docx, read_xlsx
from codebook.files.pasted import parse_pasted
from codebook.files.toml import read_toml, toml_text
from codebook.readings import add_schema_in_use
from codebook.schemas import Schema, SchemaDraft, clean_name, draft_whole
from corpus.errors import InputError, ReadError
from corpus.messages import N_, _
from corpus.readers.encodings import decode
from corpus.store import Project

_READERS: dict[str, Callable[[bytes, str, str], list[SchemaDraft]]] = {
    ".toml": lambda data, file, _schema: read_toml(data, file),
    ".csv": read_csv,
    ".tsv": read_csv,
    ".docx": read_docx,
    ".xlsx": read_xlsx,
    ".txt": lambda data, file, schema: [parse_pasted(decode(data, file).text, schema)],
    ".md": lambda data, file, schema: [parse_pasted(decode(data, file).text, schema)],
}
ENDINGS = tuple(_READERS)
"""The endings that can be read, with their dot."""
FORMATS = ("toml", "csv")
"""The formats that can be written."""


def read_codebook(path: Path, name: str = "", role: str = "") -> list[SchemaDraft]:
    """The schemas a file holds; one that has no name of its own is called as the file.

    `name` and `role` are given to the file's only schema. Raises ReadError for a file that cannot be read, InputError
    with a line per faulty row.
    """
    if os.path.isdir(path):  # unlike Path.is_dir, never raises
        raise ReadError(_("{name} is a folder, not a file.").format(name=path.name or path))
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise ReadError(
            _("{name} cannot be read as a codebook: tusj reads {endings}.").format(
                name=path.name, endings=", ".join(ENDINGS)
            )
        )
    data = _read_bytes(path)
    if not data.strip():
        raise ReadError(_("{name} is empty.").format(name=path.name))
    drafts = reader(data, path.name, clean_name(name or path.stem))
    if not (name or role):
        return drafts
    if len(drafts) > 1:
        raise InputError(
            _("{file} holds several schemas ({schemas}); a name or role can be given to one only.").format(
                file=path.name, schemas=", ".join(draft.name for draft in drafts)
            )
        )
    only = drafts[0]
    return [replace(only, name=clean_name(name or only.name), role=" ".join(role.split()) or only.role)]


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(_("There is no file {name}.").format(name=path.name)) from None
    except PermissionError:
        raise ReadError(_("{name} may not be read by you.").format(name=path.name)) from None
    except (OSError, ValueError):
        raise ReadError(_("{name} could not be read from the disk.").format(name=path.name)) from None


def codebook_bytes(schemas: Sequence[Schema | SchemaDraft], format: str) -> bytes:
    """Schemas as a file's bytes, UTF-8: `toml` keeps all of them, `csv` all but their lasting identities."""
    drafts = [schema if isinstance(schema, SchemaDraft) else draft_whole(schema) for schema in schemas]
    if format not in FORMATS:
        raise InputError(
            _("There is no format {format}; there are {formats}.").format(format=format, formats=", ".join(FORMATS))
        )
    return (toml_text(drafts) if format == "toml" else csv_text(drafts)).encode("utf-8")


def import_codebook(project: Project, drafts: Sequence[SchemaDraft]) -> list[Schema]:
    """Bring schemas into the study and use them in readings, in one step; codes that are there stay as they are."""
    names = ", ".join(draft.name for draft in drafts)
    with project.step(N_("brought in the schemas {schemas}"), {"schemas": names}):
        return [add_schema_in_use(project, draft) for draft in drafts]
