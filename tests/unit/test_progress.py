"""Rates and times left, as tables of looks."""

from __future__ import annotations

import pytest

from worker.monitoring.progress import Estimate, Progress, spoken


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ([(0, 500, 100)], Estimate(100, 0, 0.0, None)),  # one look tells no rate
        ([(0, 500, 100), (10, 550, 50)], Estimate(50, 50, 5.0, 10.0)),
        ([(0, 500, 100), (10, 500, 100)], Estimate(100, 0, 0.0, None)),  # nothing moves: no time can be told
        ([(0, 500, 100), (10, 600, 0)], Estimate(0, 100, 10.0, 0.0)),
        # only the last half minute counts: it has become slower
        ([(0, 0, 900), (20, 800, 100), (40, 820, 80), (50, 830, 70)], Estimate(70, 830, 1.0, 70.0)),
        # the count began anew
        ([(0, 500, 100), (10, 3, 90), (20, 13, 80)], Estimate(80, 10, 1.0, 80.0)),
        # more files were dropped meanwhile
        ([(0, 0, 10), (10, 10, 1000)], Estimate(1000, 10, 1.0, 1000.0)),
    ],
)
def test_estimates(looks: list[tuple[float, int, int]], expected: Estimate) -> None:
    progress = Progress()
    estimates = [progress.add(*look) for look in looks]
    assert estimates[-1] == expected


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0 s"), (89, "89 s"), (100, "2 min"), (3600, "60 min"), (7800, "2 h 10 min")]
)
def test_spoken(seconds: float, text: str) -> None:
    assert spoken(seconds) == text


def test_time_in_which_there_was_nothing_to_do_does_not_count() -> None:
    progress = Progress()
    for second in range(20):
        progress.add(float(second), 100, 0)
    progress.add(20.0, 110, 90)
    estimate = progress.add(21.0, 120, 80)
    assert estimate.files_per_second == 10.0
    assert estimate.seconds == 8.0
