"""The tables of what was said and who said it, and how every room declares what hangs on what."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, UniqueConstraint
from sqlalchemy import text as sql_text
from sqlalchemy.sql.schema import SchemaItem

METADATA = MetaData()
"""Every table there is; a project is opened with the explicit list of those it must know."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """How a table's rows hang on a range of a transcript's text: a correction moves them.

    `ranges` names its pairs of columns, half-open in code points. A row whose main range (the last pair) is left
    empty by a correction is removed, unless `grows`: then it stays, and takes in words inserted at its edges.
    """

    ranges: tuple[tuple[str, str], ...] = (("start", "end"),)
    grows: bool = False


def table(name: str, *columns: SchemaItem, journal: bool = True) -> Table:
    """A table; `journal` says whether row triggers record its changes."""
    return Table(name, METADATA, *columns, info={"journal": journal})


def record(name: str, *columns: SchemaItem, journal: bool = True) -> Table:
    """A table whose rows may be shared between projects: a local integer key and a lasting guid."""
    return table(name, key(), text("guid", default=_new_guid), *columns, journal=journal)


def _new_guid() -> str:
    return uuid4().hex


def key(name: str = "id") -> Column[int]:
    """A column that is the row's own key."""
    return Column(name, Integer, primary_key=True)


def text(
    name: str,
    *,
    unique: bool = False,
    nullable: bool = False,
    default: Callable[[], str] | None = None,
    otherwise: str | None = None,
) -> Column[str]:
    """A column of text; never null unless said so. `otherwise` is what stands where a row says nothing of it."""
    return Column(name, String, unique=unique, nullable=nullable, default=default, server_default=otherwise)


def number(
    name: str, *, nullable: bool = False, default: int | None = None, otherwise: int | None = None
) -> Column[int]:
    """A column of whole numbers; never null unless said so. `otherwise` is what stands where a row says nothing."""
    filled = None if otherwise is None else sql_text(str(otherwise))
    return Column(name, Integer, nullable=nullable, default=default, server_default=filled)


def flag(name: str, *, otherwise: bool | None = None) -> Column[bool]:
    """A column that is true or false; `otherwise` is what stands where a row says nothing of it."""
    default = None if otherwise is None else sql_text(str(int(otherwise)))
    return Column(name, Boolean, nullable=False, server_default=default)


def reference(
    name: str, to: str, *, nullable: bool = False, primary_key: bool = False, keep: bool = False, index: bool = False
) -> Column[int]:
    """A column that points to another table's row and goes with it; with `keep` it only forgets it."""
    target = ForeignKey(f"{to}.id", ondelete="SET NULL" if keep else "CASCADE")
    return Column(name, Integer, target, nullable=nullable, primary_key=primary_key, index=index)


def on_text(
    declared: Table, ranges: tuple[tuple[str, str], ...] = (("start", "end"),), *, grows: bool = False
) -> Table:
    """Declare that a table's rows hang on the text of `transcript_id`."""
    declared.info["anchor"] = Anchor(ranges, grows)
    return declared


def anchored_tables() -> Iterator[tuple[Table, Anchor]]:
    """Every table whose rows hang on a text."""
    for declared in METADATA.tables.values():
        if "anchor" in declared.info:
            yield declared, declared.info["anchor"]


def place_on_text(*, nullable: bool = False) -> tuple[Column[int], Column[int], Column[int]]:
    """The columns of a range in a transcript's text; a row that need not have one is `nullable`."""
    return (
        reference("transcript_id", "transcript", index=True, nullable=nullable),
        number("start", nullable=nullable),
        number("end", nullable=nullable),
    )


def of_person(*, nullable: bool = False) -> Column[int]:
    """The participant a row belongs to: it goes when the participant withdraws."""
    column = reference("participant_id", "participant", index=True, nullable=nullable)
    column.info["person"] = True
    return column


STUDY = record(
    "study",
    text("name"),
    text("language"),
    number("next_number", default=1),
    number("next_group", default=1),
)
"""The study itself: one row."""

ROLE = record("role", text("name", unique=True), number("position"))
"""Groups participants speak for."""

PARTICIPANT = record("participant", text("label", unique=True), reference("role_id", "role", nullable=True, keep=True))
"""People interviewed."""

ATTRIBUTE = record("attribute", text("name", unique=True), text("kind"), number("position"))
"""Typed facts recorded about participants: `kind` is text, number, date or yes/no."""

ATTRIBUTE_VALUE = record("attribute_value", of_person(), reference("attribute_id", "attribute"), text("value"))
"""What one participant's attribute is: ISO dates, `yes`/`no`, numbers as written."""

CODER = record("coder", text("name", unique=True))
"""Those who code."""

TRANSCRIPT = record(
    "transcript",
    text("name", unique=True),
    text("format"),
    text("encoding"),
    text("language"),
    text("file_sha256"),
    text("file_name"),
    text("imported"),
    number("length"),
    number("words"),
)
"""Interviews. `file_sha256` knows the same file again; its name is kept only where asked for."""

TEXT = table(
    "transcript_text",
    reference("transcript_id", "transcript", primary_key=True),
    text("text"),
    text("sha256"),
    journal=False,
)
"""The text of a transcript, kept apart so that no trigger ever copies it."""

TURN = on_text(
    table(
        "turn",
        key(),
        *place_on_text(),
        number("number"),
        text("speaker"),
        text("kind"),
        number("label_start"),
        number("label_end"),
        number("start_ms", nullable=True),
        number("end_ms", nullable=True),
        reference("participant_id", "participant", nullable=True, index=True),
    ),
    (("label_start", "label_end"), ("start", "end")),
    grows=True,
)
"""Each speaker's stretches: the label's range, the words' range, and whose they are."""

TRANSCRIPT_PARTICIPANT = record(
    "transcript_participant",
    of_person(),
    reference("transcript_id", "transcript"),
    UniqueConstraint("transcript_id", "participant_id"),
)
"""Who is heard in an interview, whether or not their turns are told apart."""

SENTENCES = table(
    "sentences",
    reference("transcript_id", "transcript", primary_key=True),
    text("sha256"),
    text("pipeline"),
    text("ranges"),
    journal=False,
)
"""Sentences computed for one state of a text: the ranges as JSON, and what computed them."""

SEARCH_STATE = table(
    "search_state",
    reference("transcript_id", "transcript", primary_key=True),
    text("sha256"),
    text("pipeline"),
    journal=False,
)
"""Which state of a text the search index holds, and by what word forms."""

VIEW = table("view_state", Column("key", String, primary_key=True), text("value"), journal=False)
"""Where the screen stood: not a step, never journalled."""

STEP = record(
    "step",
    text("what"),
    text("details"),
    number("coder_id", nullable=True),
    text("coder"),
    text("time"),
    journal=False,
)
"""Undoable changes: a message id and its values, so that each is told in the reader's language."""

JOURNAL = table(
    "journal",
    key(),
    reference("step_id", "step"),
    text("op"),
    text("name"),
    text("old", nullable=True),
    text("new", nullable=True),
    Index("journal_step", "step_id"),
    journal=False,
)
"""The touched rows of a step, before and after, and bulk changes."""

JOURNAL_STATE = table(
    "journal_state", key(), number("step_id"), number("recording"), number("floor", otherwise=0), journal=False
)
"""Which step is being written, the last step that stands, and whether triggers record: one row.

Steps up to `floor` cannot be undone: an erasure came after them.
"""

CONSENT = record("consent", of_person(), text("kind"), text("date"), text("text"), text("recorded"))
"""What was agreed with a participant and when (ISO date): `kind` is consent, access or correction."""

REVIEW = record(
    "review",
    reference("transcript_id", "transcript"),
    text("status"),
    text("since"),
    text("coder"),
    UniqueConstraint("transcript_id"),
)
"""How far an interview is de-identified: `suggestions` reviewed, or `read` by a person; no row: not looked at."""

KEPT_STRING = record("kept_string", text("text", unique=True))
"""Strings found by the search for identifiers that may stay as they are."""

WRITTEN_FILE = table(
    "written_file",
    key(),
    text("path"),
    text("time"),
    text("what"),
    text("people"),
    journal=False,
)
"""Every file ever written from the study: exports and snapshots. `people` are the labels in it, as JSON; empty: all."""

RECEIPT = table("receipt", key(), text("time"), text("text"), journal=False)
"""What was erased and when, without anybody's data."""

MODELS: tuple[Table, ...] = (
    STUDY,
    ROLE,
    PARTICIPANT,
    ATTRIBUTE,
    ATTRIBUTE_VALUE,
    CODER,
    TRANSCRIPT,
    TEXT,
    TURN,
    TRANSCRIPT_PARTICIPANT,
    SENTENCES,
    SEARCH_STATE,
    VIEW,
    STEP,
    JOURNAL,
    JOURNAL_STATE,
    CONSENT,
    REVIEW,
    KEPT_STRING,
    WRITTEN_FILE,
    RECEIPT,
)
"""Every table of this room."""
