"""What screens with passages in hand share: T uses them as evidence, O puts them in an episode."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from corpus.messages import _

if TYPE_CHECKING:
    from app.screens.base import WorkScreen
    from codebook.themes import EvidenceDraft

    _Part = WorkScreen
else:
    _Part = object

Drafts = Sequence["EvidenceDraft"]


class Arguing(_Part):
    """The actions T and O of a screen that has passages in hand; the screen says which in `in_hand`."""

    def in_hand(self, question: str, then: Callable[[Drafts], object]) -> None:
        """Go on with the passages in hand; ask `question` where it is not clear which. Nothing in hand: say so."""
        raise NotImplementedError

    def argued(self, said: str) -> None:
        """Say what was done, and show it where it is seen."""
        self.workbench.say(said)
        self.refresh_content()

    def action_evidence(self) -> None:
        """Use the passage as evidence."""
        from app.widgets.evidence import use_as_evidence

        self.in_hand(_("Which one is the evidence?"), lambda drafts: use_as_evidence(self, drafts))

    def action_episode(self) -> None:
        """Put the passage in an episode."""
        from app.widgets.evidence import put_in_episode

        self.in_hand(_("Which one shall go in the episode?"), lambda drafts: put_in_episode(self, drafts))
