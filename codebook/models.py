"""The tables of schemas, codes, codings, notes, readings and what is made of them: every table of a project."""

from sqlalchemy import Column, Float, Index, Table, UniqueConstraint

from corpus.models import MODELS as CORPUS_MODELS
from corpus.models import flag, number, of_person, on_text, place_on_text, record, reference, text

SCHEMA = record(
    "schema",
    text("name", unique=True),
    text("title"),
    text("role"),
    number("position"),
    text("bands", otherwise=""),
)
"""Named sets of codes, for all roles or for one, kept by its name so that it may come before its participants.

`bands` names the ranges of a scale's sum, as JSON `[[lowest, name], …]`, the highest first; empty without a scale.
"""

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
    text("full_definition", otherwise=""),
    text("asks", otherwise=""),
    number("low", nullable=True),
    number("high", nullable=True),
)
"""Categories. `without` lists roles a category leaves out, joined by newlines; `full_definition` the long one.

`asks` says of what a number is asked (`coding` or `participant`; empty: none), from `low` to `high` where they are set.
"""

CODE_LINK = record(
    "code_link",
    reference("code_id", "code", index=True),
    reference("other_id", "code", index=True),
    text("kind"),
    UniqueConstraint("code_id", "other_id", "kind"),
)
"""Two categories that belong together: `kind` is `same`, `parallel` or `opposite`; the smaller key comes first."""

CODE_EVENT = record(
    "code_event",
    reference("code_id", "code", index=True),
    text("what"),
    text("details"),
    text("why"),
    text("time"),
    text("coder"),
)
"""What happened to a category, told by a message id and its values (JSON), and why."""

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
        Column("number", Float, nullable=True),
        Index("coding_place", "transcript_id", "start", "end"),
    )
)
"""One code applied by one coder to one range. `digest` knows the words it was made on; `number` is a scale's value."""

SCORE = record(
    "score",
    of_person(),
    reference("code_id", "code", index=True),
    reference("coder_id", "coder"),
    Column("number", Float, nullable=False),
    UniqueConstraint("participant_id", "code_id", "coder_id"),
)
"""The number a coder gave a participant on a category that asks for one."""

MEMO = on_text(
    record(
        "memo",
        *place_on_text(nullable=True),
        reference("coding_id", "coding", nullable=True, index=True),
        text("text"),
        text("created"),
        text("coder"),
        text("kind", otherwise="note"),
        of_person(nullable=True),
        reference("code_id", "code", nullable=True, index=True),
        reference("theme_id", "theme", nullable=True, index=True),
        text("source", otherwise=""),
        flag("open", otherwise=False),
    )
)
"""Dated free text. What it is on: a passage (transcript and range), a coding (with its range too: it goes with it), an
interview (transcript alone), a participant, a category, a theme; with none of these, the study.

`kind` says what it is for; `source` knows the file it was read from; `open` says that it waits to be settled.
"""

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

SETTING = record("setting", text("name", unique=True), text("value"))
"""What the study has chosen, by name: its approach, its thresholds, its outcomes. Values as JSON."""

KEPT_FILTER = record("kept_filter", text("name", unique=True), text("filters"))
"""Filters kept by name, as JSON."""

QUESTION = record("question", text("role"), number("number"), text("text"))
"""The questions of a role's interview guide, numbered from 1."""

QUESTION_CODE = record(
    "question_code",
    reference("question_id", "question", index=True),
    reference("code_id", "code", index=True),
    UniqueConstraint("question_id", "code_id"),
)
"""The categories a question asks about."""

TURN_QUESTION = record(
    "turn_question",
    reference("transcript_id", "transcript"),
    number("turn"),
    reference("question_id", "question", index=True),
    UniqueConstraint("transcript_id", "turn", "question_id"),
)
"""The question an interviewer's turn asks; turns by their numbers, which never move."""

CELL = record(
    "cell",
    of_person(),
    reference("code_id", "code", index=True),
    text("summary"),
    text("status"),
    text("coder"),
    text("changed"),
    UniqueConstraint("participant_id", "code_id"),
)
"""What the researcher wrote of a participant under a category, and what an empty cell means.

`status` is `not-asked`, `silent` (asked, said nothing), `not-applicable`, or empty.
"""

EPISODE = record("episode", text("name"), text("outcome"), number("position"))
"""Stories told in interviews, the same one perhaps by several people."""

TELLING = on_text(record("telling", *place_on_text(), reference("episode_id", "episode", index=True), text("digest")))
"""The passages in which an episode is told."""

THEME = record("theme", text("name"), text("claim"), number("position"))
"""Claims argued from the material, each in one sentence."""

THEME_CODE = record(
    "theme_code",
    reference("theme_id", "theme", index=True),
    reference("code_id", "code", index=True),
    UniqueConstraint("theme_id", "code_id"),
)
"""The categories a theme is raised from."""

EVIDENCE = on_text(
    record(
        "evidence",
        *place_on_text(),
        reference("theme_id", "theme", index=True),
        text("side"),
        reference("coding_id", "coding", nullable=True, keep=True, index=True),
        reference("episode_id", "episode", nullable=True, keep=True, index=True),
        text("digest"),
    )
)
"""Passages for a theme and against it: `side` is `for` or `against`; the coding or episode it was taken from."""

MODELS: tuple[Table, ...] = (
    *CORPUS_MODELS,
    SCHEMA,
    CODE,
    CODE_LINK,
    CODE_EVENT,
    CODING,
    SCORE,
    THEME,
    MEMO,
    READING,
    READING_SCHEMA,
    READING_STATUS,
    SETTING,
    KEPT_FILTER,
    QUESTION,
    QUESTION_CODE,
    TURN_QUESTION,
    CELL,
    EPISODE,
    TELLING,
    THEME_CODE,
    EVIDENCE,
)
"""Every table of a project."""
