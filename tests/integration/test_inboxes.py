"""Several inboxes on one Redis and one index: each has its own queues, and the ledger says which home keeps a file."""

from __future__ import annotations

import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from worker.errors import ConfigurationError
from worker.job import Job
from worker.queueing import broker
from worker.queueing.app import app, configure
from worker.queueing.attempts import Attempts
from worker.queueing.homes import MARK_FILE, Claim, mark_of
from worker.queueing.keys import key_prefix
from worker.queueing.queues import QUEUES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import redis

    from worker.embedded import Addresses

ORDER = Job("2023/01.txt", "a" * 64, 1)


@pytest.fixture
def client(engines: Addresses) -> Iterator[redis.Redis]:
    with broker.connect(engines.redis_url) as connected:
        yield connected


@pytest.fixture
def inboxes(client: redis.Redis) -> Iterator[tuple[str, str]]:
    """Ids of two inboxes of this test alone."""
    mark = uuid.uuid4().hex[:8]
    yield f"east-{mark}", f"west-{mark}"
    for key in client.scan_iter(match=f"*{mark}*"):
        client.delete(key)


def publish(engines: Addresses, inbox_id: str, path: str, *, fresh: bool) -> None:
    """Queue an order as a watcher of this inbox does: in a process of its own, which serves one inbox for life."""
    program = f"""
from worker.queueing import broker
from worker.queueing.app import configure
from worker.errors import ConfigurationError
from worker.queueing.homes import MARK_FILE, Claim, mark_of
from worker.queueing.keys import key_prefix
from worker.job import Job
configure({engines.redis_url!r}, soft_limit_seconds=10, hard_limit_seconds=20, concurrency=1, inbox_id={inbox_id!r})
broker.publish([Job({path!r}, "a" * 64, 1)], fresh={fresh})
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def consume(engines: Addresses, inbox_id: str, *, seconds: float = 1.0) -> list[list[dict[str, object]]]:
    """Take what a worker of this inbox would be given, acknowledged."""
    configure(engines.redis_url, soft_limit_seconds=10, hard_limit_seconds=20, concurrency=1, inbox_id=inbox_id)
    taken: list[list[dict[str, object]]] = []
    with app.connection_for_read() as connection, connection.channel() as channel:
        consumer = app.amqp.TaskConsumer(channel, queues=[app.amqp.queues[name] for name in QUEUES])
        consumer.on_message = lambda message: (taken.append(message.decode()[0][0]), message.ack())
        with consumer:
            try:
                while True:
                    connection.drain_events(timeout=seconds)
            except TimeoutError:
                return taken


def test_a_worker_gets_its_own_inbox_orders_alone(
    engines: Addresses, client: redis.Redis, inboxes: tuple[str, str]
) -> None:
    east, west = inboxes
    publish(engines, east, "e1", fresh=True)
    publish(engines, east, "e2", fresh=False)
    publish(engines, west, "w1", fresh=True)
    assert broker.queue_state(client, east) == broker.QueueState(1, 1, 0)
    assert broker.queue_state(client, west) == broker.QueueState(1, 0, 0)
    assert [order["path"] for orders in consume(engines, west) for order in orders] == ["w1"]
    assert broker.queue_state(client, east) == broker.QueueState(1, 1, 0)
    assert sorted(str(order["path"]) for orders in consume(engines, east) for order in orders) == ["e1", "e2"]


def test_two_homes_under_one_id_are_noticed_by_the_second(
    client: redis.Redis, inboxes: tuple[str, str], tmp_path: Path
) -> None:
    east, west = inboxes
    homes = [tmp_path / name for name in ("one", "other")]
    for home in homes:
        home.mkdir()
    marks = [mark_of(home) for home in homes]
    assert [mark_of(home) for home in homes] == marks  # whoever shares a home has its mark
    Claim(client, east, marks[0]).renew()
    Claim(client, east, marks[0]).renew()
    Claim(client, west, marks[1]).renew()
    with pytest.raises(ConfigurationError, match=f"BAOKU_INBOX_ID: '{east}'.*{homes[0]}"):
        Claim(client, east, marks[1]).renew()
    assert client.delete(f"{key_prefix(east)}home")  # as if the first had been gone for a minute
    Claim(client, east, marks[1]).renew()


def test_of_many_processes_that_come_at_once_all_see_one_mark(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: mark_of(tmp_path), range(32)))) == 1
    assert [path.name for path in tmp_path.iterdir()] == [MARK_FILE]


def test_counts_and_heartbeats_are_each_inbox_s_own(client: redis.Redis, inboxes: tuple[str, str]) -> None:
    """The same content in two inboxes is two files: one that kills its workers must not condemn the other."""
    east, west = inboxes
    assert Attempts(client, east).begin([ORDER]) == {ORDER.digest: 1}
    assert Attempts(client, west).begin([ORDER]) == {ORDER.digest: 1}
    assert Attempts(client, east).begin([ORDER]) == {ORDER.digest: 2}
    broker.beat(client, east, waiting=1, queued=2)
    assert broker.watcher_state(client, west) is None
    state = broker.watcher_state(client, east)
    assert state is not None
    assert (state.waiting, state.queued) == (1, 2)
