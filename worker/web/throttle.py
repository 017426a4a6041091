"""At most so many events a second from one source: a bucket each that fills up again."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_SOURCES = 10_000


@dataclass(slots=True)
class Throttle:
    """Buckets of ``burst`` events that gain ``per_second``."""

    per_second: float
    burst: float
    clock: Callable[[], float] = time.monotonic
    _buckets: dict[str, tuple[float, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, source: str) -> float:
        """Take one event from a source's bucket; return 0, or the seconds until there is one to take."""
        now = self.clock()
        with self._lock:
            level = self._level(source, now)
            if level < 1:
                return (1 - level) / self.per_second
            if len(self._buckets) >= _MOST_SOURCES:
                self._forget_full(now)
            self._buckets[source] = (level - 1, now)
            return 0.0

    def give_back(self, source: str) -> None:
        """Undo a ``take``: the event turned out not to count."""
        with self._lock:
            now = self.clock()
            self._buckets[source] = (min(self.burst, self._level(source, now) + 1), now)

    def _level(self, source: str, now: float) -> float:
        level, since = self._buckets.get(source, (self.burst, now))
        return min(self.burst, level + (now - since) * self.per_second)

    def _forget_full(self, now: float) -> None:
        self._buckets = {
            source: bucket for source, bucket in self._buckets.items() if self._level(source, now) < self.burst
        } or {}
