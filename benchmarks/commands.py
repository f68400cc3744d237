"""Commands beside the imports they cannot do without."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from figures import Benchmark, Figure, beside

TUSJ = str(Path(sys.executable).with_name("tusj"))
ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8"}
TIMES = 15


def _call(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)


def _against_import(work: str, imports: str, reach: float, *command: str) -> Figure:
    floor, ours = beside(lambda: _call(sys.executable, "-c", f"import {imports}"), lambda: _call(*command), TIMES)
    return Figure(work, floor, ours, reach)


def help_page(_folder: Path) -> Iterator[Figure]:
    yield _against_import("tusj --help / import click", "click", 2, TUSJ, "--help")


def frequencies(folder: Path) -> Iterator[Figure]:
    _call(TUSJ, "demo", str(folder), "--no-open")
    command = (TUSJ, "frequencies", str(folder / "demo.tusj"), "--format", "json")
    yield _against_import(
        "tusj frequencies, sample / import sqlalchemy.orm…", "sqlalchemy.orm, sqlcipher3, click", 1.8, *command
    )


BENCHMARKS: dict[str, Benchmark] = {"help": help_page, "frequencies": frequencies}
