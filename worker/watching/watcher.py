"""The watcher: finds complete files in the inbox and has each queued once.

One thread does everything but receiving file events. Whatever events miss, a rescan finds: events only make it prompt.
A file counts as queued when the broker accepted it, and is queued again when it changed or is still there long after.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import structlog
from watchdog.observers import Observer

from worker.errors import TransientError
from worker.models import Order
from worker.watching.completeness import digest_of, is_being_written
from worker.watching.events import InboxEvents, Sighting
from worker.watching.filter import is_issue_name
from worker.watching.mounts import needs_polling
from worker.watching.scanner import State, scan, state_of
from worker.watching.stability import StabilityTracker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from watchdog.observers.api import BaseObserver

log = structlog.get_logger(__name__)

ROOT_CHECK_SECONDS = 1.0
POLL_SECONDS = 1.0
AFTER_FOLDER_SECONDS = 1.0  # files made in a new folder before it was watched give no event: look again
LONGEST_PAUSE_SECONDS = 30.0  # between tries while the broker is away
FLOOD_FILES = 200  # more complete at once than this are a delivery, not single drops: they wait behind those
FRESH_RESERVE_FILES = 500  # single drops may exceed the queue's capacity by so many


class Submit(Protocol):
    """Hands one order list to the broker; raises TransientError when it did not accept it."""

    def __call__(self, orders: Sequence[Order], *, fresh: bool) -> None:
        """Queue the orders as one task."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A complete file that is not queued yet."""

    path: str
    state: State


class Watcher:
    """Watches one inbox until stopped.

    Args:
        root: The inbox.
        submit: See ``Submit``.
        capacity: How many more files the queue may hold now; negative when it holds more than that.
        settle_seconds: See ``StabilityTracker``.
        rescan_seconds: Between two scans where events are trusted.
        requeue_seconds: A queued file that still lies in the inbox after so long is queued again.
        batch_size: Most files in one order list.
        max_file_bytes: Larger files are named by the digest of their beginning.
        polling: Do not rely on events.
        clock: Monotonic seconds.
        wall: Seconds since the epoch.
    """

    def __init__(
        self,
        root: Path,
        *,
        submit: Submit,
        capacity: Callable[[], int],
        settle_seconds: float = 0.3,
        rescan_seconds: float = 30.0,
        requeue_seconds: float = 600.0,
        batch_size: int = 20,
        max_file_bytes: int = 64 * 1024 * 1024,
        polling: bool = False,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._root = root
        self._submit = submit
        self._capacity = capacity
        self._rescan_seconds = rescan_seconds
        self._requeue_seconds = requeue_seconds
        self._batch_size = batch_size
        self._max_file_bytes = max_file_bytes
        self._forced_polling = polling
        self._clock = clock
        self._wall = wall

        self._tracker = StabilityTracker(settle_seconds)
        self._sightings: queue.SimpleQueue[Sighting] = queue.SimpleQueue()
        self._fresh: deque[Ready] = deque()
        self._backlog: deque[Ready] = deque()
        self._held: set[str] = set()  # paths in the two above; should one change, submitting it notices
        self._queued: dict[str, tuple[State, float]] = {}
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._observer: BaseObserver | None = None
        self._root_identity: tuple[int, int] | None = None
        self._next_scan = 0.0
        self._scanned = False
        self._pause = 0.0
        self._next_submit = 0.0
        self._last_revision = 0

    @property
    def waiting(self) -> int:
        """Files seen but not queued: settling, or held back."""
        return len(self._tracker.candidates) + len(self._fresh) + len(self._backlog)

    @property
    def queued(self) -> int:
        """Files queued and, as far as is known, still in the inbox."""
        return len(self._queued)

    def run(self) -> None:
        """Watch until ``stop``; does not return before. Every failure of the inbox is an outage that may pass."""
        try:
            while not self._stopped.is_set():
                self.step()
                self._wake.wait(self._wait_seconds())
                self._wake.clear()
        finally:
            self._stop_observer()

    def stop(self) -> None:
        """Make ``run`` return soon; may be called from any thread or a signal handler."""
        self._stopped.set()
        self._wake.set()

    def step(self) -> None:
        """Do once what is due: check the root, take in events, scan, settle, submit."""
        if not self._root_is_there():
            return
        now = self._clock()
        self._take_in_sightings(now)
        if now >= self._next_scan:
            self._scan(now)
        self._settle(self._clock())
        self._submit_ready(self._clock())

    def _report(self, sighting: Sighting) -> None:
        self._sightings.put(sighting)
        self._wake.set()

    def _wait_seconds(self) -> float:
        if self._tracker.candidates:
            return max(0.02, self._tracker.settle_seconds / 2)
        if (self._fresh or self._backlog) and self._clock() >= self._next_submit:
            return 0.1  # the queue is full: it empties in a moment
        return ROOT_CHECK_SECONDS

    # --- the root ---------------------------------------------------------------------------------------------------

    def _root_is_there(self) -> bool:
        """Follow the inbox through an outage: gone, or another folder in its place (an unmounted share)."""
        try:
            status = self._root.stat()
        except OSError as error:
            if self._root_identity is not None:
                log.error("the inbox is away", action="inbox_away", inbox=str(self._root), reason=str(error))  # noqa: TRY400
                self._root_identity = None
                self._stop_observer()
            return False
        identity = (status.st_dev, status.st_ino)
        if identity != self._root_identity:
            log.info("watching", action="inbox_watched", inbox=str(self._root))
            self._stop_observer()
            self._start_observer()
            self._root_identity = identity
            self._next_scan = self._clock()
        return True

    def _start_observer(self) -> None:
        if self._polling():
            return
        observer = Observer()
        try:
            observer.schedule(InboxEvents(self._report), os.fspath(self._root), recursive=True)
            observer.start()
        except OSError as error:
            # most likely the limit of inotify watches: scanning goes on, only less promptly
            log.warning("no file events", action="inbox_no_events", reason=str(error))
            self._forced_polling = True
            return
        self._observer = observer

    def _stop_observer(self) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(timeout=2)
            self._observer = None

    def _polling(self) -> bool:
        return self._forced_polling or needs_polling(self._root)

    # --- finding ----------------------------------------------------------------------------------------------------

    def _take_in_sightings(self, now: float) -> None:
        while True:
            try:
                sighting = self._sightings.get_nowait()
            except queue.Empty:
                return
            relative = os.path.relpath(sighting.path, self._root)
            if relative.startswith(".."):
                continue
            if sighting.folder:
                for path, state in scan(self._root, relative):
                    self._see(path, state, now, fresh=True)
                self._next_scan = min(self._next_scan, now + AFTER_FOLDER_SECONDS)
            elif is_issue_name(relative):
                found = state_of(self._root / relative)
                if found is not None:
                    self._see(relative, found, now, fresh=True, closed=sighting.closed)

    def _scan(self, now: float) -> None:
        """Look at every file; forget what has left the inbox."""
        present: set[str] = set()
        fresh = self._scanned  # what the first scan finds lay there before
        try:
            for path, state in scan(self._root):
                present.add(path)
                self._see(path, state, now, fresh=fresh)
        except OSError as error:
            log.warning("scan failed", action="inbox_scan_failed", reason=str(error))
            self._next_scan = now + ROOT_CHECK_SECONDS
            return
        for path in [path for path in self._queued if path not in present]:
            del self._queued[path]
        self._scanned = True
        took = self._clock() - now
        polling = max(POLL_SECONDS, 5 * took)  # a scan may take a sixth of the time at most
        self._next_scan = self._clock() + (polling if self._polling() else max(self._rescan_seconds, 5 * took))

    def _see(self, path: str, state: State, now: float, *, fresh: bool, closed: bool = False) -> None:
        if path in self._held:
            return
        queued = self._queued.get(path)
        if queued is not None:
            known, since = queued
            if known.same_content(state) and now - since < self._requeue_seconds:
                return
            del self._queued[path]
        self._tracker.see(
            path, state, now, fresh=fresh, closed=closed, age=self._wall() - state.ctime_ns / 1_000_000_000
        )

    # --- settling ---------------------------------------------------------------------------------------------------

    def _settle(self, now: float) -> None:
        complete: list[tuple[Ready, bool]] = []
        for path in self._tracker.due(now):
            candidate = self._tracker.candidates[path]
            place = self._root / path
            found = state_of(place)
            if found is None:
                self._tracker.forget(path)
            elif found != candidate.state:
                self._tracker.see(path, found, now, fresh=candidate.fresh)
            elif self._tracker.complete(path, now, being_written=is_being_written(place)):
                complete.append((Ready(path, found), candidate.fresh))
                self._tracker.forget(path)
        flood = len(complete) > FLOOD_FILES
        for ready, fresh in complete:
            (self._fresh if fresh and not flood else self._backlog).append(ready)
            self._held.add(ready.path)

    # --- queueing ---------------------------------------------------------------------------------------------------

    def _submit_ready(self, now: float) -> None:
        if now < self._next_submit:
            return
        room = self._capacity() if self._fresh or self._backlog else 0
        if room <= 0 and len(self._fresh) > self._batch_size:
            self._backlog.extend(self._fresh)  # a delivery in small portions
            self._fresh.clear()
        while self._fresh and room > -FRESH_RESERVE_FILES and not self._stopped.is_set():
            if not self._submit_batch(self._fresh, self._batch_size, fresh=True):
                return
            room -= self._batch_size
        while self._backlog and room > 0 and not self._stopped.is_set():
            most = min(self._batch_size, room)
            if not self._submit_batch(self._backlog, most, fresh=False):
                return
            room -= most
            if not self._sightings.empty():
                return  # a fresh drop goes first; the loop comes back at once

    def _submit_batch(self, waiting: deque[Ready], most: int, *, fresh: bool) -> bool:
        """Queue up to ``most`` files; return False when the broker did not accept them (they stay)."""
        taken: list[Ready] = []
        orders: list[Order] = []
        while waiting and len(orders) < most:
            ready = waiting.popleft()
            digest = digest_of(self._root / ready.path, ready.state, self._max_file_bytes)
            if digest is None:
                self._held.discard(ready.path)
                self._look_again(ready.path)
                continue
            taken.append(ready)
            orders.append(Order(ready.path, digest, self._revision()))
        if not orders:
            return True
        try:
            self._submit(orders, fresh=fresh)
        except TransientError as error:
            waiting.extendleft(reversed(taken))
            self._pause = min(max(0.5, 2 * self._pause), LONGEST_PAUSE_SECONDS)
            self._next_submit = self._clock() + self._pause
            log.warning("not queued", action="queue_refused", files=len(orders), reason=str(error), pause=self._pause)
            return False
        self._pause = 0.0
        at = self._clock()
        for ready in taken:
            self._held.discard(ready.path)
            self._queued[ready.path] = (ready.state, at)
        log.info("queued", action="files_queued", files=len(orders), fresh=fresh, first=orders[0].path)
        return True

    def _look_again(self, path: str) -> None:
        """Follow a file anew that changed, or went, after it had settled."""
        state = state_of(self._root / path)
        if state is not None:
            self._tracker.see(path, state, self._clock(), fresh=True)

    def _revision(self) -> int:
        """Return milliseconds since the epoch, each larger than the last even when the clock steps back."""
        self._last_revision = max(self._last_revision + 1, int(self._wall() * 1000))
        return self._last_revision
