"""Orders that Redis lost are given again as soon as it says that it has none."""

from __future__ import annotations

import pytest

from worker.watching.lost import LOOK_SECONDS, LostJobs
from worker.watching.queued import FIRST_IDLE_SECONDS, QueuedFiles
from worker.watching.scanner import State

STATE = State(inode=1, size=1, mtime_ns=1, ctime_ns=1)


class Queue:
    idle = True
    looks = 0

    def __call__(self) -> bool:
        self.looks += 1
        return self.idle


def first_found(lost: LostJobs, since: float, until: float) -> float | None:
    """Return when, looked at every tenth of a second, the file is found lost."""
    for tenth in range(int((until - since) * 10) + 1):
        if lost.find(since + tenth / 10):
            return since + tenth / 10
    return None


def test_found_within_seconds_and_then_at_longer_and_longer_times() -> None:
    queue, queued = Queue(), QueuedFiles(requeue_seconds=600.0)
    lost = LostJobs(queued, queue)
    now, waits = 0.0, []
    for _ in range(9):
        queued.add("a", STATE, now, 1)
        found = first_found(lost, now, now + 700)
        assert found is not None
        assert not queued.is_settled("a", STATE, found)
        waits.append(found - now)
        now = found
    for number, wait in enumerate(waits):
        least = min(FIRST_IDLE_SECONDS * 2**number, 600.0)
        assert least <= wait <= least + 2 * LOOK_SECONDS + 0.2


@pytest.mark.parametrize(
    "busy_at",
    [
        range(10000),  # always
        range(0, 10000, 2),  # at every second look: a job may be done between the looks
    ],
)
def test_not_while_any_order_is_about(busy_at: range) -> None:
    queue, queued = Queue(), QueuedFiles(requeue_seconds=600.0)
    lost = LostJobs(queued, queue)
    queued.add("a", STATE, 0.0, 1)
    for look in range(200):
        queue.idle = look not in busy_at
        assert lost.find(look * LOOK_SECONDS) == []
    assert queue.looks == 200


def test_a_file_queued_since_is_not_lost() -> None:
    queue, queued = Queue(), QueuedFiles(requeue_seconds=600.0)
    lost = LostJobs(queued, queue)
    queued.add("old", STATE, 0.0, 1)
    assert lost.find(100.0) == []
    queued.add("new", STATE, 101.0, 1)  # its job may be on its way
    assert lost.find(100.0 + LOOK_SECONDS) == ["old"]


def test_nothing_queued_asks_nothing() -> None:
    queue = Queue()
    lost = LostJobs(QueuedFiles(requeue_seconds=600.0), queue)
    assert first_found(lost, 0.0, 20.0) is None
    assert queue.looks == 0
