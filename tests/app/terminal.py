"""A program on a pseudo-terminal, for tests: what it sends, keys for it, and where a workbench says it is."""

import fcntl
import os
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable
from pathlib import Path

WORKBENCH = """
import asyncio, os, sys
from pathlib import Path
from app.workbench import Workbench
from textual.app import App

async def tell(pilot):
    told, last = int(os.environ["TOLD"]), ""
    while pilot.app._running:
        screen = pilot.app.screen
        state = f"{getattr(screen, 'room', '') or type(screen).__name__}:{len(pilot.app.screen_stack)}"
        if state != last and screen.is_mounted:
            await pilot.pause()
            os.write(told, f"{state}\\n".encode())
            last = state
        await asyncio.sleep(0.01)

if sys.argv[2] != "guard":
    Workbench.get_line_filters = App.get_line_filters
workbench = Workbench(Path(sys.argv[1]))
workbench.run(auto_pilot=tell)
"""


class Terminal:
    """A program on a pseudo-terminal: what it sent, and keys for it."""

    def __init__(self, words: list[str], folder: Path) -> None:
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 130, 0, 0))
        self._told, tell = os.pipe()
        environment = os.environ | {"TERM": "xterm-256color", "TOLD": str(tell), "ESCDELAY": "25"}
        self._program = subprocess.Popen(
            words, stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=environment, pass_fds=(tell,),
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        os.close(tell)
        self.sent = bytearray()
        self._state = b""
        self._answered = 0

    def read(self, until: Callable[[str], bool], limit: float = 20.0) -> None:
        """Take in what is sent until what the program tells of itself is as awaited; its end is told as `end`."""
        last = time.monotonic() + limit
        while not until(self.state):
            assert time.monotonic() < last, (self._state[-60:], bytes(self.sent[-1500:]))
            ready, _w, _x = select.select([self._master, self._told], [], [], 1)
            for source in ready:
                try:
                    data = os.read(source, 65536)
                except OSError:  # how a pseudo-terminal ends on Linux
                    data = b""
                if source == self._told:
                    self._state += data
                elif data:
                    self.sent += data
                else:
                    self._state += b"end\n"

    @property
    def state(self) -> str:
        """What the program told last."""
        return self._state.decode().rpartition("\n")[0].rpartition("\n")[2]

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def answer(self, question: str, words: str) -> None:
        """Type a line once a question stands there that was not there before."""
        begun = self._answered
        self.read(lambda state: question.encode() in self.sent[begun:] or state == "end")
        assert question.encode() in self.sent[begun:], self.sent.decode("utf-8", "replace")
        self._answered = len(self.sent)
        self.press(f"{words}\n")

    def go(self, keys: str) -> None:
        """Press keys that lead to another screen, and wait for it."""
        here = self._state
        self.press(keys)
        self.read(lambda _state: self._state != here)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_error: object) -> None:
        self._program.kill()
        self._program.wait()
        os.close(self._master)
        os.close(self._told)
