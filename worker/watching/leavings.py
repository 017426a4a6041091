"""What is left in the inbox: folders whose files were all taken, and what can never be taken."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import structlog

from worker.watching.naming import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

log = structlog.get_logger(__name__)

EMPTY_SECONDS = 60.0  # whoever copies a folder in file by file finds it still there


class Emptied:
    """Folders that were emptied by taking their files; one that somebody made and left empty stays."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._taken_from: set[str] = set()

    def take(self, path: str) -> None:
        """Note a file that is being taken."""
        folder = path.rpartition("/")[0]
        while folder and folder not in self._taken_from:
            self._taken_from.add(folder)
            folder = folder.rpartition("/")[0]

    def clear(self, empty: Mapping[str, float], wall: float) -> None:
        """Remove those that have been empty for a while.

        Args:
            empty: Folders with nothing in them, and when they were last changed.
            wall: Seconds since the epoch.
        """
        for folder, changed in empty.items():
            if folder in self._taken_from and wall - changed >= EMPTY_SECONDS:
                with contextlib.suppress(OSError):  # something came, or it is a mount
                    (self._root / folder).rmdir()
                    self._taken_from.discard(folder)
                    log.info("removed: all its files were taken", action="folder_removed", folder=shown(folder))


class NeverTaken:
    """What lies in the inbox and will never be taken: each is told once, when a second scan still finds it."""

    def __init__(self) -> None:
        self._seen: frozenset[str] = frozenset()
        self._told: frozenset[str] = frozenset()

    def tell(self, never: Mapping[str, str]) -> None:
        """Say what is new among it; an unfinished download may have its name by the next scan."""
        stayed = self._seen & never.keys()
        for path in sorted(stayed - self._told):
            log.info("never taken", action="file_never_taken", file=shown(path), reason=never[path])
        self._told = stayed
        self._seen = frozenset(never)
