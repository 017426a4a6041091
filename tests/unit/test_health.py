"""What is healthy and what is not, as a table: what was seen, and the check that must say so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from worker.monitoring.health import Limits, Vitals, judge
from worker.queueing.ages import QueueAges
from worker.queueing.broker import QueueState, WatcherState
from worker.queueing.counters import Pulse

LIMITS = Limits(stall_seconds=60, hard_limit_seconds=180, min_free_bytes=1000)
NOW = 1_800_000_000.0
WATCHER = WatcherState(0, 0, 1.0)
IDLE = Vitals(NOW, watcher=WATCHER, pulse=Pulse(started=NOW - 9000), free_bytes=5000)


def waiting(orders: int, age: float, **pulse: float) -> Vitals:
    """A worker that serves for long, and a queue."""
    return replace(
        IDLE,
        queue=QueueState(orders, 0, 1),
        ages=QueueAges(fresh=age, in_hand=1.0),
        pulse=Pulse(**{"started": NOW - 9000, **pulse}),
    )


@pytest.mark.parametrize(
    ("vitals", "unhealthy"),
    [
        (IDLE, ""),
        # much to do, and it is done: however old the oldest order, one was worked on a moment ago
        (waiting(5000, 8000, tried=NOW - 1, done=NOW - 1), ""),
        # nothing was ever done, but the oldest order has only just come
        (waiting(1, 2), ""),
        # a worker that started a moment ago and finds old orders
        (waiting(9, 8000, started=NOW - 5), ""),
        # orders wait and nobody works on them
        (waiting(1, 61), "worker"),
        (waiting(1, 61, tried=NOW - 61, done=NOW - 61), "worker"),
        # it works on them, but they are put off again and again
        (waiting(5, 8000, tried=NOW - 1, done=NOW - 301), "worker"),
        (waiting(5, 8000, tried=NOW - 1, done=NOW - 299), ""),
        # one order in hand, none waits: it may take as long as the limit allows
        (replace(waiting(0, 0, tried=NOW - 200), queue=QueueState(0, 0, 1), ages=QueueAges(in_hand=200)), ""),
        (replace(waiting(0, 0, tried=NOW - 250), queue=QueueState(0, 0, 1), ages=QueueAges(in_hand=250)), "worker"),
        # no job waits, for Redis gave it to a worker that hangs; files that were queued lie in the inbox
        (replace(IDLE, watcher=replace(WATCHER, queued=1), old_files=1), "worker"),
        # done lately, or by now: the watcher has not looked yet
        (replace(IDLE, watcher=replace(WATCHER, queued=1), old_files=1, pulse=Pulse(tried=NOW - 9)), ""),
        (replace(IDLE, watcher=replace(WATCHER, queued=1)), ""),
        # what lies there is not queued: held open by its writer, or not to be read
        (replace(IDLE, old_files=1), ""),
        (replace(IDLE, watcher=replace(WATCHER, queued=1, unreadable=1), old_files=1), ""),
        # the watcher: never heard of, not lately, heard of but stuck
        (replace(IDLE, watcher=None), "watcher"),
        (replace(IDLE, watcher=replace(WATCHER, age_seconds=31)), "watcher"),
        (replace(IDLE, watcher=replace(WATCHER, turn_seconds=301)), "watcher"),
        (replace(IDLE, free_bytes=999), "disk"),
        (replace(IDLE, free_bytes=None), "disk"),
        (replace(IDLE, index_trouble="read-only"), "index"),
        (replace(IDLE, folder_trouble="inbox is not there"), "folders"),
        # nothing is said of watcher and worker where Redis, which knows of them, is away
        (replace(IDLE, redis_trouble="connection refused", watcher=None), "redis"),
    ],
)
def test_what_is_unhealthy(vitals: Vitals, unhealthy: str) -> None:
    checks = judge(vitals, LIMITS)
    assert " ".join(check.name for check in checks if not check.healthy) == unhealthy
    assert all(check.detail for check in checks)


def test_an_order_that_is_only_put_off_says_why() -> None:
    vitals = waiting(5, 8000, tried=NOW - 1, done=NOW - 301)
    checks = judge(replace(vitals, pulse=replace(vitals.pulse, reason="the disk is full")), LIMITS)
    assert checks[-1].detail.endswith("none was finished for 301 s: the disk is full")


def test_a_rebuild_that_is_due_is_said_and_is_no_trouble() -> None:
    checks = {check.name: check for check in judge(replace(IDLE, rebuild=("the parser version is 5, now 6",)), LIMITS)}
    assert checks["index"].healthy
    assert checks["index"].detail == (
        "takes writes; a rebuild is due (baoku reindex): the parser version is 5, now 6"
    )  # fmt: skip
