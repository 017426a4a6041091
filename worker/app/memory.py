"""How much memory a worker's child may take, so that one hostile file cannot take the machine's; what it gives back.

What a child shares with its parent since the fork (dictionaries, models) is not counted: the limit is on what it adds.
A file that needs more meets a MemoryError, or the end of its child, and is quarantined; see ``worker.queueing.tasks``.
"""

from __future__ import annotations

import ctypes
import resource
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

KIB = 1024
_STATUS = Path("/proc/self/status")


def limit_growth(most_bytes: int) -> None:
    """Let this process take at most ``most_bytes`` more of private memory than it has.

    ``RLIMIT_DATA`` is the limit: since Linux 4.7 it covers every private writable mapping, and unlike ``RLIMIT_AS``
    neither the files a process maps nor what it merely reserves. Elsewhere than on Linux nothing is limited.
    """
    taken = _of_status("VmData")
    if taken is None:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = taken + most_bytes
    resource.setrlimit(resource.RLIMIT_DATA, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def trim() -> None:
    """Give the system what the C library keeps of memory that was freed; other C libraries than GNU's keep less."""
    trimming: Any = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trimming is not None:
        trimming(0)


class GivingBack:
    """Gives memory back after an order, when the process has worked long enough since the last time.

    An order of a hundred files is held at once, and what it took would stay with the child for as long as it lives: a
    sixth of what the child has to itself. Giving it back takes milliseconds, and as long again to take it anew: too
    much after each of many small orders, nothing in a second.

    Args:
        least_seconds: Of the processor's time between two times.
        spent: Returns the processor's time of this process in seconds.
        give_back: Does it.
    """

    def __init__(
        self,
        least_seconds: float = 1.0,
        spent: Callable[[], float] = time.process_time,
        give_back: Callable[[], None] = trim,
    ) -> None:
        self._least_seconds, self._spent, self._give_back = least_seconds, spent, give_back
        self._last = 0.0  # a process that was forked begins at nothing

    def after_order(self, **_: object) -> None:
        """Give back what the order has left, if it is time."""
        spent = self._spent()
        if spent - self._last >= self._least_seconds:
            self._last = spent
            self._give_back()


def resident_bytes() -> int:
    """Return the most memory that this process has held; its children begin with as much."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB


def _of_status(name: str) -> int | None:
    """Return a field of this process's status in bytes; None where the system does not tell."""
    try:
        lines = _STATUS.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return None
    return next((int(line.split()[1]) * KIB for line in lines if line.startswith(f"{name}:")), None)
