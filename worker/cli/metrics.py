"""``baoku metrics``: the figures of one home for Prometheus."""

from __future__ import annotations

import functools
import signal
import threading
from typing import TYPE_CHECKING, Annotated

import redis
import structlog
import typer
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.exposition import generate_latest

from worker.app import connection
from worker.app.beginning import begin
from worker.app.settings import load_settings
from worker.cli.health import TIMEOUT_SECONDS, limits_of
from worker.errors import ConfigurationError, EngineUnavailableError
from worker.home.quarantine import quarantined
from worker.indexing import Archive
from worker.monitoring.health import judge, look
from worker.monitoring.metrics import ArchiveCollector, Observed
from worker.queueing import broker
from worker.queueing.counters import Counters

if TYPE_CHECKING:
    from worker.app.settings import Settings
    from worker.indexing import LedgerCounts
    from worker.queueing.counters import Counts

log = structlog.get_logger(__name__)


def metrics(
    once: Annotated[bool, typer.Option("--once", help="Print the figures and end: for a textfile collector.")] = False,
) -> None:
    """Serve figures for Prometheus on BAOKU_METRICS_PORT (a service: `baoku up` runs it where that is set)."""
    settings = load_settings()
    registry = CollectorRegistry()
    registry.register(ArchiveCollector(functools.partial(observe, settings)))
    if once:
        connection.find(settings)
        typer.echo(generate_latest(registry).decode(), nl=False)
        return
    if not settings.metrics_port:
        raise ConfigurationError("set BAOKU_METRICS_PORT to the port to serve on, or say --once")
    begin()
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    try:
        server, thread = start_http_server(settings.metrics_port, settings.metrics_address, registry)
    except OSError as error:
        raise ConfigurationError(
            f"BAOKU_METRICS_PORT {settings.metrics_port} on {settings.metrics_address}: {error.strerror}"
        ) from error
    log.info("serves", action="metrics_start", address=settings.metrics_address, port=settings.metrics_port)
    ended.wait()
    server.shutdown()
    thread.join(TIMEOUT_SECONDS)


def observe(settings: Settings) -> Observed:
    """Look at everything once; an engine that is away is told as such.

    Raises:
        EngineUnavailableError: No baoku runs on this home.
    """
    found = connection.find(settings)
    limits = limits_of(settings)
    with (
        broker.connect(found.redis_url) as client,
        found.elasticsearch(found.writer, timeout=TIMEOUT_SECONDS) as elasticsearch,
    ):
        archive = Archive(elasticsearch, settings.articles_alias, settings.issues_alias)
        vitals = look(settings.home_path, client, archive, limits, settings.inbox_id)
        return Observed(
            vitals,
            judge(vitals, limits),
            None if vitals.redis_trouble else _counts(client, settings),
            None if vitals.index_trouble else _ledger(archive),
            [one.code for one in quarantined(settings.failed)],
        )


def _counts(client: redis.Redis, settings: Settings) -> Counts | None:
    try:
        return Counters(client, settings.inbox_id).read()[0]
    except redis.RedisError:
        return None


def _ledger(archive: Archive) -> LedgerCounts | None:
    try:
        return archive.counts()
    except (EngineUnavailableError, ConfigurationError):
        return None
