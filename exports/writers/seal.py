"""Sealing an export: by the age format, or a Word or Excel file by its own password. All in memory, never half open."""

import io
from dataclasses import dataclass, field
from pathlib import Path

from corpus.age_format import seal
from corpus.errors import InputError, TusjError
from corpus.messages import _

OWN = (".docx", ".xlsx")
"""The files that can have a password of their own."""


@dataclass(frozen=True, slots=True)
class Seal:
    """How to seal: the passphrase, and whether a Word or Excel file gets it as its own password."""

    passphrase: str = field(repr=False)
    own: bool = False

    def named(self, path: Path) -> Path:
        """The name of the sealed file."""
        return path if self.own else path.with_name(f"{path.name}.age")

    def close(self, data: bytes, path: Path) -> bytes:
        """The bytes sealed."""
        if not self.own:
            return seal(data, self.passphrase)
        if path.suffix.lower() not in OWN:
            raise InputError(_("Only Word and Excel files have a password of their own; use --seal for others."))
        return _own_password(data, self.passphrase)


def _own_password(data: bytes, passphrase: str) -> bytes:
    """Encrypt as Office does (ECMA-376, agile), and make sure that it opens again as it was."""
    from msoffcrypto.format.ooxml import OOXMLFile

    locked, again = io.BytesIO(), io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(passphrase, locked)
    file = OOXMLFile(io.BytesIO(locked.getvalue()))
    file.load_key(password=passphrase, verify_password=True)
    file.decrypt(again, verify_integrity=True)
    if again.getvalue() != data:
        raise TusjError(_("The file could not be given a password that holds; use --seal."))
    return locked.getvalue()
