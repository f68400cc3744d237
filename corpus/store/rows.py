"""Storing one row."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Table, insert


def insert_row(db: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Store one row and return its key."""
    key = db.execute(_insert_into(table), dict(values)).inserted_primary_key
    assert key is not None  # every table has one
    return int(key[0])


@cache
def _insert_into(table: Table) -> Insert:
    return insert(table)
