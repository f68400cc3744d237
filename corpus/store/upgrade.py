"""Bringing a study of an earlier file version up to this one, after a copy of it was made."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, Table

from corpus.errors import ProjectError
from corpus.messages import _
from corpus.store import sqlite
from corpus.store.snapshots import snapshot_folder

_STEPS = Path(__file__).parent / "upgrades"


def upgrade(path: Path, engine: Engine, version: int, models: Sequence[Table]) -> Path:
    """Bring a study from a file version to this program's, in one transaction; returns the copy made before.

    The steps are plain SQL by number. Foreign keys are off meanwhile and checked at the end; triggers are made anew.
    """
    copy = _copy(path, engine, version)
    with engine.connect().execution_options(write=True) as db:
        db.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        with db.begin():
            _drop_triggers(db)
            for number in range(version + 1, sqlite.FILE_VERSION + 1):
                for statement in _statements(number):
                    db.exec_driver_sql(statement)
            sqlite.add_search_index(db)
            sqlite.add_triggers(db, [model for model in models if model.info["journal"]])
            if db.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise ProjectError(_("{path} is damaged; use an earlier copy of it.").format(path=path))
            sqlite.prepare(db)
        db.connection.cursor().execute("PRAGMA foreign_keys=ON")
    return copy


def _copy(path: Path, engine: Engine, version: int) -> Path:
    """A copy among the study's snapshots, numbered where the name is taken; it has its name once it is whole."""
    folder = snapshot_folder(path)
    fresh = folder / f".before-version-{version + 1}.new"
    names = (f"before-version-{version + 1}{suffix}.tusj" for suffix in ("", *(f"-{n}" for n in range(2, 1000))))
    try:
        folder.mkdir(exist_ok=True)
        fresh.unlink(missing_ok=True)
        with engine.connect() as db:
            raw = db.connection
            raw.cursor().execute("VACUUM INTO ?", (str(fresh),))
        copy = next(place for name in names if not (place := folder / name).exists())
        os.replace(fresh, copy)
    except OSError as error:
        raise ProjectError(
            _("{file} could not be written: {reason}.").format(file=folder, reason=error.strerror)
        ) from None
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    return copy


def _drop_triggers(db: Connection) -> None:
    for (name,) in db.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        db.exec_driver_sql(f'DROP TRIGGER "{name}"')


def _statements(number: int) -> Iterator[str]:
    """The statements of one step, each up to a line's last semicolon; lines that begin with `--` are remarks."""
    lines = (_STEPS / f"{number}.sql").read_text("utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("--"))
    yield from (statement.strip() for statement in text.split(";\n") if statement.strip(" ;\n"))
