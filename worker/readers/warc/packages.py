"""The crawls within a WACZ package: a ZIP file that holds WARC files as they are, so that they can be read in place.

WACZ 1.1.1, 4: WARC files stand below ``archive/`` and are stored, not packed once more.
"""

from __future__ import annotations

import io
import os
import posixpath
import re
import struct
import zipfile
from typing import TYPE_CHECKING, BinaryIO

from worker.errors import NoArticleError
from worker.messages import message
from worker.readers.archives import bad_member
from worker.readers.zipped import checked_zip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.errors import PermanentError
    from worker.readers.base import Limits

_CRAWL = re.compile(r"(?:^|/)archive/[^/]+\.w?arc(?:\.gz)?$", re.IGNORECASE)
_IN_HEAD = re.compile(rb"archive/[^/\0]{1,200}\.w?arc(?:\.gz)?", re.IGNORECASE)
_LOCAL_HEADER = struct.Struct("<26xHH")  # lengths of the name and of what stands behind it


def is_package(head: bytes, name: str) -> bool:
    """Return whether a file is a WACZ package, by its name or by a crawl among its first members."""
    return head.startswith(b"PK\x03\x04") and bool(name.lower().endswith(".wacz") or _IN_HEAD.search(head))


def crawls_of(file: BinaryIO, limits: Limits) -> Iterator[tuple[str, BinaryIO | PermanentError, int]]:
    """Yield name, bytes and size of each WARC file; an error in place of bytes that cannot be read in place.

    Raises:
        PermanentError: No package, or none with a crawl.
    """
    with checked_zip(file, limits, message("the web archive")) as archive:
        crawls = [info for info in archive.infolist() if _CRAWL.search(info.filename)]
        if not crawls:
            raise NoArticleError("the web archive holds no WARC file.", "Save the crawl again.")
        for info in crawls:
            name = posixpath.basename(info.filename)
            if info.compress_type != zipfile.ZIP_STORED:
                yield name, bad_member("it is packed within its package.", "Unpack it and drop the WARC file."), 0
                continue
            file.seek(info.header_offset)
            header = file.read(_LOCAL_HEADER.size)
            if len(header) < _LOCAL_HEADER.size:
                yield name, bad_member("it is damaged or cut off.", "Copy the web archive again."), 0
                continue
            start = info.header_offset + _LOCAL_HEADER.size + sum(_LOCAL_HEADER.unpack(header))
            yield name, io.BufferedReader(_Part(file, start, info.file_size)), info.file_size


class _Part(io.RawIOBase):
    """A run of a file's bytes, as a file of its own."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        super().__init__()
        self._file, self._start, self._size, self._at = file, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = max(0, offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # what BufferedReader gives
        self._file.seek(self._start + self._at)
        data = self._file.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
