"""What an empty cell of a table means, asked by one key: not asked, asked and said nothing, does not apply."""

from collections.abc import Callable

from app.screens.base import WorkScreen
from codebook.cells import CELL_STATUSES, CELL_WORDS, list_cells, set_cell_status
from codebook.schemas import Code
from corpus.messages import _
from corpus.participants import Participant, get_participant
from exports.harmless import line


def ask_empty_cell(
    screen: WorkScreen, person: Participant, code: Code, status: str, passages: int, then: Callable[[], object]
) -> None:
    """Ask what a participant's empty cell under a category means and keep the answer; `then` is called after it.

    `status` is what it says now. A cell with `passages` is not empty: it can only be cleared of a meaning it has.
    """
    if passages and not status:
        screen.workbench.say(_("There are passages here: only an empty cell needs a meaning."))
        return
    statuses = ("",) if passages else (*CELL_STATUSES, "")

    def chosen(index: int) -> None:
        if screen.attempt(lambda: set_cell_status(screen.project, person, code, statuses[index])):
            then()

    words = [_(CELL_WORDS[each]) if each else _("nothing said of it") for each in statuses]
    question = _("{participant}, {code}: what does the empty cell mean?")
    selected = statuses.index(status) if status in statuses else 0
    screen.ask_which(question.format(participant=line(person.label), code=line(code.name)), words, chosen, selected)


def ask_empty_cell_of(screen: WorkScreen, label: str, code: Code, passages: int, then: Callable[[], object]) -> None:
    """Ask as ask_empty_cell does, of the participant with a label, looking up what the cell says now."""
    said = {(cell.participant, cell.code): cell.status for cell in list_cells(screen.project)}
    person = get_participant(screen.project, label)
    ask_empty_cell(screen, person, code, said.get((person.label, code.id), ""), passages, then)
