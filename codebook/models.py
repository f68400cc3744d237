"""The tables of schemas, codes, codings, notes and readings, and the list of all models a project is opened with."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from corpus.models import MODELS as CORPUS_MODELS
from corpus.models import Anchored, Base, Record


class SchemaRow(Record, Base):
    """A named set of codes, for all roles or for one, kept by its name so that it may come before its participants."""

    __tablename__ = "schema"
    name: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    role: Mapped[str]
    position: Mapped[int]


class CodeRow(Record, Base):
    """One category. `without` lists roles it leaves out, joined by newlines."""

    __tablename__ = "code"
    schema_id: Mapped[int] = mapped_column(ForeignKey("schema.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("code.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    colour: Mapped[str]
    key: Mapped[str]
    position: Mapped[int]
    fact: Mapped[bool]
    definition: Mapped[str]
    use: Mapped[str]
    avoid: Mapped[str]
    example: Mapped[str]
    without: Mapped[str]
    created: Mapped[str]


class CodingRow(Record, Anchored, Base):
    """One code applied by one coder to one range. `digest` knows the words it was made on."""

    __tablename__ = "coding"
    __table_args__ = (Index("coding_place", "transcript_id", "start", "end"),)
    code_id: Mapped[int] = mapped_column(ForeignKey("code.id", ondelete="CASCADE"), index=True)
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id", ondelete="CASCADE"))
    gist: Mapped[str]
    flags: Mapped[str]
    quote: Mapped[bool]
    origin: Mapped[str]
    created: Mapped[str]
    digest: Mapped[str]


class MemoRow(Record, Anchored, Base):
    """Dated free text on a passage, or on a coding: then it has the coding's range too and goes with it."""

    __tablename__ = "memo"
    coding_id: Mapped[int | None] = mapped_column(ForeignKey("coding.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    created: Mapped[str]
    coder: Mapped[str]


class ReadingRow(Record, Base):
    """A named going-through of the material."""

    __tablename__ = "reading"
    name: Mapped[str]
    position: Mapped[int]


class ReadingSchemaRow(Record, Base):
    """A schema used in a reading."""

    __tablename__ = "reading_schema"
    __table_args__ = (UniqueConstraint("reading_id", "schema_id"),)
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id", ondelete="CASCADE"))
    schema_id: Mapped[int] = mapped_column(ForeignKey("schema.id", ondelete="CASCADE"))


class ReadingStatusRow(Record, Base):
    """How far one interview is in a reading: `under way` or `read`, and since when; no row is not started."""

    __tablename__ = "reading_status"
    __table_args__ = (UniqueConstraint("reading_id", "transcript_id"),)
    reading_id: Mapped[int] = mapped_column(ForeignKey("reading.id", ondelete="CASCADE"))
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id", ondelete="CASCADE"), index=True)
    status: Mapped[str]
    since: Mapped[str]


MODELS: tuple[type[Base], ...] = (
    *CORPUS_MODELS,
    SchemaRow,
    CodeRow,
    CodingRow,
    MemoRow,
    ReadingRow,
    ReadingSchemaRow,
    ReadingStatusRow,
)
"""Every table of a project."""
