"""Fixtures every room's tests share: a settings folder of their own, and a small study made of real parts."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from codebook.builtins import FIRST, builtin_schemas
from codebook.codings import add_coding
from codebook.project import create_project, open_project
from codebook.readings import add_schema_in_use
from codebook.schemas import get_code, list_schemas
from corpus.deidentify.review import READ, set_review
from corpus.imports import import_candidates, read_candidates
from corpus.messages import use_language
from corpus.store import Project
from corpus.transcripts import get_transcript, list_transcripts, read_transcript

INTERVIEWS = {
    "a.txt": (
        "jobbspesialist",
        "I: Hvordan går samarbeidet?\n\nP: Stort sett bra, altså. Vi sitter i samme gang.\n\n"
        "I: Og ellers?\n\nP: Det er noen som aldri gir lyd fra seg. Det liker jeg ikke.\n",
    ),
    "b.txt": ("jobbspesialist", "I: Er du fornøyd?\n\nP: Ja. Veldig fornøyd, faktisk.\n"),
    "c.txt": ("veileder", "I: Hvordan går det?\n\nP: Jeg må ringe og mase. Ellers går det fint.\n"),
    "d.txt": ("veileder", "I: Bruker du dem?\n\nP: Nei. Jeg har aldri søkt noen dit.\n"),
}
CODINGS = (
    ("P01", "Stort sett bra, altså.", "Fornøyd med samarbeid"),
    ("P01", "Det er noen som aldri gir lyd fra seg. Det liker jeg ikke.", "Frustrasjoner knyttet til samarbeid"),
    ("P02", "Veldig fornøyd, faktisk.", "Fornøyd med samarbeid"),
    ("P03", "Jeg må ringe og mase.", "Frustrasjoner knyttet til samarbeid"),
    ("P04", "Jeg har aldri søkt noen dit.", "Ikke søkt til jobbspesialister"),
)


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TUSJ_CONFIG", str(tmp_path / "settings"))
    monkeypatch.delenv("TEXTUAL_THEME", raising=False)
    monkeypatch.setenv("TUSJ_LANGUAGE", "en")
    monkeypatch.setattr("corpus.age_format.WORK", 4)  # it is meant to take long: so that guessing does
    use_language("en")
    yield
    use_language("en")


def _write_interviews(folder: Path) -> dict[str, Path]:
    folder.mkdir()
    for name, (_role, text) in INTERVIEWS.items():
        (folder / name).write_text(text, "utf-8")
    return {name: folder / name for name in INTERVIEWS}


@pytest.fixture
def interviews(tmp_path: Path) -> dict[str, Path]:
    """The files of the small study, by name."""
    return _write_interviews(tmp_path / "interviews")


@pytest.fixture(scope="session")
def _made_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small study, made once; every test works on a copy of its file."""
    use_language("en")
    folder = tmp_path_factory.mktemp("made")
    path = folder / "study.tusj"
    with create_project(path, "Studien", "nb", "ida") as project:
        for draft in builtin_schemas("nb", FIRST):
            add_schema_in_use(project, draft)
        for name, file in _write_interviews(folder / "interviews").items():
            import_candidates(project, read_candidates(project, [file], interviewers=["I"], role=INTERVIEWS[name][0]))
        schemas = list_schemas(project)
        for transcript, words, code in CODINGS:
            text = read_transcript(project, get_transcript(project, transcript))
            start = text.text.index(words)
            add_coding(project, text, start, start + len(words), get_code(schemas, code))
        with project.unrecorded():
            for interview in list_transcripts(project):
                set_review(project, interview, READ)
    return path


@pytest.fixture
def study_path(tmp_path: Path, interviews: dict[str, Path], _made_study: Path) -> Path:
    """A closed study: two roles, four interviews, the built-in schemas of the sample, five codings."""
    return Path(shutil.copyfile(_made_study, tmp_path / "study.tusj"))


@pytest.fixture
def study(study_path: Path) -> Iterator[Project]:
    """The small study, open for writing."""
    with open_project(study_path) as project:
        yield project
