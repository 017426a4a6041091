"""What a dead worker held goes back to the queue through the living, on a real Redis."""

from __future__ import annotations

import io
import subprocess
import sys
import uuid
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from worker.cli.screen import facts
from worker.indexing import Archive, connect
from worker.monitoring.status import look
from worker.queueing import broker
from worker.queueing.app import configure
from worker.queueing.keys import key_prefix
from worker.queueing.recovery.heartbeats import DEAD_AFTER_SECONDS, Attendance, Heartbeats

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from worker.embedded import Addresses

# Takes one order as a Celery worker does, tells its tag, and holds it until it is killed.
HOLDER = """
from worker.queueing import broker
from worker.queueing.app import app, configure
from worker.queueing.queues import QUEUES
from worker.job import Job
configure({url!r}, soft_limit_seconds=10, hard_limit_seconds=20, concurrency=1, inbox_id={inbox_id!r})
broker.publish([Job("a.txt", "a" * 64, 1)], fresh=True)
with app.connection_for_read() as connection, connection.channel() as channel:
    consumer = app.amqp.TaskConsumer(channel, queues=[app.amqp.queues[name] for name in QUEUES])
    consumer.on_message = lambda message: print(message.delivery_tag, flush=True)
    with consumer:
        connection.drain_events(timeout=10)
        input()
"""


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def roster(engines: Addresses) -> Iterator[Heartbeats]:
    inbox_id = f"roster-{uuid.uuid4().hex[:8]}"
    configure(engines.redis_url, soft_limit_seconds=10, hard_limit_seconds=20, concurrency=1, inbox_id=inbox_id)
    with broker.connect(engines.redis_url) as client:
        yield Heartbeats(client, inbox_id)
        for key in client.scan_iter(match=f"{key_prefix(inbox_id)}*"):
            client.delete(key)


@pytest.fixture
def tag(engines: Addresses, roster: Heartbeats) -> str:
    """The delivery tag of an order that a process was given and, killed, never acknowledged."""
    program = HOLDER.format(url=engines.redis_url, inbox_id=roster.inbox_id)
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        given = holder.stdout.readline().strip()
        holder.kill()
    assert given
    assert broker.queue_state(roster.client, roster.inbox_id) == broker.QueueState(0, 0, 1)
    return given


def state(roster: Heartbeats) -> tuple[int, int]:
    """Return how many orders wait, and how many are in hand."""
    found = broker.queue_state(roster.client, roster.inbox_id)
    return found.fresh + found.backlog, found.in_hand


def die(roster: Heartbeats, worker: str) -> None:
    """Let the heartbeat of a worker run out, now rather than in 20 s."""
    assert roster.client.delete(f"{key_prefix(roster.inbox_id)}alive.{worker}") == 1


def test_a_dead_worker_s_order_is_returned_by_a_living_one(roster: Heartbeats, tag: str) -> None:
    clock = Clock()
    Attendance(roster, "dead", broker.give_back).hold(tag)
    living = Attendance(roster, "living", broker.give_back, clock)
    assert living.step() == 0
    clock.now += DEAD_AFTER_SECONDS
    assert living.step() == 0  # it is not dead yet
    die(roster, "dead")
    assert roster.alive() == ["living"]
    assert living.step() == 1
    assert state(roster) == (1, 0)


def test_no_worker_is_taken_for_dead_by_one_that_was_away_itself(roster: Heartbeats, tag: str) -> None:
    """After an outage of Redis every heartbeat has run out."""
    clock = Clock()
    Attendance(roster, "other", broker.give_back).hold(tag)
    die(roster, "other")
    back = Attendance(roster, "back", broker.give_back, clock)
    assert back.step() == 0  # just started
    clock.now += DEAD_AFTER_SECONDS + 1  # stood still: no step meanwhile
    assert back.step() == 0
    for _ in range(3):
        clock.now += DEAD_AFTER_SECONDS / 4
        assert back.step() == 0
    assert state(roster) == (0, 1)
    clock.now += DEAD_AFTER_SECONDS / 4
    assert back.step() == 1


def test_of_two_living_workers_one_alone_returns_it(roster: Heartbeats, tag: str) -> None:
    """The second would take it out of the hands of whoever was given it meanwhile."""
    roster.hold("dead", tag)
    die(roster, "dead")
    assert roster.abandoned() == [tag]
    assert roster.abandoned() == []


def test_an_order_that_went_from_hand_to_hand_is_the_last_one_s(roster: Heartbeats, tag: str) -> None:
    roster.hold("dead", tag)
    roster.hold("living", tag)
    die(roster, "dead")
    assert roster.abandoned() == []


def test_orders_that_are_done_are_forgotten(roster: Heartbeats) -> None:
    roster.hold("dead", "done-long-ago")
    die(roster, "dead")
    assert roster.abandoned() == []
    assert not roster.client.exists(f"{key_prefix(roster.inbox_id)}holders")


def test_status_names_the_workers_where_there_are_several(
    roster: Heartbeats, engines: Addresses, tmp_path: Path
) -> None:
    user, password = engines.reader
    with connect(engines.elasticsearch_url, user=user, password=password) as client:
        archive = Archive(client, "articles", "issues")
        shown = []
        for worker in ("host1-7-aa", "host2-9-bb"):
            roster.beat(worker)
            console = Console(width=120, file=io.StringIO())
            console.print(facts(look(tmp_path, roster.client, archive, roster.inbox_id), "inbox"))
            shown.append(console.file.getvalue())  # type: ignore[attr-defined]
    assert "alive" not in shown[0]  # one is what everybody has
    assert "2 alive: host1-7-aa, host2-9-bb" in shown[1]


def test_without_redis_work_goes_on() -> None:
    with broker.connect("redis://127.0.0.1:1/0") as away:
        cut_off = Attendance(Heartbeats(away), "cut-off", broker.give_back)
        cut_off.hold("tag")
        assert cut_off.step() == 0
