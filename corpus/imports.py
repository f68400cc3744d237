"""Bringing interviews in: files are read outside any transaction, shown, and stored together in one step."""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, select, update

from corpus.errors import InputError, ReadError
from corpus.messages import N_, _
from corpus.models import (
    PARTICIPANT,
    STUDY,
    TEXT,
    TRANSCRIPT,
    TRANSCRIPT_PARTICIPANT,
    TURN,
)
from corpus.names import clean_file_name, folded
from corpus.participants import add_participant, add_role, natural_key
from corpus.progress import Progress
from corpus.source import Source, SourceTurn
from corpus.speakers import guess_interviewers
from corpus.store import Project, now
from corpus.store.anchors import sha256
from corpus.store.journal import record, unwatched
from corpus.store.rows import insert_row
from corpus.words import count_words

_TURN_COLUMNS = (
    "transcript_id",
    "number",
    "speaker",
    "kind",
    "participant_id",
    "label_start",
    "label_end",
    '"start"',
    '"end"',
    "start_ms",
    "end_ms",
)
# One statement for all turns of an interview: the driver is slow at binding row by row.
_ADD_TURNS = (
    f"INSERT INTO turn({', '.join(_TURN_COLUMNS)}) "
    f"SELECT {', '.join(f'value->>{i}' for i in range(len(_TURN_COLUMNS)))} FROM json_each(?)"
)


@dataclass(slots=True)
class Candidate:
    """A file about to be imported: what it says, and what the researcher has decided about it.

    `problem` is set where it cannot be read, `known_as` where the study has the same file already. `interviewers` is a
    guess until the researcher says otherwise. `participant` names one person for all of it; empty makes new ones.
    """

    path: Path
    source: Source | None = None
    problem: str = ""
    known_as: str = ""
    language: str = ""
    interviewers: tuple[str, ...] = ()
    guessed: bool = False
    role: str = ""
    participant: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def speakers(self) -> dict[str, int]:
        """How many turns each speaker has, in order of appearance."""
        found: dict[str, int] = {}
        for turn in self.source.turns if self.source else ():
            found[turn.speaker] = found.get(turn.speaker, 0) + 1
        return found

    @property
    def words(self) -> int:
        """The words of all turns."""
        if not self.source:
            return 0
        return sum(count_words(self.source.text, *turn.words) for turn in self.source.turns)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reader changed or doubts, in whole sentences."""
        return (self.source.warnings if self.source else ()) + self.notes

    @property
    def ready(self) -> bool:
        """Whether it would be stored."""
        return self.source is not None and not self.known_as


@dataclass(frozen=True, slots=True)
class Imported:
    """An interview stored: its name, and the labels of those heard in it."""

    transcript: str
    participants: tuple[str, ...]
    candidate: Candidate


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files meant by these paths: a folder stands for the files in it that can be read, in natural order."""
    from corpus.readers import ENDINGS

    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in ENDINGS]
            found += sorted(
                (p for p in inside if not p.name.startswith((".", "~$"))), key=lambda p: natural_key(str(p))
            )
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def read_candidates(
    project: Project | None,
    paths: Sequence[Path],
    *,
    encoding: str | None = None,
    interviewers: Sequence[str] | None = None,
    role: str = "",
    participant: str = "",
    progress: Progress | None = None,
) -> list[Candidate]:
    """Read files without storing anything; one that cannot be read carries its problem.

    `interviewers` are labels, in any case; None asks for a guess. Raises Cancelled where `progress` does.
    """
    known = _known_files(project)
    candidates: list[Candidate] = []
    for number, path in enumerate(paths):
        if progress:
            progress(number, len(paths))
        candidate = _read_candidate(path, encoding, interviewers)
        candidate.role, candidate.participant = role, participant
        if candidate.source:
            digest = candidate.source.sha256
            candidate.known_as = known.get(digest, "")
            known.setdefault(digest, path.name)
        candidates.append(candidate)
    if progress:
        progress(len(paths), len(paths))
    return candidates


def _known_files(project: Project | None) -> dict[str, str]:
    if project is None:
        return {}
    with project.read() as db:
        rows = db.execute(select(TRANSCRIPT.c.file_sha256, TRANSCRIPT.c.name))
        return {digest: name for digest, name in rows if digest}


def _read_candidate(path: Path, encoding: str | None, interviewers: Sequence[str] | None) -> Candidate:
    from corpus.language import guess_language
    from corpus.readers import read_source

    try:
        source = read_source(path, encoding)
    except ReadError as error:
        return Candidate(path, problem=error.message)
    candidate = Candidate(path, source, language=guess_language(source.text))
    if interviewers is None:
        candidate.interviewers = guess_interviewers(source)
        candidate.guessed = bool(candidate.interviewers)
        if candidate.guessed:
            labels = ", ".join(candidate.interviewers)
            candidate.notes = (_("Taken to be the interviewer: {labels}.").format(labels=labels),)
    else:
        set_candidate_interviewers(candidate, interviewers)
    return candidate


def set_candidate_interviewers(candidate: Candidate, labels: Sequence[str]) -> None:
    """Say who asks the questions in a file, by label in any case; a label it lacks is noted."""
    spelled = {speaker.casefold(): speaker for speaker in candidate.speakers}
    candidate.interviewers = tuple(spelled[k] for k in (x.casefold() for x in labels) if k in spelled)
    missing = [label for label in labels if label.casefold() not in spelled]
    candidate.guessed = False
    candidate.notes = tuple(_("It has no speaker {label}.").format(label=label) for label in missing)


def import_candidates(project: Project, candidates: Sequence[Candidate], *, keep_names: bool = False) -> list[Imported]:
    """Store every candidate that is ready, in one step; all or none of them."""
    ready = [candidate for candidate in candidates if candidate.ready]
    if not ready:
        return []
    what = N_("brought in {count} interviews") if len(ready) > 1 else N_("brought in one interview")
    with project.step(what, {"count": len(ready)}) as db:
        return [_store(db, candidate, keep_names) for candidate in ready]


def _store(db: Connection, candidate: Candidate, keep_names: bool) -> Imported:
    source = candidate.source
    if source is None:
        raise InputError(candidate.problem)
    people = _people_of(db, candidate)
    labels = tuple(dict.fromkeys(label for _key, label in people.values()))
    name = _name_transcript(db, candidate, labels, keep_names)
    transcript = insert_row(
        db,
        TRANSCRIPT,
        {
            "name": name,
            "format": source.format,
            "encoding": source.encoding,
            "language": candidate.language,
            "file_sha256": source.sha256,
            "file_name": clean_file_name(candidate.path.name) if keep_names else "",
            "imported": now(),
            "length": len(source.text),
            "words": candidate.words,
        },
    )
    for key in dict.fromkeys(key for key, _label in people.values()):
        insert_row(db, TRANSCRIPT_PARTICIPANT, {"transcript_id": transcript, "participant_id": key})
    _store_text_and_turns(db, transcript, source, people)
    return Imported(name, labels, candidate)


def _people_of(db: Connection, candidate: Candidate) -> dict[str, tuple[int, str]]:
    """Key and label of the person behind each speaker who is no interviewer."""
    speakers = [s for s in candidate.speakers if s not in candidate.interviewers]
    if len(speakers) > 1 and "" in speakers:
        speakers.remove("")  # unlabelled stretches in a labelled file belong to nobody
    if candidate.participant:
        person = _person_named(db, candidate.participant, candidate.role)
        return dict.fromkeys(speakers or [""], person)
    if not speakers:
        return {"": add_participant(db, candidate.role)}
    return {speaker: add_participant(db, candidate.role) for speaker in speakers}


def _person_named(db: Connection, label: str, role: str) -> tuple[int, str]:
    label = " ".join(label.split())
    for key, known in db.execute(select(PARTICIPANT.c.id, PARTICIPANT.c.label)):
        if known.casefold() == label.casefold():
            if role:
                row = update(PARTICIPANT).where(PARTICIPANT.c.id == key)
                db.execute(row.values(role_id=add_role(db, role)))
            return int(key), known
    return add_participant(db, role, label)


def _name_transcript(db: Connection, candidate: Candidate, labels: Sequence[str], keep_names: bool) -> str:
    if keep_names:
        base = clean_file_name(candidate.path.stem) or candidate.path.suffix
    elif len(labels) == 1:
        base = labels[0]
    else:
        number = int(db.execute(select(STUDY.c.next_group)).scalar_one())
        db.execute(update(STUDY).values(next_group=number + 1))
        base = f"G{number:02d}"
    taken = {folded(name) for (name,) in db.exec_driver_sql("SELECT name FROM transcript")}
    name, count = base, 1
    while folded(name) in taken:
        count += 1
        name = f"{base} ({count})"
    return name


def _store_text_and_turns(db: Connection, transcript: int, source: Source, people: dict[str, tuple[int, str]]) -> None:
    """Text and turns are journalled as two entries, not row by row."""
    with unwatched(db):
        db.exec_driver_sql(
            "INSERT INTO transcript_text(transcript_id, text, sha256) VALUES (?, ?, ?)",
            (transcript, source.text, sha256(source.text)),
        )
        rows = [_turn_row(transcript, number, turn, people) for number, turn in enumerate(source.turns, start=1)]
        db.exec_driver_sql(_ADD_TURNS, (json.dumps(rows),))
    for table in (TEXT.name, TURN.name):
        record(db, "ADD", table, transcript)


def _turn_row(transcript: int, number: int, turn: SourceTurn, people: dict[str, tuple[int, str]]) -> tuple[object, ...]:
    person = people.get(turn.speaker)
    unlabelled = not turn.speaker
    kind = "participant" if person or unlabelled else "interviewer"
    key = person[0] if person else None
    return (
        transcript,
        number,
        turn.speaker,
        kind,
        key,
        *turn.label,
        *turn.words,
        turn.start_ms,
        turn.end_ms,
    )


def summary(candidate: Candidate, imported: Imported | None = None) -> dict[str, str | int]:
    """One row of the import's report: who speaks how often, what was found, what was changed.

    What is not stored yet has no name of its own and is told by its file's.
    """
    asking = set(candidate.interviewers)
    speakers = "; ".join(
        f"{speaker or '–'} {turns}" + (" *" if speaker in asking else "")
        for speaker, turns in candidate.speakers.items()
    )
    return {
        "transcript": imported.transcript if imported else clean_file_name(candidate.path.name),
        "participant": ";".join(imported.participants) if imported else candidate.participant,
        "speakers": speakers,
        "turns": sum(candidate.speakers.values()),
        "words": candidate.words,
        "language": candidate.language,
        "encoding": candidate.source.encoding if candidate.source else "",
        "warnings": " ".join(candidate.warnings),
    }


def dropped_paths(text: str) -> list[Path]:
    """The paths in text dropped or pasted into a terminal: quoted, escaped, `file://`, one a line or in a row."""
    import shlex
    from urllib.parse import unquote, urlsplit

    text = text.strip()
    whole = Path(text)
    if "\n" not in text and os.path.exists(whole):  # any text may be pasted: Path.exists raises on a long one
        return [whole]
    paths: list[Path] = []
    for line in text.splitlines():
        line = line.strip()
        if line and os.path.exists(line):
            paths.append(Path(line))
            continue
        try:
            words = shlex.split(line)
        except ValueError:
            words = [line]
        for word in words:
            paths.append(Path(unquote(urlsplit(word).path)) if word.startswith("file://") else Path(word))
    return [path.expanduser() for path in paths]
