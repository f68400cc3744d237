"""Promise 2: undoing every step gives back the starting project exactly; redoing gives the end."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook.builtins import get_builtin
from codebook.codings import add_coding, choose_quote, list_codings, remove_codings, set_flags, set_gist
from codebook.corrections import apply_correction
from codebook.memos import add_memo
from codebook.project import create_project, open_project
from codebook.readings import READ, add_schema_in_use, list_readings, set_status
from codebook.schemas import list_schemas
from corpus.edits import Edit
from corpus.imports import import_candidates, read_candidates
from corpus.models import METADATA
from corpus.participants import set_attribute, set_role
from corpus.store import OtherCoderError, Project
from corpus.transcripts import list_transcripts, read_transcript, remove_transcript

KEPT_APART = {"journal", "step", "journal_state", "view_state", "sentences", "search_state", "written_file", "receipt"}


def state(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that belongs to the study."""
    with project.read() as db:
        return {
            name: sorted((tuple(row) for row in db.exec_driver_sql(f"SELECT * FROM {name}")), key=repr)
            for name in METADATA.tables
            if name not in KEPT_APART
        }


def act(project: Project, choice: int, number: int) -> None:
    """Do one of the things a researcher does; some choices change nothing."""
    transcripts = list_transcripts(project)
    schemas = list_schemas(project)
    if not transcripts:
        return
    transcript = transcripts[number % len(transcripts)]
    text = read_transcript(project, transcript)
    codings = list_codings(project, transcript=transcript.id)
    turn = text.turns[number % len(text.turns)]
    start = turn.words[0] + number % max(1, turn.words[1] - turn.words[0])
    end = min(len(text.text), start + 3 + number % 25)
    code = schemas[2].codes[number % len(schemas[2].codes)]
    match choice:
        case 0 | 1 | 2:
            add_coding(project, text, start, end, code)
        case 3:
            edit = Edit(start, text.text[start:end], "ny tekst her"[: number % 13])
            apply_correction(project, transcript, [edit], copied=number % 2 == 0)
        case 4:
            apply_correction(project, transcript, [Edit(start, "", "innskutt "), Edit(end, "", "x")])
        case 5 if codings:
            remove_codings(project, codings[: 1 + number % 2])
        case 6 if codings:
            set_gist(project, codings[0], f"gist {number}")
            set_flags(project, codings[0], ["recurs"])
            choose_quote(project, codings[0], not codings[0].quote)
        case 7:
            add_memo(project, text, start, end, "et notat", codings[0] if codings else None)
        case 8:
            set_status(project, list_readings(project)[1], transcript, READ)
        case 9:
            set_attribute(project, "P01", "kontor", "AB"[number % 2])
            set_role(project, "P02", ["veileder", "jobbspesialist", ""][number % 3])
        case 10:
            remove_transcript(project, transcript)
        case 11:
            add_schema_in_use(project, get_builtin("veileder", "en"))
        case _:
            return


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 400)), min_size=1, max_size=10))
def test_undo_all_gives_the_start_and_redo_all_the_end(
    moves: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory, interviews: dict[str, Path]
) -> None:
    path = tmp_path_factory.mktemp("study") / "s.tusj"
    with create_project(path, "s", "nb", "ida") as project:
        states = [state(project)]
        add_schema_in_use(project, get_builtin("jobbspesialist"))
        states.append(state(project))
        add_schema_in_use(project, get_builtin("veileder"))
        states.append(state(project))
        add_schema_in_use(project, get_builtin("samarbeid"))
        states.append(state(project))
        import_candidates(project, read_candidates(project, list(interviews.values()), role="veileder"))
        states.append(state(project))
        for choice, number in moves:
            before = len(project.steps())
            act(project, choice, number)
            if len(project.steps()) == before + 1:
                states.append(state(project))
            elif len(project.steps()) > before + 1:
                states.extend([{}] * (len(project.steps()) - before - 1))
                states.append(state(project))
        for expected in reversed(states[:-1]):
            assert project.undo() is not None
            assert not expected or state(project) == expected
        assert project.undo() is None
    with open_project(path) as project:  # the journal survives closing the program
        for expected in states[1:]:
            assert project.redo() is not None
            assert not expected or state(project) == expected
        assert project.redo() is None


def test_new_step_ends_redo(study: Project) -> None:
    study.undo()
    set_role(study, "P01", "veileder")
    assert study.redo() is None


def test_step_that_changes_nothing_is_no_step(study: Project) -> None:
    steps = study.steps()
    set_role(study, "P01", "jobbspesialist")
    text = read_transcript(study, list_transcripts(study)[0])
    coding = list_codings(study, transcript=text.transcript.id)[0]
    code = next(c for s in list_schemas(study) for c in s.codes if c.id == coding.code)
    assert add_coding(study, text, coding.start, coding.end, code).id == coding.id
    assert [step.what for step in study.steps()[len(steps) :]] == ["set the role of P01"]


def test_failed_step_leaves_no_trace(study: Project) -> None:
    before, steps = state(study), study.steps()

    def fail_halfway() -> None:
        with study.step("never") as db:
            db.exec_driver_sql("DELETE FROM coding")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail_halfway()
    assert state(study) == before
    assert study.steps() == steps


def test_another_coders_step_is_not_undone_unasked(study_path: Path) -> None:
    with open_project(study_path, coder="kari") as project:
        with pytest.raises(OtherCoderError, match="ida"):
            project.undo()
        undone = project.undo(other_coders=True)
        assert undone is not None
        assert undone.coder == "ida"


def test_journal_holds_no_interview_text(study_path: Path) -> None:
    with open_project(study_path) as project:
        transcript = list_transcripts(project)[0]
        words = "Stort sett bra"
        with project.read() as db:
            cells = [str(row) for row in db.exec_driver_sql("SELECT old, new FROM journal")]
            details = [str(row) for row in db.exec_driver_sql("SELECT what, details FROM step")]
        assert words in read_transcript(project, transcript).text
        assert not any(words in cell for cell in cells + details)


def test_text_stored_is_what_sqlite_reads(study_path: Path) -> None:
    """A plain project is plain SQLite: another program reads the same text."""
    with open_project(study_path) as project:
        text = read_transcript(project, list_transcripts(project)[0]).text
    other = sqlite3.connect(study_path)
    assert other.execute("SELECT text FROM transcript_text ORDER BY transcript_id LIMIT 1").fetchone()[0] == text
    other.close()
