"""What only SQLite can do: connections and pragmas, the file's header, triggers, and its errors in words."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from corpus.errors import ProjectError
from corpus.messages import N_, _, in_interface_language
from corpus.store import cipher
from corpus.store.cipher import Key, PassphraseError, PassphraseNeededError

APPLICATION_ID = 0x7475736A  # "tusj"
FILE_VERSION = 2
INDEX_WORDS = "words, forms, content='', contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\""
"""The columns and rules of the full-text index."""
_MAGIC = b"SQLite format 3\0"
_CACHE = 32_000  # kilobytes of pages a connection keeps, so that those of a large study are decrypted once


def check_header(path: Path, key: Key | None = None) -> int:
    """A project's file version, from its first hundred bytes; refuses what is no project, or a newer one.

    An encrypted file is asked with its key: PassphraseNeededError without one, PassphraseError for a wrong one.
    """
    if os.path.isdir(path):  # unlike Path.is_dir, never raises
        raise ProjectError(_("{path} is a folder, not a study.").format(path=path))
    if os.path.exists(path) and not os.path.isfile(path):  # a pipe or a device may never end
        raise ProjectError(_("{path} cannot be read.").format(path=path))
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise ProjectError(_("There is no study at {path}.").format(path=path)) from None
    except OSError:
        raise ProjectError(_("{path} cannot be read.").format(path=path)) from None
    if cipher.is_encrypted(path):
        application, version = _ask_encrypted(path, key)
    else:
        application, version = _ask_plain(path, header)
    if application != APPLICATION_ID:
        raise ProjectError(_("{path} is a database, but not a tusj study.").format(path=path))
    if version < 1:
        raise ProjectError(_("{path} is not a tusj study, or it is damaged.").format(path=path))
    if version > FILE_VERSION:
        raise ProjectError(
            _("{path} was made by a newer tusj (file version {version}); update tusj to open it.").format(
                path=path, version=version
            )
        )
    return version


def _ask_plain(path: Path, header: bytes) -> tuple[int, int]:
    """Application id and file version of an unencrypted file."""
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise ProjectError(_("{path} is not a tusj study, or it is damaged.").format(path=path))
    return int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big")


def _ask_encrypted(path: Path, key: Key | None) -> tuple[int, int]:
    """Application id and file version of an encrypted file."""
    if key is None:
        raise PassphraseNeededError(_("{path} is encrypted; it needs its passphrase.").format(path=path))
    written = can_write_beside(path)
    connection = _raw(str(path) if written else _unwritable(path.resolve()), key, uri=not written)
    try:
        application, version = (
            int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("application_id", "user_version")
        )
    except sqlcipher3.dbapi2.DatabaseError as error:
        if "not a database" not in str(error).lower():  # as it is called with a wrong key
            with told(path):
                raise
        raise PassphraseError(_("Wrong passphrase, or a damaged file: {path}.").format(path=path)) from None
    finally:
        connection.close()
    return application, version


def _raw(address: str, key: Key | None, **options: Any) -> Any:
    """A connection of the driver's; the key is given before anything is read."""
    connection = sqlcipher3.dbapi2.connect(address, isolation_level=None, **options)
    # Before the key: else the library writes of a wrong one to standard error, which is the screen.
    connection.execute("PRAGMA cipher_log_level=NONE")
    if key is not None:
        connection.execute(f"PRAGMA key={key.pragma}")
    return connection


def connect(path: Path, *, key: Key | None = None, immutable: bool = False) -> Engine:
    """An engine on one file, encrypted where a key is given; `immutable` where nothing can be written beside it.

    Connections made with the option `write` begin at once as the one writer.
    """
    address = _unwritable(path.resolve()) if immutable else str(path)

    def creator() -> Any:
        connection = _raw(address, key, check_same_thread=False, uri=immutable, timeout=5)
        for pragma in (
            "foreign_keys=ON",
            "recursive_triggers=ON",
            "secure_delete=ON",
            "synchronous=FULL",
            "busy_timeout=5000",
            "temp_store=MEMORY",
            f"cache_size=-{_CACHE}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine(
        "sqlite://", creator=creator, module=sqlcipher3.dbapi2, poolclass=QueuePool, max_overflow=20, pool_use_lifo=True
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def can_write_beside(path: Path) -> bool:
    """Whether a file can be written, and its log made beside it."""
    return os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)


def _unwritable(path: Path) -> str:
    """The address of a file where nothing can be written; what a program that was stopped left in its log counts."""
    with suppress(OSError):
        if os.path.getsize(f"{path}-wal"):
            return f"{path.as_uri()}?mode=ro"
    return f"{path.as_uri()}?immutable=1"


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the database says into one sentence about the study."""
    try:
        yield
    except UnicodeDecodeError as error:  # what the driver says of a damaged file may quote its bytes
        with in_interface_language():
            raise ProjectError(_("{path} is damaged; use an earlier copy of it.").format(path=path)) from error
    except (DBAPIError, sqlcipher3.dbapi2.DatabaseError) as error:
        said = str(getattr(error, "orig", error)).lower()
        if said.startswith(
            "could not decode"
        ):  # quotes the damaged text, which is not to be taken for words of its own
            message = N_("{path} is damaged; use an earlier copy of it.")
        elif "full" in said:
            message = N_("The disk is full: the last change to {path} was not stored, everything before it was.")
        elif "readonly" in said or "read-only" in said or "unable to open" in said:
            message = N_("{path} is on a read-only disk or in a folder that cannot be written to.")
        elif "locked" in said or "busy" in said:
            message = N_("{path} is in use by another program.")
        elif "disk i/o" in said:
            message = N_("The disk would not take the last change to {path}; everything before it is stored.")
        elif any(sign in said for sign in ("malformed", "not a database", "corrupt", "no such")):
            message = N_("{path} is damaged; use an earlier copy of it.")
        else:
            raise
        with in_interface_language():
            raise ProjectError(_(message).format(path=path)) from error


def is_damaged(path: Path, *, immutable: bool = False) -> bool:
    """Whether SQLite's own check of a file finds anything wrong, or a row points to one that is not there."""
    engine = connect(path, immutable=immutable)
    try:
        with engine.connect() as connection:
            raw: Any = connection.connection
            found = [str(row[0]) for row in raw.execute("PRAGMA quick_check(1)").fetchall()]
            return found != ["ok"] or raw.execute("PRAGMA foreign_key_check").fetchone() is not None
    except (DBAPIError, sqlcipher3.dbapi2.DatabaseError, UnicodeDecodeError) as error:
        said = str(getattr(error, "orig", error)).lower()
        return not any(sign in said for sign in ("locked", "busy", "unable to open"))
    finally:
        engine.dispose()


def read_version(engine: Engine) -> int:
    """A study's file version as it stands, what is still in its log included."""
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def prepare(connection: Connection) -> None:
    """Mark a new file as a project of this version."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={FILE_VERSION}")


def add_search_index(connection: Connection) -> None:
    """Make the full-text index: a row a turn, by the turn's key; `words` as they stand, `forms` as in a dictionary.

    What stands between the turns of an interview has one row, by the interview's key with a minus. The index holds no
    text to be read back, and a word deleted from it is gone.
    """
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE search_index USING fts5({INDEX_WORDS})")
    connection.exec_driver_sql("INSERT INTO search_index(search_index, rank) VALUES ('secure-delete', 1)")


def checkpoint(engine: Engine) -> bool:
    """Bring the write-ahead log into the file and empty it; returns whether a reader was in the way."""
    with engine.connect() as connection:
        raw: Any = connection.connection
        return bool(raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])


def add_triggers(connection: Connection, tables: list[Table]) -> None:
    """Make the row triggers that journal every change of these tables under the current step."""
    for table in tables:
        old, new = (_row_as_json(table, prefix) for prefix in ("old", "new"))
        for op, before, after in (("INSERT", "NULL", new), ("UPDATE", old, new), ("DELETE", old, "NULL")):
            connection.exec_driver_sql(
                f"CREATE TRIGGER journal_{table.name}_{op.lower()} AFTER {op} ON {table.name} "
                "WHEN (SELECT recording FROM journal_state) BEGIN "
                "INSERT INTO journal(step_id, op, name, old, new) "
                f"SELECT step_id, '{op}', '{table.name}', {before}, {after} FROM journal_state; END"
            )


def _row_as_json(table: Table, prefix: str) -> str:
    pairs = ", ".join(f"'{column.name}', {prefix}.\"{column.name}\"" for column in table.columns)
    return f"json_object({pairs})"


def copy_into(path: Path, key: Key | None, fresh: Path, fresh_key: Key | None) -> None:
    """Copy a study whole into a new file with another key, or without one, and bring it to the disk."""
    connection = _raw(str(path), key, timeout=5)
    try:
        wanted = fresh_key.pragma if fresh_key else "''"
        connection.execute(f"ATTACH DATABASE ? AS fresh KEY {wanted}", (str(fresh),))
        # A copy that breaks off is thrown away: it needs no journal, and goes to the disk once, when it is whole.
        connection.execute("PRAGMA fresh.journal_mode=OFF")
        connection.execute("PRAGMA fresh.synchronous=OFF")
        connection.execute("BEGIN")
        connection.execute("SELECT sqlcipher_export('fresh')")
        connection.execute(f"PRAGMA fresh.application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA fresh.user_version={FILE_VERSION}")
        connection.execute("COMMIT")
        connection.execute("DETACH DATABASE fresh")
    finally:
        connection.close()
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())


def leave_log(path: Path, key: Key | None) -> None:
    """Bring the write-ahead log into the file and do without it, before another file takes the study's place.

    A log that stayed would be taken for the new file's. Fails where anybody has the study open, to read it too.
    """
    connection = _raw(str(path), key, timeout=5)
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    finally:
        connection.close()


def use_log(engine: Engine) -> None:
    """Write through a write-ahead log, so that others can read meanwhile; a file once copied may have left it."""
    with engine.connect() as connection:
        raw: Any = connection.connection
        raw.execute("PRAGMA journal_mode=WAL").fetchone()
