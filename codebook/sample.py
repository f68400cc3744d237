"""Making the sample study: the interviews that ship, partly coded."""

import csv
import tomllib
from pathlib import Path

from codebook.approach import set_approach
from codebook.builtins import FIRST, builtin_schemas
from codebook.codings import CodingDraft, add_codings, split_flags
from codebook.memos import Target, write_memo
from codebook.project import create_project
from codebook.readings import READ, add_schema_in_use, list_readings, set_status
from codebook.sample_arguing import bring_in_arguments
from codebook.sample_guide import add_guide
from codebook.schemas import get_code, list_schemas
from corpus.imports import import_candidates, read_candidates
from corpus.participants import list_participants, set_attribute
from corpus.sample import SAMPLES, Sample
from corpus.store import Project
from corpus.store.anchors import digest
from corpus.transcripts import TranscriptText, list_transcripts, read_transcript

CODER = {"nb": "eksempel", "en": "sample"}


def make_sample(path: Path, language: str) -> Project:
    """Make the sample study at a path and leave it open. Its journal is empty: undo takes back only the user's own."""
    sample = SAMPLES[language]
    project = create_project(path, sample.title, language, CODER[language])
    try:
        with project.unrecorded():
            for draft in builtin_schemas(language, FIRST):
                add_schema_in_use(project, draft)
            _bring_in(project, sample)
            _code(project, sample)
            _set_readings(project, sample)
            _write_notes(project, sample)
            add_guide(project, sample.folder)
            bring_in_arguments(project, sample)
    except BaseException:
        project.close()
        path.unlink(missing_ok=True)
        raise
    project.coder = ""
    return project


def _bring_in(project: Project, sample: Sample) -> None:
    for role, labels in sample.roles.items():
        paths = [sample.folder / f"{label}.txt" for label in labels]
        candidates = read_candidates(None, paths, interviewers=["I"], role=role)
        import_candidates(project, candidates)
    for label, attributes in sample.attributes.items():
        for name, value in attributes.items():
            set_attribute(project, label, name, value)


def _code(project: Project, sample: Sample) -> None:
    schemas = list_schemas(project)
    texts: dict[str, TranscriptText] = {}
    for transcript in list_transcripts(project):
        texts[transcript.name] = read_transcript(project, transcript)
    drafts = []
    for name in sample.codings:
        with (sample.folder / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                text = texts[row["transcript"]]
                start = text.text.index(row["text"])
                drafts.append(
                    CodingDraft(
                        text.transcript.id,
                        start,
                        start + len(row["text"]),
                        get_code(schemas, row["code"], row["schema"]).id,
                        digest(row["text"]),
                        CODER[sample.language],
                        row["gist"],
                        split_flags(row["flags"]),
                        row["quote"] == "1",
                        row["memo"],
                    )
                )
    add_codings(project, drafts)


def _set_readings(project: Project, sample: Sample) -> None:
    transcripts = {transcript.name: transcript for transcript in list_transcripts(project)}
    for reading, names in zip(list_readings(project), sample.read, strict=True):
        for name in names:
            set_status(project, reading, transcripts[name], READ)


def _write_notes(project: Project, sample: Sample) -> None:
    """The diary, and what was noted on interviews, participants and categories."""
    transcripts = {transcript.name: transcript.id for transcript in list_transcripts(project)}
    people = {person.label: person.id for person in list_participants(project)}
    schemas = list_schemas(project)
    written = tomllib.loads((sample.folder / "notes.toml").read_text("utf-8"))
    set_approach(project, written["approach"])
    for note in written["note"]:
        code = get_code(schemas, note["code"], note["schema"]).id if "code" in note else None
        on = Target(
            transcript=transcripts.get(note.get("transcript", "")),
            participant=people.get(note.get("participant", "")),
            code=code,
        )
        words = "\n\n".join(" ".join(part.split()) for part in note["text"].split("\n\n"))
        write_memo(project, on, words, note["kind"], created=note["created"])
