"""Interviews as passages are read from them: texts and turns, read when asked for and kept while the study stands."""

import json
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from corpus.store import Project
from corpus.transcripts import Ownership, Transcript, list_transcripts


@dataclass(frozen=True, slots=True)
class Said:
    """One turn: its number, who is heard (a participant's label, `I` the interviewer), and where its words stand."""

    number: int
    who: str
    label: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Interview:
    """A text, its turns in order, and whose words its ranges hold. Places are code points."""

    text: str
    turns: tuple[Said, ...]
    ownership: Ownership

    def owners(self, start: int, end: int) -> dict[str, int]:
        """Whom a range belongs to, each with the index of their first turn in it; nobody is `""` with -1."""
        return self.ownership.owners(start, end) or {"": -1}

    def spoken(self, start: int, end: int) -> list[tuple[str, str]]:
        """Who says what in a range: words of the turns alone, no label, nothing that stands between turns."""
        found: list[tuple[str, str]] = []
        for turn in self.turns[max(0, self.index_at(start)) :]:
            if turn.start >= end:
                break
            said = self.text[max(start, turn.start) : min(end, turn.end)].strip()
            if said and found and found[-1][0] == turn.who:
                found[-1] = (turn.who, f"{found[-1][1]} {said}")
            elif said:
                found.append((turn.who, said))
        return found

    def index_at(self, offset: int) -> int:
        """The index of the turn a code point belongs to; -1 before the first."""
        return bisect_right(self.turns, offset, key=lambda turn: turn.label) - 1


class Interviews:
    """The interviews of one study. What was read for one state of it serves until a change is made."""

    def __init__(self, project: Project, version: tuple[object, ...]) -> None:
        self.project, self.version = project, version
        self.transcripts = {transcript.id: transcript for transcript in list_transcripts(project)}
        self._read: dict[tuple[int, str], Interview] = {}
        self.texts: dict[tuple[int, str], str] = {}

    def get(self, transcript: Transcript) -> Interview:
        """One interview, read if need be."""
        key = (transcript.id, transcript.sha256)
        found = self._read.get(key)
        if found is None:
            self.read([transcript])
            found = self._read[key]
        return found

    def read(self, transcripts: Iterable[Transcript]) -> None:
        """Read several interviews at once, those that are not there yet."""
        missing = [t for t in transcripts if (t.id, t.sha256) not in self._read]
        if not missing:
            return
        self.read_texts(missing)
        turns: dict[int, list[Said]] = {}
        whose: dict[int, list[tuple[int, int, str]]] = {}
        with self.project.read() as db:
            rows = db.exec_driver_sql(
                "SELECT t.transcript_id, t.number, t.kind, t.speaker, t.label_start, "
                't."start", t."end", p.label FROM turn t '
                "LEFT JOIN participant p ON p.id = t.participant_id "
                "WHERE t.transcript_id IN (SELECT value FROM json_each(?)) ORDER BY t.transcript_id, t.number",
                (json.dumps([t.id for t in missing]),),
            ).fetchall()
        for key, number, kind, speaker, label, start, end, person in rows:
            who = person or ("I" if kind == "interviewer" else speaker)  # an interviewer's label may be a name
            turns.setdefault(key, []).append(Said(number, who, label, start, end))
            whose.setdefault(key, []).append((start, end, person or ""))
        for transcript in missing:
            text = self.texts[transcript.id, transcript.sha256]
            ownership = Ownership(text, whose.get(transcript.id, ()), transcript.participants)
            found = Interview(text, tuple(turns.get(transcript.id, ())), ownership)
            self._read[transcript.id, transcript.sha256] = found

    def read_texts(self, transcripts: Iterable[Transcript]) -> None:
        """Read several texts at once, those that are not there yet."""
        missing = {t.id: t.sha256 for t in transcripts if (t.id, t.sha256) not in self.texts}
        if missing:
            with self.project.read() as db:
                for key, text in db.exec_driver_sql(
                    "SELECT transcript_id, text FROM transcript_text "
                    "WHERE transcript_id IN (SELECT value FROM json_each(?))",
                    (json.dumps(list(missing)),),
                ):
                    self.texts[key, missing.pop(key)] = text
            self.texts.update(dict.fromkeys(missing.items(), ""))  # taken out of the study since it was listed


_STANDING: WeakKeyDictionary[Project, Interviews] = WeakKeyDictionary()


def interviews_of(project: Project) -> Interviews:
    """The interviews of a study as it stands; texts that have not changed are not read again."""
    version = _version(project)
    before = _STANDING.get(project)
    if before is not None and before.version == version:
        return before
    now = _STANDING[project] = Interviews(project, version)
    if before is not None:
        known = {(transcript.id, transcript.sha256) for transcript in now.transcripts.values()}
        now.texts.update((key, text) for key, text in before.texts.items() if key in known)
    return now


def _version(project: Project) -> tuple[object, ...]:
    """What changes whenever interviews may have: the last change that stands, and what is brought in as none."""
    with project.read() as db:
        return tuple(
            db.exec_driver_sql(
                "SELECT (SELECT guid FROM step WHERE id = (SELECT step_id FROM journal_state)), "
                "(SELECT count(*) FROM transcript), (SELECT max(id) FROM transcript), "
                "(SELECT count(*) FROM transcript_participant), (SELECT count(*) FROM participant)"
            ).one()
        )
