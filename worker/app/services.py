"""The parts of baoku one by one: what containers and init systems run, and what ``baoku up`` starts as children."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import threading
import uuid
from typing import TYPE_CHECKING

import redis
import structlog
from celery import signals

from worker.app import memory
from worker.app.at_work import configure_queue, ingestion_parts
from worker.app.beginning import begin
from worker.app.holdings import filing_of
from worker.app.settings import MIB, Settings
from worker.app.sharing import leave_to_share, read_every_table
from worker.app.wiring import load_pipeline, versions_of
from worker.home.originals import MAX_STREAM_BYTES
from worker.queueing import broker
from worker.queueing.app import app
from worker.queueing.attempts import Attempts
from worker.queueing.counters import Counters
from worker.queueing.homes import Claim, mark_of
from worker.queueing.queues import PAGE_QUEUES, QUEUES
from worker.queueing.recovery.heartbeats import BEAT_SECONDS, Attendance, Heartbeats
from worker.queueing.recovery.redelivery import Redelivery, RedeliveryStep
from worker.queueing.tasks import IngestTask
from worker.watching import Watcher
from worker.watching.filter import NameFilter, patterns_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from worker.app.connection import Connection

log = structlog.get_logger(__name__)

UNHEALTHY = 1
JOBS_PER_CHILD = 5000  # a child is replaced after so many: whatever leaks stays small
WATCHER_BEAT_SECONDS = 1.0
PAGE_NICENESS = 10  # pages have the processor's time that nothing else wants: a text dropped meanwhile is not slowed


def watch() -> None:
    """Watch the inbox and queue what is dropped (a service: see also `baoku up`)."""
    settings, found = begin()
    configure_queue(settings, found)
    filing_of(settings).prepare()
    claim = _claim(settings, found)
    client = broker.connect(found.redis_url)

    def capacity() -> int:
        try:
            state = broker.queue_state(client, settings.inbox_id)
        except redis.RedisError:
            return 0
        large = min(settings.backlog_batch_size, settings.max_queued_files)
        waiting = state.fresh * settings.batch_size + state.backlog * large
        waiting += state.pages * broker.PAGED_TOGETHER + state.recognition
        return settings.max_queued_files - waiting - state.in_hand * settings.batch_size

    def is_idle() -> bool:
        try:
            return broker.queue_state(client, settings.inbox_id).jobs == 0
        except redis.RedisError:
            return False

    watcher = Watcher(
        settings.inbox,
        submit=broker.publish,
        capacity=capacity,
        is_idle=is_idle,
        settle_seconds=settings.settle_seconds,
        names=NameFilter(patterns_of(settings.ignore)),
        rescan_seconds=settings.rescan_seconds,
        batch_size=settings.batch_size,
        backlog_batch_size=settings.backlog_batch_size,
        max_file_bytes=MAX_STREAM_BYTES,
        polling=settings.polling,
    )
    ended = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.set()
        watcher.stop()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)

    def beat() -> None:
        while not ended.wait(WATCHER_BEAT_SECONDS):
            try:
                broker.beat(
                    client,
                    settings.inbox_id,
                    waiting=watcher.waiting,
                    queued=watcher.queued,
                    unreadable=watcher.unreadable,
                    turn=watcher.seconds_since_turn,
                )
            except redis.RedisError as error:
                log.warning("no heartbeat", action="watcher_no_beat", reason=str(error))
            claim.keep()

    threading.Thread(target=beat, name="heartbeat", daemon=True).start()
    watcher.run()
    ended.set()


def worker() -> None:
    """Work on queued files (a service: see also `baoku up`)."""
    settings, found = begin()
    _work(settings, found, QUEUES if settings.page_concurrency else (*QUEUES, *PAGE_QUEUES), pages=False)


def pages() -> None:
    """Work on queued PDF files and images (a service: see also `baoku up`)."""
    os.nice(PAGE_NICENESS)
    settings, found = begin()
    _work(settings, found, PAGE_QUEUES, pages=True)


def _work(settings: Settings, found: Connection, queues: Sequence[str], *, pages: bool) -> None:
    configure_queue(settings, found, pages=pages)
    filing_of(settings).prepare()
    # Dictionaries and models are loaded here, before the fork: the children share their memory.
    pipeline = load_pipeline(settings)
    read_every_table(pipeline, versions_of(pipeline.enricher))
    IngestTask.connect = staticmethod(lambda: ingestion_parts(settings, found, pipeline))
    # `baoku up` runs one worker on its own Redis; what the worker of pages holds is given back by its heartbeat.
    returned = broker.take_over() if settings.embedded and not pages else 0
    Counters(broker.connect(found.redis_url), settings.inbox_id).started()
    name = f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    log.info("worker starts", action="worker_start", worker=name, home=str(settings.home_path), returned=returned)
    client = broker.connect(found.redis_url)
    _attend(Attendance(Heartbeats(client, settings.inbox_id), name, broker.give_back), _claim(settings, found))
    _redeliver(Redelivery(Attempts(client, settings.inbox_id), broker.give_back))
    most = settings.child_memory_mb * MIB
    signals.worker_process_init.connect(lambda **_: memory.limit_growth(most), weak=False)
    signals.worker_before_create_process.connect(leave_to_share, weak=False)
    app.worker_main(
        [
            "--quiet",  # no banner among the records
            "worker",
            f"--queues={','.join(queues)}",
            "--pool=prefork",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
            f"--max-tasks-per-child={JOBS_PER_CHILD}",
            # A child that has held half of what it may take gives it back by being replaced after its order.
            f"--max-memory-per-child={(memory.resident_bytes() + most // 2) // memory.KIB}",
            "--loglevel=INFO",
        ]
    )


def _claim(settings: Settings, found: Connection) -> Claim:
    """Claim the inbox id for this home.

    Raises:
        ConfigurationError: It is another home's.
    """
    claim = Claim(broker.connect(found.redis_url), settings.inbox_id, mark_of(settings.home_path))
    with contextlib.suppress(redis.RedisError):  # away for now: what comes next waits for it, and this is repeated
        claim.renew()
    return claim


def _attend(attendance: Attendance, claim: Claim) -> None:
    """Keep this worker on the roster until its process ends: until then it may hold orders."""

    def keep() -> None:
        pause = threading.Event()
        while True:
            attendance.step()
            claim.keep()
            pause.wait(BEAT_SECONDS)

    signals.task_received.connect(lambda request, **_: attendance.hold(request.message.delivery_tag), weak=False)
    keeping = threading.Thread(target=keep, name="roster", daemon=True)
    signals.worker_ready.connect(lambda **_: keeping.start(), weak=False)


def _redeliver(redelivery: Redelivery) -> None:
    """Have this worker give back what it holds whenever its connection to Redis has broken."""
    signals.task_received.connect(lambda request, **_: redelivery.hold(request.message.delivery_tag), weak=False)
    RedeliveryStep.redelivery = redelivery
    app.steps["consumer"].add(RedeliveryStep)
