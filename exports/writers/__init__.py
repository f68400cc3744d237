"""From a table or quotes to a file."""

from exports.writers.target import put
from exports.writers.write import (
    FORMATS,
    format_for,
    printable,
    write_codebook,
    write_frequencies,
    write_page,
    write_quotes,
    write_table,
)

__all__ = [
    "FORMATS",
    "format_for",
    "printable",
    "put",
    "write_codebook",
    "write_frequencies",
    "write_page",
    "write_quotes",
    "write_table",
]
