"""Names and numbers that no form would let through, brought by tables and pasted text."""

from pathlib import Path

from codebook.codings import current_coder
from codebook.project import open_project
from corpus.imports import dropped_paths, import_candidates, read_candidates
from corpus.participants import import_participants, list_participants, natural_key
from corpus.store import Project


def test_numbers_too_long_for_a_number_still_sort() -> None:
    assert sorted(["P10", "P" + "9" * 5000, "P2"], key=natural_key)[-2:] == ["P2", "P10"]


def test_a_participant_with_a_number_too_long_does_not_use_up_the_numbers(study: Project) -> None:
    import_participants(study, [{"participant": "P" + "9" * 30}, {"participant": "P07"}], ["participant"])
    assert {person.label for person in list_participants(study)} >= {"P" + "9" * 30, "P07"}


def test_names_are_one_line(study: Project) -> None:
    import_participants(study, [{"participant": "P9\n9", "role": " a\n b "}], ["participant", "role"])
    assert [(p.label, p.role) for p in list_participants(study) if p.role == "a b"] == [("P9 9", "a b")]


def test_one_person_named_over_two_lines_twice(study: Project, interviews: dict[str, Path]) -> None:
    for name in ("a.txt", "b.txt"):
        interviews[name].write_text("I: Hva?\n\nP: Ja, " + name, "utf-8")
        import_candidates(study, read_candidates(study, [interviews[name]], interviewers=["I"], participant="P\n9"))
    assert [person.label for person in list_participants(study) if "9" in person.label] == ["P 9"]


def test_a_coder_is_one_line(study_path: Path) -> None:
    with open_project(study_path, coder=" kari\n olsen ") as study:
        assert current_coder(study) == "kari olsen"


def test_a_long_pasted_text_is_no_path() -> None:
    assert [str(path) for path in dropped_paths("x" * 5000)] == ["x" * 5000]
