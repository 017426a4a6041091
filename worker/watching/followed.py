"""The files of the inbox that are followed: seen, settling, waiting to be queued, queued, or not to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from worker.watching.drops import SingleDrops
from worker.watching.naming import shown
from worker.watching.queued import QueuedFiles
from worker.watching.sidecars import Strays
from worker.watching.stability import StabilityTracker

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from worker.watching.outbox import Outbox
    from worker.watching.scanner import State

log = structlog.get_logger(__name__)

NANOSECONDS = 1_000_000_000


class FollowedFiles:
    """What is known of each file.

    Args:
        root: The inbox.
        outbox: Those that are complete.
        settle_seconds: See ``StabilityTracker``.
        requeue_seconds: See ``QueuedFiles``; one that cannot be read is left alone for so long.
        wall: Seconds since the epoch.

    Attributes:
        tracker: Those that may be complete soon.
        queued: Those that the broker accepted.
        strays: Sidecars whose file is not there.
        unreadable: Those that cannot be read, with their state and the time at which to try again.
        blind: The file system tells neither events nor open writers.
    """

    def __init__(
        self, root: Path, outbox: Outbox, *, settle_seconds: float, requeue_seconds: float, wall: Callable[[], float]
    ) -> None:
        self.root = root
        self.outbox = outbox
        self.wall = wall
        self.tracker = StabilityTracker(settle_seconds)
        self.queued = QueuedFiles(requeue_seconds)
        self.strays = Strays()
        self.unreadable: dict[str, tuple[State, float]] = {}
        self.blind = False
        self._drops = SingleDrops()
        self._patience = requeue_seconds

    @property
    def waiting(self) -> int:
        """Files seen but not queued: settling, or held back."""
        strays = sum(path in self.tracker.candidates or path in self.outbox for path in self.strays)
        return len(self.tracker.candidates) + len(self.outbox) - strays

    def is_followed(self, path: str) -> bool:
        """Tell whether a file was seen before, and is not forgotten."""
        return path in self.tracker.candidates or path in self.queued or path in self.outbox or path in self.unreadable

    def see(self, path: str, state: State, now: float, *, fresh: bool, closed: bool = False) -> None:
        """Take in the state of a file; see ``StabilityTracker.see``."""
        if path in self.outbox or self.queued.is_settled(path, state, now):
            return  # should one in the outbox change, sending it notices
        refused = self.unreadable.get(path)
        if refused is not None and refused[0] == state and now < refused[1]:
            return
        fresh = fresh and not self.queued.is_known(path, state) and self._is_single(path, now)
        # the clock of a network file system is another machine's
        age = 0.0 if self.blind else self.wall() - state.ctime_ns / NANOSECONDS
        self.tracker.see(path, state, now, fresh=fresh, closed=closed, age=age)

    def _is_single(self, path: str, now: float) -> bool:
        """Tell a single drop from a delivery when it is first seen: of a delivery, finding files complete may wait."""
        candidate = self.tracker.candidates.get(path)
        return candidate.fresh if candidate is not None else self._drops.is_single(path, now)

    def refuse(self, path: str, state: State, now: float, reason: str) -> None:
        """Leave a file alone until it, or its permissions, change; or until some time has passed."""
        if self.unreadable.get(path, (None, 0.0))[0] != state:
            log.warning("a file cannot be read", action="file_unreadable", file=shown(path), reason=reason)
        self.unreadable[path] = (state, now + self._patience)

    def keep_only(self, present: Collection[str], unread: Collection[str]) -> None:
        """Forget what a scan did not find; of what was queued, not what lies in folders that it could not list."""
        self.queued.keep_only(present, unread)
        for path in [path for path in self.unreadable if path not in present]:
            del self.unreadable[path]
