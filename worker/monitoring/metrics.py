"""Figures for Prometheus, read anew at every scrape.

Names follow Prometheus's conventions: base units, ``_total`` for counters, a label where parts add up to a whole. The
counts are those that workers keep in Redis (``worker.queueing.counters``): prometheus-client's own multi-process mode
writes a file for every child that ever lived and knows of one machine alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
)
from prometheus_client.registry import Collector

from worker import __version__
from worker.job import Outcome
from worker.queueing.counters import BOUNDS_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from prometheus_client import Metric

    from worker.indexing import LedgerCounts
    from worker.monitoring.health import Check, Vitals
    from worker.queueing.counters import Counts


@dataclass(frozen=True, slots=True)
class Observed:
    """What one scrape tells; None where an engine is away.

    Attributes:
        quarantined: Code of each file in failed/.
    """

    vitals: Vitals
    checks: Sequence[Check]
    counts: Counts | None
    ledger: LedgerCounts | None
    quarantined: Sequence[str]


@dataclass(frozen=True, slots=True)
class ArchiveCollector(Collector):
    """Gives the registry one inbox's figures; nothing is read before the first scrape."""

    observe: Callable[[], Observed]

    def collect(self) -> Iterable[Metric]:
        """Return the metrics as they are now."""
        return metrics_of(self.observe())

    def describe(self) -> Iterable[Metric]:
        """Return nothing, so that being registered needs no engine."""
        return ()


def metrics_of(observed: Observed) -> Iterator[Metric]:
    """Return every metric that what was observed allows."""
    yield InfoMetricFamily("baoku", "The running version", value={"version": __version__})
    yield from _state(observed)
    if observed.counts is not None:
        yield from _work(observed.counts)
        yield from _queue(observed.vitals)
    if observed.ledger is not None:
        yield GaugeMetricFamily("baoku_archive_articles", "Articles in the index", observed.ledger.articles)
        yield GaugeMetricFamily("baoku_archive_issues", "Issue files in the index", observed.ledger.issues)


def _state(observed: Observed) -> Iterator[Metric]:
    vitals = observed.vitals
    engines = {"redis": not vitals.redis_trouble, "elasticsearch": not vitals.index_trouble}
    yield _gauge("baoku_engine_up", "Whether an engine takes writes", "engine", engines)
    healthy = {check.name: check.healthy for check in observed.checks}
    yield _gauge("baoku_healthy", "What baoku health finds: 1 for well", "check", healthy)
    codes = Counter(observed.quarantined)
    yield _gauge("baoku_quarantined_files", "Files in failed/, by the code of their reason", "code", codes)
    if vitals.free_bytes is not None:
        yield GaugeMetricFamily("baoku_disk_free_bytes", "Free on the disk of the home", vitals.free_bytes)


def _work(counts: Counts) -> Iterator[Metric]:
    files = {str(outcome): counts.files.get(outcome, 0) for outcome in Outcome}
    yield _counter("baoku_files", "Files that workers were done with, by outcome", "outcome", files)
    yield _counter(
        "baoku_failures", "Files that were quarantined, by the code of their reason", "code", counts.failures
    )
    yield _counter(
        "baoku_order_retries", "Orders put off, by the code of what stood in the way", "code", counts.retries
    )
    yield CounterMetricFamily("baoku_orders", "Orders that came to an end", counts.jobs)
    yield CounterMetricFamily("baoku_articles", "Articles of the files that were indexed", counts.articles)
    bounds = [*(str(bound) for bound in BOUNDS_SECONDS), "+Inf"]
    yield HistogramMetricFamily(
        "baoku_searchable_seconds",
        "From the drop of a file until its articles were searchable",
        buckets=list(zip(bounds, accumulate(counts.within), strict=True)),
        sum_value=counts.seconds,
    )


def _queue(vitals: Vitals) -> Iterator[Metric]:
    queue, ages, watcher = vitals.queue, vitals.ages, vitals.watcher
    orders = {"fresh": queue.fresh, "backlog": queue.backlog, "in_hand": queue.in_hand}
    orders |= {"pages": queue.pages, "recognition": queue.recognition}
    yield _gauge("baoku_queue_orders", "Orders that wait in a queue or are in workers' hands", "queue", orders)
    oldest = {"fresh": ages.fresh or 0, "backlog": ages.backlog or 0, "in_hand": ages.in_hand or 0}
    oldest |= {"pages": ages.pages or 0, "recognition": ages.recognition or 0}
    yield _gauge("baoku_queue_oldest_age_seconds", "Age of the oldest order there, 0 for none", "queue", oldest)
    moments = {"tried": vitals.pulse.tried, "done": vitals.pulse.done, "started": vitals.pulse.started}
    help_ = "When an order was last worked on, or finished, or a worker started; 0 for never"
    yield _gauge("baoku_worker_last_timestamp_seconds", help_, "event", moments)
    if watcher is not None:
        files = {"waiting": watcher.waiting, "queued": watcher.queued, "unreadable": watcher.unreadable}
        yield _gauge("baoku_watcher_files", "Files in the inbox as the watcher last knew them", "state", files)
        yield GaugeMetricFamily(
            "baoku_watcher_heartbeat_age_seconds", "Since the watcher was last heard of", watcher.age_seconds
        )


def _gauge(name: str, help_: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, help_, labels=[label])
    for key, value in values.items():
        family.add_metric([key], float(value))
    return family


def _counter(name: str, help_: str, label: str, values: Mapping[str, float]) -> Metric:
    family = CounterMetricFamily(name, help_, labels=[label])
    for key, value in values.items():
        family.add_metric([key], float(value))
    return family
