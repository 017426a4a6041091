"""Figures as Prometheus reads them: parsed back from the text that is served."""

from __future__ import annotations

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from worker.indexing import LedgerCounts
from worker.job import Outcome
from worker.monitoring.health import Check, Vitals
from worker.monitoring.metrics import ArchiveCollector, Observed
from worker.queueing.ages import QueueAges
from worker.queueing.broker import QueueState, WatcherState
from worker.queueing.counters import Counts, Pulse

VITALS = Vitals(
    1_800_000_000.0,
    queue=QueueState(3, 4, 1),
    ages=QueueAges(fresh=12.5, backlog=None, in_hand=0.5),
    pulse=Pulse(started=1.0, tried=3.0, done=2.0),
    watcher=WatcherState(5, 6, 0.7, unreadable=1),
    free_bytes=1_000,
)
CHECKS = (Check("index", True, "takes writes"), Check("worker", False, "none was worked on"))
COUNTS = Counts(
    files={"indexed": 7, "failed": 2},
    failures={"empty": 2},
    retries={"engine_unavailable": 3},
    jobs=4,
    articles=30,
    within=(1, 2, 3, *(0,) * 7, 1),
    seconds=123.25,
)
LEDGER = LedgerCounts(29, 7, (("indexed", 7),), ())


def scraped(observed: Observed) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every sample of a scrape by name and labels."""
    registry = CollectorRegistry()
    registry.register(ArchiveCollector(lambda: observed))
    text = generate_latest(registry).decode()
    families = list(text_string_to_metric_families(text))
    assert all(family.documentation for family in families)
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


@pytest.mark.parametrize(
    ("name", "labels", "value"),
    [
        ("baoku_files_total", {"outcome": "indexed"}, 7),
        ("baoku_files_total", {"outcome": "duplicate"}, 0),  # every outcome is there from the start
        ("baoku_failures_total", {"code": "empty"}, 2),
        ("baoku_order_retries_total", {"code": "engine_unavailable"}, 3),
        ("baoku_orders_total", {}, 4),
        ("baoku_articles_total", {}, 30),
        # a histogram's buckets hold all that the narrower ones hold
        ("baoku_searchable_seconds_bucket", {"le": "0.5"}, 1),
        ("baoku_searchable_seconds_bucket", {"le": "2.0"}, 6),
        ("baoku_searchable_seconds_bucket", {"le": "86400.0"}, 6),
        ("baoku_searchable_seconds_bucket", {"le": "+Inf"}, 7),
        ("baoku_searchable_seconds_count", {}, 7),
        ("baoku_searchable_seconds_sum", {}, 123.25),
        ("baoku_queue_orders", {"queue": "backlog"}, 4),
        ("baoku_queue_oldest_age_seconds", {"queue": "fresh"}, 12.5),
        ("baoku_queue_oldest_age_seconds", {"queue": "backlog"}, 0),
        ("baoku_worker_last_timestamp_seconds", {"event": "done"}, 2),
        ("baoku_watcher_files", {"state": "unreadable"}, 1),
        ("baoku_watcher_heartbeat_age_seconds", {}, 0.7),
        ("baoku_engine_up", {"engine": "redis"}, 1),
        ("baoku_healthy", {"check": "worker"}, 0),
        ("baoku_quarantined_files", {"code": "empty"}, 2),
        ("baoku_disk_free_bytes", {}, 1000),
        ("baoku_archive_articles", {}, 29),
        ("baoku_archive_issues", {}, 7),
    ],
)
def test_samples(name: str, labels: dict[str, str], value: float) -> None:
    samples = scraped(Observed(VITALS, CHECKS, COUNTS, LEDGER, ["empty", "poison", "empty"]))
    assert samples[name, tuple(sorted(labels.items()))] == value


def test_engines_that_are_away_leave_out_what_only_they_know() -> None:
    vitals = Vitals(1_800_000_000.0, redis_trouble="refused", index_trouble="refused")
    samples = scraped(Observed(vitals, (), None, None, ["empty"]))
    assert samples["baoku_engine_up", (("engine", "redis"),)] == 0
    assert samples["baoku_engine_up", (("engine", "elasticsearch"),)] == 0
    assert samples["baoku_quarantined_files", (("code", "empty"),)] == 1
    assert not any(name.startswith(("baoku_files", "baoku_queue", "baoku_archive")) for name, _ in samples)


def test_names_follow_the_conventions() -> None:
    """Units are base units and stand last; a counter ends in total, nothing else does."""
    for metric in ArchiveCollector(lambda: Observed(VITALS, CHECKS, COUNTS, LEDGER, [])).collect():
        samples = {sample.name for sample in metric.samples}
        assert metric.name.startswith("baoku")
        assert (metric.type == "counter") == any(name.endswith("_total") for name in samples)
        assert not any(word in metric.name for word in ("millis", "_ms", "minutes", "_mb", "kilo"))


def test_every_outcome_is_a_label() -> None:
    samples = scraped(Observed(VITALS, CHECKS, Counts(), None, []))
    labels = {dict(labels)["outcome"] for name, labels in samples if name == "baoku_files_total"}
    assert labels == {str(outcome) for outcome in Outcome}
