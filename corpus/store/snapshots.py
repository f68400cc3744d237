"""Snapshots: each day's last state of a study, kept beside it, encrypted as it is; and bringing one back."""

import os
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Table

from corpus.errors import NotFoundError, ProjectError, TusjError
from corpus.messages import _
from corpus.store import sqlite
from corpus.store.cipher import Key, PassphraseError, is_encrypted
from corpus.store.lock import take_lock
from corpus.store.project import Project, now

KEPT = 14
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NAME = re.compile(r"(\d{4}-\d\d-\d\d|before-[a-z0-9-]+)\.tusj")
_LAST = "snapshot"
_SYNCHRONISED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "min disk": "Google Drive",
    "icloud drive": "iCloud",
    "icloud": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
    "box box": "Box",
    "jottacloud": "Jottacloud",
    "pcloud drive": "pCloud",
    "seafile": "Seafile",
    "syncthing": "Syncthing",
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot: its file, its name (a day, or what it was made before), its size in bytes."""

    path: Path
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in the study and in a snapshot: counts by kind (study, snapshot), and changes made since."""

    counts: tuple[tuple[str, int, int], ...]
    steps: int


def snapshot_folder(study: Path) -> Path:
    """Where a study's snapshots are kept."""
    return study.with_name(f"{study.stem}.tusj-snapshots")


def list_snapshots(study: Path) -> list[Snapshot]:
    """The snapshots of a study, the newest day first, then those made before something. Other files are passed over."""
    folder = snapshot_folder(study)
    with suppress(OSError):
        found = [path for path in folder.iterdir() if _NAME.fullmatch(path.name) and path.is_file()]
        days = sorted((path for path in found if _DAY.fullmatch(path.stem)), reverse=True)
        others = sorted(path for path in found if path not in days)
        return [Snapshot(path, path.stem, path.stat().st_size) for path in (*days, *others)]
    return []


def get_snapshot(study: Path, name: str) -> Snapshot:
    """One snapshot by its name; NotFoundError where there is none of it."""
    snapshots = list_snapshots(study)
    found = next((snapshot for snapshot in snapshots if snapshot.name == name), None)
    if found is None:
        there = ", ".join(snapshot.name for snapshot in snapshots) or _("none yet")
        raise NotFoundError(_("There is no snapshot {name} (there are: {there}).").format(name=name, there=there))
    return found


def keep_snapshot(project: Project) -> Path | None:
    """Take today's snapshot in place of an earlier one of today, where something has changed since the last.

    Of days only the newest 14 are kept. None where nothing had changed.
    """
    with project.read() as db:
        standing = db.exec_driver_sql("SELECT guid FROM step WHERE id = (SELECT step_id FROM journal_state)").scalar()
    if standing is None or standing == project.view_state(_LAST):
        return None
    path = take_snapshot(project, now()[:10])
    project.keep_view_state({_LAST: str(standing)})
    # The clock may stand wrong: what was just taken is the newest, whatever day it is called after.
    days = [s for s in list_snapshots(project.path) if _DAY.fullmatch(s.name) and s.path.name != path.name]
    for old in days[KEPT - 1 :]:
        with suppress(OSError):
            old.path.unlink()
    return path


def leftovers(study: Path) -> list[Path]:
    """Whole or half copies of a study that a program left behind when it was stopped while making them."""
    home = study.resolve()
    beside = [home.with_name(f".{home.name}.{ending}") for ending in ("new", "restored")]
    found = [path for path in beside if path.exists()]
    with suppress(OSError):
        found += [path for path in snapshot_folder(study).iterdir() if path.match(".*.new")]
    return found


def take_snapshot(project: Project, name: str) -> Path:
    """Write a snapshot under a name, in place of one that has it; ProjectError where there is no room."""
    folder = snapshot_folder(project.path)
    try:
        folder.mkdir(exist_ok=True)
        size = project.path.stat().st_size
        if shutil.disk_usage(folder).free < size * 1.2:
            raise ProjectError(_("There is no room on the disk for a snapshot of {path}.").format(path=project.path))
        fresh = folder / f".{name}.new"
        try:
            fresh.unlink(missing_ok=True)
            with sqlite.told(project.path):
                project.copy_into(fresh)
            target = folder / f"{name}.tusj"
            os.replace(fresh, target)
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
    except OSError as error:
        raise ProjectError(
            _("{file} could not be written: {reason}.").format(file=folder, reason=error.strerror)
        ) from None
    return target


def compare(project: Project, snapshot: Snapshot, models: Sequence[Table]) -> Difference:
    """What differs between a study and a snapshot of it; PassphraseError where the snapshot has an older passphrase."""
    with Project.open(snapshot.path, models, write=False, key=_key_for(snapshot.path, project.key)) as then:
        if _guid(then) != _guid(project):  # one of the same name lay here before
            raise ProjectError(_("{path} is a snapshot of another study.").format(path=snapshot.path))
        kinds = (
            (_("interviews"), "transcript"),
            (_("categories"), "code"),
            (_("passages"), "coding"),
            (_("notes"), "memo"),
            (_("participants"), "participant"),
        )
        counts = tuple((words, _count(project, table), _count(then, table)) for words, table in kinds)
        return Difference(counts, max(0, len(project.steps()) - len(then.steps())))


def _guid(project: Project) -> str:
    with project.read() as db:
        return str(db.exec_driver_sql("SELECT guid FROM study").scalar_one())


def _count(project: Project, table: str) -> int:
    with project.read() as db:
        return int(db.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def _key_for(path: Path, key: Key | None) -> Key | None:
    """The study's key, for a file that has a salt of its own only if it is the same."""
    if key is None:
        return None
    with path.open("rb") as file:
        if file.read(16).hex() != key.salt:
            raise PassphraseError(
                _("{path} was made under another passphrase; open it by itself with that one.").format(path=path)
            )
    return key


def restore_snapshot(study: Path, key: Key | None, snapshot: Snapshot, models: Sequence[Table]) -> Path:
    """Put a snapshot in the study's place; returns the snapshot made of what stood there before.

    The files written since the snapshot stay known: a withdrawal must find them.
    """
    with Project.open(study, models, key=key) as project:
        before = take_snapshot(
            project, _free_name(study, f"before-restore-{now()[:10]}-{now()[11:19].replace(':', '')}")
        )
        written = _written(project)
    lock = take_lock(study)
    target = study.resolve()
    fresh = target.with_name(f".{target.name}.restored")
    try:
        shutil.copyfile(snapshot.path, fresh)
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        sqlite.check_header(fresh, _key_for(fresh, key))
        with sqlite.told(study):
            sqlite.leave_log(target, key)
        os.replace(fresh, target)
    except OSError as error:
        told = _("{file} could not be written: {reason}.")
        raise ProjectError(told.format(file=study, reason=error.strerror)) from None
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        lock.release()
    with suppress(TusjError, OSError), Project.open(study, models, key=key) as project:  # it is back all the same
        known = _written(project)
        for row in written:
            if row not in known:
                project.note_file(*row)
    return before


def _written(project: Project) -> list[tuple[str, str, str, str]]:
    with project.read() as db:
        rows = db.exec_driver_sql("SELECT path, time, what, people FROM written_file ORDER BY id").fetchall()
    return [(str(path), str(time), str(what), str(people)) for path, time, what, people in rows]


def _free_name(study: Path, name: str) -> str:
    """A name no snapshot has yet: the clock may show one time twice."""
    taken = {snapshot.name for snapshot in list_snapshots(study)}
    return next(free for free in (name, *(f"{name}-{n}" for n in range(2, 1000))) if free not in taken)


def synchronised_by(study: Path) -> str:
    """The service whose folder a study lies in, which copies its file while it is being written; empty for none."""
    for part in study.resolve().parts[:-1]:
        words = re.split(r"[ _-]", part.casefold())
        for sign, name in _SYNCHRONISED.items():
            if words[: len(sign.split())] == sign.split():
                return name
    return ""


def say_synchronised(study: Path) -> str:
    """What to know of a study in a folder that a service copies, as a sentence or two; empty where none does."""
    service = synchronised_by(study)
    if not service:
        return ""
    told = _(
        "The study lies in a folder that {service} copies, even while it is being written: keep it elsewhere; "
        "snapshots may lie there."
    ).format(service=service)
    if is_encrypted(study):
        return told
    return told + " " + _("It is not encrypted: whoever reads the copies reads the interviews.")
