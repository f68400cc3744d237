"""A project: one study in one file, read by many, written through one gate."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast
from uuid import uuid4

from sqlalchemy import Connection, Engine, Table

from corpus.errors import InputError, ProjectError
from corpus.messages import _, in_language
from corpus.models import MODELS
from corpus.names import find_named, folded
from corpus.store import journal, sqlite
from corpus.store.cipher import Key, is_encrypted, key_of, new_key
from corpus.store.lock import lock_path, take_lock
from corpus.store.making import check_free, check_models, make_file

if TYPE_CHECKING:
    from filelock import FileLock

ERASURE_OWED, CLEANING_OWED = OWED = ("erasure", "replaced")
"""View states that say what an erasure or a replacing has still to do."""


@dataclass(frozen=True, slots=True)
class Step:
    """One undoable change: its number, UTC time (ISO 8601), coder, and what was done, told in the language in use."""

    number: int
    time: str
    coder: str
    message: str
    details: Mapping[str, Any]

    @property
    def what(self) -> str:
        """What was done, in the researcher's words."""
        return _(self.message).format_map(self.details)


class OtherCoderError(InputError):
    """Undo would take back what another coder did."""


class Project:
    """An open study. Made by `create` or `open`; closed by `close` or at the end of a `with` block.

    `coder` is the name under which steps are written; empty means the study's first coder.
    """

    def __init__(
        self, path: Path, engine: Engine, lock: "FileLock | None", coder: str = "", key: Key | None = None
    ) -> None:
        self.path = path
        self.key = key
        self.coder = " ".join(coder.split())
        self._engine = engine
        self._lock = lock
        self._gate = threading.RLock()
        self._open: Connection | None = None
        self._in_step_as = ("", "")
        self._writer = engine.connect().execution_options(write=True) if lock else None

    @classmethod
    def create(
        cls,
        path: Path,
        name: str,
        language: str,
        models: Sequence[Table] = MODELS,
        coder: str = "",
        passphrase: str = "",
    ) -> Self:
        """Make a new study; refuses a path that is taken. `language` (`nb` or `en`) is that of its exports.

        With a passphrase the file is encrypted.
        """
        check_models(models)
        check_free(path)
        lock = take_lock(path)
        key = new_key(passphrase) if passphrase else None
        try:
            with sqlite.told(path):
                make_file(path, name, language, models, key)
        except BaseException:
            lock.release()
            for leftover in (path, Path(f"{path}-wal"), Path(f"{path}-shm"), lock_path(path)):
                with suppress(OSError):
                    leftover.unlink(missing_ok=True)
            raise
        return cls(path, sqlite.connect(path, key=key), lock, coder, key)

    @classmethod
    def open(
        cls,
        path: Path,
        models: Sequence[Table] = MODELS,
        *,
        write: bool = True,
        coder: str = "",
        passphrase: str = "",
        key: Key | None = None,
    ) -> Self:
        """Open a study, to write or only to read; a second writer is refused.

        An encrypted one needs its passphrase, or its key: PassphraseNeededError, PassphraseError.
        """
        check_models(models)
        if key is None and passphrase and is_encrypted(path):
            key = key_of(path, passphrase)
        version = sqlite.check_header(path, key)
        key = key if is_encrypted(path) else None
        if version < sqlite.FILE_VERSION:
            _upgrade(path, version, models, key)
        lock = take_lock(path) if write else None
        try:
            engine = sqlite.connect(path, key=key, immutable=not write and not sqlite.can_write_beside(path))
            with sqlite.told(path):
                if write:
                    sqlite.use_log(engine)
                project = cls(path, engine, lock, coder, key)
                with project.read() as db:
                    db.exec_driver_sql("SELECT name, language FROM study").one()
            if write:
                _resume(project)
            return project
        except BaseException:
            if lock:
                lock.release()
            raise

    def close(self) -> None:
        """Close the study; all that was acknowledged is on the disk already."""
        if self._writer:
            self._writer.close()
            with suppress(ProjectError), sqlite.told(self.path):
                sqlite.checkpoint(self._engine)
            self._writer = None
        self._engine.dispose()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The study's name."""
        return self._about("name")

    @property
    def language(self) -> str:
        """The language its exports are written in: `nb` or `en`."""
        return self._about("language")

    def _about(self, column: str) -> str:
        with self.read() as db:
            return str(db.exec_driver_sql(f"SELECT {column} FROM study").scalar_one())

    @property
    def encrypted(self) -> bool:
        """Whether the file is encrypted."""
        return self.key is not None

    @property
    def writable(self) -> bool:
        """Whether this program may change the study."""
        return self._writer is not None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the study; within a step of this thread, the step's own."""
        if self._open is not None and self._gate_is_mine():
            yield self._open
            return
        with sqlite.told(self.path), self._engine.connect() as db, db.begin():
            yield db

    @contextmanager
    def step(self, what: str, details: Mapping[str, Any] | None = None) -> Iterator[Connection]:
        """The one gate for changes: a transaction under a named step; nothing changed leaves no step.

        `what` is a message id (marked with `N_`) formatted with `details`. Steps within a step join it.
        """
        with self._transaction() as (db, joined):
            if joined:
                yield db
                return
            name = self.coder_name(db)
            self._in_step_as = (self.coder, name)
            number = journal.begin_step(db, what, dict(details or {}), name, now(), uuid4().hex)
            yield db
            if journal.is_empty(db, number):
                raise _NothingChanged

    @contextmanager
    def unrecorded(self) -> Iterator[Connection]:
        """A transaction that is no step: where the screen stood, computed sentences, the making of a sample."""
        with self._transaction() as (db, joined):
            if not joined:
                journal.set_recording(db, False)
            yield db
            if not joined:
                journal.set_recording(db, True)

    @contextmanager
    def _transaction(self) -> Iterator[tuple[Connection, bool]]:
        if self._writer is None:
            raise ProjectError(_("{path} is open for reading only.").format(path=self.path))
        with self._gate:
            if self._open is not None:
                yield self._open, True
                return
            with suppress(_NothingChanged), sqlite.told(self.path), self._writer.begin():
                self._open = self._writer
                try:
                    yield self._writer, False
                finally:
                    self._open, self._in_step_as = None, ("", "")

    def _gate_is_mine(self) -> bool:
        return cast(bool, self._gate._is_owned())  # type: ignore[attr-defined]

    @property
    def unnamed_coder(self) -> str:
        """The name of who makes changes while nobody is named: in the study's language, so that it stays one person."""
        with in_language(self.language):
            return _("coder 1")

    def coder_name(self, db: Connection) -> str:
        """Who steps are written under: the one asked for, else the study's first coder, else the one to be made.

        Whoever has coded keeps the spelling of the first time. Within a step it is looked up once.
        """
        asked, known_as = self._in_step_as
        if known_as and asked == self.coder and db is self._open:
            return known_as
        if self.coder:
            known = db.exec_driver_sql("SELECT name FROM coder").scalars()
            return find_named(known, self.coder, str) or self.coder
        first = db.exec_driver_sql("SELECT name FROM coder ORDER BY id LIMIT 1").scalar_one_or_none()
        return str(first) if first is not None else self.unnamed_coder

    def undo(self, *, other_coders: bool = False) -> Step | None:
        """Take back the last step that stands; None where there is none, or an erasure came after it.

        Raises OtherCoderError for another coder's step unless `other_coders` allows it.
        """
        with self._transaction() as (db, _joined):
            last = db.exec_driver_sql("SELECT step_id FROM journal_state").scalar_one()
            step = self._step(db, "s.id > (SELECT floor FROM journal_state) AND s.id = ?", last)
            if step is None:
                return None
            if not other_coders and folded(step.coder) != folded(self.coder_name(db)):
                raise OtherCoderError(
                    _("The last change was made by {coder}; it is not yours to undo unasked.").format(coder=step.coder)
                )
            journal.replay(db, step.number, forward=False)
            earlier = db.exec_driver_sql("SELECT max(id) FROM step WHERE id < ?", (last,)).scalar_one()
            db.exec_driver_sql("UPDATE journal_state SET step_id = ?", (earlier or 0,))
            return step

    def redo(self) -> Step | None:
        """Do again the step last undone; None where there is none."""
        with self._transaction() as (db, _joined):
            last = db.exec_driver_sql("SELECT step_id FROM journal_state").scalar_one()
            step = self._step(db, "s.id > ?", last)
            if step is None:
                return None
            journal.replay(db, step.number, forward=True)
            db.exec_driver_sql("UPDATE journal_state SET step_id = ?", (step.number,))
            return step

    def steps(self) -> list[Step]:
        """The journal: every step that stands, the first first."""
        with self.read() as db:
            rows = db.exec_driver_sql(
                "SELECT id, time, coder, what, details FROM step "
                "WHERE id <= (SELECT step_id FROM journal_state) ORDER BY id"
            ).fetchall()
        return [_as_step(row) for row in rows]

    def _step(self, db: Connection, where: str, number: int) -> Step | None:
        row = db.exec_driver_sql(
            f"SELECT s.id, s.time, s.coder, s.what, s.details FROM step s WHERE {where} ORDER BY s.id LIMIT 1",
            (number,),
        ).first()
        return _as_step(row) if row else None

    def copy_into(self, fresh: Path) -> None:
        """Write the study as it stands into a new file, encrypted as it is, without a trace of what was deleted."""
        try:
            with self._engine.connect() as db:
                db.connection.cursor().execute("VACUUM INTO ?", (str(fresh),))
        except UnicodeEncodeError:  # a path that is no text, which the database cannot be told
            raise ProjectError(
                _("The name of the folder or the file of {path} is no text.").format(path=self.path)
            ) from None

    def note_file(self, path: str, time: str, what: str, people: str) -> None:
        """Note a file written from the study, on a connection of its own: also where it is open only to be read."""
        with (
            sqlite.told(self.path),
            self._engine.connect().execution_options(write=True) as db,
            db.begin(),
        ):
            db.exec_driver_sql("DELETE FROM written_file WHERE path = ?", (path,))
            db.exec_driver_sql(
                "INSERT INTO written_file(path, time, what, people) VALUES (?, ?, ?, ?)", (path, time, what, people)
            )

    def compact(self) -> None:
        """Write the file anew, with nothing of what was deleted, and empty its log; ProjectError where it is in use."""
        with self._gate, sqlite.told(self.path):
            if self._writer is None:
                raise ProjectError(_("{path} is open for reading only.").format(path=self.path))
            raw: Any = self._writer.connection
            raw.cursor().execute("VACUUM")
        self.empty_log()

    def empty_log(self) -> None:
        """Bring the write-ahead log into the file and empty it; ProjectError where somebody is reading."""
        with self._gate, sqlite.told(self.path):
            busy = sqlite.checkpoint(self._engine)
        if busy:
            raise ProjectError(
                _("{path} is in use by another program; the rest is done when it is opened next.").format(
                    path=self.path
                )
            )

    def view_state(self, key: str) -> str:
        """Where the screen stood, by key; empty where nothing is kept."""
        with self.read() as db:
            found = db.exec_driver_sql("SELECT value FROM view_state WHERE key = ?", (key,)).scalar_one_or_none()
        return str(found or "")

    def view_states(self, prefix: str) -> dict[str, str]:
        """Where the screen stood, for every key that begins so, by the rest of the key."""
        with self.read() as db:
            rows = db.exec_driver_sql(
                "SELECT substr(key, ?), value FROM view_state WHERE substr(key, 1, ?) = ?",
                (len(prefix) + 1, len(prefix), prefix),
            )
            return {str(key): str(value) for key, value in rows}

    def keep_view_state(self, values: Mapping[str, str]) -> None:
        """Keep where the screen stands; not a step."""
        if self.writable and values:
            with self.unrecorded() as db:
                db.exec_driver_sql("INSERT OR REPLACE INTO view_state(key, value) VALUES (?, ?)", list(values.items()))


class _NothingChanged(Exception):
    """Rolls back a step that touched nothing."""


def now() -> str:
    """The time now: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _as_step(row: Any) -> Step:
    return Step(row.id, row.time, row.coder, row.what, json.loads(row.details))


def _upgrade(path: Path, version: int, models: Sequence[Table], key: Key | None) -> None:
    """Bring an earlier study up to this program's file version, keeping a copy beside it."""
    from corpus.store.upgrade import upgrade

    lock = take_lock(path)
    engine = sqlite.connect(path, key=key)
    try:
        with sqlite.told(path):
            # A program stopped right after an upgrade left it in the log, where the file's header does not show it.
            if sqlite.read_version(engine) < sqlite.FILE_VERSION:
                upgrade(path, engine, version, models)
            sqlite.checkpoint(engine)
    finally:
        engine.dispose()
        lock.release()


def _resume(project: Project) -> None:
    """Do what a program that was stopped in the middle still owes; what cannot be done now is owed on."""
    from corpus.store.snapshots import leftovers

    if leftovers(project.path) or any(map(project.view_state, OWED)):
        from corpus.store.erase import resume

        resume(project)
