"""A command that takes long says what it waits for, and none takes for ever."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from typing import TYPE_CHECKING

from worker.app.i18n import say
from worker.errors import EngineUnavailableError
from worker.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

SAID_EVERY_SECONDS = 10.0
_TO_DO = message("Give the command again: what was begun is finished then.")
_CLIENTS = (("elastic_transport", "Elasticsearch"), ("redis", "Redis"))


class _OutOfPatience(BaseException):
    """Ends a wait. No ``Exception``: the engines' clients would take one for a failed request, and try it again."""

    def __init__(self, engine: str, seconds: float) -> None:
        super().__init__(engine, seconds)
        self.engine = engine
        self.seconds = seconds


class _Waits:
    """What the main thread waits for, as its stack tells from time to time."""

    def __init__(self, longest: float) -> None:
        self._longest = longest
        self._began = self._since = time.monotonic()
        self._call: FrameType | None = None

    def look(self, _: int, frame: FrameType | None) -> None:
        """Say it; end a single call of an engine that has lasted too long. What makes progress may take its time."""
        now = time.monotonic()
        engine, call = _asked(frame)
        if call is not self._call:
            self._call, self._since = call, now
        elif call is not None and now - self._since >= self._longest:
            raise _OutOfPatience(engine, now - self._since)
        line = say(
            "{seconds} s so far; now waiting for {what}",
            seconds=f"{now - self._began:.0f}",
            what=engine or say("this machine, which is at work on it"),
        )
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, f"{line}\n".encode())


@contextlib.contextmanager
def patience(longest: float, *, every: float = SAID_EVERY_SECONDS) -> Iterator[None]:
    """Say on standard error now and then what is waited for, and end a single request that never ends.

    Every request has a time limit of its own, but a decision makes a dozen, each of which may be tried again. Only for
    what may be broken off anywhere and given again, and only in the main thread: the kernel's timer ends any wait.

    Args:
        longest: Seconds that one request, with all its tries, may last.
        every: Seconds between two lines.

    Raises:
        EngineUnavailableError: A request took longer; the message says whose.
    """
    before = signal.signal(signal.SIGALRM, _Waits(longest).look)
    signal.setitimer(signal.ITIMER_REAL, every, every)
    try:
        yield
    except _OutOfPatience as waited:
        engine, seconds = waited.engine, f"{waited.seconds:.0f}"
        raise EngineUnavailableError(f"{engine} has not answered for {seconds} s.", _TO_DO) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _asked(frame: FrameType | None) -> tuple[str, FrameType | None]:
    """Return the engine whose client the main thread is in, and the call of it, its retries included; empty, None."""
    found: tuple[str, FrameType | None] = "", None
    while frame is not None:
        package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        found = next(((engine, frame) for name, engine in _CLIENTS if package == name), found)
        frame = frame.f_back
    return found
