"""What a worker does when its connection to Redis breaks: notice it, connect anew, and give back what it held.

Three things that Celery leaves open. An acknowledgement that fails is only logged: the job counts as in hand for
ever after, and a worker with nothing but such jobs takes no other one; here the failure breaks the connection, so
that the worker connects anew. What was in hand then comes back by the visibility timeout alone, minutes later; here it
is returned once Redis answers. And an outage interrupts jobs that then count as delivered once more; all counts are
forgiven, for the interruptions were no file's fault.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from typing import TYPE_CHECKING, Any, ClassVar

import redis
import structlog
from celery import bootsteps
from celery.worker.request import Request
from kombu.exceptions import KombuError

from worker.errors import TransientError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kombu.asynchronous import Hub

    from worker.queueing.attempts import Attempts

log = structlog.get_logger(__name__)

# A worker that could not settle a job must have begun to connect anew within this time; see ``_Watch``.
GRACE_SECONDS = 45.0
MOST_IN_HAND = 10_000  # jobs; far more than a queue may hold
_FAILURES = (redis.RedisError, KombuError, OSError)


class IngestRequest(Request):  # type: ignore[misc] # Celery has no types
    """A job in a worker's main process.

    Attributes:
        hub: The worker's event loop, known from its first connection on. What kombu calls the current loop is none any
            more once a connection has broken.
    """

    acknowledged: bool
    hub: ClassVar[Hub | None] = None

    def acknowledge(self) -> None:
        """Tell Redis that the job is done; break the connection when that fails."""
        self._settle(self.message.ack)

    def reject(self, requeue: bool = False) -> None:
        """Tell Redis that the job was not done; break the connection when that fails."""
        self._settle(lambda: self.message.reject(requeue=requeue))

    def _settle(self, tell: Callable[[], object]) -> None:
        if self.acknowledged:
            return
        try:
            tell()
        except _FAILURES as error:
            log.warning("Redis was not told", action="job_unsettled", reason=str(error))
            _WATCH.begin()
            if self.hub is not None:
                self.hub.call_soon(_break, error)  # type: ignore[no-untyped-call] # kombu has no types
        self.acknowledged = True


def _break(cause: Exception) -> None:
    """Raise, in the event loop, what Celery takes for the loss of its connection."""
    raise ConnectionResetError("a job could not be settled") from cause


class _Watch:
    """Ends a worker that does not come round to connecting anew after a job could not be settled.

    For a time this was every second outage in a worker's life: what should have broken the connection was never run,
    and the worker, its hands full of jobs that Redis still took for its own, asked for no other. Should it come to
    that again, the worker is killed and started again by its supervisor, and the new one takes those jobs back.
    """

    def __init__(self) -> None:
        self._timer: threading.Timer | None = None

    def begin(self) -> None:
        """Start to wait, unless it waits already."""
        if self._timer is None:
            self._timer = threading.Timer(GRACE_SECONDS, self._give_up)
            self._timer.daemon = True
            self._timer.start()

    def end(self) -> None:
        """The worker is connecting anew."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    @staticmethod
    def _give_up() -> None:
        log.error("not connected again in time: the worker ends", action="worker_stuck", seconds=GRACE_SECONDS)
        os.kill(os.getpid(), signal.SIGKILL)


_WATCH = _Watch()


class Redelivery:
    """The jobs that were given to this worker, to be given back when its connection breaks.

    Args:
        deliveries: Of the worker's inbox.
        give_back: Returns messages to the queue by delivery tag, passing over those that are done; raises
            TransientError.
    """

    def __init__(self, deliveries: Attempts, give_back: Callable[[Sequence[str]], int]) -> None:
        self._deliveries = deliveries
        self._give_back = give_back
        self._tags: deque[str] = deque(maxlen=MOST_IN_HAND)
        self._connected = False

    def hold(self, tag: str) -> None:
        """Note a job by its delivery tag."""
        self._tags.append(tag)

    def connected(self) -> None:
        """Give back what was held before, unless this is the first connection.

        Raises:
            ConnectionError: Redis is away again: to be called after the next connection.
        """
        if self._connected:
            try:
                self._give_back(tuple(self._tags))
                self._deliveries.forgive()
            except (redis.RedisError, TransientError) as error:
                raise ConnectionResetError(f"jobs could not be given back: {error}") from error
            log.warning("connected to Redis again", action="jobs_redelivered", jobs=len(self._tags))
            self._tags.clear()
        self._connected = True


class RedeliveryStep(bootsteps.StartStopStep):  # type: ignore[misc] # Celery has no types
    """Runs with each connection, before anything is received through it."""

    requires = ("celery.worker.consumer.connection:Connection",)
    redelivery: ClassVar[Redelivery]

    def start(self, parent: Any) -> None:
        """See ``Redelivery.connected``."""
        _WATCH.end()
        IngestRequest.hub = parent.hub
        self.redelivery.connected()
