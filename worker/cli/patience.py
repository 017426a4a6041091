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
# By the package whose code runs: a command that waits stands in one of these.
_WAITED_FOR = (("elastic_transport", "Elasticsearch"), ("redis", "Redis"))


class _OutOfPatience(BaseException):
    """Ends a wait. No ``Exception``: the engines' clients would take one for a failed request, and try it again."""

    def __init__(self, waited_for: str, seconds: float) -> None:
        super().__init__(waited_for, seconds)
        self.waited_for = waited_for
        self.seconds = seconds

    def told(self) -> EngineUnavailableError:
        seconds = f"{self.seconds:.0f}"
        if self.waited_for:
            return EngineUnavailableError(f"{self.waited_for} is too slow: after {seconds} s this is not done.", _TO_DO)
        return EngineUnavailableError(f"This machine is too busy: after {seconds} s this is not done.", _TO_DO)


@contextlib.contextmanager
def patience(longest: float, *, every: float = SAID_EVERY_SECONDS) -> Iterator[None]:
    """Say on standard error now and then what is waited for, and give up in the end.

    Every request has a time limit of its own, but a decision makes a dozen, each of which may be tried again. Only for
    what may be broken off anywhere and given again, and only in the main thread: the kernel's timer ends any wait.

    Args:
        longest: Seconds after which the command is given up.
        every: Seconds between two lines.

    Raises:
        EngineUnavailableError: It took longer; the message says what was waited for.
    """
    began = time.monotonic()

    def remind(_: int, frame: FrameType | None) -> None:
        taken = time.monotonic() - began
        waited_for = _waited_for(frame)
        if taken < longest:
            line = say(
                "still waiting for {what}, {seconds} s so far (given up after {longest} s)",
                what=waited_for or say("this machine, which is busy"), seconds=f"{taken:.0f}", longest=f"{longest:.0f}",
            )  # fmt: skip
            os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, f"{line}\n".encode())
            return
        raise _OutOfPatience(waited_for, taken)

    before = signal.signal(signal.SIGALRM, remind)
    signal.setitimer(signal.ITIMER_REAL, min(every, longest), every)
    try:
        yield
    except _OutOfPatience as error:
        raise error.told() from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _waited_for(frame: FrameType | None) -> str:
    """Return the engine whose client the main thread is in; empty for none."""
    while frame is not None:
        package = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        for name, engine in _WAITED_FOR:
            if package == name:
                return engine
        frame = frame.f_back
    return ""
