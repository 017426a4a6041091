"""Children that end with their parent, whatever ends it: they hold one end of a pipe and follow it to its close.

A kill -9 of ``baoku up`` closes the pipe as surely as an orderly stop does, on every POSIX system. A child that is
started before its engines are hears through the same pipe that they answer.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading

ENVIRONMENT = "BAOKU_LIFELINE"


def follow() -> threading.Event:
    """Send this process SIGTERM once the parent that passed a lifeline is gone; do nothing when none was passed.

    Returns:
        Set once the parent has said that the engines answer; at once where there is no parent to say it.
    """
    engines_answer = threading.Event()
    given = os.environ.pop(ENVIRONMENT, "")
    if given:
        threading.Thread(target=_heed, args=(int(given), engines_answer), name="lifeline", daemon=True).start()
    else:
        engines_answer.set()
    return engines_answer


def say_that_engines_answer(descriptor: int) -> None:
    """Tell the child that holds the other end of a lifeline; one that is gone already is not told."""
    with contextlib.suppress(BrokenPipeError):
        os.write(descriptor, b".")


def _heed(descriptor: int, engines_answer: threading.Event) -> None:
    os.set_inheritable(descriptor, False)
    while os.read(descriptor, 1):
        engines_answer.set()
    os.kill(os.getpid(), signal.SIGTERM)
