"""Coded passages with all that is known of them: the rows of `codings`, what lies behind a number, the quotes.

Rows are found in SQL; texts and turns are read only for what is looked at.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, overload

from sqlalchemy import Connection

from codebook.codings import FLAG_WORDS, Coding, list_codings
from codebook.schemas import Code
from corpus.messages import _
from corpus.participants import list_participants
from corpus.store import Project
from corpus.transcripts import Transcript
from exports.tables.filters import NO_ROLE, Chosen, Filters, fold, look_up
from exports.tables.interviews import Interview, Interviews, interviews_of
from exports.values import Cell, Column, Table

_CHUNK = 64
_MANY = 1000
_LITTLE = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """One coding as it belongs to one participant (`participant` and `role` empty where to nobody).

    Its words and its turns are read from the interview when they are asked for.
    """

    coding: Coding
    transcript: Transcript
    code: Code
    participant: str
    role: str
    source: Interviews = field(repr=False, compare=False)

    @property
    def interview(self) -> Interview:
        """The interview it stands in."""
        return self.source.get(self.transcript)

    @property
    def text(self) -> str:
        """Its words."""
        return self.interview.text[self.coding.start : self.coding.end]

    @property
    def said(self) -> str:
        """What is said in it, for people to read: no labels, no time stamps; who speaks in brackets where several do.

        Its words as they stand where nothing is said in it.
        """
        spoken = self.interview.spoken(self.coding.start, self.coding.end)
        if len({who for who, _words in spoken}) < 2:
            return " ".join(words for _who, words in spoken) or self.text
        return " ".join(f"[{who}:] {words}" for who, words in spoken)

    @property
    def people(self) -> tuple[str, ...]:
        """Everyone it belongs to, in the order they are heard in it."""
        return tuple(label for label in self.interview.owners(self.coding.start, self.coding.end) if label)

    @property
    def turns(self) -> tuple[int, int]:
        """The first and last turn of the participant's words in it, or of the passage; 0 before the first turn."""
        interview, coding = self.interview, self.coding
        first = interview.owners(coding.start, coding.end).get(self.participant, -1)
        if first < 0 or not interview.turns:
            first = interview.index_at(coding.start)
        last = interview.index_at(coding.end - 1)
        start = interview.turns[first].number if first >= 0 and interview.turns else 0
        return start, max(start, interview.turns[last].number if last >= 0 else 0)

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


Row = tuple[int, int, int, int, int]
"""What is known of a coded passage before anything is read: its key, interview, start, end and category."""


@dataclass(frozen=True, slots=True)
class _Study:
    """What every row of one search is told with."""

    project: Project
    transcripts: Mapping[int, Transcript]
    codes: Mapping[int, Code]
    roles: Mapping[str, str]
    interviews: Interviews

    def passage(self, coding: Coding, person: str, known: int) -> Passage:
        """A coding as it belongs to a person; `known` is its category when it was found, for one made since."""
        transcript, code = self.transcripts[coding.transcript], self.codes.get(coding.code) or self.codes[known]
        return Passage(coding, transcript, code, person, self.roles.get(person, ""), self.interviews)


class Found(Sequence[Passage]):
    """The passages some filters find, each once, as it belongs to the first participant asked for.

    What is not looked at is not read: an item is made when it is asked for, with its neighbours.
    """

    def __init__(self, study: _Study, rows: Sequence[Row], owners: Sequence[tuple[str, ...]]) -> None:
        self._study, self.rows, self.owners = study, rows, owners
        self._chunks: dict[int, dict[int, Coding]] = {}

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Passage: ...
    @overload
    def __getitem__(self, index: slice) -> list[Passage]: ...
    def __getitem__(self, index: int | slice) -> Passage | list[Passage]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        index %= len(self)
        return self._study.passage(self._coding(index), self.owners[index][0], self.rows[index][4])

    def _coding(self, index: int) -> Coding:
        chunk = index // _CHUNK
        if chunk not in self._chunks:
            rows = self.rows[chunk * _CHUNK : (chunk + 1) * _CHUNK]
            found = list_codings(self._study.project, keys=[row[0] for row in rows])
            self._study.interviews.read(self._study.transcripts[key] for key in {row[1] for row in rows})
            self._chunks[chunk] = {coding.id: coding for coding in found}
        row = self.rows[index]
        known = self._chunks[chunk].get(row[0])
        # One taken away since it was found is shown without its words' remarks until it is looked for again.
        return known or Coding(row[0], row[1], row[2], row[3], row[4], "", "", (), False, "", "")

    def by_participant(self) -> list[Passage]:
        """Every passage, once for each participant asked for; the codings are read at once."""
        keys = [row[0] for row in self.rows]
        found = list_codings(self._study.project, keys=keys if len(keys) < _MANY else None)
        codings = {coding.id: coding for coding in found}
        return [
            self._study.passage(codings[row[0]], person, row[4])
            for row, labels in zip(self.rows, self.owners, strict=True)
            for person in labels
            if row[0] in codings
        ]

    def keep(self, coding: Coding) -> None:
        """Know a coding as it is after a change that leaves it where it is."""
        for chunk in self._chunks.values():
            if coding.id in chunk:
                chunk[coding.id] = coding

    @property
    def people(self) -> frozenset[str]:
        """Everyone some passage belongs to, of those asked for."""
        return frozenset(label for labels in set(self.owners) for label in labels) - {""}

    @property
    def interviews(self) -> int:
        """In how many interviews they stand."""
        return len({row[1] for row in self.rows})


def find(project: Project, filters: Filters | None = None, keys: frozenset[int] | None = None) -> Found:
    """The passages asked for, by interview and place, each once; nothing more of them is read than is looked at.

    `keys` keeps only those codings.
    """
    return _find(project, filters or Filters(), keys)


def find_passages(
    project: Project,
    filters: Filters | None = None,
    *,
    quotes_only: bool = False,
    keys: frozenset[int] | None = None,
) -> list[Passage]:
    """The passages asked for, by interview and place; one of two participants comes twice.

    `keys` keeps only those codings.
    """
    filters = filters or Filters()
    return _find(project, replace(filters, quote=filters.quote or quotes_only), keys).by_participant()


def _find(project: Project, filters: Filters, keys: frozenset[int] | None) -> Found:
    chosen = look_up(project, filters)
    study, wanted = _study(project, chosen)
    with project.read() as db:
        rows = _select(db, study, chosen, wanted)
    if keys is not None:
        rows = [row for row in rows if row[0] in keys]
    ranks = {key: rank for rank, key in enumerate(study.transcripts)}
    rows.sort(key=lambda row: ranks[row[1]])
    if not chosen.texts and all(wanted.values()):
        return Found(study, rows, [wanted[row[1]] or () for row in rows])
    pairs = list(_owned(study, chosen, rows, wanted))
    return Found(study, [row for row, _labels in pairs], [labels for _row, labels in pairs])


def _study(project: Project, chosen: Chosen) -> tuple[_Study, Mapping[int, tuple[str, ...] | None]]:
    """The study, and its interviews that may hold what is asked for: whose each is, None where turns must tell."""
    interviews = interviews_of(project)
    roles = {person.label: person.role for person in list_participants(project)}
    codes = {code.id: code for schema in chosen.schemas for code in schema.codes}
    study = _Study(project, interviews.transcripts, codes, roles, interviews)
    wanted: dict[int, tuple[str, ...] | None] = {}
    for transcript in interviews.transcripts.values():
        if chosen.transcripts is not None and transcript.id not in chosen.transcripts:
            continue
        if len(transcript.participants) == 1:
            if _takes(chosen, roles, transcript.participants[0]):
                wanted[transcript.id] = transcript.participants
        elif _takes(chosen, roles, "") or any(_takes(chosen, roles, label) for label in transcript.participants):
            wanted[transcript.id] = None
    return study, wanted


def _takes(chosen: Chosen, roles: Mapping[str, str], label: str) -> bool:
    """Whether a participant is asked for; `""` is nobody."""
    if chosen.participants is not None and label not in chosen.participants:
        return False
    return chosen.takes_role(roles.get(label, "") or NO_ROLE)


def _select(db: Connection, study: _Study, chosen: Chosen, wanted: Collection[int]) -> list[Row]:
    """The rows of the codings asked for, as far as SQL can tell, by interview and place."""
    every = len(study.codes)
    codes = [key for key in study.codes if chosen.codes is None or key in chosen.codes]
    conditions, values = list[str](), list[Any]()
    for column, keys, of in (("code_id", codes, every), ("transcript_id", wanted, len(study.transcripts))):
        if len(keys) < of or (column == "code_id" and chosen.narrowed):
            # An index helps to find little; for much of a table, reading all of it in order is quicker.
            index = "" if len(keys) * _LITTLE < of else "+"
            conditions.append(f"{index}c.{column} IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(list(keys)))
    for condition, several in (
        ("c.coder_id IN (SELECT id FROM coder WHERE name IN (SELECT value FROM json_each(?)))", chosen.coders),
        ("c.origin IN (SELECT value FROM json_each(?))", chosen.origins),
    ):
        if several is not None:
            conditions.append(condition)
            values.append(json.dumps(sorted(several)))
    if chosen.flags is not None:
        has = " OR ".join("instr(';' || c.flags || ';', ?)" for _flag in chosen.flags)
        conditions.append(f"c.flags <> '' AND ({has})")
        values += [f";{flag};" for flag in chosen.flags]
    for sign, day in ((">=", chosen.since), ("<=", chosen.until)):
        if day:
            conditions.append(f"substr(c.created, 1, 10) {sign} ?")
            values.append(day)
    if chosen.quote:
        conditions.append("c.quote")
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    result = db.exec_driver_sql(
        'SELECT c.id, c.transcript_id, c."start", c."end", c.code_id '
        f'FROM coding c {where}ORDER BY c.transcript_id, c."start", c."end", c.id',
        tuple(values),
    )
    cursor: Any = result.cursor  # the driver's own tuples: SQLAlchemy's rows cost as much again
    return list(cursor.fetchall())


def _owned(
    study: _Study,
    chosen: Chosen,
    rows: Sequence[Row],
    wanted: Mapping[int, tuple[str, ...] | None],
) -> Iterator[tuple[Row, tuple[str, ...]]]:
    """What belongs to somebody asked for and holds the words asked for, each with those it belongs to."""
    heard = {row[1] for row in rows}
    shared = [study.transcripts[key] for key in heard if wanted[key] is None]
    study.interviews.read(shared)
    if chosen.texts:
        study.interviews.read_texts(study.transcripts[key] for key in heard)
    for row in rows:
        labels = wanted[row[1]]
        transcript = study.transcripts[row[1]]
        if chosen.texts and not _holds(study.interviews.texts[transcript.id, transcript.sha256], row, chosen):
            continue
        if labels is None:
            found = study.interviews.get(transcript).owners(row[2], row[3])
            labels = tuple(label for label in found if _takes(chosen, study.roles, label))
        if labels:
            yield row, labels


def _holds(text: str, row: Row, chosen: Chosen) -> bool:
    """Whether a passage holds the words of one of the texts asked for."""
    said = fold(text[row[2] : row[3]])
    return any(words and all(word in said for word in words) for words in chosen.texts)


def say_origins() -> dict[str, str]:
    """Each way a coding was made in the reader's words."""
    return {
        "read": _("by reading"),
        "search": _("from a search"),
        "suggested": _("suggested"),
        "imported": _("from a table"),
    }


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
        Column("origin", _("origin"), said=say_origins()),
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
