"""Complete files on their way into the queue: what goes first, how many at a time, and what the broker refused.

A file leaves the outbox when the broker has accepted it, not before.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

import structlog

from worker.errors import TransientError
from worker.job import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from worker.watching.scanner import State

log = structlog.get_logger(__name__)

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0  # between tries while the broker is away
JOB_BYTES = 4 * 1024 * 1024  # files of one job list are held in memory together; a larger one goes alone
FRESH_RESERVE_FILES = 500  # single drops may exceed the queue's capacity by so many


class Submit(Protocol):
    """Hands one job list to the broker; raises TransientError when it did not accept it."""

    def __call__(self, jobs: Sequence[Job], *, fresh: bool) -> None:
        """Queue the jobs as one task."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A complete file, to be queued or queued.

    Attributes:
        path: Relative to the inbox.
        state: In which it was found complete.
        revision: Of its job; 0 when it has none yet. One that is given again is no newer than it was.
    """

    path: str
    state: State
    revision: int = 0


@dataclass(slots=True)
class Dispatch:
    """What one ``send`` came to."""

    queued: list[Ready] = field(default_factory=list)
    changed: list[Ready] = field(default_factory=list)  # no longer what they were when they were found complete
    unreadable: list[tuple[Ready, str]] = field(default_factory=list)  # with the reason


class Revisions:
    """Milliseconds since the epoch, each larger than the last even when the clock steps back."""

    def __init__(self, wall: Callable[[], float]) -> None:
        self._wall = wall
        self._last = 0

    def next(self) -> int:
        """Return the revision of a file found complete now."""
        self._last = max(self._last + 1, int(self._wall() * 1000))
        return self._last


class Outbox:
    """Holds complete files and hands them to the broker in batches, single drops before the backlog.

    Args:
        submit: See ``Submit``.
        capacity: How many more files the queue may hold now; negative when it holds more than that. May raise
            TransientError.
        digest: Returns a file's digest, or None when it is no longer in the state given. May raise OSError.
        revisions: Number the jobs.
        batch_size: Most files in one job list of single drops: they are to be searchable soon.
        backlog_batch_size: Most files in one job list of the backlog: the larger, the less an article costs.
        clock: Monotonic seconds.
    """

    def __init__(
        self,
        *,
        submit: Submit,
        capacity: Callable[[], int],
        digest: Callable[[Ready], str | None],
        revisions: Revisions,
        batch_size: int,
        backlog_batch_size: int,
        clock: Callable[[], float],
    ) -> None:
        self._submit = submit
        self._capacity = capacity
        self._digest = digest
        self._revisions = revisions
        self._batch_size = batch_size
        self._backlog_batch_size = backlog_batch_size
        self._clock = clock
        self._fresh: deque[Ready] = deque()
        self._backlog: deque[Ready] = deque()
        self._paths: set[str] = set()
        self._pause = 0.0
        self._next_try = 0.0

    def __len__(self) -> int:
        return len(self._paths)

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    @property
    def backlog(self) -> int:
        """Files that wait behind the single drops."""
        return len(self._backlog)

    @property
    def next_try(self) -> float:
        """When the broker, having refused, is asked again; in the past while it accepts."""
        return self._next_try

    def add(self, files: Sequence[Ready], *, fresh: bool) -> None:
        """Take complete files: single drops (``fresh``), which go first, or others."""
        (self._fresh if fresh else self._backlog).extend(files)
        self._paths.update(ready.path for ready in files)

    def send(self, interrupted: Callable[[], bool]) -> Dispatch:
        """Hand over what the queue can take.

        Args:
            interrupted: Asked between batches of the backlog: whether something else should be done first.
        """
        done = Dispatch()
        if not self._paths or self._clock() < self._next_try:
            return done
        try:
            room = self._capacity()
            while self._fresh and room > -FRESH_RESERVE_FILES:
                self._send_batch(self._fresh, self._batch_size, done, fresh=True)
                room -= self._batch_size
            while self._backlog and room > 0 and not interrupted():
                most = min(self._backlog_batch_size, room)
                self._send_batch(self._backlog, most, done, fresh=False)
                room -= most
        except TransientError as error:
            self._pause = min(max(FIRST_PAUSE_SECONDS, 2 * self._pause), LONGEST_PAUSE_SECONDS)
            self._next_try = self._clock() + self._pause
            log.warning("not queued", action="queue_refused", waiting=len(self), reason=str(error), pause=self._pause)
        return done

    def _send_batch(self, row: deque[Ready], most: int, done: Dispatch, *, fresh: bool) -> None:
        """Hand over up to ``most`` files of a row; they stay in it when that fails."""
        taken: list[Ready] = []
        queued: list[Ready] = []
        jobs: list[Job] = []
        size = 0
        try:
            while row and len(jobs) < most and (not jobs or size + row[0].state.size <= JOB_BYTES):
                ready = row.popleft()
                taken.append(ready)
                size += ready.state.size
                job = self._order(ready, done)
                if job is None:
                    taken.pop()
                    self._paths.discard(ready.path)
                else:
                    jobs.append(job)
                    queued.append(replace(ready, revision=job.revision))
            if jobs:
                self._submit(jobs, fresh=fresh)
                self._pause = 0.0
        except BaseException:
            row.extendleft(reversed(taken))
            raise
        done.queued.extend(queued)
        self._paths.difference_update(ready.path for ready in queued)
        if jobs:
            log.info("queued", action="files_queued", files=len(jobs), fresh=fresh, first=jobs[0].path)

    def _order(self, ready: Ready, done: Dispatch) -> Job | None:
        try:
            digest = self._digest(ready)
        except OSError as error:
            done.unreadable.append((ready, error.strerror or str(error)))
            return None
        if digest is None:
            done.changed.append(ready)
            return None
        return Job(ready.path, digest, ready.revision or self._revisions.next())
