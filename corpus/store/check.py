"""Checking a study: its file, its references, every passage against its words, the journal against the tables."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Table

from corpus.messages import N_, _, ngettext
from corpus.models import METADATA, anchored_tables
from corpus.store import sqlite
from corpus.store.anchors import digest, get_text, sha256
from corpus.store.check_turns import find_broken_turns
from corpus.store.project import Project
from corpus.store.things import first_thing, thing

_COMPARE = N_("Undo may not bring it back as it was; compare with a snapshot.")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: which check found it, what it is in one line, what to do, and what was done."""

    check: str
    what: str
    remedy: str
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding and what mends it; `inner` where that touches nothing of the researcher's."""

    finding: Finding
    repair: Callable[[Connection], None] | None = None
    inner: bool = False


def check_project(project: Project, *, repair: bool = False) -> list[Finding]:
    """Everything that is wrong with a study; with `repair`, what can be mended is, in one change."""
    with project.read() as db:
        found = [each for check in _CHECKS for each in check(project, db)]
    if not repair or not any(each.repair for each in found):
        return [each.finding for each in found]
    with project.unrecorded() as db:
        _mend(db, [each for each in found if each.inner])
    with project.step(N_("repaired the study")) as db:
        _mend(db, [each for each in found if not each.inner])
    return [replace(each.finding, repaired=each.repair is not None) for each in found]


def _mend(db: Connection, found: Sequence[_Found]) -> None:
    for each in found:
        if each.repair:
            each.repair(db)


def _file(project: Project, db: Connection) -> Iterator[_Found]:
    pragma = "cipher_integrity_check" if project.encrypted else "integrity_check"
    said = [str(row[0]) for row in db.exec_driver_sql(f"PRAGMA {pragma}").fetchall()]
    if said not in ([], ["ok"]):
        yield _Found(
            Finding(
                "file",
                ngettext("The file is damaged in {n} place.", "The file is damaged in {n} places.", len(said)).format(
                    n=len(said)
                ),
                _("Bring a snapshot back: tusj restore."),
            )
        )


def _references(_project: Project, db: Connection) -> Iterator[_Found]:
    for table, row, parent, number in db.exec_driver_sql("PRAGMA foreign_key_check").fetchall():

        def mend(db: Connection, table: str = table, row: int = row, number: int = number) -> None:
            keys = db.exec_driver_sql(f"PRAGMA foreign_key_list({table})").fetchall()
            column = next(key[3] for key in keys if key[0] == number)
            free = not METADATA.tables[table].c[column].nullable
            what = f"DELETE FROM {table}" if free else f'UPDATE {table} SET "{column}" = NULL'
            db.exec_driver_sql(f"{what} WHERE rowid = ?", (row,))

        yield _Found(
            Finding(
                "references",
                _("{thing} (number {row}) belongs to something that is not there: {parent}.").format(
                    thing=first_thing(table), row=row, parent=thing(parent)
                ),
                _("--repair takes it out."),
            ),
            mend,
        )


def _texts(_project: Project, db: Connection) -> Iterator[_Found]:
    for key, name, kept in db.exec_driver_sql(
        "SELECT t.id, t.name, x.sha256 FROM transcript t LEFT JOIN transcript_text x ON x.transcript_id = t.id"
    ).fetchall():
        if kept is None or sha256(get_text(db, key)) != kept:
            yield _Found(
                Finding(
                    "texts",
                    _("The text of {transcript} is not the one that was stored.").format(transcript=name),
                    _("Bring a snapshot back: tusj restore."),
                )
            )


def _places(_project: Project, db: Connection) -> Iterator[_Found]:
    """Every range within its text, and on the words it was made on."""
    texts = _by_key(db, "SELECT transcript_id, text FROM transcript_text")
    names = _by_key(db, "SELECT id, name FROM transcript")
    for table, _anchor in anchored_tables():
        known = '"digest"' if "digest" in table.columns else "''"
        rows = db.exec_driver_sql(
            f'SELECT id, transcript_id, "start", "end", {known} FROM {table.name} WHERE "start" IS NOT NULL'
        )
        for key, transcript, start, end, made_on in rows.fetchall():
            text = texts.get(transcript, "")
            if not isinstance(start, int) or not isinstance(end, int):
                start = end = -1
            if 0 <= start <= end <= len(text) and (not made_on or digest(text[start:end]) == made_on):
                continue
            moved = _elsewhere(text, end - start, made_on)
            lost, found = _("Look at the place and set it anew."), _("--repair puts it back on them.")
            yield _Found(
                Finding(
                    "places",
                    _("{thing} (number {key}) in {transcript} does not stand on the words it was made on.").format(
                        thing=first_thing(table.name), key=key, transcript=names.get(transcript, "?")
                    ),
                    lost if moved is None else found,
                ),
                _mover(table, key, moved, end - start) if moved is not None else None,
            )


def _by_key(db: Connection, query: str) -> dict[int, str]:
    return {int(key): str(value) for key, value in db.exec_driver_sql(query)}


def _elsewhere(text: str, length: int, made_on: str) -> int | None:
    """The one place where words of this length have that digest; None where there is none, or several."""
    if not made_on or length <= 0:
        return None
    found = [at for at in range(len(text) - length + 1) if digest(text[at : at + length]) == made_on]
    return found[0] if len(found) == 1 else None


def _mover(table: Table, key: int, start: int, length: int) -> Callable[[Connection], None]:
    def move(db: Connection) -> None:
        db.exec_driver_sql(f'UPDATE {table.name} SET "start" = ?, "end" = ? WHERE id = ?', (start, start + length, key))

    return move


def _turns(_project: Project, db: Connection) -> Iterator[_Found]:
    """Turns in order, their words counted, every speaker of an interview one person throughout."""
    for name in find_broken_turns(db):
        yield _Found(
            Finding(
                "turns",
                _("The turns of {transcript} are not as they were stored.").format(transcript=name),
                _("Bring a snapshot back: tusj restore."),
            )
        )


def _index(project: Project, db: Connection) -> Iterator[_Found]:
    """No word in the search index of a turn that is not there, or that it does not have."""
    from corpus.search.compare import count_wrong

    strays = db.exec_driver_sql(
        "SELECT count(*) FROM search_index_docsize "
        "WHERE id NOT IN (SELECT id FROM turn UNION ALL SELECT -id FROM transcript)"
    ).scalar_one()
    stale = db.exec_driver_sql(
        "SELECT count(*) FROM search_state s WHERE NOT EXISTS (SELECT 1 FROM transcript t WHERE t.id = s.transcript_id)"
    ).scalar_one()
    if strays or stale:
        yield _found_in_index(
            _("The search index holds {n} turns that are not in the study.").format(n=strays or stale)
        )
    elif wrong := count_wrong(project, db):
        yield _found_in_index(_("The search index holds {n} turns with other words than theirs.").format(n=wrong))


def _found_in_index(what: str) -> _Found:
    def rebuild(db: Connection) -> None:
        db.exec_driver_sql("DROP TABLE search_index")
        sqlite.add_search_index(db)
        db.exec_driver_sql("DELETE FROM search_state")

    return _Found(
        Finding("index", what, _("--repair empties it; the next search builds it anew.")), rebuild, inner=True
    )


def _triggers(_project: Project, db: Connection) -> Iterator[_Found]:
    """Every table whose changes are journalled has its triggers."""
    there = {name for (name,) in db.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
    for table in METADATA.tables.values():
        wanted = {f"journal_{table.name}_{op}" for op in ("insert", "update", "delete")}
        if table.info["journal"] and not wanted <= there:

            def make(db: Connection, table: Table = table, wanted: set[str] = wanted) -> None:
                for name in wanted & there:
                    db.exec_driver_sql(f"DROP TRIGGER {name}")
                sqlite.add_triggers(db, [table])

            yield _Found(
                Finding(
                    "journal",
                    _("Changes of a kind are not recorded: {thing}.").format(thing=thing(table.name)),
                    _("--repair records them from now on."),
                ),
                make,
                inner=True,
            )


def _journal(_project: Project, db: Connection) -> Iterator[_Found]:
    """What the journal says of each row last is what stands there; places apart, which corrections move."""
    last: dict[tuple[str, int], dict[str, Any] | None] = {}
    for entry, name, old, new in db.exec_driver_sql(
        "SELECT id, name, old, new FROM journal WHERE op IN ('INSERT', 'UPDATE', 'DELETE') "
        "AND step_id <= (SELECT step_id FROM journal_state) ORDER BY id"
    ):
        try:
            before, after = (json.loads(row) if row else None for row in (old, new))
            last[name, int((after or before or {})["id"])] = after
        except (ValueError, TypeError, KeyError):
            yield _Found(
                Finding("journal", _("Entry {n} of the list of changes is unreadable.").format(n=entry), _(_COMPARE))
            )
    moving = {table.name: _moving(table) for table, _anchor in anchored_tables()}
    for (name, key), wanted in last.items():
        if name not in METADATA.tables:
            continue
        row = db.exec_driver_sql(f"SELECT * FROM {name} WHERE id = ?", (key,)).mappings().first()
        if (row is None) != (wanted is None) or (
            row is not None
            and wanted is not None
            and any(row[c] != v for c, v in wanted.items() if c not in moving.get(name, ()) and c in row)
        ):
            words = _("{thing} (number {row}) is not as the list of changes says.").format(
                thing=first_thing(name), row=key
            )
            yield _Found(Finding("journal", words, _(_COMPARE)))


def _moving(table: Table) -> set[str]:
    return {"digest", *(column for pair in table.info["anchor"].ranges for column in pair)}


_CHECKS = (_file, _references, _texts, _places, _turns, _index, _triggers, _journal)
