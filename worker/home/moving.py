"""Moves and writes that are whole or not done: one ``renameat2(RENAME_NOREPLACE)`` where the kernel has it.

Else a move is a hard link followed by an unlink, and across file systems a copy that is linked to its name when whole.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import UnstableFileError
from worker.home.files import Signature

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_FDCWD = -100
_RENAME_NOREPLACE = 1


def _load_renameat2() -> Callable[..., int] | None:
    with contextlib.suppress(OSError, AttributeError):
        function = ctypes.CDLL(None, use_errno=True).renameat2
        function.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
        function.restype = ctypes.c_int
        return function
    return None


_renameat2 = _load_renameat2()
# The file system or the kernel does not know the call, or the two ends are on different file systems.
_NO_RENAME = frozenset({errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.EOPNOTSUPP})


def move_without_replacing(source: Path, target: Path) -> None:
    """Move ``source`` to ``target`` in one step; never overwrites.

    Across file systems the bytes are copied and flushed to a hidden neighbour of ``target`` first, so that ``target``
    appears whole.

    Raises:
        FileExistsError: ``target`` is there already; nothing was moved.
        FileNotFoundError: ``source`` is gone.
    """
    if _renameat2 is not None:
        failed = _renameat2(_AT_FDCWD, os.fsencode(source), _AT_FDCWD, os.fsencode(target), _RENAME_NOREPLACE)
        if not failed:
            return
        code = ctypes.get_errno()
        if code not in _NO_RENAME:
            raise OSError(code, os.strerror(code), str(source), None, str(target))
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in {errno.EXDEV, errno.EPERM, errno.EOPNOTSUPP}:
            raise
        _copy_across(source, target)
    source.unlink()


def _copy_across(source: Path, target: Path) -> None:
    before = Signature.of(source)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".incoming-", delete=False) as copy:
        try:
            with source.open("rb") as original:
                shutil.copyfileobj(original, copy)
            copy.flush()
            os.fsync(copy.fileno())
            if Signature.of(source) != before:
                raise UnstableFileError(f"{source.name} changed while it was copied", "It is tried again.")
            os.link(copy.name, target)
        finally:
            Path(copy.name).unlink(missing_ok=True)


def write_atomically(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write ``data`` to ``path`` so that a reader sees the old content or the new, never a part."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".writing-", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), mode)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
