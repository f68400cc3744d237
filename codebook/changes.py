"""What a step touched, so that a screen redraws only that; and codings that bring their category with them."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass

from codebook.codings import Coding, add_coding
from codebook.readings import add_schema_in_use
from codebook.schemas import SEPARATOR, Code, CodeDraft, Schema, SchemaDraft, clean_name
from corpus.messages import N_, _
from corpus.store import Project, Step
from corpus.transcripts import TranscriptText

_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Standing:
    """The last step that stands: its guid and time, both empty in a study where nothing was done yet."""

    guid: str = ""
    time: str = ""


def last_step(project: Project) -> Standing:
    """The last step that stands. Two equal answers mean that nothing has changed between."""
    with project.read() as db:
        row = db.exec_driver_sql(
            "SELECT guid, time FROM step WHERE id = (SELECT step_id FROM journal_state)"
        ).one_or_none()
    return Standing(*row) if row else Standing()


def touched_rows(project: Project, step: Step) -> dict[str, frozenset[int]] | None:
    """The keys of the rows a step touched, by table; None where it did more than change rows: texts, whole lists."""
    found: dict[str, set[int]] = {}
    with project.read() as db:
        rows = db.exec_driver_sql("SELECT name, op, old, new FROM journal WHERE step_id = ?", (step.number,))
        for name, op, old, new in rows:
            if op in ("EDIT", "ADD", "REMOVE"):
                return None
            found.setdefault(name, set()).add(int(json.loads(new or old)["id"]))
    return {name: frozenset(keys) for name, keys in found.items()}


def steps_on(project: Project, tables: Collection[str]) -> frozenset[int]:
    """The numbers of the steps that touched one of some tables."""
    with project.read() as db:
        rows = db.exec_driver_sql(
            "SELECT DISTINCT step_id FROM journal WHERE name IN (SELECT value FROM json_each(?))",
            (json.dumps(list(tables)),),
        )
        return frozenset(number for (number,) in rows)


def steps_of_new_codings(project: Project) -> frozenset[int]:
    """The numbers of the steps that made codings."""
    with project.read() as db:
        rows = db.exec_driver_sql("SELECT DISTINCT step_id FROM journal WHERE name = 'coding' AND op = 'INSERT'")
        return frozenset(number for (number,) in rows)


def add_coding_of_new(
    project: Project, text: TranscriptText, start: int, end: int, name: str, schema: Schema | None
) -> tuple[Coding, Code]:
    """Make a category and code a range with it, in one step; one of that name at the schema's top is used as it is.

    Without a schema one is made and put in use: nobody should have to choose categories before coding.
    """
    from codebook.codes import add_code  # much hangs on it, and coding with what is there needs none of it

    name = clean_name(name)
    with project.step(N_("coded as the new category {code}"), {"code": name}):
        if schema is None:
            schema = add_schema_in_use(project, SchemaDraft(_("categories"), ()))
        code = next((c for c in schema.codes if c.path.casefold() == name.casefold()), None)
        code = code or add_code(project, schema, CodeDraft(name))
        return add_coding(project, text, start, end, code), code


def name_from_words(words: str) -> str:
    """A category's name in the participant's own words: one line, without marks at its edges, of at most 80 signs."""
    name = " ".join(words.replace(SEPARATOR.strip(), " ").split())
    name = re.sub(r"^\W+|[^\w)?!]+$", "", name)
    if len(name) > _LONGEST_NAME:
        name = name[:_LONGEST_NAME].rsplit(" ", 1)[0] + " …"
    return name
