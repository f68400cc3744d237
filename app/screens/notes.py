"""Notes on anything: listed, filtered, searched, written in place or in one's own editor."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from app.actions import bindings_of
from app.times import say_time
from app.widgets.export import ExportingScreen
from app.widgets.items import Item, Items, Line, Part, Prose, Told
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.memos import (
    APPENDED,
    COMMENT,
    DIARY,
    KIND_WORDS,
    NOTE,
    REFLECTION,
    SAMPLING,
    SUMMARY,
    Target,
    change_memo,
    settle_memo,
    write_memo,
)
from codebook.note_links import find_links, follow_link
from codebook.schemas import list_schemas
from corpus.messages import _, in_language, ngettext
from corpus.participants import list_participants
from corpus.transcripts import list_transcripts
from exports.harmless import line
from exports.tables.notes import Note, find_notes, notes_page, notes_table

_GAP = Line()
_SEEN = 10_000
"""Characters of a note that are shown in a list."""


def note_item(note: Note) -> Item:
    """A note as it is read in a list: what it is on, its words a paragraph a block; a very long one's beginning."""
    memo = note.memo
    waits = (Part(" · " + _("waits to be settled"), "accent"),) if memo.open else ()
    head = f"{_(KIND_WORDS[memo.kind])} · {line(note.about)}"
    when = f"   {say_time(memo.created)}, {line(memo.coder)}"
    blocks: list[Line | Prose | Told] = [Told((Part(head, "strong"), Part(when, "quiet"), *waits))]
    if note.words:
        blocks.append(Prose(f"«{note.words}»", "quiet", 2))
    blocks += [Prose(row) for row in memo.text[:_SEEN].split("\n") if row.strip()]
    if len(memo.text) > _SEEN:
        words = _("… the note goes on: {n} characters in all. w opens it.")
        blocks.append(Line((Part(words.format(n=len(memo.text)), "quiet"),)))
    return Item((*blocks, _GAP))


class NotesScreen(ExportingScreen):
    """All notes, the newest first; Enter goes to what a note is on."""

    room = "notes"
    BINDINGS: ClassVar = bindings_of("notes")
    CSS_PATH = "notes.tcss"
    AUTO_FOCUS = "Items"
    kinds: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self._text, self._waiting = "", False
        self.notes: list[Note] = []

    def compose(self) -> ComposeResult:
        """The place, what is filtered, the notes, the keys."""
        yield TitleLine()
        yield Static(id="filter", markup=False)
        yield Items()
        yield Static(id="empty", markup=False)
        yield KeyLine(self.room)

    # ---- finding
    def refresh_content(self) -> None:
        """Read the notes again, staying on the one at the cursor."""
        at = self.note
        self.notes = self.found()
        items, empty = self.query_one(Items), self.query_one("#empty", Static)
        keys = [note.memo.id for note in self.notes]
        cursor = keys.index(at.memo.id) if at and at.memo.id in keys else None
        items.show([note_item(note) for note in self.notes], cursor)
        items.display, empty.display = bool(self.notes), not self.notes
        empty.update(Content(self.say_empty()))
        told, shown = self._say_filter(), self.query_one("#filter", Static)
        shown.update(Content(told))
        shown.display = bool(told)
        count = ngettext("{n} note", "{n} notes", len(self.notes)).format(n=len(self.notes))
        self.query_one(TitleLine).show(f"{self.project.name} ▸ {self.headline}", count)
        if self.notes and self.is_current:
            items.focus()

    @property
    def headline(self) -> str:
        """What the screen is called."""
        return _("Research notes")

    def found(self) -> list[Note]:
        """The notes to be shown, in their order."""
        return find_notes(self.project, kinds=self.kinds, text=self._text, waiting=self._waiting)[::-1]

    def say_empty(self) -> str:
        """What stands where no note is."""
        if self.kinds or self._text or self._waiting:
            return _("No note is like that. a shows all.")
        return _("No note yet. n writes one; in an interview m writes on a passage and M on the interview.")

    def _say_filter(self) -> str:
        parts = [_(KIND_WORDS[kind]) for kind in self.kinds]
        if self._text:
            parts.append(f"“{line(self._text)}”")
        if self._waiting:
            parts.append(_("waiting to be settled"))
        return _("only: {what}   a shows all").format(what=" · ".join(parts)) if parts else ""

    @property
    def note(self) -> Note | None:
        """The note at the cursor."""
        cursor = self.query_one(Items).cursor
        return self.notes[cursor] if cursor is not None and cursor < len(self.notes) else None

    # ---- filters
    def action_search(self) -> None:
        """Ask for words the notes must have."""
        self.ask_line(_("Notes with these words"), self._search, self._text)

    def _search(self, text: str) -> None:
        self._text = text.strip()
        self.refresh_content()

    def action_kind(self) -> None:
        """Ask for the kind of notes to show."""
        kinds = list(KIND_WORDS)
        words = [_(KIND_WORDS[kind]) for kind in kinds]
        self.ask_which(_("Which notes?"), [*words, _("comments waiting to be settled"), _("all")], self._choose_kind)

    def _choose_kind(self, index: int) -> None:
        kinds = list(KIND_WORDS)
        self.kinds = (kinds[index],) if index < len(kinds) else ()
        self._waiting = index == len(kinds)
        self.refresh_content()

    def action_everything(self) -> None:
        """Show all notes again."""
        self.kinds, self._text, self._waiting = (), "", False
        self.refresh_content()

    # ---- going there
    def on_items_opened(self) -> None:
        """A second click goes there."""
        self.action_open()

    def action_open(self) -> None:
        """Go to what the note is on."""
        note = self.note
        if note is None:
            return
        on = note.memo.on
        if note.transcript:
            self._show_place(note.transcript, on.start, on.end)
        elif links := find_links(note.memo.text):
            self._go_on_with(links)
        elif note.participant or note.code:
            from app.rooms import screen_of

            self.app.push_screen(screen_of("participants" if note.participant else "codebook"))
        elif on.theme is not None:
            from app.screens.theme import ThemeScreen

            self.app.push_screen(ThemeScreen(on.theme))
        else:
            self.workbench.say(_("This note is on the study as a whole."))

    def _show_place(self, transcript: str, start: int | None, end: int | None) -> None:
        from app.screens.coding import CodingScreen

        self.app.push_screen(CodingScreen(transcript, start, end))

    def action_follow(self) -> None:
        """Follow a link in the note."""
        note = self.note
        links = find_links(note.memo.text) if note else []
        if links:
            self._go_on_with(links)
        else:
            self.workbench.say(_("This note has no link; [[P07:41]] makes one to turn 41 of P07."))

    def _go_on_with(self, links: Sequence[object]) -> None:
        found = [link for note in [self.note] if note for link in find_links(note.memo.text)]

        def go(index: int) -> None:
            def follow() -> None:
                place = follow_link(self.project, found[index])
                self._show_place(place.transcript, place.start, place.end)

            self.attempt(follow)

        if len(found) == 1:
            go(0)
        else:
            words = _("{transcript}, turn {turn}")
            options = [words.format(transcript=line(link.transcript), turn=link.turn) for link in found]
            self.ask_which(_("Go where?"), options, go)

    # ---- writing
    def action_new(self) -> None:
        """Write a note: on what, then the words."""
        options = [
            _("the study, in the research diary"),
            _("an interview"),
            _("a participant"),
            _("why a participant is in the sample"),
            _("a category"),
        ]

        def chosen(index: int) -> None:
            ways: tuple[Callable[[], None], ...] = (
                lambda: self._ask_words(Target(), DIARY, _("the study")),
                self._ask_interview,
                lambda: self._ask_person(NOTE),
                lambda: self._ask_person(SAMPLING),
                self._ask_category,
            )
            ways[index]()

        self.ask_which(_("A note on what?"), options, chosen)

    def _ask_interview(self) -> None:
        transcripts = list_transcripts(self.project)
        kinds = (SUMMARY, REFLECTION, NOTE)

        def of(transcript: int, kind: int) -> None:
            at = transcripts[transcript]
            self._ask_words(Target(transcript=at.id), kinds[kind], at.name)

        def chosen(index: int) -> None:
            self.ask_which(_("What is it?"), [_(KIND_WORDS[kind]) for kind in kinds], lambda kind: of(index, kind))

        if transcripts:
            self.ask_which(_("Which interview?"), [line(t.name) for t in transcripts], chosen)

    def _ask_person(self, kind: str) -> None:
        people = list_participants(self.project)

        def chosen(index: int) -> None:
            self._ask_words(Target(participant=people[index].id), kind, people[index].label)

        if people:
            self.ask_which(_("Which participant?"), [line(f"{p.label} {p.role}") for p in people], chosen)

    def _ask_category(self) -> None:
        codes = [code for schema in list_schemas(self.project) for code in schema.codes]

        def chosen(index: int) -> None:
            self._ask_words(Target(code=codes[index].id), NOTE, codes[index].name)

        if codes:
            self.ask_which(_("Which category?"), [line(f"{c.path} ({c.schema})") for c in codes], chosen)

    def _ask_words(self, on: Target, kind: str, about: str) -> None:
        question = _("{kind}: {about}").format(kind=_(KIND_WORDS[kind]).capitalize(), about=line(about))
        self.ask_text(question, lambda text: self._write(on, kind, text))

    def _write(self, on: Target, kind: str, text: str) -> None:
        if text.strip() and self.attempt(lambda: write_memo(self.project, on, text, kind)):
            self.refresh_content()
            self.workbench.say(_("Note kept; u undoes."))

    def action_rewrite(self) -> None:
        """Rewrite the note in place."""
        note = self._changeable()
        if note is not None:
            self.ask_text(line(note.about), self._change_of(note), note.memo.text)

    def action_editor(self) -> None:
        """Rewrite the note in one's own editor; an encrypted study's lies in memory meanwhile, or is asked about."""
        from app.editor import memory_folder
        from app.widgets.dialogs import AskScreen

        note = self._changeable()
        if note is None:
            return
        place = memory_folder() if self.project.encrypted else None
        if place is not None or not self.project.encrypted:
            self._edit_outside(note, place)
            return
        question = _("The note would lie unencrypted on the disk while you write; w rewrites it here instead.")
        self.app.push_screen(
            AskScreen(question, _("use the editor")), lambda yes: self._edit_outside(note, None) if yes else None
        )

    def _edit_outside(self, note: Note, place: Path | None) -> None:
        from app.editor import edit_text

        written = edit_text(self.app, note.memo.text, place)
        if written is None:
            self.workbench.say(_("No editor: say which by the variable EDITOR."))
        elif written.strip() != note.memo.text:
            self._change_of(note)(written)

    def _changeable(self) -> Note | None:
        note = self.note
        if note is not None and note.memo.kind in APPENDED:
            self.workbench.say(_("What stands in the diary stays; write a new entry instead."))
            return None
        return note

    def _change_of(self, note: Note) -> Callable[[str], None]:
        def change(text: str) -> None:
            if self.attempt(lambda: change_memo(self.project, note.memo.id, text)):
                self.refresh_content()
                self.workbench.say(_("Note kept; u undoes.") if text.strip() else _("Note taken away; u undoes."))

        return change

    def action_remove(self) -> None:
        """Take the note away."""
        note = self._changeable()
        if note is not None:
            self._change_of(note)("")

    def action_settle(self) -> None:
        """Say that a comment is settled, or that it waits again."""
        note = self.note
        if note is None or note.memo.kind != COMMENT:
            self.workbench.say(_("Only a supervisor's comment waits to be settled."))
        elif self.attempt(lambda: settle_memo(self.project, note.memo.id, settled=note.memo.open)):
            self.refresh_content()
            self.workbench.say(_("Settled; u undoes.") if note.memo.open else _("It waits again; u undoes."))

    def action_export(self) -> None:
        """Put the notes shown into a file."""
        from exports.writers import write_page, write_table

        project, notes, title = self.project, sorted(self.notes, key=lambda n: n.memo.created), self.headline

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                if format in ("docx", "md", "text"):
                    write_page(notes_page(notes, title, markdown=format == "md"), format, path)
                else:
                    write_table(notes_table(notes), format, path)

        self.ask_and_export(_("These notes: where to?"), _("notes"), write)
