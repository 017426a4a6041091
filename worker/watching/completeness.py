"""Reads of a file that tell whether it is whole: an open writer, and a digest of one and the same state."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import signal
import sys
from typing import TYPE_CHECKING

from worker.watching.scanner import State

if TYPE_CHECKING:
    from pathlib import Path

_CHUNK = 1 << 20
_BUSY = frozenset({errno.EAGAIN, errno.EWOULDBLOCK})
# Gone, or something else has its place: a link (ELOOP), a socket (ENXIO).
_ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO})


def _open(path: Path) -> int:
    # O_NONBLOCK: a pipe put in the file's place must not hang us
    return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)


def is_being_written(path: Path) -> bool | None:
    """Tell whether any process has the file open for writing; None when that cannot be known.

    A read lease (fcntl(2), F_SETLEASE) is refused while a writer is there. It needs Linux, a local file system (NFS and
    SMB refuse every lease as if somebody wrote: do not ask there) and ownership of the file or CAP_LEASE. Whoever opens
    the file for writing meanwhile waits the microseconds until the lease is given back.
    """
    if sys.platform != "linux":
        return None
    try:
        descriptor = _open(path)
    except OSError:
        return None
    try:
        # The kernel tells the holder of a lease of such a writer by SIGIO, which ends a process that does not handle
        # it. SIGURG is ignored unless handled, in every thread.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return True if error.errno in _BUSY else None
    finally:
        os.close(descriptor)
    return False


def digest_of(path: Path, state: State, most_bytes: int) -> str | None:
    """Return the SHA-256 of the file in hex; None when it is gone, or no longer in ``state``.

    Of a file larger than ``most_bytes`` only so many bytes are read: the worker refuses it unread, and the digest then
    merely names it.

    Raises:
        OSError: It is there and cannot be read.
    """
    try:
        descriptor = _open(path)
    except OSError as error:
        if error.errno in _ABSENT:
            return None
        raise
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        if not State.of(os.fstat(file.fileno())).same_content(state):
            return None
        digest = hashlib.sha256()
        left = most_bytes + 1
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            digest.update(chunk)
            left -= len(chunk)
        if not State.of(os.fstat(file.fileno())).same_content(state):
            return None
    return digest.hexdigest()
