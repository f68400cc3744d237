"""Linking the interviewer's turn to a question of the interview guide."""

from app.screens.coding_desk import Desk
from codebook.questions import INTERVIEWER, Question, guide_for, link_turn, list_questions, unlink_turn
from corpus.messages import _
from corpus.transcripts import Turn
from exports.harmless import line

_SHOWN = 70


class Guiding(Desk):
    """The action that says which question a turn asks."""

    def action_link(self) -> None:
        """Link the interviewer's turn at the caret, or the one just before it, to a question; or take the link back."""
        from app.widgets.question_list import QuestionListScreen

        sheet, turn = self.sheet, self._asking_turn()
        guide = guide_for(list_questions(sheet.project), sheet.text.transcript.roles)
        if not guide:
            self.tell(_("There is no interview guide for this role yet: v in the overview makes one."))
            return
        if turn is None:
            self.tell(_("No turn of the interviewer's stands here or before."))
            return
        words = sheet.text.text[slice(*turn.words)]
        offered, suggested = self._offer(guide, words)

        def chosen(index: object) -> None:
            if isinstance(index, int):
                self._toggle(turn, offered[index])

        asked = _("Turn {turn}, «{words}»: which question is it?")
        shown = line(words)
        shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
        linked = {question.id for question in sheet.asked.get(turn.number, ())}
        question = asked.format(turn=turn.number, words=shown)
        self.app.push_screen(QuestionListScreen(question, offered, linked, suggested=suggested), chosen)

    def _asking_turn(self) -> Turn | None:
        """The interviewer's turn at the caret, else the last before it."""
        turns, at = self.sheet.text.turns, self.sheet.turn_at(self.reader.caret)
        reached = at.number if at else 0
        return next((t for t in reversed(turns) if t.number <= reached and t.kind == INTERVIEWER), None)

    def _offer(self, guide: list[Question], words: str) -> tuple[list[Question], bool]:
        """The guide, the likeliest question first, if there is one, and the others in order."""
        from codebook.suggesting import suggester_for

        ranked = suggester_for(self.sheet.project, self.sheet.text.transcript).rank(words)
        first = [found.question for found in ranked[:1]]
        return [*first, *(question for question in guide if question not in first)], bool(first)

    def _toggle(self, turn: Turn, question: Question) -> None:
        sheet = self.sheet
        there = question in sheet.asked.get(turn.number, ())
        if there:
            work = lambda: unlink_turn(sheet.project, sheet.text.transcript, turn.number, question)  # noqa: E731
        else:
            work = lambda: link_turn(sheet.project, sheet.text, turn.number, question)  # noqa: E731
        if self.attempt(work):
            sheet.load_guide()
            said = _("turn {turn} no longer asks question {number}; u undoes") if there else ""
            said = said or _("turn {turn} asks question {number}; u undoes")
            self.written(said.format(turn=turn.number, number=question.number))
