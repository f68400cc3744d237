"""What encryption costs: the same work on the same study, encrypted and not, by turns."""

import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import patterns
from figures import Benchmark, Figure, beside, timed
from material import Place, make_study, places

from codebook.codings import add_coding
from codebook.project import open_project
from corpus.store import Project
from corpus.store.rekey import change_passphrase
from exports.tables.frequencies import count_frequencies

PASSPHRASE = "a passphrase"
MORE = 150  # milliseconds that opening may take longer
TABLES: dict[str, Callable[[Project], object]] = {
    "frequencies": count_frequencies,
    **{name: table for name, (_floor, table) in patterns.WORK.items()},
}


def encryption(folder: Path) -> Iterator[Figure]:
    plain, locked = folder / "plain.tusj", folder / "locked.tusj"
    make_study(plain, 200, 20_000, 50_000).close()
    shutil.copyfile(plain, locked)
    change_passphrase(locked, None, PASSPHRASE)
    yield Figure("opening, CPU, encrypted − plain / the 150 allowed", MORE, _opening(locked) - _opening(plain), 1)
    with opened(plain) as open_plain, opened(locked) as open_locked:
        for name, table in TABLES.items():
            bare, mine = beside(partial(table, open_plain), partial(table, open_locked), 9)
            yield Figure(f"{name}, encrypted / plain", bare, mine, 1.6)
        costs: tuple[list[float], list[float]] = ([], [])
        for pair in zip(places(open_plain, 600), places(open_locked, 600), strict=True):
            for project, place, cost in zip((open_plain, open_locked), pair, costs, strict=True):
                cost.append(timed(partial(code, project, place)))
        yield Figure("one coding, encrypted / plain", *map(statistics.median, costs), 1.5)


def _opening(path: Path) -> float:
    """Milliseconds of the processor's, which a busy machine does not draw out: deriving the key takes nearly all."""
    taken = []
    for _ in range(9):
        before = time.process_time()
        opened(path).close()
        taken.append((time.process_time() - before) * 1000)
    return statistics.median(taken)


def opened(path: Path) -> Project:
    return open_project(path, passphrase=PASSPHRASE)


def code(project: Project, place: Place) -> None:
    add_coding(project, place.text, place.start, place.end, place.code)


BENCHMARKS: dict[str, Benchmark] = {"encryption": encryption}
