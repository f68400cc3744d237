"""Storing one row."""

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Insert, Table, insert

from corpus.models import Base


def insert_row(db: Connection, model: type[Base], values: Mapping[str, Any]) -> int:
    """Store one row and return its key."""
    key = db.execute(_insert_into(model), dict(values)).inserted_primary_key
    assert key is not None  # every table has one
    return int(key[0])


@cache
def _insert_into(model: type[Base]) -> Insert:
    return insert(cast(Table, model.__table__))
