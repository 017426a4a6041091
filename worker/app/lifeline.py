"""Children that end with their parent, whatever ends it: they hold one end of a pipe and follow it to its close.

A kill -9 of ``baoku up`` closes the pipe as surely as an orderly stop does, on every POSIX system.
"""

from __future__ import annotations

import os
import signal
import threading

ENVIRONMENT = "BAOKU_LIFELINE"


def follow() -> None:
    """Send this process SIGTERM once the parent that passed a lifeline is gone; do nothing when none was passed."""
    given = os.environ.pop(ENVIRONMENT, "")
    if given:
        threading.Thread(target=_wait_for_end, args=(int(given),), name="lifeline", daemon=True).start()


def _wait_for_end(descriptor: int) -> None:
    os.set_inheritable(descriptor, False)
    while os.read(descriptor, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
