"""The manifest: every file ever written from a study, and who is in it."""

import json
import os
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import TusjError
from corpus.store.project import Project, now
from corpus.store.snapshots import leftovers, list_snapshots


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file once written: when (ISO 8601, UTC), what it is, whose words are in it (empty: anybody's), still there."""

    path: Path
    time: str
    what: str
    people: tuple[str, ...]

    @property
    def there(self) -> bool:
        """Whether it still is where it was written."""
        return os.path.isfile(self.path)


def remember_file(project: Project, path: Path, what: str, people: Collection[str] = ()) -> None:
    """Note that a file was written; a file written again is noted anew. A study that cannot be written to forgets."""
    name = os.fsencode(path.resolve()).decode("utf-8", "backslashreplace")  # a name that is no text is told, not found
    with suppress(TusjError, OSError):
        project.note_file(name, now(), what, json.dumps(list(people), ensure_ascii=False))


def list_files(project: Project) -> list[WrittenFile]:
    """Every file written from the study, the first first."""
    with project.read() as db:
        rows = db.exec_driver_sql("SELECT path, time, what, people FROM written_file ORDER BY id").fetchall()
    return [WrittenFile(Path(path), time, what, tuple(json.loads(people or "[]"))) for path, time, what, people in rows]


def copies_of(project: Project) -> list[Path]:
    """Whole copies of the study kept beside it: its snapshots, and what an interrupted one left."""
    return [*(snapshot.path for snapshot in list_snapshots(project.path)), *leftovers(project.path)]
