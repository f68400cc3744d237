"""Arguing where one codes: the passage under hand as evidence for a theme, or in an episode."""

from collections.abc import Callable

from app.screens.coding_desk import Desk
from app.widgets.arguing import Arguing, Drafts
from codebook.codings import Coding


class CodingArguing(Arguing, Desk):
    """What is in hand: the words selected, the coding at the caret, else the sentence there."""

    def in_hand(self, question: str, then: Callable[[Drafts], object]) -> None:
        """Go on with the selection, as the coding of just these words where there is one; else with a coding."""
        from codebook.themes import EvidenceDraft, from_coding

        codings = self.meant()
        selection = self.reader.selection
        if selection is not None:
            codings = [coding for coding in codings if (coding.start, coding.end) == selection]
        if codings:
            self.which(question, codings, lambda coding: then([from_coding(coding)]))
        else:
            then([EvidenceDraft(self.sheet.text.transcript.id, *self.target())])

    def argued(self, said: str) -> None:
        """Say it on the status line; nothing that is shown here has changed."""
        held: Coding | None = self.held()
        self.written(said)
        self.hold(held)
        self.draw_lines()
