"""Episodes: told, named, given an outcome, and moved with the words they are told in."""

import pytest

from codebook.corrections import apply_correction
from codebook.episodes import (
    Telling,
    add_episode,
    add_telling,
    add_tellings,
    find_outcome,
    get_episode,
    list_episodes,
    list_outcomes,
    list_tellings,
    move_episode,
    remove_episode,
    remove_telling,
    rename_episode,
    set_outcome,
    set_outcomes,
)
from corpus.edits import Edit
from corpus.errors import InputError, NotFoundError
from corpus.messages import in_language
from corpus.transcripts import get_transcript, read_transcript

WORDS = "Det er noen som aldri gir lyd fra seg."


def place(study, transcript="P01", words=WORDS):
    text = read_transcript(study, get_transcript(study, transcript))
    start = text.text.index(words)
    return text.transcript.id, start, start + len(words)


def words_of(study, telling: Telling) -> str:
    text = next(
        read_transcript(study, get_transcript(study, name))
        for name in ("P01", "P02", "P03", "P04")
        if get_transcript(study, name).id == telling.transcript
    )
    return text.text[telling.start : telling.end]


def test_an_episode_is_begun_named_and_given_an_outcome(study):
    episode = add_episode(study, "  Gutten på\nlageret ")
    assert (episode.name, episode.outcome) == ("Gutten på lageret", "")
    episode = set_outcome(study, episode, "Did not work")
    renamed = rename_episode(study, episode, "Lageret")
    assert [(one.name, one.outcome) for one in list_episodes(study)] == [("Lageret", "did-not-work")]
    assert get_episode(study, "LAGERET") == renamed
    set_outcome(study, renamed, "")
    assert list_episodes(study)[0].outcome == ""


def test_an_outcome_is_known_by_its_word_in_the_language_in_use(study):
    with in_language("nb"):
        assert find_outcome(study, "Fungerte ikke") == "did-not-work"
    with pytest.raises(InputError, match="worked, did not work, ongoing"):
        find_outcome(study, "perhaps")


def test_names_and_outcomes_that_cannot_be_are_refused(study):
    add_episode(study, "Lageret")
    for name in ("", "  \n", "lageret"):
        with pytest.raises(InputError):
            add_episode(study, name)
    with pytest.raises(InputError, match="no outcome"):
        set_outcome(study, get_episode(study, "Lageret"), "nope")
    with pytest.raises(NotFoundError, match="it has: Lageret"):
        get_episode(study, "Butikken")
    assert [step.what for step in study.steps()][-1] == "began the episode Lageret"


def test_the_study_defines_its_outcomes_but_none_in_use_goes(study):
    episode = set_outcome(study, add_episode(study, "Lageret"), "worked")
    with pytest.raises(InputError, match="“worked” is the outcome of Lageret"):
        set_outcomes(study, ["i jobb", "ute"])
    with pytest.raises(InputError):
        set_outcomes(study, [" "])
    with pytest.raises(InputError, match="same name"):
        set_outcomes(study, ["Ute", "ute"])
    set_outcomes(study, ["Worked", "  på vei ", ""])
    assert list_outcomes(study) == ["worked", "på vei"]
    assert set_outcome(study, episode, "På vei").outcome == "på vei"
    study.undo()
    study.undo()
    assert list_outcomes(study) == ["worked", "did-not-work", "ongoing"]


def test_a_passage_is_told_once_and_taken_out(study):
    episode = add_episode(study, "Lageret")
    first = add_telling(study, episode, *place(study))
    assert add_telling(study, episode, *place(study)) == first
    second = add_telling(study, episode, *place(study, "P03", "Jeg må ringe og mase."))
    assert list_tellings(study, episode.id) == [first, second]
    remove_telling(study, first)
    assert list_tellings(study) == [second]
    study.undo()
    remove_episode(study, episode)
    assert list_tellings(study) == []
    study.undo()
    assert list_tellings(study) == [first, second]


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 4), (-1, 4), (0, 10_000)])
def test_a_range_that_is_none_is_refused_and_nothing_is_kept(study, start, end):
    before = len(study.steps())
    with pytest.raises(InputError):
        add_tellings(study, "Ny", [(get_transcript(study, "P01").id, start, end)])
    assert list_episodes(study) == []
    assert len(study.steps()) == before


def test_passages_begin_a_new_episode_in_one_change(study):
    before = len(study.steps())
    add_tellings(study, "Lageret", [place(study), place(study, "P02", "Veldig fornøyd, faktisk.")])
    assert len(study.steps()) == before + 1
    assert [words_of(study, one) for one in list_tellings(study)] == [WORDS, "Veldig fornøyd, faktisk."]
    study.undo()
    assert (list_episodes(study), list_tellings(study)) == ([], [])


def test_episodes_are_put_in_order(study):
    one, two, three = (add_episode(study, name) for name in "abc")
    move_episode(study, three, -1)
    assert [episode.name for episode in list_episodes(study)] == ["a", "c", "b"]
    steps = len(study.steps())
    move_episode(study, one, -1)
    move_episode(study, two, 1)
    assert [episode.name for episode in list_episodes(study)] == ["a", "c", "b"]
    assert len(study.steps()) == steps


def test_a_correction_moves_a_telling_widens_it_and_tells_of_one_that_is_gone(study):
    episode = add_episode(study, "Lageret")
    add_telling(study, episode, *place(study))
    transcript = get_transcript(study, "P01")
    text = read_transcript(study, transcript).text
    start = text.index("Stort")
    apply_correction(study, transcript, [Edit(start, "", "Innledende ord. ")])
    assert words_of(study, list_tellings(study)[0]) == WORDS
    text = read_transcript(study, transcript).text
    apply_correction(study, transcript, [Edit(text.index(WORDS), WORDS, "")])
    assert list_tellings(study) == []
    study.undo()
    report = apply_correction(study, transcript, [Edit(text.index(WORDS), WORDS, "")])
    assert "The telling of Lageret in turn 4 of P01 is gone with its words." in report.gone
    study.undo()
    study.undo()
    assert words_of(study, list_tellings(study)[0]) == WORDS
