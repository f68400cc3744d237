"""Made-up interviews and codings for the benchmarks, the same in every run."""

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from codebook.builtins import get_builtin
from codebook.codings import CodingDraft, add_codings
from codebook.project import create_project
from codebook.readings import add_schema_in_use
from codebook.schemas import Code, list_schemas
from corpus.imports import import_candidates, read_candidates
from corpus.sample import SAMPLES
from corpus.store import Project
from corpus.store.anchors import digest
from corpus.transcripts import TranscriptText, list_transcripts, read_transcript
from corpus.words import WORD

ROLES = ("jobbspesialist", "veileder")
SCHEMA = "samarbeid"
SPOKEN = """
jeg tenker at vi skulle ha møttes oftere for da hadde det gått bedre men så kommer det noe i veien og etterpå er det
ingen som vet hvem som egentlig skulle ringe så da blir det liggende til neste gang vi ser hverandre på kontoret
"""
VOCABULARY = SPOKEN.split()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a made-up coding goes: an interview, a range of code points, and a code."""

    text: TranscriptText
    start: int
    end: int
    code: Code


def write_interviews(
    folder: Path, count: int, size: int, seed: int = 1, vocabulary: Sequence[str] = VOCABULARY
) -> list[Path]:
    """Text files of about `size` bytes, an interviewer `I` and a participant `P` taking turns."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    paths = [folder / f"{number:04d}.txt" for number in range(count)]
    for path in paths:
        path.write_text("\n\n".join(_turns(chance, size, vocabulary)) + "\n", encoding="utf-8")
    return paths


def _turns(chance: random.Random, size: int, vocabulary: Sequence[str]) -> Iterator[str]:
    while size > 0:
        for label, most, mark in (("I", 12, "?"), ("P", 90, ".")):
            words = [chance.choice(vocabulary) for _ in range(chance.randint(3, most))]
            turn = f"{label}: {' '.join(words).capitalize()}{mark}"
            size -= len(turn.encode()) + 2
            yield turn


def spoken_words() -> list[str]:
    """The words of the sample's interviews, each as often as it is said there."""
    folder = SAMPLES["nb"].folder
    return [word for file in sorted(folder.glob("*.txt")) for word in WORD.findall(file.read_text("utf-8"))]


def make_study(
    path: Path, interviews: int, codings: int, size: int = 20_000, vocabulary: Sequence[str] = VOCABULARY
) -> Project:
    """A study of its own at a path, with interviews of both roles under one schema, coded at random places."""
    project = create_project(path, "made up", "nb", "one")
    with project.unrecorded():
        add_schema_in_use(project, get_builtin(SCHEMA, "nb"))
        files = write_interviews(path.with_suffix(".files"), interviews, size, 1, vocabulary)
        for number, role in enumerate(ROLES):
            candidates = read_candidates(None, files[number::2], interviewers=["I"], role=role)
            import_candidates(project, candidates)
    drafts = [
        CodingDraft(p.text.transcript.id, p.start, p.end, p.code.id, digest(p.text.text[p.start : p.end]), "one")
        for p in places(project, codings)
    ]
    if drafts:
        with project.unrecorded():
            add_codings(project, drafts)
    return project


def places(project: Project, count: int, seed: int = 2) -> Iterator[Place]:
    """Random passages of participants' turns, each with a code of the schema."""
    chance = random.Random(seed)
    codes = list_schemas(project)[0].codes
    texts = [read_transcript(project, transcript) for transcript in list_transcripts(project)]
    spoken = [[turn.words for turn in text.turns if turn.participant] for text in texts]
    for _ in range(count):
        index = chance.randrange(len(texts))
        start, end = chance.choice(spoken[index])
        first = chance.randrange(start, end)
        length = len(texts[index].text)
        yield Place(texts[index], first, min(first + chance.randint(20, 400), length), chance.choice(codes))


def write_codings(path: Path, project: Project, count: int, seed: int = 3) -> Path:
    """A table of codings as `tusj code` reads it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("transcript", "start", "end", "schema", "code"))
        for place in places(project, count, seed):
            table.writerow((place.text.transcript.name, place.start, place.end, place.code.schema, place.code.path))
    return path
