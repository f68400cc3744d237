"""Erasing one of 200 participants, with proof, beside the bare deletion and cleaning of the same file."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import floors
from figures import Benchmark, Figure, beside
from material import make_study

from codebook.project import open_project
from codebook.withdraw import plan_withdrawal, withdraw
from corpus.store.rekey import change_passphrase


def erasing(folder: Path) -> Iterator[Figure]:
    path = folder / "study.tusj"
    make_study(path, 200, 20_000, 50_000).close()
    plain = folder / "plain.tusj"
    shutil.copyfile(path, plain)
    change_passphrase(path, None, "a passphrase")
    number = count()

    def floor() -> None:
        copy = folder / f"floor{next(number)}.tusj"
        shutil.copyfile(plain, copy)
        bare = floors.connect(copy)
        bare.execute("PRAGMA foreign_keys=ON")
        bare.execute("UPDATE journal_state SET recording = 0")
        bare.execute("DELETE FROM transcript WHERE id = 100")
        bare.execute("VACUUM")
        bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        bare.close()

    def ours() -> None:
        copy = folder / f"ours{next(number)}.tusj"
        shutil.copyfile(path, copy)
        with open_project(copy, passphrase="a passphrase") as project:
            done = withdraw(project, plan_withdrawal(project, "P100"))
        assert done.found == 0

    bare, mine = beside(floor, ours, 3)
    yield Figure("erase one of 200, encrypted, with proof", bare, mine, 60)


BENCHMARKS: dict[str, Benchmark] = {"erase": erasing}
