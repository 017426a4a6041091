"""Reads of a file that tell whether it is whole: an open writer, and a digest of one and the same state."""

from __future__ import annotations

import errno
import hashlib
import os
from typing import TYPE_CHECKING

from worker.home.writers import open_regular
from worker.watching.scanner import State

if TYPE_CHECKING:
    from pathlib import Path

_CHUNK = 1 << 20
_BUSY = frozenset({errno.EAGAIN, errno.EWOULDBLOCK})
# Gone, or something else has its place: a link (ELOOP), a socket (ENXIO).
_ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO})


def digest_of(path: Path, state: State, most_bytes: int) -> str | None:
    """Return the SHA-256 of the file in hex; None when it is gone, or no longer in ``state``.

    Of a file larger than ``most_bytes`` only so many bytes are read: the worker refuses it unread, and the digest then
    merely names it.

    Raises:
        OSError: It is there and cannot be read.
    """
    try:
        descriptor = open_regular(path)
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
