"""Schemas, codes, codings, memos and readings, and the operations on them."""
