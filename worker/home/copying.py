"""Copies of files that are whole or not there, with the digest of what was read."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import UnstableFileError
from worker.home.files import Signature, open_regular
from worker.home.names import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 20


def files_below(root: Path) -> Iterator[tuple[str, bool]]:
    """Yield what is in a folder but for hidden names: path relative to it, and whether it is a regular file.

    Manifests are hidden and yielded all the same; links are not followed.
    """
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = os.path.relpath(folder, root)
        for name in sorted(names):
            if not name.startswith(".") or name == MANIFEST:
                path = name if below == "." else f"{below}/{name}"
                yield path, _is_regular(root / path)


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a regular file, hex. Raises OSError."""
    with open_regular(path) as file:
        digest = hashlib.sha256()
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
        return digest.hexdigest()


def same_state(source: Path, copy: Path) -> bool:
    """Tell whether a copy has its source's size and modification time, as ``copy_whole`` leaves it."""
    try:
        ours, theirs = copy.lstat(), source.lstat()
    except OSError:
        return False
    return stat.S_ISREG(ours.st_mode) and (ours.st_size, ours.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)


def copy_whole(source: Path, target: Path, *, expected: str = "", grows: bool = False) -> str:
    """Copy a regular file with its modification time; ``target`` appears when it is whole. Return its digest.

    Args:
        source: No link.
        target: Replaced when it is there; its folder is made.
        expected: Digest that it must have, else nothing is put in place; empty for any.
        grows: It may be appended to meanwhile: the beginning will do.

    Raises:
        UnstableFileError: It changed while it was read, or has not the expected digest.
        OSError: It is gone, or cannot be read or written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with open_regular(source) as file:
        status = os.fstat(file.fileno())
        digest = hashlib.sha256()
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".copying-", delete=False) as copy:
            place = Path(copy.name)
            try:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
                    copy.write(chunk)
                copy.flush()
                changed = Signature.of_status(os.fstat(file.fileno())) != Signature.of_status(status)
                _check(source, digest.hexdigest(), expected, changed=changed and not grows)
                os.fchmod(copy.fileno(), stat.S_IMODE(status.st_mode) & 0o777)
                os.utime(copy.fileno(), ns=(status.st_atime_ns, status.st_mtime_ns))
                place.rename(target)
            except BaseException:
                place.unlink(missing_ok=True)
                raise
    return digest.hexdigest()


def _check(source: Path, digest: str, expected: str, *, changed: bool) -> None:
    if changed:
        raise UnstableFileError(f"{source} changed while it was copied.", "It is tried again.")
    if expected and digest != expected:
        raise UnstableFileError(f"{source} is damaged: its digest is not {expected[:12]}...")
