"""Running an operation in a program of its own, killing it at a moment or a file operation, looking afterwards."""

import multiprocessing
import os
import random
import shutil
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from facts import Verdict, coded, look
from failing import Aim, arm, disarm
from operations import BEFORE, DAY, OPERATIONS, Fact, Operation, make_studies, quick_keys

_PROGRAMS = multiprocessing.get_context("forkserver")
BEGINS, DONE, TOLD, BROKEN, COUNT = "begins", "done", "told", "broken", "count"


def start_programs(library: Path | None = None) -> None:
    """Start the program that all others are copies of, so that none need import anything; once in a process."""
    _PROGRAMS.set_forkserver_preload(["killing", "filelock", "corpus.readers.text", "corpus.language.guess"])
    own = {
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]),
        "LD_PRELOAD": str(library or os.environ.get("LD_PRELOAD", "")),
    }
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        forkserver.ensure_running()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class _Voice:
    """The operation's end of the line."""

    def __init__(self, line: Connection) -> None:
        self._line = line

    def begins(self) -> None:
        self._line.send((BEGINS, time.perf_counter()))

    def done(self, *facts: Fact) -> None:
        self._line.send((DONE, time.perf_counter(), facts))

    def told(self, sentence: str) -> None:
        self._line.send((TOLD, time.perf_counter(), sentence))


def _work(line: Connection, name: str, path: Path, aim: Aim | None) -> None:
    """What the program does."""
    from corpus.errors import TusjError
    from corpus.messages import use_language

    use_language("en")
    voice = _Voice(line)
    if aim:
        arm(path.parent, aim)
    try:
        with quick_keys():
            (DAY if name == DAY.name else OPERATIONS[name]).run(path, voice)
    except TusjError as error:
        voice.told(error.message)
    except Exception:
        line.send((BROKEN, time.perf_counter(), traceback.format_exc()))
    if aim:
        line.send((COUNT, time.perf_counter(), disarm()))


@dataclass(slots=True)
class Heard:
    """What a program said before it ended."""

    facts: list[Fact] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    pieces: list[float] = field(default_factory=list)
    begun: int = 0
    done: int = 0
    count: int = 0
    killed: bool = False

    @property
    def landed(self) -> str:
        """Where a kill landed: before the work, in a piece of it, or after one."""
        if not self.killed:
            return "after"
        return "before" if not self.begun else "during" if self.begun > self.done else "after"


def run(operation: Operation, path: Path, aim: Aim | None = None, kill: tuple[int, float] | None = None) -> Heard:
    """Run an operation; `kill` it so many seconds into a piece of its work, counted from 0, or as `aim` says."""
    line, theirs = _PROGRAMS.Pipe(duplex=False)
    program = _PROGRAMS.Process(target=_work, args=(theirs, operation.name, path, aim), daemon=True)
    program.start()
    theirs.close()
    heard = Heard()
    since = 0.0
    for what, at, *rest in _listen(line):
        match what:
            case "begins":
                heard.begun, since = heard.begun + 1, at
                if kill and kill[0] == heard.begun - 1:
                    time.sleep(kill[1])
                    program.kill()
            case "done" | "told":
                heard.done += 1
                heard.pieces.append(at - since)
                heard.facts += rest[0] if what == DONE else ()
                heard.told += [rest[0]] if what == TOLD else []
            case "broken":
                heard.broken.append(rest[0])
            case "count":
                heard.count = rest[0]
    program.join()
    heard.killed = program.exitcode == -9
    return heard


def _listen(line: Connection) -> Iterator[Sequence[Any]]:
    with suppress(EOFError, OSError):
        while True:
            yield line.recv()


@dataclass(slots=True)
class Stand:
    """A place where operations are tried: a study of each kind, copied for each try."""

    folder: Path
    studies: dict[str, Path] = field(default_factory=dict)
    number: int = 0

    def __post_init__(self) -> None:
        with quick_keys():
            self.studies = make_studies(self.folder)

    def study_for(self, operation: Operation) -> Path:
        """A fresh copy of the study an operation begins on."""
        self.number += 1
        made = self.studies[operation.study]
        folder = self.folder / f"try-{self.number}"
        shutil.copytree(made.parent, folder)
        return folder / made.name

    def given(self, operation: Operation) -> list[Fact]:
        """What holds before an operation begins."""
        if operation.study == "old":
            return []
        with quick_keys():
            return coded(self.studies[operation.study], BEFORE if operation.study == "secret" else "")

    def judge(self, operation: Operation, path: Path, facts: Sequence[Fact]) -> Verdict:
        """Look at a study after a try, and clear it away where all is well."""
        with quick_keys():
            verdict = look(operation, path, facts)
        if verdict.sound:
            shutil.rmtree(path.parent)
        return verdict


@dataclass(slots=True)
class Tally:
    """What many tries of one operation came to; `problems` is empty where nothing was lost."""

    operation: str
    tries: int = 0
    landed: dict[str, int] = field(default_factory=lambda: {"before": 0, "during": 0, "after": 0})
    acknowledged: int = 0
    lost: int = 0
    opened: int = 0
    clean: int = 0
    told: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, heard: Heard, verdict: Verdict, what: str, path: Path) -> None:
        """Count one try."""
        self.tries += 1
        self.landed[heard.landed] += 1
        self.acknowledged += len(heard.facts)
        self.lost += len(verdict.lost)
        self.opened += verdict.opened
        self.clean += verdict.opened and not verdict.findings
        for sentence in heard.told:
            told = sentence.replace(str(path.parent), "…")
            self.told[told] = self.told.get(told, 0) + 1
        wrong = [*heard.broken, *verdict.findings, *(f"lost: {fact}" for fact in verdict.lost)]
        self.problems += [f"{self.operation}, {what} ({path}): {each}" for each in wrong]


def kill_at_moments(stand: Stand, operation: Operation, kills: int, seed: int) -> Tally:
    """Kill an operation at random moments of its work, as long as it takes undisturbed."""
    path, given = stand.study_for(operation), stand.given(operation)
    calm = run(operation, path)
    verdict = stand.judge(operation, path, given + calm.facts)
    if calm.broken or calm.told or not verdict.sound:
        raise AssertionError((calm.broken, calm.told, verdict))
    tally, dice = Tally(operation.name), random.Random(f"{seed} {operation.name}")
    for _number in range(kills):
        piece = dice.choices(range(len(calm.pieces)), calm.pieces)[0]
        moment = (piece, dice.uniform(0, calm.pieces[piece]))
        path = stand.study_for(operation)
        heard = run(operation, path, kill=moment)
        what = f"killed {moment[1] * 1000:.2f} ms into piece {piece}"
        tally.add(heard, stand.judge(operation, path, given + heard.facts), what, path)
    return tally


def fail_each(stand: Stand, operation: Operation, aim: Aim, every: int = 1) -> Tally:
    """Let every file operation of an operation fail in turn, or each of them that is a multiple of `every`."""
    given, tally = stand.given(operation), Tally(operation.name)
    path = stand.study_for(operation)
    count = run(operation, path, aim.at(0)).count
    stand.judge(operation, path, ())
    for nth in range(1, count + 1, every):
        path = stand.study_for(operation)
        heard = run(operation, path, aim.at(nth))
        tally.add(heard, stand.judge(operation, path, given + heard.facts), f"file operation {nth} of {count}", path)
    return tally
