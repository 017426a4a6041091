"""What goes into the queue, in which job and how much at a time; what stays when the broker refuses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from worker.errors import EngineUnavailableError
from worker.watching.outbox import (
    FIRST_PAUSE_SECONDS,
    FRESH_RESERVE_FILES,
    JOB_BYTES,
    LONGEST_PAUSE_SECONDS,
    Outbox,
    Ready,
    Revisions,
)
from worker.watching.scanner import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.job import Job

STATE = State(inode=1, size=2, mtime_ns=3, ctime_ns=4)


def ready(*paths: str) -> list[Ready]:
    return [Ready(path, STATE) for path in paths]


def numbered(prefix: str, count: int) -> list[Ready]:
    return ready(*(f"{prefix}{number}" for number in range(count)))


def never() -> bool:
    return False


class Broker:
    """A queue with room, a clock, and faults to job."""

    def __init__(self) -> None:
        self.now = 100.0
        self.room = 1000
        self.batches: list[tuple[list[str], bool]] = []
        self.jobs: list[Job] = []
        self.refusal: BaseException | None = None
        self.accepts = 10**6  # batches until the refusal
        self.digests: dict[str, str | OSError | None] = {}
        self.tries = 0

    def submit(self, jobs: Sequence[Job], *, fresh: bool) -> None:
        self.tries += 1
        if self.refusal is not None and len(self.batches) >= self.accepts:
            raise self.refusal
        self.batches.append(([job.path for job in jobs], fresh))
        self.jobs.extend(jobs)

    def digest(self, file: Ready) -> str | None:
        found = self.digests.get(file.path, "d" * 64)
        if isinstance(found, OSError):
            raise found
        return found

    def outbox(self, *, backlog_batch_size: int = 3) -> Outbox:
        return Outbox(
            submit=self.submit,
            capacity=lambda: self.room,
            digest=self.digest,
            revisions=Revisions(lambda: 1_700_000_000.0),
            batch_size=3,
            backlog_batch_size=backlog_batch_size,
            clock=lambda: self.now,
        )


@pytest.fixture
def broker() -> Broker:
    return Broker()


@pytest.fixture
def outbox(broker: Broker) -> Outbox:
    return broker.outbox()


def test_batches_single_drops_first(outbox: Outbox, broker: Broker) -> None:
    outbox.add(numbered("old", 4), fresh=False)
    outbox.add(ready("new"), fresh=True)
    done = outbox.send(never)
    assert broker.batches == [(["new"], True), (["old0", "old1", "old2"], False), (["old3"], False)]
    assert [file.path for file in done.queued] == ["new", "old0", "old1", "old2", "old3"]
    assert len(outbox) == 0


def test_a_delivery_goes_in_larger_orders_than_single_drops(broker: Broker) -> None:
    outbox = broker.outbox(backlog_batch_size=5)
    outbox.add(numbered("old", 6), fresh=False)
    outbox.add(numbered("new", 4), fresh=True)
    outbox.send(never)
    assert [(len(paths), fresh) for paths, fresh in broker.batches] == [(3, True), (1, True), (5, False), (1, False)]


def test_an_order_holds_no_more_bytes_than_a_worker_should_at_once(broker: Broker) -> None:
    outbox = broker.outbox(backlog_batch_size=5)
    half = replace(STATE, size=JOB_BYTES // 2)
    sizes = {"a": half, "b": half, "c": STATE, "whole": replace(STATE, size=2 * JOB_BYTES), "d": STATE}
    outbox.add([Ready(path, state) for path, state in sizes.items()], fresh=False)
    outbox.send(never)
    # a and b fill a job; the one that is too large for any goes alone
    assert [paths for paths, _ in broker.batches] == [["a", "b"], ["c"], ["whole"], ["d"]]


def test_no_question_to_the_queue_when_there_is_nothing_to_send(broker: Broker) -> None:
    def capacity() -> int:
        raise AssertionError

    idle = Outbox(
        submit=broker.submit,
        capacity=capacity,
        digest=broker.digest,
        revisions=Revisions(lambda: 0.0),
        batch_size=3,
        backlog_batch_size=3,
        clock=lambda: 0.0,
    )
    assert idle.send(never).queued == []


def test_a_refused_batch_stays_in_its_order_and_is_tried_later_and_later(outbox: Outbox, broker: Broker) -> None:
    outbox.add(numbered("f", 5), fresh=True)
    broker.refusal, broker.accepts = EngineUnavailableError("away"), 1
    done = outbox.send(never)
    assert [file.path for file in done.queued] == ["f0", "f1", "f2"]  # accepted before the refusal: queued
    assert ("f3" in outbox, "f0" in outbox) == (True, False)
    pauses: list[float] = []
    for _ in range(12):
        before = broker.tries
        pauses.append(outbox.next_try - broker.now)
        broker.now = outbox.next_try - 0.01
        outbox.send(never)
        assert broker.tries == before  # not before its time
        broker.now = outbox.next_try
        outbox.send(never)
        assert broker.tries == before + 1
    assert pauses[0] == pytest.approx(FIRST_PAUSE_SECONDS)
    assert pauses == sorted(pauses)
    assert pauses[-1] == pytest.approx(LONGEST_PAUSE_SECONDS)
    broker.refusal = None
    broker.now = outbox.next_try
    outbox.send(never)
    assert [path for batch, _ in broker.batches for path in batch] == ["f0", "f1", "f2", "f3", "f4"]


def test_the_pause_starts_small_again_after_an_acceptance(outbox: Outbox, broker: Broker) -> None:
    outbox.add(ready("a"), fresh=True)
    broker.refusal, broker.accepts = EngineUnavailableError("away"), 0
    for _ in range(5):
        outbox.send(never)
        broker.now = outbox.next_try
    broker.refusal = None
    outbox.send(never)
    outbox.add(ready("b"), fresh=True)
    broker.refusal = EngineUnavailableError("away again")
    outbox.send(never)
    assert outbox.next_try - broker.now == pytest.approx(FIRST_PAUSE_SECONDS)


def test_a_fault_that_nobody_foresaw_loses_no_file(outbox: Outbox, broker: Broker) -> None:
    outbox.add(numbered("f", 2), fresh=True)
    broker.refusal, broker.accepts = RuntimeError("a bug"), 0
    with pytest.raises(RuntimeError):
        outbox.send(never)
    broker.refusal = None
    assert [file.path for file in outbox.send(never).queued] == ["f0", "f1"]


def test_a_queue_that_cannot_be_asked_counts_as_away(broker: Broker) -> None:
    def capacity() -> int:
        raise EngineUnavailableError("away")

    outbox = Outbox(
        submit=broker.submit,
        capacity=capacity,
        digest=broker.digest,
        revisions=Revisions(lambda: 0.0),
        batch_size=3,
        backlog_batch_size=3,
        clock=lambda: broker.now,
    )
    outbox.add(ready("a"), fresh=True)
    assert outbox.send(never).queued == []
    assert "a" in outbox
    assert outbox.next_try > broker.now


@pytest.mark.parametrize(
    ("room", "sent"),
    [
        (100, 7),
        (7, 7),
        (4, 4),  # the last batch is cut to what there is room for
        (0, 0),
        (-3, 0),
    ],
)
def test_the_backlog_takes_no_more_than_the_queue_has_room_for(broker: Broker, room: int, sent: int) -> None:
    outbox = broker.outbox()
    broker.room = room
    outbox.add(numbered("f", 7), fresh=False)
    assert len(outbox.send(never).queued) == sent
    assert outbox.backlog == 7 - sent


def test_a_single_drop_goes_into_a_full_queue_but_not_without_end(outbox: Outbox, broker: Broker) -> None:
    broker.room = -FRESH_RESERVE_FILES + 1
    outbox.add(ready("a"), fresh=True)
    assert len(outbox.send(never).queued) == 1
    broker.room = -FRESH_RESERVE_FILES
    outbox.add(ready("b"), fresh=True)
    assert outbox.send(never).queued == []
    assert "b" in outbox


def test_the_backlog_gives_way(outbox: Outbox, broker: Broker) -> None:
    outbox.add(numbered("f", 9), fresh=False)
    assert [file.path for file in outbox.send(lambda: bool(broker.batches)).queued] == ["f0", "f1", "f2"]
    assert outbox.backlog == 6


def test_what_changed_or_cannot_be_read_is_handed_back(outbox: Outbox, broker: Broker) -> None:
    broker.digests = {"changed": None, "locked": PermissionError(13, "Permission denied")}
    outbox.add(ready("changed", "locked", "good"), fresh=True)
    done = outbox.send(never)
    assert [file.path for file in done.changed] == ["changed"]
    assert [(file.path, reason) for file, reason in done.unreadable] == [("locked", "Permission denied")]
    assert [file.path for file in done.queued] == ["good"]
    assert len(outbox) == 0


def test_a_file_keeps_the_revision_that_it_has(outbox: Outbox, broker: Broker) -> None:
    outbox.add([Ready("again", STATE, 7), Ready("new", STATE)], fresh=True)
    queued = outbox.send(never).queued
    assert [job.revision for job in broker.jobs] == [file.revision for file in queued] == [7, 1_700_000_000_000]


def test_revisions_grow_whatever_the_clock_does() -> None:
    times = iter([1000.0, 1000.0, 990.0, 1000.002, 1001.0])
    revisions = Revisions(lambda: next(times))
    assert [revisions.next() for _ in range(5)] == [1_000_000, 1_000_001, 1_000_002, 1_000_003, 1_001_000]
