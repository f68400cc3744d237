"""What must be true of a study whatever happened to the program that changed it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from operations import GOES, PLACES, Fact, Operation

from codebook.project import open_project
from corpus.errors import NotFoundError, TusjError
from corpus.store import PassphraseError, PassphraseNeededError, Project
from corpus.store.check import check_project
from corpus.store.cipher import Key
from corpus.store.pages import read_pages
from corpus.store.project import OWED
from corpus.store.snapshots import leftovers, list_snapshots
from corpus.transcripts import get_transcript, list_transcripts, read_transcript

THEIRS = b"uttrykk03 alene her"


@dataclass(slots=True)
class Verdict:
    """What was found afterwards: whether it opened, facts that hold no longer, what is wrong with it."""

    opened: bool = False
    lost: list[Fact] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether all is as it must be."""
        return self.opened and not self.lost and not self.findings


def coded(path: Path, passphrase: str = "") -> list[Fact]:
    """A fact for every passage coded in a study that nothing takes away."""
    with open_project(path, write=False, passphrase=passphrase) as project, project.read() as db:
        rows = db.exec_driver_sql(
            "SELECT c.guid FROM coding c JOIN transcript t ON t.id = c.transcript_id WHERE t.name <> ?", (GOES,)
        )
        return [("coding", str(guid)) for (guid,) in rows]


def look(operation: Operation, path: Path, facts: Sequence[Fact]) -> Verdict:
    """Open a study as the researcher would after a crash, and see what holds."""
    verdict = Verdict()
    try:
        project, passphrase = _open(path, operation.passphrases)
    except TusjError as error:
        verdict.findings.append(error.message)
        return verdict
    except Exception as error:  # what the researcher would see as a crash
        verdict.findings.append(f"cannot be opened: {error!r}")
        return verdict
    with project:
        verdict.opened = True
        key = project.key
        verdict.findings = [f"{each.check}: {each.what}" for each in check_project(project)]
        verdict.lost = [fact for fact in facts if not _holds(project, passphrase, fact)]
        verdict.findings += _half_done(project)
        gone = list(_gone(project))
    verdict.findings += _left_behind(path, key, gone)
    return verdict


def _open(path: Path, passphrases: Sequence[str]) -> tuple[Project, str]:
    for passphrase in passphrases:
        try:
            project = open_project(path, passphrase=passphrase)
        except (PassphraseError, PassphraseNeededError) as error:
            refused = error
        else:
            return project, passphrase if project.encrypted else ""
    raise refused


def _holds(project: Project, passphrase: str, fact: Fact) -> bool:
    match fact:
        case ("coding", guid):
            return guid in _guids(project)
        case ("no coding", guid):
            return guid not in _guids(project)
        case ("interview", name, sha256):
            return sha256 in ("", get_transcript(project, name).sha256)
        case ("said", name, word):
            return word in read_transcript(project, get_transcript(project, name)).text
        case ("gone", name):
            return name not in {transcript.name for transcript in list_transcripts(project)}
        case ("replaced", word):
            return word not in _texts(project)
        case ("passphrase", word):
            return word == passphrase
        case ("snapshot", name):
            return name in {snapshot.name for snapshot in list_snapshots(project.path)}
        case ("version", _):
            return bool(list_snapshots(project.path))
    raise AssertionError(fact)


def _guids(project: Project) -> set[str]:
    with project.read() as db:
        return {guid for (guid,) in db.exec_driver_sql("SELECT guid FROM coding")}


def _texts(project: Project) -> str:
    return "\n".join(read_transcript(project, transcript).text for transcript in list_transcripts(project))


def _half_done(project: Project) -> Iterator[str]:
    """What is owed or left lying, and snapshots that are none."""
    for key in OWED:
        if project.view_state(key):
            yield f"{key} is still owed"
    yield from (f"left lying: {path.name}" for path in leftovers(project.path))
    for snapshot in list_snapshots(project.path):
        try:
            with open_project(snapshot.path, write=False, key=project.key) as kept:
                yield from (f"snapshot {snapshot.name}: {each.what}" for each in check_project(kept))
        except (PassphraseError, PassphraseNeededError):
            continue  # it keeps the passphrase it was made under
        except TusjError as error:
            yield f"snapshot {snapshot.name}: {error.message}"


def _gone(project: Project) -> Iterator[bytes]:
    """Words that were in the study once and are to be nowhere now."""
    try:
        get_transcript(project, GOES)
    except NotFoundError:
        yield THEIRS
    texts = _texts(project)
    yield from (word.encode() for word in PLACES if word not in texts)


def _left_behind(path: Path, key: Key | None, gone: Sequence[bytes]) -> Iterator[str]:
    data = b"".join(read_pages(path, key))
    for word in gone:
        if word in data:
            yield f"words are left in the file: {word.decode()}"
        for file in path.parent.rglob("*"):
            if file.is_file() and file != path and word in file.read_bytes():
                yield f"words are left in {file.name}: {word.decode()}"
