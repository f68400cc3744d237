"""The matrix on the screen beside its table, on 200 interviews of 50 kB with 20,000 codings."""

import asyncio
import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from figures import Benchmark, Figure, timed
from material import make_study

from codebook.project import open_project
from exports.tables.matrix import lay_out_matrix, matrix_table

TIMES = 7
SIZE = (160, 48)


def matrix(folder: Path) -> Iterator[Figure]:
    os.environ["TUSJ_CONFIG"] = str(folder)
    small, large = folder / "small.tusj", folder / "large.tusj"
    make_study(small, 20, 2_000, 50_000).close()
    make_study(large, 200, 20_000, 50_000).close()
    tables, shown, next_category = {}, {}, {}
    for path in (small, large):
        with open_project(path, write=False) as project:
            work = lambda project=project: matrix_table(lay_out_matrix(project).entries())  # noqa: E731
            work()
            tables[path] = statistics.median(timed(work) for _ in range(TIMES))
        shown[path], next_category[path] = asyncio.run(_shown(path))
    yield Figure("matrix shown / its table", tables[large], shown[large], 1.5)
    yield Figure("next category, 200 participants / one frame", 50, next_category[large], 1)
    yield Figure("matrix of ten times the material, per tenth", shown[small], shown[large] / 10, 1.1)


async def _shown(path: Path) -> tuple[float, float]:
    """Milliseconds from the key to every cell of the grid being there, and from one category to the next."""
    from app.screens.matrix import MatrixScreen
    from app.workbench import Workbench

    app = Workbench(path)
    opening, moving = [], []
    async with app.run_test(size=SIZE) as pilot:
        while app.project is None or not app.screen.is_mounted:
            await pilot.pause(0.01)
        for _ in range(TIMES):
            screen = MatrixScreen()
            before = time.perf_counter()
            app.push_screen(screen)
            while screen._held is None:
                await asyncio.sleep(0.005)  # oftener takes time from the worker
            opening.append((time.perf_counter() - before) * 1000)
            await pilot.pause()
            before = time.perf_counter()
            screen.action_category(1)
            moving.append((time.perf_counter() - before) * 1000)
            await pilot.pause()
            app.pop_screen()
            await pilot.pause(0.05)
    return statistics.median(opening[1:]), statistics.median(moving[1:])


BENCHMARKS: dict[str, Benchmark] = {"matrix": matrix}
"""The names under which they are run."""
