"""Promise 2 with all that confidentiality brings: undo gives each earlier state back exactly, redo each later one; an
erasure stops undo, which then says that there is nothing more to take back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from codebook.codings import add_coding, list_codings, set_gist
from codebook.facts import NAMES, set_fact
from codebook.given import give, record_giving, take_back
from codebook.models import MODELS
from codebook.project import open_project
from codebook.schemas import list_schemas
from codebook.withdraw import plan_withdrawal, withdraw
from corpus.consent import add_consent, list_consents, remove_consent
from corpus.deidentify.replace import replace_strings
from corpus.deidentify.review import STATUSES, keep_string, kept_strings, set_review, suggest_again
from corpus.participants import list_participants, set_attribute, set_attribute_kind, set_role
from corpus.store import Project
from corpus.store.check import check_project
from corpus.transcripts import list_transcripts, read_transcript
from exports.tables.disclosure import set_disclosure_threshold

COMPUTED = {"journal", "step", "journal_state", "view_state", "sentences", "search_state", "written_file", "receipt"}
Act = Callable[[Project, int, Path], object]


def state(project: Project) -> dict[str, list[str]]:
    """Every row of every table that belongs to the study."""
    with project.read() as db:
        return {
            table.name: sorted(repr(tuple(row)) for row in db.exec_driver_sql(f'SELECT * FROM "{table.name}"'))
            for table in MODELS
            if table.name not in COMPUTED
        }


def person(project: Project, number: int) -> str:
    people = list_participants(project)
    return people[number % len(people)].label


def correct_by_informant(project: Project, number: int, folder: Path) -> None:
    """The file an informant was given comes back with other words, fewer or more."""
    label = person(project, number)
    lines = []
    for interview in give(project, label):
        for turn in interview.turns:
            words = turn.words.split()
            if turn.speaker == label and words:
                at = number % len(words)
                words[at : at + number % 3] = ["rettet", f"ord{number}"][: number % 4]
            lines.append(f"{turn.mark} {turn.speaker or 'Interviewer'}: {' '.join(words)}")
    back = folder / "back.txt"
    back.write_text("\n\n".join(lines), "utf-8")
    take_back(project, label, back)


def code(project: Project, number: int, _folder: Path) -> None:
    transcripts = list_transcripts(project)
    text = read_transcript(project, transcripts[number % len(transcripts)])
    start, end = text.turns[number % len(text.turns)].words
    codes = list_schemas(project)[2].codes
    add_coding(project, text, start + number % 3, end, codes[number % len(codes)])


def gist(project: Project, number: int, _folder: Path) -> None:
    if codings := list_codings(project):
        set_gist(project, codings[number % len(codings)], f"stikkord {number}")


def take_consent_away(project: Project, number: int, _folder: Path) -> None:
    if entries := list_consents(project):
        remove_consent(project, entries[number % len(entries)])


def review(project: Project, number: int, _folder: Path) -> None:
    transcripts = list_transcripts(project)
    set_review(project, transcripts[number % len(transcripts)], [*STATUSES][number % len(STATUSES)])


def choose(project: Project, number: int, _folder: Path) -> None:
    kept = sorted(kept_strings(project))
    if kept and number % 2:
        suggest_again(project, kept[number % len(kept)])
    else:
        keep_string(project, f"Navn {number % 3}")


def background(project: Project, number: int, _folder: Path) -> None:
    set_attribute(project, person(project, number), "alder", ["", "31", "44"][number % 3])
    if number % 5 == 0:
        set_attribute_kind(project, "alder", ["text", "number"][number % 2])


ACTS: tuple[Act, ...] = (
    code,
    gist,
    correct_by_informant,
    take_consent_away,
    review,
    choose,
    background,
    lambda project, number, _: add_consent(project, person(project, number), "2026-03-24", f"sa ja {number}"),
    lambda project, number, _: record_giving(project, person(project, number)),
    lambda project, number, _: set_role(project, person(project, number), ["veileder", "", "leder"][number % 3]),
    lambda project, number, _: set_fact(project, [*NAMES][number % 2], f"nr. {number}"),
    lambda project, number, _: set_fact(project, "end", f"2027-02-{number % 27 + 1:02d}"),
    lambda project, number, _: set_disclosure_threshold(project, number % 7 + 1),
)
MOVES = st.lists(st.tuples(st.integers(0, len(ACTS) - 1), st.integers(0, 200)), min_size=1, max_size=8)
LAW = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def fresh(study_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(study_path, tmp_path_factory.mktemp("law") / "study.tusj"))


def do_all(project: Project, moves: list[tuple[int, int]], folder: Path) -> list[dict[str, list[str]] | None]:
    """The state after each step; None after one that an act went on from."""
    states: list[dict[str, list[str]] | None] = [state(project)]
    for act, number in moves:
        before = len(project.steps())
        ACTS[act](project, number, folder)
        made = len(project.steps()) - before
        states += [None] * (made - 1) + ([state(project)] if made else [])
    return states


def undo_all(project: Project, states: list[dict[str, list[str]] | None]) -> None:
    for expected in reversed(states[:-1]):
        assert project.undo() is not None
        assert expected is None or state(project) == expected
    assert check_project(project) == []


def redo_all(project: Project, states: list[dict[str, list[str]] | None]) -> None:
    for expected in states[1:]:
        assert project.redo() is not None
        assert expected is None or state(project) == expected
    assert project.redo() is None
    assert check_project(project) == []


@LAW
@given(moves=MOVES)
def test_everything_is_undone_to_the_start_and_redone_to_the_end(
    moves: list[tuple[int, int]], study_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = fresh(study_path, tmp_path_factory)
    with open_project(path) as project:
        states = do_all(project, moves, path.parent)
        undo_all(project, states)
    with open_project(path) as project:
        redo_all(project, states)


@LAW
@given(before=MOVES, after=MOVES, withdrawn=st.booleans())
def test_an_erasure_between_stops_undo_and_what_came_after_it_is_undone_and_redone(
    before: list[tuple[int, int]],
    after: list[tuple[int, int]],
    withdrawn: bool,
    study_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = fresh(study_path, tmp_path_factory)
    with open_project(path) as project:
        do_all(project, before, path.parent)
        if withdrawn:
            withdraw(project, plan_withdrawal(project, "P03"))
        else:
            assume(replace_strings(project, {"gang": "(sted)"}).places)
        assert project.undo() is None
        states = do_all(project, after, path.parent)
        undo_all(project, states)
        assert project.undo() is None
        assert state(project) == states[0]
        redo_all(project, states)
