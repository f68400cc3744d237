"""The tables of schemas, codes, codings, notes and readings, and the list of all tables a project is opened with."""

from sqlalchemy import Index, Table, UniqueConstraint

from corpus.models import MODELS as CORPUS_MODELS
from corpus.models import flag, number, on_text, place_on_text, record, reference, text

SCHEMA = record("schema", text("name", unique=True), text("title"), text("role"), number("position"))
"""Named sets of codes, for all roles or for one, kept by its name so that it may come before its participants."""

CODE = record(
    "code",
    reference("schema_id", "schema", index=True),
    reference("parent_id", "code", nullable=True, index=True),
    text("name"),
    text("colour"),
    text("key"),
    number("position"),
    flag("fact"),
    text("definition"),
    text("use"),
    text("avoid"),
    text("example"),
    text("without"),
    text("created"),
)
"""Categories. `without` lists roles a category leaves out, joined by newlines."""

CODING = on_text(
    record(
        "coding",
        *place_on_text(),
        reference("code_id", "code", index=True),
        reference("coder_id", "coder"),
        text("gist"),
        text("flags"),
        flag("quote"),
        text("origin"),
        text("created"),
        text("digest"),
        Index("coding_place", "transcript_id", "start", "end"),
    )
)
"""One code applied by one coder to one range. `digest` knows the words it was made on."""

MEMO = on_text(
    record(
        "memo",
        *place_on_text(),
        reference("coding_id", "coding", nullable=True, index=True),
        text("text"),
        text("created"),
        text("coder"),
    )
)
"""Dated free text on a passage, or on a coding: then it has the coding's range too and goes with it."""

READING = record("reading", text("name"), number("position"))
"""Named goings-through of the material."""

READING_SCHEMA = record(
    "reading_schema",
    reference("reading_id", "reading"),
    reference("schema_id", "schema"),
    UniqueConstraint("reading_id", "schema_id"),
)
"""The schemas used in a reading."""

READING_STATUS = record(
    "reading_status",
    reference("reading_id", "reading"),
    reference("transcript_id", "transcript", index=True),
    text("status"),
    text("since"),
    UniqueConstraint("reading_id", "transcript_id"),
)
"""How far an interview is in a reading: `under way` or `read`, and since when; no row is not started."""

MODELS: tuple[Table, ...] = (
    *CORPUS_MODELS,
    SCHEMA,
    CODE,
    CODING,
    MEMO,
    READING,
    READING_SCHEMA,
    READING_STATUS,
)
"""Every table of a project."""
