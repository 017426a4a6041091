"""The queue as the watcher and the screens see it: publishing jobs, and how many wait.

Celery, which takes 0.1 s to load, is loaded by what publishes: screens only look.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import redis

from worker.errors import EngineUnavailableError
from worker.messages import plain
from worker.queueing.jobs import to_message
from worker.queueing.keys import key_prefix
from worker.queueing.queues import BACKLOG, FRESH, PAGES, RECOGNITION
from worker.queueing.redis_address import parse_redis_address
from worker.readers.base import PAGED_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.job import Job


class BrokerUnavailableError(EngineUnavailableError):
    """Redis is away, or accepts no jobs."""


INGEST = "baoku.ingest"
HEARTBEAT = "watcher"  # below the inbox's prefix
PAGED_TOGETHER = 4  # files of pages in one task
HEARTBEAT_SECONDS = 30  # a watcher that has not been heard of for so long counts as stopped


@dataclass(frozen=True, slots=True)
class QueueState:
    """How many jobs (not files) wait in each queue, and how many are in workers' hands."""

    fresh: int
    backlog: int
    in_hand: int
    pages: int = 0
    recognition: int = 0

    @property
    def waiting(self) -> int:
        """Orders that nobody works on yet."""
        return self.fresh + self.backlog + self.pages + self.recognition

    @property
    def jobs(self) -> int:
        """All jobs that are not done."""
        return self.waiting + self.in_hand


@dataclass(frozen=True, slots=True)
class WatcherState:
    """What the watcher last said of itself.

    Attributes:
        waiting: Files not yet queued.
        queued: Files queued and not done.
        age_seconds: Since it said so.
        turn_seconds: How long, when it said so, its loop had not come round.
        unreadable: Files that may not be read.
    """

    waiting: int
    queued: int
    age_seconds: float
    turn_seconds: float = 0.0
    unreadable: int = 0

    @property
    def alive(self) -> bool:
        """Whether it was heard of lately."""
        return self.age_seconds <= HEARTBEAT_SECONDS


def connect(url: str) -> redis.Redis:
    """Return a Redis client that gives up in seconds rather than hang. For the forms: ``queueing.redis_address``."""
    address = parse_redis_address(url)
    return address.client(socket_timeout=10, socket_connect_timeout=5, health_check_interval=15)


def publish(jobs: Sequence[Job], *, fresh: bool) -> None:
    """Hand jobs to the broker: texts as one task, files of pages a few at a time to a queue of their own.

    Raises:
        BrokerUnavailableError: The broker did not accept all of them; those that it took may be given again.
    """
    for queue, together in by_queue(jobs, fresh=fresh):
        _send(together, queue)


def by_queue(jobs: Sequence[Job], *, fresh: bool) -> list[tuple[str, Sequence[Job]]]:
    """Return the tasks that jobs are handed on as, each with its queue: texts never wait behind pages."""
    paged = [job for job in jobs if job.path.lower().endswith(PAGED_SUFFIXES)]
    texts = [job for job in jobs if job not in paged] if paged else jobs
    tasks: list[tuple[str, Sequence[Job]]] = [(FRESH if fresh else BACKLOG, texts)] if texts else []
    tasks += [(PAGES, paged[first : first + PAGED_TOGETHER]) for first in range(0, len(paged), PAGED_TOGETHER)]
    return tasks


def publish_for_recognition(jobs: Sequence[Job]) -> None:
    """Hand jobs on whose files must be recognised, each as a task.

    Raises:
        BrokerUnavailableError: The broker did not accept all of them.
    """
    for job in jobs:
        _send([job], RECOGNITION)


def _send(jobs: Sequence[Job], queue: str) -> None:
    from kombu.exceptions import OperationalError  # noqa: PLC0415 - see above

    from worker.queueing.app import app  # noqa: PLC0415 - likewise

    try:
        app.send_task(INGEST, args=[to_message(jobs)], queue=queue)
    except (OperationalError, redis.RedisError, OSError) as error:
        raise BrokerUnavailableError(f"Redis did not accept a job: {plain(error)}", "It is tried again.") from error


def take_over() -> int:
    """Return to the queue, at once, every job that an earlier worker held when it died; return how many.

    Only for the one and only worker of its queues: jobs in another living worker's hands would be done twice.

    Raises:
        EngineUnavailableError: Redis does not answer.
    """
    return give_back(None)


def give_back(tags: Sequence[str] | None) -> int:
    """Return jobs to the queue that nobody works on any more, without waiting for the visibility timeout.

    Args:
        tags: Delivery tags; None: of every job that was given out.

    Returns:
        How many; one that is done by now is passed over.

    Raises:
        EngineUnavailableError: Redis does not answer.
    """
    from kombu.exceptions import OperationalError  # noqa: PLC0415 - see above

    from worker.queueing.app import app  # noqa: PLC0415 - likewise

    try:
        with app.connection_for_write() as connection:
            channel = connection.default_channel
            with channel.conn_or_acquire() as client:
                in_hand = [tag.decode() for tag in client.zrange(channel.unacked_index_key, 0, -1)]
                wanted = frozenset(in_hand if tags is None else tags)
                given = [tag for tag in in_hand if tag in wanted]
                for tag in given:
                    channel.qos.restore_by_tag(tag, client)
    except (OperationalError, redis.RedisError, OSError) as error:
        raise EngineUnavailableError(f"Redis does not answer: {plain(error)}", "Look whether it runs.") from error
    return len(given)


def queue_state(client: redis.Redis, inbox_id: str = "") -> QueueState:
    """Return the length of an inbox's queues. Raises redis.RedisError."""
    prefix = key_prefix(inbox_id)
    with client.pipeline(transaction=False) as pipe:
        pipe.llen(prefix + FRESH)
        pipe.llen(prefix + BACKLOG)
        pipe.hlen(prefix + "unacked")
        pipe.llen(prefix + PAGES)
        pipe.llen(prefix + RECOGNITION)
        fresh, backlog, in_hand, pages, recognition = pipe.execute()
    return QueueState(int(fresh), int(backlog), int(in_hand), int(pages), int(recognition))


def beat(
    client: redis.Redis, inbox_id: str = "", *, waiting: int, queued: int, unreadable: int = 0, turn: float = 0.0
) -> None:
    """Note that the watcher is alive and what it holds; see ``WatcherState``."""
    said: dict[Any, Any] = {
        "waiting": waiting,
        "queued": queued,
        "unreadable": unreadable,
        "turn": turn,
        "at": time.time(),
    }
    client.hset(key_prefix(inbox_id) + HEARTBEAT, mapping=said)


def watcher_state(client: redis.Redis, inbox_id: str = "") -> WatcherState | None:
    """Return what the watcher of an inbox last said; None when it never did."""
    fields = {key.decode(): float(value) for key, value in client.hgetall(key_prefix(inbox_id) + HEARTBEAT).items()}  # type: ignore[union-attr] # bytes
    if not fields:
        return None
    return WatcherState(
        int(fields["waiting"]),
        int(fields["queued"]),
        max(0.0, time.time() - fields["at"]),
        fields.get("turn", 0.0),
        int(fields.get("unreadable", 0)),
    )
