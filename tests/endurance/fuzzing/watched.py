"""Inputs read in a process of its own, under a limit of memory, watched from outside for one that hangs or dies."""

import multiprocessing
import os
import sys
import tempfile
import time
import traceback
import warnings
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from corpus.errors import TusjError

LONGEST = 5.0
"""Seconds an input may take."""
MEMORY = 500
"""Megabytes that a reader's process may reach, the program itself included."""
_ROOM = 4_000_000_000  # bytes of addresses, past which the process is stopped rather than the machine
_WARM = 20  # inputs read before any is timed, so that libraries are loaded
_NUMBER, _SINCE, _READ, _REFUSED, _UNCAUGHT, _SLOWEST, _PEAK = range(7)


@dataclass(slots=True)
class Count:
    """What came of a reader's inputs; `slowest` in seconds, `peak` in megabytes, `failures` by the inputs' numbers."""

    reader: str
    inputs: int = 0
    read: int = 0
    refused: int = 0
    uncaught: int = 0
    hangs: int = 0
    slowest: float = 0.0
    peak: float = 0.0
    failures: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether nothing went wrong."""
        return not self.uncaught and not self.hangs and self.peak < MEMORY


def made_input(reader: str, number: int) -> bytes:
    """The input of a number: always the same one."""
    from fuzzing.targets import TARGETS

    return TARGETS[reader].make(Random(f"{reader} {number}"))


def fuzz(reader: str, begin: int, end: int) -> Count:
    """Read the inputs numbered from `begin` up to `end`; after one that hangs or kills the process goes on."""
    count = Count(reader)
    with tempfile.TemporaryDirectory(
        prefix="fuzz-", dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    ) as home:
        while begin + count.inputs < end:
            _watch(count, begin + count.inputs, end, tempfile.mkdtemp(dir=home))
    return count


def _watch(count: Count, begin: int, end: int, folder: str) -> None:
    """Watch one process until it has read all, hangs or dies, and add what came of it."""
    context = multiprocessing.get_context("spawn")
    state: Any = context.Array("d", 7, lock=False)
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(count.reader, begin, end, Path(folder), state, theirs), daemon=True)
    worker.start()
    theirs.close()
    hung = False
    while not hung:
        with suppress(EOFError):
            while ours.poll(0.1):
                count.failures.append(ours.recv())
        worker.join(0.1)
        if not worker.is_alive():
            break
        since = state[_SINCE]
        hung = since > 0 and time.monotonic() - since > LONGEST
    worker.kill()
    worker.join()
    died = not hung and worker.exitcode != 0
    if died and worker.exitcode == 1:
        raise RuntimeError(f"the fuzzing itself is at fault, at input {int(state[_NUMBER])} of {count.reader}")
    count.inputs += int(state[_NUMBER]) + 1 - begin
    count.read += int(state[_READ])
    count.refused += int(state[_REFUSED])
    count.uncaught += int(state[_UNCAUGHT]) + died
    count.hangs += hung
    count.slowest = max(count.slowest, LONGEST if hung else state[_SLOWEST])
    count.peak = max(count.peak, state[_PEAK])
    if hung or died:
        count.failures.append(f"{int(state[_NUMBER])}: {'hangs' if hung else f'kills the process ({worker.exitcode})'}")


def _work(reader: str, begin: int, end: int, folder: Path, state: Any, told: Connection) -> None:
    from fuzzing.targets import TARGETS, make_study, run

    _limit_memory()
    warnings.simplefilter("ignore")  # zipfile warns of names that are there twice, as they are meant to be
    target, study = TARGETS[reader], make_study(folder)
    path = folder / f"input{target.ending}"
    for number in [*range(-_WARM, 0), *range(begin, end)]:
        path.write_bytes(made_input(reader, number))
        state[_NUMBER] = max(number, begin)
        state[_SINCE] = started = time.monotonic()
        outcome = _READ
        try:
            run(target, study, path)
        except TusjError as error:
            outcome = _REFUSED
            if any("\n" in line for line in (error.message, *error.details)):
                outcome = _UNCAUGHT
                told.send(f"{number}: a sentence of several lines at {_place(error)}")
        except Exception as error:
            outcome = _UNCAUGHT
            told.send(f"{number}: {type(error).__name__} at {_place(error)}")
        took = time.monotonic() - started
        state[_SINCE] = 0
        if number >= begin:
            state[outcome] += 1
            state[_SLOWEST] = max(state[_SLOWEST], took)
            if took > LONGEST / 5:
                told.send(f"{number}: read within the limit, but in {took:.1f} s")
    state[_PEAK] = _peak()
    study.close()


def _place(error: Exception) -> str:
    """Where an error came from: the last lines of tusj's own, and the very last."""
    frames = traceback.extract_tb(error.__traceback__)
    return (
        " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-4:])) + f" {error}"[:80]
    )


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_ROOM, _ROOM))


def _peak() -> float:
    """The most memory this process has had, in megabytes; 0 where the system does not say."""
    if sys.platform == "linux":  # ru_maxrss would count the parent's
        found = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
        return int(found.split()[1]) / 1000
    with suppress(ImportError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000
    return 0.0
