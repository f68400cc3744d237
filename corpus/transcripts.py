"""Interviews as they are stored: texts, turns, and whose words a range holds."""

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from corpus.errors import InputError, NotFoundError, ProjectError
from corpus.messages import N_, _
from corpus.models import (
    PARTICIPANT,
    ROLE,
    SENTENCES,
    TEXT,
    TRANSCRIPT,
    TRANSCRIPT_PARTICIPANT,
    TURN,
)
from corpus.names import find_named
from corpus.participants import natural_key
from corpus.progress import Progress
from corpus.store import Project
from corpus.store.anchors import sha256
from corpus.store.journal import remove_in_bulk
from corpus.words import WORD, count_words


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch. Ranges are half-open code points; `participant` is a label, empty for nobody's."""

    number: int
    speaker: str
    kind: str
    participant: str
    label: tuple[int, int]
    words: tuple[int, int]
    start_ms: int | None
    end_ms: int | None


@dataclass(frozen=True, slots=True)
class Transcript:
    """What is known of an interview without reading its text. `participants` and `roles` are in step."""

    id: int
    name: str
    participants: tuple[str, ...]
    roles: tuple[str, ...]
    words: int
    turns: int
    length: int
    language: str
    sha256: str


@dataclass(frozen=True, slots=True)
class TranscriptText:
    """An interview with its text and turns."""

    transcript: Transcript
    text: str
    turns: tuple[Turn, ...]

    def turn_at(self, offset: int) -> Turn | None:
        """The turn a code point belongs to: the last that begins at or before it; None before the first."""
        index = bisect_right(self.turns, offset, key=lambda turn: turn.label[0]) - 1
        return self.turns[index] if index >= 0 else None

    def spoken(self, start: int, end: int) -> list[tuple[Turn, str]]:
        """What is said in a range: each turn with words there, and those words; no label, nothing between turns.

        A turn with no letter or digit there counts only where no other has one.
        """
        index = max(0, bisect_right(self.turns, start, key=lambda turn: turn.words[0]) - 1)
        found: list[tuple[Turn, str]] = []
        while index < len(self.turns) and self.turns[index].words[0] < end:
            turn = self.turns[index]
            said = self.text[max(start, turn.words[0]) : min(end, turn.words[1])]
            if said.strip():
                found.append((turn, said))
            index += 1
        return [(turn, said) for turn, said in found if any(map(str.isalnum, said))] or found


class Ownership:
    """Whose words the ranges of one interview hold: the rule of "whose words"."""

    def __init__(self, text: str, turns: Sequence[tuple[int, int, str]], participants: Sequence[str]) -> None:
        """`turns` are (start, end, participant or ""), in order; `participants` everyone heard."""
        self._text = text
        self._turns = turns
        self._starts = [turn[0] for turn in turns]
        self._only = participants[0] if len(participants) == 1 else ""

    def owners(self, start: int, end: int) -> dict[str, int]:
        """Each participant at least one of whose words lies in the range, with the index of their first turn there."""
        found: dict[str, int] = {}
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self._turns) and self._turns[index][0] < end:
            a, b, person = self._turns[index]
            if person and person not in found and self._has_word((a, b), max(a, start), min(b, end)):
                found[person] = index
            index += 1
        if not found and self._only:
            return {self._only: max(0, bisect_right(self._starts, start) - 1)}
        return found

    def _has_word(self, turn: tuple[int, int], start: int, end: int) -> bool:
        """Whether a character of a word lies in a range of a turn: a letter, a digit, or a mark inside a word."""
        if any(char.isalnum() for char in self._text[start:end]):
            return True
        around = WORD.finditer(self._text, max(turn[0], start - 1), min(turn[1], end + 1))
        return any(word.start() < end and word.end() > start for word in around)


def list_transcripts(project: Project) -> list[Transcript]:
    """Every interview, by role's order and name."""
    with project.read() as db:
        people: dict[int, list[tuple[str, str]]] = {}
        for key, label, role in db.execute(
            select(TRANSCRIPT_PARTICIPANT.c.transcript_id, PARTICIPANT.c.label, ROLE.c.name)
            .join(PARTICIPANT, PARTICIPANT.c.id == TRANSCRIPT_PARTICIPANT.c.participant_id)
            .outerjoin(ROLE, ROLE.c.id == PARTICIPANT.c.role_id)
        ):
            people.setdefault(key, []).append((label, role or ""))
        counted = db.exec_driver_sql("SELECT transcript_id, count(*) FROM turn GROUP BY transcript_id")
        turns = {key: count for key, count in counted}
        rows = db.execute(
            select(
                TRANSCRIPT.c.id,
                TRANSCRIPT.c.name,
                TRANSCRIPT.c.words,
                TRANSCRIPT.c.length,
                TRANSCRIPT.c.language,
                TEXT.c.sha256,
            ).join(TEXT, TEXT.c.transcript_id == TRANSCRIPT.c.id)
        ).all()
    found = []
    for row in rows:
        heard = sorted(people.get(row.id, []), key=lambda pair: natural_key(pair[0]))
        labels, roles = tuple(pair[0] for pair in heard), tuple(pair[1] for pair in heard)
        found.append(
            Transcript(
                row.id,
                row.name,
                labels,
                roles,
                row.words,
                turns.get(row.id, 0),
                row.length,
                row.language,
                row.sha256,
            )
        )
    return sorted(found, key=lambda transcript: natural_key(transcript.name))


def get_transcript(project: Project, name: str) -> Transcript:
    """One interview by name, in any case where that leaves one; NotFoundError names some there are."""
    transcripts = list_transcripts(project)
    found = find_named(transcripts, name, lambda transcript: transcript.name)
    if found is not None:
        return found
    known = ", ".join(transcript.name for transcript in transcripts[:12]) or _("none yet")
    if len(transcripts) > 12:
        known += ", …"
    raise NotFoundError(_("The study has no interview {name} (it has: {known}).").format(name=name, known=known))


def read_transcript(project: Project, transcript: Transcript) -> TranscriptText:
    """An interview with its text and turns, as stored now; ProjectError where the text is not the one stored."""
    with project.read() as db:
        text, digest = db.execute(select(TEXT.c.text, TEXT.c.sha256).where(TEXT.c.transcript_id == transcript.id)).one()
        rows = db.execute(
            select(
                TURN.c.number,
                TURN.c.speaker,
                TURN.c.kind,
                PARTICIPANT.c.label,
                TURN.c.label_start,
                TURN.c.label_end,
                TURN.c.start,
                TURN.c.end,
                TURN.c.start_ms,
                TURN.c.end_ms,
            )
            .outerjoin(PARTICIPANT, PARTICIPANT.c.id == TURN.c.participant_id)
            .where(TURN.c.transcript_id == transcript.id)
            .order_by(TURN.c.number)
        ).all()
    if sha256(text) != digest:  # wrong words must not be coded, still less quoted
        raise ProjectError(_("{path} is damaged; use an earlier copy of it.").format(path=project.path))
    turns = tuple(Turn(r[0], r[1], r[2], r[3] or "", (r[4], r[5]), (r[6], r[7]), r[8], r[9]) for r in rows)
    if digest != transcript.sha256:
        transcript = next(t for t in list_transcripts(project) if t.id == transcript.id)
    return TranscriptText(transcript, text, turns)


def set_interviewers(project: Project, transcript: Transcript, speakers: Sequence[str]) -> None:
    """Say which speakers of an interview ask the questions; their turns then belong to nobody.

    The others' turns go back to the interview's participant where it has only one.
    """
    from corpus.participants import settle_participants

    wanted = {speaker.casefold() for speaker in speakers}
    current = read_transcript(project, transcript)
    known = {turn.speaker.casefold() for turn in current.turns}
    if wanted - known:
        raise InputError(
            _("{transcript} has no speaker {speaker}.").format(
                transcript=transcript.name, speaker=", ".join(sorted(wanted - known))
            )
        )
    by_speaker = {turn.speaker: turn.participant for turn in current.turns if turn.participant}
    only = transcript.participants[0] if len(transcript.participants) == 1 else None
    with project.step(N_("said who the interviewer is in {transcript}"), {"transcript": transcript.name}) as db:
        keys = {label: key for key, label in db.execute(select(PARTICIPANT.c.id, PARTICIPANT.c.label))}
        for speaker in dict.fromkeys(turn.speaker for turn in current.turns):
            asks = speaker.casefold() in wanted
            owner = None if asks else by_speaker.get(speaker) or only
            db.execute(
                update(TURN)
                .where(TURN.c.transcript_id == transcript.id, TURN.c.speaker == speaker)
                .values(
                    kind="interviewer" if asks else "participant",
                    participant_id=keys[owner] if owner else None,
                )
            )
        settle_participants(db, transcript.id, keep=keys[only] if only else None)
        count_again(project, transcript.id)


def count_again(project: Project, transcript: int) -> None:
    """Bring the stored word count of an interview up to date: the words of all its turns."""
    with project.step(N_("counted the words again")) as db:
        text = db.execute(select(TEXT.c.text).where(TEXT.c.transcript_id == transcript)).scalar_one()
        ranges = db.execute(select(TURN.c.start, TURN.c.end).where(TURN.c.transcript_id == transcript)).all()
        words = sum(count_words(text, start, end) for start, end in ranges)
        db.execute(update(TRANSCRIPT).where(TRANSCRIPT.c.id == transcript).values(words=words, length=len(text)))


def remove_transcript(project: Project, transcript: Transcript) -> None:
    """Take an interview out of the study with all that hangs on it; undo brings it back."""
    with project.step(N_("removed the interview {transcript}"), {"transcript": transcript.name}) as db:
        for table in (SENTENCES, TURN, TEXT):
            remove_in_bulk(db, table, transcript.id)
        db.execute(delete(TRANSCRIPT).where(TRANSCRIPT.c.id == transcript.id))


def kept_sentences(project: Project, text: TranscriptText) -> list[tuple[int, int]] | None:
    """The sentences of an interview computed earlier for exactly this text; None if they are not there."""
    with project.read() as db:
        found = db.execute(
            select(SENTENCES.c.ranges).where(
                SENTENCES.c.transcript_id == text.transcript.id,
                SENTENCES.c.sha256 == text.transcript.sha256,
            )
        ).scalar_one_or_none()
    return None if found is None else [(a, b) for a, b in json.loads(found)]


def find_sentences(project: Project, text: TranscriptText, progress: Progress | None = None) -> list[tuple[int, int]]:
    """The sentences of an interview, computed if need be and then kept. Slow at first: call it in a worker."""
    kept = kept_sentences(project, text)
    if kept is not None:
        return kept
    from corpus.language import pipeline_name, split_sentences

    language = text.transcript.language
    found = split_sentences(text.text, [turn.words for turn in text.turns], language, progress)
    if project.writable:
        with project.unrecorded() as db:
            db.execute(delete(SENTENCES).where(SENTENCES.c.transcript_id == text.transcript.id))
            db.exec_driver_sql(
                "INSERT INTO sentences(transcript_id, sha256, pipeline, ranges) VALUES (?, ?, ?, ?)",
                (
                    text.transcript.id,
                    text.transcript.sha256,
                    pipeline_name(language),
                    json.dumps(found, separators=(",", ":")),
                ),
            )
    return found
