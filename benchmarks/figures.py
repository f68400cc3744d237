"""A figure beside its floor, and how both are taken."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HEAD = ("work", "floor", "ours", "ratio", "reach", "")
WIDTHS = (48, 9, 9, 7, 7, 5)


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: milliseconds (or `unit`) of the floor and of ours, and how many times the floor ours may cost."""

    work: str
    floor: float
    ours: float
    reach: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    def __str__(self) -> str:
        verdict = "ok" if self.ratio <= self.reach else "OVER"
        unit = "" if self.unit == "ms" else f" {self.unit}"
        cells = (f"{self.floor:.2f}{unit}", f"{self.ours:.2f}{unit}", f"{self.ratio:.2f}×", f"{self.reach:g}×", verdict)
        return row(self.work, *cells)


Benchmark = Callable[[Path], Iterator[Figure]]


def row(work: str, *cells: str) -> str:
    return work.ljust(WIDTHS[0]) + "".join(cell.rjust(width) for cell, width in zip(cells, WIDTHS[1:], strict=True))


def timed(work: Callable[[], object]) -> float:
    """Milliseconds one call takes."""
    before = time.perf_counter()
    work()
    return (time.perf_counter() - before) * 1000


def beside(floor: Callable[[], object], ours: Callable[[], object], times: int) -> tuple[float, float]:
    """Median milliseconds of both, taking turns, after one call of each that does not count."""
    floor(), ours()
    gc.collect()
    gc.freeze()  # what the benchmark itself made is not to be gone through again and again
    pairs = [(timed(floor), timed(ours)) if turn % 2 else (timed(ours), timed(floor))[::-1] for turn in range(times)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)
