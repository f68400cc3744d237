"""Each kind of work beside the least it can cost, measured in the same run.

    python benchmarks/run.py [NAME...]

Names: help, frequencies, import, coding, bulk, tables, tenfold, start, reader, memory, excerpts, matrix, arguing,
search, patterns, encryption, erase, deidentify; without names everything is measured, in some minutes. Milliseconds are
medians; floor and ours take turns, so that a busy machine slows both.
"""

import sys
import tempfile
from pathlib import Path

import arguing
import commands
import deidentification
import encryption
import excerpts
import matrix
import patterns
import rights
import screens
import search
import study
from figures import HEAD, Benchmark, row


def main() -> None:
    benchmarks: dict[str, Benchmark] = {
        **commands.BENCHMARKS,
        **study.BENCHMARKS,
        **screens.BENCHMARKS,
        **excerpts.BENCHMARKS,
        **matrix.BENCHMARKS,
        **arguing.BENCHMARKS,
        **search.BENCHMARKS,
        **patterns.BENCHMARKS,
        **encryption.BENCHMARKS,
        **rights.BENCHMARKS,
        **deidentification.BENCHMARKS,
    }
    wanted = sys.argv[1:] or list(benchmarks)
    if unknown := [name for name in wanted if name not in benchmarks]:
        sys.exit(f"no benchmark {', '.join(unknown)}; there are: {', '.join(benchmarks)}")
    print(row(*HEAD))
    for name in wanted:
        with tempfile.TemporaryDirectory(prefix="tusj-benchmark-") as folder:
            for figure in benchmarks[name](Path(folder)):
                print(figure, flush=True)


if __name__ == "__main__":
    main()
