"""Coding what was found: sentences or words, in one step that can be taken back and done again."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook.codings import add_coding, list_codings
from codebook.found import code_hits, code_hits_as_new
from codebook.project import create_project
from codebook.readings import UNDER_WAY, list_readings
from codebook.schemas import get_code, list_schemas
from codebook.suggestions import accept, find_suggestions, reject
from corpus.imports import import_candidates, read_candidates
from corpus.models import METADATA
from corpus.search import find_hits, parse_query
from corpus.store import Project
from corpus.transcripts import find_sentences, list_transcripts, read_transcript

CODE = "Gjensidig læring"


def coded(project: Project, origin: str = "search") -> list[str]:
    """The words coded with an origin, in order."""
    texts = {t.id: read_transcript(project, t).text for t in list_transcripts(project)}
    return [texts[c.transcript][c.start : c.end] for c in list_codings(project) if c.origin == origin]


def hits(project: Project, text: str):
    return find_hits(project, parse_query(text)).hits


def test_the_sentences_around_all_hits_are_coded_in_one_step(study: Project) -> None:
    steps = len(study.steps())
    code = get_code(list_schemas(study), CODE)
    assert code_hits(study, hits(study, "går"), code) == 3
    assert coded(study) == ["Hvordan går samarbeidet?", "Hvordan går det?", "Ellers går det fint."]
    assert [step.what for step in study.steps()[steps:]] == [f"coded 3 hits of a search as {CODE}"]
    study.undo()
    assert coded(study) == []
    study.redo()
    assert len(coded(study)) == 3


def test_only_the_words_found_are_coded(study: Project) -> None:
    code_hits(study, hits(study, "fornøyd"), get_code(list_schemas(study), CODE), words=True)
    assert coded(study) == ["fornøyd", "fornøyd"]


def test_two_hits_in_a_sentence_make_one_coding_and_a_phrase_may_take_two_sentences(study: Project) -> None:
    code = get_code(list_schemas(study), CODE)
    assert code_hits(study, hits(study, "ringe mase"), code) == 1
    assert code_hits(study, hits(study, '"mase ellers"'), code) == 1
    assert coded(study) == ["Jeg må ringe og mase.", "Jeg må ringe og mase. Ellers går det fint."]


def test_what_is_under_the_category_already_is_left(study: Project) -> None:
    code = get_code(list_schemas(study), "Frustrasjoner knyttet til samarbeid")
    steps = study.steps()
    assert code_hits(study, hits(study, "lyd"), code) == 0
    assert study.steps() == steps
    assert code_hits(study, (), code) == 0


def test_sentences_kept_are_the_ones_coded(study: Project) -> None:
    transcript = list_transcripts(study)[0]
    find_sentences(study, read_transcript(study, transcript))
    code_hits(study, hits(study, "altså"), get_code(list_schemas(study), CODE))
    assert coded(study) == ["Stort sett bra, altså."]


def test_words_between_turns_are_coded_by_their_sentence(study: Project, tmp_path: Path) -> None:
    (tmp_path / "e.txt").write_text("Tatt opp på kontoret. Ute regner det.\n\nI: Hei?\n\nP: Ja.\n", "utf-8")
    import_candidates(study, read_candidates(study, [tmp_path / "e.txt"], interviewers=["I"]))
    code_hits(study, hits(study, "kontor"), get_code(list_schemas(study), CODE))
    assert coded(study) == ["Tatt opp på kontoret."]


def test_hits_become_a_new_category_in_one_step(study: Project) -> None:
    schema, steps = list_schemas(study)[2], len(study.steps())
    code, new = code_hits_as_new(study, hits(study, "går"), "Hvordan det går", schema)
    assert (code.path, new, len(study.steps())) == ("Hvordan det går", 3, steps + 1)
    assert code_hits_as_new(study, hits(study, "ringe"), "hvordan det GÅR", list_schemas(study)[2])[0].id == code.id
    study.undo()
    study.undo()
    assert "Hvordan det går" not in [code.name for schema in list_schemas(study) for code in schema.codes]


def test_a_study_without_schemas_gets_one(tmp_path: Path, interviews: dict[str, Path]) -> None:
    with create_project(tmp_path / "s.tusj", "s", "nb") as project:
        import_candidates(project, read_candidates(project, [interviews["a.txt"]], interviewers=["I"]))
        code, new = code_hits_as_new(project, hits(project, "samarbeid"), "samarbeid", None)
        assert (code.name, new) == ("samarbeid", 1)
        assert list_readings(project)[0].status(list_transcripts(project)[0].id) == UNDER_WAY


KEPT_APART = {"journal", "step", "journal_state", "view_state", "sentences", "search_state"}


def state(project: Project) -> dict[str, list[tuple[object, ...]]]:
    with project.read() as db:
        return {
            name: sorted((tuple(row) for row in db.exec_driver_sql(f"SELECT * FROM {name}")), key=repr)
            for name in METADATA.tables
            if name not in KEPT_APART
        }


def act(project: Project, choice: int, word: str, code) -> None:
    found = hits(project, word)
    if choice == 0:
        code_hits(project, found, code)
    elif choice == 1:
        code_hits(project, found, code, words=True)
    elif choice == 2:
        code_hits_as_new(project, found, word, list_schemas(project)[0])
    else:
        suggested = find_suggestions(project, code, everything=True).found[:2]
        (accept if choice == 3 else reject)(project, suggested, code)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["går", "jeg", "fornøyd", "seg"])), max_size=6))
def test_undo_all_gives_the_start_and_redo_all_the_end(study: Project, moves) -> None:
    code = get_code(list_schemas(study), "Fornøyd med samarbeid")
    states = [state(study)]
    begun = len(study.steps())
    for choice, word in moves:
        before = len(study.steps())
        act(study, choice, word, code)
        assert len(study.steps()) <= before + 1
        if len(study.steps()) > before:
            states.append(state(study))
    for expected in reversed(states[:-1]):
        study.undo()
        assert state(study) == expected
    for expected in states[1:]:
        study.redo()
        assert state(study) == expected
    while len(study.steps()) > begun:
        study.undo()


def test_another_coders_passages_hinder_nobody(study: Project) -> None:
    code = get_code(list_schemas(study), CODE)
    text = read_transcript(study, list_transcripts(study)[0])
    study.coder = "kari"
    add_coding(study, text, 0, len(text.text), code)
    study.coder = "ida"
    assert code_hits(study, hits(study, "samarbeidet"), code) == 1
