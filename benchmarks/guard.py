"""Whether an article has become dearer: a short form of ``benchmarks.throughput`` for continuous integration.

In one process and without Celery, on a running Elasticsearch, in turn: orders of files through baoku's ingestion, and
files through the baseline's task. CPU is counted, not time, and set against the baseline's of the same round, so that
a slow or a busy machine says the same as an idle one. ``guard.json`` has the ratios that were last accepted::

    python -m benchmarks.guard          # measure, compare, exit 1 when it has grown by more than a fifth
    python -m benchmarks.guard --accept # write guard.json anew: a change that is worth its price, said in its commit
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import logging
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from elasticsearch import helpers

from benchmarks import baseline
from benchmarks.issue_files import ARTICLES, IssueFile, IssueFiles
from benchmarks.processes import own_seconds
from worker.app.settings import Settings
from worker.app.sharing import leave_to_share
from worker.app.wiring import load_pipeline, versions_of
from worker.document import identifiers
from worker.embedded import Engines
from worker.home.filing import Filing
from worker.indexing import Archive, connect, set_up
from worker.ingestion.ingest import Ingestion
from worker.job import Job, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from elasticsearch import Elasticsearch

    from worker.embedded import Addresses

ACCEPTED = Path(__file__).with_name("guard.json")
TOLERANCE = 1.2
ROUNDS = 9
WARM_UP = 4  # rounds thrown away: a server just started compiles itself, more or less of it as it comes
ORDER_FILES = 20  # as the watcher hands them over
BASELINE_FILES = 3
ALIASES = ("articles-guard", "issues-guard")
INDEX = "articles-guardbaseline"


@dataclass(frozen=True)
class Costs:
    """CPU ms an article of one side in each round: this process's, and Elasticsearch's."""

    own: list[float]
    elasticsearch: list[float]

    @property
    def total(self) -> list[float]:
        """Both together."""
        return [sum(pair) for pair in zip(self.own, self.elasticsearch, strict=True)]


def measure(addresses: Addresses, server: int, rounds: int = ROUNDS) -> dict[str, Costs]:
    """Return what both sides take, round by round, the first ``WARM_UP`` thrown away.

    Args:
        addresses: Of the engines.
        server: Elasticsearch's process. What it says of its own CPU is a second old, longer than a round takes.
        rounds: How many count.
    """
    maker = IssueFiles()
    user, password = addresses.admin
    with (
        connect(addresses.elasticsearch_url, user=user, password=password) as client,
        tempfile.TemporaryDirectory() as folder,
    ):
        sides = {
            "baoku": (_ours(client, Path(folder) / "home"), ORDER_FILES),
            "baseline": (_plain(client, Path(folder) / "plain"), BASELINE_FILES),
        }
        try:
            costs = {name: Costs([], []) for name in sides}
            for number in range(WARM_UP + rounds):
                for name, (run, count) in sides.items():
                    files = maker.draw(count)
                    gc.collect()
                    before = _spent(client, server)
                    run(files)
                    own, engine = (
                        (now - then) / (count * ARTICLES)
                        for now, then in zip(_spent(client, server), before, strict=True)
                    )
                    if number >= WARM_UP:
                        costs[name].own.append(own)
                        costs[name].elasticsearch.append(engine)
        finally:
            for alias in (*ALIASES, INDEX):
                client.indices.delete(index=",".join(client.indices.get(index=alias)))
    return costs


def _spent(client: Elasticsearch, server: int) -> tuple[float, float]:
    """Return CPU ms of this process and of the server so far, everything written being searchable."""
    client.indices.refresh(index=[ALIASES[0], INDEX])
    return time.process_time() * 1000, own_seconds(server) * 1000


def _ours(client: Elasticsearch, home: Path) -> Callable[[Sequence[IssueFile]], None]:
    pipeline = load_pipeline(Settings())
    versions = versions_of(pipeline.enricher)
    leave_to_share()  # as in a worker: the collector passes over what is loaded, for both sides
    set_up(client, articles_alias=ALIASES[0], issues_alias=ALIASES[1], shards=1, replicas=0, versions=versions)
    filing = Filing(home / "inbox", home / "archive", home / "failed")
    filing.prepare()
    ingestion = Ingestion(pipeline, filing, Archive(client, *ALIASES), versions, lambda: dt.datetime.now(dt.UTC))

    def run(files: Sequence[IssueFile]) -> None:
        orders = []
        for number, file in enumerate(files):
            place = filing.inbox / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(file.text)
            orders.append(Job(file.path, identifiers.digest(file.text.encode()), time.time_ns() // 1_000_000 + number))
        batch = ingestion.ingest(orders)
        assert [result.outcome for result in batch.results] == [Outcome.INDEXED] * len(files), batch.results

    return run


def _plain(client: Elasticsearch, inbox: Path) -> Callable[[Sequence[IssueFile]], None]:
    client.indices.create(index=INDEX, mappings=baseline.MAPPINGS, settings={"number_of_replicas": 0})

    def run(files: Sequence[IssueFile]) -> None:
        for file in files:
            place = inbox / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(file.text)
            helpers.bulk(client, baseline.articles(place, inbox), index=INDEX)

    return run


def ratios(costs: dict[str, Costs]) -> dict[str, float]:
    """Return ours over the baseline's CPU an article, of this process alone and with the server's: of medians."""
    ours, plain = costs["baoku"], costs["baseline"]
    return {
        "own": round(statistics.median(ours.own) / statistics.median(plain.own), 4),
        "with Elasticsearch": round(statistics.median(ours.total) / statistics.median(plain.total), 4),
    }


def main() -> None:
    """Measure on engines of our own; compare or accept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory(prefix="baoku-guard-") as folder:
        Path(folder).chmod(0o711)
        engines = Engines(Path(folder) / "state", prepare_classes=False)
        with engines.running() as addresses:
            costs = measure(addresses, engines.pids()[0], options.rounds)
    for name, cost in costs.items():
        own, server = statistics.median(cost.own), statistics.median(cost.elasticsearch)
        print(f"{name:<10} CPU ms an article: own {own:.2f}, Elasticsearch {server:.2f}")
    found = ratios(costs)
    if options.accept:
        ACCEPTED.write_text(json.dumps(found) + "\n")
    accepted = json.loads(ACCEPTED.read_text())
    for name, value in found.items():
        print(f"ratio to the baseline, {name}: {value}; accepted {accepted[name]}")
    grown = [name for name, value in found.items() if value > accepted[name] * TOLERANCE]
    if grown:
        sys.exit(f"an article has become dearer by more than a fifth ({', '.join(grown)}): see benchmarks/guard.py")


if __name__ == "__main__":
    main()
