"""Orders that Redis has lost: it says that it has none, but files that were queued still lie in the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.watching.queued import QueuedFiles

LOOK_SECONDS = 1.5  # between two looks


class LostJobs:
    """Looks whether the queue is idle although files should be in it.

    Args:
        queued: The files that were queued.
        is_idle: Whether no job waits in the queue or is being worked on; False when that is not known.
    """

    def __init__(self, queued: QueuedFiles, is_idle: Callable[[], bool]) -> None:
        self._queued = queued
        self._is_idle = is_idle
        self._next_look = 0.0
        self._idle_before: float | None = None  # when the last look found it so

    def find(self, now: float) -> list[str]:
        """Return the files whose jobs are lost; they may be queued again.

        A job may be done between the look at the queue and the look at the file, so it takes two looks in a row.
        """
        if not len(self._queued) or now < self._next_look:
            return []
        self._next_look = now + LOOK_SECONDS
        if not self._is_idle():
            self._idle_before = None
            return []
        before, self._idle_before = self._idle_before, now
        return [] if before is None else self._queued.reopen_lost(before, now)
