"""Storing one row."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert

from corpus.models import Base


def insert_row(db: Connection, model: type[Base], values: Mapping[str, Any]) -> int:
    """Store one row and return its key."""
    key = db.execute(insert(model).values(values)).inserted_primary_key
    assert key is not None  # every table has one
    return int(key[0])
