"""Full-text search of everything that was said."""

from corpus.search.find import CONTEXT, Found, Hit, Within, find_hits, find_speaker, read_query, speaker_names
from corpus.search.index import bring_up_to_date, forms_used
from corpus.search.query import Query, Term, parse_query

__all__ = [
    "CONTEXT",
    "Found",
    "Hit",
    "Query",
    "Term",
    "Within",
    "bring_up_to_date",
    "find_hits",
    "find_speaker",
    "forms_used",
    "parse_query",
    "read_query",
    "speaker_names",
]
