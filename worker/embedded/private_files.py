"""Files that are whole or absent, and readable by those who should."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import BinaryIO

PRIVATE = 0o600


def open_private(path: Path) -> BinaryIO:
    """Open a file for appending; one that is made now is its owner's alone."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, PRIVATE), "ab")


def write_whole(path: Path, content: str | bytes, *, mode: int = PRIVATE, group: int | None = None) -> None:
    """Write a file so that a reader, or a start after a power cut, sees the old one or the new one and nothing between.

    Args:
        path: Replaced when it exists.
        content: Text is written as UTF-8.
        mode: Its permissions, from the first byte on.
        group: Numeric group to give it to; None leaves it.
    """
    data = content.encode() if isinstance(content, str) else content
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if group is not None:
                os.fchown(descriptor, -1, group)
            os.fchmod(descriptor, mode)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
