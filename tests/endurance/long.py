"""The long run: hundreds of kills, and every file operation failed in turn. Exit code 1 if anything is lost.

python tests/endurance/long.py --kills 240
python tests/endurance/long.py --kills 0 --failing full once broken unreadable killed
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from failing import BROKEN, FULL, FULL_ONCE, KILL, MISSING, UNREADABLE, make_library
from killing import Stand, Tally, fail_each, kill_at_moments, start_programs
from operations import DAY, OPERATIONS, Operation

_HEADS = ("operation", "tries", "before", "during", "after", "acknowledged", "lost", "opened", "check clean")
_SHOWN = 50
_AIMS = {
    "full": ("a full disk from the Nth file operation on", FULL),
    "once": ("no room for the Nth file operation alone", FULL_ONCE),
    "broken": ("the Nth file operation fails", BROKEN),
    "unreadable": ("the Nth file operation fails, reading too", UNREADABLE),
    "killed": ("killed at the Nth file operation", KILL),
}


def main() -> int:
    """Run what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--kills", type=int, default=240, help="kills at random moments, spread over all operations")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", action="append", help="only this operation")
    asked.add_argument(
        "--failing", nargs="*", choices=_AIMS, default=[], help="let every file operation fail in turn, in these ways"
    )
    asked.add_argument("--every", type=int, default=1, help="or only each of them that is a multiple of this")
    wanted = asked.parse_args()
    operations = [each for each in OPERATIONS.values() if not wanted.only or each.name in wanted.only]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        start_programs(None if MISSING else make_library(folder))
        stand = Stand(folder)
        each = -(-wanted.kills // len(operations))
        told: list[Tally] = []
        if each:
            told += _table(
                "killed at random moments", (kill_at_moments(stand, o, each, wanted.seed) for o in operations)
            )
        told += _failing(stand, wanted.failing, wanted.every, operations)
        problems = [problem for tally in told for problem in tally.problems]
        print("", *problems[:_SHOWN], f"{len(problems)} problems", sep="\n")
        return int(bool(problems))


def _failing(stand: Stand, wanted: Sequence[str], every: int, killed: Sequence[Operation]) -> Iterator[Tally]:
    if wanted and MISSING:
        print(f"No file operation was let fail: it {MISSING}.")
        return
    for name, (title, aim) in _AIMS.items():
        if name in wanted:
            operations = killed if aim == KILL else [DAY]
            yield from _table(title, (fail_each(stand, operation, aim, every) for operation in operations))


def _table(title: str, tallies: Iterable[Tally]) -> list[Tally]:
    began = time.monotonic()
    print(f"\n{title}\n\n| {' | '.join(_HEADS)} |\n|{'---|' * len(_HEADS)}", flush=True)
    done = []
    for tally in tallies:
        _row(tally.operation, tally)
        done.append(tally)
    if len(done) > 1:
        _row("all", *done)
    for sentence, times in sorted((item for tally in done for item in tally.told.items()), key=lambda i: -i[1]):
        print(f"  told {times} times: {sentence}")
    print(f"  {time.monotonic() - began:.0f} s", flush=True)
    return done


def _row(name: str, *tallies: Tally) -> None:
    columns = ("tries", *(f"landed {where}" for where in _HEADS[2:5]), "acknowledged", "lost", "opened", "clean")
    cells = [sum(t.landed[c[7:]] if c.startswith("landed ") else getattr(t, c) for t in tallies) for c in columns]
    print(f"| {' | '.join([name, *map(str, cells)])} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
