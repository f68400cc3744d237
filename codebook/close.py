"""The end of a project: the key list deleted, backgrounds grouped, everything erased or the rest kept; a receipt."""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, select, update

from corpus.age_format import is_sealed
from corpus.errors import InputError, NotFoundError, ProjectError
from corpus.messages import N_, _, in_language, ngettext
from corpus.models import ATTRIBUTE, ATTRIBUTE_VALUE
from corpus.participants import list_attributes
from corpus.store import Project, now
from corpus.store.erase import Erasure, delete_files, erase, text_columns
from corpus.store.manifest import copies_of, list_files
from corpus.store.traces import Traces, traces_of

CLOSED = N_("closed the project")


@dataclass(frozen=True, slots=True)
class Ending:
    """What an end did: files deleted and left, and the receipt."""

    deleted: tuple[Path, ...]
    left: tuple[Path, ...]
    receipt: str


def check_key_list(project: Project, path: Path) -> None:
    """NotFoundError where the key list is not there, InputError where it is the study itself or anything else."""
    if not path.is_file():
        raise NotFoundError(_("There is no file {name}.").format(name=path))
    with path.open("rb") as file:
        head = file.read(40)
    if path.resolve() == project.path.resolve() or not (is_sealed(head) or path.suffix == ".age"):
        raise InputError(_("{path} is no key list: a key list is an age file.").format(path=path))


def delete_key_list(project: Project, path: Path) -> None:
    """Overwrite and delete the key list; see `check_key_list`."""
    check_key_list(project, path)
    if delete_files([path])[1]:
        raise ProjectError(_("{path} could not be deleted; delete it by hand.").format(path=path))


def group_of(value: str, kind: str) -> str:
    """The group a background's value falls into: numbers by tens, dates by year; others stay as they are."""
    if kind == "number":
        with suppress(ValueError):
            low = int(float(value)) // 10 * 10
            return f"{low}–{low + 9}"
    if kind == "date":
        return value[:4]
    return value


def keep_deidentified(project: Project, group: Sequence[str], drop: Sequence[str]) -> Erasure:
    """Group some backgrounds and drop others for good, with the journal's words and every copy made before."""
    attributes = {attribute.name.casefold(): attribute for attribute in list_attributes(project)}
    for name in (*group, *drop):
        if name.casefold() not in attributes:
            raise NotFoundError(_("The study has no attribute {name}.").format(name=name))
        if name in group and attributes[name.casefold()].kind == "text":
            raise InputError(_("{name} is words, which cannot be grouped: keep it or drop it.").format(name=name))
    groups, drops = ([attributes[name.casefold()] for name in names] for names in (group, drop))

    def change(db: Connection) -> tuple[list[str], dict[str, set[int]]]:
        touched: dict[str, set[int]] = {"attribute": set(), "attribute_value": set()}
        for attribute in groups:
            values = select(ATTRIBUTE_VALUE.c.id, ATTRIBUTE_VALUE.c.value)
            for key, value in db.execute(values.where(ATTRIBUTE_VALUE.c.attribute_id == attribute.id)).all():
                grouped = group_of(value, attribute.kind)
                db.execute(update(ATTRIBUTE_VALUE).where(ATTRIBUTE_VALUE.c.id == key).values(value=grouped))
                touched["attribute_value"].add(key)
            db.execute(update(ATTRIBUTE).where(ATTRIBUTE.c.id == attribute.id).values(kind="text"))
            touched["attribute"].add(attribute.id)
        for attribute in drops:
            db.execute(delete(ATTRIBUTE).where(ATTRIBUTE.c.id == attribute.id))
        with in_language(project.language):
            lines = [_("The project was closed; what is de-identified was kept.")]
            lines += [_("Grouped: {names}").format(names=", ".join(a.name for a in groups))] if groups else []
            lines += [_("Dropped: {names}").format(names=", ".join(a.name for a in drops))] if drops else []
        return lines, touched

    return erase(project, change, CLOSED, traces=_past(project, {attribute.id for attribute in (*groups, *drops)}))


def _past(project: Project, attributes: Collection[int]) -> Traces:
    """What the journal and these backgrounds hold in words, three or four in a row, and nothing that stays does."""
    with project.read() as db:
        rows = db.exec_driver_sql("SELECT old, new FROM journal UNION ALL SELECT details, NULL FROM step").fetchall()
        past = [text for row in rows for state in row if state for text in _strings(json.loads(state))]
        standing: list[str] = []
        for table, column in text_columns():
            if table not in ("journal", "attribute_value") and (table, column) != ("step", "details"):
                standing += db.exec_driver_sql(f'SELECT "{column}" FROM "{table}" WHERE "{column}" <> \'\'').scalars()
        for attribute, value in db.execute(select(ATTRIBUTE_VALUE.c.attribute_id, ATTRIBUTE_VALUE.c.value)).all():
            (past if attribute in attributes else standing).append(value)
    return traces_of(past, standing, "")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def everything_of(project: Project) -> list[Path]:
    """Every file there is of a study: what was written from it, its copies, itself."""
    written = [file.path for file in list_files(project) if file.there]
    path = project.path.resolve()
    own = [*copies_of(project), path, Path(f"{path}-wal"), Path(f"{path}-shm")]
    return [file for file in dict.fromkeys((*written, *own)) if file.exists()]


def erase_everything(project: Project) -> Ending:
    """Close and delete a study with everything written from it; the receipt is all that is left."""
    files = everything_of(project)
    path, language = project.path.resolve(), project.language
    missing = sum(not file.there for file in list_files(project))
    project.close()
    deleted, left = delete_files(files)
    folder = path.with_name(f"{path.stem}.tusj-snapshots")
    with suppress(OSError):
        folder.rmdir()
    with suppress(OSError):
        path.with_name(f".{path.name}.lock").unlink(missing_ok=True)
    count = sum(not file.name.endswith(("-wal", "-shm")) for file in deleted)
    with in_language(language):
        lines = [
            _("{time}: the project was closed and everything erased.").format(time=now()),
            ngettext("{n} file was deleted.", "{n} files were deleted.", count).format(n=count),
        ]
        if left:
            words = ngettext(
                "{n} file could not be deleted and must be deleted by hand.",
                "{n} files could not be deleted and must be deleted by hand.",
                len(left),
            )
            lines.append(words.format(n=len(left)))
        if missing:
            words = ngettext(
                "{n} file once written was not where it had been: it may lie elsewhere.",
                "{n} files once written were not where they had been: they may lie elsewhere.",
                missing,
            )
            lines.append(words.format(n=missing))
        lines.append(
            _(
                "Not within reach: blocks an SSD has set aside, the system's own backups, a cloud's history, "
                "files sent on."
            )
        )
    return Ending(deleted, left, "\n".join(lines))
