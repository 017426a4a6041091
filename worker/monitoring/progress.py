"""How fast a backlog goes down, and when it will be done: from the files done so far and the files left."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_OF_ONE_UNIT = 90  # seconds or minutes: people change the unit at one and a half of the next
WINDOW_SECONDS = 30.0  # long enough that a batch more or less hardly shows, short enough to follow a change


@dataclass(frozen=True, slots=True)
class Estimate:
    """What can be said now.

    Attributes:
        left: Files that wait.
        done: Files done since the look began.
        files_per_second: Over the last ``WINDOW_SECONDS``.
        seconds: Until none is left at that rate; 0 when none is, None while nothing moves.
    """

    left: int
    done: int
    files_per_second: float
    seconds: float | None


@dataclass(slots=True)
class Progress:
    """Notes a running total from time to time and reckons with the last of it."""

    window_seconds: float = WINDOW_SECONDS
    _first: int | None = None
    _idle: bool = False
    _seen: deque[tuple[float, int]] = field(default_factory=deque)

    def add(self, now: float, total: int, left: int) -> Estimate:
        """Note a look and return what follows from it.

        Args:
            now: Seconds of any clock that does not step.
            total: Files done, counted from anywhere; should the count begin anew, so does the reckoning.
            left: Files that wait.
        """
        if self._seen and total < self._seen[-1][1]:
            self._seen.clear()
            self._first = None
        self._first = total if self._first is None else self._first
        if self._idle and self._seen and total == self._seen[-1][1]:
            self._seen.clear()  # a rate is that of work: the time in which there was none does not count
        self._idle = not left
        self._seen.append((now, total))
        while now - self._seen[0][0] > self.window_seconds:
            self._seen.popleft()
        began, before = self._seen[0]
        rate = (total - before) / (now - began) if now > began else 0.0
        seconds = 0.0 if not left else left / rate if rate > 0 else None
        return Estimate(left, total - self._first, rate, seconds)


def _in_english(template: str, /, **fields: object) -> str:
    return template.format(**fields)


def spoken(seconds: float, say: Callable[..., str] = _in_english) -> str:
    """Return a duration as one says it, no finer than is known: ``5 s``, ``3 min``, ``2 h 10 min``.

    Args:
        seconds: Of the duration.
        say: Fills a template in, in the language of whoever reads it.
    """
    if seconds < _OF_ONE_UNIT:
        return say("{seconds} s", seconds=round(seconds))
    minutes = round(seconds / 60)
    if minutes < _OF_ONE_UNIT:
        return say("{minutes} min", minutes=minutes)
    return say("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
