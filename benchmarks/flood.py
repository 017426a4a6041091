"""A flood into a running home: is the queue bounded, and is a file dropped now still searchable at once?

    python -m benchmarks.flood --files 100000 --minutes 6

Starts ``baoku up`` on a home of its own, writes the files into its inbox, and while they are worked off drops a file
now and then and waits until it can be searched. Draining the whole flood is not waited for.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.latency import PAGE, made_up_name, percentile
from worker.app import connection
from worker.app.settings import MIB, Settings, load_settings
from worker.queueing import broker

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

START_SECONDS = 180
SAMPLE_SECONDS = 5.0
BETWEEN_DROPS_SECONDS = 8.0
LOOK_SECONDS = 0.02
PATIENCE_SECONDS = 120.0
FILES_A_FOLDER = 1000
SERVICES = ("watch", "worker")


@dataclass(frozen=True)
class Sample:
    """What was seen at one moment: seconds since the flood began, counts, and memory in MiB."""

    seconds: float
    orders: int
    redis_mib: float
    watcher_mib: float
    worker_mib: float
    archived: int


def main() -> None:
    """Run the flood and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--minutes", type=float, default=6)
    parser.add_argument(
        "--flat", action="store_true", help="all files straight into the inbox, where the drops go, too"
    )
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="baoku-flood-"))
    folder.chmod(0o711)
    os.environ["BAOKU_HOME"] = str(folder / "home")
    settings = load_settings()
    with (folder / "up.log").open("w") as log:
        command = [Path(sys.executable).with_name("baoku"), "up"]
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, start_new_session=True)
    try:
        _wait_until_up(process, settings)
        report(*measure(settings, options.files, options.minutes * 60, flat=options.flat), options.files)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_until_up(process: subprocess.Popen[bytes], settings: Settings) -> None:
    end = time.monotonic() + START_SECONDS
    health = [Path(sys.executable).with_name("baoku"), "health"]
    while subprocess.run(health, capture_output=True, check=False, env=os.environ).returncode:
        assert process.poll() is None, (settings.home_path.parent / "up.log").read_text()
        assert time.monotonic() < end, "baoku up does not come up"
        time.sleep(1)


def measure(settings: Settings, files: int, seconds: float, *, flat: bool) -> tuple[list[Sample], list[float], float]:
    """Flood the inbox; return samples, the seconds of each fresh drop, and how long writing the flood took."""
    found = connection.find(settings)
    index = found.elasticsearch(found.reader)
    redis = broker.connect(found.redis_url)
    ended = threading.Event()
    began = time.monotonic()
    written: list[float] = []
    samples: list[Sample] = []

    def pour() -> None:
        for number in range(files):
            place = settings.inbox if flat else settings.inbox / f"flood-{number // FILES_A_FOLDER:03d}"
            place.mkdir(exist_ok=True)
            (place / f"{number}.txt").write_text(PAGE.format(name=made_up_name(1 + number)))
            if ended.is_set():
                return
        written.append(time.monotonic() - began)

    def sample() -> None:
        pids = _pids(settings)
        while not ended.wait(SAMPLE_SECONDS):
            memory = {name: sum(map(_resident_mib, pids[name])) for name in SERVICES}
            issues = index.count(index=settings.issues_alias)["count"]
            used = int(redis.info("memory")["used_memory"]) / MIB
            orders = broker.queue_state(redis).jobs
            samples.append(
                Sample(time.monotonic() - began, orders, used, memory["watch"], memory["worker"], int(issues))
            )

    threads = [threading.Thread(target=pour), threading.Thread(target=sample)]
    for thread in threads:
        thread.start()
    taken: list[float] = []
    try:
        while time.monotonic() - began < seconds:
            taken.append(_fresh_drop(settings, index, len(taken)))
            print(f"{time.monotonic() - began:5.0f} s: dropped -> searchable {taken[-1]:.2f} s", flush=True)
            time.sleep(BETWEEN_DROPS_SECONDS)
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    return samples, taken, written[0] if written else float("nan")


def _fresh_drop(settings: Settings, index: Elasticsearch, number: int) -> float:
    name = made_up_name(time.time_ns() // 1_000_000)
    (settings.inbox / f"fresh-{number}.txt").write_text(PAGE.format(name=name))
    closed = time.monotonic()
    while index.count(index=settings.articles_alias, query={"match_phrase": {"body": name}})["count"] == 0:
        if time.monotonic() - closed > PATIENCE_SECONDS:
            return PATIENCE_SECONDS
        time.sleep(LOOK_SECONDS)
    return time.monotonic() - closed


def _pids(settings: Settings) -> dict[str, list[int]]:
    """Return the processes of each service of this home: its main process, and its children."""
    found: dict[str, list[int]] = {name: [] for name in SERVICES}
    mark = os.fsencode(f"BAOKU_HOME={settings.home_path}")
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, IndexError):
            command = (entry / "cmdline").read_bytes().split(b"\0")
            service = command[-2].decode(errors="replace")
            if service in found and mark in (entry / "environ").read_bytes().split(b"\0"):
                found[service].append(int(entry.name))
    return found


def _resident_mib(pid: int) -> float:
    """Return a process's share of the memory that is held: pages shared with others are split among them."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def report(samples: list[Sample], taken: list[float], written: float, files: int) -> None:
    """Print the table and the figures."""
    print("seconds  orders  Redis MiB  watcher MiB  worker MiB  files done")
    for one in samples[:: max(1, len(samples) // 15)]:
        print(
            f"{one.seconds:7.0f} {one.orders:7d} {one.redis_mib:10.1f} {one.watcher_mib:12.0f} {one.worker_mib:11.0f}"
            f" {one.archived:11d}"
        )
    first, last = samples[0], samples[-1]
    result = {
        "files": files,
        "written_in_seconds": round(written, 1),
        "most_orders": max(one.orders for one in samples),
        "most_redis_mib": round(max(one.redis_mib for one in samples), 1),
        "most_watcher_mib": round(max(one.watcher_mib for one in samples)),
        "most_worker_mib": round(max(one.worker_mib for one in samples)),
        "files_a_second": round((last.archived - first.archived) / (last.seconds - first.seconds)),
        "fresh_drops": len(taken),
        "p50_seconds": round(statistics.median(taken), 2),
        "p95_seconds": round(percentile(taken, 0.95), 2),
        "max_seconds": round(max(taken), 2),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
