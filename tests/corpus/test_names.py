"""Interviews whose names differ only in case, and what else is looked up by a name."""

import unicodedata
from pathlib import Path

import pytest

from codebook.bulk import code_from_table
from codebook.codings import list_codings
from corpus.errors import NotFoundError
from corpus.imports import import_candidates, read_candidates
from corpus.names import find_named
from corpus.participants import import_participants
from corpus.store import Project
from corpus.transcripts import get_transcript, list_transcripts, read_transcript


def bring(project: Project, folder: Path, *names: str) -> list[str]:
    paths = []
    for name in names:
        paths.append(folder / name)
        paths[-1].write_text(f"I: Hva heter du?\n\nP: Jeg heter {name} og er her.\n", "utf-8")
    candidates = read_candidates(project, paths, interviewers=["I"])
    return [done.transcript for done in import_candidates(project, candidates, keep_names=True)]


@pytest.fixture
def earlier(study: Project, tmp_path: Path) -> Project:
    """A study made before names were compared in any case: it has both Anne and anne."""
    bring(study, tmp_path, "Anne.txt", "Berit.txt")
    with study.step("made it as it was") as db:
        db.exec_driver_sql("UPDATE transcript SET name = 'anne' WHERE name = 'Berit'")
    return study


def test_names_kept_from_files_differ_in_more_than_case(study: Project, tmp_path: Path) -> None:
    assert bring(study, tmp_path, "Anne.txt", "anne.md", "ANNE.markdown") == ["Anne", "anne (2)", "ANNE (3)"]


@pytest.mark.parametrize(("name", "heard"), [("Anne", "Anne.txt"), ("anne", "Berit.txt"), (" anne ", "Berit.txt")])
def test_an_interview_is_looked_up_as_it_is_spelled(earlier: Project, name: str, heard: str) -> None:
    assert heard in read_transcript(earlier, get_transcript(earlier, name)).text


def test_a_spelling_that_may_mean_two_interviews_finds_neither(earlier: Project) -> None:
    with pytest.raises(NotFoundError, match=r"no interview ANNE \(it has: .*Anne, anne"):
        get_transcript(earlier, "ANNE")
    assert get_transcript(earlier, "p01").name == "P01"


def test_codings_go_to_the_interview_spelled_so(earlier: Project) -> None:
    columns = ("transcript", "start", "end", "code")
    cells = [(name, str(start), "9", "Fornøyd med samarbeid") for start, name in enumerate(("Anne", "anne"), start=3)]
    code_from_table(earlier, columns, [dict(zip(columns, row, strict=True)) for row in cells])
    names = {t.id: t.name for t in list_transcripts(earlier)}
    made = [(names[c.transcript], c.start) for c in list_codings(earlier) if names[c.transcript] in ("Anne", "anne")]
    assert sorted(made) == [("Anne", 3), ("anne", 4)]


def test_a_table_of_participants_names_interviews_in_any_case(earlier: Project) -> None:
    columns = ("participant", "transcript", "speaker")
    rows = [("P01", "anne", "P"), ("P02", "p03", "P")]
    import_participants(earlier, [dict(zip(columns, row, strict=True)) for row in rows], columns)
    assert get_transcript(earlier, "anne").participants == ("P01",)
    assert get_transcript(earlier, "P03").participants == ("P02",)
    with pytest.raises(Exception, match="brought in") as caught:
        import_participants(earlier, [dict(zip(columns, ("P01", "ANNE", "P"), strict=True))], columns)
    assert caught.value.details == ("row 2: the study has no interview ANNE",)


def test_a_name_typed_with_separate_accents_is_the_same() -> None:
    assert find_named(["Åse", "Ase"], unicodedata.normalize("NFD", "åse"), str) == "Åse"
