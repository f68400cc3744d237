"""A tidy table as a pandas DataFrame."""

from typing import TYPE_CHECKING

from exports.values import Table

if TYPE_CHECKING:
    import pandas as pd

_TYPES = {"text": "string", "int": "Int64", "share": "Float64"}


def to_frame(table: Table) -> "pd.DataFrame":
    """A DataFrame with the contract's column names; a cell that does not apply is missing (`pd.NA`)."""
    import pandas as pd

    names = [column.name for column in table.columns]
    frame = pd.DataFrame(list(table.rows), columns=names, dtype=object)
    for column in table.columns:
        if column.kind == "text":
            frame[column.name] = frame[column.name].map(lambda cell: None if cell is None else str(cell))
    return frame.astype({column.name: _TYPES[column.kind] for column in table.columns})
