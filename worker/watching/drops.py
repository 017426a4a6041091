"""Tells single drops from deliveries: what a person drops now must not wait behind an archive that is being copied in.

Both arrive as file events. Where files come in is what differs: a delivery fills a folder, or makes many folders; a
single drop is one of a few in its own. A flood straight into the inbox hides single drops there while it lasts.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS = 10.0  # how far back is looked
MOST_IN_A_FOLDER = 20  # files that come in so long into one folder and are still single drops
MOST_IN_FOLDERS = 200  # the same of all folders below the inbox together


class SingleDrops:
    """Counts what came in lately, folder by folder."""

    def __init__(self) -> None:
        self._row: deque[tuple[float, str, int]] = deque()
        self._lately: Counter[str] = Counter()
        self._nested = 0

    def sift(self, paths: Sequence[str], now: float) -> list[bool]:
        """Take in files that became complete together; tell of each whether it is a single drop.

        Args:
            paths: Relative to the inbox.
            now: Monotonic seconds.
        """
        while self._row and self._row[0][0] < now - SECONDS:
            _, folder, count = self._row.popleft()
            self._add(folder, -count)
        folders = [path.rpartition("/")[0] for path in paths]
        for folder, count in Counter(folders).items():
            self._row.append((now, folder, count))
            self._add(folder, count)
        crowded = self._nested > MOST_IN_FOLDERS
        return [self._lately[folder] <= MOST_IN_A_FOLDER and not (folder and crowded) for folder in folders]

    def _add(self, folder: str, count: int) -> None:
        self._lately[folder] += count
        if not self._lately[folder]:
            del self._lately[folder]
        if folder:
            self._nested += count
