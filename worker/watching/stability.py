"""When a file is complete: nothing about it changed for a while, and nobody has it open for writing.

Pure but for the clock that is passed in: no sleeps, no file is touched here.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.watching.scanner import State

# Where nobody can tell whether a file is still open, and no close or rename was seen, a writer may merely pause; and
# a network file system shows the size of some seconds ago.
UNCERTAIN_FACTOR = 10
LEAST_UNCERTAIN_SECONDS = 3.0
LONGEST_LOOK_SECONDS = 5.0  # between two looks at a file that is still open
_TAKEN = math.nan  # equals no time


@dataclass(slots=True)
class Candidate:
    """A file that may be complete soon. Times are seconds of the caller's clock."""

    state: State
    unchanged_since: float
    fresh: bool
    closed: bool
    look_at: float = 0.0


@dataclass(slots=True)
class StabilityTracker:
    """Follows files until they are complete. Fresh ones and those of the backlog stand in two rows.

    Attributes:
        settle_seconds: Size, inode and times must be the same for so long. A close does not shorten it: a program that
            closed a file may open it again at once to go on, and the others of its batch come within the time.
    """

    settle_seconds: float
    candidates: dict[str, Candidate] = field(default_factory=dict)
    _rows: dict[bool, list[tuple[float, str]]] = field(default_factory=lambda: {True: [], False: []})

    def see(self, path: str, state: State, now: float, *, fresh: bool, closed: bool = False, age: float = 0.0) -> None:
        """Note the state of a file at ``now``.

        Args:
            path: Relative to the inbox.
            state: As found.
            now: Seconds of the caller's clock.
            fresh: It was dropped just now, not found by a scan.
            closed: Its writer closed it, or it came whole by a rename.
            age: Seconds since the file system last changed it: time it has been unchanged already.
        """
        known = self.candidates.get(path)
        if known is None or known.state != state:
            since = now - max(0.0, age)
            fresh = fresh or (known is not None and known.fresh)
            candidate = self.candidates[path] = Candidate(state, since, fresh, closed)
            self._look(path, candidate, since + self.settle_seconds)
        elif closed and not known.closed:
            known.closed = True
            self._look(path, known, max(now, known.unchanged_since + self.settle_seconds))

    def due(self, now: float, *, fresh: bool = False, most: int | None = None) -> list[str]:
        """Return the files of one row that are to be looked at now, longest due first, ``most`` of them at most.

        Each is due again after ``settle_seconds`` unless it is forgotten or postponed.
        """
        found: list[str] = []
        while (most is None or len(found) < most) and (at := self.next_look(fresh=fresh)) is not None and at <= now:
            _, path = heapq.heappop(self._rows[fresh])
            self.candidates[path].look_at = _TAKEN
            found.append(path)
        for path in found:
            self._look(path, self.candidates[path], now + self.settle_seconds)
        return found

    def next_look(self, *, fresh: bool) -> float | None:
        """Return when the next file of a row is due; None when the row is empty."""
        row = self._rows[fresh]
        while row:
            at, path = row[0]
            candidate = self.candidates.get(path)
            if candidate is not None and candidate.look_at == at and candidate.fresh is fresh:
                return at
            heapq.heappop(row)  # forgotten, or put off since
        return None

    def complete(self, path: str, now: float, *, being_written: bool | None) -> bool:
        """Decide about a file that is due and still in the state that was seen.

        One that is still open is looked at less and less often; seeing it closed, or changed, brings it forward.

        Args:
            path: Of a candidate.
            now: Seconds of the caller's clock.
            being_written: Whether somebody has it open for writing; None when nobody can tell.
        """
        candidate = self.candidates[path]
        waited = now - candidate.unchanged_since
        if being_written:
            pause = min(max(self.settle_seconds, waited / 4), LONGEST_LOOK_SECONDS)
            self._look(path, candidate, now + pause)
            return False
        if being_written is None and not candidate.closed:
            return waited >= max(UNCERTAIN_FACTOR * self.settle_seconds, LEAST_UNCERTAIN_SECONDS)
        return True

    def forget(self, path: str) -> None:
        """Stop following a file."""
        self.candidates.pop(path, None)

    def _look(self, path: str, candidate: Candidate, at: float) -> None:
        candidate.look_at = at
        heapq.heappush(self._rows[candidate.fresh], (at, path))
