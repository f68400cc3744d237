"""A clock that jumps: the order of changes is that of their numbers, undo is right, no snapshot just taken goes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from codebook.codings import list_codings
from codebook.facts import get_facts, say_end, set_fact
from codebook.models import MODELS
from codebook.project import open_project
from corpus.consent import add_consent
from corpus.participants import set_role
from corpus.store import Project, project
from corpus.store.check import check_project
from corpus.store.snapshots import KEPT, get_snapshot, keep_snapshot, list_snapshots, restore_snapshot, take_snapshot

JUMPS = (
    datetime(2026, 5, 1, 12, tzinfo=UTC),
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
)


class Clock:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.time = JUMPS[0]

    def now(self, _zone: object) -> datetime:
        return self.time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    put = Clock()
    monkeypatch.setattr(project, "datetime", put)
    return put


def test_steps_stand_in_the_order_they_were_made_and_are_undone_in_it(study: Project, clock: Clock) -> None:
    before = len(study.steps())
    for time, role in zip((*JUMPS, JUMPS[1]), ("a", "b", "c", "d"), strict=True):
        clock.time = time
        set_role(study, "P01", role)
    steps = study.steps()[before:]
    assert [step.time[:4] for step in steps] == ["2026", "1970", "9999", "1970"]
    assert [step.number for step in steps] == sorted(step.number for step in steps)
    for step in reversed(steps):
        undone = study.undo()
        assert undone is not None
        assert undone.number == step.number
    for step in steps:
        redone = study.redo()
        assert redone is not None
        assert redone.number == step.number
    add_consent(study, "P01", "", "recorded")
    set_fact(study, "end", "2027-02-01")
    assert say_end(get_facts(study), JUMPS[1].date()) != say_end(get_facts(study), JUMPS[2].date())
    assert check_project(study) == []


def test_the_snapshot_just_taken_stays_wherever_the_clock_stands(study: Project, clock: Clock) -> None:
    for day in range(KEPT + 3):
        clock.time = JUMPS[0] + timedelta(days=day)
        set_role(study, "P01", f"role {day}")
        keep_snapshot(study)
    for time in JUMPS[1:]:
        clock.time = time
        set_role(study, "P01", f"role of {time.year}")
        taken = keep_snapshot(study)
        assert taken is not None
        assert taken in [snapshot.path for snapshot in list_snapshots(study.path)]
        assert len(list_snapshots(study.path)) == KEPT


def test_what_stood_before_two_restorings_in_one_moment_is_kept_twice(study_path: Path, clock: Clock) -> None:
    with open_project(study_path) as study:
        take_snapshot(study, "2026-01-01")
    kept = {restore_snapshot(study_path, None, get_snapshot(study_path, "2026-01-01"), MODELS) for _time in range(3)}
    assert len(kept) == 3
    for path in kept:
        with open_project(path, write=False) as before:
            assert len(list_codings(before)) == 5
