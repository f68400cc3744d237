"""The people interviewed: their labels, roles and attributes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from corpus.cells import TableRow, say_columns
from corpus.errors import InputError, NotFoundError
from corpus.messages import N_, _
from corpus.models import (
    ATTRIBUTE,
    ATTRIBUTE_VALUE,
    PARTICIPANT,
    ROLE,
    TRANSCRIPT,
    TRANSCRIPT_PARTICIPANT,
    TURN,
)
from corpus.names import find_named, folded
from corpus.store import Project
from corpus.store.rows import insert_row

_LONGEST_NUMBER = 10  # more digits are not a participant's number, nor may SQLite or int() take them
_NUMBER = re.compile(
    r"[-+−]?(?:0|[1-9][0-9]{0,14}|[1-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3}){1,4})(?:[.,][0-9]{1,15})?"
)
"""A number as people write it; one that begins with 0 is a code, and would lose it."""
KINDS = (N_("text"), N_("number"), N_("date"), N_("yes/no"))
_OF_PERSON = ("participant", "role", "transcript", "speaker")
_ALSO_CALLED = {"rolle": "role"}
NO_VALUE = ("–", "—")
"""What stands in tables where there is nothing."""
_EVERYONE = {"all", "alle"}
_YES = {"yes", "ja", "true", "1", "y", "j"}
_NO = {"no", "nei", "false", "0", "n"}


@dataclass(frozen=True, slots=True)
class Participant:
    """A person known by a label: role empty where none is set; attributes by name, as stored."""

    id: int
    label: str
    role: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A fact recorded about participants; `kind` is one of KINDS."""

    id: int
    name: str
    kind: str


def list_roles(project: Project) -> list[str]:
    """The roles, in the study's order."""
    with project.read() as db:
        return list(db.scalars(select(ROLE.c.name).order_by(ROLE.c.position, ROLE.c.id)))


def list_attributes(project: Project) -> list[Attribute]:
    """The attributes, in the study's order."""
    with project.read() as db:
        rows = db.execute(
            select(ATTRIBUTE.c.id, ATTRIBUTE.c.name, ATTRIBUTE.c.kind).order_by(ATTRIBUTE.c.position, ATTRIBUTE.c.id)
        )
        return [Attribute(*row) for row in rows]


def list_participants(project: Project) -> list[Participant]:
    """Everyone interviewed, by label."""
    with project.read() as db:
        people = db.execute(
            select(PARTICIPANT.c.id, PARTICIPANT.c.label, ROLE.c.name)
            .outerjoin(ROLE, ROLE.c.id == PARTICIPANT.c.role_id)
            .order_by(PARTICIPANT.c.id)
        ).all()
        values: dict[int, dict[str, str]] = {}
        for person, name, value in db.execute(
            select(ATTRIBUTE_VALUE.c.participant_id, ATTRIBUTE.c.name, ATTRIBUTE_VALUE.c.value)
            .join(ATTRIBUTE, ATTRIBUTE.c.id == ATTRIBUTE_VALUE.c.attribute_id)
            .order_by(ATTRIBUTE.c.position)
        ):
            values.setdefault(person, {})[name] = value
    found = [Participant(key, label, role or "", values.get(key, {})) for key, label, role in people]
    return sorted(found, key=lambda person: natural_key(person.label))


def natural_key(label: str) -> tuple[tuple[int, str], ...]:
    """Sorts P2 before P10."""
    return tuple(
        (int(part), "") if part.isdecimal() and len(part) < _LONGEST_NUMBER else (-1, part.casefold())
        for part in re.split(r"(\d+)", label)
    )


def get_participant(project: Project, label: str) -> Participant:
    """One participant by label, in any case; NotFoundError names those there are."""
    people = list_participants(project)
    found = find_named(people, label, lambda person: person.label)
    if found is not None:
        return found
    known = ", ".join(person.label for person in people) or _("none yet")
    raise NotFoundError(_("The study has no participant {label} (it has: {known}).").format(label=label, known=known))


def is_everyone(name: str) -> bool:
    """Whether a name is what tables call everybody, and so may name no group."""
    return name.strip().casefold() in _EVERYONE


def add_role(db: Connection, name: str) -> int:
    """The key of a role, made if it is new."""
    name = " ".join(name.split())
    if not name or name in NO_VALUE or is_everyone(name):
        raise InputError(_("A role needs a name other than “–”, “all” and “alle”."))
    known = db.exec_driver_sql("SELECT id, name FROM role").fetchall()
    for key, role in known:
        if role.casefold() == name.casefold():
            return int(key)
    position = len(known)
    return insert_row(db, ROLE, {"name": name, "position": position})


def add_participant(db: Connection, role: str = "", label: str = "") -> tuple[int, str]:
    """Add a person: the next number never used, or a label that is free; returns key and label."""
    from corpus.store.erase import withdrawn_numbers

    label = " ".join(label.split())
    if label in NO_VALUE or is_everyone(label):
        raise InputError(_("A participant needs a label other than “–”, “all” and “alle”."))
    if not label:
        taken = {label.casefold() for (label,) in db.exec_driver_sql("SELECT label FROM participant")}
        number = int(db.exec_driver_sql("SELECT next_number FROM study").scalar_one())
        while f"p{number:02d}" in taken:
            number += 1
        label = f"P{number:02d}"
    match = re.fullmatch(r"[Pp](\d+)", label)
    if match and len(match[1]) < _LONGEST_NUMBER and int(match[1]) in withdrawn_numbers(db):
        raise InputError(
            _("{label} belonged to a participant who withdrew; the number is not given again.").format(label=label)
        )
    if match and len(match[1]) < _LONGEST_NUMBER:
        following = int(match[1]) + 1
        db.exec_driver_sql("UPDATE study SET next_number = ? WHERE next_number < ?", (following, following))
    role_id = add_role(db, role) if role else None
    return insert_row(db, PARTICIPANT, {"label": label, "role_id": role_id}), label


def set_role(project: Project, label: str, role: str) -> None:
    """Say what role a participant speaks for; an empty role takes it away."""
    person = get_participant(project, label)
    with project.step(N_("set the role of {participant}"), {"participant": person.label}) as db:
        role_id = add_role(db, role) if role.strip() else None
        db.execute(update(PARTICIPANT).where(PARTICIPANT.c.id == person.id).values(role_id=role_id))


def set_attribute(project: Project, label: str, name: str, value: str, kind: str = "") -> None:
    """Set one attribute of a participant, made if it is new; an empty value takes it away.

    The kind of a new attribute is told from the value where `kind` is not given. A dash is no value.
    """
    person = get_participant(project, label)
    with project.step(N_("set {attribute} of {participant}"), {"attribute": name, "participant": person.label}) as db:
        attribute = _add_attribute(db, name, [value], kind)
        _store_value(db, person.id, attribute, value)


def set_attribute_kind(project: Project, name: str, kind: str) -> None:
    """Change an attribute's kind; refused where a value does not fit it."""
    attribute = next((a for a in list_attributes(project) if a.name.casefold() == name.casefold()), None)
    if attribute is None:
        raise NotFoundError(_("The study has no attribute {name}.").format(name=name))
    _check_kind(kind)
    with project.step(N_("changed the kind of {attribute}"), {"attribute": attribute.name}) as db:
        changed = Attribute(attribute.id, attribute.name, kind)
        values = select(ATTRIBUTE_VALUE.c.participant_id, ATTRIBUTE_VALUE.c.value)
        for person, value in db.execute(values.where(ATTRIBUTE_VALUE.c.attribute_id == attribute.id)).all():
            _store_value(db, person, changed, value)
        db.execute(update(ATTRIBUTE).where(ATTRIBUTE.c.id == attribute.id).values(kind=kind))


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise InputError(
            _("{kind} is no kind of attribute; the kinds are {kinds}.").format(kind=kind, kinds=", ".join(KINDS))
        )


def _add_attribute(db: Connection, name: str, values: Sequence[str], kind: str = "") -> Attribute:
    name = name.strip()
    if not name or name.casefold() in {*_OF_PERSON, *_ALSO_CALLED, *_EVERYONE}:
        raise InputError(_("“{name}” cannot be the name of an attribute.").format(name=name))
    for key, known, known_kind in db.execute(select(ATTRIBUTE.c.id, ATTRIBUTE.c.name, ATTRIBUTE.c.kind)):
        if known.casefold() == name.casefold():
            return Attribute(key, known, known_kind)
    if kind:
        _check_kind(kind)
    kind = kind or guess_kind(values)
    position = len(db.execute(select(ATTRIBUTE.c.id)).all())
    key = insert_row(db, ATTRIBUTE, {"name": name, "kind": kind, "position": position})
    return Attribute(key, name, kind)


def guess_kind(values: Iterable[str]) -> str:
    """The narrowest kind that every value fits."""
    given = [value.strip() for value in values if value.strip() not in ("", *NO_VALUE)]
    if not given:
        return "text"
    for kind in ("yes/no", "number", "date"):
        if kind == "yes/no" and all(value in "01" for value in given):
            continue
        try:
            for value in given:
                as_kind(value, kind)
        except ValueError:
            continue
        return kind
    return "text"


def as_kind(value: str, kind: str) -> str:
    """A value as stored for its kind: `yes`/`no`, ISO dates, numbers with a point; ValueError if it does not fit."""
    value = value.strip()
    if kind == "number":
        if not _NUMBER.fullmatch(value):
            raise ValueError(value)
        return re.sub(r"\s", "", value.replace(",", ".").replace("−", "-").lstrip("+"))
    if kind == "yes/no":
        if value.casefold() in _YES | _NO:
            return "yes" if value.casefold() in _YES else "no"
        raise ValueError(value)
    if kind == "date":
        match = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", value)
        return (date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(value)).isoformat()
    return value


def as_number(value: str) -> int | float | str:
    """A value of the kind number as one; what an earlier study holds that is none stays text."""
    if not _NUMBER.fullmatch(value):
        return value
    return float(value) if "." in value else int(value)


def _store_value(db: Connection, person: int, attribute: Attribute, value: str) -> None:
    where = (ATTRIBUTE_VALUE.c.participant_id == person) & (ATTRIBUTE_VALUE.c.attribute_id == attribute.id)
    if value.strip() in ("", *NO_VALUE):
        db.execute(delete(ATTRIBUTE_VALUE).where(where))
        return
    if is_everyone(value):
        sentence = _("“{value}” cannot be a value of {name}: tables call everybody so.")
        raise InputError(sentence.format(value=value.strip(), name=attribute.name))
    try:
        value = as_kind(value, attribute.kind)
    except ValueError:
        raise InputError(
            _("“{value}” is not a {kind}, which the attribute {name} asks for.").format(
                value=value, kind=_(attribute.kind), name=attribute.name
            )
        ) from None
    if db.execute(update(ATTRIBUTE_VALUE).where(where).values(value=value)).rowcount == 0:
        db.execute(insert(ATTRIBUTE_VALUE).values(participant_id=person, attribute_id=attribute.id, value=value))


def import_participants(project: Project, rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> int:
    """Set roles and attributes from a table, all or nothing; returns how many participants it speaks of.

    Columns: `participant`, and any of `role` (or `rolle`), `transcript` with `speaker` (whose turns they are), and one
    column per attribute. New participants are made. An empty cell, or a dash, leaves what is there.
    """
    called = {column: _ALSO_CALLED.get(folded(column), column) for column in columns}
    columns = list(called.values())
    if twice := next((name for name in _OF_PERSON if columns.count(name) > 1), ""):
        raise InputError(_("The table has two columns of the meaning “{name}”.").format(name=twice))
    if "participant" not in columns:
        known = (*_OF_PERSON, *(attribute.name for attribute in list_attributes(project)))
        raise InputError(
            _("The table needs a column “participant” (it has: {columns}).").format(columns=say_columns(columns, known))
        )
    attributes = [c for c in columns if c not in _OF_PERSON and c]
    problems: list[str] = []
    numbers = [row.number if isinstance(row, TableRow) else place for place, row in enumerate(rows, start=2)]
    rows = [{called.get(column, column): cell for column, cell in row.items()} for row in rows]
    with project.step(N_("brought in participants from a table")) as db:
        kinds = {name: _add_attribute(db, name, [row.get(name, "") for row in rows]) for name in attributes}
        for number, row in zip(numbers, rows, strict=True):
            if not any(cell.strip() for cell in row.values()):
                continue
            try:
                _import_row(db, row, kinds)
            except (InputError, NotFoundError) as error:
                problems.append(_("row {number}: {problem}").format(number=number, problem=error.message))
        if problems:
            raise InputError(_("The table was not brought in, because of these rows:"), problems)
    return len({row["participant"].strip().casefold() for row in rows} - {""})


def _import_row(db: Connection, row: Mapping[str, str], attributes: Mapping[str, Attribute]) -> None:
    label = " ".join(row.get("participant", "").split())
    if not label:
        raise InputError(_("the participant is missing"))
    people = {name.casefold(): key for key, name in db.execute(select(PARTICIPANT.c.id, PARTICIPANT.c.label))}
    person = people.get(label.casefold())
    role = row.get("role", "").strip()
    if person is None:
        person, _label = add_participant(db, role, label)
    elif role:
        db.execute(update(PARTICIPANT).where(PARTICIPANT.c.id == person).values(role_id=add_role(db, role)))
    for name, attribute in attributes.items():
        if row.get(name, "").strip() not in ("", *NO_VALUE):
            _store_value(db, person, attribute, row[name])
    if row.get("transcript", "").strip():
        map_speaker(db, row["transcript"].strip(), row.get("speaker", "").strip(), person)


def map_speaker(db: Connection, transcript: str, speaker: str, person: int) -> None:
    """Say whose turns a speaker's label stands for in one interview."""
    known = db.execute(select(TRANSCRIPT.c.id, TRANSCRIPT.c.name)).all()
    found = find_named(known, transcript, lambda row: str(row.name))
    if found is None:
        raise NotFoundError(_("the study has no interview {name}").format(name=transcript))
    key = int(found.id)
    where: Any = (TURN.c.transcript_id == key) & (TURN.c.kind == "participant")
    if speaker:
        where = (TURN.c.transcript_id == key) & (TURN.c.speaker == speaker)
    changed = db.execute(update(TURN).where(where).values(participant_id=person, kind="participant")).rowcount
    if not changed:
        raise NotFoundError(_("{transcript} has no speaker {speaker}").format(transcript=transcript, speaker=speaker))
    settle_participants(db, key, keep=person)


def settle_participants(db: Connection, transcript: int, keep: int | None = None) -> None:
    """Make the list of who is heard in an interview agree with its turns."""
    heard = set(
        db.scalars(
            select(TURN.c.participant_id)
            .where(TURN.c.transcript_id == transcript, TURN.c.participant_id.is_not(None))
            .distinct()
        )
    )
    listed = set(
        db.scalars(
            select(TRANSCRIPT_PARTICIPANT.c.participant_id).where(TRANSCRIPT_PARTICIPANT.c.transcript_id == transcript)
        )
    )
    wanted = heard | ({keep} if keep is not None else set())
    for person in wanted - listed:
        db.execute(insert(TRANSCRIPT_PARTICIPANT).values(transcript_id=transcript, participant_id=person))
    gone = listed - wanted
    if gone:
        db.execute(
            delete(TRANSCRIPT_PARTICIPANT).where(
                TRANSCRIPT_PARTICIPANT.c.transcript_id == transcript,
                TRANSCRIPT_PARTICIPANT.c.participant_id.in_(gone),
            )
        )
