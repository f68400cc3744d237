"""Notes with what they are on, in words: listed, filtered and searched."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from codebook.codings import list_codings
from codebook.memos import KIND_WORDS, Memo, list_memos
from codebook.note_links import as_markdown, as_words
from codebook.schemas import Code, list_schemas
from corpus.errors import InputError
from corpus.messages import _, language
from corpus.participants import list_participants
from corpus.store import Project
from corpus.transcripts import Transcript, TranscriptText, list_transcripts, read_transcript
from exports.tables.filters import NO_ROLE, Chosen, Filters, look_up
from exports.values import Column, Table
from exports.writers.page import Heading, Page, Paragraph, Quotation


@dataclass(frozen=True, slots=True)
class Note:
    """A note and what it is on: names where it is on something, else empty; `turn` 0 where on no passage.

    `words` are those of the passage it is on.
    """

    memo: Memo
    transcript: str = ""
    turn: int = 0
    words: str = ""
    participant: str = ""
    code: Code | None = None
    theme: str = ""

    @property
    def about(self) -> str:
        """What it is on, in a few words of the reader's language."""
        parts = []
        if self.code is not None:
            parts.append(self.code.name)
        if self.theme:
            parts.append(self.theme)
        if self.transcript:
            place = _("{transcript}, turn {turn}") if self.turn else "{transcript}"
            parts.append(place.format(transcript=self.transcript, turn=self.turn))
        elif self.participant:
            parts.append(self.participant)
        return " · ".join(parts) or _("the study")


def find_notes(
    project: Project,
    filters: Filters | None = None,
    *,
    kinds: Collection[str] = (),
    text: str = "",
    waiting: bool = False,
) -> list[Note]:
    """The notes asked for, by time: of some kinds, with these words in them, or only those that wait to be settled.

    A filter passes the notes on what it names: those of a participant also the ones on their interviews; a coder those
    they wrote, a flag those on passages that have it. InputError for a kind there is none of.
    """
    for kind in kinds:
        if kind not in KIND_WORDS:
            raise InputError(
                _("{kind} is no kind of note; there are {kinds}.").format(kind=kind, kinds=", ".join(KIND_WORDS))
            )
    chosen = look_up(project, filters or Filters())
    names = _Names(project)
    sought = " ".join(text.split()).casefold()
    found = []
    for memo in list_memos(project):
        if (kinds and memo.kind not in kinds) or (waiting and not memo.open):
            continue
        note = names.note(memo)
        if _passes(note, names, chosen, filters or Filters()) and (not sought or _speaks_of(note, sought)):
            found.append(note)
    return sorted(found, key=lambda note: (note.memo.created, note.memo.id))


def _speaks_of(note: Note, sought: str) -> bool:
    return any(sought in " ".join(words.split()).casefold() for words in (note.memo.text, note.words, note.about))


class _Names:
    """What the keys of a study's notes stand for; texts are read once, and only where a note is on one."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._transcripts = {transcript.id: transcript for transcript in list_transcripts(project)}
        self._people = {person.id: person for person in list_participants(project)}
        self._codes = {code.id: code for schema in list_schemas(project) for code in schema.codes}
        self._texts: dict[int, TranscriptText] = {}
        coded = {memo.on.coding for memo in list_memos(project) if memo.on.coding is not None}
        codings = list_codings(project, keys=coded)
        self._coded = {coding.id: coding.code for coding in codings}
        self.flags = {coding.id: frozenset(coding.flags) for coding in codings}
        with project.read() as db:
            self._themes = {key: name for key, name in db.exec_driver_sql("SELECT id, name FROM theme")}
        self.roles = {person.label: person.role for person in self._people.values()}

    def transcript(self, memo: Memo) -> Transcript | None:
        return self._transcripts.get(memo.on.transcript or 0)

    def note(self, memo: Memo) -> Note:
        on = memo.on
        transcript = self.transcript(memo)
        turn, words = 0, ""
        if transcript is not None and on.start is not None and on.end is not None:
            if transcript.id not in self._texts:
                self._texts[transcript.id] = read_transcript(self._project, transcript)
            text = self._texts[transcript.id]
            at = text.turn_at(on.start)
            turn, words = at.number if at else 0, text.text[on.start : on.end]
        person = self._people.get(on.participant or 0)
        code = self._codes.get(on.code or self._coded.get(on.coding or 0, 0))
        return Note(
            memo,
            transcript.name if transcript else "",
            turn,
            words,
            person.label if person else "",
            code,
            self._themes.get(on.theme, ""),
        )


def _passes(note: Note, names: _Names, chosen: Chosen, filters: Filters) -> bool:
    transcript = names.transcript(note.memo)
    people = {note.participant} - {""} or set(transcript.participants if transcript else ())
    codes = {code.id for schema in chosen.schemas for code in schema.codes}
    return (
        (chosen.transcripts is None or (transcript is not None and transcript.id in chosen.transcripts))
        and (chosen.participants is None or bool(people & chosen.participants))
        and (chosen.roles is None or any(chosen.takes_role(names.roles.get(p, "") or NO_ROLE) for p in people))
        and (chosen.codes is None or (note.code is not None and note.code.id in chosen.codes))
        and (not (filters.schema or filters.reading) or (note.code is not None and note.code.id in codes))
        and (chosen.coders is None or note.memo.coder in chosen.coders)
        and (chosen.flags is None or bool(chosen.flags & names.flags.get(note.memo.on.coding or 0, frozenset())))
    )


def notes_table(notes: Sequence[Note]) -> Table:
    """Tidy rows: `memo,kind,about,transcript,turn,participant,schema,code,theme,coder,created,open,text`."""
    columns = (
        Column("memo", _("no."), "int"),
        Column("kind", _("kind"), said={kind: _(words) for kind, words in KIND_WORDS.items()}),
        Column("about", _("about")),
        Column("transcript", _("interview")),
        Column("turn", _("turn"), "int"),
        Column("participant", _("participant")),
        Column("schema", _("schema")),
        Column("code", _("category")),
        Column("theme", _("theme")),
        Column("coder", _("coder")),
        Column("created", _("made")),
        Column("open", _("to be settled")),
        Column("text", _("text")),
    )
    rows = tuple(
        (
            note.memo.id,
            note.memo.kind,
            note.about,
            note.transcript,
            note.turn,
            note.participant,
            note.code.schema if note.code else "",
            note.code.path if note.code else "",
            note.theme,
            note.memo.coder,
            note.memo.created,
            note.memo.open,
            note.memo.text,
        )
        for note in notes
    )
    return Table(_("Research notes"), columns, rows)


def notes_page(notes: Sequence[Note], title: str, *, markdown: bool = False) -> Page:
    """Notes as one reads them: by day, each under what it is on, the words it is on as a quotation.

    With `markdown` a note stands as it was written, its links as Markdown has them.
    """
    blocks: list[Heading | Paragraph | Quotation] = []
    day = ""
    for note in notes:
        written = note.memo.created[:10]
        if written != day:
            day = written
            blocks.append(Heading(say_date(day)))
        head = f"{_(KIND_WORDS[note.memo.kind])} · {note.about} · {note.memo.coder}"
        blocks.append(Heading(head, 2))
        if note.words:
            blocks.append(Quotation(note.words))
        words = as_markdown(note.memo.text) if markdown else as_words(note.memo.text)
        blocks.append(Paragraph(words, markdown))
    return Page(title, tuple(blocks), _("Nothing is written yet."))


def say_date(day: str) -> str:
    """An ISO date as it is written in the reader's language."""
    from datetime import date

    from babel.dates import format_date

    return format_date(date.fromisoformat(day), "long", locale=language())
