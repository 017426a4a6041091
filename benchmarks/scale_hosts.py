"""Hosts to run workers on: network namespaces joined by a bridge where root may make them, else this machine itself.

A host has an address of its own and a name of its own, and reaches the engines by the bridge's address alone: a small
forwarder there passes on to the engines, which listen on the loopback interface as ever. Files are shared, as on NFS.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_NETWORK = "10.213.77"
_BUFFER = 1 << 16
_TICK = os.sysconf("SC_CLK_TCK")
_STOP_SECONDS = 30
_LOOK_SECONDS = 0.2  # what looks at the files takes processor time from what is measured


@dataclass
class Process:
    """A process with all its children: they are one session."""

    name: str
    process: subprocess.Popen[bytes]

    def cpu_seconds(self) -> float:
        """Return the processor time of the session so far, children that ended included."""
        return cpu_seconds(self.process.pid)

    def kill(self) -> None:
        """End all of it at once, as a power cut does."""
        for pid in _session(self.process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask it to end; kill what does not."""
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(_STOP_SECONDS)
        self.kill()


def _session(leader: int) -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError, ValueError):
                if int(_stat(int(entry.name))[3]) == leader:
                    yield int(entry.name)


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat after the command: state, parent, group, session ..."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def cpu_seconds(leader: int) -> float:
    """Return the processor time of a session: of its processes and of those of their children that ended."""
    spent = 0
    for pid in _session(leader):
        with contextlib.suppress(OSError):
            spent += sum(int(value) for value in _stat(pid)[11:15])
    return spent / _TICK


@dataclass
class Hosts:
    """So many hosts, and the processes on them; ``count`` 0: all run on this machine."""

    count: int
    separate: bool = field(init=False)
    processes: list[Process] = field(default_factory=list)

    def __post_init__(self) -> None:
        possible = os.geteuid() == 0 and shutil.which("ip") is not None
        self.separate = self.count > 0 and possible and _may_make_namespaces()

    @contextlib.contextmanager
    def made(self) -> Iterator[Hosts]:
        """Make the network, and take it down with everything that runs on it."""
        with contextlib.ExitStack() as stack:
            if self.separate:
                _ip("link", "add", self._bridge, "type", "bridge")
                stack.callback(_ip, "link", "del", self._bridge)
                _ip("addr", "add", f"{_NETWORK}.1/24", "dev", self._bridge)
                _ip("link", "set", self._bridge, "up")
                for number in range(self.count):
                    self._add(number)
                    stack.callback(_ip, "netns", "del", self._space(number))
            stack.callback(self.stop)
            yield self

    @property
    def _bridge(self) -> str:
        return f"bk{os.getpid()}"

    def _space(self, number: int) -> str:
        return f"baoku-{os.getpid()}-{number}"

    def _add(self, number: int) -> None:
        space, ours, theirs = self._space(number), f"bk{os.getpid()}v{number}", "eth0"
        _ip("netns", "add", space)
        _ip("link", "add", ours, "type", "veth", "peer", "name", theirs, "netns", space)
        _ip("link", "set", ours, "master", self._bridge, "up")
        _ip("-n", space, "addr", "add", f"{_NETWORK}.{10 + number}/24", "dev", theirs)
        _ip("-n", space, "link", "set", theirs, "up")
        _ip("-n", space, "link", "set", "lo", "up")

    @property
    def engines_address(self) -> str:
        """Where hosts reach the engines."""
        return f"{_NETWORK}.1" if self.separate else "127.0.0.1"

    def forward(self, port: int) -> Process:
        """Pass connections to this port of the bridge on to the same port of the loopback interface."""
        command = [sys.executable, "-m", "benchmarks.scale_hosts", f"{_NETWORK}.1", str(port)]
        return self._started("forwarder", command, os.environ, subprocess.DEVNULL)

    def run(self, number: int, name: str, command: list[str], environment: Mapping[str, str], log: Path) -> Process:
        """Start a command on a host."""
        if self.separate:
            hostname = f'hostname host{number} && exec "$@"'
            wrapped = ["ip", "netns", "exec", self._space(number), "unshare", "--uts", "sh", "-c", hostname, "sh"]
            command = [*wrapped, *command]
        return self.run_here(name, command, environment, log)

    def run_here(self, name: str, command: list[str], environment: Mapping[str, str], log: Path) -> Process:
        """Start a command beside the engines."""
        with log.open("ab") as output:
            return self._started(name, command, environment, output.fileno())

    def _started(self, name: str, command: list[str], environment: Mapping[str, str], output: int) -> Process:
        process = subprocess.Popen(
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.processes.append(Process(name, process))
        return self.processes[-1]

    def stop(self) -> None:
        """Stop every process that still runs."""
        for process in self.processes:
            process.stop()


def _may_make_namespaces() -> bool:
    """Tell whether the kernel lets us: containers often may not."""
    name = f"baoku-probe-{os.getpid()}"
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, check=False).returncode == 0
    if made:
        _ip("netns", "del", name)
    return made


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


def main() -> None:
    """Forward ADDRESS:PORT to 127.0.0.1:PORT until stopped."""
    address, port = sys.argv[1], int(sys.argv[2])
    with socket.create_server((address, port)) as server:
        while True:
            near, _ = server.accept()
            far = socket.create_connection(("127.0.0.1", port))
            for source, target in ((near, far), (far, near)):
                source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=_pass_on, args=(source, target), daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(_BUFFER):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Look until ``condition`` holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"{what}: not within {seconds:g} s")
        time.sleep(_LOOK_SECONDS)


if __name__ == "__main__":
    main()
