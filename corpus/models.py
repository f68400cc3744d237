"""The tables of what was said and who said it, and the mixins by which every room declares what hangs on what."""

from typing import Any, ClassVar
from uuid import uuid4

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


class Base(DeclarativeBase):
    """The base of every table. `journal` says whether row triggers record its changes."""

    journal: ClassVar[bool] = True


class Record:
    """A row that may be shared between projects: a local integer key and a lasting guid."""

    id: Mapped[int] = mapped_column(primary_key=True)
    guid: Mapped[str] = mapped_column(default=lambda: uuid4().hex)


class Anchored:
    """Hangs on a range of a transcript's text: a correction moves it.

    `ranges` names its pairs of columns, half-open in code points. A row whose main range (the last pair) is left
    empty by a correction is removed, unless `grows`: then it stays, and takes in words inserted at its edges.
    """

    ranges: ClassVar[tuple[tuple[str, str], ...]] = (("start", "end"),)
    grows: ClassVar[bool] = False

    start: Mapped[int]
    end: Mapped[int]

    @declared_attr
    def transcript_id(cls) -> Mapped[int]:  # noqa: N805
        """The transcript whose text it hangs on."""
        return mapped_column(ForeignKey("transcript.id", ondelete="CASCADE"), index=True)


class OfPerson:
    """Belongs to one participant: goes when the participant withdraws."""

    @declared_attr
    def participant_id(cls) -> Mapped[Any]:  # noqa: N805
        """The participant it belongs to."""
        return mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)


class StudyRow(Record, Base):
    """The study itself: one row."""

    __tablename__ = "study"
    name: Mapped[str]
    language: Mapped[str]
    next_number: Mapped[int] = mapped_column(default=1)
    next_group: Mapped[int] = mapped_column(default=1)


class RoleRow(Record, Base):
    """A group participants speak for."""

    __tablename__ = "role"
    name: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]


class ParticipantRow(Record, Base):
    """A person interviewed."""

    __tablename__ = "participant"
    label: Mapped[str] = mapped_column(unique=True)
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id", ondelete="SET NULL"))


class AttributeRow(Record, Base):
    """A typed fact recorded about participants: `kind` is text, number, date or yes/no."""

    __tablename__ = "attribute"
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    position: Mapped[int]


class AttributeValueRow(Record, OfPerson, Base):
    """What one participant's attribute is: ISO dates, `yes`/`no`, numbers as written."""

    __tablename__ = "attribute_value"
    attribute_id: Mapped[int] = mapped_column(ForeignKey("attribute.id", ondelete="CASCADE"))
    value: Mapped[str]


class CoderRow(Record, Base):
    """Somebody who codes."""

    __tablename__ = "coder"
    name: Mapped[str] = mapped_column(unique=True)


class TranscriptRow(Record, Base):
    """One interview. `file_sha256` knows the same file again; its name is kept only where asked for."""

    __tablename__ = "transcript"
    name: Mapped[str] = mapped_column(unique=True)
    format: Mapped[str]
    encoding: Mapped[str]
    language: Mapped[str]
    file_sha256: Mapped[str]
    file_name: Mapped[str]
    imported: Mapped[str]
    length: Mapped[int]
    words: Mapped[int]


class TextRow(Base):
    """The text of a transcript, kept apart so that no trigger ever copies it."""

    __tablename__ = "transcript_text"
    journal = False
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str]
    sha256: Mapped[str]


class TurnRow(Anchored, Base):
    """One speaker's stretch: its label's range, its words' range, and whose it is."""

    __tablename__ = "turn"
    ranges = (("label_start", "label_end"), ("start", "end"))
    grows = True
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    speaker: Mapped[str]
    kind: Mapped[str]
    label_start: Mapped[int]
    label_end: Mapped[int]
    start_ms: Mapped[int | None]
    end_ms: Mapped[int | None]
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)


class TranscriptParticipantRow(Record, OfPerson, Base):
    """Who is heard in an interview, whether or not their turns are told apart."""

    __tablename__ = "transcript_participant"
    __table_args__ = (UniqueConstraint("transcript_id", "participant_id"),)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id", ondelete="CASCADE"))


class SentencesRow(Base):
    """Sentences computed for one state of a text: the ranges as JSON, and what computed them."""

    __tablename__ = "sentences"
    journal = False
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id", ondelete="CASCADE"), primary_key=True)
    sha256: Mapped[str]
    pipeline: Mapped[str]
    ranges: Mapped[str]


class ViewRow(Base):
    """Where the screen stood: not a step, never journalled."""

    __tablename__ = "view_state"
    journal = False
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class StepRow(Record, Base):
    """One undoable change: a message id and its values, so that it is told in the reader's language."""

    __tablename__ = "step"
    journal = False
    what: Mapped[str]
    details: Mapped[str]
    coder_id: Mapped[int | None]
    coder: Mapped[str]
    time: Mapped[str]


class JournalRow(Base):
    """One touched row of a step, before and after, or one bulk change."""

    __tablename__ = "journal"
    __table_args__ = (Index("journal_step", "step_id"),)
    journal = False
    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id", ondelete="CASCADE"))
    op: Mapped[str]
    name: Mapped[str]
    old: Mapped[str | None]
    new: Mapped[str | None]


class JournalStateRow(Base):
    """Which step is being written, the last step that stands, and whether triggers record: one row."""

    __tablename__ = "journal_state"
    journal = False
    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int]
    recording: Mapped[int]


MODELS: tuple[type[Base], ...] = (
    StudyRow,
    RoleRow,
    ParticipantRow,
    AttributeRow,
    AttributeValueRow,
    CoderRow,
    TranscriptRow,
    TextRow,
    TurnRow,
    TranscriptParticipantRow,
    SentencesRow,
    ViewRow,
    StepRow,
    JournalRow,
    JournalStateRow,
)
"""Every table of this room."""
