"""The workers as services: what containers and init systems run, and what ``baoku up`` starts as children."""

from __future__ import annotations

import os
import socket
import threading
import uuid
from typing import TYPE_CHECKING

import structlog
from celery import signals

from worker.app import memory
from worker.app.at_work import ingestion_parts
from worker.app.beginning import begin
from worker.app.holdings import filing_of
from worker.app.queue_of_home import claim_inbox, configure_queue
from worker.app.settings import MIB, Settings
from worker.app.sharing import leave_to_share, read_every_table
from worker.app.wiring import load_pipeline, versions_of
from worker.queueing import broker
from worker.queueing.app import app
from worker.queueing.attempts import Attempts
from worker.queueing.counters import Counters
from worker.queueing.queues import PAGE_QUEUES, QUEUES
from worker.queueing.recovery.heartbeats import BEAT_SECONDS, Attendance, Heartbeats
from worker.queueing.recovery.redelivery import Redelivery, RedeliveryStep
from worker.queueing.tasks import IngestTask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.app.connection import Connection
    from worker.queueing.homes import Claim

log = structlog.get_logger(__name__)

UNHEALTHY = 1
JOBS_PER_CHILD = 5000  # a child is replaced after so many: whatever leaks stays small
PAGE_NICENESS = 10  # pages have the processor's time that nothing else wants: a text dropped meanwhile is not slowed


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
    _attend(Attendance(Heartbeats(client, settings.inbox_id), name, broker.give_back), claim_inbox(settings, found))
    _redeliver(Redelivery(Attempts(client, settings.inbox_id), broker.give_back))
    most = settings.child_memory_mb * MIB
    signals.worker_process_init.connect(lambda **_: memory.limit_growth(most), weak=False)
    signals.worker_before_create_process.connect(leave_to_share, weak=False)
    signals.task_postrun.connect(memory.GivingBack().after_order, weak=False)
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
