"""What tests of the workbench share: waiting for a condition, with a limit, and a terminal of one's own."""

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
def at_a_terminal(tmp_path, monkeypatch):
    """A function that runs `tusj` on a terminal of its own."""

    def run(words, answers):
        """Answer each question when it stands there; returns what was shown."""
        from terminal import Terminal

        monkeypatch.delenv("TUSJ_PASSPHRASE", raising=False)
        with Terminal([sys.executable, "-P", "-c", "from app.cli import main; main()", *words], tmp_path) as terminal:
            for question, answer in answers:
                terminal.answer(question, answer)
            terminal.read(lambda state: state == "end")
        return terminal.sent.decode("utf-8", "replace")

    return run
