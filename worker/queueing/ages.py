"""How long jobs have waited, read from the messages that wait longest."""

from __future__ import annotations

import base64
import binascii
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from worker.queueing.jobs import MalformedJobError, from_message
from worker.queueing.keys import key_prefix
from worker.queueing.queues import BACKLOG, FRESH, PAGES, RECOGNITION

if TYPE_CHECKING:
    import redis


@dataclass(frozen=True, slots=True)
class QueueAges:
    """Seconds since the files of the longest waiting job were queued first; None where none waits.

    A job that is given again keeps its age. ``in_hand`` counts from when a worker was given it.
    """

    fresh: float | None = None
    backlog: float | None = None
    in_hand: float | None = None
    pages: float | None = None
    recognition: float | None = None

    @property
    def oldest(self) -> float | None:
        """Of the jobs in the queues; None when none waits there."""
        ages = [age for age in (self.fresh, self.backlog) if age is not None]
        return max(ages) if ages else None


def queue_ages(client: redis.Redis, inbox_id: str = "") -> QueueAges:
    """Look at the head of each queue of an inbox. Raises redis.RedisError."""
    prefix = key_prefix(inbox_id)
    with client.pipeline(transaction=False) as pipe:
        for name in (FRESH, BACKLOG, PAGES, RECOGNITION):
            pipe.lindex(prefix + name, -1)  # the transport puts new ones in at the left
        pipe.zrange(prefix + "unacked_index", 0, 0, withscores=True)
        fresh, backlog, pages, recognition, given = pipe.execute()
    now = time.time()
    in_hand = max(0.0, now - given[0][1]) if given else None
    return QueueAges(_age(fresh, now), _age(backlog, now), in_hand, _age(pages, now), _age(recognition, now))


def _age(message: bytes | None, now: float) -> float | None:
    """Return the seconds since the first order of a message was queued; 0 for a message that is none of ours."""
    if message is None:
        return None
    try:
        arguments = orjson.loads(base64.b64decode(orjson.loads(message)["body"]))[0]
        revisions = [job.revision for job in from_message(arguments[0])]
    except (orjson.JSONDecodeError, binascii.Error, MalformedJobError, LookupError, TypeError):
        return 0.0
    return max(0.0, now - min(revisions) / 1000) if revisions else 0.0
