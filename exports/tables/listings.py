"""Lists of what a study holds: interviews, participants, steps, readings."""

from typing import Any

from codebook.readings import NOT_STARTED, READ, UNDER_WAY, current_reading, get_reading, list_readings, takes_part
from codebook.schemas import list_schemas
from corpus.deidentify.review import NOT_LOOKED_AT, STATUSES, review_statuses
from corpus.messages import _
from corpus.participants import Attribute, Participant, as_number, list_attributes, list_participants
from corpus.store import Project
from corpus.transcripts import TranscriptText, list_transcripts
from exports.values import Cell, Column, Table


def say_statuses() -> dict[str, str]:
    """Each status in the reader's words."""
    return {NOT_STARTED: _("not started"), UNDER_WAY: _("under way"), READ: _("read")}


def transcripts_table(project: Project, reading: str = "") -> Table:
    """Tidy rows `transcript,participant,role,words,turns,codings,status,sha256,review`.

    `status` is that in the reading named, else in the first one not read through; several participants or roles are
    joined by `;`.
    """
    transcripts = list_transcripts(project)
    current = get_reading(project, reading) if reading else current_reading(project)
    with project.read() as db:
        counted = db.exec_driver_sql("SELECT transcript_id, count(*) FROM coding GROUP BY transcript_id")
        codings: dict[int, int] = {key: count for key, count in counted}
    reviews = review_statuses(project)
    columns = (
        Column("transcript", _("interview")),
        Column("participant", _("participant")),
        Column("role", _("role")),
        Column("words", _("words"), "int"),
        Column("turns", _("turns"), "int"),
        Column("codings", _("passages"), "int"),
        Column("status", _("status"), said=say_statuses()),
        Column("sha256", "sha256"),
        Column("review", _("de-identified"), said={kind: _(said) for kind, said in STATUSES.items()}),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            t.name,
            ";".join(t.participants),
            ";".join(dict.fromkeys(role for role in t.roles if role)),
            t.words,
            t.turns,
            codings.get(t.id, 0),
            current.status(t.id) if current else NOT_STARTED,
            t.sha256,
            reviews.get(t.id, NOT_LOOKED_AT),
        )
        for t in transcripts
    )
    return Table(_("Interviews"), columns, rows)


def transcript_document(text: TranscriptText) -> dict[str, Any]:
    """An interview as one JSON object, ranges in code points; a time not known is left out."""
    turns = []
    for turn in text.turns:
        row: dict[str, Any] = {
            "turn": turn.number,
            "speaker": turn.speaker,
            "kind": turn.kind,
            "participant": turn.participant,
            "label": list(turn.label),
            "words": list(turn.words),
        }
        times = {"start_ms": turn.start_ms, "end_ms": turn.end_ms}
        turns.append(row | {key: value for key, value in times.items() if value is not None})
    return {
        "transcript": text.transcript.name,
        "text": text.text,
        "turns": turns,
        "sha256": text.transcript.sha256,
    }


def participants_table(project: Project) -> Table:
    """Tidy rows `participant,role` and one column per attribute."""
    attributes, answers = list_attributes(project), {"yes": _("yes"), "no": _("no")}
    columns = (
        Column("participant", _("participant")),
        Column("role", _("role")),
        *(Column(a.name, a.name, said=answers if a.kind == "yes/no" else {}) for a in attributes),
    )
    rows = tuple(
        (person.label, person.role, *(_background(person, attribute) for attribute in attributes))
        for person in list_participants(project)
    )
    return Table(_("Participants"), columns, rows)


def _background(person: Participant, attribute: Attribute) -> Cell:
    value = person.attributes.get(attribute.name, "")
    return as_number(value) if attribute.kind == "number" else value


def steps_table(project: Project) -> Table:
    """Tidy rows `step,time,coder,what`; times are UTC."""
    columns = (
        Column("step", _("change"), "int"),
        Column("time", _("time")),
        Column("coder", _("coder")),
        Column("what", _("what")),
    )
    rows = tuple((step.number, step.time, step.coder, step.what) for step in project.steps())
    return Table(_("Changes"), columns, rows)


def readings_table(project: Project) -> Table:
    """Tidy rows `reading,schemas,transcript,status,since`, one an interview the reading is meant for."""
    schemas, transcripts = list_schemas(project), list_transcripts(project)
    columns = (
        Column("reading", _("reading")),
        Column("schemas", _("schemas")),
        Column("transcript", _("interview")),
        Column("status", _("status"), said=say_statuses()),
        Column("since", _("since")),
    )
    rows: list[tuple[Cell, ...]] = []
    for reading in list_readings(project):
        names = ";".join(schema.name for schema in schemas if schema.id in reading.schemas)
        for transcript in transcripts:
            if takes_part(reading, schemas, transcript):
                since = reading.statuses.get(transcript.id, ("", ""))[1]
                rows.append((reading.name, names, transcript.name, reading.status(transcript.id), since))
    return Table(_("Readings"), columns, tuple(rows))
