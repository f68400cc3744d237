"""The workbench in a terminal of its own, beside the smallest Textual app; and the reader's figures."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from commands import ENVIRONMENT, TUSJ
from figures import Benchmark, Figure

from app.places import keep_front
from codebook.project import open_project
from corpus.transcripts import get_transcript, read_transcript

TIMES = 9
SIZE = (48, 160)
PATIENCE = 30.0
INTERVIEW = "P09"  # the one nobody has coded, which the first start shows
OVERVIEW = "P18"
FLOOR = """
import sqlalchemy.orm, sqlcipher3
from textual.app import App
from textual.widgets import Static
class One(App):
    def compose(self): yield Static("{word}")
One().run()
"""


def start(folder: Path) -> Iterator[Figure]:
    if sys.platform == "win32":
        print("the start of the workbench is measured in a pseudo-terminal, which Windows lacks")
        return
    subprocess.run((TUSJ, "demo", str(folder), "--no-open"), check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    study = folder / "demo.tusj"
    word = _first_word(study)
    environment = {**ENVIRONMENT, "TUSJ_CONFIG": str(folder), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    overview = (TUSJ, str(study))
    first, again, floor = [], [], []
    for _ in range(TIMES + 1):
        floor.append(_shown((sys.executable, "-c", FLOOR.format(word=word)), word, environment))
        (folder / "settings.json").unlink(missing_ok=True)
        _leave_in(study, "")
        first.append(_shown((TUSJ, "demo", str(folder)), word, environment))
        _leave_in(study, INTERVIEW)
        again.append(_shown(overview, word, environment))
        _leave_in(study, "")
    shown = [_shown(overview, OVERVIEW, environment) for _ in range(TIMES + 1)]
    least = statistics.median(floor[1:])
    for work, times in (
        ("first start → the sample's interview / one Static", first),
        ("start → the interview it was left in / one Static", again),
        ("start → the overview / one Static", shown),
    ):
        yield Figure(work, least, statistics.median(times[1:]), 1.5)


def _first_word(study: Path) -> str:
    """A word of the first line of the interview shown at the first start."""
    with open_project(study, write=False) as project:
        text = read_transcript(project, get_transcript(project, INTERVIEW))
        return max(text.text[slice(*text.turns[0].words)][:60].split()[:-1], key=len)


def _leave_in(study: Path, interview: str) -> None:
    """Leave a study as somebody does who stops in an interview, or in the overview."""
    with open_project(study) as project:
        keep_front(project, get_transcript(project, interview).id if interview else 0)


def _shown(command: tuple[str, ...], sign: str, environment: dict[str, str]) -> float:
    """Milliseconds until a program has drawn a sign."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
    before = time.perf_counter()
    program = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    try:
        _wait_for(ours, sign)
        return (time.perf_counter() - before) * 1000
    finally:
        program.kill()
        program.wait()
        os.close(ours)


def _wait_for(terminal: int, sign: str) -> None:
    import select

    seen, until = b"", time.monotonic() + PATIENCE
    while sign.encode() not in seen:
        if not select.select([terminal], [], [], max(0, until - time.monotonic()))[0]:
            sys.exit(f"waited in vain for {sign!r}")
        seen += os.read(terminal, 65536)


def reader(_folder: Path) -> Iterator[Figure]:
    import reader as keys

    found = keys.run(rounds=3, keys=20)
    least = found.get("prototype")
    for action in keys.ACTIONS:
        if least:
            reach = 1.5 if action == "add mark" else 1.3
            yield Figure(f"{action}, 1.3 MB, CPU / the prototype", least[action], found["reader"][action], reach)
        yield Figure(f"{action}, ten times the material", found["reader"][action], found["tenfold"][action], 1.3)


def memory(_folder: Path) -> Iterator[Figure]:
    import reader as keys

    yield Figure("resident, 1.3 MB open / the 250 allowed", 250, keys.memory(), 1, "MB")


BENCHMARKS: dict[str, Benchmark] = {"start": start, "reader": reader, "memory": memory}
