"""The workers of an inbox: who is alive, who holds which job, and whose jobs must go back to the queue.

Redis returns an unacknowledged job after the visibility timeout, minutes later. Workers know sooner: each lets Redis
know that it lives, and which jobs it was given; what is held by one that Redis has not heard of is nobody's. A worker
that was only cut off may still be at it, so a job may be done twice at a time, which ids and revisions make
harmless.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import redis
import structlog

from worker.errors import TransientError
from worker.queueing.keys import key_prefix

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

log = structlog.get_logger(__name__)

BEAT_SECONDS = 5.0
DEAD_AFTER_SECONDS = 20

_ALIVE = "alive."  # + worker; expires
_HOLDERS = "holders"  # delivery tag -> worker
_UNACKED = "unacked"  # kombu's: delivery tag -> message
# In one step: two workers that look at the same moment must not both return a job, or the second would take it out
# of the hands that the first gave it to. Tags of jobs that are done go as well.
_ABANDONED = """
local abandoned = {}
local held = redis.call('HGETALL', KEYS[1])
for at = 1, #held, 2 do
  local tag, worker = held[at], held[at + 1]
  if redis.call('HEXISTS', KEYS[2], tag) == 0 then
    redis.call('HDEL', KEYS[1], tag)
  elseif redis.call('EXISTS', ARGV[1] .. worker) == 0 then
    redis.call('HDEL', KEYS[1], tag)
    abandoned[#abandoned + 1] = tag
  end
end
return abandoned
"""


@dataclass(frozen=True, slots=True)
class Heartbeats:
    """The roster of one inbox in Redis. Every method raises redis.RedisError."""

    client: redis.Redis
    inbox_id: str = ""

    def beat(self, worker: str, seconds: int = DEAD_AFTER_SECONDS) -> None:
        """Note that a worker is alive; it counts as such for so many seconds."""
        self.client.set(key_prefix(self.inbox_id) + _ALIVE + worker, 1, ex=seconds)

    def hold(self, worker: str, tag: str) -> None:
        """Note that a worker was given the message with this delivery tag."""
        with self.client.pipeline() as pipe:
            pipe.set(key_prefix(self.inbox_id) + _ALIVE + worker, 1, ex=DEAD_AFTER_SECONDS)
            pipe.hset(key_prefix(self.inbox_id) + _HOLDERS, tag, worker)
            pipe.execute()

    def alive(self) -> list[str]:
        """Return the workers that were heard of lately, sorted."""
        start = key_prefix(self.inbox_id) + _ALIVE
        found = self.client.scan_iter(match=f"{start}*", count=1000)
        return sorted(key.decode().removeprefix(start) for key in found)

    def abandoned(self) -> list[str]:
        """Return the delivery tags that dead workers hold, each to one caller only."""
        prefix = key_prefix(self.inbox_id)
        script = self.client.register_script(_ABANDONED)
        return [tag.decode() for tag in script(keys=[prefix + _HOLDERS, prefix + _UNACKED], args=[prefix + _ALIVE])]


class Attendance:
    """One worker's place on the roster: says that it lives, and returns to the queue what dead ones held.

    Args:
        roster: Of the worker's inbox.
        worker: Its name, never used before.
        give_back: Returns messages to the queue by delivery tag; raises TransientError.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        roster: Heartbeats,
        worker: str,
        give_back: Callable[[Sequence[str]], int],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._roster = roster
        self._worker = worker
        self._give_back = give_back
        self._clock = clock
        self._steady_since: float | None = None
        self._last = 0.0

    def hold(self, tag: str) -> None:
        """Note a job that this worker was given; unnoted, it comes back by the visibility timeout alone."""
        try:
            self._roster.hold(self._worker, tag)
        except redis.RedisError as error:
            log.warning("a job is not on the roster", action="roster_away", reason=str(error))

    def step(self) -> int:
        """Beat, and return what is abandoned; return how many jobs that was.

        Others count as dead only once this worker itself was heard of without a gap for as long as a heartbeat lasts:
        after an outage of Redis, or of this machine, their heartbeats are missing through no fault of theirs.
        """
        now = self._clock()
        if self._steady_since is None or now - self._last > DEAD_AFTER_SECONDS:
            self._steady_since = now
        self._last = now
        try:
            self._roster.beat(self._worker)
            if now - self._steady_since < DEAD_AFTER_SECONDS:
                return 0
            tags = self._roster.abandoned()
            returned = self._give_back(tags) if tags else 0
        except (redis.RedisError, TransientError) as error:
            self._steady_since = None
            log.warning("no roster", action="roster_away", reason=str(error))
            return 0
        if tags:
            log.warning("returned a dead worker's jobs", action="jobs_returned", jobs=returned)
        return returned
