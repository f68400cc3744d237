"""Whose codings are counted: several people's are never added up, so one is chosen, and the choice kept."""

from collections.abc import Callable

from app.screens.base import WorkScreen
from app.widgets.dialogs import ChooseScreen
from codebook.codings import list_coders
from corpus.messages import _
from corpus.store import Project

_KEPT = "counted coder"


def coder_filter(project: Project) -> tuple[str, ...] | None:
    """The coder to count, as a filter: () where only one has coded, None where it has not been said."""
    coders = list_coders(project)
    if len(coders) < 2:
        return ()
    kept = project.view_state(_KEPT)
    return (kept,) if kept in coders else None


def choose_coder(screen: WorkScreen, done: Callable[[], None]) -> None:
    """Ask whose codings to count and keep the answer for this study; `done` is called after an answer."""
    project = screen.project
    coders = list_coders(project)
    if len(coders) < 2:
        screen.workbench.say(_("One person has coded so far; there is nothing to choose."))
        return
    kept = project.view_state(_KEPT)
    selected = coders.index(kept) if kept in coders else 0

    def answered(index: object) -> None:
        if isinstance(index, int):
            project.keep_view_state({_KEPT: coders[index]})
            done()

    question = _("Several people have coded; their passages are never added up. Whose shall be counted?")
    screen.app.push_screen(ChooseScreen(question, coders, selected), answered)
