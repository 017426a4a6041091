"""Sidecars as the watcher sees them: which are new or changed, and which came too late for their file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import structlog

from worker.home.filing import without_sidecar_suffix
from worker.watching.filter import stem
from worker.watching.naming import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from worker.watching.scanner import State

log = structlog.get_logger(__name__)

STRAY_SECONDS = 60.0  # a sidecar without its file for so long will not find it any more
_NANOSECONDS = 1_000_000_000


@dataclass(slots=True)
class Sidecars:
    """The sidecars of the inbox in the state in which they were last seen."""

    _states: dict[str, State] = field(default_factory=dict)
    _stray: set[str] = field(default_factory=set)

    def changed(self, path: str, state: State) -> bool:
        """Note a sidecar's state; tell whether it is another than before."""
        known = self._states.get(path)
        self._states[path] = state
        return known != state

    def review(self, found: Mapping[str, State], present: AbstractSet[str], wall: float) -> None:
        """Note what a scan found, and say once of each sidecar that has no file (any more) that it changes nothing.

        Args:
            found: All sidecars of the inbox.
            present: All issue files of the inbox.
            wall: Seconds since the epoch.
        """
        self._states = dict(found)
        self._stray &= found.keys()
        limit = (wall - STRAY_SECONDS) * _NANOSECONDS
        old = [path for path, state in found.items() if state.ctime_ns < limit and path not in self._stray]
        if not old:
            return
        stems = set(map(stem, present))
        for path in old:
            plain = without_sidecar_suffix(path)
            if plain not in present and plain not in stems:
                log.warning("a sidecar without its file", action="sidecar_stray", file=shown(path))
                self._stray.add(path)
