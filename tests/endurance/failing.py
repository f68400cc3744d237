"""Letting the Nth file operation of a program fail: see `failing.c`, which the program loads as it starts."""

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

_SOURCE = Path(__file__).with_name("failing.c")
MISSING = "needs Linux and gcc" if not (sys.platform.startswith("linux") and shutil.which("gcc")) else ""


@dataclass(frozen=True, slots=True)
class Aim:
    """Which file operation fails, and how: with an error number, 0 for a kill; `onwards` every later one too."""

    error: int
    onwards: bool = False
    reads: bool = False
    nth: int = 0

    def at(self, nth: int) -> "Aim":
        """The same at another operation."""
        return replace(self, nth=nth)


KILL = Aim(0)
FULL = Aim(errno.ENOSPC, onwards=True)
FULL_ONCE = Aim(errno.ENOSPC)
BROKEN = Aim(errno.EIO)
UNREADABLE = Aim(errno.EIO, reads=True)


def make_library(folder: Path) -> Path:
    """Make the library that a program is to load before it starts."""
    library = folder / "failing.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", library, _SOURCE, "-ldl"], check=True)
    return library


def arm(below: Path, aim: Aim) -> None:
    """Count file operations below a folder from now on, in this program."""
    library = ctypes.CDLL(None)
    library.failing_arm(os.fsencode(below.resolve()), ctypes.c_long(aim.nth), aim.error, aim.onwards, aim.reads)


def disarm() -> int:
    """Stop counting; how many there were."""
    library = ctypes.CDLL(None)
    library.failing_disarm.restype = ctypes.c_long
    return int(library.failing_disarm())
