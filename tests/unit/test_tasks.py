"""What is decided about jobs that were tried before or ran into a limit, and how long the next try waits."""

from __future__ import annotations

import pytest

from worker.ingestion.attempts import LONGEST_COUNTDOWN_SECONDS, Exceeded, Plan, countdown, exceeded, plan
from worker.job import Job

A, B = Job("a.txt", "a", 1), Job("b.txt", "b", 2)


@pytest.mark.parametrize(
    ("retries", "jitter", "goes_on", "seconds"),
    [
        (0, 0.0, False, 0.5),
        (0, 1.0, False, 1.0),
        (3, 1.0, False, 8.0),
        (3, 0.0, False, 4.0),
        (10, 1.0, False, LONGEST_COUNTDOWN_SECONDS),  # capped
        (100_000, 1.0, False, LONGEST_COUNTDOWN_SECONDS),  # tried for as long as it takes
        (10, 1.0, True, 0.0),  # a large file goes on at once
    ],
)
def test_countdown(retries: int, jitter: float, goes_on: bool, seconds: float) -> None:
    assert countdown(retries, jitter, goes_on=goes_on) == seconds


@pytest.mark.parametrize(
    ("jobs", "attempts", "expected"),
    [
        ([A, B], {"a": 1, "b": 1}, Plan(work=(A, B))),  # the first time
        ([A, B], {"a": 1, "b": 2}, Plan(split=True)),  # one of them may have killed its worker
        ([A], {"a": 2}, Plan(work=(A,))),  # alone, it is tried again
        ([A], {"a": 3}, Plan(work=(A,))),  # as often as is allowed
        ([A], {"a": 4}, Plan(refused=(A,))),  # and not once more
    ],
)
def test_what_is_planned(jobs: list[Job], attempts: dict[str, int], expected: Plan) -> None:
    assert plan(jobs, attempts, limit=3) == expected


@pytest.mark.parametrize(
    ("jobs", "memory", "busy", "expected"),
    [
        # of 120 seconds
        ([A, B], False, 119.0, Exceeded.SPLIT),  # which of them it was is not known
        ([A, B], True, 1.0, Exceeded.SPLIT),  # likewise
        ([A], False, 119.0, Exceeded.QUARANTINE),  # it worked all the time
        ([A], False, 60.0, Exceeded.QUARANTINE),  # or half of it
        ([A], False, 59.0, Exceeded.PUT_OFF),  # a machine with too few processors, or half of the time in a request
        ([A], False, 0.2, Exceeded.PUT_OFF),  # it hung on an engine
        ([A], True, 0.2, Exceeded.QUARANTINE),  # memory is its own doing
    ],
)
def test_what_is_done_about_a_limit(jobs: list[Job], memory: bool, busy: float, expected: Exceeded) -> None:
    assert exceeded(jobs, memory=memory, busy_seconds=busy, seconds=120.0) is expected
