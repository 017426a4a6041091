"""The watcher's cost: ``python -m benchmarks.scan [--files N ...] [--folder DIR]``.

For each number of files, laid out as papers with a folder an issue, CPU seconds (of this process, system calls
included) and wall seconds of

- the first scan: every file is new;
- a scan when all wait, since the queue is full;
- having them all queued: settled, checked for writers, hashed, handed over in batches of 20 (to nobody);
- a scan when all are queued and still lie there;
- ten seconds of an idle watcher with the kernel's events, in percent of a core, all files known to it.

``--folder`` says on which file system the files are made (default: the system's temporary folder).
"""

from __future__ import annotations

import argparse
import logging
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from worker.watching import Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from worker.models import Order

FILES_AN_ISSUE = 20
CONTENT = "本报讯(记者 甲乙)今天,某某区召开会议。\n".encode() * 100
IDLE_SECONDS = 10.0


@dataclass
class Queue:
    """Stands where the broker does: takes as many files as there is room for."""

    room: int = 0
    taken: int = 0

    def submit(self, orders: Sequence[Order], *, fresh: bool) -> None:
        """Take the orders."""
        del fresh
        self.taken += len(orders)

    def capacity(self) -> int:
        """Return the room left."""
        return self.room


def make(root: Path, count: int) -> None:
    """Write ``count`` files below ``root``."""
    for number in range(count):
        issue, page = divmod(number, FILES_AN_ISSUE)
        folder = root / f"报纸{issue % 50:02d}" / f"期{issue:05d}"
        if page == 0:
            folder.mkdir(parents=True)
        (folder / f"{page + 1:02d}版.txt").write_bytes(CONTENT + str(number).encode())


def timed(name: str, work: Callable[[], None]) -> None:
    """Run ``work`` and print what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    print(f"  {name:<36} {time.process_time() - cpu:6.2f} s CPU  {time.perf_counter() - wall:6.2f} s")


def measure(root: Path, count: int) -> None:
    """Print the figures for ``count`` files that lie below ``root``."""
    print(f"{count:,} files")
    moment = [1000.0]
    queue = Queue()
    watcher = Watcher(
        root, submit=queue.submit, capacity=queue.capacity, rescan_seconds=60.0, polling=True, clock=lambda: moment[0]
    )

    def scan_again() -> None:
        moment[0] += 61.0  # a rescan is due, a repetition is not
        watcher.step()

    def queue_all() -> None:
        queue.room = count
        while queue.taken < count:
            watcher.step()

    timed("first scan, all new", watcher.step)
    timed("scan, all waiting", scan_again)
    timed("all settled, hashed and handed over", queue_all)
    timed("scan, all queued", scan_again)
    assert watcher.queued == queue.taken == count
    idle(root, count)


def idle(root: Path, count: int) -> None:
    """Print what a watcher with nothing to do takes."""
    queue = Queue(room=count)
    watcher = Watcher(root, submit=queue.submit, capacity=queue.capacity)
    thread = threading.Thread(target=watcher.run)
    thread.start()
    while watcher.queued < count:
        time.sleep(0.1)
    time.sleep(1.0)
    cpu = time.process_time()
    time.sleep(IDLE_SECONDS)
    print(f"  {'idle, events on, no scan due':<36} {100 * (time.process_time() - cpu) / IDLE_SECONDS:6.2f} % of a core")
    started = time.perf_counter()
    watcher.stop()
    thread.join()
    print(f"  {'stop':<36} {'':>12}  {time.perf_counter() - started:6.2f} s")


def main() -> None:
    """Measure each size in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--folder", type=Path, default=None)
    chosen = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    for count in chosen.files:
        with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
            make(Path(folder), count)
            measure(Path(folder), count)


if __name__ == "__main__":
    main()
