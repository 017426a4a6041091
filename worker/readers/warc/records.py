"""Records of a WARC or ARC file, one after the other or by their place: warcio, with a limit to whatever it keeps.

Left to itself, warcio keeps a line of any length, unpacks a body at once however large it is, says on the terminal what
it cannot read, and ends at the first damage.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader, ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from worker.errors import PermanentError
from worker.readers.archives import bad_member, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

_GZIP = b"\x1f\x8b\x08"
_BLOCK = 1 << 20  # bytes
_OVERLAP = 4096
_LONGEST_HEADERS = 1 << 20  # bytes of a record's own headers and of the server's
# Where a record begins behind a damaged one. ARC (version 1): ADDRESS IP DAY TYPE LENGTH on a line.
_PACKED_START = re.compile(rb"\x1f\x8b\x08")
_PLAIN_START = re.compile(rb"(?<=\n)(?:WARC/[01]\.\d{1,2}\r?\n|https?://[^ \n]{1,2000} [\d.:a-f]{3,40} \d{14} )")
_DAMAGES = (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError, TypeError, IndexError, zlib.error)
_MOST_CODINGS = 2  # packed twice is what a mistaken server does
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class NotByRecordError(Exception):
    """All records are packed as one: none can be come upon by its place."""


class Budget:
    """How many bytes may yet be unpacked."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._total = most

    def spend(self, size: int) -> None:
        """Count unpacked bytes.

        Raises:
            PermanentError: Code ``bomb``: more than may be.
        """
        self._left -= size
        if self._left < 0:
            total = self._total
            raise PermanentError(f"the archive would unpack to {total:,} bytes or more.", "Remove it.", "bomb", "read")


class _Reader(BufferedReader):  # type: ignore[misc] # warcio has no types
    """The unpacked bytes of a web archive."""

    def __init__(self, file: BinaryIO, budget: Budget, *, packed: bool) -> None:
        self._budget = budget
        self._lines = 0
        super().__init__(file, decomp_type="gzip" if packed else None)

    def _decompress(self, data: bytes) -> bytes:
        """Unpack; damage is told, not passed over."""
        if self.decompressor and data:
            data = self.decompressor.decompress(data)
        self._budget.spend(len(data))
        return data

    def read(self, length: int | None = None) -> bytes:
        self._lines = 0
        data: bytes = super().read(length)
        return data

    def readline(self, length: int | None = None) -> bytes:
        left = _LONGEST_HEADERS - self._lines
        line: bytes = super().readline(min(left, length) if length else left)
        self._lines += len(line)
        if self._lines >= _LONGEST_HEADERS:
            raise ArchiveLoadFailed("a line without an end")
        return line


class _Records(ArchiveIterator):  # type: ignore[misc]
    INC_RECORD = ""  # what it would say on the terminal of a record of the wrong length

    def __init__(self, file: BinaryIO, budget: Budget, *, packed: bool) -> None:
        super().__init__(file)
        self.reader = _Reader(file, budget, packed=packed)


def is_packed(file: BinaryIO) -> bool:
    """Return whether records are packed by gzip."""
    file.seek(0)
    return file.read(len(_GZIP)) == _GZIP


def records(file: BinaryIO, budget: Budget, most_damages: int) -> Iterator[tuple[int, Any]]:
    """Yield each record's place and what warcio made of it; for a place where nothing can be read, None.

    Raises:
        NotByRecordError: All of them are packed as one.
        PermanentError: Damaged in more places than ``most_damages``; unpacks to more than the budget.
    """
    packed = is_packed(file)
    at = 0
    for _ in range(most_damages):
        file.seek(at)
        try:
            for record in (found := _Records(file, budget, packed=packed)):
                at = found.offset
                yield at, record
        except _DAMAGES as error:
            if packed and "non-chunked gzip" in str(error):
                raise NotByRecordError from error
            damaged = at
            at = _next_start(file, at + 1, packed=packed)
            yield damaged, None
            if at < 0:
                return
        else:
            return
    raise PermanentError(
        f"the archive is damaged in {most_damages:,} places or more.", "Copy it again.", "bad_member", "read"
    )


def record_at(file: BinaryIO, place: int, budget: Budget) -> Any:
    """Return the record at a place.

    Raises:
        PermanentError: Code ``bad_member``: it cannot be read.
    """
    packed = is_packed(file)
    file.seek(place)
    try:
        return next(iter(_Records(file, budget, packed=packed)))
    except (*_DAMAGES, StopIteration, RuntimeError) as error:
        raise damaged() from error


def damaged() -> PermanentError:
    """Return the error of a record that cannot be read."""
    return bad_member("the record is damaged or cut off.", "Save the page again.")


def content_of(record: Any, most: int) -> bytes:
    """Return what the server sent, unpacked.

    Raises:
        PermanentError: Larger than ``most``; damaged; packed in a way that is not read.
    """
    if record.length and record.length > most:
        raise too_large(most)
    headers = record.http_headers
    chunked = headers is not None and "chunked" in (headers.get_header("transfer-encoding") or "").lower()
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    try:
        data = stream.read(most + 1)
    except _DAMAGES as error:
        raise damaged() from error
    codings = (headers.get_header("content-encoding") or "").lower().split(",") if headers is not None else []
    for coding in reversed([coding.strip() for coding in codings][:_MOST_CODINGS]):
        data = _uncoded(data, coding, most)
    if len(data) > most:
        raise too_large(most)
    return bytes(data)


def _uncoded(data: bytes, coding: str, most: int) -> bytes:
    """Return the content without one coding; programs that save pages unpack them and leave the header as it was."""
    if coding in {"gzip", "x-gzip", "deflate"}:
        for bits in (_GZIP_OR_ZLIB, -zlib.MAX_WBITS):
            try:
                unpacked = zlib.decompressobj(bits).decompress(data, most + 1)
            except zlib.error:
                continue
            if unpacked or not data:
                return unpacked
        return data
    if coding in {"br", "zstd", "compress"} and not data.lstrip()[:1] == b"<":
        raise bad_member(f"the server packed it as {coding}, which is not read.", "Save the page again.")
    return data


def _next_start(file: BinaryIO, place: int, *, packed: bool) -> int:
    """Return where the next record may begin, -1 where none does."""
    start = _PACKED_START if packed else _PLAIN_START
    at = max(place - 1, 0)
    while True:
        file.seek(at)
        block = file.read(_BLOCK)
        found = start.search(block, place - at if place > at else 0)
        if found is not None:
            return at + found.start()
        if len(block) < _BLOCK:
            return -1
        at += _BLOCK - _OVERLAP


def unpacked_whole(file: BinaryIO, most: int) -> BinaryIO | None:
    """Return the bytes of a file that was packed as one, None where there are more than ``most``."""
    file.seek(0)
    parts, left = zlib.decompressobj(16 + zlib.MAX_WBITS), most + 1
    data = io.BytesIO()
    while left > 0 and not parts.eof and (block := parts.unconsumed_tail or file.read(_BLOCK)):
        left -= data.write(parts.decompress(block, left))
    return None if left <= 0 else io.BytesIO(data.getvalue())
