"""Full-text search of everything that was said."""

from corpus.search.find import Found, Hit, Within, find_hits
from corpus.search.index import bring_up_to_date, forms_used
from corpus.search.query import Query, Term, parse_query

__all__ = ["Found", "Hit", "Query", "Term", "Within", "bring_up_to_date", "find_hits", "forms_used", "parse_query"]
