"""Sidecars as the watcher sees them: which are new or changed, and which came too late for their file."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import structlog

from worker.home.names import SIDECAR_SUFFIXES, without_sidecar_suffix
from worker.watching.filter import stem
from worker.watching.naming import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from worker.watching.scanner import State

log = structlog.get_logger(__name__)

FIRST_STRAY_SECONDS = 2.0  # until a sidecar without a file is given to a worker again
LONGEST_STRAY_SECONDS = 600.0
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


def without_file(sidecars: Iterable[str], present: AbstractSet[str]) -> list[str]:
    """Return the sidecars that speak of none of the files of the inbox."""
    wanted = {path: without_sidecar_suffix(path) for path in sidecars}
    stems = set(map(stem, present)) if wanted else set()
    return [path for path, plain in wanted.items() if plain not in present and plain not in stems]


def has_file(root: Path, sidecar: str) -> bool:
    """Return whether a file that a sidecar may speak of lies beside it; both are below ``root``."""
    plain = without_sidecar_suffix(sidecar)
    folder, _, name = plain.rpartition("/")
    try:
        with os.scandir(root / folder) as entries:
            return any(
                entry.name == name or (stem(entry.name) == name and not entry.name.lower().endswith(SIDECAR_SUFFIXES))
                for entry in entries
            )
    except OSError:
        return False


class Strays:
    """Sidecars whose file is not beside them: it may be in the archive already, or yet to come.

    Each is given to a worker, who knows; while he finds no file for it, ever more seldom.
    """

    def __init__(self) -> None:
        self._due: dict[str, tuple[float, float]] = {}  # when to look next, and the pause after that

    def __contains__(self, path: object) -> bool:
        return path in self._due

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._due))

    @property
    def next_look(self) -> float | None:
        """When the next one is due; None when there is none."""
        return min((at for at, _ in self._due.values()), default=None)

    def add(self, path: str, now: float) -> None:
        """Take in a sidecar that is new or changed."""
        self._due[path] = now, FIRST_STRAY_SECONDS

    def due(self, now: float) -> list[str]:
        """Return those to be looked at now; each is due again later, unless it is forgotten."""
        found = [path for path, (at, _) in self._due.items() if at <= now]
        for path in found:
            pause = self._due[path][1]
            self._due[path] = now + pause, min(2 * pause, LONGEST_STRAY_SECONDS)
        return found

    def forget(self, path: str) -> None:
        """Stop looking: it went, or its file came."""
        self._due.pop(path, None)
