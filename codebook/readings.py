"""Readings: which schema is used on which interview, and how far each interview is."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from codebook.models import READING, READING_SCHEMA, READING_STATUS
from codebook.schemas import Schema, SchemaDraft, add_schema, list_schemas
from corpus.errors import InputError, NotFoundError
from corpus.messages import N_, _
from corpus.store import Project, now
from corpus.store.rows import insert_row
from corpus.transcripts import Transcript, list_transcripts

NOT_STARTED, UNDER_WAY, READ = "not started", "under way", "read"
STATUSES = (NOT_STARTED, UNDER_WAY, READ)
_STATUS_STEPS = {
    NOT_STARTED: N_("set {transcript} to “not started” in reading {reading}"),
    UNDER_WAY: N_("set {transcript} to “under way” in reading {reading}"),
    READ: N_("set {transcript} to “read” in reading {reading}"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A going-through of the material. `schemas` by key; `statuses` (status, since) by interview key."""

    id: int
    name: str
    schemas: tuple[int, ...]
    statuses: dict[int, tuple[str, str]]

    def status(self, transcript: int) -> str:
        """How far an interview is: one of STATUSES."""
        return self.statuses.get(transcript, (NOT_STARTED, ""))[0]


def list_readings(project: Project) -> list[Reading]:
    """The readings, in order."""
    with project.read() as db:
        readings = db.execute(select(READING.c.id, READING.c.name).order_by(READING.c.position, READING.c.id)).all()
        schemas: dict[int, list[int]] = {}
        for reading, schema in db.execute(
            select(READING_SCHEMA.c.reading_id, READING_SCHEMA.c.schema_id).order_by(READING_SCHEMA.c.id)
        ):
            schemas.setdefault(reading, []).append(schema)
        statuses: dict[int, dict[int, tuple[str, str]]] = {}
        at = READING_STATUS.c
        for reading, transcript, status, since in db.execute(
            select(at.reading_id, at.transcript_id, at.status, at.since)
        ):
            statuses.setdefault(reading, {})[transcript] = (status, since)
    return [Reading(key, name, tuple(schemas.get(key, ())), statuses.get(key, {})) for key, name in readings]


def get_reading(project: Project, name: str) -> Reading:
    """One reading by name or number, counted from 1."""
    readings = list_readings(project)
    for number, reading in enumerate(readings, start=1):
        if name.strip().casefold() in (reading.name.casefold(), str(number)):
            return reading
    known = ", ".join(reading.name for reading in readings) or _("none yet")
    raise NotFoundError(_("The study has no reading {name} (it has: {known}).").format(name=name, known=known))


def schema_for(reading: Reading, schemas: Sequence[Schema], transcript: Transcript) -> Schema | None:
    """The schema a reading uses on an interview: that of its role, else the one for every role."""
    inside = [schema for schema in schemas if schema.id in reading.schemas]
    for role in transcript.roles:
        for schema in inside:
            if schema.role and schema.role.casefold() == role.casefold():
                return schema
    return next((schema for schema in inside if not schema.role), None)


def takes_part(reading: Reading, schemas: Sequence[Schema], transcript: Transcript) -> bool:
    """Whether a reading is meant for an interview at all."""
    return schema_for(reading, schemas, transcript) is not None


def add_reading(project: Project, name: str = "", schemas: Sequence[int] = ()) -> Reading:
    """Add a reading after the others."""
    readings = list_readings(project)
    name = " ".join(name.split()) or str(len(readings) + 1)
    if any(reading.name.casefold() == name.casefold() for reading in readings):
        raise InputError(_("There is a reading {name} already.").format(name=name))
    with project.step(N_("added the reading {reading}"), {"reading": name}) as db:
        key = insert_row(db, READING, {"name": name, "position": len(readings)})
        for schema in schemas:
            db.execute(insert(READING_SCHEMA).values(reading_id=key, schema_id=schema))
    return get_reading(project, name)


def use_schema(project: Project, schema: Schema, reading: Reading | None = None) -> None:
    """Use a schema in a reading: the one named, else the first with room for its role, else a new one.

    A reading has room where it has no schema yet for the same interviews: one schema a role, or one for all.
    """
    schemas = {known.id: known for known in list_schemas(project)}
    if reading is None:
        for candidate in list_readings(project):
            if schema.id in candidate.schemas:
                return
            inside = [schemas[key] for key in candidate.schemas if key in schemas]
            if not inside or (schema.role and all(s.role and s.role != schema.role for s in inside)):
                reading = candidate
                break
    if reading is None:
        add_reading(project, "", [schema.id])
        return
    if schema.id in reading.schemas:
        return
    details = {"schema": schema.name, "reading": reading.name}
    with project.step(N_("uses {schema} in reading {reading}"), details) as db:
        db.execute(insert(READING_SCHEMA).values(reading_id=reading.id, schema_id=schema.id))


def add_schema_in_use(project: Project, draft: SchemaDraft) -> Schema:
    """Add a schema and use it in a reading, in one step."""
    with project.step(N_("added the schema {schema}"), {"schema": draft.name}):
        schema = add_schema(project, draft)
        use_schema(project, schema)
    return schema


def set_status(project: Project, reading: Reading, transcript: Transcript, status: str) -> None:
    """Say how far an interview is in a reading."""
    if status not in STATUSES:
        raise InputError(
            _("{status} is no status; say one of {statuses}.").format(status=status, statuses=", ".join(STATUSES))
        )
    details = {"transcript": transcript.name, "reading": reading.name}
    with project.step(_STATUS_STEPS[status], details) as db:
        _set_status(db, reading.id, transcript.id, status)


def _set_status(db: Connection, reading: int, transcript: int, status: str) -> None:
    table = READING_STATUS
    where = (table.c.reading_id == reading) & (table.c.transcript_id == transcript)
    if status == NOT_STARTED:
        db.execute(delete(table).where(where))
    elif not db.execute(update(table).where(where).values(status=status, since=now())).rowcount:
        db.execute(insert(table).values(reading_id=reading, transcript_id=transcript, status=status, since=now()))


def begin_reading(db: Connection, transcript: int, code: int) -> None:
    """Set an interview under way in the readings that use the code's schema, where it has not been started."""
    db.exec_driver_sql(
        "INSERT INTO reading_status(guid, reading_id, transcript_id, status, since) "
        "SELECT lower(hex(randomblob(16))), rs.reading_id, ?, ?, ? FROM reading_schema rs "
        "JOIN code c ON c.schema_id = rs.schema_id AND c.id = ? "
        "WHERE NOT EXISTS (SELECT 1 FROM reading_status s "
        "WHERE s.reading_id = rs.reading_id AND s.transcript_id = ?)",
        (transcript, UNDER_WAY, now(), code, transcript),
    )


def current_reading(project: Project) -> Reading | None:
    """The first reading some interview it is meant for is not read in, else the last; None where there is none."""
    readings, schemas, transcripts = list_readings(project), list_schemas(project), list_transcripts(project)
    for reading in readings:
        meant = [t for t in transcripts if takes_part(reading, schemas, t)]
        if any(reading.status(t.id) != READ for t in meant) or not transcripts:
            return reading
    return readings[-1] if readings else None


def younger_codes(reading: Reading, schema: Schema, transcript: Transcript) -> list[str]:
    """Paths of the categories made after an interview was set to read in a reading: it was not read for them."""
    status, since = reading.statuses.get(transcript.id, (NOT_STARTED, ""))
    return [code.path for code in schema.codes if status == READ and code.created > since]
