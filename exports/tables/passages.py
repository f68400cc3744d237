"""Coded passages with all that is known of them: the rows of `codings`, what lies behind a number, the quotes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codebook.codings import FLAG_WORDS, Coding, list_codings
from codebook.schemas import Code
from corpus.messages import _
from corpus.participants import list_participants
from corpus.store import Project
from corpus.transcripts import Ownership, Transcript, TranscriptText, list_transcripts, read_transcript
from exports.tables.filters import NO_ROLE, Filters, look_up
from exports.values import Cell, Column, Table


@dataclass(frozen=True, slots=True)
class Passage:
    """One coding as it belongs to one participant (`participant` and `role` empty where to nobody).

    `turns` are the first and last turn of that participant's words in it, or of the passage; 0 before the first turn.
    """

    coding: Coding
    transcript: Transcript
    code: Code
    participant: str
    role: str
    turns: tuple[int, int]
    text: str

    @property
    def place(self) -> str:
        """The turns as they are written: `41` or `41–43`."""
        first, last = self.turns
        return str(first) if first == last else f"{first}–{last}"


def place_words(transcript: str, place: str) -> str:
    """Where a passage stands, in words: interview and turns."""
    if place in ("", "0"):
        return transcript
    words = _("{transcript}, turns {turns}") if "–" in place else _("{transcript}, turn {turns}")
    return words.format(transcript=transcript, turns=place)


def find_passages(project: Project, filters: Filters | None = None, *, quotes_only: bool = False) -> list[Passage]:
    """The passages asked for, by interview and place; one of two participants comes twice."""
    chosen = look_up(project, filters or Filters())
    codes = {
        code.id: code
        for schema in chosen.schemas
        for code in schema.codes
        if chosen.codes is None or code.id in chosen.codes
    }
    roles = {person.label: person.role for person in list_participants(project)}
    by_transcript: dict[int, list[Coding]] = {}
    for coding in list_codings(project):
        if (
            coding.code in codes
            and (not quotes_only or coding.quote)
            and (chosen.coders is None or coding.coder in chosen.coders)
            and (chosen.flags is None or chosen.flags & set(coding.flags))
        ):
            by_transcript.setdefault(coding.transcript, []).append(coding)
    found: list[Passage] = []
    for transcript in list_transcripts(project):
        wanted = by_transcript.get(transcript.id)
        if not wanted or (chosen.transcripts is not None and transcript.id not in chosen.transcripts):
            continue
        text = read_transcript(project, transcript)
        found += [
            passage
            for passage in _passages(text, wanted, codes, roles)
            if (chosen.participants is None or passage.participant in chosen.participants)
            and chosen.takes_role(passage.role or NO_ROLE)
        ]
    return found


def _passages(
    text: TranscriptText, codings: Sequence[Coding], codes: dict[int, Code], roles: dict[str, str]
) -> Iterator[Passage]:
    ownership = Ownership(
        text.text,
        [(*turn.words, turn.participant) for turn in text.turns],
        text.transcript.participants,
    )
    for coding in codings:
        owners = ownership.owners(coding.start, coding.end) or {"": -1}
        for person, first in owners.items():
            yield Passage(
                coding,
                text.transcript,
                codes[coding.code],
                person,
                roles.get(person, ""),
                _turns(text, coding, first),
                text.text[coding.start : coding.end],
            )


def _turns(text: TranscriptText, coding: Coding, first: int) -> tuple[int, int]:
    at_start, at_end = text.turn_at(coding.start), text.turn_at(coding.end - 1)
    start = text.turns[first].number if first >= 0 and text.turns else at_start.number if at_start else 0
    return start, max(start, at_end.number if at_end else 0)


def codings_table(project: Project, filters: Filters | None = None) -> Table:
    """Tidy rows, one a coding and participant, in the columns of `tusj codings`; `start`, `end` in code points."""
    columns = (
        Column("coding", _("passage"), "int"),
        Column("transcript", _("interview")),
        Column("turn", _("turn"), "int"),
        Column("participant", _("participant")),
        Column("role", _("role")),
        Column("schema", _("schema")),
        Column("code", _("category")),
        Column("path", _("path")),
        Column("coder", _("coder")),
        Column("start", _("start"), "int"),
        Column("end", _("end"), "int"),
        Column("text", _("text")),
        Column("gist", _("gist")),
        Column("flags", _("flags"), said={flag: _(word) for flag, word in FLAG_WORDS.items()}),
        Column("memo", _("note")),
        Column("origin", _("origin"), said={"read": _("by reading"), "imported": _("from a table")}),
        Column("created", _("made")),
    )
    rows = tuple(_tidy(passage) for passage in find_passages(project, filters))
    return Table(_("Coded passages"), columns, rows)


def _tidy(passage: Passage) -> tuple[Cell, ...]:
    coding, code = passage.coding, passage.code
    return (
        coding.id,
        passage.transcript.name,
        passage.turns[0],
        passage.participant,
        passage.role,
        code.schema,
        code.name,
        code.path,
        coding.coder,
        coding.start,
        coding.end,
        passage.text,
        coding.gist,
        ";".join(coding.flags),
        coding.memo,
        coding.origin,
        coding.created,
    )
