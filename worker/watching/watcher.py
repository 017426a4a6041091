"""The watcher: finds complete files in the inbox and has each queued once.

One thread does everything but receiving file events. Whatever events miss, a rescan finds: events only make it prompt.
A file counts as queued when the broker accepted it, and is queued again when it changed or is still there long after.
"""

from __future__ import annotations

import os
import queue
import time
from typing import TYPE_CHECKING

import structlog

from worker.home.names import sidecars_of
from worker.home.writers import is_being_written
from worker.watching.completeness import digest_of
from worker.watching.drops import SingleDrops
from worker.watching.events import EventSource, Sighting
from worker.watching.filter import EVERY_INBOX, NameFilter
from worker.watching.leavings import Emptied, NeverTaken
from worker.watching.lost import LostJobs
from worker.watching.mounts import needs_polling
from worker.watching.naming import is_readable, make_readable, shown
from worker.watching.outbox import Outbox, Ready, Revisions
from worker.watching.queued import QueuedFiles
from worker.watching.root import Presence, Root
from worker.watching.scanner import Aside, State, scan, state_of
from worker.watching.sidecars import Sidecars, Strays, has_file, without_file
from worker.watching.stability import StabilityTracker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from worker.watching.outbox import Dispatch, Submit

log = structlog.get_logger(__name__)

ROOT_CHECK_SECONDS = 1.0
POLL_SECONDS = 1.0
FULL_QUEUE_SECONDS = 0.25  # between two looks whether a full queue has room again
# Files made in a new folder before it was watched give no event: look again so long after the last folder was made, and
# at the latest so long after the first.
AFTER_FOLDER_SECONDS = 1.0
LONGEST_AFTER_FOLDER_SECONDS = 5.0
EVENT_SECONDS = 5.0  # an event that has not come so long after what it tells of is lost
LOOK_AHEAD_FILES = 1000  # of the backlog, found complete before the queue has room: more would be stale by then
NANOSECONDS = 1_000_000_000


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
        self._names = names
        self._rescan_seconds = rescan_seconds
        self._requeue_seconds = requeue_seconds
        self._polling = polling
        self._clock = clock
        self._wall = wall

        self._presence = Root(root)
        self._tracker = StabilityTracker(settle_seconds)
        self._queued = QueuedFiles(requeue_seconds)
        self._lost = LostJobs(self._queued, is_idle)
        self._outbox = Outbox(
            submit=submit,
            capacity=capacity,
            digest=lambda ready: digest_of(root / ready.path, ready.state, max_file_bytes),
            revisions=Revisions(wall),
            batch_size=batch_size,
            backlog_batch_size=backlog_batch_size,
            clock=clock,
        )
        self._unreadable: dict[str, tuple[State, float]] = {}  # with the time at which to try again
        self._unread: dict[str, str] = {}  # folders that could not be listed
        self._sidecars = Sidecars()
        self._strays = Strays()
        self._emptied = Emptied(root)
        self._never = NeverTaken()
        self._drops = SingleDrops()

        # Also ends the wait of `run`: its `put` alone may be called in a signal handler (None: look up).
        self._sightings: queue.SimpleQueue[Sighting | None] = queue.SimpleQueue()
        self._events = EventSource(root, self._sightings.put)
        self._new_folders: set[str] = set()
        self._look_into_folders_at = 0.0
        self._look_into_folders_by = 0.0
        self._stopped = False
        self._here = False
        self._blind = False  # the file system tells neither events nor open writers
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
        strays = sum(path in self._tracker.candidates or path in self._outbox for path in self._strays)
        return len(self._tracker.candidates) + len(self._outbox) - strays

    @property
    def queued(self) -> int:
        """Files queued and, as far as is known, still in the inbox."""
        return len(self._queued)

    @property
    def unreadable(self) -> int:
        """Files that lie in the inbox and may not be read."""
        return len(self._unreadable)

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
                    self._take_in(first, self._clock())
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
                self._take_in(sighting, self._clock())
        self._look_into_folders(self._clock())
        if self._clock() >= self._next_scan:
            self._scan(self._clock())
        self._find_lost(self._clock())
        self._look_after_strays(self._clock())
        self._settle(self._clock())
        self._take_note(self._outbox.send(self._is_interrupted))

    def _is_interrupted(self) -> bool:
        return self._stopped or not self._sightings.empty()

    def _pause(self) -> float:
        """Return the seconds until the next thing is due; an event ends the wait earlier."""
        now = self._clock()
        due = [self._next_root_look, self._next_scan]
        if self._new_folders:
            due.append(self._look_into_folders_at)
        rows = [True] if self._outbox.backlog >= LOOK_AHEAD_FILES else [True, False]
        due.extend(at for row in rows if (at := self._tracker.next_look(fresh=row)) is not None)
        if (stray := self._strays.next_look) is not None:
            due.append(stray)
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
            self._blind = needs_polling(self._root)
            self._eventless = self._polling or self._blind or not self._events.start()
            self._next_scan = now
            self._scanned = False
        return self._here

    # --- finding ----------------------------------------------------------------------------------------------------

    def _take_in(self, sighting: Sighting, now: float) -> None:
        relative = os.path.relpath(sighting.path, self._root)
        if relative == "." or relative.startswith("../"):
            return
        if sighting.folder:
            self._see_folder(relative, now)
            if not self._new_folders:
                self._look_into_folders_by = now + LONGEST_AFTER_FOLDER_SECONDS
            self._look_into_folders_at = min(now + AFTER_FOLDER_SECONDS, self._look_into_folders_by)
            self._new_folders.add(relative)
            return
        found = state_of(self._root / relative)
        if found is None:
            return
        if self._names.is_issue_name(relative):
            self._see(relative, found, now, fresh=True, closed=sighting.closed)
        elif self._names.is_sidecar_name(relative):
            self._see_sidecar(relative, found, now)

    def _look_into_folders(self, now: float) -> None:
        """Look a second time into folders made lately: only the topmost, since a look goes all the way down."""
        if not self._new_folders or now < self._look_into_folders_at:
            return
        folders, self._new_folders = self._new_folders, set()
        for folder in folders:
            parts = folder.split("/")
            if not any("/".join(parts[:count]) in folders for count in range(1, len(parts))):
                self._see_folder(folder, now)

    def _see_folder(self, relative: str, now: float) -> None:
        for path, state in scan(self._root, relative, names=self._names):
            self._see(path, state, now, fresh=True)

    def _scan(self, now: float) -> None:
        """Look at every file; forget what has left the inbox."""
        present: set[str] = set()
        aside = Aside()
        fresh = self._scanned  # what the first scan finds lay there before
        missed = ""
        made_before = (self._wall() - EVENT_SECONDS) * NANOSECONDS
        try:
            for path, state in scan(self._root, aside=aside, names=self._names):
                present.add(path)
                if fresh and state.ctime_ns < made_before and not self._is_followed(path):
                    missed = path
                self._see(path, state, now, fresh=fresh)
                if self._stopped:
                    return
        except OSError as error:
            log.warning("scan failed", action="inbox_scan_failed", reason=str(error))
            self._next_scan = self._next_root_look = now + ROOT_CHECK_SECONDS
            return
        self._queued.keep_only(present, aside.unread)
        for path in [path for path in self._unreadable if path not in present]:
            del self._unreadable[path]
        for path, state in aside.sidecars.items():
            self._see_sidecar(path, state, now)
        self._sidecars.review(aside.sidecars, present, self._wall())
        for path in without_file(aside.sidecars, present):
            if path not in self._strays:  # its file was there still when it came
                self._strays.add(path, now)
        self._tell_unread(aside.unread)
        self._never.tell(aside.never)
        self._emptied.clear(aside.empty, self._wall())
        self._scanned = True
        if missed and not self._eventless:
            log.warning("events were lost: watching anew", action="inbox_events_lost", file=shown(missed))
            self._eventless = not self._events.start()
        took = self._clock() - now
        usual = POLL_SECONDS if self._eventless else self._rescan_seconds
        self._next_scan = self._clock() + max(usual, 5 * took)  # a scan may take a sixth of the time at most

    def _is_followed(self, path: str) -> bool:
        return (
            path in self._tracker.candidates or path in self._queued or path in self._outbox or path in self._unreadable
        )

    def _see(self, path: str, state: State, now: float, *, fresh: bool, closed: bool = False) -> None:
        if path in self._outbox or self._queued.is_settled(path, state, now):
            return  # should one in the outbox change, sending it notices
        refused = self._unreadable.get(path)
        if refused is not None and refused[0] == state and now < refused[1]:
            return
        fresh = fresh and not self._queued.is_known(path, state) and self._is_single(path, now)
        # the clock of a network file system is another machine's
        age = 0.0 if self._blind else self._wall() - state.ctime_ns / NANOSECONDS
        self._tracker.see(path, state, now, fresh=fresh, closed=closed, age=age)

    def _is_single(self, path: str, now: float) -> bool:
        """Tell a single drop from a delivery when it is first seen: of a delivery, finding files complete may wait."""
        candidate = self._tracker.candidates.get(path)
        return candidate.fresh if candidate is not None else self._drops.is_single(path, now)

    def _see_sidecar(self, path: str, state: State, now: float) -> None:
        """Have the file that a new or changed sidecar speaks of queued again, if it is still there."""
        if not self._sidecars.changed(path, state):
            return
        for issue in self._queued.reopen(path, now):
            found = state_of(self._root / issue)
            if found is not None:
                self._see(issue, found, now, fresh=False)
        if not has_file(self._root, path):
            self._strays.add(path, now)

    def _look_after_strays(self, now: float) -> None:
        """Give sidecars without a file to a worker: theirs may be in the archive."""
        for path in self._strays.due(now):
            found = state_of(self._root / path)
            if found is None or has_file(self._root, path):
                self._strays.forget(path)
            else:
                self._see(path, found, now, fresh=True)

    def _tell_unread(self, unread: dict[str, str]) -> None:
        for folder, reason in unread.items():
            if folder not in self._unread:
                log.warning("a folder cannot be read", action="folder_unread", folder=shown(folder), reason=reason)
        self._unread = unread

    def _find_lost(self, now: float) -> None:
        """Have files queued again whose jobs Redis has lost; those that left the inbox meanwhile are done."""
        lost = 0
        for path in self._lost.find(now):
            found = state_of(self._root / path)
            if found is None:
                self._queued.forget(path)
            else:
                lost += 1
                self._see(path, found, now, fresh=False)
        if lost:
            log.warning("jobs were lost: queued again", action="jobs_lost", files=lost)

    # --- settling ---------------------------------------------------------------------------------------------------

    def _settle(self, now: float) -> None:
        """Pass on what is complete: all that was dropped lately, of the backlog what may soon be queued."""
        self._outbox.add(self._complete(self._tracker.due(now, fresh=True), now), fresh=True)
        room = LOOK_AHEAD_FILES - self._outbox.backlog
        if room > 0:
            self._outbox.add(self._complete(self._tracker.due(now, fresh=False, most=room), now), fresh=False)

    def _complete(self, due: list[str], now: float) -> list[Ready]:
        complete: list[Ready] = []
        for path in due:
            candidate = self._tracker.candidates[path]
            place = self._root / path
            found = state_of(place)
            if found is None:
                self._tracker.forget(path)
            elif found != candidate.state:
                self._tracker.see(path, found, now, fresh=candidate.fresh)
            elif self._is_whole(path, place, now):
                self._tracker.forget(path)
                if is_readable(path):
                    complete.append(Ready(path, found, self._queued.revision_of(path, found)))
                else:
                    self._rename(path, found, now)
        return complete

    def _is_whole(self, path: str, place: Path, now: float) -> bool:
        return self._tracker.complete(path, now, being_written=self._is_open(place)) and self._sidecar_is_whole(place)

    def _is_open(self, place: Path) -> bool | None:
        return None if self._blind else is_being_written(place)

    def _sidecar_is_whole(self, place: Path) -> bool:
        """A sidecar that is just being written says half of what it should."""
        for sidecar in sidecars_of(place):
            state = state_of(sidecar)
            if state is None:
                continue
            age = self._wall() - state.ctime_ns / NANOSECONDS
            if 0 <= age < self._tracker.settle_seconds or self._is_open(sidecar):
                return False
        return True

    def _rename(self, path: str, state: State, now: float) -> None:
        """Give a file whose name is no text one that is; it settles anew under that name."""
        try:
            renamed = make_readable(self._root, path)
        except FileNotFoundError:
            return
        except OSError as error:
            self._refuse(path, state, now, f"it cannot be renamed: {error.strerror}")
            return
        log.info("renamed to a readable name", action="file_renamed", file=shown(path), name=renamed)
        found = state_of(self._root / renamed)
        if found is not None:
            self._see(renamed, found, now, fresh=True, closed=True)

    # --- queueing ---------------------------------------------------------------------------------------------------

    def _take_note(self, done: Dispatch) -> None:
        now = self._clock()
        for ready in done.queued:
            if ready.path not in self._strays:  # those have a rhythm of their own
                self._queued.add(ready.path, ready.state, now, ready.revision)
            self._emptied.take(ready.path)
            self._unreadable.pop(ready.path, None)
        for ready in done.changed:
            found = state_of(self._root / ready.path)
            if found is not None:
                self._see(ready.path, found, now, fresh=True)
        for ready, reason in done.unreadable:
            self._refuse(ready.path, ready.state, now, reason)

    def _refuse(self, path: str, state: State, now: float, reason: str) -> None:
        """Leave a file alone until it, or its permissions, change; or until some time has passed."""
        if self._unreadable.get(path, (None, 0.0))[0] != state:
            log.warning("a file cannot be read", action="file_unreadable", file=shown(path), reason=reason)
        self._unreadable[path] = (state, now + self._requeue_seconds)
