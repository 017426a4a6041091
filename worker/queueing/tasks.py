"""The Celery tasks: thin. Retry, delivery counts and the process's ingestion sit in the base task."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import redis
import structlog
from billiard.exceptions import SoftTimeLimitExceeded
from celery import Task
from celery.exceptions import Reject

from worker.errors import PoisonError, RecognitionNeededError, StalledError, TransientError
from worker.queueing import attempts as deliveries
from worker.queueing.app import LONGEST_COUNTDOWN_SECONDS, RECOGNITION, app
from worker.queueing.broker import INGEST, BrokerUnavailableError, publish, publish_for_recognition
from worker.queueing.jobs import MalformedOrderError, from_message, to_message

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.ingestion.ingest import Ingestion
    from worker.job import Job
    from worker.queueing.attempts import Deliveries
    from worker.queueing.counters import Counters

BROKER_PAUSE_SECONDS = 1.0  # before an order goes back to a queue that may not be there

log = structlog.get_logger(__name__)


def countdown(retries: int, jitter: float) -> float:
    """Return the seconds to wait before try ``retries + 1``: 1, 2, 4 ... capped, times 0.5 to 1 by ``jitter`` (0-1)."""
    return float(min(2 ** min(retries, 16), LONGEST_COUNTDOWN_SECONDS)) * (0.5 + jitter / 2)


def is_own_doing(*, busy_seconds: float, seconds: float) -> bool:
    """Tell whether an order that ran into the time limit worked for most of its time, rather than waited.

    It waits for engines, and for a processor where the machine has too few: neither is the file's fault.

    Args:
        busy_seconds: Processor time of this process.
        seconds: Time that passed.
    """
    return busy_seconds >= seconds / 2


class IngestTask(Task):  # type: ignore[misc] # Celery has no types
    """Holds what a worker process needs, made once after its start by ``connect``."""

    Request = "worker.queueing.recovery.redelivery:IngestRequest"
    connect: ClassVar[Callable[[], tuple[Ingestion, Deliveries, Counters]]]
    _parts: tuple[Ingestion, Deliveries, Counters] | None = None

    @property
    def parts(self) -> tuple[Ingestion, Deliveries, Counters]:
        """Ingestion and counts of this process: connections must not be shared over a fork."""
        if self._parts is None:
            self._parts = type(self).connect()
        return self._parts

    def work(self, orders: tuple[Job, ...]) -> dict[str, int]:
        """Do the orders, each counted; return the number of files by outcome."""
        began, busy_before = time.monotonic(), time.process_time()
        ingestion, counts, counters = self.parts
        # What must be recognised goes to the end of the queue of pages: the others are soon done.
        slow = (self.request.delivery_info or {}).get("routing_key") == RECOGNITION
        ingestion = replace(ingestion, pipeline=replace(ingestion.pipeline, recognise=slow))
        delivered = counts.begin(orders)
        attempts = {digest: count + self.request.retries for digest, count in delivered.items()}
        if len(orders) > 1 and max(delivered.values()) > 1:
            # One of them may have killed its worker: from now on each goes alone.
            counts.take_back(orders)
            for order in orders:
                publish([order], fresh=False)
            return {"split": len(orders)}
        refused = [order for order in orders if delivered[order.digest] > deliveries.LIMIT]
        results = [
            ingestion.refuse(
                order,
                PoisonError(
                    f"the worker died or hung {deliveries.LIMIT} times on this file",
                    "Look whether it is a newspaper page at all; `baoku retry` gives it another try.",
                ),
                attempts=attempts[order.digest] - 1,
            )
            for order in refused
        ]
        try:
            batch = ingestion.ingest([order for order in orders if order not in refused], attempts=attempts)
        except (SoftTimeLimitExceeded, MemoryError) as exceeded:
            if len(orders) > 1:
                # Not knowing which of them is slow: each goes alone.
                counts.take_back(orders)
                for order in orders:
                    publish([order], fresh=False)
                return {"split": len(orders)}
            waited = not is_own_doing(busy_seconds=time.process_time() - busy_before, seconds=time.monotonic() - began)
            if isinstance(exceeded, SoftTimeLimitExceeded) and waited:
                # It keeps its count, so that one that hangs without working does not go round for ever.
                raise StalledError("The time limit passed in waiting.", "It is tried again.") from None
            results.append(ingestion.refuse(orders[0], _too_much(exceeded), attempts=attempts[orders[0].digest]))
            counts.end(orders)
            counters.done(results)
            return {"failed": 1}
        counts.end(orders)
        results.extend(batch.results)
        seen = [order for order, error in batch.again if isinstance(error, RecognitionNeededError)]
        if seen:
            publish_for_recognition(seen)
        again = [(order, error) for order, error in batch.again if order not in seen]
        if again:
            _, error = again[0]
            counters.put_off(results, error.code, str(error))
            raise _AgainError([order for order, _ in again], error)
        counters.done(results)
        tally: dict[str, int] = {}
        for result in results:
            tally[result.outcome.value] = tally.get(result.outcome.value, 0) + 1
        return tally


def _too_much(exceeded: Exception) -> PoisonError:
    """Return why a file is refused that alone exceeds a limit."""
    if isinstance(exceeded, MemoryError):
        return PoisonError("the file needs more memory than the limit", "Split it, or raise BAOKU_CHILD_MEMORY_MB.")
    return PoisonError(
        "the file takes longer than the time limit",
        "Split it, or raise BAOKU_SOFT_TIME_LIMIT_SECONDS and BAOKU_HARD_TIME_LIMIT_SECONDS.",
    )


def _returned(error: Exception) -> Reject:
    """Return what sends an order back to the queue as it is, since Redis takes no other either.

    Where even that fails, the worker has lost its connection and gives it back once it has another.
    """
    log.warning("Redis is away", action="order_returned", reason=str(error))
    time.sleep(BROKER_PAUSE_SECONDS)
    return Reject(error, requeue=True)


class _AgainError(Exception):
    """Some orders of a batch met a transient error."""

    def __init__(self, orders: list[Job], cause: TransientError) -> None:
        self.orders = orders
        self.cause = cause
        super().__init__(orders, cause)


@app.task(bind=True, base=IngestTask, name=INGEST, max_retries=None, ignore_result=True)  # type: ignore[untyped-decorator]
def ingest(self: Any, message: object) -> dict[str, int]:
    """Ingest the files of one order; return the number of files by outcome."""
    started = time.perf_counter()
    try:
        orders = from_message(message)
    except MalformedOrderError as error:
        log.exception("refused a message that is no order", action="order_malformed", reason=str(error))
        return {"malformed": 1}
    with structlog.contextvars.bound_contextvars(task_id=self.request.id, files=len(orders)):
        try:
            tally: dict[str, int] = self.work(orders)
        except (redis.RedisError, BrokerUnavailableError) as error:
            raise _returned(error) from error
        except (_AgainError, TransientError) as error:
            again = error if isinstance(error, _AgainError) else _AgainError(list(orders), error)
            wait = countdown(self.request.retries, random.random())  # noqa: S311 - jitter
            log.warning("tried again later", action="order_retry", reason=str(again.cause), seconds=round(wait, 1))
            try:
                raise self.retry(args=[to_message(again.orders)], countdown=wait, exc=again.cause) from again
            except Reject as refused:  # Celery's word for: the broker did not take it; it would drop the order
                raise _returned(refused) from again
        log.info("done", action="order_done", seconds=round(time.perf_counter() - started, 3), **tally)
        return tally
