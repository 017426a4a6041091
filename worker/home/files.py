"""Files below a root folder, opened so that no link and no device can lead anywhere else.

The inbox is written by others. A path is therefore walked one component at a time, each opened relative to the folder
before it and never through a symbolic link: what was checked is what is read, whatever is renamed meanwhile.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from worker.errors import PermanentError, TooLargeError, TransientError, UnsupportedFormatError
from worker.messages import message

_FOLDER_FLAGS = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# O_NONBLOCK: a FIFO that took the name after it was checked must not hang the worker.
_FILE_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
# The path names nothing (any more): gone, a folder that became a file, a name no file system can hold.
_ABSENT = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG})
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Signature:
    """What tells one state of a file from another: device, inode, size in bytes, modification time in ns."""

    device: int
    inode: int
    size: int
    mtime_ns: int

    @classmethod
    def of(cls, path: Path) -> Signature:
        """Return the signature of the file at ``path``, links not followed. Raises FileNotFoundError."""
        return cls.of_status(path.lstat())

    @classmethod
    def of_status(cls, status: os.stat_result) -> Signature:
        """Return the signature in the result of a stat call."""
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)

    def same_content(self, other: Signature) -> bool:
        """Tell whether ``other`` is this file unmodified, wherever it stands."""
        return (self.inode, self.size, self.mtime_ns) == (other.inode, other.size, other.mtime_ns)


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes, and the state it was in just before they were read.

    Attributes:
        data: All of it; empty where it is too large to hold.
        changed_ns: When it was last written to, renamed or linked (ctime, ns since the epoch): when it was dropped.
        held: The open file, where it is too large to hold: it stays at hand whatever becomes of its name.
    """

    data: bytes
    signature: Signature
    changed_ns: int = 0
    held: BinaryIO | None = None

    def open(self) -> BinaryIO:
        """Return the file as a stream of its own, which the caller closes."""
        if self.held is None:
            return io.BytesIO(self.data)
        return Path(f"/proc/self/fd/{self.held.fileno()}").open("rb")

    def close(self) -> None:
        """Let go of a file that is held open."""
        if self.held is not None:
            self.held.close()

    def digest(self) -> str:
        """Return its SHA-256, hex."""
        if self.held is None:
            return hashlib.sha256(self.data).hexdigest()
        digest = hashlib.sha256()
        with self.open() as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        return digest.hexdigest()


def open_source(root: Path, relative: str, max_bytes: int, *, max_stream_bytes: int = 0) -> Source:
    """Read the regular file at ``relative`` below ``root``. ``root`` itself may be a link; nothing below it may.

    Args:
        root: An existing folder.
        relative: Path below it with ``/``, no ``..``.
        max_bytes: At most so many bytes are held.
        max_stream_bytes: A larger file than that is held open, up to this size.

    Raises:
        FileNotFoundError: Nothing is there, or a folder of the path is none (any more).
        TooLargeError: More than ``max_bytes``.
        UnsupportedFormatError: A link, folder, FIFO, socket or device.
        PermanentError: Code ``unreadable``: no permission; ``bad_path``: the path leads out of ``root``.
        TransientError: The file system failed in another way.
    """
    parts = _parts(relative)
    try:
        folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            for part in parts[:-1]:
                below = _open_folder(folder, part, relative)
                os.close(folder)
                folder = below
            return _read(folder, parts[-1], relative, max_bytes, max_stream_bytes)
        finally:
            os.close(folder)
    except PermissionError as error:
        raise PermanentError(
            f"no permission to read {relative}",
            "Give the worker's user read permission on the file and its folders.",
            "unreadable",
            "read",
        ) from error
    except OSError as error:
        if error.errno in _ABSENT:
            raise FileNotFoundError(error.errno, os.strerror(error.errno), relative) from error
        raise TransientError(
            f"reading {relative} failed: {error.strerror}", "It is tried again.", "", "read"
        ) from error


def _parts(relative: str) -> list[str]:
    parts = relative.split("/")
    if "\0" in relative or any(part in {"", ".", ".."} for part in parts):
        raise PermanentError(
            f"{relative!r} is no path below the inbox", "Name the file relative to the inbox.", "bad_path", "read"
        )
    return parts


def _open_folder(parent: int, name: str, relative: str) -> int:
    try:
        return os.open(name, _FOLDER_FLAGS, dir_fd=parent)
    except OSError as error:
        # Linux answers ENOTDIR for a link too.
        if error.errno in {errno.ENOTDIR, errno.ELOOP} and stat.S_ISLNK(_status(parent, name).st_mode):
            raise _unsupported(relative, message("a file in a folder that is a symbolic link")) from error
        raise


def _status(parent: int, name: str) -> os.stat_result:
    return os.stat(name, dir_fd=parent, follow_symlinks=False)


def _read(folder: int, name: str, relative: str, max_bytes: int, max_stream_bytes: int) -> Source:
    # Looked at before it is opened, since opening a device can act on it; and again after, since it may have changed.
    _check_regular(_status(folder, name), relative)
    try:
        descriptor = os.open(name, _FILE_FLAGS, dir_fd=folder)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _unsupported(relative, message("a symbolic link")) from error
        raise
    try:
        status = os.fstat(descriptor)
        _check_regular(status, relative)
        if max_bytes < status.st_size <= max_stream_bytes:
            held = os.fdopen(os.dup(descriptor), "rb")
            return Source(b"", Signature.of_status(status), status.st_ctime_ns, held)
        data = read_limited(descriptor, status.st_size, relative, max_bytes)
        return Source(data, Signature.of_status(status), status.st_ctime_ns)
    finally:
        os.close(descriptor)


def read_limited(descriptor: int, expected: int, relative: str, max_bytes: int) -> bytes:
    """Return all that ``descriptor`` still gives, which may be more or less than the ``expected`` bytes.

    Raises:
        TooLargeError: More than ``max_bytes``; never more than one byte over it is read.
    """
    if expected > max_bytes:
        raise _too_large(relative, max_bytes)
    chunks: list[bytes] = []
    room = max_bytes + 1
    while room > 0:
        chunk = os.read(descriptor, min(room, max(expected + 1, _CHUNK)))
        if not chunk:
            return chunks[0] if len(chunks) == 1 else b"".join(chunks)
        chunks.append(chunk)
        room -= len(chunk)
    raise _too_large(relative, max_bytes)


_OTHER_KINDS = (
    (stat.S_ISLNK, message("a symbolic link")),
    (stat.S_ISDIR, message("a folder")),
    (stat.S_ISFIFO, message("a FIFO")),
    (stat.S_ISSOCK, message("a socket")),
)


def _check_regular(status: os.stat_result, relative: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        what = next((words for matches, words in _OTHER_KINDS if matches(status.st_mode)), message("a device"))
        raise _unsupported(relative, what)


def _unsupported(relative: str, what: str) -> UnsupportedFormatError:
    return UnsupportedFormatError(
        f"{relative} is {what}, no regular file", "Only regular files are read: put a copy of it in the inbox."
    )


def _too_large(relative: str, max_bytes: int) -> TooLargeError:
    return TooLargeError(
        f"{relative} is larger than {max_bytes:,} bytes",
        "Split it, or raise BAOKU_MAX_FILE_MB (BAOKU_MAX_PAGE_FILE_MB for PDF files and images).",
    )


def names_in(folder: Path) -> bytes:
    """Return the names of the files in a folder, one a line; nothing where there is none."""
    try:
        return b"".join(
            os.fsencode(one.name) + b"\n" for one in os.scandir(folder) if one.is_file(follow_symlinks=False)
        )
    except OSError:
        return b""


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file to read; no link is followed, and no pipe waited for.

    Raises:
        FileNotFoundError: Nothing is there, or something else than a regular file.
        OSError: It cannot be read.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENXIO}:  # a link, a socket
            raise FileNotFoundError(errno.ENOENT, "no regular file", str(path)) from error
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileNotFoundError(errno.ENOENT, "no regular file", str(path))
    return os.fdopen(descriptor, "rb")
