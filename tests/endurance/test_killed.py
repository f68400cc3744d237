"""Promise 1: killed at any moment of any work, nothing acknowledged is lost, and nothing is half done.

A few kills each; `python tests/endurance/long.py` makes hundreds.
"""

import pytest
from killing import Stand, kill_at_moments
from operations import OPERATIONS

KILLS = 2


@pytest.mark.parametrize("name", OPERATIONS)
def test_killed_at_a_moment_nothing_is_lost(stand: Stand, name: str) -> None:
    tally = kill_at_moments(stand, OPERATIONS[name], KILLS, seed=1)
    assert tally.problems == []
    assert (tally.tries, tally.opened, tally.clean, tally.lost) == (KILLS, KILLS, KILLS, 0)
