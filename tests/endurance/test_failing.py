"""Every file operation of a day's work may fail: what cannot be done is told in a sentence, and all else stands.

Some operations of many; `python tests/endurance/long.py --failing …` lets each fail in turn.
"""

import pytest
from failing import BROKEN, FULL, KILL, MISSING, UNREADABLE, Aim
from killing import Stand, fail_each
from operations import DAY, OPERATIONS

pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)


@pytest.mark.parametrize(
    ("aim", "every"), [(FULL, 390), (BROKEN, 490), (UNREADABLE, 1100)], ids=["full", "broken", "unreadable"]
)
def test_whatever_fails_is_told_and_nothing_acknowledged_is_lost(stand: Stand, aim: Aim, every: int) -> None:
    tally = fail_each(stand, DAY, aim, every)
    assert tally.problems == []
    assert tally.opened == tally.clean == tally.tries > 2
    assert tally.told


@pytest.mark.parametrize(("name", "every"), [("withdrawing", 300), ("passphrase removed", 60), ("upgrading", 150)])
def test_killed_at_a_file_operation_nothing_is_lost(stand: Stand, name: str, every: int) -> None:
    tally = fail_each(stand, OPERATIONS[name], KILL, every)
    assert tally.problems == []
    assert tally.landed["during"] > 1
