"""What processes take: processor time of a worker and its children, memory that a child does not share."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_KIB_IN_MB = 1024


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat after the command: state, parent, group ..."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def children(parent: int) -> list[int]:
    """Return the ids of a process's living children."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):
                if int(_stat(int(entry.name))[1]) == parent:
                    found.append(int(entry.name))
    return found


def own_seconds(pid: int) -> float:
    """Return the processor time of a process without its children."""
    return sum(int(value) for value in _stat(pid)[11:13]) / _TICK


def children_seconds(parent: int) -> float:
    """Return the processor time of a process's children, those that ended included."""
    spent = sum(int(value) for value in _stat(parent)[13:15])
    for child in children(parent):
        with contextlib.suppress(OSError):
            spent += sum(int(value) for value in _stat(child)[11:15])
    return spent / _TICK


def unshared_mb(pid: int) -> float:
    """Return the memory that no other process has part in: what one more such process costs."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / _KIB_IN_MB


def resident_mb(pid: int) -> float:
    """Return the resident memory of a process, shared pages included."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / _KIB_IN_MB
