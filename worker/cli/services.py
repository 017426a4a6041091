"""The parts of baoku one by one: what containers and init systems run, and what ``baoku up`` starts as children."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import signal
import socket
import threading
import uuid
from typing import TYPE_CHECKING

import redis
import structlog
from celery import signals

from worker.celery import QUEUES, app, configure
from worker.cli import connection
from worker.cli.parse import load_pipeline
from worker.cli.sharing import leave_to_share, read_every_table
from worker.cli.terminal import Terminal
from worker.folders.filing import Filing
from worker.indexing import Archive, SetUpReport, Versions, set_up
from worker.indexing.accounts import Passwords, set_up_accounts
from worker.indexing.kibana import Kibana, set_up_kibana
from worker.ingestion import Ingestion
from worker.parsing import PARSER_VERSION
from worker.queueing import broker
from worker.queueing.counters import Counters
from worker.queueing.deliveries import Deliveries
from worker.queueing.homes import Claim, mark_of
from worker.queueing.redelivery import Redelivery, RedeliveryStep
from worker.queueing.roster import BEAT_SECONDS, Attendance, Roster
from worker.runtime import lifeline, memory
from worker.runtime.logs import hide, set_up_logs
from worker.settings import MIB, Settings, load_settings
from worker.tasks import IngestTask
from worker.watching import Watcher

if TYPE_CHECKING:
    from types import FrameType

    from worker.cli.connection import Account, Connection
    from worker.enrichment import Enricher
    from worker.pipeline import Pipeline

log = structlog.get_logger(__name__)

UNHEALTHY = 1
ORDERS_PER_CHILD = 5000  # a child is replaced after so many: whatever leaks stays small
WATCHER_BEAT_SECONDS = 1.0


def versions_of(enricher: Enricher) -> Versions:
    """Return what stamps every document that this process makes."""
    return Versions(parser=PARSER_VERSION, enricher=enricher.version, dictionary=enricher.segmenter.version)


def filing_of(settings: Settings) -> Filing:
    """Return the folders of the settings' home."""
    return Filing(settings.inbox, settings.archive, settings.failed)


def archive_of(settings: Settings, found: Connection, account: Account, *, timeout: float = 30.0) -> Archive:
    """Return the archive in Elasticsearch as one of its accounts sees it."""
    client = found.elasticsearch(account, timeout=timeout)
    return Archive(client, articles=settings.articles_alias, issues=settings.issues_alias)


def set_up_indices(settings: Settings, found: Connection, versions: Versions) -> SetUpReport:
    """Create or update both indices."""
    return set_up(
        found.elasticsearch(found.admin),
        articles_alias=settings.articles_alias,
        issues_alias=settings.issues_alias,
        shards=settings.shards,
        replicas=settings.replicas,
        versions=versions,
    )


def configure_queue(settings: Settings, found: Connection) -> None:
    """Point Celery at the settings' Redis."""
    configure(
        found.redis_url,
        soft_limit_seconds=settings.soft_time_limit_seconds,
        hard_limit_seconds=settings.hard_time_limit_seconds,
        concurrency=settings.concurrency,
        inbox_id=settings.inbox_id,
        timeout_seconds=settings.engine_timeout_seconds,
    )


def setup() -> None:
    """Create indices and users, or bring them up to date; safe to run again at any time."""
    settings = load_settings()
    found = connection.find(settings)
    pipeline = load_pipeline(settings)
    report = set_up_indices(settings, found, versions_of(pipeline.enricher))
    users = set_up_accounts(
        found.elasticsearch(found.admin),
        Passwords(
            worker=settings.worker_password.get_secret_value(),
            reader=settings.reader_password.get_secret_value(),
            kibana_system=settings.kibana_password.get_secret_value(),
        ),
        articles_alias=settings.articles_alias,
        issues_alias=settings.issues_alias,
    )
    console = Terminal()
    console.print(f"analysis profile: {report.profile}")
    for name in report.created:
        console.print(f"created {name}")
    for name in report.updated:
        console.print(f"updated {name}")
    for reason in report.rebuild:
        console.print(f"[yellow]a rebuild is due:[/] {reason}")
    for name in users:
        console.print(f"user {name} may sign in")
    if settings.kibana_url:
        kibana = Kibana(settings.kibana_url, found.admin.user, found.admin.password, settings.elasticsearch_ca)
        for title in set_up_kibana(kibana, articles_alias=settings.articles_alias, issues_alias=settings.issues_alias):
            console.print(f"Kibana has {title}")


def begin() -> tuple[Settings, Connection]:
    """Make this process a service: it ends with its parent, logs in lines of JSON, and its secrets stay out of them."""
    lifeline.follow()
    set_up_logs()
    settings = load_settings()
    found = connection.find(settings)
    hide(settings.secrets | found.secrets)
    return settings, found


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
        return settings.max_queued_files - waiting - state.in_hand * settings.batch_size

    def is_idle() -> bool:
        try:
            return broker.queue_state(client, settings.inbox_id).orders == 0
        except redis.RedisError:
            return False

    watcher = Watcher(
        settings.inbox,
        submit=broker.publish,
        capacity=capacity,
        is_idle=is_idle,
        settle_seconds=settings.settle_seconds,
        rescan_seconds=settings.rescan_seconds,
        batch_size=settings.batch_size,
        backlog_batch_size=settings.backlog_batch_size,
        max_file_bytes=int(settings.max_file_mb * MIB),
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
    configure_queue(settings, found)
    filing_of(settings).prepare()
    # Dictionaries and models are loaded here, before the fork: the children share their memory.
    pipeline = load_pipeline(settings)
    read_every_table(pipeline, versions_of(pipeline.enricher))
    IngestTask.connect = staticmethod(lambda: _parts(settings, found, pipeline))
    returned = broker.take_over() if settings.embedded else 0  # `baoku up` runs one worker on its own Redis
    Counters(broker.connect(found.redis_url), settings.inbox_id).started()
    name = f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    log.info("worker starts", action="worker_start", worker=name, home=str(settings.home_path), returned=returned)
    client = broker.connect(found.redis_url)
    _attend(Attendance(Roster(client, settings.inbox_id), name, broker.give_back), _claim(settings, found))
    _redeliver(Redelivery(Deliveries(client, settings.inbox_id), broker.give_back))
    most = settings.child_memory_mb * MIB
    signals.worker_process_init.connect(lambda **_: memory.limit_growth(most), weak=False)
    signals.worker_before_create_process.connect(leave_to_share, weak=False)
    app.worker_main(
        [
            "--quiet",  # no banner among the records
            "worker",
            f"--queues={','.join(QUEUES)}",
            "--pool=prefork",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
            f"--max-tasks-per-child={ORDERS_PER_CHILD}",
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


def _parts(settings: Settings, found: Connection, pipeline: Pipeline) -> tuple[Ingestion, Deliveries, Counters]:
    ingestion = Ingestion(
        pipeline=pipeline,
        filing=filing_of(settings),
        archive=archive_of(settings, found, found.writer, timeout=settings.engine_timeout_seconds),
        versions=versions_of(pipeline.enricher),
        clock=lambda: dt.datetime.now(dt.UTC),
        inbox_id=settings.inbox_id,
    )
    client = broker.connect(found.redis_url)
    return ingestion, Deliveries(client, settings.inbox_id), Counters(client, settings.inbox_id)
