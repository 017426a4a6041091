"""Tells single drops from deliveries: what a person drops now must not wait behind an archive that is being copied in.

Both arrive as file events. Where files come in is what differs: a delivery fills a folder, or makes many folders; a
single drop is one of a few in its own. A flood straight into the inbox hides single drops there while it lasts.
"""

from __future__ import annotations

from collections import Counter, deque

SECONDS = 10.0  # how far back is looked
MOST_IN_A_FOLDER = 20  # files that come in so long into one folder and are still single drops
MOST_IN_FOLDERS = 200  # the same of all folders below the inbox together


class SingleDrops:
    """Counts what came in lately, folder by folder."""

    def __init__(self) -> None:
        self._row: deque[tuple[float, str]] = deque()
        self._lately: Counter[str] = Counter()
        self._nested = 0

    def is_single(self, path: str, now: float) -> bool:
        """Take in a file that was seen for the first time; tell whether it is a single drop.

        Args:
            path: Relative to the inbox.
            now: Monotonic seconds.
        """
        while self._row and self._row[0][0] < now - SECONDS:
            self._add(self._row.popleft()[1], -1)
        folder = path.rpartition("/")[0]
        self._row.append((now, folder))
        self._add(folder, 1)
        if folder and self._nested > MOST_IN_FOLDERS:
            return False
        return self._lately[folder] <= MOST_IN_A_FOLDER

    def _add(self, folder: str, count: int) -> None:
        self._lately[folder] += count
        if not self._lately[folder]:
            del self._lately[folder]
        if folder:
            self._nested += count
