"""Processes named so that a recycled number is never taken for the one that was meant.

A process id alone is reused after a while and after a reboot; together with the moment the process began it is not.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class ProcessStamp:
    """One process, now and for ever.

    Attributes:
        pid: Its number.
        started: When it began, in whatever form the system tells it; compared, never read.
    """

    pid: int
    started: str


def stamp(pid: int) -> ProcessStamp | None:
    """Return the stamp of the process that has this number now, None when there is none (or it is a zombie)."""
    started = _started_linux(pid) if (_PROC / "self" / "stat").exists() else _started_elsewhere(pid)
    return ProcessStamp(pid, started) if started else None


def is_alive(of: ProcessStamp) -> bool:
    """Tell whether exactly this process still runs."""
    return stamp(of.pid) == of


def end(of: ProcessStamp, *, grace_seconds: float) -> None:
    """Ask exactly this process to end, and kill it when it has not after ``grace_seconds``. It need not be a child.

    Raises:
        PermissionError: It belongs to somebody else.
    """
    for number, seconds in ((signal.SIGTERM, grace_seconds), (signal.SIGKILL, grace_seconds)):
        if not is_alive(of):
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(of.pid, number)
        deadline = time.monotonic() + seconds
        while is_alive(of) and time.monotonic() < deadline:
            time.sleep(_LOOK_SECONDS)


def _started_linux(pid: int) -> str:
    try:
        status = (_PROC / str(pid) / "stat").read_text("utf-8", "replace")
        boot = (_PROC / "sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""
    # The second field is the program's name in parentheses and may itself hold spaces and parentheses.
    state, *fields = status.rpartition(")")[2].split()
    ticks_since_boot = fields[18]  # field 22 of proc(5), counted from the state, which is field 3
    return "" if state in "ZX" else f"{boot}:{ticks_since_boot}"


def _started_elsewhere(pid: int) -> str:
    answer = subprocess.run(
        ["/bin/ps", "-o", "state=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()
    return "" if answer.startswith("Z") else answer.partition(" ")[2].strip()
