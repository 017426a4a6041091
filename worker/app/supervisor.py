"""The services that `baoku up` runs beside the engines, kept running and stopped in order.

The worker and the watcher are child processes with a lifeline (``worker.app.lifeline``): however this process ends,
they end. A child that dies is started again, with a growing pause.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import structlog

from worker.app import lifeline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

log = structlog.get_logger(__name__)

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 60.0  # a child that ran for so long starts with the first pause again


@dataclass
class Service:
    """A child process that is kept running.

    Attributes:
        early: It is started before the engines, and loads while they do; see ``engines_answer``.
    """

    name: str
    command: Sequence[str]
    log_file: Path
    environment: dict[str, str] = field(default_factory=dict)
    clock: Callable[[], float] = time.monotonic
    early: bool = False
    restarts: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _lifeline: int | None = None
    _started: float = 0.0
    _pause: float = FIRST_PAUSE_SECONDS
    _due: float = 0.0
    _engines_answer: bool = False

    @property
    def pid(self) -> int | None:
        """The process id, None when it is not running."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def start(self) -> None:
        """Start the process, its output appended to its log file."""
        self._close_lifeline()
        held, given = os.pipe()
        # the child reads, and sees the end when our side closes
        with self.log_file.open("ab") as output:
            self._process = subprocess.Popen(
                # -P: a folder named worker where the user happens to stand is not this program
                [sys.executable, "-P", "-m", "worker", *self.command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **self.environment, lifeline.ENVIRONMENT: str(held)},
                pass_fds=(held,),
                start_new_session=True,  # Ctrl-C reaches this process alone, which stops the others in order
            )
        os.close(held)
        self._lifeline = given
        self._started = self.clock()
        log.info("started", action="service_start", service=self.name, pid=self._process.pid)
        if self._engines_answer:
            lifeline.say_that_engines_answer(given)

    def engines_answer(self) -> None:
        """Let the process go on to what it needs the engines for, now and whenever it is started again."""
        self._engines_answer = True
        if self._lifeline is not None:
            lifeline.say_that_engines_answer(self._lifeline)

    def keep_running(self) -> None:
        """Start the process again when it died and its pause is over."""
        if self._process is None or self._process.poll() is None:
            return
        now = self.clock()
        if not self._due:
            steady = now - self._started > STEADY_SECONDS
            self._pause = FIRST_PAUSE_SECONDS if steady else min(2 * self._pause, LONGEST_PAUSE_SECONDS)
            self._due = now + self._pause
            log.warning(
                "died", action="service_died", service=self.name, code=self._process.returncode, pause=self._pause
            )
        elif now >= self._due:
            self._due = 0.0
            self.restarts += 1
            self.start()

    def ask_to_stop(self) -> None:
        """Send SIGTERM."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def wait_stopped(self, deadline: float) -> None:
        """Wait until ``deadline`` (of the clock), then kill the whole process group."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.1, deadline - self.clock()))
        except subprocess.TimeoutExpired:
            log.warning("killed", action="service_killed", service=self.name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
        self._close_lifeline()

    def _close_lifeline(self) -> None:
        if self._lifeline is not None:
            os.close(self._lifeline)
            self._lifeline = None


@dataclass
class Stack:
    """The services of one home."""

    services: tuple[Service, ...]
    stop_seconds: float = 5.0

    def start_early(self) -> None:
        """Start the services that load while the engines do."""
        for service in self.services:
            if service.early:
                service.start()

    def start(self) -> None:
        """Start every other service: the engines answer."""
        for service in self.services:
            service.engines_answer()
            if not service.early:
                service.start()

    def keep_running(self) -> None:
        """Start again what died."""
        for service in self.services:
            service.keep_running()

    def stop(self) -> None:
        """Stop every service that runs: SIGTERM to all, then SIGKILL to what is left."""
        deadline = time.monotonic() + self.stop_seconds
        for service in self.services:
            service.ask_to_stop()
        for service in self.services:
            service.wait_stopped(deadline)
