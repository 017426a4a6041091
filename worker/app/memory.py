"""How much memory a worker's child may take, so that one hostile file cannot take the machine's.

What a child shares with its parent since the fork (dictionaries, models) is not counted: the limit is on what it adds.
A file that needs more meets a MemoryError, or the end of its child, and is quarantined; see ``worker.queueing.tasks``.
"""

from __future__ import annotations

import resource
from pathlib import Path

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
