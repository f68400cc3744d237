"""Making a study's file: its tables, index, triggers and first rows."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Table

from corpus.errors import ProjectError
from corpus.messages import _
from corpus.models import METADATA
from corpus.store import journal, sqlite
from corpus.store.cipher import Key


def check_free(path: Path) -> None:
    """Refuse with ProjectError a path for a new study that is taken, or in no folder."""
    if os.path.exists(path):  # unlike Path.exists, never raises
        raise ProjectError(_("{path} is there already.").format(path=path))
    if not os.path.isdir(path.parent):
        raise ProjectError(_("There is no folder {path}.").format(path=path.parent))


def check_models(models: Sequence[Table]) -> None:
    """Refuse to run with a table missing from the list: what is not known cannot be journalled or moved."""
    missing = set(METADATA.tables) ^ {model.name for model in models}
    if missing:
        raise RuntimeError(f"the store must be opened with the list of all models; missing: {sorted(missing)}")


def make_file(path: Path, name: str, language: str, models: Sequence[Table], key: Key | None) -> None:
    """Make the file of a new study, encrypted where a key is given."""
    engine = sqlite.connect(path, key=key)
    with engine.connect().execution_options(write=True) as db:
        raw: Any = db.connection
        raw.execute("PRAGMA journal_mode=WAL")
        with db.begin():
            sqlite.prepare(db)
            METADATA.create_all(db)
            sqlite.add_search_index(db)
            sqlite.add_triggers(db, [model for model in models if model.info["journal"]])
            db.exec_driver_sql("INSERT INTO journal_state(id, step_id, recording) VALUES (1, 0, 1)")
            journal.set_recording(db, False)
            db.exec_driver_sql(
                "INSERT INTO study(id, guid, name, language, next_number, next_group) VALUES (1, ?, ?, ?, 1, 1)",
                (uuid4().hex, name, language),
            )
            journal.set_recording(db, True)
    sqlite.checkpoint(engine)
    engine.dispose()
