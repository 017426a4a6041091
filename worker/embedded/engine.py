"""One engine as a child process: started, asked whether it answers, stopped; never left behind.

Its standard input is a pipe that this process alone holds open. Both engines end when it closes, so that even a
kill -9 of this process leaves none (see ``es_wire`` and ``GUARD``).
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import subprocess
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.embedded.ports import any_free_port, choose_port
from worker.embedded.private_files import open_private
from worker.embedded.processes import ProcessStamp, end, stamp
from worker.errors import ConfigurationError, EngineUnavailableError
from worker.messages import message, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from worker.embedded.owner import Owner

# Runs "$@" for as long as standard input stays open, and ends it (SIGTERM) when that closes: what Elasticsearch does by
# itself, for a program that does not. Exits when the program does, with its code.
GUARD = """
exec 3<&0
"$@" 3<&- </dev/null &
engine=$!
{ read -r _; kill "$engine"; } <&3 3<&- 2>/dev/null &
guard=$!
exec 3<&-
wait "$engine"
code=$?
kill "$guard" 2>/dev/null
exit "$code"
"""

_PORT_TAKEN = re.compile(r"Address already in use|BindHttpException|BindTransportException", re.IGNORECASE)
# A JVM that was killed leaves the socket by which it let itself be attached to. Elasticsearch attaches to itself, and
# does not start where its number was that one's, if that was another user's. Another start has another number.
_NUMBER_TAKEN = re.compile(r"\.java_pid\d+ is not secure")
# The last cause of a Java exception; else what any program calls an error; not the frames of a stack trace
_CAUSE = re.compile(r"^(?:Caused by: )?(?:[\w$]+\.)+\w+(?:Exception|Error): (?P<text>.+)$", re.MULTILINE)
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f]"
)  # by which Elasticsearch's server and its launcher tell each other how far it is
_TROUBLE = re.compile(
    r"^(?!\s+at ).*\b(?:error|fatal|exception|fail(?:ed|ure)?|can't|cannot|denied)\b.*$", re.IGNORECASE | re.MULTILINE
)
_VM_TROUBLE = re.compile(r"^Error occurred during initialization of VM\n(?P<text>.+)$", re.MULTILINE)

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 60.0  # an engine that ran for so long starts with the first pause again
_LOOK_SECONDS = 0.05
_LEFTOVER_GRACE_SECONDS = 5.0
_KILLED_SECONDS = 5.0
_START_ATTEMPTS = 3
_LOG_KEPT_BYTES = 2 * 1024 * 1024
_TAIL_BYTES = 64 * 1024

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Launch:
    """How to start an engine on a port.

    Attributes:
        command: Program and arguments; nothing secret, for any user may read them.
        environment: The whole of it.
        folder: Working folder.
        message: First bytes for its standard input.
    """

    command: list[str]
    environment: Mapping[str, str]
    folder: Path
    message: bytes = b""


@dataclass
class Engine:
    """One engine.

    Attributes:
        name: For people.
        port: Where it listens, or should.
        launch: Writes its configuration for a port and says how to start it.
        answers: Tells whether it is ready on a port.
        log_file: Takes what it prints; opened here, so the engine needs no right to the folder.
        owner: The user it runs as.
        stop_word: Bytes on standard input that ask it to stop in order.
    """

    name: str
    port: int
    launch: Callable[[int], Launch]
    answers: Callable[[int], bool]
    log_file: Path
    owner: Owner
    stop_word: bytes = b""
    restarts: int = field(default=0, init=False)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _stamp: ProcessStamp | None = field(default=None, init=False)
    _log_start: int = field(default=0, init=False)
    _attempts: int = field(default=0, init=False)
    _started: float = field(default=0.0, init=False)
    _pause: float = field(default=FIRST_PAUSE_SECONDS, init=False)
    _due: float = field(default=0.0, init=False)

    @property
    def process(self) -> ProcessStamp | None:
        """The process that was started last; None before, and when it was over at once."""
        return self._stamp

    def is_running(self) -> bool:
        """Tell whether its process lives; it may not answer yet."""
        return self._process is not None and self._process.poll() is None

    def spawn(self) -> None:
        """Start its process and return at once.

        Raises:
            ConfigurationError: It cannot be started at all.
        """
        self._forget()
        self.port = choose_port(self.port)
        launch = self.launch(self.port)
        self._make_room_in_log()
        try:
            with open_private(self.log_file) as output:
                self._log_start = output.tell()
                self._process = subprocess.Popen(
                    launch.command,
                    stdin=subprocess.PIPE,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    env=dict(launch.environment),
                    cwd=launch.folder,
                    start_new_session=True,  # Ctrl-C reaches this process alone, which stops the others in order
                    umask=0o077,
                    **self.owner.popen_arguments(),
                )
        except OSError as error:
            raise ConfigurationError(f"{self.name} cannot be started: {plain(error)}") from error
        self._started = time.monotonic()
        self._stamp = stamp(self._process.pid)
        self._send(launch.message)
        log.info("started", extra={"action": "engine_start", "engine": self.name, "port": self.port})

    def wait_ready(self, deadline: float) -> None:
        """Wait until it answers, starting it anew when its port or what belongs to its number is somebody else's.

        Args:
            deadline: On the clock of ``time.monotonic``.

        Raises:
            ConfigurationError: It died; the message names the log file and the line that tells why.
            EngineUnavailableError: It does not answer in time.
        """
        while not (self.answers(self.port) and self.is_running()):
            if not self.is_running():
                self._attempts += 1
                printed = self.printed()
                port_taken = _PORT_TAKEN.search(printed)
                if self._attempts >= _START_ATTEMPTS or not (port_taken or _NUMBER_TAKEN.search(printed)):
                    raise ConfigurationError(f"{self.name} did not start: {self.why()} (see {self.log_file})")
                if port_taken:
                    self.port = any_free_port()
                self.spawn()
            if time.monotonic() > deadline:
                raise EngineUnavailableError(
                    f"{self.name} started but does not answer: {self.why()}", str(self.log_file)
                )
            time.sleep(_LOOK_SECONDS)
        self._attempts = 0

    def keep_running(self) -> bool:
        """Start it again when it died and its pause is over; tell whether it was started now.

        Raises:
            ConfigurationError: It cannot be started at all.
        """
        if self._process is None or self.is_running():
            return False
        now = time.monotonic()
        if not self._due:
            steady = now - self._started > STEADY_SECONDS
            self._pause = FIRST_PAUSE_SECONDS if steady else min(2 * self._pause, LONGEST_PAUSE_SECONDS)
            self._due = now + self._pause
            log.warning("died", extra={"action": "engine_died", "engine": self.name, "why": self.why()})
        if now < self._due:
            return False
        self._due = 0.0
        self.restarts += 1
        self.spawn()
        return True

    def ask_to_stop(self) -> None:
        """Ask it to stop in order, and return at once."""
        if self._process is not None and self._process.stdin is not None:
            self._send(self.stop_word)
            with contextlib.suppress(OSError):
                self._process.stdin.close()

    def wait_stopped(self, deadline: float) -> None:
        """Wait until it has stopped; kill it at ``deadline`` (on the clock of ``time.monotonic``)."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning("killed", extra={"action": "engine_killed", "engine": self.name})
        self._forget()

    def printed(self) -> str:
        """Return the end of what it has printed since its last start."""
        try:
            with self.log_file.open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(max(self._log_start, size - _TAIL_BYTES))
                return file.read().decode("utf-8", "replace")
        except OSError:
            return ""

    def why(self) -> str:
        """Return the line of what it printed that most likely says what is wrong."""
        return telling_line(self.printed()) or message("it printed nothing")

    def _send(self, message: bytes) -> None:
        """Write to its standard input; an engine that is already gone is noticed by whoever waits for it."""
        if self._process is None or self._process.stdin is None:
            return
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(message)
            self._process.stdin.flush()

    def _forget(self) -> None:
        """End the last process with all of its session, and let go of the pipe."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, 9)
        with contextlib.suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_KILLED_SECONDS)
        self._process = None
        self._stamp = None

    def _make_room_in_log(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            if self.log_file.stat().st_size > _LOG_KEPT_BYTES:
                self.log_file.replace(self.log_file.with_suffix(".old.log"))


def end_leftover(process: ProcessStamp) -> None:
    """End an engine that a baoku which died without stopping it left behind.

    Raises:
        ConfigurationError: It belongs to another user.
    """
    try:
        end(process, grace_seconds=_LEFTOVER_GRACE_SECONDS)
    except PermissionError as error:
        raise ConfigurationError(f"an engine of an earlier run (pid {process.pid}) belongs to another user") from error


def telling_line(printed: str) -> str:
    """Return the one line of a program's output that says why it failed; the last line when none stands out."""
    for pattern in (_VM_TROUBLE, _CAUSE):
        found = [match["text"] for match in pattern.finditer(printed)]
        if found:
            return found[-1].strip()
    troubles = _TROUBLE.findall(printed)
    lines = [shown for line in printed.splitlines() if (shown := _CONTROL.sub("", line).strip())]
    return (troubles or lines or [""])[-1].strip()
