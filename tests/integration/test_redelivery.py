"""What a worker held when its connection broke goes back to the queue once it has another, on a real Redis."""

from __future__ import annotations

import uuid
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from kombu.asynchronous import Hub

from worker.errors import EngineUnavailableError
from worker.ingestion.attempts import plan
from worker.job import Job
from worker.queueing import broker
from worker.queueing.app import app, configure
from worker.queueing.attempts import LIMIT, Attempts
from worker.queueing.keys import key_prefix
from worker.queueing.queues import QUEUES
from worker.queueing.recovery.redelivery import IngestRequest, Redelivery, RedeliveryStep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.embedded import Addresses

ORDER = Job("a.txt", "a" * 64, 1)


@pytest.fixture
def deliveries(engines: Addresses) -> Iterator[Attempts]:
    inbox_id = f"redelivery-{uuid.uuid4().hex[:8]}"
    configure(engines.redis_url, soft_limit_seconds=10, hard_limit_seconds=20, concurrency=1, inbox_id=inbox_id)
    with broker.connect(engines.redis_url) as client:
        yield Attempts(client, inbox_id)
        for key in client.scan_iter(match=f"{key_prefix(inbox_id)}*"):
            client.delete(key)


def taken() -> str:
    """Take one order as a worker does, never acknowledge it, and return its delivery tag."""
    tags: list[str] = []
    with app.connection_for_read() as connection, connection.channel() as channel:
        channel.qos.restore_at_shutdown = False  # as if the process had been cut off
        consumer = app.amqp.TaskConsumer(channel, queues=[app.amqp.queues[name] for name in QUEUES])
        consumer.on_message = lambda message: tags.append(message.delivery_tag)
        with consumer:
            connection.drain_events(timeout=10)
    return tags[0]


def test_given_back_at_the_next_connection_and_not_held_against_the_file(deliveries: Attempts) -> None:
    redelivery = Redelivery(deliveries, broker.give_back)
    redelivery.connected()
    broker.publish([ORDER], fresh=True)
    redelivery.hold(taken())
    redelivery.hold("of an order that is done")
    deliveries.begin([ORDER])
    state = broker.queue_state(deliveries.client, deliveries.inbox_id)
    assert (state.fresh, state.in_hand) == (0, 1)

    redelivery.connected()
    state = broker.queue_state(deliveries.client, deliveries.inbox_id)
    assert (state.fresh, state.in_hand) == (1, 0)
    assert deliveries.begin([ORDER]) == {ORDER.digest: 1}

    redelivery.connected()  # nothing is held any more
    assert broker.queue_state(deliveries.client, deliveries.inbox_id).jobs == 1


def test_orders_of_one_file_are_counted_apart(deliveries: Attempts) -> None:
    """A watcher that was started again orders a file anew: the worker that dies may have had both in hand."""
    anew = replace(ORDER, revision=2)
    for death in range(1, LIMIT + 1):
        assert deliveries.begin([ORDER]) == deliveries.begin([anew]) == {ORDER.digest: death}
        assert plan([anew], {ORDER.digest: death}, LIMIT).work == (anew,)
    deliveries.end([anew])
    assert deliveries.begin([anew]) == {ORDER.digest: 1}
    assert plan([ORDER], deliveries.begin([ORDER]), LIMIT).refused == (ORDER,)  # it did die so often of this one


def test_while_redis_is_away_again_everything_stays_noted(deliveries: Attempts) -> None:
    given: list[Sequence[str]] = []

    def give_back(tags: Sequence[str]) -> int:
        given.append(tags)
        if len(given) == 1:
            raise EngineUnavailableError("Redis does not answer")
        return len(tags)

    redelivery = Redelivery(deliveries, give_back)
    redelivery.connected()
    redelivery.hold("one")
    with pytest.raises(ConnectionError):  # what Celery takes for a broken connection: it tries again
        redelivery.connected()
    redelivery.connected()
    assert given == [("one",), ("one",)]


def test_every_outage_of_a_worker_breaks_its_connection_not_the_first_alone(
    deliveries: Attempts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It did not: kombu forgets its current event loop with the first connection that breaks."""
    worker = SimpleNamespace(hub=Hub())
    monkeypatch.setattr(RedeliveryStep, "redelivery", Redelivery(deliveries, broker.give_back), raising=False)
    monkeypatch.setattr(IngestRequest, "hub", None)
    step = RedeliveryStep(worker)
    for _ in range(3):
        step.start(worker)
        request = IngestRequest.__new__(IngestRequest)
        request.acknowledged = False
        monkeypatch.setattr(request, "_message", refused(deliveries), raising=False)
        request.acknowledge()
        with pytest.raises(ConnectionResetError):
            next(worker.hub.create_loop())
        worker.hub.reset()  # as Celery does when a connection broke
    step.start(worker)  # nothing is waited for any more
    worker.hub.close()


def refused(deliveries: Attempts) -> SimpleNamespace:
    """Return a message whose acknowledgement Redis refuses: what it would be taken out of is no list of messages."""
    key = f"{key_prefix(deliveries.inbox_id)}text"
    deliveries.client.set(key, "no hash")
    return SimpleNamespace(ack=lambda: deliveries.client.hdel(key, "tag"))
