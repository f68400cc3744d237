"""The sample's interview guides, the turns linked to them, and what is written in cells of its matrix."""

import csv
from pathlib import Path

from codebook.cells import set_cell_status, set_summary
from codebook.files.guides import import_guide
from codebook.questions import find_tied, get_question, link_turns, list_questions
from codebook.schemas import list_schemas
from corpus.participants import get_participant
from corpus.store import Project
from corpus.transcripts import list_transcripts


def add_guide(project: Project, folder: Path) -> None:
    """Add what `questions.csv`, `links.csv` and `cells.csv` of a sample's folder hold."""
    import_guide(project, folder / "questions.csv")
    questions, links = list_questions(project), _rows(folder / "links.csv")
    for transcript in list_transcripts(project):
        turns = [(int(r["turn"]), int(r["number"])) for r in links if r["transcript"] == transcript.name]
        role = transcript.roles[0]
        link_turns(project, transcript, [(turn, get_question(questions, role, number)) for turn, number in turns])
    schemas = list_schemas(project)
    codes = {code.id: code for schema in schemas for code in schema.codes}
    for row in _rows(folder / "cells.csv"):
        person = get_participant(project, row["participant"])
        code = codes[find_tied(schemas, [row["category"]], person.role)[0]]
        if row["summary"]:
            set_summary(project, person, code, row["summary"])
        if row["status"]:
            set_cell_status(project, person, code, row["status"])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
