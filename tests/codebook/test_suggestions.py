"""Suggestions: what is like a category and not under it, why, and what becomes of what is rejected."""

import math
import re
from pathlib import Path

import pytest

from codebook.builtins import get_builtin
from codebook.codings import add_coding, list_codings
from codebook.project import create_project
from codebook.readings import READ, add_schema_in_use, list_readings, set_status
from codebook.schemas import get_code, list_schemas
from codebook.suggestions import accept, find_suggestions, reject
from corpus.imports import import_candidates, read_candidates
from corpus.language.forms import get_forms
from corpus.store import Project
from corpus.transcripts import get_transcript, list_transcripts, read_transcript

CODE = "Frustrasjoner knyttet til samarbeid"
TEXTS = {
    "a.txt": "I: Hva er vanskelig?\n\nP: Veilederen svarer aldri på telefonen. Været var fint.\n",
    "b.txt": "I: Svarer veilederne på telefonen?\n\nP: Nei. Ingen veiledere svarer telefonene sine. Kaffen er god.\n",
    "c.txt": "I: Og du?\n\nP: Telefonen svarte en veileder. Kaffen var kald, og telefonen ringte.\n",
}


@pytest.fixture
def alike(tmp_path: Path):
    """A study with one passage under a category, and others that are like it."""
    with create_project(tmp_path / "s.tusj", "s", "nb", "ida") as project:
        add_schema_in_use(project, get_builtin("samarbeid", "nb"))
        for name, text in TEXTS.items():
            (tmp_path / name).write_text(text, "utf-8")
            import_candidates(project, read_candidates(project, [tmp_path / name], interviewers=["I"], role="veileder"))
        text = read_transcript(project, get_transcript(project, "P01"))
        words = "Veilederen svarer aldri på telefonen."
        start = text.text.index(words)
        add_coding(project, text, start, start + len(words), get_code(list_schemas(project), CODE))
        yield project


def suggested(project: Project, **how: object) -> list[tuple[str, str]]:
    code = get_code(list_schemas(project), CODE)
    return [(one.name, one.text) for one in find_suggestions(project, code, **how).found]  # type: ignore[arg-type]


def read(project: Project, *names: str) -> None:
    for name in names:
        set_status(project, list_readings(project)[0], get_transcript(project, name), READ)


LIKE = [("P03", "Telefonen svarte en veileder."), ("P02", "Ingen veiledere svarer telefonene sine.")]


def test_sentences_that_share_forms_are_ranked_with_their_reason(alike: Project) -> None:
    found = find_suggestions(alike, get_code(list_schemas(alike), CODE), everything=True)
    assert sorted((one.name, one.text) for one in found.found) == sorted(LIKE)
    shared = {one.name: set(one.shared) for one in found.found}
    assert shared == {"P02": {"telefon", "svarer", "veileder"}, "P03": {"telefon", "svare", "veileder"}}
    assert [one.likeness for one in found.found] == sorted((one.likeness for one in found.found), reverse=True)
    assert (found.examples, found.searched, found.of, found.reading) == (1, 3, 3, "")
    assert [one.turn for one in found.found] == [2, 2]


def words_of(text: str) -> set[tuple[str, ...]]:
    """The words of a text that say something, each as its forms."""
    forms = get_forms("nb")
    words = re.findall(r"\w+", text.casefold())
    return {forms.of(word) for word in words if not forms.says_little(word)}


def test_likeness_is_the_cosine_of_weighted_forms(alike: Project) -> None:
    code = get_code(list_schemas(alike), CODE)
    texts = [read_transcript(alike, t) for t in list_transcripts(alike)]
    turns = [words_of(text.text[slice(*turn.words)]) for text in texts for turn in text.turns]

    def weight(form: str) -> float:
        return math.log(len(turns) / sum(any(form in word for word in turn) for turn in turns))

    def cosine(one: dict[str, float], other: dict[str, float]) -> float:
        length = math.prod(math.sqrt(sum(value**2 for value in vector.values())) for vector in (one, other))
        return sum(value * other.get(form, 0) for form, value in one.items()) / length

    passage = {f: weight(f) / len(word) for word in words_of("Veilederen svarer aldri på telefonen.") for f in word}
    for found in find_suggestions(alike, code, everything=True).found:
        meant = {max(w, key=lambda f: passage.get(f, 0) * weight(f)) for w in words_of(found.text)}
        assert found.likeness == pytest.approx(cosine({f: weight(f) for f in meant}, passage), abs=0.0001)


def test_only_interviews_set_to_read_are_looked_through(alike: Project) -> None:
    assert suggested(alike) == []
    read(alike, "P03")
    assert suggested(alike) == [LIKE[0]]
    found = find_suggestions(alike, get_code(list_schemas(alike), CODE))
    assert (found.searched, found.of, found.reading) == (1, 3, "1")


def test_nothing_is_coded_unless_accepted(alike: Project) -> None:
    code, steps = get_code(list_schemas(alike), CODE), alike.steps()
    found = find_suggestions(alike, code, everything=True).found
    assert alike.steps() == steps
    assert accept(alike, found, code) == 2
    assert [coding.origin for coding in list_codings(alike)] == ["read", "suggested", "suggested"]
    assert suggested(alike, everything=True) == []
    alike.undo()
    assert sorted(suggested(alike, everything=True)) == sorted(LIKE)


def test_what_is_rejected_stays_away_until_it_is_undone(alike: Project) -> None:
    code = get_code(list_schemas(alike), CODE)
    found = find_suggestions(alike, code, everything=True).found
    reject(alike, found[:1], code)
    reject(alike, found[:1], code)
    assert suggested(alike, everything=True) == [(found[1].name, found[1].text)]
    assert [step.what for step in alike.steps()][-1] == f"rejected a suggestion for {code.name}"
    alike.undo()
    assert len(suggested(alike, everything=True)) == 2


def test_the_interviewers_words_are_not_suggested(alike: Project) -> None:
    assert not any(text.startswith("Svarer") for _name, text in suggested(alike, everything=True))


def test_an_empty_category_has_nothing_to_suggest(alike: Project) -> None:
    found = find_suggestions(alike, get_code(list_schemas(alike), "Gjensidig læring"), everything=True)
    assert (found.found, found.examples) == ((), 0)


def test_a_category_learns_from_those_below_it_and_asks_only_its_own_role(study: Project) -> None:
    code = get_code(list_schemas(study), "Hva kreves god veileder?")
    found = find_suggestions(study, code, everything=True)
    assert found.of == 2
    assert {t.name for t in list_transcripts(study) if t.roles == ("veileder",)} == {"P03", "P04"}


def test_a_study_open_for_reading_suggests_the_same(alike: Project) -> None:
    from codebook.project import open_project

    with_index = suggested(alike, everything=True)
    with open_project(alike.path, write=False) as project:
        assert suggested(project, everything=True) == with_index
        assert len(with_index) == 2
