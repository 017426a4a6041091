"""Homes that faults are done to: their processes by role, and a Redis of their own where engines are not embedded."""

from __future__ import annotations

import contextlib
import shutil
import signal
import subprocess
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import redis
from baoku_process import START_SECONDS, Baoku, parent_of, wait_until

from worker.embedded import read_addresses
from worker.embedded.ports import any_free_port
from worker.embedded.redis_config import find_redis

if TYPE_CHECKING:
    from pathlib import Path

ROLES = ("up", "worker", "child", "watcher", "redis", "elasticsearch")
# Short enough that a fault can outlast each of them, long enough for a loaded machine.
TIMES = {
    "BAOKU_SOFT_TIME_LIMIT_SECONDS": "20",
    "BAOKU_HARD_TIME_LIMIT_SECONDS": "30",
    "BAOKU_ENGINE_TIMEOUT_SECONDS": "10",
    "BAOKU_RESCAN_SECONDS": "5",
}
STOPPED_SECONDS = 14.0  # longer than an engine is waited for
HUNG_SECONDS = 34.0  # longer than the hard time limit


@dataclass
class FaultHome(Baoku):
    """A home whose processes can be told apart: those that a user's home has, since they are killed."""

    installed: bool = True

    def start(self) -> None:
        """Start `baoku up` and wait until it says so; asking ``baoku health`` costs more."""
        before = self.ups()
        self.start_process()
        wait_until(lambda: self.ups() > before or self.has_ended(), START_SECONDS, "baoku up")
        assert not self.has_ended(), f"baoku up ended: {self.log.read_text()[-3000:]}"

    def ups(self) -> int:
        return self.log.read_text().count("baoku is up") if self.log.exists() else 0

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def pids(self, role: str) -> list[int]:
        """Return the processes of one role; those of Redis and Elasticsearch only where they are this home's own."""
        return [pid for pid, (name, _) in self._roles().items() if name == role]

    def _roles(self) -> dict[int, tuple[str, int]]:
        commands = self.processes()
        parents = {pid: parent_of(pid) for pid in commands}
        found = {}
        for pid, command in commands.items():
            parent = parents[pid]
            if command.rstrip().endswith("-m worker worker"):
                role = "child" if commands.get(parent, "").rstrip().endswith("-m worker worker") else "worker"
            elif command.rstrip().endswith("-m worker watch"):
                role = "watcher"
            elif "baoku up" in command:
                role = "up"
            elif "/java " in command and "elasticsearch" in command:
                role = "elasticsearch"
            elif command.startswith("/") and "redis-server" in command.split(" ")[0]:
                role = "redis"
            else:
                continue
            found[pid] = (role, parent)
        return found

    def terminate(self) -> float:
        """Ask `baoku up` to stop in order; return the seconds that it took."""
        assert self.process is not None
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self._forget()
        return time.monotonic() - started

    def reap(self) -> None:
        """Take note that `baoku up` is dead, and wait until nothing of it is left."""
        assert self.process is not None
        self.process.wait(10)
        self._forget()
        wait_until(lambda: not self.processes(), 30, "nothing of the killed baoku is left")


@dataclass
class OwnRedis:
    """A Redis server that the harness runs, started again when it dies, as a container engine would."""

    folder: Path
    port: int = field(default_factory=any_free_port)
    _process: subprocess.Popen[bytes] | None = None
    _ended: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url, socket_timeout=5)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        self._spawn()
        threading.Thread(target=self._keep, name="redis", daemon=True).start()

    def _spawn(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        program = find_redis(cache=self.folder, reachable=lambda _: True)
        settings = {
            "bind": "127.0.0.1", "port": str(self.port), "dir": str(self.folder), "save": "",
            "appendonly": "yes", "appendfsync": "everysec", "maxmemory-policy": "noeviction",
        }  # fmt: skip
        arguments = [word for name, value in settings.items() for word in (f"--{name}", value)]
        self._process = subprocess.Popen([program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and not self._ended.is_set():
            with contextlib.suppress(redis.RedisError), self.client as client:
                client.ping()
                return
            time.sleep(0.05)

    def _keep(self) -> None:
        while not self._ended.wait(0.5):
            if self._process is not None and self._process.poll() is not None:
                self._spawn()

    def stop(self) -> None:
        self._ended.set()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def elasticsearch_of(home: Baoku) -> tuple[str, str, str]:
    """Return address, user and password of a running home's Elasticsearch."""
    addresses = read_addresses(home.home / "state")
    assert addresses is not None, f"no baoku runs on {home.home}"
    return addresses.elasticsearch_url, *addresses.admin
