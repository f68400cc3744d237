"""What tests of the workbench share: waiting for a condition, with a limit, and a terminal of one's own."""

import contextlib
import os
import select
import subprocess
import sys
import time

import pytest


@pytest.fixture
def until():
    """Wait until a condition holds; a test fails where it does not within the limit, in seconds."""

    async def wait(pilot, condition, limit: float = 20.0) -> None:
        end = time.monotonic() + limit
        while not condition():
            assert time.monotonic() < end, "what was waited for did not come"
            await pilot.pause(0.01)

    return wait


@pytest.fixture
def at_a_terminal():
    """A function that runs `tusj` on a terminal of its own."""

    def run(words, answers):
        """Run `tusj` on a terminal of its own and answer each question when it stands there; what was shown."""
        import pty

        environment = {name: value for name, value in os.environ.items() if name != "TUSJ_PASSPHRASE"}
        master, slave = pty.openpty()
        running = subprocess.Popen(
            [sys.executable, "-P", "-c", "from app.cli import main; main()", *words],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            close_fds=True,
        )
        os.close(slave)
        shown = ""
        with contextlib.suppress(OSError):  # a terminal whose program has ended cannot be read
            for question, answer in [*answers, (None, "")]:
                at = len(shown)
                while question is None or question not in shown[at:]:
                    if not select.select([master], [], [], 30)[0]:
                        running.kill()
                        pytest.fail(f"{question!r} was not asked; shown: {shown!r}")
                    chunk = os.read(master, 4096)
                    if not chunk:
                        raise OSError
                    shown += chunk.decode("utf-8", "replace")
                os.write(master, f"{answer}\n".encode() if answer else b"")
        running.wait(30)
        os.close(master)
        return shown

    return run
