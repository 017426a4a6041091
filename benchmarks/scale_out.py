"""One queue, several workers, each on a host of its own: ``python -m benchmarks.scale_out PAGES``.

Starts engines, then for 1, 2 and 4 workers in turn: a watcher, the workers, an inbox full of issue files. Prints
articles/s and CPU ms an article by process, and checks the index against the files: every article once. Last, one of
four workers is killed in mid-flow, and the time is taken until what it held is done by the others.

As root on Linux a host is a network namespace with an address and a name of its own; else a process like any other.
PAGES is a folder of newspaper pages (``*.txt``) whose sentences the issue files are drawn from; samples/ will do.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import shutil
import signal
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from benchmarks.scale_hosts import Hosts, cpu_seconds, wait_until
from benchmarks.scale_pages import Page, Pages
from worker.embedded import Engines
from worker.indexing import Archive, connect
from worker.queueing import broker
from worker.queueing.keys import key_prefix
from worker.queueing.recovery.heartbeats import Heartbeats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import redis

    from benchmarks.issue_files import IssueFile
    from worker.embedded import Addresses

BAOKU = os.fspath(Path(sys.executable).with_name("baoku"))
PATIENCE_SECONDS = 900.0
WORKERS = (1, 2, 4)


@dataclass(frozen=True)
class Round:
    """What one run measured: seconds from the first file to the last one archived; CPU in ms an article."""

    workers: int
    articles: int
    seconds: float
    cpu: dict[str, float]

    @property
    def total(self) -> float:
        """CPU ms an article of everything that took part."""
        return sum(self.cpu.values())


@dataclass
class Site:
    """The engines and hosts of all rounds."""

    folder: Path
    addresses: Addresses
    engine_pids: dict[str, int]
    hosts: Hosts
    redis: redis.Redis
    concurrency: int = 1

    def environment(self, home: Path, inbox_id: str, *, near: bool) -> dict[str, str]:
        """Return what a process of a round is told; ``near``: on the engines' machine, not on a host."""
        address = "127.0.0.1" if near else self.hosts.engines_address
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("BAOKU_")},
            "BAOKU_HOME": os.fspath(home),
            "BAOKU_INBOX_ID": inbox_id,
            "BAOKU_ARTICLES_ALIAS": f"articles-{inbox_id}",
            "BAOKU_ISSUES_ALIAS": f"issues-{inbox_id}",
            "BAOKU_CONCURRENCY": str(self.concurrency),
            "REDIS_URL": self.addresses.redis_url.replace("127.0.0.1", address),
            "ELASTICSEARCH_URL": self.addresses.elasticsearch_url.replace("127.0.0.1", address),
            "ELASTICSEARCH_USER": self.addresses.admin.name,
            "ELASTICSEARCH_PASSWORD": self.addresses.admin.password,
        }


class Run:
    """One round: a home and queues and indices of its own, a watcher, and workers."""

    def __init__(self, site: Site, inbox_id: str, workers: int) -> None:
        self.site = site
        self.inbox_id = inbox_id
        self.home = site.folder / inbox_id
        self.roster = Heartbeats(site.redis, inbox_id)
        (self.home / "inbox").mkdir(parents=True)
        near = site.environment(self.home, inbox_id, near=True)
        setup = site.hosts.run_here("setup", [BAOKU, "setup"], near, self.home / "setup.log")
        if setup.process.wait(120):
            raise SystemExit((self.home / "setup.log").read_text())
        far = site.environment(self.home, inbox_id, near=False)
        self.workers = [
            site.hosts.run(number, f"worker {number}", [BAOKU, "worker"], far, self.home / f"worker{number}.log")
            for number in range(workers)
        ]
        self.watcher = site.hosts.run_here("watcher", [BAOKU, "watch"], near, self.home / "watcher.log")
        wait_until(lambda: len(self.roster.alive()) == workers, 120, "workers are ready")
        wait_until(lambda: broker.watcher_state(site.redis, inbox_id) is not None, 60, "watcher is ready")

    def prepare(self, pages: Iterable[Page | IssueFile]) -> None:
        """Write a delivery beside the inbox."""
        for page in pages:
            place = self.home / "prepared" / page.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(page.text)

    def deliver(self) -> None:
        """Move what was prepared into the inbox, folder by folder: each in one step, as a copy from elsewhere ends."""
        for folder in (self.home / "prepared").iterdir():
            folder.rename(self.home / "inbox" / folder.name)

    def drop(self, pages: list[Page]) -> None:
        """Prepare a delivery and deliver it."""
        self.prepare(pages)
        self.deliver()

    def waiting(self) -> int:
        """Return how many files lie in the inbox, from which emptied folders go meanwhile."""
        return sum(name.endswith(".txt") for _, _, names in os.walk(self.home / "inbox") for name in names)

    def spent(self) -> dict[str, float]:
        """Return CPU seconds so far by process."""
        engines = {name: cpu_seconds(pid) for name, pid in self.site.engine_pids.items()}
        forwarders = sum(one.cpu_seconds() for one in self.site.hosts.processes if one.name == "forwarder")
        others = {one.name: one.cpu_seconds() for one in (self.watcher, *self.workers)}
        return {**engines, **({"forwarder": forwarders} if self.site.hosts.separate else {}), **others}

    def check(self, pages: Sequence[Page | IssueFile]) -> int:
        """Compare the index with the files; return the number of articles."""
        user, password = self.site.addresses.admin
        with connect(self.site.addresses.elasticsearch_url, user=user, password=password) as client:
            archive = Archive(client, f"articles-{self.inbox_id}", f"issues-{self.inbox_id}")
            archive.refresh()
            counts = archive.counts()
            expected = sum(page.articles for page in pages)
            archived = sum(1 for _ in (self.home / "archive").rglob("*.txt"))
            ledger = dict(counts.outcomes)
            assert counts.articles == expected, f"{counts.articles} articles in the index, {expected} in the files"
            assert ledger == {"indexed": len(pages)}, ledger
            assert archived == len(pages), f"{archived} of {len(pages)} files archived"
            return expected

    def stop(self) -> None:
        """Stop workers and watcher, and throw the round's home and indices away."""
        for process in (*self.workers, self.watcher):
            process.stop()
        user, password = self.site.addresses.admin
        with connect(self.site.addresses.elasticsearch_url, user=user, password=password) as client:
            for alias in (f"articles-{self.inbox_id}", f"issues-{self.inbox_id}"):
                client.indices.delete(index=",".join(client.indices.get_alias(name=alias)))
        for key in self.site.redis.scan_iter(match=f"{key_prefix(self.inbox_id)}*"):
            self.site.redis.delete(key)
        shutil.rmtree(self.home)


def measure(site: Site, inbox_id: str, workers: int, pages: list[Page]) -> Round:
    """Run one round."""
    run = Run(site, inbox_id, workers)
    before = run.spent()
    started = time.monotonic()
    run.drop(pages)
    wait_until(lambda: not run.waiting(), PATIENCE_SECONDS, "all files are archived")
    seconds = time.monotonic() - started
    after = run.spent()
    articles = run.check(pages)
    run.stop()
    cpu = {name: (after[name] - before[name]) / articles * 1000 for name in after}
    parts = "  ".join(f"{name} {value:.2f}" for name, value in cpu.items())
    print(f"{workers} workers: {articles} articles in {seconds:.1f} s; CPU ms an article: {parts}", flush=True)
    return Round(workers, articles, seconds, cpu)


def kill_one(site: Site, inbox_id: str, workers: int, pages: list[Page]) -> dict[str, float | int | str]:
    """Kill one of several workers in mid-flow; return how long its orders took to be done by the others."""
    run = Run(site, inbox_id, workers)
    run.drop(pages)
    wait_until(lambda: run.waiting() < len(pages) * 3 // 4, PATIENCE_SECONDS, "a quarter is done")
    victim = run.workers[0]
    # the roster knows workers by host name and number; where hosts are not apart the number alone tells
    name = next(each for each in run.roster.alive() if each.split("-")[-2] == str(victim.process.pid))
    held = _held(site.redis, inbox_id, name)
    while not held:
        held = _held(site.redis, inbox_id, name)
    victim.kill()
    killed = time.monotonic()
    held = {path for path in held | _held(site.redis, inbox_id, name) if (run.home / "inbox" / path).exists()}
    wait_until(lambda: name not in run.roster.alive(), 60, "the worker counts as dead")
    dead = time.monotonic() - killed
    wait_until(lambda: not any((run.home / "inbox" / path).exists() for path in held), 600, "its orders are done")
    done = time.monotonic() - killed
    wait_until(lambda: not run.waiting(), PATIENCE_SECONDS, "all files are archived")
    articles = run.check(pages)
    run.stop()
    return {
        "files it held": len(held),
        "counted as dead after s": round(dead, 1),
        "all it held done after s": round(done, 1),
        "articles, none lost or twice": articles,
    }


def _held(client: redis.Redis, inbox_id: str, worker: str) -> set[str]:
    """Return the files of the orders that a worker was given and has not acknowledged."""
    prefix = key_prefix(inbox_id)
    paths: set[str] = set()
    for tag, holder in client.hgetall(f"{prefix}holders").items():  # type: ignore[union-attr]
        message = client.hget(f"{prefix}unacked", tag) if holder.decode() == worker else None
        if message is not None:
            [[orders], *_] = json.loads(base64.b64decode(json.loads(message)[0]["body"]))  # type: ignore[arg-type]
            paths.update(order["path"] for order in orders)
    return paths


def main() -> None:
    """Run the rounds and print what they measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--files", type=int, default=600, help="issue files a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-kill", action="store_true", help="do not kill a worker at the end")
    parser.add_argument("--json", type=Path, help="also write the figures there")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # what was started is stopped on the way out
    pages = list(Pages(options.pages).draw(options.files))
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="baoku-scale-", dir="/tmp"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o711)
        engines = Engines(folder / "state", es_heap_mb=1024, prepare_classes=False)
        addresses = stack.enter_context(engines.running())
        hosts = stack.enter_context(Hosts(max(WORKERS)).made())
        if hosts.separate:
            for address in (addresses.redis_url, addresses.elasticsearch_url):
                hosts.forward(urlsplit(address).port or 0)
        names = dict(zip(("elasticsearch", "redis"), engines.pids(), strict=True))
        site = Site(folder, addresses, names, hosts, stack.enter_context(broker.connect(addresses.redis_url)))
        kind = "network namespaces" if hosts.separate else "processes of this machine"
        print(f"hosts: {kind}; {len(pages)} files a round", flush=True)
        measure(site, "warm-up", 1, pages[: max(50, len(pages) // 4)])
        rounds = [
            measure(site, f"round-{number}-{workers}", workers, pages)
            for number in range(options.rounds)
            for workers in WORKERS
        ]
        summary = [_summary([each for each in rounds if each.workers == workers]) for workers in WORKERS if rounds]
        killed = {} if options.no_kill else kill_one(site, "killed", max(WORKERS), pages)
    for line in summary:
        print("  ".join(f"{name} {value}" for name, value in line.items()))
    print("one of four killed:  " + "  ".join(f"{name} {value}" for name, value in killed.items()))
    if options.json:
        options.json.write_text(json.dumps({"rounds": summary, "killed": killed}, indent=2) + "\n")


def _summary(rounds: list[Round]) -> dict[str, float | int | str]:
    """Return the medians of rounds with equally many workers; CPU of all workers together."""

    def cpu(*names: str) -> float:
        return round(
            statistics.median(
                sum(value for name, value in each.cpu.items() if name.startswith(names)) for each in rounds
            ),
            3,
        )

    speeds = [each.articles / each.seconds for each in rounds]
    return {
        "workers": rounds[0].workers,
        "articles": rounds[0].articles,
        "articles/s": round(statistics.median(speeds)),
        "(from-to)": f"{min(speeds):.0f}-{max(speeds):.0f}",
        "CPU ms an article": round(statistics.median(each.total for each in rounds), 3),
        "of it workers": cpu("worker"),
        "elasticsearch": cpu("elasticsearch"),
        "watcher": cpu("watcher"),
        "redis": cpu("redis"),
        "forwarder": cpu("forwarder"),
    }


if __name__ == "__main__":
    main()
