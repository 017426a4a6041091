"""The watcher's cost: ``python -m benchmarks.scan [--files N ...] [--folder DIR]``.

For each number of files, laid out as papers with a folder an issue, CPU seconds (of this process, system calls
included) and wall seconds of

- the first scan: every file is new;
- a scan when all wait, since the queue is full;
- having them all queued: settled, checked for writers, hashed, handed over in batches of 20 (to nobody);
- a scan when all are queued and still lie there;
- a start with all of them in the inbox and hardly any room in the queue, until the watcher is idle;
- ten seconds of an idle watcher with the kernel's events, in percent of a core.

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

    from worker.job import Job

FILES_AN_ISSUE = 20
CONTENT = "本报讯(记者 甲乙)今天,某某区召开会议。\n".encode() * 100
IDLE_SECONDS = 10.0
LOOK_SECONDS = 0.25
IDLE_SHARE = 0.1  # of a core
ROOM_FILES = 100


@dataclass
class Queue:
    """Stands where the broker does: takes as many files as there is room for."""

    room: int = 0
    taken: int = 0

    def submit(self, orders: Sequence[Job], *, fresh: bool) -> None:
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


@dataclass(frozen=True)
class Step:
    """What the watcher did, and what it took."""

    name: str
    cpu_seconds: float
    seconds: float


def timed(name: str, work: Callable[[], None]) -> Step:
    """Run ``work``, print what it took and return it."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    step = Step(name, round(time.process_time() - cpu, 2), round(time.perf_counter() - wall, 2))
    print(f"  {name:<36} {step.cpu_seconds:6.2f} s CPU  {step.seconds:6.2f} s", flush=True)
    return step


def measure(root: Path, count: int) -> list[Step]:
    """Print and return the figures for ``count`` files that lie below ``root``."""
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

    steps = [
        timed("first scan, all new", watcher.step),
        timed("scan, all waiting", scan_again),
        timed("all settled, hashed and handed over", queue_all),
        timed("scan, all queued", scan_again),
    ]
    assert watcher.queued == queue.taken == count
    return [*steps, *restarted(root, count)]


def restarted(root: Path, count: int) -> list[Step]:
    """Print and return what a watcher takes that starts where all files lay before, and then what it takes idle.

    It cannot know which of them are queued already, so it hands over as many as the queue has room for, which is
    little: the orders of the one before are still in it. It is idle when it looks for nothing but changes.
    """
    queue = Queue(room=ROOM_FILES)
    watcher = Watcher(root, submit=queue.submit, capacity=lambda: queue.room - queue.taken)
    thread = threading.Thread(target=watcher.run)

    def until_idle() -> None:
        thread.start()
        # Looking first sleeps: a loop without a pause would take the interpreter's lock from the watcher it waits for.
        while _busy() or watcher.queued + watcher.waiting < count:
            pass

    started = timed("started again, until it is idle", until_idle)
    cpu = time.process_time()
    time.sleep(IDLE_SECONDS)
    idle = time.process_time() - cpu
    print(f"  {'idle, events on, no scan due':<36} {100 * idle / IDLE_SECONDS:6.2f} % of a core")

    def stop() -> None:
        watcher.stop()
        thread.join()

    return [started, Step(f"idle for {IDLE_SECONDS:.0f} s", round(idle, 3), IDLE_SECONDS), timed("stop", stop)]


def _busy() -> bool:
    """Look for a moment whether this process works."""
    cpu = time.process_time()
    time.sleep(LOOK_SECONDS)
    return time.process_time() - cpu > IDLE_SHARE * LOOK_SECONDS


def measure_made(count: int, parent: Path | None = None) -> list[Step]:
    """Make so many files in a folder of their own and measure; the watcher's log is cut to warnings."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        make(Path(folder), count)
        return measure(Path(folder), count)


def main() -> None:
    """Measure each size in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--folder", type=Path, default=None)
    chosen = parser.parse_args()
    for count in chosen.files:
        measure_made(count, chosen.folder)


if __name__ == "__main__":
    main()
