"""Counts how often each file was handed to a worker, so that one that kills its worker is quarantined in the end.

Celery returns a job to the queue when its process dies or hangs (``task_reject_on_worker_lost``,
``task_acks_on_timeout``), without any limit of its own. The counts live in Redis: they must survive the process.

Each order has a count of its own. A watcher that was started again orders a file anew whose first order is still out:
counted together, a single death of the worker that has both in hand would be two, and one of the two that is refused
would take the file away from the other.
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
class Attempts:
    """Delivery counts of one inbox by order: revision and content digest."""

    client: redis.Redis
    inbox_id: str = ""

    @property
    def _key(self) -> str:
        return key_prefix(self.inbox_id) + NAME

    def begin(self, jobs: Sequence[Job]) -> dict[str, int]:
        """Count one delivery of each job; return the counts, this one included, by digest."""
        with self.client.pipeline(transaction=False) as pipe:
            for job in jobs:
                pipe.hincrby(self._key, _field(job), 1)
            return dict(zip((job.digest for job in jobs), pipe.execute(), strict=True))

    def take_back(self, jobs: Sequence[Job]) -> None:
        """Undo ``begin`` for jobs that were handed on without being worked on."""
        with self.client.pipeline(transaction=False) as pipe:
            for job in jobs:
                pipe.hincrby(self._key, _field(job), -1)
            pipe.execute()

    def forgive(self) -> None:
        """Forget every count: deliveries were broken off for a reason that is no file's fault."""
        self.client.delete(self._key)

    def end(self, jobs: Sequence[Job]) -> None:
        """Forget jobs that are done, or whose failure was not their own."""
        if jobs:
            self.client.hdel(self._key, *map(_field, jobs))


def _field(job: Job) -> str:
    return f"{job.revision}.{job.digest}"
