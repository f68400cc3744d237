"""Codebooks in files: pasted lines, TOML, tables in CSV, Word and Excel."""

from codebook.files.pasted import parse_pasted
from codebook.files.registry import ENDINGS, FORMATS, codebook_bytes, import_codebook, read_codebook

__all__ = [
    "ENDINGS",
    "FORMATS",
    "codebook_bytes",
    "import_codebook",
    "parse_pasted",
    "read_codebook",
]
