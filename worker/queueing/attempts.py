"""Counts how often each file was handed to a worker, so that one that kills its worker is quarantined in the end.

Celery returns an order to the queue when its process dies or hangs (``task_reject_on_worker_lost``,
``task_acks_on_timeout``), without any limit of its own. The counts live in Redis: they must survive the process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.queueing.keys import key_prefix

if TYPE_CHECKING:
    from collections.abc import Sequence

    import redis

    from worker.job import Job

NAME = "deliveries"  # below the inbox's prefix
LIMIT = 3  # deliveries of one file; the next one is refused


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Delivery counts of one inbox by content digest."""

    client: redis.Redis
    inbox_id: str = ""

    @property
    def _key(self) -> str:
        return key_prefix(self.inbox_id) + NAME

    def begin(self, orders: Sequence[Job]) -> dict[str, int]:
        """Count one delivery of each order; return the counts, this one included, by digest."""
        with self.client.pipeline(transaction=False) as pipe:
            for order in orders:
                pipe.hincrby(self._key, order.digest, 1)
            return dict(zip((order.digest for order in orders), pipe.execute(), strict=True))

    def take_back(self, orders: Sequence[Job]) -> None:
        """Undo ``begin`` for orders that were handed on without being worked on."""
        with self.client.pipeline(transaction=False) as pipe:
            for order in orders:
                pipe.hincrby(self._key, order.digest, -1)
            pipe.execute()

    def forgive(self) -> None:
        """Forget every count: deliveries were broken off for a reason that is no file's fault."""
        self.client.delete(self._key)

    def end(self, orders: Sequence[Job]) -> None:
        """Forget orders that are done, or whose failure was not their own."""
        if orders:
            self.client.hdel(self._key, *(order.digest for order in orders))
