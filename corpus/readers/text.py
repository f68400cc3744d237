"""Plain text."""

from corpus.readers.draft import Draft
from corpus.readers.encodings import decode


def read_text(data: bytes, name: str, encoding: str | None) -> Draft:
    """Decode a text file; see `encodings.decode` for the errors."""
    decoded = decode(data, name, encoding)
    return Draft(decoded.text, decoded.encoding, decoded.warnings())
