"""Which order has a large file in hand, where there are two orders for it.

A file of years lies in the inbox for so long that the watcher gives its job once more, as if it were lost. Two workers
would then read and enrich the same units side by side. The order that is underway goes on; the other one is dropped: if
the first is lost after all, the watcher gives the job again.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import redis

from worker.queueing.keys import key_prefix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.job import Job

_NAME = "slices."  # below the inbox's prefix; expires
_SECONDS = 45  # between two lots, or two slices, of a file that goes on


@dataclass(frozen=True, slots=True)
class Slices:
    """The large files of one inbox that are being taken."""

    client: redis.Redis
    inbox_id: str = ""

    def hold(self, job: Job, order: str) -> None:
        """Note that an order goes on with a file. Never fails: at worst a file is read twice."""
        with contextlib.suppress(redis.RedisError):
            self.client.set(self._key(job), order, ex=_SECONDS)

    def without_others(self, jobs: Sequence[Job], order: str) -> tuple[Job, ...]:
        """Return the jobs that no other order goes on with. Raises redis.RedisError."""
        held = self.client.mget([self._key(job) for job in jobs]) if jobs else []
        return tuple(job for job, by in zip(jobs, held, strict=True) if by in {None, order.encode()})

    def _key(self, job: Job) -> str:
        return f"{key_prefix(self.inbox_id)}{_NAME}{job.revision}.{job.digest}"
