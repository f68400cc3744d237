"""What the coding screen holds of one interview: its text, the reading in hand, the codings and notes shown."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.places import chosen_reading
from app.reader import Block, Document, Mark
from codebook.changes import Standing, last_step
from codebook.codings import Coding, current_coder, list_codings
from codebook.memos import Memo, list_memos
from codebook.questions import Question, list_question_links, list_questions
from codebook.readings import Reading, list_readings, schema_for, takes_part, younger_codes
from codebook.roles import is_counted
from codebook.schemas import Code, Schema, list_schemas
from corpus.messages import _
from corpus.participants import list_participants
from corpus.store import Project
from corpus.transcripts import TranscriptText, Turn, get_transcript, read_transcript

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True)
class Sheet:
    """One interview as it lies on the desk. `codings` are the coder's own, by key; other coders' are not shown.

    `earlier` says whether codings of other readings are shown; `standing` is the last step it knows of.
    `asked` tells which questions of the guide turns ask, by turn.
    `uncounted` are the categories not counted for the role of those interviewed.
    """

    project: Project
    text: TranscriptText
    who: str
    study: str
    readings: list[Reading]
    reading: Reading | None
    schemas: list[Schema]
    schema: Schema | None
    coder: str
    codings: dict[int, Coding]
    memos: list[Memo]
    standing: Standing
    earlier: bool = True
    asked: dict[int, list[Question]] = field(default_factory=dict)
    codes: dict[int, Code] = field(default_factory=dict)
    letters: dict[int, str] = field(default_factory=dict)
    uncounted: set[int] = field(default_factory=set)
    _begins: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._begins = [turn.label[0] for turn in self.text.turns]
        self.load_guide()
        for schema in self.schemas:
            for at, code in enumerate(schema.codes):
                self.codes[code.id] = code
                self.letters[code.id] = LETTERS[at % len(LETTERS)]
                if not is_counted(schema, code, self.text.transcript.roles):
                    self.uncounted.add(code.id)

    def load_guide(self) -> None:
        """Read which questions of the guide the turns ask, by turn."""
        links = list_question_links(self.project, self.text.transcript.id)
        questions = {question.id: question for question in list_questions(self.project)} if links else {}
        self.asked = {}
        for link in links:
            self.asked.setdefault(link.turn, []).append(questions[link.question])

    @property
    def name(self) -> str:
        """The interview's name."""
        return self.text.transcript.name

    @property
    def number(self) -> int:
        """The reading's place among the readings, from 1; 0 where there is none."""
        keys = [reading.id for reading in self.readings]
        return keys.index(self.reading.id) + 1 if self.reading else 0

    @property
    def reading_words(self) -> str:
        """The reading and its schema, as the title says them."""
        if self.reading is None:
            return self.schema.name if self.schema else _("no categories yet")
        name = self.reading.name
        words = _("reading {name}").format(name=name if name == str(self.number) else f"{self.number}, {name}")
        return f"{words}: {self.schema.name}" if self.schema else words

    @property
    def status(self) -> str:
        """How far the interview is in the reading; empty without a reading."""
        return self.reading.status(self.text.transcript.id) if self.reading else ""

    @property
    def roles(self) -> str:
        """The roles of those interviewed, as they are told."""
        return ", ".join(dict.fromkeys(role for role in self.text.transcript.roles if role))

    @property
    def younger(self) -> frozenset[str]:
        """Paths of the categories made after this interview was read in the reading."""
        if self.reading is None or self.schema is None:
            return frozenset()
        return frozenset(younger_codes(self.reading, self.schema, self.text.transcript))

    def turn_at(self, offset: int) -> Turn | None:
        """The turn a code point belongs to, found without walking through all: it is asked at every key."""
        index = bisect_right(self._begins, offset) - 1
        return self.text.turns[index] if index >= 0 else None

    def is_earlier(self, coding: Coding) -> bool:
        """Whether a coding belongs to another reading than the one in hand."""
        if self.schema is None or coding.code not in self.codes:
            return False
        if self.codes[coding.code].schema == self.schema.name:
            return False
        used = self.reading.schemas if self.reading else ()
        return not any(s.id in used and s.name == self.codes[coding.code].schema for s in self.schemas)

    def reading_of(self, code: Code) -> str:
        """Where a category of another reading belongs: that reading, or its schema."""
        schema = next((known for known in self.schemas if known.name == code.schema), None)
        for number, reading in enumerate(self.readings, start=1):
            if schema and schema.id in reading.schemas:
                return _("reading {name}").format(name=number)
        return code.schema

    def marks(self) -> Iterator[Mark]:
        """What the reader shows: codings, dimmed where of another reading, and notes on passages."""
        for coding in self.codings.values():
            mark = self.mark_of(coding)
            if mark is not None:
                yield mark
        for memo in self.memos:
            if memo.passage:
                yield Mark(f"note {memo.id}", *memo.passage, note=True)

    def mark_of(self, coding: Coding) -> Mark | None:
        """A coding as the reader shows it; None where it is hidden."""
        code, dim = self.codes.get(coding.code), self.is_earlier(coding)
        if code is None or (dim and not self.earlier):
            return None
        name = f"❞ {code.name}" if coding.quote else code.name
        return Mark(
            coding.id,
            coding.start,
            coding.end,
            code.id,
            self.letters[code.id],
            code.colour,
            coding.flags,
            dim,
            name=name,
        )

    def notes_on(self, coding: Coding) -> list[Memo]:
        """The notes on a coding."""
        return [memo for memo in self.memos if memo.on.coding == coding.id]

    def notes_at(self, start: int, end: int) -> list[Memo]:
        """The notes on a passage that meets a range."""
        return [memo for memo in self.memos if memo.passage and memo.passage[0] < end and memo.passage[1] > start]

    def document(self) -> Document:
        """The text as the reader shows it: turns, and between them what belongs to none."""
        return Document(self.text.text, tuple(_blocks(self.text)))

    def next_reading(self) -> Reading | None:
        """The reading after the one in hand that is meant for this interview; None where there is no other."""
        meant = [r for r in self.readings if takes_part(r, self.schemas, self.text.transcript)]
        others = [r for r in meant if self.reading is None or r.id != self.reading.id]
        after = [r for r in others if self.readings.index(r) >= self.number]
        return next(iter([*after, *others]), None)


def _blocks(text: TranscriptText) -> Iterator[Block]:
    reached = 0
    for turn in text.turns:
        yield from _aside(text.text, reached, turn.label[0])
        kind = "interviewer" if turn.kind == "interviewer" else "participant"
        speaker = turn.participant or turn.speaker
        if turn.words[0] < turn.words[1]:
            yield Block(*turn.words, turn.number, speaker, kind, turn.start_ms)  # type: ignore[arg-type]
        reached = max(reached, turn.words[1])
    yield from _aside(text.text, reached, len(text.text))


def _aside(text: str, start: int, end: int) -> Iterator[Block]:
    part = text[start:end]
    if part.strip():
        left = start + len(part) - len(part.lstrip())
        yield Block(left, start + len(part.rstrip()), kind="aside")


def open_sheet(project: Project, name: str, reading: Reading | None = None) -> Sheet:
    """Lay an interview on the desk, in a reading or in the one in hand. NotFoundError without such an interview."""
    text = read_transcript(project, get_transcript(project, name))
    schemas, readings = list_schemas(project), list_readings(project)
    wanted = reading or chosen_reading(project)
    here = [r for r in readings if takes_part(r, schemas, text.transcript)]
    current = next((r for r in here if wanted and r.id == wanted.id), here[0] if here else None)
    schema = schema_for(current, schemas, text.transcript) if current else next(iter(schemas), None)
    coder = current_coder(project)
    codings = {c.id: c for c in list_codings(project, transcript=text.transcript.id) if c.coder == coder}
    return Sheet(
        project,
        text,
        _who(project, text),
        project.name,
        readings,
        current,
        schemas,
        schema,
        coder,
        codings,
        list_memos(project, text.transcript.id),
        last_step(project),
    )


def _who(project: Project, text: TranscriptText) -> str:
    """Who is interviewed: label, role and backgrounds; of a group the labels."""
    labels, name = text.transcript.participants, text.transcript.name
    if len(labels) != 1:
        return f"{name}: {', '.join(labels)}" if labels else name
    person = next(p for p in list_participants(project) if p.label == labels[0])
    known = ", ".join(f"{key} {value}" for key, value in person.attributes.items() if value)
    shown = name if labels[0] in name else f"{name} ({labels[0]})"
    return ", ".join(part for part in (f"{shown} {person.role}".strip(), known) if part)
