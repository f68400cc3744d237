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

from app.places import chosen_reading
from codebook.project import open_project
from corpus.transcripts import read_transcript
from exports.tables.overview import interview_to_go_on_with, study_overview

TIMES = 9
SIZE = (48, 160)
PATIENCE = 30.0
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
    name, word = _what_is_opened(study)
    environment = {**ENVIRONMENT, "TUSJ_CONFIG": str(folder), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    floor, ours = [], []
    for _ in range(TIMES + 1):
        floor += _shown((sys.executable, "-c", FLOOR.format(word=word)), [word], environment)
        ours.append(_shown((TUSJ, str(study)), [name, word], environment))
    least = statistics.median(floor[1:])
    overview, interview = (statistics.median(times) for times in zip(*ours[1:], strict=True))
    yield Figure("start → the overview / one Static", least, overview, 1.5)
    yield Figure("start → overview → the interview / one Static", least, interview, 1.5)


def _what_is_opened(study: Path) -> tuple[str, str]:
    """The interview the overview offers to go on with: its name, and a word of its first line."""
    with open_project(study, write=False) as project:
        interview = interview_to_go_on_with(study_overview(project, chosen_reading(project)), {})
        assert interview is not None
        text = read_transcript(project, interview.transcript)
        first = text.text[slice(*text.turns[0].words)]
        return interview.transcript.name, max(first[:60].split()[:-1], key=len)


def _shown(command: tuple[str, ...], signs: list[str], environment: dict[str, str]) -> list[float]:
    """Milliseconds until a program has drawn each of some signs in turn; Enter is pressed on all but the last."""
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
        times = []
        for number, sign in enumerate(signs, start=1):
            _wait_for(ours, sign)
            times.append((time.perf_counter() - before) * 1000)
            if number < len(signs):
                os.write(ours, b"\r")
        return times
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
