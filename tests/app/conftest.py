"""What tests of the workbench share: waiting for a condition, with a limit."""

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
