"""The watcher: finds complete files in the inbox and has each queued once.

One thread does everything but receiving file events. Whatever events miss, a rescan finds: events only make it prompt.
A file counts as queued when the broker accepted it, and is queued again when it changed or is still there long after.
"""

from __future__ import annotations

import queue
import time
from typing import TYPE_CHECKING

import structlog

from worker.watching.completeness import digest_of
from worker.watching.events import EventSource, Sighting
from worker.watching.filter import EVERY_INBOX, NameFilter
from worker.watching.finding import Finder
from worker.watching.followed import FollowedFiles
from worker.watching.lost import LostJobs
from worker.watching.mounts import needs_polling
from worker.watching.naming import shown
from worker.watching.outbox import Outbox, Revisions
from worker.watching.root import Presence, Root
from worker.watching.scanner import state_of
from worker.watching.settling import Settling

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from worker.watching.outbox import Dispatch, Submit

log = structlog.get_logger(__name__)

ROOT_CHECK_SECONDS = 1.0
POLL_SECONDS = 1.0
FULL_QUEUE_SECONDS = 0.25  # between two looks whether a full queue has room again


class Watcher:
    """Watches one inbox until stopped.

    Args:
        root: The inbox.
        submit: See ``Submit``.
        capacity: How many more files the queue may hold now; negative when it holds more than that.
        is_idle: Whether no job waits in the queue or is being worked on; False when that is not known.
        settle_seconds: See ``StabilityTracker``.
        rescan_seconds: Between two scans where events are trusted.
        requeue_seconds: A queued file that still lies in the inbox after so long is queued again.
        batch_size: Most files in one job list of single drops.
        backlog_batch_size: Most files in one job list of a delivery.
        max_file_bytes: Larger files are named by the digest of their beginning.
        polling: Do not rely on events.
        names: Tells issue files from the rest.
        clock: Monotonic seconds.
        wall: Seconds since the epoch.
    """

    def __init__(
        self,
        root: Path,
        *,
        submit: Submit,
        capacity: Callable[[], int],
        is_idle: Callable[[], bool] = lambda: False,
        settle_seconds: float = 0.3,
        rescan_seconds: float = 30.0,
        requeue_seconds: float = 600.0,
        batch_size: int = 20,
        backlog_batch_size: int = 100,
        max_file_bytes: int = 64 * 1024 * 1024,
        polling: bool = False,
        names: NameFilter = EVERY_INBOX,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._root = root
        self._rescan_seconds = rescan_seconds
        self._polling = polling
        self._clock = clock

        self._presence = Root(root)
        self._outbox = Outbox(
            submit=submit,
            capacity=capacity,
            digest=lambda ready: digest_of(root / ready.path, ready.state, max_file_bytes),
            revisions=Revisions(wall),
            batch_size=batch_size,
            backlog_batch_size=backlog_batch_size,
            clock=clock,
        )
        self._files = FollowedFiles(
            root, self._outbox, settle_seconds=settle_seconds, requeue_seconds=requeue_seconds, wall=wall
        )
        self._finder = Finder(self._files, names)
        self._settling = Settling(self._files)
        self._lost = LostJobs(self._files.queued, is_idle)

        # Also ends the wait of `run`: its `put` alone may be called in a signal handler (None: look up).
        self._sightings: queue.SimpleQueue[Sighting | None] = queue.SimpleQueue()
        self._events = EventSource(root, self._sightings.put)
        self._stopped = False
        self._here = False
        self._eventless = polling
        self._next_root_look = 0.0
        self._next_scan = 0.0
        self._scanned = False
        self._turned_at = clock()

    @property
    def seconds_since_turn(self) -> float:
        """How long the loop has not come round: seconds even of a full queue, minutes only when a mount hangs."""
        return self._clock() - self._turned_at

    @property
    def waiting(self) -> int:
        """Files seen but not queued: settling, or held back."""
        return self._files.waiting

    @property
    def queued(self) -> int:
        """Files queued and, as far as is known, still in the inbox."""
        return len(self._files.queued)

    @property
    def unreadable(self) -> int:
        """Files that lie in the inbox and may not be read."""
        return len(self._files.unreadable)

    def run(self) -> None:
        """Watch until ``stop``; does not return before. Every failure of the inbox is an outage that may pass."""
        try:
            while not self._stopped:
                self._turned_at = self._clock()
                self.step()
                try:
                    first = self._sightings.get(timeout=self._pause())
                except queue.Empty:
                    continue
                if first is not None:
                    self._finder.take_in(first, self._clock())
        finally:
            self._events.stop()

    def stop(self) -> None:
        """Make ``run`` return soon; may be called from any thread or a signal handler."""
        self._stopped = True
        self._sightings.put(None)

    def step(self) -> None:
        """Do once what is due: look after the root, take in events, scan, settle, queue."""
        if not self._root_is_there(self._clock()):
            return
        for _ in range(self._sightings.qsize()):
            sighting = self._sightings.get_nowait()
            if sighting is not None:
                self._finder.take_in(sighting, self._clock())
        self._finder.look_into_folders(self._clock())
        if self._clock() >= self._next_scan:
            self._scan(self._clock())
        self._find_lost(self._clock())
        self._finder.look_after_strays(self._clock())
        self._settling.settle(self._clock())
        self._take_note(self._outbox.send(self._is_interrupted))

    def _is_interrupted(self) -> bool:
        return self._stopped or not self._sightings.empty()

    def _pause(self) -> float:
        """Return the seconds until the next thing is due; an event ends the wait earlier."""
        now = self._clock()
        due = [self._next_root_look, self._next_scan, *self._finder.next_look(), *self._settling.next_look()]
        if self._outbox:
            due.append(max(now + FULL_QUEUE_SECONDS, self._outbox.next_try))
        return min(max(0.0, min(due) - now), ROOT_CHECK_SECONDS)

    # --- the root ---------------------------------------------------------------------------------------------------

    def _root_is_there(self, now: float) -> bool:
        if now < min(self._next_root_look, self._next_scan):
            return self._here
        self._next_root_look = now + ROOT_CHECK_SECONDS
        presence = self._presence.look(held=self.waiting + self.queued > 0)
        self._here = presence is not Presence.AWAY
        if not self._here:
            self._events.stop()
            self._next_scan = self._next_root_look
        elif presence is Presence.BACK or not (self._eventless or self._events.is_alive):
            self._files.blind = needs_polling(self._root)
            self._eventless = self._polling or self._files.blind or not self._events.start()
            self._next_scan = now
            self._scanned = False
        return self._here

    def _scan(self, now: float) -> None:
        """Scan the inbox; should it find what an event did not tell of, receive events anew."""
        try:
            missed = self._finder.scan(now, first=not self._scanned, is_stopped=lambda: self._stopped)
        except OSError as error:
            log.warning("scan failed", action="inbox_scan_failed", reason=str(error))
            self._next_scan = self._next_root_look = now + ROOT_CHECK_SECONDS
            return
        self._scanned = True
        if missed and not self._eventless:
            log.warning("events were lost: watching anew", action="inbox_events_lost", file=shown(missed))
            self._eventless = not self._events.start()
        took = self._clock() - now
        usual = POLL_SECONDS if self._eventless else self._rescan_seconds
        self._next_scan = self._clock() + max(usual, 5 * took)  # a scan may take a sixth of the time at most

    # --- lost jobs --------------------------------------------------------------------------------------------------

    def _find_lost(self, now: float) -> None:
        """Have files queued again whose jobs Redis has lost; those that left the inbox meanwhile are done."""
        lost = 0
        for path in self._lost.find(now):
            found = state_of(self._root / path)
            if found is None:
                self._files.queued.forget(path)
            else:
                lost += 1
                self._files.see(path, found, now, fresh=False)
        if lost:
            log.warning("jobs were lost: queued again", action="jobs_lost", files=lost)

    # --- queueing ---------------------------------------------------------------------------------------------------

    def _take_note(self, done: Dispatch) -> None:
        now = self._clock()
        for ready in done.queued:
            if ready.path not in self._files.strays:  # those have a rhythm of their own
                self._files.queued.add(ready.path, ready.state, now, ready.revision)
            self._finder.emptied.take(ready.path)
            self._files.unreadable.pop(ready.path, None)
        for ready in done.changed:
            found = state_of(self._root / ready.path)
            if found is not None:
                self._files.see(ready.path, found, now, fresh=True)
        for ready, reason in done.unreadable:
            self._files.refuse(ready.path, ready.state, now, reason)
