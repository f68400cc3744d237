"""The long run: `python tests/endurance/fuzz.py --inputs 100000` feeds every reader with broken files.

Prints a row a reader, and exits with 1 if an input raised what is no sentence, took over 5 seconds, or too much memory.
The inputs are the same in every run: `--write NUMBER FILE` writes one of them.
"""

import argparse
import sys
from pathlib import Path

from fuzzing.targets import TARGETS
from fuzzing.watched import LONGEST, fuzz, made_input

_HEAD = ("reader", "inputs", "read", "refused", "uncaught", f"over {LONGEST:.0f} s", "slowest s", "peak MB")


def main() -> int:
    """Run what the arguments ask for; 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000, help="how many for each reader")
    parser.add_argument("--begin", type=int, default=0, help="the number of the first")
    parser.add_argument("--reader", action="append", choices=TARGETS, help="only this one; may be given again")
    parser.add_argument("--write", nargs=2, metavar=("NUMBER", "FILE"), help="write one input of --reader to a file")
    asked = parser.parse_args()
    if asked.write:
        Path(asked.write[1]).write_bytes(made_input(asked.reader[0], int(asked.write[0])))
        return 0
    good = True
    print("| " + " | ".join(_HEAD) + " |\n|---|" + "---:|" * (len(_HEAD) - 1))
    for reader in asked.reader or TARGETS:
        count = fuzz(reader, asked.begin, asked.begin + asked.inputs)
        row = (count.reader, count.inputs, count.read, count.refused, count.uncaught, count.hangs)
        print("| " + " | ".join([*map(str, row), f"{count.slowest:.2f}", f"{count.peak:.0f}"]) + " |", flush=True)
        for failure in count.failures[:20]:
            print(f"    {reader} {failure}", file=sys.stderr, flush=True)
        good = good and count.good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
