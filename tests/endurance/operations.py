"""What is done to a study while it is killed or its disk fails, as data: each operation says what it has done for good.

An operation runs in a program of its own. It tells when a piece of work begins and, once that is done, a fact that
must be true from then on, whatever happens to the program. `facts.py` looks whether it is.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from codebook.builtins import get_builtin
from codebook.codings import add_coding
from codebook.models import MODELS
from codebook.project import create_project, open_project
from codebook.readings import add_schema_in_use
from codebook.schemas import list_schemas
from codebook.withdraw import plan_withdrawal, withdraw
from corpus.corrections import correct_text
from corpus.deidentify.replace import replace_strings
from corpus.edits import Edit
from corpus.errors import TusjError
from corpus.imports import import_candidates, read_candidates
from corpus.store import Project, cipher
from corpus.store.cipher import key_of
from corpus.store.rekey import change_passphrase
from corpus.store.snapshots import get_snapshot, restore_snapshot, take_snapshot
from corpus.transcripts import get_transcript, list_transcripts, read_transcript

OLD_STUDY = Path(__file__).parents[1] / "corpus" / "old" / "version-1.study"
PLACES = ("Sjøbakken", "Ravndalen", "Tverrlia")
GOES = "P03"
BEFORE, AFTER = "the first one", "another one"
Fact = tuple[str, ...]


class Voice(Protocol):
    """How an operation tells of itself."""

    def begins(self) -> None:
        """A piece of work begins."""

    def done(self, *facts: Fact) -> None:
        """It is done, and these facts hold from now on."""

    def told(self, sentence: str) -> None:
        """It could not be done, in words for the researcher."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: on which study (`plain`, `secret`, `old`), and the passphrases that may open it afterwards."""

    name: str
    run: Callable[[Path, Voice], None]
    study: str = "plain"
    passphrases: tuple[str, ...] = ("",)


@contextmanager
def quick_keys() -> Iterator[None]:
    """Derive keys in a few rounds: the passphrases here guard nothing, and deriving writes nothing."""
    rounds, cipher._ROUNDS = cipher._ROUNDS, 1_000
    try:
        yield
    finally:
        cipher._ROUNDS = rounds


def interview(number: int) -> str:
    """An interview whose words nobody else says."""
    said = "".join(
        f"I: Hva mener du om sak {turn}?\n\nP: Om sak {turn} sier jeg ord{number:02d}x{turn} og dessuten "
        f"noe{number:02d}y{turn} i {PLACES[turn % 3]} nå.\n\n"
        for turn in range(12)
    )
    return f"{said}I: Takk.\n\nP: Selv takk for uttrykk{number:02d} alene her.\n"


def make_studies(folder: Path) -> dict[str, Path]:
    """A closed study of each kind, each in a folder of its own with three interviews, codings and a snapshot."""
    made = {}
    for kind, passphrase in (("plain", ""), ("secret", BEFORE)):
        path = made[kind] = folder / kind / "study.tusj"
        path.parent.mkdir(parents=True)
        with create_project(path, "Studien", "nb", "ida", passphrase) as project:
            add_schema_in_use(project, get_builtin("jobbspesialist"))
            for number in range(1, 4):
                bring_in(project, path, number)
            for transcript in list_transcripts(project):
                code(project, transcript.name, 1)
            take_snapshot(project, "2026-01-01")
    made["old"] = folder / "old" / "study.tusj"
    made["old"].parent.mkdir(parents=True)
    shutil.copy(OLD_STUDY, made["old"])
    return made


def bring_in(project: Project, path: Path, number: int) -> Fact:
    """Import one interview from a file beside the study's folder."""
    file = path.parent.with_name(f"{path.parent.name}-{number}.txt")
    file.write_text(interview(number), "utf-8")
    found = import_candidates(project, read_candidates(project, [file], interviewers=["I"], role="jobbspesialist"))
    return ("interview", found[0].transcript, get_transcript(project, found[0].transcript).sha256)


def code(project: Project, name: str, turn: int, shift: int = 0) -> Fact:
    """Code a turn."""
    text = read_transcript(project, get_transcript(project, name))
    start, end = text.turns[turn].words
    codes = list_schemas(project)[0].codes
    made = add_coding(project, text, start, end - shift, codes[(turn + shift) % len(codes)])
    with project.read() as db:
        return ("coding", str(db.exec_driver_sql("SELECT guid FROM coding WHERE id = ?", (made.id,)).scalar_one()))


def _coding(path: Path, voice: Voice) -> None:
    with open_project(path) as project:
        for number in range(60):
            voice.begins()
            voice.done(code(project, "P01", 3 + 2 * (number % 10), 2 + number // 10))


def _importing(path: Path, voice: Voice) -> None:
    with open_project(path) as project:
        for number in range(11, 19):
            voice.begins()
            voice.done(bring_in(project, path, number))


def correct(project: Project, mark: str) -> Fact:
    """Put a word into an interview."""
    transcript = get_transcript(project, "P01")
    at = read_transcript(project, transcript).turns[1].words[0]
    correct_text(project, transcript, [Edit(at, "", f"{mark} ")])
    return ("said", "P01", mark)


def _correcting(path: Path, voice: Voice) -> None:
    with open_project(path) as project:
        for number in range(20):
            voice.begins()
            voice.done(correct(project, f"rettet{number:02d}"))


def _undoing(path: Path, voice: Voice) -> None:
    with open_project(path) as project:
        for number in range(20):
            voice.begins()
            made = code(project, "P02", 3 + number % 10, 2 + number // 10)
            project.undo()
            voice.done(("no coding", made[1]))


def _withdrawing(path: Path, voice: Voice) -> None:
    with open_project(path) as project:
        plan = plan_withdrawal(project, GOES)
        voice.begins()
        withdraw(project, plan)
        voice.done(("gone", GOES))


def _replacing(path: Path, voice: Voice) -> None:
    with open_project(path) as project:
        for word in PLACES:
            voice.begins()
            replace_strings(project, {word: "(sted)"}, keep_snapshots=False)
            voice.done(("replaced", word))


def _upgrading(path: Path, voice: Voice) -> None:
    voice.begins()
    open_project(path).close()
    voice.done(("version", ""))


def _change(before: str, after: str) -> Callable[[Path, Voice], None]:
    def run(path: Path, voice: Voice) -> None:
        key = key_of(path, before) if before else None
        voice.begins()
        change_passphrase(path, key, after)
        voice.done(("passphrase", after))

    return run


def _keeping(path: Path, voice: Voice) -> None:
    with open_project(path) as project:
        for day in range(1, 9):
            voice.begins()
            take_snapshot(project, f"2026-02-{day:02d}")
            voice.done(("snapshot", f"2026-02-{day:02d}"))


def _restoring(path: Path, voice: Voice) -> None:
    for number in range(6):
        with open_project(path) as project:
            made = code(project, "P02", 5, 2 + number)
        voice.begins()
        restore_snapshot(path, None, get_snapshot(path, "2026-01-01"), MODELS)
        voice.done(("no coding", made[1]))


def _acts(path: Path) -> dict[str, Callable[[Project], Fact | None]]:
    """A day's work, in order."""

    def code_and_undo(project: Project) -> Fact | None:
        made = code(project, "P02", 7)
        undone = project.undo()
        return ("no coding", made[1]) if undone else None

    def bring(project: Project) -> Fact:
        return (*bring_in(project, path, 11)[:2], "")  # its text changes when words are replaced

    def keep(project: Project) -> None:
        take_snapshot(project, "2026-02-02")  # erasing takes it away again

    def replace(project: Project) -> Fact:
        replace_strings(project, {PLACES[0]: "(sted)"}, keep_snapshots=False)
        return ("replaced", PLACES[0])

    def go(project: Project) -> Fact:
        withdraw(project, plan_withdrawal(project, GOES))
        return ("gone", GOES)

    def close(project: Project) -> None:
        project.close()

    return {
        "code": lambda project: code(project, "P01", 5),
        "undo": code_and_undo,
        "correct": lambda project: correct(project, "rettet"),
        "import": bring,
        "snapshot": keep,
        "replace": replace,
        "withdraw": go,
        "code again": lambda project: code(project, "P02", 9),
        "close": close,
    }


def _day(path: Path, voice: Voice) -> None:
    """A whole day: what cannot be done is told, and the next thing is tried, as somebody at the screen would."""
    project: Project | None = None
    for act in _acts(path).values():
        voice.begins()
        try:
            project = project or open_project(path)
            fact = act(project)
        except TusjError as error:
            voice.told(error.message)
        else:
            voice.done(*([fact] if fact else []))
    try:
        _change("", AFTER)(path, voice)
    except TusjError as error:
        voice.told(error.message)


DAY = Operation("a day", _day, passphrases=("", AFTER))
OPERATIONS = {
    operation.name: operation
    for operation in (
        Operation("coding", _coding),
        Operation("undoing", _undoing),
        Operation("importing", _importing),
        Operation("correcting", _correcting),
        Operation("withdrawing", _withdrawing),
        Operation("de-identifying", _replacing),
        Operation("upgrading", _upgrading, "old"),
        Operation("passphrase added", _change("", AFTER), "plain", ("", AFTER)),
        Operation("passphrase changed", _change(BEFORE, AFTER), "secret", (BEFORE, AFTER)),
        Operation("passphrase removed", _change(BEFORE, ""), "secret", (BEFORE, "")),
        Operation("snapshots", _keeping),
        Operation("restoring", _restoring),
    )
}
