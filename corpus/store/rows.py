"""Storing one row."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table


def insert_row(db: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Store one row and return its key. As plain SQL: this is what every coding waits for."""
    row = {name: make() for name, make in _defaults(table).items() if name not in values} | dict(values)
    key = db.exec_driver_sql(_insert_into(table, tuple(row)), tuple(row.values())).lastrowid
    return int(key)


@cache
def _insert_into(table: Table, names: tuple[str, ...]) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table.name}({columns}) VALUES ({', '.join('?' * len(names))})"


@cache
def _defaults(table: Table) -> Mapping[str, Any]:
    """What makes a value for each column that gets one where a row says nothing of it."""
    found: dict[str, Any] = {}
    for column in table.columns:
        default: Any = column.default
        if default is not None:
            found[column.name] = _called(default.arg) if default.is_callable else _always(default.arg)
    return found


def _called(make: Any) -> Any:
    return lambda: make(None)


def _always(value: Any) -> Any:
    return lambda: value
