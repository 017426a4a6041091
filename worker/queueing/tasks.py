"""The Celery tasks: thin. Retry, delivery counts and the process's ingestion sit in the base task."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import redis
import structlog
from billiard.exceptions import SoftTimeLimitExceeded
from celery import Task
from celery.exceptions import Reject

from worker.errors import PoisonError, RecognitionNeededError, StalledError, TransientError, UnfinishedError
from worker.ingestion.attempts import Exceeded, countdown, exceeded, plan
from worker.queueing import attempts as deliveries
from worker.queueing.app import app
from worker.queueing.broker import INGEST, BrokerUnavailableError, publish, publish_for_recognition
from worker.queueing.jobs import MalformedJobError, from_message, to_message
from worker.queueing.queues import RECOGNITION
from worker.queueing.slices import Slices

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from worker.ingestion.ingest import Ingestion
    from worker.ingestion.results import Batch, Result
    from worker.job import Job
    from worker.queueing.attempts import Attempts
    from worker.queueing.counters import Counters

BROKER_PAUSE_SECONDS = 1.0  # before a job goes back to a queue that may not be there

log = structlog.get_logger(__name__)


class IngestTask(Task):  # type: ignore[misc] # Celery has no types
    """Holds what a worker process needs, made once after its start by ``connect``."""

    Request = "worker.queueing.recovery.redelivery:IngestRequest"
    connect: ClassVar[Callable[[], tuple[Ingestion, Attempts, Counters]]]
    _parts: tuple[Ingestion, Attempts, Counters] | None = None

    @property
    def parts(self) -> tuple[Ingestion, Attempts, Counters]:
        """Ingestion and counts of this process: connections must not be shared over a fork."""
        if self._parts is None:
            self._parts = type(self).connect()
        return self._parts

    def work(self, jobs: tuple[Job, ...]) -> dict[str, int]:
        """Do the jobs, each counted; return the number of files by outcome."""
        began, busy_before = time.monotonic(), time.process_time()
        ingestion, counts, counters = self.parts
        slices = Slices(counts.client, counts.inbox_id)
        jobs, given = slices.without_others(jobs, self.request.id), len(jobs)
        if not jobs:
            return {"underway": given}
        # What must be recognised goes to the end of the queue of pages: the others are soon done.
        slow = (self.request.delivery_info or {}).get("routing_key") == RECOGNITION
        ingestion = replace(
            ingestion,
            pipeline=replace(ingestion.pipeline, recognise=slow),
            progress=_holding(slices, jobs, self.request.id, ingestion.progress),
        )
        delivered = counts.begin(jobs)
        attempts = {digest: count + self.request.retries for digest, count in delivered.items()}
        planned = plan(jobs, delivered, deliveries.LIMIT)
        if planned.split:
            return _split(jobs, counts)
        results = [ingestion.refuse(job, _POISON, attempts=attempts[job.digest] - 1) for job in planned.refused]
        try:
            batch = ingestion.ingest(planned.work, attempts=attempts)
        except (SoftTimeLimitExceeded, MemoryError) as limit:
            memory = isinstance(limit, MemoryError)
            busy, seconds = time.process_time() - busy_before, time.monotonic() - began
            match exceeded(jobs, memory=memory, busy_seconds=busy, seconds=seconds):
                case Exceeded.SPLIT:
                    return _split(jobs, counts)
                case Exceeded.PUT_OFF:
                    # It keeps its count, so that one that hangs without working does not go round for ever.
                    raise StalledError("The time limit passed in waiting.", "It is tried again.") from None
                case Exceeded.QUARANTINE:
                    results.append(ingestion.refuse(jobs[0], _too_much(limit), attempts=attempts[jobs[0].digest]))
            counts.end(jobs)
            counters.done(results)
            return {"failed": 1}
        counts.end(jobs)
        results.extend(batch.results)
        self._put_off(batch, results, counters)
        counters.done(results)
        return dict(Counter(result.outcome.value for result in results))

    @staticmethod
    def _put_off(batch: Batch, results: list[Result], counters: Counters) -> None:
        """Hand on what must be recognised; raise for what met a transient error."""
        seen = [job for job, error in batch.again if isinstance(error, RecognitionNeededError)]
        if seen:
            publish_for_recognition(seen)
        again = [(job, error) for job, error in batch.again if job not in seen]
        if again:
            _, error = again[0]
            counters.put_off(results, error.code, str(error))
            raise _AgainError([job for job, _ in again], error)


def _holding(
    slices: Slices, jobs: Sequence[Job], order: str, told: Callable[[str, int, float | None], None]
) -> Callable[[str, int, float | None], None]:
    """Return what is told how far a large file is, and holds it for this order meanwhile."""
    by_path = {job.path: job for job in jobs}

    def tell(path: str, articles: int, share: float | None) -> None:
        if path in by_path:
            slices.hold(by_path[path], order)
        told(path, articles, share)

    return tell


def _split(jobs: Sequence[Job], counts: Attempts) -> dict[str, int]:
    """Give the jobs back to the queue, each alone: not knowing which of them is at fault."""
    counts.take_back(jobs)
    for job in jobs:
        publish([job], fresh=False)
    return {"split": len(jobs)}


_POISON = PoisonError(
    f"the worker died or hung {deliveries.LIMIT} times on this file",
    "Look whether it is a newspaper page at all; `baoku retry` gives it another try.",
)


def _too_much(exceeded: Exception) -> PoisonError:
    """Return why a file is refused that alone exceeds a limit."""
    if isinstance(exceeded, MemoryError):
        return PoisonError("the file needs more memory than the limit", "Split it, or raise BAOKU_CHILD_MEMORY_MB.")
    return PoisonError(
        "the file takes longer than the time limit",
        "Split it, or raise BAOKU_SOFT_TIME_LIMIT_SECONDS and BAOKU_HARD_TIME_LIMIT_SECONDS.",
    )


def _returned(error: Exception) -> Reject:
    """Return what sends a job back to the queue as it is, since Redis takes no other either.

    Where even that fails, the worker has lost its connection and gives it back once it has another.
    """
    log.warning("Redis is away", action="job_returned", reason=str(error))
    time.sleep(BROKER_PAUSE_SECONDS)
    return Reject(error, requeue=True)


class _AgainError(Exception):
    """Some jobs of a batch met a transient error."""

    def __init__(self, jobs: list[Job], cause: TransientError) -> None:
        self.jobs = jobs
        self.cause = cause
        super().__init__(jobs, cause)


@app.task(bind=True, base=IngestTask, name=INGEST, max_retries=None, ignore_result=True)  # type: ignore[untyped-decorator] # as above
def ingest(self: Any, message: object) -> dict[str, int]:
    """Ingest the files of one job; return the number of files by outcome."""
    started = time.perf_counter()
    try:
        jobs = from_message(message)
    except MalformedJobError as error:
        log.exception("refused a message that is no job", action="job_malformed", reason=str(error))
        return {"malformed": 1}
    with structlog.contextvars.bound_contextvars(task_id=self.request.id, files=len(jobs)):
        try:
            tally: dict[str, int] = self.work(jobs)
        except (redis.RedisError, BrokerUnavailableError) as error:
            raise _returned(error) from error
        except (_AgainError, TransientError) as error:
            again = error if isinstance(error, _AgainError) else _AgainError(list(jobs), error)
            goes_on = isinstance(again.cause, UnfinishedError)
            if goes_on:
                self.request.retries -= 1  # a slice is no try
            wait = countdown(self.request.retries, random.random(), goes_on=goes_on)  # noqa: S311 - jitter
            tell = log.info if goes_on else log.warning
            tell("tried again later", action="job_retry", reason=str(again.cause), seconds=round(wait, 1))
            try:
                raise self.retry(args=[to_message(again.jobs)], countdown=wait, exc=again.cause) from again
            except Reject as refused:  # Celery's word for: the broker did not take it; it would drop the job
                raise _returned(refused) from again
        log.info("done", action="job_done", seconds=round(time.perf_counter() - started, 3), **tally)
        return tally
