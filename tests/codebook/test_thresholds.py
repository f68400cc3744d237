"""Thresholds and reasons for recruiting: every change is one step, undone and done again exactly."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook.project import create_project
from codebook.sampling import find_sampling, set_sampling
from codebook.settings import set_setting
from codebook.thresholds import NAMES, Thresholds, get_thresholds, set_thresholds
from corpus.imports import import_candidates, read_candidates
from corpus.participants import list_participants
from corpus.store import Project
from corpus.words import WORD, count_words


def kept(project: Project) -> tuple[object, ...]:
    people = list_participants(project)
    return get_thresholds(project), tuple(getattr(find_sampling(project, person), "text", "") for person in people)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, 1), st.sampled_from(NAMES), st.sampled_from(["1", "0.5", "", "who"]))))
def test_undo_all_gives_the_start_and_redo_all_the_end(
    changes: list[tuple[int, str, str]], tmp_path_factory: object, interviews: dict[str, Path]
) -> None:
    folder = tmp_path_factory.mktemp("thresholds")  # type: ignore[attr-defined]
    with create_project(folder / "s.tusj") as project:
        import_candidates(project, read_candidates(project, list(interviews.values())[:2], role="x"))
        states = [kept(project)]
        first = len(project.steps())
        for which, name, value in changes:
            if which and value in ("1", "0.5") and not (value == "0.5" and name.endswith(("_from", "_to"))):
                set_thresholds(project, {name: value})
            elif not which:
                set_sampling(project, list_participants(project)[0], value)
            if len(project.steps()) > first:
                assert len(project.steps()) == first + 1
                first += 1
                states.append(kept(project))
        for state in reversed(states[:-1]):
            project.undo()
            assert kept(project) == state
        for state in states[1:]:
            project.redo()
            assert kept(project) == state


def test_thresholds_that_are_none_are_passed_over(study: Project) -> None:
    set_setting(study, "quantifiers", {"most_above": 7, "many_from": 6, "few_to": "x", "other": 1})
    assert get_thresholds(study) == Thresholds(many_from=6)
    set_setting(study, "quantifiers", [1, 2])
    assert get_thresholds(study) == Thresholds()


@given(text=st.text(st.sampled_from("aå1_ .,?!'’-–\n\t\u00a0²"), max_size=40), start=st.integers(0, 10))
def test_words_are_counted_as_they_are_found(text: str, start: int) -> None:
    assert count_words(text, start) == len(WORD.findall(text, start))
