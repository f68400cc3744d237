"""Thresholds and reasons for recruiting: every change is one step, undone and done again exactly."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codebook.sampling import find_sampling, set_sampling
from codebook.settings import set_setting
from codebook.thresholds import NAMES, Thresholds, get_thresholds, set_thresholds
from corpus.participants import list_participants
from corpus.store import Project
from corpus.words import WORD, count_words


def kept(project: Project) -> tuple[object, ...]:
    people = list_participants(project)
    return get_thresholds(project), tuple(getattr(find_sampling(project, person), "text", "") for person in people)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, 1), st.sampled_from(NAMES), st.sampled_from(["1", "0.5", "", "who"]))))
def test_undo_all_gives_the_start_and_redo_all_the_end(study: Project, changes: list[tuple[int, str, str]]) -> None:
    states = [kept(study)]
    begun = len(study.steps())
    for which, name, value in changes:
        before = len(study.steps())
        if which and value in ("1", "0.5") and not (value == "0.5" and name.endswith(("_from", "_to"))):
            set_thresholds(study, {name: value})
        elif not which:
            set_sampling(study, list_participants(study)[0], value)
        if len(study.steps()) > before:
            assert len(study.steps()) == before + 1
            states.append(kept(study))
    for state in reversed(states[:-1]):
        study.undo()
        assert kept(study) == state
    for state in states[1:]:
        study.redo()
        assert kept(study) == state
    while len(study.steps()) > begun:
        study.undo()


def test_thresholds_that_are_none_are_passed_over(study: Project) -> None:
    set_setting(study, "quantifiers", {"most_above": 7, "many_from": 6, "few_to": "x", "other": 1})
    assert get_thresholds(study) == Thresholds(many_from=6)
    set_setting(study, "quantifiers", [1, 2])
    assert get_thresholds(study) == Thresholds()


@given(text=st.text(st.sampled_from("aå1_ .,?!'’-–\n\t\u00a0²"), max_size=40), start=st.integers(0, 10))
def test_words_are_counted_as_they_are_found(text: str, start: int) -> None:
    assert count_words(text, start) == len(WORD.findall(text, start))
