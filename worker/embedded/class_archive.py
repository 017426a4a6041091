"""Elasticsearch's classes, parsed and checked once and kept in a file that later starts map into memory.

The JVM can do this by itself when the server stops, but then the stop takes seconds more, and the JVM was seen to crash
over it. So the first server only lists the classes it loads, and once it answers, a JVM of its own makes the archive
out of that list and the jars, at the lowest priority. The archive is kept in the cache folder, one for each Java and
each Elasticsearch; the JVM itself checks that it fits, and starts without it when it does not. Of several homes that
start on a new machine, one makes it.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import logging
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from worker.embedded.engine import GUARD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from worker.embedded.distribution import Distribution
    from worker.embedded.java import Jdk
    from worker.embedded.owner import Owner

_PREFIX = "classes-"
_LOCK = ".classes.lock"
_READABLE = 0o644

log = logging.getLogger(__name__)


def archive_file(cache: Path, jdk: Jdk, distribution: Distribution, options: Sequence[str]) -> Path:
    """Return where the archive for this Java, this Elasticsearch and these options is kept; it may not exist yet."""
    try:
        java = (jdk.home / "release").read_bytes()
    except OSError:
        java = str(jdk.version).encode()
    parts = (java, os.fsencode(jdk.home), os.fsencode(distribution.home), *(os.fsencode(each) for each in options))
    return cache / f"{_PREFIX}{hashlib.sha256(bytes(0).join(parts)).hexdigest()[:16]}.jsa"


@dataclass
class Preparation:
    """Makes one archive in the background.

    Attributes:
        command: Writes the archive to ``made``.
        environment: For the command.
        made: Where the command writes; the owner of the engines must be able to.
        kept: Where the archive goes once it is whole.
        owner: The user that the command runs as.
    """

    command: Sequence[str]
    environment: Mapping[str, str]
    made: Path
    kept: Path
    owner: Owner
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _lock: BinaryIO | None = field(default=None, init=False)

    def begin(self) -> None:
        """Start, and return at once. A failure is nobody's concern: starts are longer without an archive."""
        with contextlib.suppress(OSError), contextlib.ExitStack() as cleanup:
            lock = cleanup.enter_context((self.kept.parent / _LOCK).open("ab"))
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # refused: another home is at it
            if self.kept.exists():
                return
            self._process = subprocess.Popen(
                ["/bin/sh", "-c", GUARD, "baoku-classes", "nice", "-n", "19", *self.command],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=dict(self.environment),
                cwd=self.made.parent,
                start_new_session=True,
                **self.owner.popen_arguments(),
            )
            self._lock = lock
            cleanup.pop_all()

    def is_running(self) -> bool:
        """Tell whether it was begun and not yet kept or given up."""
        return self._process is not None

    def look(self) -> None:
        """Keep the archive when it is done."""
        if self._process is None or self._process.poll() is None:
            return
        if self._process.returncode == 0 and self.made.is_file() and not self.made.is_symlink():
            temporary = self.kept.with_name(f".{self.kept.name}.{os.getpid()}")
            with contextlib.suppress(OSError):  # no room, say: the next start tries again
                for old in self.kept.parent.glob(f"{_PREFIX}*"):  # of a Java or options that are no more
                    old.unlink()
                shutil.copyfile(self.made, temporary)
                temporary.chmod(_READABLE)
                temporary.rename(self.kept)
            temporary.unlink(missing_ok=True)
        self.made.unlink(missing_ok=True)
        log.info("prepared", extra={"action": "classes_prepared", "code": self._process.returncode})
        self.stop()

    def stop(self) -> None:
        """Give up, if it is still at it: the guard ends the command when its standard input closes."""
        if self._process is not None:
            if self._process.stdin is not None:
                self._process.stdin.close()
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, 9)
            self._process.wait()
            self._process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None
