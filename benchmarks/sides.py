"""The two sides that are measured, each on the same engines: baoku itself, and the plain baseline."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import baseline
from benchmarks.issue_files import ARTICLES, IssueFile
from benchmarks.processes import children, children_seconds, own_seconds, resident_mb, unshared_mb
from benchmarks.scale_hosts import Hosts, Process, cpu_seconds, wait_until
from benchmarks.scale_out import Run, Site
from worker.embedded import Engines
from worker.indexing import connect
from worker.queueing import broker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HEAP_MB = 1024  # from here on the JVM optimises fully
PATIENCE_SECONDS = 1200.0
OURS, BASELINE = "baoku", "baseline"
_REPOSITORY = Path(__file__).parent.parent


@dataclass(frozen=True)
class Measured:
    """One run of one side: CPU in ms an article by process, memory in MB."""

    side: str
    articles: int
    seconds: float
    cpu: dict[str, float]
    child_unshared_mb: float
    parent_resident_mb: float

    @property
    def total(self) -> float:
        """CPU ms an article of everything that took part."""
        return sum(self.cpu.values())

    @property
    def speed(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds


def ours(site: Site, name: str, files: Sequence[IssueFile]) -> Measured:
    """Run the product on the files, and check that each article is in the index once."""
    run = Run(site, name, 1)
    try:
        run.prepare(files)
        taken = Side(site, run.watcher, run.workers[0], run.deliver, run.waiting)
        measured = taken.measure(OURS, len(files) * ARTICLES)
        run.check(files)
    finally:
        run.stop()
    return measured


def plain(site: Site, name: str, files: Sequence[IssueFile]) -> Measured:
    """Run the baseline on the files, and check that the index has the articles."""
    home = site.folder / name
    inbox = home / "inbox"
    inbox.mkdir(parents=True)
    for file in files:
        place = home / "prepared" / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(file.text)
    index = f"articles-{name}"
    user, password = site.addresses.admin
    environment = {
        **os.environ,
        "PYTHONPATH": os.fspath(_REPOSITORY),
        "PYTHONWARNINGS": "ignore",  # jieba's sources have escapes that newer Pythons remark upon
        "BASELINE_INDEX": index,
        "BASELINE_INBOX": os.fspath(inbox),
        "BASELINE_REDIS_URL": site.addresses.redis_url,
        "BASELINE_ELASTICSEARCH_URL": site.addresses.elasticsearch_url,
        "BASELINE_USER": user,
        "BASELINE_PASSWORD": password,
    }
    settings = {"number_of_shards": 1, "number_of_replicas": 0}
    with connect(site.addresses.elasticsearch_url, user=user, password=password) as client:
        client.indices.create(index=index, mappings=baseline.MAPPINGS, settings=settings)
        celery = [sys.executable, "-m", "celery", "-A", "benchmarks.baseline", "worker", "--loglevel=INFO"]
        celery += [
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
        ]  # what the Redis account has no right to
        celery += [f"--concurrency={site.concurrency}"]
        worker = site.hosts.run_here("worker", celery, environment, home / "worker.log")
        watcher = site.hosts.run_here(
            "watcher", [sys.executable, "-m", "benchmarks.baseline"], environment, home / "watcher.log"
        )

        def deliver() -> None:
            for folder in (home / "prepared").iterdir():
                folder.rename(inbox / folder.name)

        def waiting() -> int:
            return sum(1 for _ in inbox.rglob("*.txt"))

        try:
            for log in (home / "worker.log", home / "watcher.log"):
                wait_until(lambda log=log: "ready." in log.read_text(), 300, "the baseline is ready")
            articles = len(files) * ARTICLES
            measured = Side(site, watcher, worker, deliver, waiting).measure(BASELINE, articles)
            client.indices.refresh(index=index)
            found = client.count(index=index)["count"]
            assert found == articles, f"the baseline has {found} of {articles} articles"
        finally:
            watcher.stop()
            worker.stop()
            client.indices.delete(index=index)
    shutil.rmtree(home)
    return measured


@dataclass(frozen=True)
class Side:
    """What runs: a watcher and a worker, a delivery to let go, and how many of its files are not done."""

    site: Site
    watcher: Process
    worker: Process
    deliver: Callable[[], None]
    waiting: Callable[[], int]

    def measure(self, side: str, articles: int) -> Measured:
        """Let the delivery go, wait until it is done, and return what it took."""
        before, started = self._spent(), time.monotonic()
        self.deliver()
        wait_until(lambda: not self.waiting(), PATIENCE_SECONDS, "all files are done")
        seconds = time.monotonic() - started
        after = self._spent()
        cpu = {name: (after[name] - before[name]) * 1000 / articles for name in after}
        pid = self.worker.process.pid
        return Measured(side, articles, seconds, cpu, max(map(unshared_mb, children(pid))), resident_mb(pid))

    def _spent(self) -> dict[str, float]:
        return {
            "watcher": self.watcher.cpu_seconds(),
            "redis": cpu_seconds(self.site.engine_pids["redis"]),
            "worker parent": own_seconds(self.worker.process.pid),
            "worker children": children_seconds(self.worker.process.pid),
            "elasticsearch": cpu_seconds(self.site.engine_pids["elasticsearch"]),
        }


@contextmanager
def engines_ready() -> Iterator[Site]:
    """Start engines in a folder of their own, and take all away at the end."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="baoku-bench-", dir="/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o711)
        engines = Engines(folder / "state", es_heap_mb=HEAP_MB, prepare_classes=False)
        addresses = stack.enter_context(engines.running())
        hosts = stack.enter_context(Hosts(0).made())
        pids = dict(zip(("elasticsearch", "redis"), engines.pids(), strict=True))
        client = stack.enter_context(broker.connect(addresses.redis_url))
        yield Site(folder, addresses, pids, hosts, client, os.cpu_count() or 1)
