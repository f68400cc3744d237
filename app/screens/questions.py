"""The interview guide: a role's questions and the categories they ask about, and who was asked what."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from app.actions import bindings_of
from app.widgets.cell_grid import CellGrid, CellHead
from app.widgets.export import ExportingScreen
from app.widgets.items import Item, Items, Line, Part, Prose
from app.widgets.keyline import KeyLine
from app.widgets.title import TitleLine
from codebook.cells import set_not_asked
from codebook.files.guides import import_guide, parse_guide
from codebook.questions import (
    Question,
    add_question,
    change_question,
    list_questions,
    move_question,
    remove_question,
    take_questions,
)
from codebook.schemas import Code, Schema, list_schemas
from corpus.imports import dropped_paths
from corpus.messages import _, in_language, ngettext
from corpus.participants import list_roles
from exports.harmless import line
from exports.tables.filters import Filters
from exports.tables.guide import NOT_ASKED_OF, Asking, asked_table, guide_table, list_askings, never_asked, say_askings
from exports.writers.write import write_table

_SIGNS = {NOT_ASKED_OF: "·", "unknown": "–"}


class QuestionsScreen(ExportingScreen):
    """A line per question; w turns to who was asked what."""

    room = "questions"
    CSS_PATH = "questions.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("questions")]
    AUTO_FOCUS = "#guide"

    def __init__(self) -> None:
        super().__init__()
        self._role: str | None = None
        self._roles: list[str] = []
        self.questions: list[Question] = []
        self._codes: dict[int, Code] = {}
        self._askings: dict[tuple[str, int], Asking] = {}
        self._people: list[str] = []

    def compose(self) -> ComposeResult:
        """The place, the questions, who was asked, what is at the cursor, the keys."""
        yield TitleLine()
        yield Items(id="guide")
        yield CellGrid(1, 8, 2, id="asked")
        yield Static(id="empty", markup=False)
        yield Static(id="status", markup=False)
        yield KeyLine(self.room)

    # ---- showing
    def refresh_content(self) -> None:
        """Read the guide again, the cursor staying where it is."""
        everything = list_questions(self.project)
        self._roles = list(dict.fromkeys([*list_roles(self.project), *(q.role for q in everything)])) or [""]
        if self._role not in self._roles:
            first = everything[0].role if everything else self._roles[0]
            self._role = next((role for role in self._roles if any(q.role == role for q in everything)), first)
        self.questions = [q for q in everything if q.role == self._role]
        self._codes = {code.id: code for schema in list_schemas(self.project) for code in schema.codes}
        keys = {question.id for question in self.questions}
        askings = [asking for asking in list_askings(self.project) if asking.question.id in keys]
        self._askings = {(asking.person.label, asking.question.id): asking for asking in askings}
        self._people = list(dict.fromkeys(asking.person.label for asking in askings))
        self._draw()

    def _draw(self) -> None:
        guide, grid = self.query_one("#guide", Items), self.query_one("#asked", CellGrid)
        guide.show([self._item(question) for question in self.questions], guide.cursor or 0)
        heads = [CellHead(str(question.number), "") for question in self.questions]
        grid.show(self._people, heads, self._part, grid.cursor)
        empty, asked = not self.questions, self.has_class("-asked")
        guide.display, grid.display = not empty and not asked, not empty and asked
        none = self.query_one("#empty", Static)
        none.display = empty
        none.update(Content(_("No questions yet. n adds one, p takes pasted lines, i reads a file.")))
        count = len(self.questions)
        said = ngettext("{n} question", "{n} questions", count).format(n=count)
        view = _("Who was asked what") if asked else _("Interview guide")
        role = line(self._role or "") or _("every role")
        self.query_one(TitleLine).show(f"{line(self.project.name)} ▸ {view} ▸ {role}", said)
        if not empty and self.is_current:
            (grid if asked else guide).focus()
        self._say_at()

    def _item(self, question: Question) -> Item:
        asked = [self._askings[label, question.id].asked for label in self._people]
        told = _("{n} of {of} were asked").format(n=asked.count("yes"), of=len(asked)) if asked else ""
        names = "; ".join(line(self._codes[key].path) for key in question.codes if key in self._codes)
        lines: tuple[Line | Prose, ...] = (
            Prose(f"{question.number}. {question.text}", "strong"),
            Prose(names or _("no categories: c chooses them"), "quiet", 3),
        )
        return Item((*lines, Prose(told, "quiet", 3), Line()) if told else (*lines, Line()))

    def _part(self, row: int, column: int) -> Part:
        asking = self._askings[self._people[row], self.questions[column].id]
        if asking.turns:
            return Part(", ".join(str(turn) for _transcript, turn in asking.turns))
        return Part(_SIGNS[asking.asked], "quiet")

    @property
    def asking(self) -> Asking | None:
        """Who and what is under the cursor of the view of who was asked."""
        row, column = self.query_one("#asked", CellGrid).cursor
        if row >= len(self._people) or column >= len(self.questions):
            return None
        return self._askings[self._people[row], self.questions[column].id]

    @property
    def question(self) -> Question | None:
        """The question under the cursor, in either view."""
        if self.has_class("-asked"):
            return self.asking.question if self.asking else None
        at = self.query_one("#guide", Items).cursor
        return self.questions[at] if at is not None and at < len(self.questions) else None

    def _say_at(self) -> None:
        words, asking = "", self.asking
        if self.has_class("-asked") and asking is not None:
            said = say_askings()[asking.asked]
            question = f"{asking.question.number}. {line(asking.question.text)}"
            words = f"{line(asking.person.label)}: {said} · {question}"
        elif not self.has_class("-asked") and self.questions:
            words = _("z in an interview links the interviewer's turn to a question.")
        self.query_one("#status", Static).update(Content(words))

    def on_cell_grid_moved(self) -> None:
        """Say who and what is under the cursor."""
        self._say_at()

    def on_cell_grid_opened(self) -> None:
        """A second click shows the turn."""
        self.action_open()

    def on_items_opened(self) -> None:
        """A second click rewords the question."""
        self.action_open()

    # ---- changing
    def _change(self, change: Callable[[], object], said: str = "") -> bool:
        done = self.attempt(change)
        if done:
            self.refresh_content()
            if said:
                self.workbench.say(said)
        return done

    def action_open(self) -> None:
        """Reword the question; where it was asked, go to the turn."""
        question, asking = self.question, self.asking
        if question is None:
            return
        if self.has_class("-asked"):
            if asking is None or not asking.turns:
                self.workbench.say(_("No turn that asks this is linked there."))
            else:
                self._go_to(asking)
            return

        def reword(text: str) -> None:
            self._change(lambda: change_question(self.project, question, text))

        self.ask_line(_("Question {number}").format(number=question.number), reword, question.text)

    def _go_to(self, asking: Asking) -> None:
        from app.screens.coding import CodingScreen
        from corpus.transcripts import read_transcript

        transcript, number = asking.turns[0]
        turns = read_transcript(self.project, transcript).turns
        start = next((turn.words[0] for turn in turns if turn.number == number), None)
        self.app.push_screen(CodingScreen(transcript.name, start))

    def action_add(self) -> None:
        """Add a question, after the one under the cursor."""
        question, role = self.question, self._role or ""
        number = question.number + 1 if question else 0

        def add(text: str) -> None:
            if text.strip() and self._change(lambda: add_question(self.project, role, text, number=number)):
                self.query_one("#guide", Items).go_to(number - 1 if number else 0)

        self.ask_line(_("A new question for {role}").format(role=line(role) or _("every role")), add)

    def action_codes(self) -> None:
        """Choose the categories the question asks about."""
        from app.widgets.toggles import TogglesScreen

        question = self.question
        if question is None:
            return
        codes = self._choices(list_schemas(self.project))

        def chosen(answer: object) -> None:
            if isinstance(answer, tuple):
                keys = [codes[index].id for index in answer[0]]
                self._change(lambda: change_question(self.project, question, codes=keys))

        names = [f"{code.schema}: {code.path}" for code in codes]
        marked = [index for index, code in enumerate(codes) if code.id in question.codes]
        head = _("What does question {number} ask about?").format(number=question.number)
        self.app.push_screen(TogglesScreen(head, names, marked), chosen)

    def _choices(self, schemas: list[Schema]) -> list[Code]:
        """The categories of the schemas that are for the role."""
        role = (self._role or "").casefold()
        return [c for s in schemas if not s.role or not role or s.role.casefold() == role for c in s.codes]

    def action_remove(self) -> None:
        """Take the question out of the guide."""
        question = self.question
        if question is not None:
            self._change(lambda: remove_question(self.project, question), _("Question taken out; u brings it back."))

    def action_shift(self, way: int) -> None:
        """Move the question up or down."""
        question = self.question
        if question is not None and 1 <= question.number + way <= len(self.questions):
            self._change(lambda: move_question(self.project, question, question.number + way))
            self.query_one("#guide", Items).go_to(question.number + way - 1)

    def action_paste(self) -> None:
        """Take questions from pasted lines."""
        role = self._role or ""

        def pasted(text: str) -> None:
            if text.strip():
                self._change(lambda: take_questions(self.project, parse_guide(self.project, text, role)))

        question = _("Questions of {role}, one a line; categories after |, joined by ;")
        self.ask_text(question.format(role=line(role) or _("every role")), pasted)

    def action_import(self) -> None:
        """Read questions from a file."""
        question = _("Which file? txt or docx: a question a line; csv: role, number, question, categories")
        self.ask_line(question, self._import)

    def on_paste(self, event: events.Paste) -> None:
        """A file dropped is read."""
        event.stop()
        self._import(event.text)

    def _import(self, answer: str) -> None:
        for path in dropped_paths(answer)[:1] if answer.strip() else ():
            self._change(partial(import_guide, self.project, path, self._role or ""))

    def action_unlinked(self) -> None:
        """Set the empty cells of those whom no linked turn asked to not asked."""
        found = never_asked(self.project)
        if not found:
            self.workbench.say(_("No empty cell of anybody who was never asked."))
            return
        said = ngettext(
            "{n} empty cell set to not asked; u undoes.", "{n} empty cells set to not asked; u undoes.", len(found)
        )
        self._change(lambda: set_not_asked(self.project, found), said.format(n=len(found)))

    # ---- views
    def action_role(self) -> None:
        """Show the guide of the next role."""
        at = self._roles.index(self._role) if self._role in self._roles else -1
        self._role = self._roles[(at + 1) % len(self._roles)]
        self.query_one("#guide", Items).cursor = None
        self.refresh_content()

    def action_view(self) -> None:
        """Turn to who was asked what, or back to the questions."""
        self.toggle_class("-asked")
        self._draw()

    def action_unasked(self) -> None:
        """Show what came up unasked."""
        from app.screens.unasked import UnaskedScreen

        self.app.push_screen(UnaskedScreen(self._role or ""))

    def action_export(self) -> None:
        """Put the view into a file."""
        project, asked, role = self.project, self.has_class("-asked"), self._role

        def write(path: Path, format: str) -> None:
            with in_language(project.language):
                filters = Filters(role=(role,) if role else ())
                write_table((asked_table if asked else guide_table)(project, filters), format, path)

        word = _("asked") if asked else _("interview-guide")
        self.ask_and_export(_("The interview guide: where to?"), word, write)
