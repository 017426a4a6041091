"""Whether anybody is writing to a file."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_BUSY = frozenset({errno.EAGAIN, errno.EWOULDBLOCK})


def open_regular(path: Path) -> int:
    """Open a file for reading, never through a link; raises OSError."""
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
        descriptor = open_regular(path)
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
