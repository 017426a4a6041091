"""When a file is complete: nothing about it changed for a while, and nobody has it open for writing.

Pure but for the clock that is passed in: no sleeps, no file is touched here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.watching.scanner import State

# Where nobody can tell whether a file is still open, and no close or rename was seen, a writer may merely pause.
UNCERTAIN_FACTOR = 10


@dataclass(slots=True)
class Candidate:
    """A file that may be complete soon. Times are seconds of the caller's clock."""

    state: State
    unchanged_since: float
    fresh: bool
    closed: bool


@dataclass(slots=True)
class StabilityTracker:
    """Follows files until they are complete.

    Attributes:
        settle_seconds: Size, inode and times must be the same for so long.
    """

    settle_seconds: float
    candidates: dict[str, Candidate] = field(default_factory=dict)

    def see(self, path: str, state: State, now: float, *, fresh: bool, closed: bool = False, age: float = 0.0) -> None:
        """Note the state of a file at ``now``.

        Args:
            path: Relative to the inbox.
            state: As found.
            now: Seconds of the caller's clock.
            fresh: It was dropped just now, not found by a scan.
            closed: Its writer closed it, or it came whole by a rename or a link.
            age: Seconds since the file system last changed it: time it has been unchanged already.
        """
        known = self.candidates.get(path)
        if known is None or known.state != state:
            since = now - max(0.0, age)
            fresh = fresh or (known is not None and known.fresh)
            self.candidates[path] = Candidate(state, since, fresh, closed)
            return
        known.closed = known.closed or closed

    def due(self, now: float) -> list[str]:
        """Return the files that have been unchanged long enough to be looked at again."""
        limit = now - self.settle_seconds
        return [path for path, candidate in self.candidates.items() if candidate.unchanged_since <= limit]

    def complete(self, path: str, now: float, *, being_written: bool | None) -> bool:
        """Decide about a file that is due and still in the state that was seen.

        Args:
            path: Of a candidate.
            now: Seconds of the caller's clock.
            being_written: Whether somebody has it open for writing; None when nobody can tell.
        """
        candidate = self.candidates[path]
        if being_written is not None:
            return not being_written
        waited = now - candidate.unchanged_since
        return candidate.closed or waited >= UNCERTAIN_FACTOR * self.settle_seconds

    def forget(self, path: str) -> None:
        """Stop following a file."""
        self.candidates.pop(path, None)
