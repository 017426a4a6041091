"""How the cost of an article grows with the archive: ``python -m benchmarks.growth [--sizes 1000 10000 100000]``.

One baoku with one archive is filled size by size through watcher, Celery, Redis and Elasticsearch. At each size a
delivery more is measured: CPU ms an article by process, MB of the index, memory, and how long searches with all their
facets take, client included.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.issue_files import ARTICLES, IssueFiles
from benchmarks.latency import percentile
from benchmarks.processes import resident_mb
from benchmarks.scale_hosts import wait_until
from benchmarks.scale_out import Run
from benchmarks.sides import OURS, PATIENCE_SECONDS, Side, engines_ready, ours
from worker.enrichment.words import load_segmenter
from worker.indexing import connect
from worker.search import Request, Search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from elasticsearch import Elasticsearch

    from worker.enrichment import Segmenter

SIZES = (1_000, 10_000)
SLICE_FILES = 150
PORTION_FILES = 1_000  # prepared at a time
WORDS = ("经济", "发展", "学校", "记者", "水库", "地震", "比赛", "工程", "经济发展", "市", "“工程建设”", "学校 比赛")
SEARCH_ROUNDS = 11


def measure(sizes: Sequence[int], slice_files: int, warm_up: int) -> list[dict[str, Any]]:
    """Return a row for each size."""
    maker, rows, segmenter = IssueFiles(), [], load_segmenter()
    with engines_ready() as site:
        ours(site, "warm-up", maker.draw(warm_up))  # else the JVM's compiling is put down to the smallest
        run = Run(site, "growth", 1)
        user, password = site.addresses.admin
        with connect(site.addresses.elasticsearch_url, user=user, password=password) as client:
            articles = 0
            for size in sizes:
                while articles < size:
                    files = maker.draw(min(PORTION_FILES, -(-(size - articles) // ARTICLES)))
                    run.prepare(files)
                    _deliver(run)
                    wait_until(lambda: not run.waiting(), PATIENCE_SECONDS, "all files are archived")
                    articles += len(files) * ARTICLES
                run.prepare(maker.draw(slice_files))
                side = Side(site, run.watcher, run.workers[0], lambda: _deliver(run), run.waiting)
                measured = side.measure(OURS, slice_files * ARTICLES)
                articles += slice_files * ARTICLES
                rows.append(
                    {
                        "articles": articles,
                        "CPU ms an article": round(measured.total, 3),
                        "by process": {name: round(value, 3) for name, value in measured.cpu.items()},
                        "articles/s": round(measured.speed, 1),
                        **_index(client, "articles-growth", segmenter),
                        "worker child unshared MB": round(measured.child_unshared_mb, 1),
                        "elasticsearch resident MB": round(resident_mb(site.engine_pids["elasticsearch"])),
                    }
                )
                print("  ".join(f"{name} {value}" for name, value in rows[-1].items()), flush=True)
        run.stop()
    return rows


def growth(rows: Sequence[dict[str, Any]]) -> float:
    """Return how many times what an article costs in the smallest archive it costs in the largest."""
    return float(rows[-1]["CPU ms an article"] / rows[0]["CPU ms an article"])


def _deliver(run: Run) -> None:
    """Move what was prepared into the inbox, file by file where its paper's folder is there already."""
    prepared = run.home / "prepared"
    for source in sorted(prepared.rglob("*.txt")):
        target = run.home / "inbox" / source.relative_to(prepared)
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)


def _index(client: Elasticsearch, alias: str, segmenter: Segmenter) -> dict[str, float]:
    client.indices.refresh(index=alias)
    size = client.indices.stats(index=alias, metric="store")["_all"]["total"]["store"]["size_in_bytes"]
    search = Search(client, alias, segmenter)
    taken = []
    for word in WORDS * SEARCH_ROUNDS:
        started = time.perf_counter()
        search.run(Request(word))
        taken.append((time.perf_counter() - started) * 1000)
    del taken[: len(WORDS)]  # to warm up
    return {
        "index MB": round(size / 1e6, 1),
        "search p50 ms": round(statistics.median(taken), 1),
        "search p95 ms": round(percentile(taken, 0.95), 1),
    }


def main() -> None:
    """Measure the sizes, and say how the last compares with the first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--slice", type=int, default=SLICE_FILES, help="issue files measured at each size")
    parser.add_argument("--warm-up", type=int, default=1_000, help="files through another archive first")
    parser.add_argument("--json", type=Path, help="also write the figures there")
    options = parser.parse_args()
    rows = measure(sorted(options.sizes), options.slice, options.warm_up)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
    print(f"growth from {rows[0]['articles']} to {rows[-1]['articles']} articles: {growth(rows):.2f}")


if __name__ == "__main__":
    main()
