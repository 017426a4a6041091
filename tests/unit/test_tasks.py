"""What a task decides by itself: how long to wait for the next try, and whose fault a time limit is."""

from __future__ import annotations

import pytest

from worker.queueing.app import LONGEST_COUNTDOWN_SECONDS
from worker.queueing.tasks import countdown, is_own_doing


@pytest.mark.parametrize(
    ("retries", "jitter", "seconds"),
    [
        (0, 0.0, 0.5),
        (0, 1.0, 1.0),
        (3, 1.0, 8.0),
        (3, 0.0, 4.0),
        (10, 1.0, LONGEST_COUNTDOWN_SECONDS),  # capped
        (100_000, 1.0, LONGEST_COUNTDOWN_SECONDS),  # tried for as long as it takes
    ],
)
def test_countdown(retries: int, jitter: float, seconds: float) -> None:
    assert countdown(retries, jitter) == seconds


@pytest.mark.parametrize(
    ("busy", "passed", "own"),
    [
        (119.0, 120.0, True),  # it parsed all the time
        (60.0, 120.0, True),
        (59.0, 120.0, False),  # a machine with too few processors, or half of the time in a request
        (0.2, 120.0, False),  # it hung on an engine
    ],
)
def test_whose_fault_a_time_limit_is(busy: float, passed: float, own: bool) -> None:
    assert is_own_doing(busy_seconds=busy, seconds=passed) is own
