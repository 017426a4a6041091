"""Passes on what is complete: not open, unchanged for a while, its sidecar whole, its name a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from worker.home.names import sidecars_of
from worker.home.writers import is_being_written
from worker.messages import message
from worker.watching.naming import is_readable, make_readable, shown
from worker.watching.outbox import Ready
from worker.watching.scanner import State, state_of

if TYPE_CHECKING:
    from pathlib import Path

    from worker.watching.followed import FollowedFiles

log = structlog.get_logger(__name__)

LOOK_AHEAD_FILES = 1000  # of the backlog, found complete before the queue has room: more would be stale by then
NANOSECONDS = 1_000_000_000


class Settling:
    """Moves files from the tracker to the outbox."""

    def __init__(self, files: FollowedFiles) -> None:
        self._files = files

    def next_look(self) -> list[float]:
        """Return when files may be complete next."""
        rows = [True] if self._files.outbox.backlog >= LOOK_AHEAD_FILES else [True, False]
        return [at for row in rows if (at := self._files.tracker.next_look(fresh=row)) is not None]

    def settle(self, now: float) -> None:
        """Pass on what is complete: all that was dropped lately, of the backlog what may soon be queued."""
        self._files.outbox.add(self._complete(self._files.tracker.due(now, fresh=True), now), fresh=True)
        room = LOOK_AHEAD_FILES - self._files.outbox.backlog
        if room > 0:
            self._files.outbox.add(
                self._complete(self._files.tracker.due(now, fresh=False, most=room), now), fresh=False
            )

    def _complete(self, due: list[str], now: float) -> list[Ready]:
        complete: list[Ready] = []
        for path in due:
            candidate = self._files.tracker.candidates[path]
            place = self._files.root / path
            found = state_of(place)
            if found is None:
                self._files.tracker.forget(path)
            elif found != candidate.state:
                self._files.tracker.see(path, found, now, fresh=candidate.fresh)
            elif self._is_whole(path, place, now):
                self._files.tracker.forget(path)
                if is_readable(path):
                    complete.append(Ready(path, found, self._files.queued.revision_of(path, found)))
                else:
                    self._rename(path, found, now)
        return complete

    def _is_whole(self, path: str, place: Path, now: float) -> bool:
        return self._files.tracker.complete(path, now, being_written=self._is_open(place)) and self._sidecar_is_whole(
            place
        )

    def _is_open(self, place: Path) -> bool | None:
        return None if self._files.blind else is_being_written(place)

    def _sidecar_is_whole(self, place: Path) -> bool:
        """A sidecar that is just being written says half of what it should."""
        for sidecar in sidecars_of(place):
            state = state_of(sidecar)
            if state is None:
                continue
            age = self._files.wall() - state.ctime_ns / NANOSECONDS
            if 0 <= age < self._files.tracker.settle_seconds or self._is_open(sidecar):
                return False
        return True

    def _rename(self, path: str, state: State, now: float) -> None:
        """Give a file whose name is no text one that is; it settles anew under that name."""
        try:
            renamed = make_readable(self._files.root, path)
        except FileNotFoundError:
            return
        except OSError as error:
            self._files.refuse(path, state, now, message(f"it cannot be renamed: {error.strerror}"))
            return
        log.info("renamed to a readable name", action="file_renamed", file=shown(path), name=renamed)
        found = state_of(self._files.root / renamed)
        if found is not None:
            self._files.see(renamed, found, now, fresh=True, closed=True)
