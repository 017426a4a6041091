"""What an article costs to keep, and what an archive needs: ``python -m benchmarks.sizing PAGES``.

Starts engines, fills an index from issue files drawn from PAGES, weighs it as it is and merged, its ledger, the files,
and jobs in Redis; then works out the table of docs/scaling.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import shutil
import tempfile
import time
import uuid
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.scale_pages import Page, Pages
from worker.document import identifiers
from worker.embedded import Engines
from worker.enrichment import load_enricher
from worker.indexing import Archive, Versions, connect, set_up
from worker.ingestion.pipeline import Pipeline
from worker.ingestion.taking import entry_of
from worker.job import Job
from worker.queueing import broker
from worker.queueing.jobs import to_message
from worker.watching.outbox import Revisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    import redis
    from elasticsearch import Elasticsearch

BATCH = 20
ORDERS = 500
MIB = 1 << 20
GIB = 1 << 30
VERSIONS = Versions("benchmark", "benchmark", "benchmark")
TOTALS = (100_000, 1_000_000, 10_000_000, 100_000_000)
SHARD_GIB = 40.0  # Elastic's own advice is 10 to 50
YEARS = 10  # over which the archive is thought to have come


@dataclass(frozen=True, slots=True)
class Weights:
    """What was weighed, in bytes an article unless the name says otherwise."""

    articles_an_issue: float
    text: float
    index: float
    index_merged: float
    ledger: float
    order_of_20_files: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What an archive of ``articles`` needs.

    Attributes:
        index_gib: Of one copy.
        shards: So many that none exceeds ``SHARD_GIB``.
        ledger_gib: Of one copy.
        text_gib: The originals in archive/.
        a_day: Articles a day if they came over ``YEARS`` years.
    """

    articles: int
    index_gib: float
    shards: int
    ledger_gib: float
    text_gib: float
    a_day: int


def plan(articles: int, weights: Weights) -> Plan:
    """Work out what an archive needs from what was weighed."""
    index = articles * weights.index / GIB
    return Plan(
        articles,
        index_gib=round(index, 1),
        shards=max(1, -int(-index // SHARD_GIB)),
        ledger_gib=round(articles * weights.ledger / GIB, 1),
        text_gib=round(articles * weights.text / GIB, 1),
        a_day=round(articles / (YEARS * 365)),
    )


def weigh(client: Elasticsearch, connected: redis.Redis, pages: Sequence[Page]) -> Weights:
    """Index the pages and weigh everything."""
    archive = Archive(client, "articles", "issues")
    set_up(client, articles_alias=archive.articles, issues_alias=archive.issues, versions=VERSIONS)
    began, spent = time.monotonic(), time.process_time()
    articles = _fill(archive, pages)
    print(
        f"{articles} articles of {len(pages)} issues in {time.monotonic() - began:.0f} s, one process; "
        f"{(time.process_time() - spent) / articles * 1000:.2f} ms of its CPU an article"
    )
    client.indices.flush(index=[archive.articles, archive.issues])
    before = _bytes(client, archive.articles)
    client.indices.forcemerge(index=[archive.articles, archive.issues], max_num_segments=1)
    return Weights(
        articles_an_issue=articles / len(pages),
        text=sum(len(page.text.encode()) for page in pages) / articles,
        index=before / articles,
        index_merged=_bytes(client, archive.articles) / articles,
        ledger=_bytes(client, archive.issues) / articles,
        order_of_20_files=_order_bytes(connected, pages),
    )


def _fill(archive: Archive, pages: Sequence[Page]) -> int:
    pipeline = Pipeline(load_enricher(), max_bytes=MIB)
    revisions = Revisions(time.time)
    articles = 0
    for start in range(0, len(pages), BATCH):
        entries = []
        for page in pages[start : start + BATCH]:
            data = page.text.encode()
            job = Job(page.path, identifiers.digest(data), revisions.next())
            processed = pipeline.process(data, path=page.path)
            entries.append(entry_of(job, f"{dt.date.min.year:04d}/01/{page.path}", processed))
        articles += sum(settled.articles for settled in archive.replace(entries, VERSIONS))
    archive.refresh()
    return articles


def _bytes(client: Elasticsearch, alias: str) -> int:
    stats = client.indices.stats(index=alias, metric="store")
    return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])


def _order_bytes(client: redis.Redis, pages: Sequence[Page]) -> float:
    """Return what one order of 20 files takes in Redis, as Celery sends it, by the growth of a list of them."""
    jobs = [Job(page.path, "0" * 64, 1_700_000_000_000) for page in pages[:BATCH]]
    sent = broker.app.amqp.as_task_v2(str(uuid.uuid4()), broker.INGEST, args=[to_message(jobs)])
    body = json.dumps({"body": json.dumps(sent.body), "headers": sent.headers, "properties": sent.properties})
    key = f"baoku:sizing-{uuid.uuid4().hex}"
    client.rpush(key, *[body] * ORDERS)
    return int(client.memory_usage(key, samples=0)) / ORDERS  # type: ignore[arg-type]


def main() -> None:
    """Weigh and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--files", type=int, default=1500)
    options = parser.parse_args()
    pages = list(Pages(options.pages).draw(options.files))
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="baoku-sizing-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o711)  # the engines run as another user where this is root
        addresses = stack.enter_context(Engines(folder / "state", es_heap_mb=1024, prepare_classes=False).running())
        user, password = addresses.admin
        client = stack.enter_context(connect(addresses.elasticsearch_url, user=user, password=password, timeout=120))
        weights = weigh(client, stack.enter_context(broker.connect(addresses.redis_url)), pages)
    for name, value in asdict(weights).items():
        print(f"  {name.replace('_', ' '):<22} {value:10,.1f}")
    print(f"  memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10,.0f} MiB at most")
    for total in TOTALS:
        print("  ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in asdict(plan(total, weights)).items()))


if __name__ == "__main__":
    main()
