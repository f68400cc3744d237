"""Which reader reads which ending, and what all of them have in common."""

import hashlib
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from corpus.errors import ReadError
from corpus.messages import _
from corpus.readers.draft import Draft
from corpus.readers.normalise import change_warnings, normalise
from corpus.readers.turns import find_turns
from corpus.source import Source


@dataclass(frozen=True, slots=True)
class _Format:
    name: str
    module: str
    function: str


_FORMATS = {
    ".txt": _Format("txt", "text", "read_text"),
    ".md": _Format("md", "markdown", "read_markdown"),
    ".markdown": _Format("md", "markdown", "read_markdown"),
    ".docx": _Format("docx", "docx", "read_docx"),
    ".odt": _Format("odt", "odt", "read_odt"),
    ".rtf": _Format("rtf", "rtf", "read_rtf"),
    ".pdf": _Format("pdf", "pdf", "read_pdf"),
    ".vtt": _Format("vtt", "subtitles", "read_vtt"),
    ".srt": _Format("srt", "subtitles", "read_srt"),
    ".csv": _Format("csv", "tables", "read_csv"),
    ".tsv": _Format("tsv", "tables", "read_tsv"),
}
ENDINGS = tuple(_FORMATS)
"""The endings that can be read, lower-case, with their dot."""
_MOST_BYTES = 300_000_000


def read_source(path: Path, encoding: str | None = None) -> Source:
    """Read an interview from a file. `encoding` overrides what would be guessed, for formats that leave it open.

    Raises ReadError where the file is missing, empty, a folder, unreadable, broken, locked by a password, of an
    unknown ending, or has no text in it.
    """
    kind = _FORMATS.get(path.suffix.lower())
    data = read_bytes(path)
    if kind is None:
        raise ReadError(
            _("{name} cannot be read: tusj reads {endings}.").format(name=path.name, endings=", ".join(ENDINGS))
        )
    if not data.strip():
        raise _empty(path.name)
    draft: Draft = getattr(import_module(f"corpus.readers.{kind.module}"), kind.function)(data, path.name, encoding)
    return _finish(draft, kind.name, path.name, hashlib.sha256(data).hexdigest())


def read_bytes(path: Path) -> bytes:
    """A file's bytes; ReadError in one sentence where it is none, too large, or cannot be read."""
    try:
        if path.is_dir():
            raise ReadError(_("{name} is a folder, not a file.").format(name=path.name or path))
        if path.exists() and not path.is_file():
            raise ReadError(_("{name} is not a file.").format(name=path.name))
        if path.exists() and path.stat().st_size > _MOST_BYTES:
            raise ReadError(_("{name} is far larger than any interview.").format(name=path.name))
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(_("There is no file {name}.").format(name=path.name)) from None
    except PermissionError:
        raise ReadError(_("{name} may not be read by you.").format(name=path.name)) from None
    except (OSError, ValueError):
        raise ReadError(_("{name} could not be read from the disk.").format(name=path.name)) from None


def _empty(name: str) -> ReadError:
    return ReadError(_("{name} is empty.").format(name=name))


def _finish(draft: Draft, kind: str, name: str, digest: str) -> Source:
    if draft.passages is not None:
        from corpus.readers.passages import join_passages

        text, turns = join_passages(draft.passages)
        warnings = draft.warnings
    else:
        changed = normalise(draft.text)
        text = changed.text
        turns = find_turns(text, draft.labels, markdown=kind == "md")
        warnings = draft.warnings + change_warnings(changed)
    if not text or text.isspace():
        raise _empty(name)
    if not turns:
        warnings += (_("No words were found in it: it has only labels, time stamps and headings."),)
    return Source(text, turns, kind, draft.encoding, warnings, digest)
