#!/usr/bin/env python
"""Bring the Norwegian catalogue up to the words in the code, and compile it.

New words come out empty, to be translated; words no longer used go. Run it again after translating: it exits 1 while
anything is empty. The order is that of the files, without line numbers or dates, so that a change shows as itself.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "corpus" / "locale" / "nb" / "LC_MESSAGES" / "tusj.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
DATED = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
    "Report-Msgid",
)


def updated(old: Catalog) -> Catalog:
    """A catalogue of the messages in the code, with the translations there are."""
    new = Catalog("nb", domain="tusj", project="tusj", version="0.1", charset="utf-8", fuzzy=False)
    new.header_comment = "# Norwegian (Bokmål). .ci/messages.py brings this up to the words in the code."
    for room in ("app", "codebook", "corpus", "exports"):
        for file, _line, message, _comments, _context in extract_from_dir(ROOT / room, keywords=KEYWORDS):
            if message:
                known = old.get(message)
                new.add(message, known.string if known else None, [(f"{room}/{Path(file).as_posix()}", 0)])
    return new


def main() -> None:
    """Rewrite the catalogue and compile it."""
    old = read_po(io.BytesIO(CATALOGUE.read_bytes()), locale="nb")
    new, written = updated(old), io.BytesIO()
    write_po(written, new, width=110, sort_by_file=True, include_lineno=False)
    lines = written.getvalue().decode().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(tuple(f'"{name}' for name in DATED))]
    CATALOGUE.write_text("".join(kept), "utf-8", newline="\n")
    for po in CATALOGUE.parent.glob("*.po"):
        with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale="nb"))
    empty = [
        message.id for message in new if not (message.string if isinstance(message.id, str) else all(message.string))
    ]
    for identifier in empty:
        print("not translated:", repr(identifier))
    sys.exit(1 if empty else 0)


if __name__ == "__main__":
    main()
